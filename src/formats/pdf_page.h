// What a PDF page shows, and the steps from there to a Document: words and ruled lines at places,
// then rows, grids (ruled tables), columns, lines in reading order, blocks.
//
// Plain values and pure functions; no PDF library is known here. Units are points (1/72 inch), the
// origin is the upper left corner. Every function takes any input: boxes may be empty, reversed by
// a hostile file, or millions of points away.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace sillok::formats::pdf {

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  [[nodiscard]] double width() const { return right - left; }
  [[nodiscard]] double height() const { return bottom - top; }
  [[nodiscard]] double middle_x() const { return (left + right) / 2; }
  [[nodiscard]] double middle_y() const { return (top + bottom) / 2; }
  // Grows to hold the other box.
  void add(const Box& other);
};

// What stands between two white spaces; or a part of it, where the font changes inside.
struct Word {
  Box box;
  double size = 0;  // of the font
  bool bold = false;
  bool space_after = false;
  std::string text;  // UTF-8, NFC, no white space
};

// A straight line drawn on the page, level or upright.
struct Rule {
  double at = 0;  // y of a level one, x of an upright one
  double from = 0;
  double to = 0;
};

struct Rules {
  std::vector<Rule> level;
  std::vector<Rule> upright;
};

// Grey values of a drawn page, row by row: 0 black, 255 white.
struct Bitmap {
  int width = 0;
  int height = 0;
  double scale = 1;  // pixels a point
  std::vector<std::uint8_t> grey;
};

// The thin straight lines in a drawing, long enough to be table rules and not strokes of letters.
[[nodiscard]] Rules find_rules(const Bitmap& bitmap);

struct GridCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  Box box;
};

// Cells made by crossing rules, row-major, none overlapping.
struct Grid {
  Box box;
  int rows = 0;
  int columns = 0;
  std::vector<GridCell> cells;
};

// The grids of at least two columns and two cells. Sides may be open, as is usual in Korean tables.
[[nodiscard]] std::vector<Grid> find_grids(const Rules& rules);

struct Page {
  int number = 0;  // from 1
  double width = 0;
  double height = 0;
  std::vector<Word> words;
  std::vector<Grid> grids;
};

// Words that stand on one line of sight, from left to right.
struct Row {
  Box box;
  std::vector<Word> words;
};

// Rows from top to bottom.
[[nodiscard]] std::vector<Row> rows_of(std::vector<Word> words);
// The words from `begin` to `end` as text, a space where the page shows one.
[[nodiscard]] std::string text_of(const std::vector<Word>& words, std::size_t begin,
                                  std::size_t end);

// Takes running heads, feet and page numbers out of the pages: rows that stand at the same place
// with the same text, digits aside, on most pages. Each is returned once, as a running_head block.
[[nodiscard]] std::vector<document::Block> take_running_heads(std::vector<Page>& pages);

// A line of running text, or of a table cell.
struct Line {
  std::string text;
  Box box;
  double column_left = 0;  // margins of the column or cell the line stands in
  double column_right = 0;
  double size = 0;        // of most of its characters
  bool bold = false;      // all of it
  double first_word = 0;  // width of the first word, which would have had to fit on the line before
  double word_gap = 0;    // mean white space between words, in units of size; 0: fewer than three
};

struct LineCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  std::vector<Line> lines;
};

struct LineTable {
  Box box;
  int rows = 0;
  int columns = 0;
  std::vector<LineCell> cells;
  bool ruled = false;
  int parent_row = 0;  // of a nested table: the cell it stands in
  int parent_column = 0;
  std::vector<LineTable> nested;
};

// One thing on a page in reading order: a line, or a table where `table` has cells.
struct Item {
  Line line;
  LineTable table;
  bool is_table = false;
};

struct PageItems {
  int number = 0;
  double height = 0;
  std::vector<Item> items;
};

// Columns, ruled and aligned tables, lines; in reading order.
[[nodiscard]] PageItems lay_out(const Page& page);

// Turns the lines into paragraphs, headings and list items, joins what line and page ends have
// broken, and appends all of it to `document`. `outline` maps titles of the document's own outline,
// without white space, to their depth from 1.
void write_blocks(const std::vector<PageItems>& pages, const std::map<std::string, int>& outline,
                  document::Document& document);

}  // namespace sillok::formats::pdf
