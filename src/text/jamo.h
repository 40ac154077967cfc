// The letters inside a Hangul syllable (Unicode chapter 3.12: syllables are laid out
// arithmetically).
#pragma once

#include <cstdint>

namespace sillok::text {

// Indices of the initial consonant (0..18), vowel (0..20) and final consonant (0 none, 1..27).
struct Jamo {
  std::uint8_t initial = 0;
  std::uint8_t vowel = 0;
  std::uint8_t final = 0;
};

inline constexpr std::uint8_t kFinalNieun = 4;
inline constexpr std::uint8_t kFinalRieul = 8;
inline constexpr std::uint8_t kFinalMieum = 16;
inline constexpr std::uint8_t kFinalBieup = 17;
inline constexpr std::uint8_t kFinalSsangSiot = 20;

[[nodiscard]] constexpr Jamo split(char16_t syllable) {
  const unsigned index = static_cast<unsigned>(syllable) - 0xAC00U;
  return {static_cast<std::uint8_t>(index / 588), static_cast<std::uint8_t>(index % 588 / 28),
          static_cast<std::uint8_t>(index % 28)};
}

[[nodiscard]] constexpr char16_t join(Jamo jamo) {
  return static_cast<char16_t>(0xAC00U + jamo.initial * 588U + jamo.vowel * 28U + jamo.final);
}

[[nodiscard]] constexpr char16_t without_final(char16_t syllable) {
  return static_cast<char16_t>(syllable - (static_cast<unsigned>(syllable) - 0xAC00U) % 28U);
}

// The letter (U+3131..) that spells this final alone; 0 for the finals no ending begins with.
[[nodiscard]] constexpr char16_t final_letter(std::uint8_t final) {
  switch (final) {
    case kFinalNieun:
      return u'ㄴ';
    case kFinalRieul:
      return u'ㄹ';
    case kFinalMieum:
      return u'ㅁ';
    case kFinalBieup:
      return u'ㅂ';
    case kFinalSsangSiot:
      return u'ㅆ';
    default:
      return 0;
  }
}

}  // namespace sillok::text
