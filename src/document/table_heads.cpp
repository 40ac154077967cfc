#include "document/table_heads.h"

#include <algorithm>

namespace sillok::document {
namespace {

using Head = Heads::Head;

// What stands over columns [begin, end) in one head row: the cells that overlap it.
void head_in(std::vector<Head>& row, std::int64_t begin, std::int64_t end, std::string& head) {
  const auto first = std::partition_point(
      row.begin(), row.end(), [&](const Head& h) { return h.slot->column_end <= begin; });
  std::string here;
  auto at = first;
  for (; at != row.end() && at->slot->cell->column < end; ++at) {
    if (at - first == 3) return;  // a cell under so many heads belongs to none of them
    join(here, at->line, ", ");
  }
  for (auto said = first; said != at; ++said) said->said = true;
  join(head, here, " ");
}

}  // namespace

void Heads::take(std::span<const SlotRow> rows) {
  ++taken_;
  rows_.clear();
  for (const SlotRow row : rows) {
    std::vector<Head>& heads = rows_.emplace_back();
    heads.reserve(row.size());
    for (const Slot& place : row) {
      heads.push_back({&place, gathered(place.line, place.cell->text, true), false});
    }
  }
}

std::span<const Head> Heads::only_row() const {
  return rows_.size() == 1 ? std::span<const Head>(rows_.front()) : std::span<const Head>();
}

bool Heads::all_said() const {
  return std::all_of(rows_.begin(), rows_.end(), [](const std::vector<Head>& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const Head& head) { return head.said || head.line.empty(); });
  });
}

std::string Heads::lines() const {
  std::string lines;
  for (const std::vector<Head>& row : rows_) {
    std::string parts;
    for (const Head& head : row) join(parts, head.line, kBetween);
    join(lines, parts, "\n");
  }
  return lines;
}

std::size_t Heads::over(const Slot& place) {
  const auto column = static_cast<std::size_t>(place.cell->column);
  if (rows_.empty() || (column == 0 && place.column_end >= columns_)) return kNone;
  if (leads_.size() <= column) leads_.resize(column + 1);
  // Row after row stands under the same heads: what was put together for one is kept for the next.
  Lead& lead = leads_[column];
  if (lead.heads != taken_ || lead.column_end != place.column_end) put_together(place, lead);
  return lead.text.empty() ? kNone : column;
}

void Heads::put_together(const Slot& place, Lead& lead) {
  lead.heads = taken_;
  lead.column_end = place.column_end;
  std::string head;
  for (std::vector<Head>& row : rows_) head_in(row, place.cell->column, place.column_end, head);
  lead.head_size = head.size();
  lead.text.clear();
  if (!head.empty()) lead.text.append(kBetween).append(head).append(kBehindHead);
}

}  // namespace sillok::document
