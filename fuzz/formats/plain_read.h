// What every fuzz target of a plain format does: read under a name, and check what came out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/reader.h"
#include "text/encoding.h"

namespace sillok::formats {

inline void check_text(std::string_view text) {
  if (!text::is_utf8(text) || text.find('\0') != std::string_view::npos) std::abort();
}

inline void check(const document::Document& document) {
  check_text(document.title);
  check_text(document.id);
  for (const auto& [key, value] : document.meta) {
    check_text(key);
    check_text(value);
  }
  for (const document::Block& block : document.blocks) {
    check_text(block.text);
    if ((block.kind == document::BlockKind::table) != block.table.has_value()) std::abort();
    if (!block.table) continue;
    // Cells in order, inside the grid, none over another.
    const document::Table& table = *block.table;
    const auto area =
        static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.columns);
    std::vector<bool> taken(area < 1'000'000 ? area : 0);
    std::pair<int, int> before{-1, -1};
    for (const document::Cell& cell : table.cells) {
      check_text(cell.text);
      if (std::pair(cell.row, cell.column) <= before) std::abort();
      before = {cell.row, cell.column};
      if (cell.row_span < 1 || cell.column_span < 1) std::abort();
      if (cell.row + cell.row_span > table.rows) std::abort();
      if (cell.column + cell.column_span > table.columns) std::abort();
      for (int row = cell.row; !taken.empty() && row < cell.row + cell.row_span; ++row) {
        for (int column = cell.column; column < cell.column + cell.column_span; ++column) {
          auto mark = taken[static_cast<std::size_t>(row * table.columns + column)];
          if (mark) std::abort();
          mark = true;
        }
      }
    }
  }
}

inline int fuzz_read(std::string_view name, const std::uint8_t* data, std::size_t size) {
  // An exact copy, so that a sanitizer sees every byte read beyond the end.
  const std::vector<char> exact(data, data + size);
  Limits limits;
  limits.depth = 30;
  static_cast<void>(read({name, {exact.data(), exact.size()}}, limits,
                         [](document::Document&& document) -> Result<void> {
                           check(document);
                           return {};
                         }));
  return 0;
}

}  // namespace sillok::formats
