// Documents as short text, so that a test shows input and outcome side by side.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/reader.h"

namespace sillok::formats::testing {

struct Outcome {
  std::vector<document::Document> documents;
  Result<void> result;
};

inline Outcome read_all(std::string_view name, std::string_view bytes, const Limits& limits = {}) {
  // An exact copy on the heap, so that a sanitizer sees every byte read beyond the end.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  Outcome outcome;
  outcome.result = read({name, {exact.data(), exact.size()}}, limits,
                        [&](document::Document&& document) -> Result<void> {
                          outcome.documents.push_back(std::move(document));
                          return {};
                        });
  return outcome;
}

inline document::Document read_one(std::string_view name, std::string_view bytes,
                                   const Limits& limits = {}) {
  Outcome outcome = read_all(name, bytes, limits);
  EXPECT_TRUE(outcome.result) << outcome.result.error().line();
  EXPECT_EQ(outcome.documents.size(), 1U);
  return outcome.documents.empty() ? document::Document() : std::move(outcome.documents.front());
}

inline std::string meta(const document::Document& document, std::string_view key) {
  for (const auto& [name, value] : document.meta) {
    if (name == key) return value;
  }
  return {};
}

// "h1 제목", "p 글", "li2 항목", "table 2x3 [a|b*2|c/d]" (a cell's column span behind '*', row span
// behind '^', heads in capitals 'H:'), "in 1,0 table …" for a nested one. Line ends show as '/'.
inline std::string shape(const document::Block& block) {
  std::string out;
  switch (block.kind) {
    case document::BlockKind::heading:
      out = "h" + std::to_string(block.level) + " ";
      break;
    case document::BlockKind::list_item:
      out = "li" + std::to_string(block.level) + " ";
      break;
    case document::BlockKind::paragraph:
      out = "p ";
      break;
    default:
      out = std::string(document::name_of(block.kind)) + " ";
      break;
  }
  if (block.table) {
    const document::Table& table = *block.table;
    if (table.parent) {
      out = "in " + std::to_string(table.parent->row) + "," + std::to_string(table.parent->column) +
            " " + out;
    }
    out += std::to_string(table.rows) + "x" + std::to_string(table.columns) + " ";
    if (!table.caption.empty()) out += "'" + table.caption + "' ";
    int row = -1;
    for (const document::Cell& cell : table.cells) {
      out += cell.row == row ? "|" : (row < 0 ? "[" : "][");
      row = cell.row;
      if (cell.header) out += "H:";
      out += cell.text;
      if (cell.column_span > 1) out += "*" + std::to_string(cell.column_span);
      if (cell.row_span > 1) out += "^" + std::to_string(cell.row_span);
    }
    out += "]";
  } else {
    out += block.text;
  }
  for (char& c : out) {
    if (c == '\n') c = '/';
  }
  return out;
}

inline std::vector<std::string> shapes(const document::Document& document) {
  std::vector<std::string> out;
  for (const document::Block& block : document.blocks) out.push_back(shape(block));
  return out;
}

using Shapes = std::vector<std::string>;

}  // namespace sillok::formats::testing
