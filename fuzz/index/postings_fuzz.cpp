// Any bytes as a list of passages: nothing beyond its end is read, no passage out of bounds comes
// out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "index/postings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sillok::index::Block;
  using sillok::index::PostingList;
  std::uint32_t passages = 0;
  if (size < sizeof passages) return 0;
  std::memcpy(&passages, data, sizeof passages);
  const PostingList list(
      {reinterpret_cast<const char*>(data) + sizeof passages, size - sizeof passages}, passages);
  Block block;
  // Lists that claim millions of blocks are damaged in the first ones already.
  for (std::uint32_t b = 0; b < list.blocks() && b < 1'000; ++b) {
    (void)list.last(b);
    (void)list.highest(b);
    if (!list.unpack(b, block)) continue;
    for (std::uint32_t i = 0; i < block.count; ++i) {
      if (block.passages[i] >= passages || block.levels[i] >= 16) std::abort();
    }
  }
  return 0;
}
