// Tables of a PDF page: those with rules, and those that only stand in columns.
#pragma once

#include <vector>

#include "formats/pdf_page.h"

namespace sillok::formats::pdf {

// The words from `begin` to `end` of one row as a line. begin < end.
[[nodiscard]] Line line_of(const std::vector<Word>& words, std::size_t begin, std::size_t end);

// The page's grids filled with its words; words of no grid go to `rest`. Grids without words are
// left out. A table inside a cell is nested in the one that holds it.
[[nodiscard]] std::vector<LineTable> ruled_tables(const Page& page, std::vector<Word>& rest);

// Lines of one column from top to bottom: segments that stand side by side become rows of a table
// where at least three neighbouring rows agree on the same columns, else one line.
[[nodiscard]] std::vector<Item> aligned_tables(std::vector<Line> segments, double left,
                                               double right);

}  // namespace sillok::formats::pdf
