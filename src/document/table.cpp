#include "document/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

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
  Rendering(const Table& table, std::vector<SlotRow> rows) : table_(table), rows_(std::move(rows)) {
    std::size_t size = 0;
    for (const SlotRow& row : rows_) {
      for (const Slot& place : row) size += place.line.size();
    }
    allowance_ = kRepeatFloor + kRepeatFactor * size;
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
  struct Head {
    Slot slot;
    bool said = false;
  };
  struct KnownHead {
    std::int64_t column_end = -1;
    std::string text;
  };

  void line(std::string_view content) {
    if (content.empty()) return;
    if (!out_.empty()) out_ += '\n';
    out_ += content;
  }

  bool may_repeat(std::string_view content) {
    if (content.size() > kLongestRepeat) return false;
    const std::size_t cost = content.size() + 4;  // with what stands between
    spent_ = spent_ || cost > allowance_;
    if (spent_) return false;
    allowance_ -= cost;
    return true;
  }

  static void join(std::string& parts, std::string_view part, std::string_view between) {
    if (part.empty()) return;
    if (!parts.empty()) parts += between;
    parts += part;
  }

  void take_heads(std::size_t from, std::size_t count) {
    leave_heads();
    known_heads_.clear();
    heads_at_ = out_.size();
    for (std::size_t i = from; i < from + count; ++i) {
      std::vector<Head>& row = heads_.emplace_back();
      for (Slot place : rows_[i]) {
        place.line = gathered(std::move(place.line), place.cell->text, true);
        row.push_back({std::move(place), false});
      }
    }
  }

  // Heads over nothing but empty cells still are text of the table: all heads stand as lines of
  // their own before the rows.
  void leave_heads() {
    std::string lines;
    bool silent = false;
    for (const std::vector<Head>& row : heads_) {
      std::string parts;
      for (const Head& head : row) {
        join(parts, head.slot.line, " | ");
        silent = silent || (!head.said && !head.slot.line.empty());
      }
      join(lines, parts, "\n");
    }
    heads_.clear();
    known_heads_.clear();
    if (!silent) return;
    if (heads_at_ > 0) {
      lines.insert(0, 1, '\n');
    } else if (!out_.empty()) {
      lines += '\n';
    }
    out_.insert(heads_at_, lines);
  }

  // What stands over columns [begin, end) in one head row: the cells that overlap it.
  void head_in(std::vector<Head>& row, std::int64_t begin, std::int64_t end, std::string& head) {
    const auto first = std::partition_point(
        row.begin(), row.end(), [&](const Head& h) { return h.slot.column_end <= begin; });
    std::string here;
    auto at = first;
    for (; at != row.end() && at->slot.cell->column < end; ++at) {
      if (at - first == 3) return;  // a cell under so many heads belongs to none of them
      join(here, at->slot.line, ", ");
    }
    for (auto said = first; said != at; ++said) said->said = true;
    join(head, here, " ");
  }

  // Row after row stands under the same heads: what was put together for one is kept for the next.
  const std::string& head_over(const Slot& place) {
    static const std::string kNone;
    const auto column = static_cast<std::size_t>(place.cell->column);
    if (heads_.empty() || (column == 0 && place.column_end >= table_.columns)) return kNone;
    if (known_heads_.size() <= column) known_heads_.resize(column + 1);
    KnownHead& known = known_heads_[column];
    if (known.column_end == place.column_end) return known.text;
    known.column_end = place.column_end;
    known.text.clear();
    for (std::vector<Head>& row : heads_) {
      head_in(row, place.cell->column, place.column_end, known.text);
    }
    return known.text;
  }

  void cell(std::string& parts, const Slot& place, std::string_view content) {
    if (content.empty()) return;
    const std::string& head = head_over(place);
    if (!head.empty() && head == last_head_) {
      join(parts, content, kUnder);
      return;
    }
    last_head_ = head;
    if (!head.empty() && may_repeat(head)) {
      join(parts, head, " | ");
      join(parts, content, ": ");
    } else {
      join(parts, content, " | ");
    }
  }

  // Cells from rows above that reach down into this one take part in it.
  void carry(const SlotRow& row) {
    const std::int64_t here = row.front().cell->row;
    if (spent_) carried_.clear();
    std::erase_if(carried_, [&](const Slot* p) { return p->row_end <= here; });
    std::sort(carried_.begin(), carried_.end(),
              [](const Slot* a, const Slot* b) { return a->cell->column < b->cell->column; });
  }

  void labelled_row(const SlotRow& row, std::string& parts) {
    for (std::size_t i = 0; i < row.size(); i += 2) {
      const std::string label = gathered(row[i].line, row[i].cell->text, true);
      join(parts, label, " | ");
      if (i + 1 < row.size()) join(parts, row[i + 1].line, label.empty() ? " | " : ": ");
    }
  }

  // A head row that comes again, or another one in the middle: one that begins alike ("구분 | …"),
  // or names behind a row left empty, as in forms.
  bool is_head_again(std::size_t index) {
    if (heads_.size() != 1) return false;
    const SlotRow& row = rows_[index];
    const std::vector<Head>& head = heads_.front();
    if (row.size() != head.size() || !looks_like_head(row, true)) return false;
    const bool alike = !row[0].line.empty() && row[0].cell->text == head[0].slot.cell->text;
    const bool behind_gap = index > 0 && filled(rows_[index - 1]) == 0;
    if ((!alike || index + 1 >= rows_.size()) && !behind_gap) return false;
    const bool same =
        std::equal(row.begin(), row.end(), head.begin(),
                   [](const Slot& a, const Head& b) { return a.cell->text == b.slot.cell->text; });
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
    const SlotRow& row = rows_[index];
    const Slot* name = nullptr;
    for (const Slot& place : row) {
      if (place.cell->column == 0 || place.line.empty()) continue;
      if (name != nullptr) return false;
      name = &place;
    }
    if (name == nullptr || row.size() < 3 || name->cell->row_span > 1) return false;
    const std::string mark = mark_of(name->line);
    if (mark.empty() || mark == name->line) return false;
    const SlotRow& next = rows_[index + 1];
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

  // The cell's text, behind the group it belongs to.
  std::string content_of(const Slot& place) {
    if (group_ == nullptr || place.cell->column != group_->cell->column || place.line.empty()) {
      return place.line;
    }
    if (mark_of(place.line) == group_mark_) {
      leave_group();
      return place.line;
    }
    if (!may_repeat(group_->line)) return place.line;
    group_said_ = true;
    return group_->line + std::string(kUnder) + place.line;
  }

  // An empty first cell continues the one above it, as tables without inner lines are written.
  const Slot* label_for(const SlotRow& row) {
    const Slot& first = row.front();
    if (first.cell->column != 0) return nullptr;
    if (!first.line.empty()) {
      leave_group();
      const bool continues = !heads_.empty() && !is_total(first.line);
      label_ = continues ? &first : nullptr;
      return nullptr;
    }
    return label_ != nullptr && may_repeat(label_->line) ? label_ : nullptr;
  }

  void body_row(std::size_t index) {
    const SlotRow& row = rows_[index];
    if (filled(row) == 0 || title_row(index) || is_head_again(index)) return;
    carry(row);
    last_head_.clear();
    std::string parts;
    bool opens = false;
    if (labelled_) {
      labelled_row(row, parts);
    } else {
      const Slot* label = label_for(row);
      opens = opens_group(index);
      merge(row, label, opens, parts);
    }
    for (const Slot& place : row) {
      if (place.cell->row_span > 1 && !place.line.empty() && place.line.size() <= kLongestRepeat) {
        carried_.push_back(&place);
      }
    }
    if (parts.empty()) return;
    if (title_ != nullptr && may_repeat(title_->line)) {
      title_said_ = true;
      parts = title_->line + " | " + parts;
    }
    if (opens) {
      group_line_ = std::move(parts);
    } else {
      line(parts);
    }
  }

  // The row's own cells and the carried ones, left to right.
  void merge(const SlotRow& row, const Slot* label, bool opens, std::string& parts) {
    if (label != nullptr) cell(parts, *label, label->line);
    std::size_t next = 0;
    for (const Slot& place : row) {
      for (; next < carried_.size() && carried_[next]->cell->column < place.cell->column; ++next) {
        carried_cell(*carried_[next], parts);
      }
      cell(parts, place, opens ? place.line : content_of(place));
    }
    for (; next < carried_.size(); ++next) carried_cell(*carried_[next], parts);
  }

  void carried_cell(const Slot& place, std::string& parts) {
    if (may_repeat(place.line)) cell(parts, place, place.line);
  }

  const Table& table_;
  std::vector<SlotRow> rows_;
  std::vector<std::vector<Head>> heads_;
  std::vector<KnownHead> known_heads_;  // by first column; of the heads that stand now
  std::size_t heads_at_ = 0;            // where in the text their rows begin
  std::vector<const Slot*> carried_;    // cells of rows above, by column
  const Slot* title_ = nullptr;
  bool title_said_ = false;
  const Slot* label_ = nullptr;  // the last filled cell of the first column
  const Slot* group_ = nullptr;
  std::string group_mark_;
  std::string group_line_;  // the row that opened the group, in case nothing belongs to it
  bool group_said_ = false;
  bool labelled_ = false;
  std::string last_head_;      // of the cell before, in the same row
  std::size_t allowance_ = 0;  // bytes that may still be repeated
  bool spent_ = false;         // the allowance was too small once: nothing more is repeated
  std::string out_;
};

// A frame around text: its paragraphs, one a line.
std::string plain_lines(const std::vector<SlotRow>& rows) {
  std::string out;
  for (const SlotRow& row : rows) {
    for (const Slot& place : row) {
      const std::string_view text = place.cell->text;
      for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = one_line(text.substr(at, end - at));
        if (!line.empty()) {
          if (!out.empty()) out += '\n';
          out += line;
        }
        at = end + 1;
      }
    }
  }
  return out;
}

}  // namespace

std::string render_rows(const Table& table) {
  std::vector<SlotRow> rows = rows_of(table);
  const bool frame = std::all_of(rows.begin(), rows.end(), [](const SlotRow& row) {
    return row.size() == 1 || filled(row) <= 1;
  });
  if (frame) return plain_lines(rows);
  return Rendering(table, std::move(rows)).text();
}

}  // namespace sillok::document
