// HWPML: Hangul's document as one XML file, named .hml or .hwp.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/hwpml_parts.h"
#include "text/encoding.h"

namespace sillok::formats {
namespace {

using document::Document;
using namespace std::string_view_literals;

// The first element of the file begins within this; before it stand a declaration, comments and a
// document type.
constexpr std::size_t kLook = 4096;
constexpr std::string_view kMark = "\xEF\xBB\xBF"sv;

// Markup without the NULs of UTF-16 and without byte order marks.
std::string first_markup(std::string_view bytes) {
  std::string markup;
  for (const char c : bytes.substr(0, kLook)) {
    if (c != '\0' && c != '\xFF' && c != '\xFE') markup += c;
  }
  return markup.starts_with(kMark) ? markup.substr(kMark.size()) : markup;
}

// Where the declaration, comment or document type at the start of `markup` ends; npos for none.
std::size_t end_of_prolog_part(std::string_view markup) {
  const auto behind = [&](std::string_view close, std::size_t from) {
    const std::size_t at = markup.find(close, from);
    return at == std::string_view::npos ? at : at + close.size();
  };
  if (markup.starts_with("<?")) return behind("?>", 2);
  if (markup.starts_with("<!--")) return behind("-->", 4);
  if (!markup.starts_with("<!DOCTYPE")) return std::string_view::npos;
  // Declarations of its own stand in brackets.
  const std::size_t bracket = markup.find('[');
  const bool own = bracket < markup.find('>');
  return behind(">", own ? std::min(markup.find(']', bracket), markup.size()) : 0);
}

// Whether the first element is HWPML's root.
bool has_root(std::string_view markup) {
  constexpr std::string_view kRoot = "<HWPML";
  for (;;) {
    const std::size_t at = markup.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return false;
    markup.remove_prefix(at);
    if (markup.starts_with(kRoot)) {
      return markup.substr(kRoot.size()).find_first_of(" \t\r\n>/") == 0;
    }
    const std::size_t end = end_of_prolog_part(markup);
    if (end == std::string_view::npos) return false;
    markup.remove_prefix(end);
  }
}

class DocumentSink : public XmlSink {
 public:
  DocumentSink(const Limits& limits, Story& story) : body_(head_.shapes(), limits, story) {}

  void start(const XmlTag& tag) override {
    if (in_head_ > 0) {
      ++in_head_;
      head_.start(tag);
    } else if (tag.name() == "HEAD" && !seen_head_) {
      seen_head_ = true;
      in_head_ = 1;
    } else {
      body_.start(tag);
    }
  }

  void end(std::string_view name) override {
    if (in_head_ == 0) {
      body_.end();
      return;
    }
    head_.end(name);
    if (--in_head_ == 0) head_.finish();
  }

  void text(std::string_view text) override {
    if (in_head_ > 0) {
      head_.text(text);
    } else {
      body_.text(text);
    }
  }

  [[nodiscard]] HwpmlHead& head() { return head_; }
  [[nodiscard]] HwpmlBody& body() { return body_; }

 private:
  HwpmlHead head_;
  HwpmlBody body_;
  std::size_t in_head_ = 0;  // elements open, HEAD included
  bool seen_head_ = false;
};

Result<void> read_markup(std::string_view markup, const Limits& limits, Document& document) {
  // Pieces, so that nothing more is parsed once an error has come.
  constexpr std::size_t kPiece = 1u << 20;
  Story story;
  DocumentSink sink(limits, story);
  XmlStream xml(sink);
  Result<void> fed;
  for (std::size_t at = 0; at < markup.size() && fed && !sink.body().error(); at += kPiece) {
    fed = xml.feed(markup.substr(at, kPiece));
  }
  if (fed) fed = xml.finish();
  if (!fed && fed.error().code != Code::unreadable) return fed;
  const bool cut = sink.body().open();
  sink.body().finish();
  if (sink.body().error()) return fail(*sink.body().error());
  for (auto& property : sink.head().take_meta()) document.meta.push_back(std::move(property));
  story.finish(document);
  if (document.blocks.empty() && !fed) return fed;
  if (!fed) {
    document.warnings.push_back("the document is read in part: " + fed.error().message);
  } else if (cut) {
    document.warnings.push_back("the document is cut off; its end is missing");
  }
  return {};
}

class HwpmlReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "hwpml"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    return has_root(first_markup(source.bytes)) ? 2 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const auto named = [&source](Error error) {
      error.subject = std::string(source.name);
      return fail(std::move(error));
    };
    if (source.bytes.size() > limits.unpacked_bytes) {
      return named({Code::too_large, "the file is larger than the reader's limit; split it", {}});
    }
    Document document;
    document.format = format();
    std::string decoded;
    std::string_view markup = source.bytes;
    if (text::is_utf8(markup)) {
      if (markup.starts_with(kMark)) markup.remove_prefix(kMark.size());
    } else {
      auto text = decode_into(document, source.bytes);
      if (!text) return named(std::move(text).error());
      decoded = *std::move(text);
      markup = decoded;
    }
    auto done = read_markup(markup, limits, document);
    if (!done) return named(std::move(done).error());
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> hwpml_reader() {
  return std::make_unique<HwpmlReader>();
}

}  // namespace sillok::formats
