// XML of no known vocabulary, by its shape: an element with text of its own is a paragraph, one
// with a title (attribute or child) is a section, like siblings of short fields are a table.
// Pugixml knows no entities but the five of XML itself and never opens a DTD, so nothing expands.
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/list_mark.h"
#include "formats/magic.h"
#include "formats/tables.h"
#include "formats/xml_entities.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;

constexpr std::size_t kLongestCell = 300;   // bytes; longer is running text
constexpr std::size_t kLongestTitle = 200;  // bytes
constexpr std::size_t kMostFields = 60;     // columns of a table made of records
constexpr int kDeepestHeading = 6;

// The name without its prefix: "text:p" → "p".
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view other) {
    return name.size() == other.size() &&
           std::equal(name.begin(), name.end(), other.begin(), [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
  });
}

bool is_title_name(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames{"title",   "제목",    "이름", "명칭",
                                                           "name",    "heading", "head", "label",
                                                           "caption", "subject", "h"};
  return is_one_of(name, kNames);
}
// Elements that hold one paragraph, however it is cut into runs inside.
bool is_paragraph_name(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames{
      "p", "para", "paragraph", "문단", "line", "항", "호", "목", "li", "item", "dt", "dd"};
  return is_one_of(name, kNames);
}
bool is_table_name(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kNames{"table", "표", "tbl"};
  return is_one_of(name, kNames);
}
bool is_row_name(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kNames{"tr", "row", "table-row", "행"};
  return is_one_of(name, kNames);
}
bool is_cell_name(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames{
      "td", "th", "cell", "entry", "tc", "data", "table-cell", "칸", "열"};
  return is_one_of(name, kNames);
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}
bool is_element(const pugi::xml_node& node) {
  return node.type() == pugi::node_element;
}

bool has_own_text(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children()) {
    if (is_text(child) && !text::trimmed(child.value()).empty()) return true;
  }
  return false;
}

bool has_elements(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children()) {
    if (is_element(child)) return true;
  }
  return false;
}

// All text below `from`, without recursing; white space is collapsed, paragraphs inside come apart
// by a space.
std::string flat_text(const pugi::xml_node& from) {
  std::string raw;
  const auto leave = [&](const pugi::xml_node& node) {
    if (is_element(node) && (is_paragraph_name(local_name(node)) || local_name(node) == "br")) {
      raw += ' ';
    }
  };
  pugi::xml_node node = from.first_child();
  while (node && node != from) {
    if (is_text(node)) raw += node.value();
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != from && !node.next_sibling()) {
      leave(node);
      node = node.parent();
    }
    if (node == from) break;
    leave(node);
    node = node.next_sibling();
  }
  std::string out;
  bool gap = false;
  for (const char c : raw) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return text::tidied(out);
}

// A leaf: text and no elements, or nothing.
bool is_leaf(const pugi::xml_node& node) {
  return !has_elements(node);
}

std::string title_attribute(const pugi::xml_node& node) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    if (is_title_name(attribute.name()) && std::strlen(attribute.value()) <= kLongestTitle) {
      return text::tidied(text::trimmed(attribute.value()));
    }
  }
  return {};
}

// "제2장 총칙" from <장 번호="2" 이름="총칙">: Korean rules put the number into an attribute.
std::string numbered_title(const pugi::xml_node& node, std::string title) {
  static constexpr std::array<std::string_view, 5> kParts{"편", "장", "절", "관", "조"};
  const std::string_view name = local_name(node);
  if (std::find(kParts.begin(), kParts.end(), name) == kParts.end()) return title;
  for (const char* key : {"번호", "number", "no", "num"}) {
    const std::string_view number = node.attribute(key).value();
    if (number.empty() || number.size() > 8) continue;
    if (number.find_first_not_of("0123456789-") != std::string_view::npos) continue;
    const std::string label = "제" + std::string(number) + std::string(name);
    if (title.starts_with(label)) return title;
    if (name == "조") return title.empty() ? label : label + "(" + title + ")";
    return title.empty() ? label : label + " " + title;
  }
  return title;
}

class Walk {
 public:
  Walk(document::Document& document, const Limits& limits) : document_(document), limits_(limits) {}

  void element(const pugi::xml_node& node, int level, std::size_t depth) {
    if (depth > limits_.depth) {
      deep(node);
      return;
    }
    if (is_table_name(local_name(node)) && table(node)) return;
    if (is_paragraph_name(local_name(node)) || has_own_text(node) || is_leaf(node)) {
      push(BlockKind::paragraph, 0, flat_text(node));
      return;
    }
    std::string title = numbered_title(node, title_attribute(node));
    const pugi::xml_node title_child = title.empty() ? child_title(node) : pugi::xml_node();
    if (title_child) title = flat_text(title_child);
    // The article says its own name again: "제1조(목적) 이 규정은 …".
    if (!title.empty() && mark_at_start(title).mark == Mark::article &&
        flat_text(node).starts_with(title.substr(0, title.find('(')))) {
      title.clear();
    }
    if (!title.empty()) {
      if (depth == 1 && document_.title.empty()) document_.title = title;
      push(BlockKind::heading, std::min(level, kDeepestHeading), std::move(title));
      ++level;
    }
    children(node, title_child, level, depth);
  }

 private:
  static pugi::xml_node child_title(const pugi::xml_node& node) {
    for (const pugi::xml_node& child : node.children()) {
      if (!is_element(child)) continue;
      if (is_title_name(local_name(child)) && is_leaf(child) &&
          flat_text(child).size() <= kLongestTitle) {
        return child;
      }
    }
    return {};
  }

  void children(const pugi::xml_node& node, const pugi::xml_node& without, int level,
                std::size_t depth) {
    std::string fields;  // "name: text" lines of single short leaves
    const auto flush = [&] { push(BlockKind::paragraph, 0, std::exchange(fields, {})); };
    std::string_view no_records;  // a name whose run of siblings was looked through already
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
      if (!is_element(child) || child == without) continue;
      if (no_records != child.name()) {
        if (const pugi::xml_node end = records(child, flush); end) {
          child = end;
          continue;
        }
        no_records = child.name();
      }
      const std::string field = field_of(child);
      if (!field.empty()) {
        if (!fields.empty()) fields += '\n';
        fields += field;
        continue;
      }
      flush();
      element(child, level, depth + 1);
    }
    flush();
  }

  // "소관: 법무팀" for a leaf that stands alone under its name and is no running text.
  static std::string field_of(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (!is_leaf(node) || is_paragraph_name(name) || is_title_name(name)) return {};
    const auto same = [&](const pugi::xml_node& other) {
      return is_element(other) && std::strcmp(other.name(), node.name()) == 0;
    };
    if (same(node.next_sibling()) || same(node.previous_sibling())) return {};
    const std::string text = flat_text(node);
    if (text.empty() || text.size() > kLongestCell || text.ends_with("다.")) return {};
    if (mark_at_start(text).mark != Mark::none) return {};  // "제1조(목적) …", "① …"
    return std::string(name) + ": " + text;
  }

  // Siblings of one name from `first` on that hold short leaves of much the same names: a table.
  // Returns the last of them, or nothing.
  template <class Flush>
  pugi::xml_node records(const pugi::xml_node& first, const Flush& flush) {
    std::vector<std::string> heads;
    std::size_t count = 0;
    std::size_t cells = 0;
    pugi::xml_node last;
    for (pugi::xml_node node = first; node; node = node.next_sibling()) {
      if (!is_element(node)) continue;
      if (std::strcmp(node.name(), first.name()) != 0) break;
      if (!is_record(node)) {
        if (count < 2) return {};
        break;
      }
      for_each_field(node, [&](std::string_view name, const auto&) {
        ++cells;
        if (std::find(heads.begin(), heads.end(), name) == heads.end()) heads.emplace_back(name);
      });
      if (heads.size() > kMostFields) return {};
      ++count;
      last = node;
    }
    if (count < 2 || heads.size() < 2 || cells * 2 < count * heads.size()) return {};
    flush();
    RowTables rows(document_, heads);
    for (pugi::xml_node node = first;; node = node.next_sibling()) {
      if (is_element(node)) {
        Row row(heads.size());
        for_each_field(node, [&](std::string_view name, const auto& text) {
          const auto column = std::find(heads.begin(), heads.end(), name);
          std::string& cell = row[static_cast<std::size_t>(column - heads.begin())];
          if (!cell.empty()) cell += ", ";
          cell += text();
        });
        rows.add(std::move(row));
      }
      if (node == last) break;
    }
    rows.finish();
    return last;
  }

  static bool is_record(const pugi::xml_node& node) {
    if (is_paragraph_name(local_name(node)) || is_row_name(local_name(node))) return false;
    if (has_own_text(node)) return false;
    std::size_t fields = 0;
    for (const pugi::xml_node& child : node.children()) {
      if (!is_element(child)) continue;
      if (!is_leaf(child) || is_paragraph_name(local_name(child))) return false;
      if (std::strlen(child.child_value()) > kLongestCell) return false;
      // The provisions of a law, article by article, are running text.
      const Mark mark = mark_at_start(text::trimmed(child.child_value())).mark;
      if (mark == Mark::article || mark == Mark::clause) return false;
      ++fields;
    }
    return fields + static_cast<std::size_t>(
                        std::distance(node.attributes_begin(), node.attributes_end())) >=
           2;
  }

  template <class Take>
  static void for_each_field(const pugi::xml_node& node, const Take& take) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      take(attribute.name(), [&] { return text::tidied(text::trimmed(attribute.value())); });
    }
    for (const pugi::xml_node& child : node.children()) {
      if (is_element(child)) take(local_name(child), [&] { return flat_text(child); });
    }
  }

  // Rows of cells by their usual names; false when it is not built so.
  bool table(const pugi::xml_node& node) {
    document::Table table;
    std::vector<pugi::xml_node> rows;
    for (const pugi::xml_node& child : node.children()) {
      if (is_row_name(local_name(child))) rows.push_back(child);
      for (const pugi::xml_node& inner : child.children()) {
        if (is_row_name(local_name(inner))) rows.push_back(inner);
      }
      if (is_title_name(local_name(child)) && is_leaf(child)) table.caption = flat_text(child);
    }
    for (const pugi::xml_node& row : rows) {
      int column = 0;
      const std::string_view group = local_name(row.parent());
      const bool head = group == "thead" || group == "head" || group == "머리";
      for (const pugi::xml_node& child : row.children()) {
        if (!is_element(child)) continue;
        if (!is_cell_name(local_name(child))) return false;
        document::Cell cell;
        cell.row = table.rows;
        cell.column = column++;
        cell.header = head || local_name(child) == "th";
        cell.text = flat_text(child);
        table.cells.push_back(std::move(cell));
      }
      table.columns = std::max(table.columns, column);
      ++table.rows;
    }
    if (table.cells.empty()) return false;
    if (table.caption.empty()) table.caption = title_attribute(node);
    document_.blocks.push_back(table_block(std::move(table)));
    return true;
  }

  void deep(const pugi::xml_node& node) {
    if (!warned_) {
      document_.warnings.push_back("elements nested more than " + std::to_string(limits_.depth) +
                                   " deep were read as plain text");
    }
    warned_ = true;
    push(BlockKind::paragraph, 0, flat_text(node));
  }

  void push(BlockKind kind, int level, std::string text) {
    if (text.empty()) return;
    Block block;
    block.kind = kind;
    block.level = level;
    block.text = std::move(text);
    document_.blocks.push_back(std::move(block));
  }

  document::Document& document_;
  const Limits& limits_;
  bool warned_ = false;
};

// encoding="…" of the XML declaration.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 200);
  const std::size_t declaration = start.find("<?xml");
  if (declaration == std::string_view::npos) return {};
  const std::size_t end = start.find("?>", declaration);
  std::size_t at = start.find("encoding", declaration);
  if (at == std::string_view::npos || at > end) return {};
  at = start.find_first_of("\"'", at);
  if (at == std::string_view::npos || at > end) return {};
  const std::size_t close = start.find(start[at], at + 1);
  return close == std::string_view::npos ? std::string()
                                         : std::string(start.substr(at + 1, close - at - 1));
}

class XmlReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "xml"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (looks_binary(source.bytes)) return 0;
    std::string start;
    for (const char c : source.bytes.substr(0, 64)) {
      if (c != '\0' && c != '\xFF' && c != '\xFE' && c != '\xEF' && c != '\xBB' && c != '\xBF') {
        start += c;
      }
    }
    const std::string_view bare = text::trimmed(start);
    if (bare.starts_with("<?xml")) return 2;
    const bool named = extension_of(source.name) == "xml";
    return named ? (bare.starts_with("<") ? 2 : 1) : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const std::string name(source.name);
    if (source.bytes.size() > limits.unpacked_bytes) {
      return fail(Code::too_large, "the file is larger than the reader's limit; split it", name);
    }
    document::Document document;
    document.format = format();
    Result<std::string> text = decode_into(document, source.bytes, declared_encoding(source.bytes));
    if (!text) return fail(text.error().code, text.error().message, name);
    const Entities entities = declared_entities(*text);
    if (entities == Entities::unfolding) {
      return fail(Code::unsupported,
                  "declares entities that unfold into one another, as only files made to harm do; "
                  "expand them with another program and add the result",
                  name);
    }
    if (entities == Entities::plain) {
      document.warnings.emplace_back(
          "declares entities of its own, which are not expanded; expand them with another program "
          "and add the result");
    }
    // Pugixml overwrites the last byte; without this it could be the last of a character.
    text->push_back('\n');
    pugi::xml_document xml;
    const pugi::xml_parse_result parsed = xml.load_buffer_inplace(
        text->data(), text->size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed && !xml.document_element()) {
      return fail(Code::unreadable,
                  "this is no well-formed XML (" + std::string(parsed.description()) +
                      "); correct it and add it again",
                  name);
    }
    if (!parsed) {
      document.warnings.push_back("the XML is damaged at byte " + std::to_string(parsed.offset) +
                                  " (" + parsed.description() + "); what stands before was read");
    }
    Walk walk(document, limits);
    for (const pugi::xml_node& node : xml.children()) {
      if (is_element(node)) walk.element(node, 1, 1);
    }
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> xml_reader() {
  return std::make_unique<XmlReader>();
}

}  // namespace sillok::formats
