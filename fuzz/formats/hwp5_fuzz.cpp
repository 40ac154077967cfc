// Bytes that start like a compound file are read as they are; others are taken for DocInfo and a
// section: the first byte says where one ends, the second whether the section is enciphered.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "../../tests/formats/hwp5_writer.h"
#include "formats/all.h"
#include "formats/ole.h"

namespace {

using namespace sillok;

void check(const document::Document& document) {
  for (const document::Block& block : document.blocks) {
    if (!block.table) continue;
    int row = 0;
    int column = -1;
    for (const document::Cell& cell : block.table->cells) {
      const bool in_order = cell.row > row || (cell.row == row && cell.column > column);
      const bool inside = cell.row_span > 0 && cell.column_span > 0 &&
                          cell.row + cell.row_span <= block.table->rows &&
                          cell.column + cell.column_span <= block.table->columns;
      if (!in_order || !inside) std::abort();
      row = cell.row;
      column = cell.column;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!formats::looks_like_ole(bytes)) {
    if (size < 2) return 0;
    const std::size_t info = std::min<std::size_t>(bytes.size() - 2, 4 * std::size_t{data[0]});
    bytes = formats::testing::make_ole(
        {{"FileHeader", formats::testing::file_header((data[1] & 1u) != 0 ? 4 : 0)},
         {"DocInfo", bytes.substr(2, info)},
         {(data[1] & 1u) != 0 ? "ViewText/Section0" : "BodyText/Section0",
          bytes.substr(2 + info)}});
  }
  const formats::Limits limits{
      .unpacked_bytes = 4u << 20, .entries = 64, .ratio = 200, .depth = 80};
  (void)formats::hwp5_reader()->read({"a.hwp", bytes}, limits,
                                     [](document::Document&& read) -> Result<void> {
                                       check(read);
                                       return {};
                                     });
  return 0;
}
