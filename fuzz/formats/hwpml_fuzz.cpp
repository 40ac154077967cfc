// Any bytes as the one XML file that the format is.
#include <cstddef>
#include <cstdint>
#include <string>

#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  static const auto reader = hwpml_reader();
  fuzzing::read(*reader, std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
