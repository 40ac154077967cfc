// What a table is made of, as far as reading it as text needs it: rows of cells, which of them are
// heads, whether it is a form. Internal to table*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace sillok::document {

// A cell, and how its text reads on one line.
struct Slot {
  const Cell* cell = nullptr;
  std::string_view line;  // the cell's own text where that is one line, else one of Grid::written
  std::int64_t row_end = 0;
  std::int64_t column_end = 0;
};

using SlotRow = std::span<const Slot>;

// The cells by rows, top to bottom, left to right; only rows where some cell starts. Looks into
// the table's own texts and is good for as long as they are.
struct Grid {
  explicit Grid(const Table& table);
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;

  std::vector<SlotRow> rows;  // of `slots`
  std::vector<Slot> slots;
  std::forward_list<std::string> written;  // the lines that are not as their cells have them
};

// How many cells of the row hold text.
[[nodiscard]] std::size_t filled(SlotRow row);
// The text of a row that says one thing over the table's whole width; nullptr for other rows.
[[nodiscard]] const Slot* whole_width(SlotRow row, const Table& table);
// A name over the whole width heads the rows under it: "가. 임원".
[[nodiscard]] bool is_title(const Slot& place);
// All cells filled (but the corner, if it is the `first` head row), none a number or a sentence.
[[nodiscard]] bool looks_like_head(SlotRow row, bool first);
// How many of `rows`, counted from `from`, are heads of the columns.
[[nodiscard]] std::size_t count_head_rows(const std::vector<SlotRow>& rows, std::size_t from);
// Labels and values side by side, no heads: "성명: 홍길동".
[[nodiscard]] bool is_labelled(const std::vector<SlotRow>& rows, const Table& table,
                               std::size_t from);
// Sums, which end the group of rows they stand under.
[[nodiscard]] bool is_total(std::string_view line);
// What a line's list mark looks like: "▪", "1" for "3. …", "가" for "나) …"; empty without a mark.
[[nodiscard]] std::string_view mark_of(std::string_view line);

// Appends the text as one line: runs of white space as one space, ends trimmed. What is appended is
// never longer than the text.
void append_one_line(std::string& out, std::string_view text);
// The line; where it is a name spread over its cell ("비 고", "제 출 서 류"), closed up. Two
// syllables may be two words, unless the `source` of the line held them wide apart or it is a head.
[[nodiscard]] std::string gathered(std::string_view line, std::string_view source, bool is_head);

// Appends a part, `between` before it where it is not the first. An empty part adds nothing.
void join(std::string& parts, std::string_view part, std::string_view between);

}  // namespace sillok::document
