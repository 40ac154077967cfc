// Bytes that start like a zip are read as they are; others are taken for the XML inside one, header
// and section parted by a NUL, since random changes never survive the packing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../../tests/formats/zip_writer.h"
#include "formats/all.h"
#include "formats/zip.h"

namespace {

using namespace sillok;

// What every Document promises of its tables.
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
  if (!formats::looks_like_zip(bytes)) {
    const std::size_t cut = bytes.find('\0');
    const std::string section = cut == std::string::npos ? bytes : bytes.substr(cut + 1);
    const std::string header = cut == std::string::npos ? std::string() : bytes.substr(0, cut);
    bytes = formats::testing::make_zip(
        {{"Contents/header.xml", header}, {"Contents/section0.xml", section}});
  }
  const formats::Limits limits{
      .unpacked_bytes = 4u << 20, .entries = 64, .ratio = 200, .depth = 40};
  (void)formats::hwpx_reader()->read({"a.hwpx", bytes}, limits,
                                     [](document::Document&& read) -> Result<void> {
                                       check(read);
                                       return {};
                                     });
  return 0;
}
