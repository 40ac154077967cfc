// Lines that were broken in the middle of a sentence, often in the middle of a word.
#pragma once

#include "document/document.h"

namespace sillok::prepare {

// Joins a paragraph that was cut at a line's end with the next one, and the lines inside a block
// likewise. Whether a word was cut is told by the document's own words: "임" + "기는" is joined
// without a space because "임기는" stands elsewhere in it.
void join_broken_lines(document::Document& document);

// The same inside table cells, but only where a word is surely cut. Renders changed tables anew.
void join_broken_cells(document::Document& document);

}  // namespace sillok::prepare
