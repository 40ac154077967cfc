// Lines → blocks: where paragraphs begin, which are headings, how the pieces are joined.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "document/table.h"
#include "formats/list_mark.h"
#include "formats/pdf_join.h"
#include "formats/pdf_page.h"
#include "text/unicode.h"

namespace sillok::formats::pdf {
namespace {

using document::Block;
using document::BlockKind;

constexpr double kHeadingSize = 1.12;        // times the body's
constexpr std::size_t kHeadingLength = 240;  // bytes: some 80 syllables; longer is running text

// What the document is mostly set in.
struct BodyType {
  double size = 10;
  bool bold = false;
  double leading = 1.6;  // distance of lines over the size
};

struct Paragraph {
  std::vector<Line> lines;
  int page = 0;
  MarkFound mark;
  bool page_end = false;  // its last line is the last of its page
};

// A paragraph, or a table (lines empty).
struct Piece {
  Paragraph paragraph;
  std::optional<LineTable> table;
  int page = 0;
};

double rounded(double size) {
  return std::round(size * 2) / 2;
}

BodyType body_type(const std::vector<PageItems>& pages) {
  std::map<std::pair<double, bool>, std::size_t> characters;
  std::map<int, std::size_t> leadings;  // in twentieths of the size
  for (const PageItems& page : pages) {
    const Line* before = nullptr;
    for (const Item& item : page.items) {
      if (item.is_table) {
        before = nullptr;
        continue;
      }
      const Line& line = item.line;
      characters[{rounded(line.size), line.bold}] += line.text.size();
      if (before != nullptr && std::abs(before->size - line.size) < 0.3 && line.size > 0) {
        const double pitch = (line.box.middle_y() - before->box.middle_y()) / line.size;
        if (pitch > 0.9 && pitch < 3) ++leadings[static_cast<int>(std::lround(pitch * 20))];
      }
      before = &line;
    }
  }
  BodyType body;
  std::size_t most = 0;
  for (const auto& [type, count] : characters) {
    if (count <= most) continue;
    most = count;
    body.size = std::max(1.0, type.first);
    body.bold = type.second;
  }
  // The closest spacing that is common: in rules of one-line paragraphs, the commonest is theirs.
  std::size_t commonest = 0;
  for (const auto& [pitch, count] : leadings) commonest = std::max(commonest, count);
  for (const auto& [pitch, count] : leadings) {
    if (count * 4 < commonest) continue;
    body.leading = pitch / 20.0;
    break;
  }
  return body;
}

bool same_type(const Line& a, const Line& b) {
  return std::abs(a.size - b.size) < 0.08 * std::max(a.size, b.size) && a.bold == b.bold;
}

bool centred(const Line& line) {
  const double left = line.box.left - line.column_left;
  const double right = line.column_right - line.box.right;
  return left > 2 * line.size && std::abs(left - right) < 2 * line.size;
}

// A date broken after "2024." or "3." goes on with "1.", which is no item then.
bool ends_in_date(std::string_view text) {
  if (!text.ends_with('.')) return false;
  const std::string_view word = text.substr(text.find_last_of(' ') + 1);
  return std::all_of(word.begin(), word.end() - 1, [](char c) { return c >= '0' && c <= '9'; }) &&
         word.size() > 1;
}

bool starts_in_hangul(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && text::is_hangul_syllable(text::next_code_point(text, at));
}

class Flow {
 public:
  Flow(const std::map<std::string, int>& outline, document::Document& document)
      : outline_(outline), document_(document) {}

  void write(const std::vector<PageItems>& pages) {
    body_ = body_type(pages);
    for (const PageItems& page : pages) split(page);
    learn();
    if (joiner_.breaks_anywhere()) {  // then the end of a paragraph is seen more sharply
      anywhere_ = true;
      pieces_.clear();
      items_.clear();
      for (const PageItems& page : pages) split(page);
    }
    rank_headings();
    for (Piece& piece : pieces_) {
      if (piece.table) {
        put_table(*piece.table, piece.page, std::nullopt);
      } else {
        put_paragraph(piece.paragraph);
      }
    }
  }

 private:
  // ---- lines to paragraphs ----

  void split(const PageItems& page) {
    bool first = true;
    for (const Item& item : page.items) {
      if (item.is_table) {
        pieces_.push_back({{}, item.table, page.number});
      } else if (first || !continues(item.line)) {
        if (first && continues_over_page(item.line)) {
          pieces_.back().paragraph.lines.push_back(item.line);
        } else {
          pieces_.push_back({{{item.line}, page.number, mark_at_start(item.line.text), false},
                             std::nullopt,
                             page.number});
        }
      } else {
        pieces_.back().paragraph.lines.push_back(item.line);
      }
      first = false;
    }
    if (!pieces_.empty()) pieces_.back().paragraph.page_end = true;
  }

  void begin_paragraph(const Line& line, int page) {
    Paragraph paragraph{{line}, page, mark_at_start(line.text), false};
    const bool behind_text = !pieces_.empty() && !pieces_.back().table;
    if (paragraph.mark.mark == Mark::number && behind_text &&
        !starts_anew(pieces_.back().paragraph, line)) {
      paragraph.mark = {};
    }
    remember_item(paragraph.mark);
    pieces_.push_back({std::move(paragraph), std::nullopt, page});
  }

  // What comes first on `next` would have fitted on `line`: then the break was meant.
  [[nodiscard]] bool had_room(const Line& line, const Line& next) const {
    const double room = line.column_right - line.box.right;
    const bool divisible = anywhere_ && starts_in_hangul(next.text);
    const double first = divisible ? std::min(next.first_word, 2 * next.size) : next.first_word;
    return first + 0.35 * line.size < room;
  }

  [[nodiscard]] bool continues_over_page(const Line& line) const {
    if (pieces_.empty() || pieces_.back().table) return false;
    const Paragraph& paragraph = pieces_.back().paragraph;
    const Line& before = paragraph.lines.back();
    const bool sentence_end = before.text.ends_with('.') && !ends_in_date(before.text);
    return paragraph.page_end && !sentence_end && same_type(before, line) &&
           !had_room(before, line) && !starts_anew(paragraph, line) && !is_heading_type(before) &&
           line.box.left < line.column_left + 3 * line.size;
  }

  // A mark that begins a block, unless it is part of a sentence that runs on.
  [[nodiscard]] bool starts_anew(const Paragraph& paragraph, const Line& line) const {
    const MarkFound mark = mark_at_start(line.text);
    if (mark.mark == Mark::none) return false;
    if (mark.mark != Mark::number) return true;
    const Line& before = paragraph.lines.back();
    if (ends_in_date(before.text)) return false;
    // "…할 수 있|다." and "2024.|3. 1.": behind a full line, a number must follow its predecessor.
    if (had_room(before, line) || mark.style == 0 || mark.ordinal == 1) return true;
    return std::find(items_.begin(), items_.end(), std::pair(mark.style, mark.ordinal - 1)) !=
           items_.end();
  }

  // Item numbers seen of late, for the question whether "다." is an item or the end of a sentence.
  void remember_item(const MarkFound& mark) {
    constexpr std::size_t kLately = 40;
    if (mark.style == 0) return;
    if (items_.size() >= kLately) items_.erase(items_.begin());
    items_.emplace_back(mark.style, mark.ordinal);
  }

  [[nodiscard]] bool continues(const Line& line) const {
    if (pieces_.empty() || pieces_.back().table || pieces_.back().paragraph.page_end) return false;
    const Paragraph& paragraph = pieces_.back().paragraph;
    const Line& before = paragraph.lines.back();
    if (!same_type(before, line)) return false;
    const double em = std::max(1.0, line.size);
    if (line.box.middle_y() < before.box.middle_y()) return next_column(paragraph, line);
    const double pitch = (line.box.middle_y() - before.box.middle_y()) / em;
    if (pitch > std::max(1.25 * body_.leading, body_.leading + 0.3)) return false;
    if (starts_anew(paragraph, line)) return false;
    if (is_heading_type(line) && centred(before) && centred(line)) return true;
    if (had_room(before, line)) return false;
    return !indented_start(paragraph, line, em);
  }

  // The text goes on at the head of the next column.
  [[nodiscard]] bool next_column(const Paragraph& paragraph, const Line& line) const {
    const Line& before = paragraph.lines.back();
    return line.box.left > before.box.right && !had_room(before, line) &&
           !starts_anew(paragraph, line) && !is_heading_type(line);
  }

  // An indented line begins a paragraph unless it hangs from a mark; a line further out than the
  // ones before ends a hanging paragraph.
  [[nodiscard]] static bool indented_start(const Paragraph& paragraph, const Line& line,
                                           double em) {
    const Line& before = paragraph.lines.back();
    const double step = line.box.left - before.box.left;
    if (step > 0.8 * em) return paragraph.lines.size() > 1 || paragraph.mark.mark == Mark::none;
    if (step < -0.8 * em) return paragraph.lines.size() > 1;
    return false;
  }

  // ---- what the whole document tells ----

  void learn() {
    for (const Piece& piece : pieces_) {
      const std::vector<Line>& lines = piece.paragraph.lines;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        joiner_.learn_words(lines[i]);
        if (i + 1 < lines.size()) joiner_.learn_break(lines[i], lines[i + 1]);
      }
      if (!piece.table) continue;
      for (const LineCell& cell : piece.table->cells) {
        for (const Line& line : cell.lines) joiner_.learn_words(line);
      }
    }
  }

  [[nodiscard]] bool is_heading_type(const Line& line) const {
    return line.size >= kHeadingSize * body_.size;
  }

  [[nodiscard]] std::optional<int> outline_depth(const std::string& text) const {
    std::string key;
    for (const char c : text) {
      if (c != ' ') key.push_back(c);
    }
    const auto found = outline_.find(key);
    if (found == outline_.end()) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] static std::size_t length_of(const Paragraph& paragraph) {
    std::size_t length = 0;
    for (const Line& line : paragraph.lines) length += line.text.size();
    return length;
  }

  [[nodiscard]] bool is_heading(const Paragraph& paragraph) const {
    const Line& line = paragraph.lines.front();
    if (length_of(paragraph) > kHeadingLength || paragraph.lines.size() > 3) return false;
    const std::string& last = paragraph.lines.back().text;
    if (outline_depth(line.text)) return true;
    if (paragraph.mark.mark == Mark::bullet || paragraph.mark.mark == Mark::clause) return false;
    if (last.ends_with("다.") || last.ends_with(',') || last.ends_with("요.")) return false;
    if (!has_letters(line.text) || has_leaders(last)) return false;
    if (is_heading_type(line)) return true;
    if (paragraph.mark.mark == Mark::chapter) return line.bold || centred(line);
    return line.bold && !body_.bold && line.size >= 0.95 * body_.size &&
           length_of(paragraph) <= kHeadingLength / 2;
  }

  [[nodiscard]] static bool has_letters(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = text::next_code_point(text, at);
      if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || c >= U'\u00C0') return true;
    }
    return false;
  }

  // The larger the type the higher the heading; bold of the same size above plain.
  void rank_headings() {
    for (const Piece& piece : pieces_) {
      if (piece.table || !is_heading(piece.paragraph)) continue;
      const Line& line = piece.paragraph.lines.front();
      ranks_[{-rounded(line.size), !line.bold}] = 0;
    }
    int rank = 0;
    for (auto& [type, level] : ranks_) level = std::min(++rank, 6);
  }

  // ---- blocks ----

  void put_paragraph(const Paragraph& paragraph) {
    Block& block = document_.blocks.emplace_back();
    for (const Line& line : paragraph.lines) joiner_.append(block.text, line.text);
    block.page = paragraph.page;
    if (has_leaders(block.text)) block.role = document::Role::contents;
    const Line& line = paragraph.lines.front();
    if (is_heading(paragraph)) {
      block.kind = BlockKind::heading;
      const auto depth = outline_depth(block.text);
      block.level = depth ? *depth : ranks_[{-rounded(line.size), !line.bold}];
      indents_.clear();
      return;
    }
    if (paragraph.mark.mark == Mark::bullet || paragraph.mark.mark == Mark::number) {
      block.kind = BlockKind::list_item;
      block.level = list_level(line);
    } else if (paragraph.mark.mark != Mark::none) {
      indents_.clear();
    }
  }

  // Depth by indentation among the items above.
  int list_level(const Line& line) {
    const double left = line.box.left - line.column_left;
    while (!indents_.empty() && indents_.back() > left + 0.5 * line.size) indents_.pop_back();
    if (indents_.empty() || indents_.back() < left - 0.5 * line.size) indents_.push_back(left);
    return static_cast<int>(std::min<std::size_t>(indents_.size(), 9));
  }

  std::string cell_text(const LineCell& cell, double padding) const {
    std::string text;
    const Line* before = nullptr;
    for (const Line& line : cell.lines) {
      if (before == nullptr) {
        text = line.text;
      } else {
        const double room = line.column_right - line.column_left - 2 * padding;
        const bool meant = before->box.width() + line.first_word + 0.35 * line.size < room ||
                           mark_at_start(line.text).mark != Mark::none;
        // A cell one syllable wide: "구|분".
        const bool sliver = before->box.width() < 1.5 * line.size && starts_in_hangul(line.text);
        if (meant) {
          text += '\n' + line.text;
        } else if (sliver) {
          text += line.text;
        } else {
          joiner_.append(text, line.text);
        }
      }
      before = &line;
    }
    return text;
  }

  // The white space between rule and text: the least that any line of the table leaves.
  static double padding_of(const LineTable& table) {
    double least = 1e9;
    for (const LineCell& cell : table.cells) {
      for (const Line& line : cell.lines) {
        least = std::min({least, line.box.left - line.column_left});
      }
    }
    return std::clamp(least, 0.0, 8.0);
  }

  void put_table(const LineTable& table, int page,
                 const std::optional<document::ParentCell>& parent) {
    document::Table out;
    out.rows = table.rows;
    out.columns = table.columns;
    out.parent = parent;
    const double padding = padding_of(table);
    for (const LineCell& cell : table.cells) {
      out.cells.push_back({cell.row, cell.column, cell.row_span, cell.column_span, false,
                           cell_text(cell, padding)});
    }
    Block& block = document_.blocks.emplace_back();
    block.kind = BlockKind::table;
    block.page = page;
    block.text = document::render_rows(out);
    block.table = std::move(out);
    indents_.clear();
    for (const LineTable& inner : table.nested) {
      put_table(inner, page, document::ParentCell{inner.parent_row, inner.parent_column});
    }
  }

  const std::map<std::string, int>& outline_;
  document::Document& document_;
  BodyType body_;
  Joiner joiner_;
  std::vector<Piece> pieces_;
  std::map<std::pair<double, bool>, int> ranks_;  // (-size, not bold) → level
  std::vector<double> indents_;
  std::vector<std::pair<char32_t, int>> items_;
  bool anywhere_ = false;  // lines are broken between any two syllables
};

}  // namespace

void write_blocks(const std::vector<PageItems>& pages, const std::map<std::string, int>& outline,
                  document::Document& document) {
  Flow(outline, document).write(pages);
}

}  // namespace sillok::formats::pdf
