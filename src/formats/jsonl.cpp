// JSONL: one Document a line, handed on as it is read. Lines are parsed where they lie; only their
// strings are copied, once.
#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/lines.h"
#include "formats/magic.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// Simdjson's DOM, not its on-demand front end: that one is compiled for the oldest processor, this
// one picks its code at run time and checks the whole line besides.
namespace dom = simdjson::dom;

// The parser needs several times a line's size; a line of this length is a mistake.
constexpr std::size_t kLongestLine = 256u << 20;
// What is kept of a nested extra field.
constexpr std::size_t kLongestMeta = 4096;

class LineParser {
 public:
  explicit LineParser(std::size_t depth) : depth_(depth) {}

  // In place when enough of the file follows the line for the parser to read into, else from a
  // copy. The element is valid until the next call.
  bool parse(std::string_view line, std::string_view all, dom::element& root) {
    if (line.size() > parser_.capacity()) {
      const std::size_t room = std::max<std::size_t>(line.size() + line.size() / 2, 16'384);
      if (parser_.allocate(room, depth_) != simdjson::SUCCESS) return false;
    }
    const auto behind = static_cast<std::size_t>(all.data() + all.size() - line.data());
    const char* data = line.data();
    if (behind < line.size() + simdjson::SIMDJSON_PADDING) {
      copy_.assign(line);
      copy_.resize(line.size() + simdjson::SIMDJSON_PADDING, ' ');
      data = copy_.data();
    }
    return parser_.parse(data, line.size(), false).get(root) == simdjson::SUCCESS;
  }

 private:
  std::size_t depth_;
  dom::parser parser_;
  std::string copy_;
};

// A text as it is, another scalar or a container as JSON, cut to a bearable length.
std::string meta_value(dom::element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text::tidied(text);
  const std::string json = simdjson::minify(value);
  std::size_t end = std::min(json.size(), kLongestMeta);
  while (end < json.size() && end > 0 && (static_cast<unsigned char>(json[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text::tidied(std::string_view(json).substr(0, end));
}

void put_text(document::Document& document, std::string&& text) {
  if (text.find('\n') != std::string::npos || text.find('\f') != std::string::npos) {
    append_text_blocks(document, text);
    return;
  }
  const std::string_view bare = text::trimmed(text);
  if (bare.empty()) return;
  document.blocks.emplace_back();
  document.blocks.back().text = bare.size() == text.size() ? std::move(text) : std::string(bare);
}

// False when the line is not an object with a "text".
bool read_object(dom::element line, document::Document& document) {
  dom::object object;
  if (line.get(object) != simdjson::SUCCESS) return false;
  bool has_text = false;
  for (const auto [key, value] : object) {
    if (key == "text") {
      std::string_view text;
      if (value.get(text) != simdjson::SUCCESS) return false;
      if (!has_text) put_text(document, text::tidied(text));
      has_text = true;
    } else if (value.is_null()) {
      continue;
    } else if (key == "id") {
      document.id = meta_value(value);
    } else if (key == "title") {
      document.title = meta_value(value);
    } else if (document.meta.size() < 100) {
      document.meta.emplace_back(text::tidied(key), meta_value(value));
    }
  }
  return has_text;
}

struct BadLines {
  std::size_t count = 0;
  std::size_t first = 0;
  std::size_t good = 0;

  void add(std::size_t line) {
    if (count++ == 0) first = line;
  }
  [[nodiscard]] Result<void> verdict(std::string_view name) const {
    if (count == 0 && good > 0) return {};
    if (count == 0) {
      return fail(Code::unreadable, "the file holds blank lines only", std::string(name));
    }
    std::string message = "line " + std::to_string(first) + " is not a JSON object with a \"text\"";
    if (count > 1) message += ", nor are " + std::to_string(count - 1) + " other lines";
    message += "; the other " + std::to_string(good) +
               " lines were read: correct the file and add it again";
    return fail(Code::unreadable, std::move(message), std::string(name));
  }
};

class JsonlReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "jsonl"; }

  // Two lines that are each a whole object are JSONL under any name; under its own, one that begins
  // like an object.
  [[nodiscard]] int recognises(const Source& source) const override {
    const std::string extension = extension_of(source.name);
    const bool named = extension == "jsonl" || extension == "ndjson";
    if (looks_binary(source.bytes)) return 0;
    std::string_view rest = source.bytes.substr(0, 1u << 20);
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    const std::string_view first = take_line(rest);
    if (named) return first.starts_with('{') ? 2 : 1;
    const std::string_view second = take_line(rest);
    return first.starts_with('{') && second.starts_with('{') && is_object(first) &&
                   is_object(second)
               ? 2
               : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    std::string_view bytes = source.bytes;
    document::Document shared;  // what every line's document begins with
    shared.format = format();
    std::string decoded;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (text::is_utf8(bytes)) {
      shared.meta = {{"encoding", "UTF-8"}, {"encoding_certainty", "1.00"}};
    } else {
      Result<std::string> text = decode_into(shared, source.bytes);
      if (!text) return fail(text.error().code, text.error().message, std::string(source.name));
      decoded = std::move(*text);
      bytes = decoded;
    }
    return read_lines(source, bytes, limits, shared, sink);
  }

 private:
  static std::string_view take_line(std::string_view& rest) {
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = text::trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!line.empty()) return line;
    }
    return {};
  }

  static bool is_object(std::string_view line) {
    simdjson::dom::parser parser;
    simdjson::dom::element element;
    return parser.parse(line.data(), line.size()).get(element) == simdjson::SUCCESS &&
           element.is_object();
  }

  static Result<void> read_lines(const Source& source, std::string_view bytes, const Limits& limits,
                                 document::Document& shared, const Sink& sink) {
    LineParser parser(limits.depth);
    BadLines bad;
    std::size_t number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
      const std::string_view line = bytes.substr(at, end - at);
      at = end + 1;
      ++number;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      dom::element root;
      document::Document document = shared;
      shared.warnings.clear();  // said once, with the first document
      if (line.size() > kLongestLine || !parser.parse(line, bytes, root) ||
          !read_object(root, document)) {
        bad.add(number);
        continue;
      }
      if (document.id.empty()) {
        document.id = std::string(source.name) + '#' + std::to_string(number);
      }
      ++bad.good;
      if (Result<void> taken = sink(std::move(document)); !taken) return taken;
    }
    return bad.verdict(source.name);
  }
};

}  // namespace

std::unique_ptr<Reader> jsonl_reader() {
  return std::make_unique<JsonlReader>();
}

}  // namespace sillok::formats
