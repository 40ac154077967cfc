// Appends to one string and copies runs of plain bytes at once: a 64 MB document prints in a
// fraction of a second, which a tree of JSON values would not.
#include "document/print.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::document {
namespace {

void put_string(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, copied, i - copied);
    copied = i + 1;
    out += '\\';
    if (c == '\n') {
      out += 'n';
    } else if (c == '\t') {
      out += 't';
    } else if (c < 0x20) {
      out += "u00";
      out += kHex[c >> 4];
      out += kHex[c & 15u];
    } else {
      out += text[i];
    }
  }
  out.append(text, copied);
  out += '"';
}

// `name` is the key with its punctuation, ready to be written: `,"text":`.
void put(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  put_string(out, value);
}
void put(std::string& out, std::string_view name, int value) {
  out += name;
  out += std::to_string(value);
}

void put_strings(std::string& out, const std::vector<std::string>& values) {
  out += '[';
  for (const std::string& value : values) {
    if (&value != &values.front()) out += ',';
    put_string(out, value);
  }
  out += ']';
}

// A key that the source gives twice is written once: JSON readers keep only one of the two.
void put_meta(std::string& out, const Document& document) {
  std::vector<std::pair<std::string, std::string>> once;
  for (const auto& entry : document.meta) {
    const auto same = std::find_if(once.begin(), once.end(), [&entry](const auto& other) {
      return other.first == entry.first;
    });
    if (same == once.end()) {
      once.push_back(entry);
    } else {
      same->second += "; " + entry.second;
    }
  }
  out += '{';
  for (const auto& entry : once) {
    if (&entry != &once.front()) out += ',';
    put_string(out, entry.first);
    put(out, ":", entry.second);
  }
  out += '}';
}

void put_table(std::string& out, const Table& table) {
  put(out, ",\"table\":{\"rows\":", table.rows);
  put(out, ",\"columns\":", table.columns);
  if (!table.caption.empty()) put(out, ",\"caption\":", table.caption);
  out += ",\"cells\":[";
  for (const Cell& cell : table.cells) {
    if (&cell != &table.cells.front()) out += ',';
    put(out, "{\"row\":", cell.row);
    put(out, ",\"column\":", cell.column);
    put(out, ",\"rowspan\":", cell.row_span);
    put(out, ",\"colspan\":", cell.column_span);
    if (cell.header) out += ",\"header\":true";
    put(out, ",\"text\":", cell.text);
    out += '}';
  }
  out += "]}";
  if (table.parent) {
    put(out, ",\"parent\":{\"row\":", table.parent->row);
    put(out, ",\"column\":", table.parent->column);
    out += '}';
  }
}

void put_block(std::string& out, const Block& block) {
  put(out, "{\"kind\":", name_of(block.kind));
  if (block.role != Role::body) put(out, ",\"role\":", name_of(block.role));
  put(out, ",\"text\":", block.text);
  if (block.level != 0) put(out, ",\"level\":", block.level);
  if (block.page != 0) put(out, ",\"page\":", block.page);
  if (!block.article.empty()) put(out, ",\"article\":", block.article);
  out += ",\"section\":";
  put_strings(out, block.section);
  if (!block.note.empty()) put(out, ",\"note\":", block.note);
  if (block.table) put_table(out, *block.table);
  out += '}';
}

}  // namespace

std::string to_json(const Document& document) {
  std::string out;
  std::size_t text = 256;
  for (const Block& block : document.blocks) text += block.text.size() + 96;
  out.reserve(text + text / 4);
  out += '{';
  if (!document.id.empty()) {
    put(out, "\"id\":", document.id);
    out += ',';
  }
  put(out, "\"format\":", document.format);
  put(out, ",\"title\":", document.title);
  out += ",\"meta\":";
  put_meta(out, document);
  out += ",\"blocks\":[";
  for (const Block& block : document.blocks) {
    if (&block != &document.blocks.front()) out += ',';
    put_block(out, block);
  }
  out += "],\"warnings\":";
  put_strings(out, document.warnings);
  out += '}';
  return out;
}

}  // namespace sillok::document
