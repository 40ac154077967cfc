// Bytes that start like a Hangul 3 document are read as they are; others are taken for the list of
// paragraphs of one that is not packed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "../../tests/formats/hwp3_writer.h"
#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with("HWP Document File V3")) {
    bytes = testing::hwp3::make(testing::hwp3::styles() + bytes, {.packed = false});
  }
  static const auto reader = hwp3_reader();
  // A list of paragraphs in another takes four levels of this format.
  fuzzing::read(*reader, bytes, 80);
  return 0;
}
