// A Document for people and programs: the three formats of `sillok read`.
#pragma once

#include <string>

#include "document/document.h"

namespace sillok::document {

// Markdown: headings, lists, pipe tables (merged cells repeat nothing: their text stands once),
// footnotes, code. Every block is printed, whatever its role.
[[nodiscard]] std::string to_markdown(const Document& document);
// The JSON of the `read` command, one value, UTF-8, no final newline.
[[nodiscard]] std::string to_json(const Document& document);
// extracted_text.
[[nodiscard]] std::string to_text(const Document& document);

}  // namespace sillok::document
