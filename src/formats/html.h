// HTML → blocks, for HTML files and for the HTML inside other formats.
#pragma once

#include <string_view>

#include "document/document.h"
#include "formats/reader.h"

namespace sillok::formats {

// Appends the blocks of `html` (UTF-8, a whole page or a piece of one). Title and meta elements go
// to the document where it has no title yet. Elements nested deeper than limits.depth give their
// text only, with a warning.
void append_html_blocks(document::Document& document, std::string_view html, const Limits& limits);

}  // namespace sillok::formats
