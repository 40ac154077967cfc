// Any bytes as a zip: every entry is read, in pieces and whole, under tight limits.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Limits limits{.unpacked_bytes = 1u << 20, .entries = 64, .ratio = 50, .depth = 16};
  const auto zip = Zip::open(bytes, limits);
  if (!zip) return 0;
  std::size_t unpacked = 0;
  for (const ZipEntry& entry : zip->entries()) {
    (void)zip->stream(entry, [&](std::string_view piece) {
      unpacked += piece.size();
      return piece.size() <= (64u << 10);
    });
    (void)zip->read(entry);
    if (zip->find(entry.name) == nullptr) std::abort();
  }
  if (unpacked > limits.unpacked_bytes + (64u << 10)) std::abort();
  return 0;
}
