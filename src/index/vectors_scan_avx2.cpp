#include "index/vectors_scan.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define SILLOK_AVX2 __attribute__((target("avx2")))

namespace sillok::index {
namespace {

// Bits set in each of four 64-bit lanes: by nibbles through a table (Muła, Kurz, Lemire 2018).
SILLOK_AVX2 inline __m256i count_bits(__m256i bits) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i nibble = _mm256_set1_epi8(15);
  const __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(bits, nibble));
  const __m256i high =
      _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(bits, 4), nibble));
  return _mm256_sad_epu8(_mm256_add_epi8(low, high), _mm256_setzero_si256());
}

SILLOK_AVX2 std::uint64_t near(const std::uint64_t* group, const std::uint64_t* question,
                               std::size_t words, std::uint32_t limit, std::uint16_t* distances) {
  const __m256i limits = _mm256_set1_epi64x(static_cast<long long>(limit));
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kGroup; i += 4) {
    const std::uint64_t* word = group + i / kBlockLanes * words * kBlockLanes + i % kBlockLanes;
    __m256i sums = _mm256_setzero_si256();
    for (std::size_t w = 0; w < words; ++w, word += kBlockLanes) {
      const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(word));
      const __m256i asked = _mm256_set1_epi64x(static_cast<long long>(question[w]));
      sums = _mm256_add_epi64(sums, count_bits(_mm256_xor_si256(here, asked)));
    }
    alignas(32) std::uint64_t four[4];
    _mm256_store_si256(reinterpret_cast<__m256i*>(four), sums);
    for (std::size_t l = 0; l < 4; ++l) distances[i + l] = static_cast<std::uint16_t>(four[l]);
    const __m256i less = _mm256_cmpgt_epi64(limits, sums);
    const int bits = _mm256_movemask_pd(_mm256_castsi256_pd(less));
    below |= static_cast<std::uint64_t>(static_cast<unsigned>(bits)) << i;
  }
  return below;
}

SILLOK_AVX2 std::int32_t dot(const std::int8_t* codes, const std::int16_t* question,
                             std::size_t count) {
  __m256i sums = _mm256_setzero_si256();
  for (std::size_t i = 0; i < count; i += 16) {
    const __m256i eight =
        _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + i)));
    const __m256i asked = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(question + i));
    sums = _mm256_add_epi32(sums, _mm256_madd_epi16(eight, asked));
  }
  alignas(32) std::int32_t eight[8];
  _mm256_store_si256(reinterpret_cast<__m256i*>(eight), sums);
  std::int32_t sum = 0;
  for (const std::int32_t part : eight) sum += part;
  return sum;
}

}  // namespace

const Scan* avx2_scan() {
  static constexpr Scan kScan{"avx2", near, dot};
  return __builtin_cpu_supports("avx2") != 0 ? &kScan : nullptr;
}

}  // namespace sillok::index

#else
namespace sillok::index {
const Scan* avx2_scan() {
  return nullptr;
}
}  // namespace sillok::index
#endif
