#include "index/vectors_scan.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define SILLOK_AVX512 __attribute__((target("avx512f,avx512bw,avx512vpopcntdq")))

namespace sillok::index {
namespace {

SILLOK_AVX512 std::uint64_t near(const std::uint64_t* group, const std::uint64_t* question,
                                 std::size_t words, std::uint32_t limit, std::uint16_t* distances) {
  const __m512i limits = _mm512_set1_epi64(static_cast<long long>(limit));
  std::uint64_t below = 0;
  const std::uint64_t* word = group;
  for (std::size_t i = 0; i < kGroup; i += kBlockLanes) {
    __m512i sums = _mm512_setzero_si512();
    for (std::size_t w = 0; w < words; ++w, word += kBlockLanes) {
      const __m512i asked = _mm512_set1_epi64(static_cast<long long>(question[w]));
      const __m512i differing = _mm512_xor_si512(_mm512_loadu_si512(word), asked);
      sums = _mm512_add_epi64(sums, _mm512_popcnt_epi64(differing));
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(distances + i), _mm512_cvtepi64_epi16(sums));
    below |= static_cast<std::uint64_t>(_mm512_cmplt_epi64_mask(sums, limits)) << i;
  }
  return below;
}

SILLOK_AVX512 std::int32_t dot(const std::int8_t* codes, const std::int16_t* question,
                               std::size_t count) {
  __m512i sums = _mm512_setzero_si512();
  for (std::size_t i = 0; i < count; i += 32) {
    const __m512i wide =
        _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + i)));
    sums = _mm512_add_epi32(sums, _mm512_madd_epi16(wide, _mm512_loadu_si512(question + i)));
  }
  return _mm512_reduce_add_epi32(sums);
}

}  // namespace

const Scan* avx512_scan() {
  static constexpr Scan kScan{"avx512", near, dot};
  const bool able = __builtin_cpu_supports("avx512f") != 0 &&
                    __builtin_cpu_supports("avx512bw") != 0 &&
                    __builtin_cpu_supports("avx512vpopcntdq") != 0;
  return able ? &kScan : nullptr;
}

}  // namespace sillok::index

#else
namespace sillok::index {
const Scan* avx512_scan() {
  return nullptr;
}
}  // namespace sillok::index
#endif
