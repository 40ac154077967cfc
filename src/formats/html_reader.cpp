// HTML files: which they are, what encoding they declare.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/html.h"
#include "formats/magic.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// charset=… of a meta element near the beginning.
std::string declared_charset(std::string_view bytes) {
  const std::string start = lower(bytes.substr(0, 8192));
  for (std::size_t at = start.find("<meta"); at != std::string::npos;
       at = start.find("<meta", at + 5)) {
    const std::size_t end = std::min(start.find('>', at), start.size());
    std::size_t value = start.find("charset", at);
    if (value >= end) continue;
    value = start.find_first_not_of(" =\"'", value + 7);
    const std::size_t stop = std::min(start.find_first_of(" \"'>;/", value), start.size());
    if (value < end && stop > value)
      return start.substr(value, std::min<std::size_t>(stop - value, 40));
  }
  return {};
}

class HtmlReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "html"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (looks_binary(source.bytes)) return 0;
    const std::string start = lower(ascii_of(source.bytes.substr(0, 4096)));
    const std::size_t first = std::min(start.find('<'), start.size());
    const std::string_view before = text::trimmed(std::string_view(start).substr(0, first));
    const bool tagged = before.empty() || before == "\xEF\xBB\xBF";
    for (const char* sign : {"<!doctype html", "<html", "<head>", "<body"}) {
      const std::size_t at = start.find(sign);
      // Comments and an XML declaration may stand before it.
      if (tagged && at != std::string::npos &&
          start.find("<?xml-stylesheet") == std::string::npos) {
        return 2;
      }
    }
    const std::string extension = extension_of(source.name);
    return extension == "html" || extension == "htm" || extension == "xhtml" ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    if (source.bytes.size() > limits.unpacked_bytes) {
      return fail(Code::too_large, "the page is larger than the reader's limit; split it",
                  std::string(source.name));
    }
    document::Document document;
    document.format = format();
    const Result<std::string> html =
        decode_into(document, source.bytes, declared_charset(source.bytes));
    if (!html) return fail(html.error().code, html.error().message, std::string(source.name));
    append_html_blocks(document, *html, limits);
    return sink(std::move(document));
  }

 private:
  // UTF-16 without its NULs, so that tags can be looked for.
  static std::string ascii_of(std::string_view bytes) {
    std::string out;
    std::copy_if(bytes.begin(), bytes.end(), std::back_inserter(out),
                 [](char c) { return c != '\0' && c != '\xFF' && c != '\xFE'; });
    return out;
  }
};

}  // namespace

std::unique_ptr<Reader> html_reader() {
  return std::make_unique<HtmlReader>();
}

}  // namespace sillok::formats
