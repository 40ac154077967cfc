// How a table reads as text, so that a row can be searched and quoted on its own.
#pragma once

#include <string>

#include "document/document.h"

namespace sillok::document {

// One line a body row, "head: cell | head: cell": every cell behind the head of its column, so that
// a row still means something when it is cut from its table and quoted alone. A merged cell's text
// stands in every row it covers (a text longer than 240 bytes only in the first). Heads are the
// rows marked as such, else the first rows when they look like it (all cells filled but the corner,
// none a number or a sentence, more rows below); a head over several columns comes before the heads
// under it
// ("금액 국내"). A cell over several columns stands behind the heads of all of them; cells beside
// each other under one head share it ("구분: 수당 / 위원"). A head row repeated inside the table
// gives no line; a row of names behind an empty row, or one that begins like the head, is the new
// head. Heads over nothing but empty cells are said once, as lines before the rows.
//
// An empty first cell continues the one above it. A row that only names a group ("▪구매", then
// "100만원 미만 | ○") goes before the cells of the group: "내용: ▪구매 / 100만원 미만 | 총장: ○".
//
// A row of one cell over the whole width is a title when it is short: above the heads it is a line
// of its own, below them it goes before each row it heads ("임원 | 구분: 일비 | 금액: 5만원"); a
// note that starts with ※ stays a line of its own. Two columns of labels and values, and forms of
// four, read "성명: 홍길동 | 소속: 총무과". Otherwise, without heads: cells joined by " | ".
//
// A one-column table, or one whose rows hold one text each (a frame around text), gives its
// paragraphs as plain lines. Elsewhere line ends inside cells become spaces, and a head spread over
// its cell is closed up ("비 고" → "비고"). Empty cells are left out; an empty row gives no line.
// Every cell's text is said at least once. No caption, no final '\n'.
//
// Any table, whatever its spans say, takes time and space linear in its cells and their text.
[[nodiscard]] std::string render_rows(const Table& table);

}  // namespace sillok::document
