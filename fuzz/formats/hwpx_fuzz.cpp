// Bytes that start like a zip are read as they are; others are taken for the XML inside one, header
// and section parted by a NUL, since random changes never survive the packing.
#include <cstddef>
#include <cstdint>
#include <string>

#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!looks_like_zip(bytes)) {
    const std::size_t cut = bytes.find('\0');
    const std::string section = cut == std::string::npos ? bytes : bytes.substr(cut + 1);
    const std::string header = cut == std::string::npos ? std::string() : bytes.substr(0, cut);
    bytes =
        testing::make_zip({{"Contents/header.xml", header}, {"Contents/section0.xml", section}});
  }
  static const auto reader = hwpx_reader();
  fuzzing::read(*reader, bytes);
  return 0;
}
