#include <bit>

#include "index/vectors_scan.h"

namespace sillok::index {
namespace {

std::uint64_t near(const std::uint64_t* group, const std::uint64_t* question, std::size_t words,
                   std::uint32_t limit, std::uint16_t* distances) {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kGroup; ++i) {
    const std::uint64_t* word = group + i / kBlockLanes * words * kBlockLanes + i % kBlockLanes;
    std::uint32_t distance = 0;
    for (std::size_t w = 0; w < words; ++w) {
      distance += static_cast<std::uint32_t>(std::popcount(word[w * kBlockLanes] ^ question[w]));
    }
    distances[i] = static_cast<std::uint16_t>(distance);
    below |= static_cast<std::uint64_t>(distance < limit) << i;
  }
  return below;
}

std::int32_t dot(const std::int8_t* codes, const std::int16_t* question, std::size_t count) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += codes[i] * question[i];
  return sum;
}

}  // namespace

const Scan& portable_scan() {
  static constexpr Scan kScan{"portable", near, dot};
  return kScan;
}

}  // namespace sillok::index
