// What every reader promises of its Documents, and the making of an office file from fuzzed parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "../../tests/formats/office_files.h"
#include "formats/all.h"
#include "formats/zip.h"
#include "text/encoding.h"

namespace sillok::formats::fuzzing {

inline void check(const document::Document& document) {
  for (const document::Block& block : document.blocks) {
    if (!text::is_utf8(block.text) || block.level < 0 || block.page < 0) std::abort();
    if (!block.table) continue;
    int row = 0;
    int column = -1;
    for (const document::Cell& cell : block.table->cells) {
      const bool in_order = cell.row > row || (cell.row == row && cell.column > column);
      const bool inside = cell.row >= 0 && cell.column >= 0 && cell.row_span > 0 &&
                          cell.column_span > 0 && cell.row + cell.row_span <= block.table->rows &&
                          cell.column + cell.column_span <= block.table->columns;
      if (!in_order || !inside || !text::is_utf8(cell.text)) std::abort();
      row = cell.row;
      column = cell.column;
    }
  }
}

inline void read(const Reader& reader, const std::string& bytes, std::size_t depth = 40) {
  const Limits limits{.unpacked_bytes = 4u << 20, .entries = 64, .ratio = 200, .depth = depth};
  // An exact copy, so that a sanitizer sees every byte read beyond the end.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  (void)reader.read({"a", {exact.data(), exact.size()}}, limits,
                    [](document::Document&& document) -> Result<void> {
                      check(document);
                      return {};
                    });
}

// Bytes that start like a zip stay as they are; others are parts, each ended by a NUL.
inline std::vector<std::string> parts_of(const std::string& bytes) {
  std::vector<std::string> parts(1);
  for (const char c : bytes) {
    if (c == '\0') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  parts.resize(6);
  return parts;
}

}  // namespace sillok::formats::fuzzing
