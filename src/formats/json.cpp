// JSON: objects become "key: value" lines under headings named by their keys, arrays of like
// objects become tables, arrays of texts become lists. The path to a value is its section.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/lines.h"
#include "formats/magic.h"
#include "formats/tables.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

namespace dom = simdjson::dom;
using document::Block;
using document::BlockKind;

// A value longer than this (bytes) is running text and no cell of a table.
constexpr std::size_t kLongestCell = 300;
constexpr std::size_t kMostColumns = 60;
constexpr int kDeepestHeading = 6;

dom::object object_of(dom::element value) {
  dom::object object;
  // The callers have looked; another kind of value gives an empty object.
  if (value.get(object) != simdjson::SUCCESS) return {};
  return object;
}

bool is_container(dom::element value) {
  return value.is_object() || value.is_array();
}

std::string scalar(dom::element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text::tidied(text::trimmed(text));
  bool truth = false;
  if (value.get(truth) == simdjson::SUCCESS) return truth ? "true" : "false";
  if (value.is_null()) return {};
  return simdjson::minify(value);
}

// An array of scalars as "a, b, c"; nothing for other containers.
std::string joined(dom::array values) {
  std::string out;
  for (const dom::element value : values) {
    if (!out.empty()) out += ", ";
    out += scalar(value);
  }
  return out;
}

bool is_flat_array(dom::element value) {
  dom::array items;
  if (value.get(items) != simdjson::SUCCESS) return false;
  return std::none_of(items.begin(), items.end(), is_container);
}

std::size_t length_of(dom::element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text.size() : 0;
}

bool is_title_key(std::string_view key) {
  static constexpr std::array<std::string_view, 8> kTitles{"title", "name",  "제목", "이름",
                                                           "명칭",  "Title", "Name", "subject"};
  return std::find(kTitles.begin(), kTitles.end(), key) != kTitles.end();
}

class Walk {
 public:
  explicit Walk(document::Document& document) : document_(document) {}

  void value(dom::element value, int depth) {
    dom::object object;
    dom::array items;
    if (value.get(object) == simdjson::SUCCESS) {
      members(object, depth);
    } else if (value.get(items) == simdjson::SUCCESS) {
      array(items, depth);
    } else {
      append_text_blocks(document_, scalar(value));
    }
  }

 private:
  // Short values in a row make one block of "key: value" lines; containers and long texts get a
  // heading of their own.
  void members(dom::object object, int depth) {
    std::string lines;
    const auto flush = [&] {
      if (lines.empty()) return;
      Block block;
      block.text = std::exchange(lines, {});
      document_.blocks.push_back(std::move(block));
    };
    for (const auto [raw_key, value] : object) {
      const std::string key = text::tidied(text::trimmed(raw_key));
      if (is_container(value)) {
        flush();
        heading(key, depth);
        this->value(value, depth + 1);
        continue;
      }
      const std::string text = scalar(value);
      if (text.empty()) continue;
      if (depth == 1 && is_title_key(key) && document_.title.empty() && length_of(value) < 200) {
        document_.title = text;
      }
      if (text.size() > kLongestCell || text.find('\n') != std::string::npos) {
        flush();
        heading(key, depth);
        append_text_blocks(document_, text);
        continue;
      }
      if (!lines.empty()) lines += '\n';
      lines += key + ": " + text;
    }
    flush();
  }

  void array(dom::array items, int depth) {
    if (items.size() == 0) return;
    if (is_table(items)) {
      table(items);
      return;
    }
    std::size_t number = 0;
    for (const dom::element item : items) {
      ++number;
      if (!is_container(item)) {
        Block block;
        block.kind = BlockKind::list_item;
        block.level = 1;
        block.text = scalar(item);
        if (!block.text.empty()) document_.blocks.push_back(std::move(block));
        continue;
      }
      heading(name_of(item, number), depth);
      value(item, depth + 1);
    }
  }

  // What an item of an array is called: its title, else its number.
  static std::string name_of(dom::element item, std::size_t number) {
    dom::object object;
    if (item.get(object) == simdjson::SUCCESS) {
      for (const auto [key, value] : object) {
        if (!is_title_key(key) || is_container(value) || length_of(value) > 200) continue;
        std::string name = scalar(value);
        if (!name.empty() && name.find('\n') == std::string::npos) return name;
      }
    }
    return std::to_string(number);
  }

  // Objects of much the same keys and short, flat values.
  static bool is_table(dom::array items) {
    std::size_t cells = 0;
    std::size_t objects = 0;
    std::vector<std::string_view> columns;
    for (const dom::element item : items) {
      dom::object object;
      if (item.get(object) != simdjson::SUCCESS) return false;
      ++objects;
      for (const auto [key, value] : object) {
        if (is_container(value) && !is_flat_array(value)) return false;
        std::size_t length = length_of(value);
        dom::array list;
        if (value.get(list) == simdjson::SUCCESS) {
          length = 0;
          for (const dom::element part : list) length += length_of(part) + 2;
        }
        if (length > kLongestCell) return false;
        ++cells;
        if (std::find(columns.begin(), columns.end(), key) == columns.end()) columns.push_back(key);
        if (columns.size() > kMostColumns) return false;
      }
    }
    return objects >= 2 && columns.size() >= 2 && cells * 2 >= objects * columns.size();
  }

  void table(dom::array items) {
    std::vector<std::string_view> columns;
    for (const dom::element item : items) {
      for (const auto [key, value] : object_of(item)) {
        if (std::find(columns.begin(), columns.end(), key) == columns.end()) columns.push_back(key);
      }
    }
    Row heads;
    for (const std::string_view column : columns) heads.push_back(text::tidied(column));
    RowTables tables(document_, std::move(heads));
    for (const dom::element item : items) {
      Row row(columns.size());
      for (const auto [key, value] : object_of(item)) {
        const auto column = std::find(columns.begin(), columns.end(), key);
        dom::array list;
        row[static_cast<std::size_t>(column - columns.begin())] =
            value.get(list) == simdjson::SUCCESS ? joined(list) : scalar(value);
      }
      tables.add(std::move(row));
    }
    tables.finish();
  }

  void heading(std::string text, int depth) {
    if (text.empty()) return;
    std::replace(text.begin(), text.end(), '\n', ' ');
    Block block;
    block.kind = BlockKind::heading;
    block.level = std::min(depth, kDeepestHeading);
    block.text = std::move(text);
    document_.blocks.push_back(std::move(block));
  }

  document::Document& document_;
};

// Only the beginning: '{' or '[' and something that JSON allows behind it. Korean text begins with
// "[별표 1]" and the like, Markdown with "[link]".
bool begins_like_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (bytes[first] != '{' && bytes[first] != '[')) return false;
  const std::size_t second = bytes.find_first_not_of(" \t\r\n", first + 1);
  if (second == std::string_view::npos) return false;
  const char c = bytes[second];
  if (bytes[first] == '{') return c == '"' || c == '}';
  return c == '{' || c == '[' || c == '"' || c == ']';
}

class JsonReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "json"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (looks_binary(source.bytes)) return 0;
    const bool named = extension_of(source.name) == "json";
    if (!begins_like_json(source.bytes)) return named ? 1 : 0;
    if (named) return 2;
    dom::parser parser;
    dom::element root;
    return parser.parse(source.bytes.data(), source.bytes.size()).get(root) == simdjson::SUCCESS
               ? 2
               : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const std::string name(source.name);
    if (source.bytes.size() > limits.unpacked_bytes) {
      return fail(Code::too_large, "the file is larger than the reader's limit; make it JSONL",
                  name);
    }
    document::Document document;
    document.format = format();
    Result<std::string> text = decode_into(document, source.bytes);
    if (!text) return fail(text.error().code, text.error().message, name);
    dom::parser parser;
    dom::element root;
    simdjson::error_code error = parser.allocate(text->size(), limits.depth);
    if (error == simdjson::SUCCESS) error = parser.parse(*text).get(root);
    if (error != simdjson::SUCCESS) {
      if (error == simdjson::DEPTH_ERROR) {
        return fail(
            Code::too_large,
            "the JSON is nested more than " + std::to_string(limits.depth) + " deep; flatten it",
            name);
      }
      return fail(Code::unreadable,
                  "this is no valid JSON (" + std::string(simdjson::error_message(error)) +
                      "); correct it and add it again",
                  name);
    }
    Walk(document).value(root, 1);
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> json_reader() {
  return std::make_unique<JsonReader>();
}

}  // namespace sillok::formats
