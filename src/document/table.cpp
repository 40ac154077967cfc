#include "document/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "document/table_heads.h"
#include "document/table_shape.h"

namespace sillok::document {
namespace {

// A longer text stands once, not again in every row it covers or under it.
constexpr std::size_t kLongestRepeat = 240;  // bytes
// All repeating together stays linear in the table, whatever its spans claim.
constexpr std::size_t kRepeatFactor = 32;
constexpr std::size_t kRepeatFloor = 64u << 10;  // bytes
// Between what stands under one head, and between a group and what belongs to it.
constexpr std::string_view kUnder = " / ";

// Writes the lines, and keeps count of what is said more than once.
class Rendering {
 public:
  Rendering(const Table& table, const Grid& grid)
      : table_(table), rows_(grid.rows), heads_(table.columns) {
    std::size_t size = 0;
    for (const Slot& place : grid.slots) size += place.line.size();
    allowance_ = kRepeatFloor + kRepeatFactor * size;
    out_.reserve(size + size / 2 + kBetween.size() * grid.slots.size());
  }

  std::string text() {
    std::size_t from = 0;
    for (; from < rows_.size(); ++from) {
      const Slot* title = whole_width(rows_[from], table_);
      if (title == nullptr && filled(rows_[from]) > 0) break;
      if (title != nullptr) line(title->line);
    }
    if (from == rows_.size()) return std::move(out_);
    const std::size_t heads = count_head_rows(rows_, from);
    take_heads(from, heads);
    labelled_ = heads == 0 && is_labelled(rows_, table_, from);
    for (std::size_t i = from + heads; i < rows_.size(); ++i) body_row(i);
    leave_group();
    leave_title();
    leave_heads();
    return std::move(out_);
  }

 private:
  void line(std::string_view content) {
    if (content.empty()) return;
    if (!out_.empty()) out_ += '\n';
    out_ += content;
  }

  bool may_repeat(std::size_t bytes) {
    if (bytes > kLongestRepeat) return false;
    const std::size_t cost = bytes + 4;  // with what stands between
    spent_ = spent_ || cost > allowance_;
    if (spent_) return false;
    allowance_ -= cost;
    return true;
  }

  void take_heads(std::size_t from, std::size_t count) {
    leave_heads();
    heads_.take(std::span(rows_).subspan(from, count));
    heads_at_ = out_.size();
  }

  // Heads over nothing but empty cells still are text of the table: all heads stand as lines of
  // their own before the rows.
  void leave_heads() {
    std::string lines = heads_.all_said() ? std::string() : heads_.lines();
    heads_.clear();
    if (lines.empty()) return;
    if (heads_at_ > 0) {
      lines.insert(0, 1, '\n');
    } else if (!out_.empty()) {
      lines += '\n';
    }
    out_.insert(heads_at_, lines);
  }

  // Appends to the row what a cell says, behind its head but where the cell before has the same.
  void cell(const Slot& place, std::string_view content) {
    if (content.empty()) return;
    const std::size_t lead = heads_.over(place);
    std::string_view before = kBetween;
    if (lead != Heads::kNone) {
      const std::string& text = heads_.lead(lead).text;
      // Two cells of one column, where a table lies about its spans, may stand under other heads.
      const bool other = last_lead_ != Heads::kNone && last_lead_ != lead;
      if (other && text == heads_.lead(last_lead_).text) {
        join(parts_, content, kUnder);
        return;
      }
      if (may_repeat(heads_.lead(lead).head_size)) before = text;
    }
    last_lead_ = lead;
    if (parts_.empty()) before.remove_prefix(kBetween.size());
    parts_ += before;
    parts_ += content;
  }

  // Cells from rows above that reach down into this one take part in it.
  void carry(SlotRow row) {
    if (spent_) carried_.clear();
    if (carried_.empty()) return;
    const std::int64_t here = row.front().cell->row;
    std::erase_if(carried_, [&](const Slot* p) { return p->row_end <= here; });
    std::sort(carried_.begin(), carried_.end(),
              [](const Slot* a, const Slot* b) { return a->cell->column < b->cell->column; });
  }

  void labelled_row(SlotRow row) {
    for (std::size_t i = 0; i < row.size(); i += 2) {
      const std::string label = gathered(row[i].line, row[i].cell->text, true);
      join(parts_, label, kBetween);
      if (i + 1 < row.size()) {
        join(parts_, row[i + 1].line, label.empty() ? kBetween : kBehindHead);
      }
    }
  }

  // A head row that comes again, or another one in the middle: one that begins alike ("구분 | …"),
  // or names behind a row left empty, as in forms.
  bool is_head_again(std::size_t index) {
    const SlotRow row = rows_[index];
    const std::span<const Heads::Head> head = heads_.only_row();
    if (head.empty() || row.size() != head.size()) return false;
    const auto is_alike = [&](std::size_t i) {
      return row[i].cell->text == head[i].slot->cell->text;
    };
    const bool begins_alike = !row[0].line.empty() && index + 1 < rows_.size() && is_alike(0);
    const bool behind_gap = index > 0 && filled(rows_[index - 1]) == 0;
    if ((!begins_alike && !behind_gap) || !looks_like_head(row, true)) return false;
    bool same = true;
    for (std::size_t i = 0; same && i < row.size(); ++i) same = is_alike(i);
    if (!same) {
      leave_group();
      take_heads(index, 1);
    }
    return true;
  }

  // A title goes before each of the rows it heads, or stands alone when none follows.
  bool title_row(std::size_t index) {
    const Slot* title = whole_width(rows_[index], table_);
    if (title == nullptr) return false;
    leave_group();
    leave_title();
    label_ = nullptr;
    const bool heads_rows = is_title(*title) && index + 1 < rows_.size() &&
                            whole_width(rows_[index + 1], table_) == nullptr;
    if (heads_rows) {
      title_ = title;
    } else {
      line(title->line);
    }
    return true;
  }

  void leave_title() {
    if (title_ != nullptr && !title_said_) line(title_->line);
    title_ = nullptr;
    title_said_ = false;
  }

  // A row that only names what the rows under it divide: "▪물품구매" over "500만원 미만 | ○".
  // It goes before those cells of its column that bear another mark.
  bool opens_group(std::size_t index) {
    if (heads_.empty() || index + 1 >= rows_.size()) return false;
    const SlotRow row = rows_[index];
    const Slot* name = nullptr;
    for (const Slot& place : row) {
      if (place.cell->column == 0 || place.line.empty()) continue;
      if (name != nullptr) return false;
      name = &place;
    }
    if (name == nullptr || row.size() < 3 || name->cell->row_span > 1) return false;
    const std::string_view mark = mark_of(name->line);
    if (mark.empty() || mark == name->line) return false;
    const SlotRow next = rows_[index + 1];
    const auto below = std::find_if(next.begin(), next.end(), [&](const Slot& place) {
      return place.cell->column == name->cell->column && !place.line.empty();
    });
    if (below == next.end() || mark_of(below->line) == mark || filled(next) < 2) return false;
    leave_group();
    group_ = name;
    group_mark_ = mark;
    // The row may go unsaid only if its first cell is said again by the rows of the group.
    const Slot& first = row.front();
    const bool repeated = label_ == &first && next.front().cell->column == 0 &&
                          next.front().line.empty() && first.line.size() <= kLongestRepeat;
    group_said_ = !first.line.empty() && !repeated;
    return !group_said_;
  }

  void leave_group() {
    if (group_ != nullptr && !group_said_) line(group_line_);
    group_ = nullptr;
    group_said_ = false;
  }

  // The cell's text, behind the group it belongs to; good until the next is asked for.
  std::string_view content_of(const Slot& place) {
    if (group_ == nullptr || place.cell->column != group_->cell->column || place.line.empty()) {
      return place.line;
    }
    if (mark_of(place.line) == group_mark_) {
      leave_group();
      return place.line;
    }
    if (!may_repeat(group_->line.size())) return place.line;
    group_said_ = true;
    return grouped_.assign(group_->line).append(kUnder).append(place.line);
  }

  // An empty first cell continues the one above it, as tables without inner lines are written.
  const Slot* label_for(SlotRow row) {
    const Slot& first = row.front();
    if (first.cell->column != 0) return nullptr;
    if (!first.line.empty()) {
      leave_group();
      const bool continues = !heads_.empty() && !is_total(first.line);
      label_ = continues ? &first : nullptr;
      return nullptr;
    }
    return label_ != nullptr && may_repeat(label_->line.size()) ? label_ : nullptr;
  }

  void body_row(std::size_t index) {
    const SlotRow row = rows_[index];
    if (filled(row) == 0 || title_row(index) || is_head_again(index)) return;
    carry(row);
    last_lead_ = Heads::kNone;
    parts_.clear();
    bool opens = false;
    if (labelled_) {
      labelled_row(row);
    } else {
      const Slot* label = label_for(row);
      opens = opens_group(index);
      merge(row, label, opens);
    }
    for (const Slot& place : row) {
      if (place.cell->row_span > 1 && !place.line.empty() && place.line.size() <= kLongestRepeat) {
        carried_.push_back(&place);
      }
    }
    if (parts_.empty()) return;
    if (title_ != nullptr && may_repeat(title_->line.size())) {
      title_said_ = true;
      parts_.insert(0, kBetween).insert(0, title_->line);
    }
    if (opens) {
      group_line_ = parts_;
    } else {
      line(parts_);
    }
  }

  // The row's own cells and the carried ones, left to right.
  void merge(SlotRow row, const Slot* label, bool opens) {
    if (label != nullptr) cell(*label, label->line);
    std::size_t next = 0;
    for (const Slot& place : row) {
      for (; next < carried_.size() && carried_[next]->cell->column < place.cell->column; ++next) {
        carried_cell(*carried_[next]);
      }
      cell(place, opens ? place.line : content_of(place));
    }
    for (; next < carried_.size(); ++next) carried_cell(*carried_[next]);
  }

  void carried_cell(const Slot& place) {
    if (may_repeat(place.line.size())) cell(place, place.line);
  }

  const Table& table_;
  const std::vector<SlotRow>& rows_;
  Heads heads_;
  std::size_t heads_at_ = 0;          // where in the text their rows begin
  std::vector<const Slot*> carried_;  // cells of rows above, by column
  const Slot* title_ = nullptr;
  bool title_said_ = false;
  const Slot* label_ = nullptr;  // the last filled cell of the first column
  const Slot* group_ = nullptr;
  std::string_view group_mark_;
  std::string group_line_;  // the row that opened the group, in case nothing belongs to it
  bool group_said_ = false;
  bool labelled_ = false;
  std::string grouped_;                   // a cell's text behind that of its group
  std::string parts_;                     // the row that is being put together
  std::size_t last_lead_ = Heads::kNone;  // of the cell before, in the same row
  std::size_t allowance_ = 0;             // bytes that may still be repeated
  bool spent_ = false;  // the allowance was too small once: nothing more is repeated
  std::string out_;
};

// A frame around text: its paragraphs, one a line.
std::string plain_lines(const Grid& grid) {
  std::string out;
  std::size_t size = 0;
  for (const Slot& place : grid.slots) size += place.cell->text.size() + 1;
  out.reserve(size);
  for (const Slot& place : grid.slots) {
    const std::string_view text = place.cell->text;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::size_t before = out.size();
      if (before > 0) out += '\n';
      const std::size_t begin = out.size();
      append_one_line(out, text.substr(at, end - at));
      if (out.size() == begin) out.resize(before);
      at = end + 1;
    }
  }
  return out;
}

}  // namespace

std::string render_rows(const Table& table) {
  const Grid grid(table);
  const bool frame = std::all_of(grid.rows.begin(), grid.rows.end(),
                                 [](SlotRow row) { return row.size() == 1 || filled(row) <= 1; });
  return frame ? plain_lines(grid) : Rendering(table, grid).text();
}

}  // namespace sillok::document
