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

// The text from the first tag on: behind blanks, an XML declaration and comments.
std::string_view first_tag(std::string_view text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), text.size()));
    const std::string_view end = text.starts_with("<?")     ? "?>"
                                 : text.starts_with("<!--") ? "-->"
                                                            : "";
    if (end.empty()) return text;
    const std::size_t found = text.find(end);
    if (found == std::string_view::npos) return {};
    text.remove_prefix(found + end.size());
  }
}

class HtmlReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "html"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (looks_binary(source.bytes)) return 0;
    const std::string start = lower(ascii_of(source.bytes.substr(0, 4096)));
    const std::string_view first = first_tag(start);
    for (const char* sign : {"<!doctype html", "<html", "<head>", "<body"}) {
      if (first.starts_with(sign)) return 2;
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
