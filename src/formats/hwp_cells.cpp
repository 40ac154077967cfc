// Makes a grid of the cells a file claims: see settle_cells.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "formats/hwp_story.h"

namespace sillok::formats {
namespace {

using document::Cell;

// More columns than the program can make; a file that claims more lies.
constexpr int kMostColumns = 1024;
// Rows beyond those that the file holds are believed up to here.
constexpr int kMostDeclaredRows = 65'535;

struct Placed {
  Cell cell;
  std::size_t index = 0;  // in the file's order
};

bool row_major(const Placed& a, const Placed& b) {
  return a.cell.row != b.cell.row ? a.cell.row < b.cell.row : a.cell.column < b.cell.column;
}

// Nearly all files have them in order.
void put_in_order(std::vector<Placed>& cells) {
  if (std::is_sorted(cells.begin(), cells.end(), row_major)) return;
  std::stable_sort(cells.begin(), cells.end(), row_major);
}

void clip(Cell& cell, int rows) {
  cell.row = std::clamp(cell.row, 0, rows - 1);
  cell.column = std::clamp(cell.column, 0, kMostColumns - 1);
  cell.row_span = std::clamp(cell.row_span, 1, rows - cell.row);
  cell.column_span = std::clamp(cell.column_span, 1, kMostColumns - cell.column);
}

int count_rows(const std::vector<Cell>& cells, int rows, int declared) {
  declared = std::min(declared, kMostDeclaredRows);
  std::int64_t reached = 0;
  for (const Cell& cell : cells) {
    reached = std::max(reached, std::int64_t{cell.row} + std::max(cell.row_span, 1));
  }
  return static_cast<int>(
      std::max<std::int64_t>({1, rows, std::min<std::int64_t>(reached, declared)}));
}

// Whether the cells, clipped, are in order and none covers another: so are nearly all tables.
bool is_grid(const std::vector<Cell>& cells, int width) {
  std::vector<int> free_from(static_cast<std::size_t>(width),
                             0);  // row from which a column is free
  int row = 0;
  int column = 0;
  for (const Cell& cell : cells) {
    if (cell.row < row || (cell.row == row && cell.column < column)) return false;
    row = cell.row;
    column = cell.column;
    for (int end = cell.column + cell.column_span; column < end; ++column) {
      int& from = free_from[static_cast<std::size_t>(column)];
      if (from > cell.row) return false;
      from = cell.row + cell.row_span;
    }
  }
  return true;
}

std::vector<document::ParentCell> places_of(const std::vector<Cell>& cells) {
  std::vector<document::ParentCell> places;
  places.reserve(cells.size());
  for (const Cell& cell : cells) places.push_back({cell.row, cell.column});
  return places;
}

}  // namespace

std::vector<document::ParentCell> settle_cells(document::Table& table, int rows, int declared) {
  rows = count_rows(table.cells, rows, declared);
  int width = 0;
  for (Cell& cell : table.cells) {
    clip(cell, rows);
    width = std::max(width, cell.column + cell.column_span);
  }
  table.rows = rows;
  if (is_grid(table.cells, width)) {
    table.columns = width;
    return places_of(table.cells);
  }
  std::vector<Placed> cells;
  cells.reserve(table.cells.size());
  for (Cell& cell : table.cells) cells.push_back({std::move(cell), cells.size()});
  put_in_order(cells);

  std::vector<document::ParentCell> places(cells.size());
  std::vector<int> free_from(static_cast<std::size_t>(width),
                             0);  // row from which a column is free
  std::vector<Placed> placed;
  placed.reserve(cells.size());
  table.columns = 0;
  for (Placed& next : cells) {
    Cell& cell = next.cell;
    const auto is_free = [&](int column) {
      return free_from[static_cast<std::size_t>(column)] <= cell.row;
    };
    while (cell.column < width && !is_free(cell.column)) ++cell.column;
    if (cell.column == width) {  // no room left in its row: the text goes to its neighbour
      Cell& neighbour = placed.back().cell;
      if (!cell.text.empty()) neighbour.text += '\n' + cell.text;
      places[next.index] = {neighbour.row, neighbour.column};
      continue;
    }
    int end = cell.column;
    while (end < std::min(cell.column + cell.column_span, width) && is_free(end)) {
      free_from[static_cast<std::size_t>(end++)] = cell.row + cell.row_span;
    }
    cell.column_span = end - cell.column;
    table.columns = std::max(table.columns, end);
    places[next.index] = {cell.row, cell.column};
    placed.push_back(std::move(next));
  }
  put_in_order(placed);
  table.cells.clear();
  for (Placed& next : placed) table.cells.push_back(std::move(next.cell));
  return places;
}

}  // namespace sillok::formats
