// From a worksheet's cells to blocks: what a person sees as separate tables, their titles and
// heads.
#pragma once

#include <vector>

#include "document/document.h"
#include "formats/xlsx_sheet.h"

namespace sillok::formats::xlsx {

// Blank rows and columns part a sheet into tables; rows of one cell above a table are its caption,
// or a heading of level 2 where a blank row follows; text beside no other is a paragraph. Rows that
// are known as heads (a table's own, a filter's, frozen ones, all bold, or cells merged downwards)
// are marked. Tables come in blocks of at most 500 body rows with the head rows repeated. `tables`
// are the ranges of the sheet's declared tables. Takes the sheet's cells.
[[nodiscard]] std::vector<document::Block> blocks_of(Sheet sheet, const std::vector<Range>& tables);

}  // namespace sillok::formats::xlsx
