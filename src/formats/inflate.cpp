#include "formats/inflate.h"

#include <libdeflate.h>

#include <memory>

namespace sillok::formats {
namespace {

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
};

}  // namespace

std::optional<std::size_t> inflate_at_once(std::string_view packed, char* out, std::size_t room,
                                           bool& fits) {
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  fits = true;
  if (decompressor == nullptr) return std::nullopt;
  std::size_t used = 0;
  std::size_t size = 0;
  const libdeflate_result result = libdeflate_deflate_decompress_ex(
      decompressor.get(), packed.data(), packed.size(), out, room, &used, &size);
  fits = result != LIBDEFLATE_INSUFFICIENT_SPACE;
  return result == LIBDEFLATE_SUCCESS ? std::optional(size) : std::nullopt;
}

std::uint32_t crc_of(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace sillok::formats
