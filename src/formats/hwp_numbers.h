// The numbers that Hangul (한글) generates before paragraphs: "1.", "가.", "①", "1.1.", by the
// numbering shapes of the document. Shared by HWPX and HWP 5, whose shapes are the same.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::formats {

// The order is that of HWP 5's numbering formats (0..16); HWPX uses the names.
enum class NumberFormat : std::uint8_t {
  digit,                    // 1, 2, 3
  circled_digit,            // ①
  roman_capital,            // I
  roman_small,              // i
  latin_capital,            // A
  latin_small,              // a
  circled_latin_capital,    // Ⓐ
  circled_latin_small,      // ⓐ
  hangul_syllable,          // 가, 나, 다
  circled_hangul_syllable,  // ㉮
  hangul_jamo,              // ㄱ, ㄴ, ㄷ
  circled_hangul_jamo,      // ㉠
  hangul_phonetic,          // 일, 이, 삼
  ideograph,                // 一, 二, 三
  circled_ideograph,        // ㊀
  decagon,                  // 갑, 을, 병
  decagon_hanja,            // 甲, 乙, 丙
  user_character,           // one sign, repeated or chosen by the writer
};

// By HWPX's name ("CIRCLED_DIGIT"); digit for a name that is not known.
[[nodiscard]] NumberFormat number_format(std::string_view name);
// The number as text. Beyond what a format has signs for it falls back to digits.
[[nodiscard]] std::string format_number(int number, NumberFormat format);

// How one level of a numbering looks.
struct NumberLevel {
  NumberFormat format = NumberFormat::digit;
  int start = 1;
  // "^1.^2." : each ^N stands for level N's number; "^n" for all levels joined by '.', "^N" the
  // same with a '.' behind.
  std::string pattern;
};

inline constexpr std::size_t kNumberLevels = 10;

struct Numbering {
  std::array<NumberLevel, kNumberLevels> levels;
};

// Counts the paragraphs of each numbering.
class NumberCounters {
 public:
  // The label of the next paragraph at `level` (from 0) of the numbering known by `list`.
  [[nodiscard]] std::string next(std::uint64_t list, const Numbering& numbering, std::size_t level);

 private:
  struct Counts {
    std::array<int, kNumberLevels> at{};
    std::array<bool, kNumberLevels> running{};
  };
  std::map<std::uint64_t, Counts> counts_;
};

}  // namespace sillok::formats
