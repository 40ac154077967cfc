// Bytes that start like a compound file are read as they are; others are taken for DocInfo and a
// section: the first byte says where one ends, the second whether the section is enciphered.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "../../tests/formats/hwp5_writer.h"
#include "formats/ole.h"
#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!looks_like_ole(bytes)) {
    if (size < 2) return 0;
    const bool enciphered = (data[1] & 1u) != 0;
    const std::size_t info = std::min<std::size_t>(bytes.size() - 2, 4 * std::size_t{data[0]});
    bytes = testing::make_ole(
        {{"FileHeader", testing::file_header(enciphered ? 4 : 0)},
         {"DocInfo", bytes.substr(2, info)},
         {enciphered ? "ViewText/Section0" : "BodyText/Section0", bytes.substr(2 + info)}});
  }
  static const auto reader = hwp5_reader();
  // A paragraph in a cell of this format takes four levels of records.
  fuzzing::read(*reader, bytes, 80);
  return 0;
}
