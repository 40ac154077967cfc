// Plain text: the last resort for anything that is text, and the only format whose encoding is a
// riddle every time.
#include <utility>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/lines.h"
#include "formats/magic.h"

namespace sillok::formats {
namespace {

class TextReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "text"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    return looks_binary(source.bytes) ? 0 : 1;
  }

  Result<void> read(const Source& source, const Limits&, const Sink& sink) const override {
    document::Document document;
    document.format = format();
    const Result<std::string> text = decode_into(document, source.bytes);
    if (!text) return fail(text.error().code, text.error().message, std::string(source.name));
    append_text_blocks(document, *text);
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> text_reader() {
  return std::make_unique<TextReader>();
}

}  // namespace sillok::formats
