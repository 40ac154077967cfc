#include "formats/lines.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "formats/list_mark.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;

struct Line {
  std::string_view text;  // trimmed
  int indent = 0;         // columns of white space before it
  int width = 0;          // columns with the indent; Hangul and other wide characters take two
  bool open_end = false;  // white space stood at the end of the line
  bool entry = false;     // of a contents list: dots and the number of a page at its end
  int page = 0;
  MarkFound mark;
};

int columns_of(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
                    (c >= 0xFF01 && c <= 0xFF60) || c >= 0x1F300;
  return wide ? 2 : 1;
}

// "제1장 총칙 ········ 3": at least three dots, spaces between them allowed, before the number.
bool is_contents_entry(std::string_view text) {
  constexpr std::size_t kMostDigits = 4;
  const std::size_t digits = text.find_last_not_of("0123456789") + 1;
  if (digits == 0 || digits == text.size() || text.size() - digits > kMostDigits) return false;
  constexpr std::u32string_view kDots = U".·․ㆍ・_‥";
  constexpr std::u32string_view kThreeDots = U"…⋯";
  int dots = 0;
  for (std::size_t at = digits; at > 0;) {
    std::size_t begin = at - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    at = begin;
    const char32_t c = text::next_code_point(text, begin);
    if (kThreeDots.find(c) != std::u32string_view::npos) {
      dots += 3;
    } else if (kDots.find(c) != std::u32string_view::npos) {
      ++dots;
    } else if (!text::is_space(c)) {
      return dots >= 3;
    }
  }
  return false;
}

Line measured(std::string_view raw, int page) {
  Line line;
  line.page = page;
  line.text = text::trimmed(raw);
  if (line.text.empty()) return line;
  std::size_t at = 0;
  const auto begin = static_cast<std::size_t>(line.text.data() - raw.data());
  while (at < begin) {
    const char32_t c = text::next_code_point(raw, at);
    line.indent += c == '\t' ? 4 : columns_of(c);
  }
  line.open_end = begin + line.text.size() < raw.size();
  line.width = line.indent;
  for (at = 0; at < line.text.size();)
    line.width += columns_of(text::next_code_point(line.text, at));
  line.mark = mark_at_start(line.text);
  line.entry = is_contents_entry(line.text);
  return line;
}

// "-----", "=====", "─────": a line drawn with characters, no text.
bool is_drawn(std::string_view text) {
  std::size_t at = 0;
  const char32_t first = text::next_code_point(text, at);
  constexpr std::u32string_view kDrawn = U"-=_*~#─━═―－＝…";
  if (kDrawn.find(first) == std::u32string_view::npos) return false;
  std::size_t count = 1;
  for (; at < text.size(); ++count) {
    const char32_t c = text::next_code_point(text, at);
    if (c != first && c != ' ') return false;
  }
  return count >= 5;
}

// Where the writer's program cut lines. A file in which paragraphs are single lines has no such
// width; then nothing is joined.
class Wrapping {
 public:
  explicit Wrapping(const std::vector<Line>& lines) {
    std::vector<int> full;  // widths of lines that another line follows directly
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      if (!lines[i].text.empty() && continues(lines[i + 1])) full.push_back(lines[i].width);
    }
    if (full.size() < 3) return;
    std::sort(full.begin(), full.end());
    // The odd over-long line (a web address, a table) must not set the width for all.
    const int widest = full[full.size() * 19 / 20];
    // Narrower is a poem or a list of names, wider is what nobody wraps at.
    if (widest < 30 || widest > 160) return;
    const auto near = std::count_if(full.begin(), full.end(), [&](int width) {
      return width >= widest - widest / 5 && width <= widest + 2;
    });
    if (static_cast<std::size_t>(near) * 10 < full.size() * 6) return;
    width_ = widest;
    const auto exact = std::count_if(full.begin(), full.end(), [&](int width) {
      return width >= widest - 1 && width <= widest;
    });
    inside_words_ = static_cast<std::size_t>(exact) * 10 >= full.size() * 8;
  }

  // Whether `line` was cut by the width and goes on in the next one.
  [[nodiscard]] bool cut(const Line& line) const {
    return width_ > 0 && line.width >= width_ - width_ / 5;
  }
  // What to put between a cut line and the next: where lines are cut to the very column, words are
  // cut as well and nothing was there.
  [[nodiscard]] std::string_view joint(const Line& line) const {
    return inside_words_ && !line.open_end ? "" : " ";
  }

 private:
  static bool continues(const Line& line) {
    return !line.text.empty() && line.mark.mark == Mark::none && !is_drawn(line.text);
  }
  int width_ = 0;
  bool inside_words_ = false;
};

// The depth of list items, from their indents and the kinds of their marks.
class Nesting {
 public:
  int level_of(const Line& line) {
    const Open item{line.indent, style_of(line)};
    while (!open_.empty() && open_.back().indent > item.indent) open_.pop_back();
    // A mark seen at this indent before goes on with its list; a new one opens a list inside.
    for (std::size_t i = open_.size(); i > 0 && open_[i - 1].indent == item.indent; --i) {
      if (open_[i - 1].style == item.style) {
        open_.resize(i);
        return static_cast<int>(i);
      }
    }
    if (open_.size() < 12) open_.push_back(item);
    return static_cast<int>(open_.size());
  }
  void close() { open_.clear(); }

 private:
  struct Open {
    int indent;
    std::string style;
  };
  // "12." → "1.", "(나)" → "(가)": marks of one list look alike.
  static std::string style_of(const Line& line) {
    std::string style;
    const std::string_view mark = line.text.substr(0, line.mark.length);
    for (std::size_t at = 0; at < mark.size();) {
      const char32_t c = text::next_code_point(mark, at);
      if (text::is_digit(c)) {
        if (style.empty() || style.back() != '1') style += '1';
      } else if (text::is_hangul_syllable(c)) {
        style += "가";
      } else if (c >= 'a' && c <= 'z') {
        style += 'a';
      } else if (c >= 'A' && c <= 'Z') {
        style += 'A';
      } else if (c >= 0x2160 && c <= 0x217F) {
        style += "Ⅰ";
      } else if (c >= 0x3260 && c <= 0x327B) {
        style += "㉠";
      } else {
        text::append(style, c);
      }
    }
    return style;
  }
  std::vector<Open> open_;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  lines.reserve(text.size() / 60 + 1);
  const bool paged = text.find('\f') != std::string_view::npos;
  int page = paged ? 1 : 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    for (std::size_t feed = 0; paged && feed != std::string_view::npos;) {
      feed = line.find('\f');
      if (feed == std::string_view::npos) break;
      if (const Line before = measured(line.substr(0, feed), page); !before.text.empty()) {
        lines.push_back(before);
      }
      line.remove_prefix(feed + 1);
      ++page;
    }
    lines.push_back(measured(line, page));
  }
  return lines;
}

}  // namespace

void append_text_blocks(document::Document& document, std::string_view text) {
  const std::vector<Line> lines = lines_of(text);
  const Wrapping wrapping(lines);
  Nesting nesting;
  Block* open = nullptr;  // the block that the next line may go on with
  bool marked = false;    // it begins with a mark
  bool gap = true;        // a blank line stands before this one
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.text.empty() || is_drawn(line.text)) {
      open = nullptr;
      gap = true;
      continue;
    }
    const bool item = line.mark.mark == Mark::bullet || line.mark.mark == Mark::number;
    // What the list's heading and the line behind the list say is no part of an entry; a long entry
    // goes over two lines, the mark at the first of them.
    const bool follows = open != nullptr && line.mark.mark == Mark::none &&
                         line.page == open->page && !lines[i - 1].entry && (!line.entry || marked);
    if (follows) {
      const Line& before = lines[i - 1];
      open->text += wrapping.cut(before) ? wrapping.joint(before) : "\n";
      open->text += line.text;
      continue;
    }
    Block block;
    block.text = line.text;
    block.page = line.page;
    if (item) {
      block.kind = BlockKind::list_item;
      block.level = nesting.level_of(line);
    } else if (gap || line.mark.mark != Mark::none) {
      nesting.close();
    }
    document.blocks.push_back(std::move(block));
    open = &document.blocks.back();
    marked = line.mark.mark != Mark::none;
    gap = false;
  }
}

}  // namespace sillok::formats
