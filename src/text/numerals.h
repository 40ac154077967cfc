// Numbers written in Korean words: 이틀, 열흘; 두 명, 스무 살; 삼만 원, 이십일.
//
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sillok::text {

struct Days {
  std::string_view value;  // "2"
  std::string_view unit;   // "일"
};

// 하루, 이틀 … 보름; 일주일, 반년. Nothing for other words.
[[nodiscard]] std::optional<Days> days_of(std::u16string_view word);

// 한, 두, 세 … 열두, 스무: what counts things. 0 for other words.
[[nodiscard]] std::uint64_t counted(std::u16string_view word);

// The number that `word` begins with in Sino-Korean numerals (삼만오천원 → 35,000, 4 syllables);
// no syllables unless it is of at least two of them, one of which is 십, 백, 천, 만 or 억.
struct Numeral {
  std::uint64_t value = 0;
  std::size_t syllables = 0;
};
[[nodiscard]] Numeral numeral_of(std::u16string_view word);

}  // namespace sillok::text
