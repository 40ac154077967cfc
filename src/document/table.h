// How a table reads as text, so that a row can be searched and quoted on its own.
#pragma once

#include <string>

#include "document/document.h"

namespace sillok::document {

// One line a body row, "head: cell | head: cell": every cell behind the head of its column, so that
// a row still means something when it is cut from its table and quoted alone. A merged cell's text
// stands in every row it covers. Heads are the cells marked as such, else the first row when it looks
// like one (all cells filled, none a number or a sentence, more rows below); a head over several
// columns comes before the heads under it ("금액 국내"). Without heads: cells joined by " | ".
// A one-column table (a frame around text) gives its cells as plain lines. Line ends inside cells
// become spaces. Empty cells are left out; an empty row gives no line. No caption, no final '\n'.
[[nodiscard]] std::string render_rows(const Table& table);

}  // namespace sillok::document
