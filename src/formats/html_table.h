// The grid of an HTML table: where each cell stands once spans are laid out.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string>
#include <vector>

#include "document/document.h"

namespace sillok::formats {

// A cell of the grid and the element it came from; indices agree with Table::cells.
struct HtmlTable {
  document::Table table;
  std::vector<const GumboNode*> elements;
  const GumboNode* caption = nullptr;
  std::size_t dropped = 0;  // cells for which the spans of others left no column
};

// Lays out the rows of a <table> element. Cells never overlap: a span that would reach over another
// cell is cut short, as is one that reaches beyond the rows of its section. Texts are left empty.
[[nodiscard]] HtmlTable lay_out(const GumboNode& table);

// The attribute's value, or an empty string.
[[nodiscard]] std::string_view attribute(const GumboNode& element, const char* name);

}  // namespace sillok::formats
