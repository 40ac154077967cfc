// What `sillok show` prints for a person: a document, a passage, an answer.
#pragma once

#include <string>

#include "document/document.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::cli {

// "여비규정 › 제2장 국내여비 · 제12조제1항 · 3쪽"; empty for nowhere.
[[nodiscard]] std::string place_line(const document::Place& place);
// Title and origin, then the blocks as Markdown, a line 〔place〕 before each where the place
// changes.
[[nodiscard]] std::string shown_document(const library::DocumentRow& row,
                                         const document::Document& body);
[[nodiscard]] std::string shown_passage(const library::KeptPassage& kept);
// From the recorded JSON; fails with `storage` when that is not an answer.
[[nodiscard]] Result<std::string> shown_answer(const std::string& json);

// The same for programs, one JSON value.
[[nodiscard]] std::string document_json(const library::DocumentRow& row,
                                        const document::Document& body);
[[nodiscard]] std::string passage_json(const library::KeptPassage& kept);

}  // namespace sillok::cli
