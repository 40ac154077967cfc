#include "formats/pdf_tables.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/list_mark.h"

namespace sillok::formats::pdf {
namespace {

bool holds(const Box& box, double x, double y) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

double area(const Box& box) {
  return box.width() * box.height();
}

struct Filling {
  const Grid* grid = nullptr;
  std::vector<std::vector<Word>> words;  // by cell
  bool any = false;
  int parent = -1;  // index of the filling whose cell holds this grid
  std::size_t parent_cell = 0;
};

LineTable table_of(Filling& filling) {
  LineTable table;
  table.box = filling.grid->box;
  table.rows = filling.grid->rows;
  table.columns = filling.grid->columns;
  table.ruled = true;
  for (std::size_t i = 0; i < filling.words.size(); ++i) {
    const GridCell& cell = filling.grid->cells[i];
    LineCell out{cell.row, cell.column, cell.row_span, cell.column_span, {}};
    for (const Row& row : rows_of(std::move(filling.words[i]))) {
      Line line = line_of(row.words, 0, row.words.size());
      // Padding is not known; what the fullest line leaves free stands for it (see write_blocks).
      line.column_left = cell.box.left;
      line.column_right = cell.box.right;
      out.lines.push_back(std::move(line));
    }
    table.cells.push_back(std::move(out));
  }
  return table;
}

// The smallest grid whose cell holds this grid whole.
void find_parent(std::vector<Filling>& fillings, std::size_t child) {
  const Box& box = fillings[child].grid->box;
  double smallest = 0;
  for (std::size_t f = 0; f < fillings.size(); ++f) {
    if (f == child || area(fillings[f].grid->box) <= area(box)) continue;
    for (std::size_t c = 0; c < fillings[f].grid->cells.size(); ++c) {
      const Box& cell = fillings[f].grid->cells[c].box;
      if (!holds(cell, box.left, box.top) || !holds(cell, box.right, box.bottom)) continue;
      if (fillings[child].parent >= 0 && area(cell) >= smallest) continue;
      fillings[child].parent = static_cast<int>(f);
      fillings[child].parent_cell = c;
      smallest = area(cell);
    }
  }
}

// ---- tables without rules ----

struct Rowful {
  Box box;
  std::vector<Line> segments;
};

std::vector<Rowful> side_by_side(std::vector<Line> segments) {
  std::stable_sort(segments.begin(), segments.end(), [](const Line& a, const Line& b) {
    return a.box.middle_y() < b.box.middle_y();
  });
  std::vector<Rowful> rows;
  for (Line& segment : segments) {
    const double y = segment.box.middle_y();
    const bool same =
        !rows.empty() && y < rows.back().box.bottom && segment.box.top < rows.back().box.middle_y();
    if (!same) {
      rows.push_back({segment.box, {}});
    } else {
      rows.back().box.add(segment.box);
    }
    rows.back().segments.push_back(std::move(segment));
  }
  for (Rowful& row : rows) {
    std::stable_sort(row.segments.begin(), row.segments.end(),
                     [](const Line& a, const Line& b) { return a.box.left < b.box.left; });
  }
  return rows;
}

Line joined(const Rowful& row) {
  Line line = row.segments.front();
  for (std::size_t i = 1; i < row.segments.size(); ++i) {
    const Line& next = row.segments[i];
    line.text += ' ' + next.text;
    line.bold = line.bold && next.bold;
    if (next.box.width() > line.box.width()) line.size = next.size;
    line.box.add(next.box);
  }
  if (row.segments.size() > 1) line.word_gap = 0;
  return line;
}

struct Interval {
  double left = 0;
  double right = 0;
};

// The columns that the segments of rows [begin, end) fall into: their spans, those that overlap in
// x taken together.
std::vector<Interval> intervals_of(const std::vector<Rowful>& rows, std::size_t begin,
                                   std::size_t end) {
  std::vector<Interval> all;
  for (std::size_t r = begin; r < end; ++r) {
    for (const Line& segment : rows[r].segments) {
      all.push_back({segment.box.left, segment.box.right});
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Interval& a, const Interval& b) { return a.left < b.left; });
  std::vector<Interval> out;
  for (const Interval& one : all) {
    if (!out.empty() && one.left < out.back().right + 2) {
      out.back().right = std::max(out.back().right, one.right);
    } else {
      out.push_back(one);
    }
  }
  return out;
}

std::size_t column_at(const std::vector<Interval>& columns, double x) {
  std::size_t at = 0;
  while (at + 1 < columns.size() && x > columns[at].right) ++at;
  return at;
}

// Whether rows [begin, end) are safely a table: every segment alone in its column, most places
// filled, and no mere list with its marks set apart, or table of contents.
bool is_table(const std::vector<Rowful>& rows, std::size_t begin, std::size_t end,
              const std::vector<Interval>& columns) {
  if (end - begin < 3 || columns.size() < 2 || columns.size() > 30) return false;
  std::size_t filled = 0;
  std::size_t marks = 0;
  for (std::size_t r = begin; r < end; ++r) {
    std::vector<bool> taken(columns.size(), false);
    for (const Line& segment : rows[r].segments) {
      const std::size_t column = column_at(columns, segment.box.middle_x());
      if (taken[column] || has_leaders(segment.text)) return false;
      taken[column] = true;
      ++filled;
    }
    if (is_bare_mark(rows[r].segments.front().text)) ++marks;
  }
  if (marks * 2 > end - begin && columns.size() == 2) return false;
  return filled * 10 >= (end - begin) * columns.size() * 6;
}

// The rows from `begin` on that belong together: neighbours, none alone on its line.
std::size_t run_end(const std::vector<Rowful>& rows, std::size_t begin) {
  std::size_t end = begin;
  while (end < rows.size() && rows[end].segments.size() >= 2) {
    if (end > begin) {
      const double gap = rows[end].box.top - rows[end - 1].box.bottom;
      if (gap > 2.5 * rows[end].box.height()) break;
    }
    ++end;
  }
  return end;
}

Item table_item(std::vector<Rowful>& rows, std::size_t begin, std::size_t end,
                const std::vector<Interval>& columns) {
  Item item;
  item.is_table = true;
  item.table.box = rows[begin].box;
  item.table.rows = static_cast<int>(end - begin);
  item.table.columns = static_cast<int>(columns.size());
  for (std::size_t r = begin; r < end; ++r) {
    item.table.box.add(rows[r].box);
    for (Line& segment : rows[r].segments) {
      const std::size_t column = column_at(columns, segment.box.middle_x());
      item.table.cells.push_back(
          {static_cast<int>(r - begin), static_cast<int>(column), 1, 1, {std::move(segment)}});
    }
  }
  return item;
}

}  // namespace

std::vector<LineTable> ruled_tables(const Page& page, std::vector<Word>& rest) {
  std::vector<Filling> fillings;
  for (const Grid& grid : page.grids) {
    fillings.push_back({&grid, std::vector<std::vector<Word>>(grid.cells.size()), false, -1, 0});
  }
  for (std::size_t f = 0; f < fillings.size(); ++f) find_parent(fillings, f);
  for (const Word& word : page.words) {
    Filling* best = nullptr;
    std::size_t best_cell = 0;
    for (Filling& filling : fillings) {
      if (best != nullptr && area(filling.grid->box) >= area(best->grid->box)) continue;
      for (std::size_t c = 0; c < filling.grid->cells.size(); ++c) {
        if (!holds(filling.grid->cells[c].box, word.box.middle_x(), word.box.middle_y())) continue;
        best = &filling;
        best_cell = c;
        break;
      }
    }
    if (best == nullptr) {
      rest.push_back(word);
    } else {
      best->words[best_cell].push_back(word);
      best->any = true;
    }
  }
  // Innermost first, so that a nested table is complete when its holder takes it.
  std::vector<std::size_t> order(fillings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return area(fillings[a].grid->box) < area(fillings[b].grid->box);
  });
  std::vector<LineTable> tables(fillings.size());
  std::vector<std::vector<LineTable>> nested(fillings.size());
  std::vector<LineTable> out;
  for (const std::size_t i : order) {
    LineTable table = table_of(fillings[i]);
    table.nested = std::move(nested[i]);
    if (!fillings[i].any && table.nested.empty()) continue;
    const int parent = fillings[i].parent;
    if (parent < 0) {
      out.push_back(std::move(table));
      continue;
    }
    const auto holder = static_cast<std::size_t>(parent);
    const GridCell& cell = fillings[holder].grid->cells[fillings[i].parent_cell];
    table.parent_row = cell.row;
    table.parent_column = cell.column;
    nested[holder].push_back(std::move(table));
  }
  std::sort(out.begin(), out.end(),
            [](const LineTable& a, const LineTable& b) { return a.box.top < b.box.top; });
  return out;
}

std::vector<Item> aligned_tables(std::vector<Line> segments, double left, double right) {
  std::vector<Rowful> rows = side_by_side(std::move(segments));
  std::vector<Item> items;
  for (std::size_t r = 0; r < rows.size();) {
    std::size_t end = run_end(rows, r);
    std::vector<Interval> columns;
    bool table = false;
    // A run may end in rows of another shape: take the longest safe part from its start.
    for (; end >= r + 3; --end) {
      columns = intervals_of(rows, r, end);
      table = is_table(rows, r, end, columns);
      if (table) break;
    }
    if (table) {
      items.push_back(table_item(rows, r, end, columns));
      r = end;
      continue;
    }
    Item item;
    item.line = joined(rows[r]);
    item.line.column_left = left;
    item.line.column_right = right;
    items.push_back(std::move(item));
    ++r;
  }
  return items;
}

}  // namespace sillok::formats::pdf
