// The two inner loops of a search over vectors, written for each kind of processor and chosen when
// the program runs. All of them give the same numbers to the last bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sillok::index {

// Sign bits lie in groups of 64 vectors: eight blocks of eight, and within a block word by word
// (word 0 of its eight vectors, word 1 of its eight vectors, …), so that eight vectors are compared
// side by side without adding across a register. `words` is the 64-bit words of one vector.
inline constexpr std::size_t kGroup = 64;
inline constexpr std::size_t kBlockLanes = 8;

struct Scan {
  std::string_view name;
  // Hamming distances of a group's 64 vectors to the question's `words` words; gives the bits of
  // those below `limit`.
  std::uint64_t (*near)(const std::uint64_t* group, const std::uint64_t* question,
                        std::size_t words, std::uint32_t limit, std::uint16_t* distances);
  // Σ codes[i] · question[i]; `count` is a multiple of 64, at most 4,096; |question[i]| ≤ 2,047 so
  // that the sum fits.
  std::int32_t (*dot)(const std::int8_t* codes, const std::int16_t* question, std::size_t count);
};

// Those this processor can run, the fastest first; the last is the portable one.
[[nodiscard]] std::span<const Scan> scans();

// Each in a file of its own (vectors_scan_*.cpp). nullptr where the program was built for another
// kind of processor or this one lacks the instructions.
[[nodiscard]] const Scan* avx512_scan();
[[nodiscard]] const Scan* avx2_scan();
[[nodiscard]] const Scan* neon_scan();
[[nodiscard]] const Scan& portable_scan();

}  // namespace sillok::index
