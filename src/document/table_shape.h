// What a table is made of, as far as reading it as text needs it: rows of cells, which of them are
// heads, whether it is a form. Internal to table*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace sillok::document {

// A cell, and how its text reads on one line.
struct Slot {
  const Cell* cell = nullptr;
  std::string line;  // its text as one line
  std::int64_t row_end = 0;
  std::int64_t column_end = 0;
};

using SlotRow = std::vector<Slot>;

// The cells by rows, top to bottom, left to right; only rows where some cell starts.
[[nodiscard]] std::vector<SlotRow> rows_of(const Table& table);
// How many cells of the row hold text.
[[nodiscard]] std::size_t filled(const SlotRow& row);
// The text of a row that says one thing over the table's whole width; nullptr for other rows.
[[nodiscard]] const Slot* whole_width(const SlotRow& row, const Table& table);
// A name over the whole width heads the rows under it: "가. 임원".
[[nodiscard]] bool is_title(const Slot& place);
// All cells filled (but the corner, if it is the `first` head row), none a number or a sentence.
[[nodiscard]] bool looks_like_head(const SlotRow& row, bool first);
// How many of `rows`, counted from `from`, are heads of the columns.
[[nodiscard]] std::size_t count_head_rows(const std::vector<SlotRow>& rows, std::size_t from);
// Labels and values side by side, no heads: "성명: 홍길동".
[[nodiscard]] bool is_labelled(const std::vector<SlotRow>& rows, const Table& table,
                               std::size_t from);
// Sums, which end the group of rows they stand under.
[[nodiscard]] bool is_total(std::string_view line);
// What a line's list mark looks like: "▪", "1" for "3. …", "가" for "나) …"; empty without a mark.
[[nodiscard]] std::string mark_of(std::string_view line);

// One line: runs of white space as one space, ends trimmed.
[[nodiscard]] std::string one_line(std::string_view text);
// "비 고", "제 출 서 류": a name spread over its cell, closed up. Two syllables may be two words,
// unless the source held them wide apart or it is a head.
[[nodiscard]] std::string gathered(std::string line, std::string_view source, bool is_name);

}  // namespace sillok::document
