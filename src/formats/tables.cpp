#include "formats/tables.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "document/table.h"

namespace sillok::formats {
namespace {

constexpr std::size_t kRowsPerBlock = 500;

}  // namespace

RowTables::RowTables(document::Document& document, Row heads, std::string caption)
    : document_(document), heads_(std::move(heads)), caption_(std::move(caption)) {}

void RowTables::add(Row row) {
  rows_.push_back(std::move(row));
  if (rows_.size() == kRowsPerBlock) finish();
}

void RowTables::finish() {
  if (rows_.empty()) return;
  document::Table table;
  table.caption = caption_;
  std::size_t columns = heads_.size();
  for (const Row& row : rows_) columns = std::max(columns, row.size());
  table.columns = static_cast<int>(columns);
  table.rows = static_cast<int>(rows_.size() + (heads_.empty() ? 0 : 1));
  const auto put = [&](Row& row, int at, bool header, bool keep) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      document::Cell cell;
      cell.row = at;
      cell.column = static_cast<int>(column);
      cell.header = header;
      cell.text = keep ? row[column] : std::move(row[column]);
      table.cells.push_back(std::move(cell));
    }
  };
  int at = 0;
  if (!heads_.empty()) put(heads_, at++, true, true);
  for (Row& row : rows_) put(row, at++, false, false);
  rows_.clear();
  document_.blocks.push_back(table_block(std::move(table)));
}

document::Block table_block(document::Table table) {
  document::Block block;
  block.kind = document::BlockKind::table;
  block.text = document::render_rows(table);
  block.table = std::move(table);
  return block;
}

}  // namespace sillok::formats
