// Sums over rows of numbers, with the widest registers the processor has. The result does not
// depend on which they are: numbers are added in the same order everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sillok::model {

struct Lanes {
  // to[i] += by · from[i]
  void (*add)(float* to, const float* from, float by, std::size_t count);
  void (*add_codes)(float* to, const std::int8_t* from, float by, std::size_t count);
  // Σ a[i] · b[i]; count is a multiple of 16.
  float (*dot)(const float* a, const float* b, std::size_t count);
};

// The fastest this processor can run.
[[nodiscard]] const Lanes& lanes();
// All it can run, for tests.
[[nodiscard]] std::vector<Lanes> all_lanes();

}  // namespace sillok::model
