// What kind of text each block is, over all formats: the structure of rules, headings that only
// look like paragraphs, running heads, tables of contents, history notes, words broken over lines.
#pragma once

#include "document/document.h"

namespace sillok::prepare {

// Rewrites the blocks in place:
//  - section: the titles of the headings above each block: 편, 장, 절, 관, 부칙, 별표, 별지 and
//    ordinary headings; in rules the regulation's name first, letters spread out closed up;
//  - article: "제12조", "제12조의2", "제12조제1항", "제12조제1항제2호", "…가목"; "부칙 제1조";
//    "별표 1", "별지 제1호서식"; empty outside of rules;
//  - role: running heads, contents lists, stubs of abolished regulations, history;
//  - text: words broken over lines joined; ‹개정 …›, <신설 …>, [본조신설 …] moved to `note`,
//    also from the lines right below a heading to the heading's;
//  - kind and level: headings that only look like paragraphs, and the other way round;
//  - order: a running head inside an article or behind a heading goes before it.
// A paragraph that holds several provisions becomes several blocks; an article's heading and its
// first 항 in one paragraph stay one. Nothing is dropped: what is not evidence gets another role.
// Idempotent. Linear in the text. A document without rules is left as it is but for sections,
// contents, running heads and broken lines.
void recognise_structure(document::Document& document);

}  // namespace sillok::prepare
