// Tables that come as plain rows: CSV, arrays of JSON objects, XML records.
#pragma once

#include <string>
#include <vector>

#include "document/document.h"

namespace sillok::formats {

using Row = std::vector<std::string>;

// Collects rows and appends them to a document as table blocks of at most 500 body rows each, every
// one with the heads repeated, so that neither a block nor what is made from it grows with the
// file.
class RowTables {
 public:
  // `heads` may be empty: no row is marked as head. `document` must outlive this.
  RowTables(document::Document& document, Row heads, std::string caption = {});
  void add(Row row);
  // Appends what is left; call once, at the end.
  void finish();

 private:
  document::Document& document_;
  Row heads_;
  std::string caption_;
  std::vector<Row> rows_;
};

// A table block: `text` made by render_rows.
[[nodiscard]] document::Block table_block(document::Table table);

}  // namespace sillok::formats
