// Appends to one string and copies runs of plain bytes at once, as print_json.cpp does.
#include "document/print.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "text/unicode.h"

namespace sillok::document {
namespace {

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether the text at `at` ("<…" or "&…") would be taken for a tag, a comment or a character
// reference instead of the characters it is.
bool is_markup(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return false;
  const char next = text[at + 1];
  if (text[at] == '<') {
    return is_ascii_letter(next) || next == '/' || next == '!' || next == '?';
  }
  const std::size_t end = text.substr(at, 34).find(';');
  return end != std::string_view::npos && end > 1 && (is_ascii_letter(next) || next == '#');
}

// Bytes of ASCII, by their value.
using Signs = std::array<bool, 256>;

constexpr Signs signs_of(std::string_view members) {
  Signs signs{};
  for (const char sign : members) signs[static_cast<unsigned char>(sign)] = true;
  return signs;
}

// Where the next sign stands, or the end.
std::size_t next_sign(std::string_view text, std::size_t at, const Signs& signs) {
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0xE0) {
      at += 3;  // all of a syllable at once
    } else if (!signs[lead]) {
      ++at;
    } else {
      return at;
    }
  }
  return text.size();
}

// Characters stay as they are in the source but for those that Markdown would make disappear. Stars
// and underlines are left alone: people and models read this text, and "\*" only disturbs them.
void put_signs(std::string& out, std::string_view text, const Signs& signs) {
  std::size_t copied = 0;
  for (std::size_t at = 0; (at = next_sign(text, at, signs)) < text.size(); ++at) {
    const char sign = text[at];
    if (sign != '\n' && sign != '|' && !is_markup(text, at)) continue;
    out.append(text, copied, at - copied);
    out += sign == '\n' ? "<br>" : "\\";
    copied = sign == '\n' ? at + 1 : at;
  }
  out.append(text, copied);
}

void put_plain(std::string& out, std::string_view text) {
  static constexpr Signs kSigns = signs_of("<&");
  // Most texts hold neither, which is soonest known so.
  if (text.find('<') == std::string_view::npos && text.find('&') == std::string_view::npos) {
    out += text;
  } else {
    put_signs(out, text, kSigns);
  }
}

void put_cell(std::string& out, std::string_view text) {
  static constexpr Signs kSigns = signs_of("<&|\n");
  put_signs(out, text, kSigns);
}

// A line that begins like a heading, a quotation or the underline of a heading is kept from being
// one.
bool looks_like_structure(std::string_view line) {
  const std::string_view bare = text::trimmed(line);
  if (bare.empty()) return false;
  switch (bare[0]) {
    case '>':
      return true;
    case '#': {
      const std::size_t hashes = std::min(bare.find_first_not_of('#'), bare.size());
      return hashes <= 6 && (hashes == bare.size() || bare[hashes] == ' ');
    }
    case '-':
    case '=':
      return bare.find_first_not_of(bare[0]) == std::string_view::npos;
    case '`':
      return bare.starts_with("```");
    case '~':
      return bare.starts_with("~~~");
    default:
      return false;
  }
}

// The lines of `text`, the first behind `first`, the others behind `others`.
void put_lines(std::string& out, std::string_view text, std::string_view first,
               std::string_view others) {
  std::string_view prefix = first;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    // Four blanks before a line would make it code.
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    out += prefix;
    if (looks_like_structure(line)) out += '\\';
    put_plain(out, line);
    out += '\n';
    prefix = others;
    at = end + 1;
  }
}

// Whether a list item brings its own mark: "1.", "가.", "①", "-", "○", "(1)".
bool has_mark(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  char32_t c = text::next_code_point(text, at);
  if (text::is_digit(c)) {
    while (at < text.size() && text::is_digit(static_cast<unsigned char>(text[at]))) ++at;
    return at < text.size() && (text[at] == '.' || text[at] == ')');
  }
  if (text::is_hangul_syllable(c) || is_ascii_letter(text[0])) {
    return at < text.size() && (text[at] == '.' || text[at] == ')');
  }
  if (c == U'(' || c == U'-' || c == U'*' || c == U'+' || c == U'·' || c == U'※') return true;
  // Bullets (‐…‧), enclosed numbers and letters, shapes and dingbats, enclosed Hangul, and the
  // private use area that Hangul word processors take their bullets from.
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2190 && c <= 0x27BF) ||
         (c >= 0x3200 && c <= 0x32FF) || (c >= 0xE000 && c <= 0xF8FF);
}

void put_grid(std::string& out, const Table& table) {
  if (table.cells.empty()) return;
  const auto rule = [&] {
    out += '|';
    for (int column = 0; column < table.columns; ++column) out += " --- |";
    out += '\n';
  };
  const auto fill = [&](int& column, int until) {
    for (; column < until; ++column) out += " | ";
  };
  // Rows in which no cell begins are left out: they hold no text. The first row printed is the
  // head, as pipe tables must have one.
  bool head = true;
  for (std::size_t i = 0; i < table.cells.size();) {
    const int row = table.cells[i].row;
    int column = 0;
    out += "| ";
    for (; i < table.cells.size() && table.cells[i].row == row; ++i) {
      fill(column, table.cells[i].column);
      put_cell(out, table.cells[i].text);
      out += " | ";
      ++column;
    }
    fill(column, table.columns);
    out.back() = '\n';
    if (head) rule();
    head = false;
  }
}

void put_code(std::string& out, std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  out += fence + '\n';
  out += text;
  out += '\n' + fence + '\n';
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// What Markdown needs to know of the blocks before.
struct Flow {
  std::size_t footnotes = 0;
  int list_depth = 0;  // of the item just before, 0 if none
};

void put_list_item(std::string& out, const Block& block, std::string_view text, Flow& flow) {
  if (has_mark(text)) {
    flow.list_depth = 0;
    put_lines(out, text, "", "");
    return;
  }
  flow.list_depth = std::clamp(block.level, 1, flow.list_depth + 1);
  const std::string indent(2 * (static_cast<std::size_t>(flow.list_depth) - 1), ' ');
  put_lines(out, text, indent + "- ", indent + "  ");
}

// The block's text with the history that was taken out of it; `both` is room to put them together.
std::string_view text_and_note(const Block& block, std::string& both) {
  if (block.note.empty()) return block.text;
  both = block.text + (block.text.empty() ? "‹" : " ‹") + block.note + "›";
  return both;
}

void put_body(std::string& out, const Block& block, Flow& flow) {
  std::string both;
  const std::string_view text = text_and_note(block, both);
  switch (block.kind) {
    case BlockKind::heading: {
      const auto level = static_cast<std::size_t>(std::clamp(block.level, 1, 6));
      out.append(level, '#');
      out += ' ';
      put_plain(out, one_line(text));
      out += '\n';
      return;
    }
    case BlockKind::list_item:
      put_list_item(out, block, text, flow);
      return;
    case BlockKind::table:
      if (!block.table) break;
      if (!block.table->caption.empty()) {
        put_lines(out, block.table->caption, "", "");
        out += '\n';
      }
      put_grid(out, *block.table);
      if (!block.note.empty()) put_lines(out, "\n‹" + block.note + "›", "", "");
      return;
    case BlockKind::footnote:
      put_lines(out, text, "[^" + std::to_string(++flow.footnotes) + "]: ", "    ");
      return;
    case BlockKind::code:
      put_code(out, text);
      return;
    case BlockKind::image:
      out += "![";
      put_plain(out, one_line(text));
      out += "]()\n";
      return;
    case BlockKind::paragraph:
      break;
  }
  put_lines(out, text, "", "");
}

// About what the document takes as Markdown, in bytes.
std::size_t likely_size(const Document& document) {
  std::size_t size = 0;
  for (const Block& block : document.blocks) {
    size += block.note.size() + 8;
    if (!block.table) {
      size += block.text.size();
      continue;
    }
    for (const Cell& cell : block.table->cells) size += cell.text.size() + 8;
  }
  return size;
}

}  // namespace

std::string to_markdown(const Document& document) {
  std::string out;
  out.reserve(likely_size(document));
  Flow flow;
  const Block* before = nullptr;
  for (const Block& block : document.blocks) {
    if (block.kind != BlockKind::list_item) flow.list_depth = 0;
    const bool goes_on = before != nullptr && before->kind == BlockKind::list_item &&
                         block.kind == BlockKind::list_item && flow.list_depth > 0 &&
                         !has_mark(block.text);
    if (before != nullptr && !goes_on) out += '\n';
    const bool aside = block.role == Role::running_head || block.role == Role::memo;
    if (aside && block.kind != BlockKind::table) {
      std::string both;
      put_lines(out, text_and_note(block, both), "> ", "> ");
    } else {
      put_body(out, block, flow);
    }
    before = &block;
  }
  return out;
}

std::string to_text(const Document& document) {
  return extracted_text(document);
}

}  // namespace sillok::document
