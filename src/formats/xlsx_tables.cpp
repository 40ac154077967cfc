#include "formats/xlsx_tables.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "document/table.h"

namespace sillok::formats::xlsx {
namespace {

using document::Block;
using document::BlockKind;
using document::Table;

constexpr int kBlockRows = 500;
constexpr int kMostHeadRows = 5;
constexpr long long kMostMergedRows = 4'000'000;  // of all merges; then the others stay single
constexpr int kSplitDepth = 4;                    // rows, then columns of each band, and so on
constexpr std::size_t kHeadingLength = 120;       // bytes; some 40 syllables

using Cells = std::vector<SheetCell>;

bool by_place(const SheetCell& a, const SheetCell& b) {
  return std::pair(a.row, a.column) < std::pair(b.row, b.column);
}

Range extent_of(const Cells& cells) {
  Range range{cells.front().row, cells.front().column, cells.front().row, cells.front().column};
  for (const SheetCell& cell : cells) {
    range.top = std::min(range.top, cell.row);
    range.left = std::min(range.left, cell.column);
    range.bottom = std::max(range.bottom, cell.row + cell.row_span - 1);
    range.right = std::max(range.right, cell.column + cell.column_span - 1);
  }
  return range;
}

// Merged ranges become spans of the cell in their corner; other cells under them go. Ranges
// reaching beyond all text are cut there: people merge to the sheet's end.
void apply_merges(Sheet& sheet) {
  std::stable_sort(sheet.cells.begin(), sheet.cells.end(), by_place);
  const auto same = [](const SheetCell& a, const SheetCell& b) {
    return a.row == b.row && a.column == b.column;
  };
  sheet.cells.erase(std::unique(sheet.cells.begin(), sheet.cells.end(), same), sheet.cells.end());
  if (sheet.cells.empty() || sheet.merges.empty()) return;
  const Range all = extent_of(sheet.cells);
  std::map<int, std::vector<std::pair<int, int>>> covered;  // row → columns [from, to] taken
  const auto is_covered = [&](int row, int column) {
    const auto found = covered.find(row);
    return found != covered.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](const auto& part) {
             return column >= part.first && column <= part.second;
           });
  };
  std::map<std::pair<int, int>, Range> by_corner;
  for (Range merge : sheet.merges) {
    merge.bottom = std::min(merge.bottom, all.bottom);
    merge.right = std::min(merge.right, all.right);
    if (merge.bottom < merge.top || merge.right < merge.left) continue;
    by_corner.emplace(std::pair(merge.top, merge.left), merge);
  }
  Cells kept;
  long long budget = kMostMergedRows;
  for (SheetCell& cell : sheet.cells) {
    if (is_covered(cell.row, cell.column)) continue;
    const auto merge = by_corner.find({cell.row, cell.column});
    if (merge != by_corner.end()) {
      Range range = merge->second;
      // Overlapping merges are broken files: the first keeps its place.
      for (int column = range.left + 1; column <= range.right; ++column) {
        if (is_covered(range.top, column)) range.right = column - 1;
      }
      budget -= range.bottom - range.top + 1;
      if (budget >= 0) {
        cell.row_span = range.bottom - range.top + 1;
        cell.column_span = range.right - range.left + 1;
        for (int row = range.top; row <= range.bottom; ++row) {
          covered[row].emplace_back(range.left, range.right);
        }
      }
    }
    kept.push_back(std::move(cell));
  }
  sheet.cells = std::move(kept);
}

// ---- splitting ----

// Stretches of rows (or columns) with something in them.
std::vector<std::pair<int, int>> stretches(const Cells& cells, bool rows) {
  std::vector<std::pair<int, int>> spans;
  spans.reserve(cells.size());
  for (const SheetCell& cell : cells) {
    const int from = rows ? cell.row : cell.column;
    spans.emplace_back(from, from + (rows ? cell.row_span : cell.column_span) - 1);
  }
  std::sort(spans.begin(), spans.end());
  std::vector<std::pair<int, int>> out;
  for (const auto& [from, to] : spans) {
    if (!out.empty() && from <= out.back().second + 1) {
      out.back().second = std::max(out.back().second, to);
    } else {
      out.emplace_back(from, to);
    }
  }
  return out;
}

std::vector<Cells> parted(Cells cells, bool rows) {
  const std::vector<std::pair<int, int>> parts = stretches(cells, rows);
  if (parts.size() <= 1) {
    std::vector<Cells> one;
    one.push_back(std::move(cells));
    return one;
  }
  std::vector<Cells> out(parts.size());
  for (SheetCell& cell : cells) {
    const int at = rows ? cell.row : cell.column;
    const auto part = std::upper_bound(parts.begin(), parts.end(), at,
                                       [](int value, const auto& p) { return value < p.first; });
    out[static_cast<std::size_t>(part - parts.begin()) - 1].push_back(std::move(cell));
  }
  return out;
}

// A single blank row inside a table: the rows below have its columns and begin with data.
bool goes_on(const Range& above, const Range& below, const Cells& cells_below) {
  if (below.top - above.bottom != 2 || above.left != below.left || above.right != below.right ||
      above.right == above.left) {
    return false;
  }
  return std::any_of(cells_below.begin(), cells_below.end(),
                     [&](const SheetCell& cell) { return cell.row == below.top && cell.number; });
}

// Parts of rows that go on from each other, joined again.
std::vector<Cells> rejoined(std::vector<Cells> parts) {
  std::vector<Cells> out;
  Range last;
  for (Cells& part : parts) {
    const Range range = extent_of(part);
    if (!out.empty() && goes_on(last, range, part)) {
      out.back().insert(out.back().end(), std::make_move_iterator(part.begin()),
                        std::make_move_iterator(part.end()));
      last.bottom = range.bottom;
    } else {
      out.push_back(std::move(part));
      last = range;
    }
  }
  return out;
}

void split(Cells cells, bool rows, int depth, std::vector<Cells>& out) {
  if (cells.empty()) return;
  std::vector<Cells> parts = parted(std::move(cells), rows);
  if (rows) parts = rejoined(std::move(parts));
  for (Cells& part : parts) {
    if (depth >= kSplitDepth) {
      out.push_back(std::move(part));
    } else {
      split(std::move(part), !rows, depth + 1, out);
    }
  }
}

// ---- heads ----

struct RowLook {
  int cells = 0;
  bool all_bold = true;
  bool any_number = false;
};

RowLook look_at(const Cells& cells, int row) {
  RowLook look;
  const auto from = std::lower_bound(cells.begin(), cells.end(), row,
                                     [](const SheetCell& cell, int r) { return cell.row < r; });
  for (auto cell = from; cell != cells.end() && cell->row == row; ++cell) {
    ++look.cells;
    look.all_bold = look.all_bold && cell->bold;
    look.any_number = look.any_number || cell->number;
  }
  return look;
}

// How many rows from the region's top are heads as far as the file says so itself; 0: it does not.
int head_rows(const Sheet& sheet, const Cells& cells, const Range& region,
              const std::vector<Range>& tables) {
  const auto inside = [&](int row) { return row >= region.top && row < region.bottom; };
  for (const Range& table : tables) {
    if (inside(table.top) && table.left <= region.right && table.right >= region.left) {
      return table.top - region.top + 1;
    }
  }
  if (sheet.filter && inside(sheet.filter->top) && sheet.filter->left <= region.right) {
    return std::min(sheet.filter->top - region.top + 1, kMostHeadRows);
  }
  int heads = 0;
  if (inside(sheet.frozen_rows - 1)) heads = sheet.frozen_rows - region.top;
  if (heads == 0) {
    while (heads < kMostHeadRows && inside(region.top + heads)) {
      const RowLook look = look_at(cells, region.top + heads);
      if (look.cells == 0 || !look.all_bold || look.any_number) break;
      ++heads;
    }
    // A table bold all over says nothing.
    if (heads > 0 && look_at(cells, region.top + heads).all_bold) heads = 0;
  }
  // Cells merged downwards in the first row reach to the end of the head, if no number stands
  // there.
  if (heads == 0) {
    int deepest = 1;
    for (const SheetCell& cell : cells) {
      if (cell.row != region.top) break;
      deepest = std::max(deepest, cell.row_span);
    }
    bool text_only = deepest > 1 && deepest <= kMostHeadRows && inside(region.top + deepest - 1);
    for (int row = region.top; text_only && row < region.top + deepest; ++row) {
      text_only = !look_at(cells, row).any_number;
    }
    if (text_only) heads = deepest;
  }
  return std::min(heads, kMostHeadRows);
}

// ---- blocks ----

// The cells of rows [from, to] as a table whose head rows come first; spans cut at its ends.
Table table_part(const Cells& cells, const Range& region, int heads, int from, int to) {
  Table table;
  table.columns = region.right - region.left + 1;
  table.rows = heads + (to - from + 1);
  for (const SheetCell& cell : cells) {
    const int end = cell.row + cell.row_span - 1;
    const bool head = cell.row < region.top + heads;
    document::Cell out;
    out.column = cell.column - region.left;
    out.column_span = cell.column_span;
    out.text = cell.text;
    if (head) {
      out.row = cell.row - region.top;
      out.row_span = std::min(cell.row_span, heads - out.row);
      out.header = true;
    } else {
      if (end < from || cell.row > to) continue;
      const int first = std::max(cell.row, from);
      out.row = heads + first - from;
      out.row_span = std::min(end, to) - first + 1;
    }
    table.cells.push_back(std::move(out));
  }
  std::stable_sort(table.cells.begin(), table.cells.end(), [](const auto& a, const auto& b) {
    return std::pair(a.row, a.column) < std::pair(b.row, b.column);
  });
  return table;
}

void put_table(Cells cells, const Sheet& sheet, const std::vector<Range>& tables,
               std::vector<Block>& out) {
  Range region = extent_of(cells);
  std::string caption;
  // Rows of one cell above rows of several.
  while (region.top < region.bottom) {
    const RowLook look = look_at(cells, region.top);
    if (look.cells != 1 || cells.front().row != region.top || cells.front().row_span > 1) break;
    const bool wide = cells.front().column_span > 1 || cells.front().column == region.left;
    const bool more = look_at(cells, region.top + 1).cells > 0;
    if (look.any_number || !(wide || caption.empty()) || !more) break;
    caption += (caption.empty() ? "" : "\n") + cells.front().text;
    cells.erase(cells.begin());
    region = extent_of(cells);
  }
  const int heads = head_rows(sheet, cells, region, tables);
  // Head cells, and cells that reach down over the end of a block, are needed again; there are few.
  Cells again;
  for (const SheetCell& cell : cells) {
    if (cell.row < region.top + heads || cell.row_span > 1) again.push_back(cell);
  }
  for (int from = region.top + heads; from <= region.bottom; from += kBlockRows) {
    const int to = std::min(region.bottom, from + kBlockRows - 1);
    const auto first =
        std::lower_bound(cells.begin(), cells.end(), from,
                         [](const SheetCell& cell, int row) { return cell.row < row; });
    const auto last = std::upper_bound(
        first, cells.end(), to, [](int row, const SheetCell& cell) { return row < cell.row; });
    Cells part;
    for (const SheetCell& cell : again) {
      const bool head = cell.row < region.top + heads;
      if (head || (cell.row < from && cell.row + cell.row_span > from)) part.push_back(cell);
    }
    part.insert(part.end(), first, last);
    Block& block = out.emplace_back();
    block.kind = BlockKind::table;
    Table table = table_part(part, region, heads, from, to);
    table.caption = caption;
    block.text = document::render_rows(table);
    block.table = std::move(table);
  }
}

bool one_column(const Cells& cells) {
  const Range region = extent_of(cells);
  if (region.left == region.right) return true;
  // Several columns only through merging: a row each.
  int row = -1;
  for (const SheetCell& cell : cells) {
    if (cell.row == row) return false;
    row = cell.row;
  }
  return true;
}

void put_lines(const Cells& cells, std::vector<Block>& out) {
  for (const SheetCell& cell : cells) out.emplace_back().text = cell.text;
}

}  // namespace

std::vector<Block> blocks_of(Sheet sheet, const std::vector<Range>& tables) {
  apply_merges(sheet);
  std::vector<Cells> regions;
  split(std::move(sheet.cells), true, 0, regions);
  std::vector<Block> out;
  std::optional<std::size_t> lone;  // a text alone in its region, just before
  for (Cells& region : regions) {
    std::stable_sort(region.begin(), region.end(), by_place);
    if (one_column(region)) {
      lone =
          region.size() == 1 && !region.front().number ? std::optional(out.size()) : std::nullopt;
      put_lines(region, out);
      continue;
    }
    if (lone && *lone + 1 == out.size() && out.back().text.size() <= kHeadingLength &&
        !out.back().text.ends_with('.') && out.back().text.find('\n') == std::string::npos) {
      out.back().kind = BlockKind::heading;
      out.back().level = 2;
    }
    lone.reset();
    put_table(std::move(region), sheet, tables, out);
  }
  return out;
}

}  // namespace sillok::formats::xlsx
