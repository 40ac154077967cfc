// Documents for the tests of this room, written down as lines.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "document/table.h"

namespace sillok::prepare {

inline document::Block paragraph(std::string_view text) {
  document::Block block;
  block.text = std::string(text);
  return block;
}

inline document::Block heading(std::string_view text, int level) {
  document::Block block = paragraph(text);
  block.kind = document::BlockKind::heading;
  block.level = level;
  return block;
}

inline document::Block table(std::vector<std::vector<std::string>> rows) {
  document::Block block;
  block.kind = document::BlockKind::table;
  document::Table grid;
  grid.rows = static_cast<int>(rows.size());
  for (int row = 0; row < grid.rows; ++row) {
    auto& cells = rows[static_cast<std::size_t>(row)];
    grid.columns = static_cast<int>(cells.size());
    for (int column = 0; column < grid.columns; ++column) {
      document::Cell cell;
      cell.row = row;
      cell.column = column;
      cell.text = std::move(cells[static_cast<std::size_t>(column)]);
      grid.cells.push_back(std::move(cell));
    }
  }
  block.text = document::render_rows(grid);
  block.table = std::move(grid);
  return block;
}

// One paragraph a line.
inline document::Document written(std::initializer_list<std::string_view> lines) {
  document::Document document;
  for (const std::string_view line : lines) document.blocks.push_back(paragraph(line));
  return document;
}

// The first block whose text begins with `start`, white space at its start ignored.
inline const document::Block& block_of(const document::Document& document, std::string_view start) {
  static const document::Block kNone;
  for (const document::Block& block : document.blocks) {
    const std::size_t at = block.text.find_first_not_of(" \t");
    if (at != std::string::npos && std::string_view(block.text).substr(at).starts_with(start)) {
      return block;
    }
  }
  return kNone;
}

// Everything of a document that recognise_structure may change, for comparing.
inline std::string shape(const document::Document& document) {
  std::string out;
  for (const document::Block& block : document.blocks) {
    out += document::name_of(block.kind);
    out += '/';
    out += document::name_of(block.role);
    out += '/' + std::to_string(block.level) + '/' + block.article + '/' + block.note + '/';
    for (const std::string& title : block.section) out += title + '>';
    out += '/' + block.text + '\n';
  }
  return out;
}

}  // namespace sillok::prepare
