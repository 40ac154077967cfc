#include "formats/inflate.h"

#include <libdeflate.h>
#include <sys/mman.h>

#include <algorithm>
#include <memory>
#include <new>

namespace sillok::formats {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kLarge = 4u << 20;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
};

}  // namespace

Unpacked::Unpacked(std::size_t room)
    : bytes_(static_cast<char*>(std::malloc(std::max<std::size_t>(room, 1)))) {
  if (bytes_ == nullptr) throw std::bad_alloc();
  if (room < kLarge) return;
  // Large pages where the machine has them: one fault for each instead of five hundred.
  const auto start = reinterpret_cast<std::uintptr_t>(bytes_.get());
  const std::size_t before = (kPage - start % kPage) % kPage;
  static_cast<void>(
      ::madvise(bytes_.get() + before, (room - before) / kPage * kPage, MADV_HUGEPAGE));
}

void Unpacked::close(std::size_t size) {
  size_ = size;
  void* moved = std::realloc(bytes_.get(), std::max<std::size_t>(size, 1));
  if (moved == nullptr) return;
  static_cast<void>(bytes_.release());
  bytes_.reset(static_cast<char*>(moved));
}

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
