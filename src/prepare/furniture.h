// What stands in a document for finding one's way, not for saying something: running heads, page
// numbers, tables of contents, indexes.
#pragma once

#include "document/document.h"

namespace sillok::prepare {

// Lines that come back at the top or bottom of pages → Role::running_head. Only where pages are
// known and no reader has done it. True when there were any.
bool mark_running_heads(document::Document& document);

// Tables of contents and indexes → Role::contents: lines that end in a page or a number like
// 3-1-33, the headings over them, and lists of bare article headings that come again with text.
void mark_contents(document::Document& document);

}  // namespace sillok::prepare
