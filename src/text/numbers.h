// Numbers as Korean documents write them, in one form: 20,000원 = 2만원 = 2만 원; 2024. 1. 1. =
// 2024-01-01 = 2024년 1월 1일; 제12조의2; 18:30 = 18시 30분; 세 사람 = 3명.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "text/characters.h"

namespace sillok::text {

// One number: what it is looked up by and which characters it took.
struct Number {
  std::string value;      // "20000", "1.5"; without leading zeros
  std::string unit;       // "원", "년", "조의2", "km"; empty if none follows
  std::size_t begin = 0;  // characters, the unit included
  std::size_t end = 0;
};

// Reads the number that begins at `at` (a digit), with all that belongs to it: a date gives three.
// Appends to `numbers`; gives the index of the first character behind. Never goes back: the result
// is above `at`.
[[nodiscard]] std::size_t read_numbers(std::span<const Character> text, std::size_t at,
                                       std::vector<Number>& numbers);

// The same for numbers in Korean words that a unit follows: 삼만 원, 두 명, 열두 시간. Gives `at`
// if none begins there.
[[nodiscard]] std::size_t read_numeral(std::span<const Character> text, std::size_t at,
                                       std::vector<Number>& numbers);

}  // namespace sillok::text
