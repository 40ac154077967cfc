// Where each regulation of a book of regulations begins.
#pragma once

#include <vector>

#include "document/document.h"

namespace sillok::prepare {

enum class Title : unsigned char {
  none,
  regulation,  // the name of a regulation whose text follows
  stub,        // the name of one that is abolished or moved
  stub_text,   // the line below that says so
};

// One entry a block. A title is a short line with the first chapter or article behind it, notes and
// dates between them allowed; its name must end as names of rules do or stand in the book's own
// contents list, but for the first one of a document. Expects the contents lists marked.
[[nodiscard]] std::vector<Title> find_titles(const document::Document& document);

}  // namespace sillok::prepare
