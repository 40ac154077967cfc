// Gives every block its section path and its article.
#pragma once

#include <vector>

#include "document/document.h"
#include "prepare/books.h"

namespace sillok::prepare {

// Expects one paragraph of rules a block (see structure.h) and one entry of `titles` a block. Sets
// Block::section, article, and kind and level where a paragraph turns out to be a heading.
void place_blocks(document::Document& document, const std::vector<Title>& titles);

}  // namespace sillok::prepare
