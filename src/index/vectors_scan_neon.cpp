#include "index/vectors_scan.h"

#if defined(__aarch64__)
#include <arm_neon.h>

namespace sillok::index {
namespace {

std::uint64_t near(const std::uint64_t* group, const std::uint64_t* question, std::size_t words,
                   std::uint32_t limit, std::uint16_t* distances) {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kGroup; i += 2) {
    const std::uint64_t* word = group + i / kBlockLanes * words * kBlockLanes + i % kBlockLanes;
    uint16x8_t sums = vdupq_n_u16(0);
    for (std::size_t w = 0; w < words; ++w, word += kBlockLanes) {
      const uint64x2_t differing = veorq_u64(vld1q_u64(word), vdupq_n_u64(question[w]));
      sums = vpadalq_u8(sums, vcntq_u8(vreinterpretq_u8_u64(differing)));
    }
    const uint64x2_t both = vpaddlq_u32(vpaddlq_u16(sums));
    const std::uint64_t first = vgetq_lane_u64(both, 0);
    const std::uint64_t second = vgetq_lane_u64(both, 1);
    distances[i] = static_cast<std::uint16_t>(first);
    distances[i + 1] = static_cast<std::uint16_t>(second);
    below |= static_cast<std::uint64_t>(first < limit) << i;
    below |= static_cast<std::uint64_t>(second < limit) << (i + 1);
  }
  return below;
}

std::int32_t dot(const std::int8_t* codes, const std::int16_t* question, std::size_t count) {
  int32x4_t sums = vdupq_n_s32(0);
  for (std::size_t i = 0; i < count; i += 8) {
    const int16x8_t wide = vmovl_s8(vld1_s8(codes + i));
    const int16x8_t asked = vld1q_s16(question + i);
    sums = vmlal_s16(sums, vget_low_s16(wide), vget_low_s16(asked));
    sums = vmlal_s16(sums, vget_high_s16(wide), vget_high_s16(asked));
  }
  return vaddvq_s32(sums);
}

}  // namespace

const Scan* neon_scan() {
  static constexpr Scan kScan{"neon", near, dot};
  return &kScan;  // every 64-bit ARM has it
}

}  // namespace sillok::index

#else
namespace sillok::index {
const Scan* neon_scan() {
  return nullptr;
}
}  // namespace sillok::index
#endif
