#include "prepare/structure.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prepare/books.h"
#include "prepare/furniture.h"
#include "prepare/history.h"
#include "prepare/joins.h"
#include "prepare/labels.h"
#include "prepare/lines.h"
#include "prepare/places.h"
#include "text/unicode.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

bool is_text(const Block& block) {
  return block.kind == BlockKind::heading || block.kind == BlockKind::paragraph ||
         block.kind == BlockKind::list_item;
}

// Calls with every line of the text.
template <class Visit>
void visit_lines(std::string_view text, Visit visit) {
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    visit(from, text.substr(from, end - from));
    from = end + 1;
  }
}

// A heading is not that long: some writers style whole paragraphs as headings.
constexpr std::size_t kLongestHeading = 120;  // characters

void lower(Block& block) {
  block.kind = BlockKind::paragraph;
  block.level = 0;
}

// Headings by their looks only: whole paragraphs, articles with their text, and 항, 호 and 목 where
// the articles themselves are no headings.
void lower_false_headings(document::Document& document) {
  bool articles_are_headings = true;
  for (Block& block : document.blocks) {
    if (!is_text(block) || (block.role != Role::body && block.role != Role::history)) continue;
    const bool heading = block.kind == BlockKind::heading;
    if (heading && count_characters(block.text) > kLongestHeading) lower(block);
    if (!heading && !begins_numbered(block.text)) continue;
    const Label label = leading_label(block.text);
    if (label.kind == LabelKind::article && label.certain) {
      articles_are_headings = heading && label.bare;
      if (heading && !label.bare) lower(block);
    } else if (heading && !articles_are_headings && label.kind >= LabelKind::paragraph &&
               label.kind <= LabelKind::minor) {
      lower(block);
    }
  }
}

// Whether anything in the document is numbered as rules are.
bool holds_rules(const document::Document& document) {
  for (const Block& block : document.blocks) {
    if (!is_text(block)) continue;
    bool found = false;
    visit_lines(block.text, [&](std::size_t, std::string_view line) {
      if (found || !begins_numbered(line)) return;
      const Label label = leading_label(line);
      found = label.kind == LabelKind::article && label.certain;
    });
    if (found) return true;
  }
  return false;
}

// ---- one provision a block ----

// Where a block of rules is to be cut: before each line that opens a provision, and before an
// article or 항 that begins behind a sentence in the same line.
class Cutter {
 public:
  std::vector<std::size_t> cuts(std::string_view text) {
    std::vector<std::size_t> places;
    bool heading = false;  // the line before is a heading of its own
    visit_lines(text, [&](std::size_t from, std::string_view line) {
      const Label label = leading_label(line);
      const bool mark = label.kind != LabelKind::none && label.kind != LabelKind::minor;
      if (from > 0 && (mark || heading)) places.push_back(from);
      heading = heads(label, line);
      enter(label, line);
      inner_cuts(line, from, places);
    });
    return places;
  }

 private:
  // "부칙", "제1장 총칙", "제1조(목적)", "[별표 1]", "여비규정": what follows is its text.
  static bool heads(const Label& label, std::string_view line) {
    if (label.kind == LabelKind::none) {
      return is_plain_line(line, 40) && names_rules(line);
    }
    return label.bare && (label.kind <= LabelKind::article || label.kind >= LabelKind::addenda);
  }

  void enter(const Label& label, std::string_view line) {
    switch (label.kind) {
      case LabelKind::article:
        article_ = label.number;
        paragraph_ = 0;
        if (const Label inner = leading_label(line.substr(label.end));
            inner.kind == LabelKind::paragraph) {
          paragraph_ = inner.number;
        }
        break;
      case LabelKind::paragraph:
        paragraph_ = label.number;
        break;
      case LabelKind::addenda:
        article_ = paragraph_ = 0;
        break;
      default:
        break;
    }
  }

  void inner_cuts(std::string_view line, std::size_t from, std::vector<std::size_t>& places) {
    for (std::size_t at = 0;;) {
      const std::size_t article = inner_article(line, at, article_);
      const std::size_t paragraph =
          paragraph_ > 0 ? inner_paragraph(line, at, paragraph_) : std::string_view::npos;
      const std::size_t cut = std::min(article, paragraph);
      if (cut == std::string_view::npos) return;
      places.push_back(from + cut);
      const std::string_view rest = line.substr(cut);
      const Label label = leading_label(rest);
      enter(label, rest);
      at = cut + std::max<std::size_t>(label.end, 1);
    }
  }

  unsigned article_ = 0;
  unsigned paragraph_ = 0;
};

std::string_view trimmed_right(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

void split_provisions(document::Document& document) {
  std::vector<Block> out;
  out.reserve(document.blocks.size() + document.blocks.size() / 8);
  Cutter cutter;
  for (Block& block : document.blocks) {
    const bool open = is_text(block) && (block.role == Role::body || block.role == Role::history);
    std::vector<std::size_t> cuts;
    if (open) cuts = cutter.cuts(block.text);
    if (cuts.empty()) {
      out.push_back(std::move(block));
      continue;
    }
    const std::string whole = std::move(block.text);
    cuts.push_back(whole.size());
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
      const std::string_view piece =
          trimmed_right(std::string_view(whole).substr(from, cut - from));
      if (!text::trimmed(piece).empty()) {
        Block part = block;
        part.text = std::string(piece);
        if (from > 0 && part.kind == BlockKind::heading) {
          part.kind = BlockKind::paragraph;
          part.level = 0;
        }
        out.push_back(std::move(part));
      }
      from = cut;
    }
  }
  document.blocks = std::move(out);
}

// ---- notes of amendment ----

// Moves notes of amendment out of the text. What says nothing else becomes history as it stands.
void take_notes(Block& block) {
  std::string kept;
  std::string note;
  const bool taken = take_history(block.text, kept, note);
  if (!taken) {
    if (is_history_line(block.text)) block.role = Role::history;
    return;
  }
  const Label label = leading_label(block.text);
  const bool article = label.kind == LabelKind::article;
  const bool provision =
      article || (label.kind >= LabelKind::paragraph && label.kind <= LabelKind::minor);
  const bool nothing_left =
      text::trimmed(kept).empty() ||
      (label.kind == LabelKind::none && text::trimmed(kept) == ".") ||
      (provision && note.find("삭제") != std::string::npos &&
       (label.ranged ||
        text::trimmed(std::string_view(kept).substr(std::min(label.end, kept.size()))).empty()));
  if (block.note.empty()) {
    block.note = std::move(note);
  } else {
    block.note += "; " + note;
  }
  if (nothing_left) {
    block.role = Role::history;
  } else {
    block.text = std::move(kept);
  }
}

// "<규정 명칭 변경 2012. 9. 1.>" or "제정 2001. 3. 1." below a heading is a note on it.
void fold_notes_on_headings(std::vector<Block>& blocks) {
  std::size_t kept = 0;
  std::size_t above = blocks.size();  // the heading right above, running heads passed over
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    const bool line = block.role == Role::history && is_text(block) &&
                      leading_label(block.text).kind == LabelKind::none;
    if (line && above < kept) {
      std::string& note = blocks[above].note;
      if (!note.empty()) note += "; ";
      note += block.note.empty() ? text::trimmed(block.text) : std::string_view(block.note);
      continue;
    }
    if (block.role == Role::body && block.kind == BlockKind::heading) {
      above = kept;
    } else if (block.role != Role::running_head) {
      above = blocks.size();
    }
    if (kept != i) blocks[kept] = std::move(block);
    ++kept;
  }
  blocks.resize(kept);
}

// ---- running heads between lines that belong together ----

bool belong_together(const Block& before, const Block& behind) {
  if (before.kind == BlockKind::table || behind.kind == BlockKind::table) {
    return before.kind == BlockKind::heading;
  }
  if (before.kind == BlockKind::heading) return true;
  return !before.article.empty() && base_article(before.article) == base_article(behind.article) &&
         before.section == behind.section;
}

// Farther than this no running head is moved: the passage is cut there instead.
constexpr std::size_t kFarthestMove = 64;  // blocks

// A running head is anchored somewhere in the text of its page. One that stands between a heading
// and its text, or inside an article, moves before them, so that the text is in one piece.
void move_running_heads(std::vector<Block>& blocks) {
  for (std::size_t i = 0; i < blocks.size();) {
    if (blocks[i].role != Role::running_head) {
      ++i;
      continue;
    }
    std::size_t last = i;
    while (last < blocks.size() && blocks[last].role == Role::running_head) ++last;
    std::size_t to = i;
    if (last < blocks.size() && blocks[last].role == Role::body) {
      const Block* behind = &blocks[last];
      while (to > 0 && blocks[to - 1].role == Role::body &&
             belong_together(blocks[to - 1], *behind)) {
        --to;
        behind = &blocks[to];
        if (i - to > kFarthestMove) {
          to = i;
          break;
        }
      }
    }
    using Step = std::vector<Block>::difference_type;
    std::rotate(blocks.begin() + static_cast<Step>(to), blocks.begin() + static_cast<Step>(i),
                blocks.begin() + static_cast<Step>(last));
    i = last;
  }
}

}  // namespace

void recognise_structure(document::Document& document) {
  lower_false_headings(document);
  const bool rules = holds_rules(document);
  if (rules) split_provisions(document);
  join_broken_lines(document);
  if (mark_running_heads(document)) join_broken_lines(document);
  mark_contents(document);
  const std::vector<Title> titles =
      rules ? find_titles(document) : std::vector<Title>(document.blocks.size(), Title::none);
  if (rules) {
    for (Block& block : document.blocks) {
      if (is_text(block) && block.role == Role::body) take_notes(block);
    }
  }
  place_blocks(document, titles);
  join_broken_cells(document);
  fold_notes_on_headings(document.blocks);
  move_running_heads(document.blocks);
}

}  // namespace sillok::prepare
