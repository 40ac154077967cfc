#include "plain_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return sillok::formats::fuzz_read("a.txt", data, size);
}
