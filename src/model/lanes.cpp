// Compiled without contraction of a product and a sum into one step, which some processors round
// differently.
#include "model/lanes.h"

namespace sillok::model {
namespace {

#define SILLOK_INLINE inline __attribute__((always_inline))

SILLOK_INLINE void add_each(float* to, const float* from, float by, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += by * from[i];
}

SILLOK_INLINE void add_each_code(float* to, const std::int8_t* from, float by, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += by * static_cast<float>(from[i]);
}

SILLOK_INLINE float dot_of(const float* a, const float* b, std::size_t count) {
  float sums[16] = {};
  for (std::size_t i = 0; i < count; i += 16) {
    for (std::size_t l = 0; l < 16; ++l) sums[l] += a[i + l] * b[i + l];
  }
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t l = 0; l < half; ++l) sums[l] += sums[l + half];
  }
  return sums[0];
}

void add_plain(float* to, const float* from, float by, std::size_t count) {
  add_each(to, from, by, count);
}
void add_codes_plain(float* to, const std::int8_t* from, float by, std::size_t count) {
  add_each_code(to, from, by, count);
}
float dot_plain(const float* a, const float* b, std::size_t count) {
  return dot_of(a, b, count);
}
constexpr Lanes kPlain{add_plain, add_codes_plain, dot_plain};

#if defined(__x86_64__)
#define SILLOK_AVX2 __attribute__((target("avx2")))
#define SILLOK_AVX512 __attribute__((target("avx512f,avx512bw")))

SILLOK_AVX2 void add_avx2(float* to, const float* from, float by, std::size_t count) {
  add_each(to, from, by, count);
}
SILLOK_AVX2 void add_codes_avx2(float* to, const std::int8_t* from, float by, std::size_t count) {
  add_each_code(to, from, by, count);
}
SILLOK_AVX2 float dot_avx2(const float* a, const float* b, std::size_t count) {
  return dot_of(a, b, count);
}
constexpr Lanes kAvx2{add_avx2, add_codes_avx2, dot_avx2};

SILLOK_AVX512 void add_avx512(float* to, const float* from, float by, std::size_t count) {
  add_each(to, from, by, count);
}
SILLOK_AVX512 void add_codes_avx512(float* to, const std::int8_t* from, float by,
                                    std::size_t count) {
  add_each_code(to, from, by, count);
}
SILLOK_AVX512 float dot_avx512(const float* a, const float* b, std::size_t count) {
  return dot_of(a, b, count);
}
constexpr Lanes kAvx512{add_avx512, add_codes_avx512, dot_avx512};
#endif

}  // namespace

std::vector<Lanes> all_lanes() {
  std::vector<Lanes> able;
#if defined(__x86_64__)
  const bool wide =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
  if (wide) able.push_back(kAvx512);
  if (__builtin_cpu_supports("avx2") != 0) able.push_back(kAvx2);
#endif
  able.push_back(kPlain);
  return able;
}

const Lanes& lanes() {
  static const Lanes kBest = all_lanes().front();
  return kBest;
}

}  // namespace sillok::model
