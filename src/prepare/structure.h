// What kind of text each block is, over all formats: the structure of rules, headings that only
// look like paragraphs, running heads, tables of contents, history notes, words broken over lines.
#pragma once

#include "document/document.h"

namespace sillok::prepare {

// Rewrites the blocks in place:
//  - section: the titles of the headings above each block (편, 장, 절, 관, 부칙, 별표, 별지,
//  ordinary
//    headings; in a book of regulations the regulation's name first, spelled without white space
//    where the book's own spelling varies only in that);
//  - article: "제12조", "제12조의2", "제12조제1항", "제12조제1항제2호", "…가목" from 제N조(제목),
//  ①, 1., 가.;
//  - role: running heads, contents lists, stubs of abolished regulations, history lists;
//  - text: words broken over lines joined; ‹개정 …›, <신설 …>, [본조신설 …] moved to `note`;
//  - an article heading and its first paragraph in one source paragraph stay one block.
// Nothing is dropped: what is not evidence gets another role. Idempotent.
void recognise_structure(document::Document& document);

}  // namespace sillok::prepare
