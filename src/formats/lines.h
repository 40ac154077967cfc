// Lines of plain text → blocks: which lines belong to one paragraph, which begin a list item.
// Used for text files and for the text inside other plain formats.
#pragma once

#include <string_view>

#include "document/document.h"

namespace sillok::formats {

// Appends the blocks of `text` ('\n' line ends). A blank line, a mark (제12조(…), ①, 1., 가., "- ")
// or a line of dashes ends a block; so does an entry of a contents list (dots and a page behind the
// name), which is one of its own. Lines that were cut at a fixed width are joined again; others
// stay lines of their block. Form feeds turn pages: with at least one, blocks carry page numbers.
void append_text_blocks(document::Document& document, std::string_view text);

}  // namespace sillok::formats
