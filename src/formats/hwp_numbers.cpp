#include "formats/hwp_numbers.h"

#include <algorithm>
#include <utility>

#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::array<std::pair<std::string_view, NumberFormat>, 19> kNames = {
    {{"DIGIT", NumberFormat::digit},
     {"CIRCLED_DIGIT", NumberFormat::circled_digit},
     {"ROMAN_CAPITAL", NumberFormat::roman_capital},
     {"ROMAN_SMALL", NumberFormat::roman_small},
     {"LATIN_CAPITAL", NumberFormat::latin_capital},
     {"LATIN_SMALL", NumberFormat::latin_small},
     {"CIRCLED_LATIN_CAPITAL", NumberFormat::circled_latin_capital},
     {"CIRCLED_LATIN_SMALL", NumberFormat::circled_latin_small},
     {"HANGUL_SYLLABLE", NumberFormat::hangul_syllable},
     {"CIRCLED_HANGUL_SYLLABLE", NumberFormat::circled_hangul_syllable},
     {"HANGUL_JAMO", NumberFormat::hangul_jamo},
     {"CIRCLED_HANGUL_JAMO", NumberFormat::circled_hangul_jamo},
     {"HANGUL_PHONETIC", NumberFormat::hangul_phonetic},
     {"IDEOGRAPH", NumberFormat::ideograph},
     {"CIRCLED_IDEOGRAPH", NumberFormat::circled_ideograph},
     {"DECAGON_CIRCLE", NumberFormat::decagon},
     {"DECAGON_CIRCLE_HANJA", NumberFormat::decagon_hanja},
     {"SYMBOL", NumberFormat::user_character},
     {"USER_CHAR", NumberFormat::user_character}}};

// The `number`th sign (from 1) of a row of signs; empty beyond its end.
template <std::size_t N>
std::string pick(const std::array<std::string_view, N>& signs, int number) {
  if (number < 1 || static_cast<std::size_t>(number) > N) return {};
  return std::string(signs[static_cast<std::size_t>(number) - 1]);
}

// The `number`th of `count` consecutive characters from `first` on; empty beyond.
std::string run(char32_t first, int count, int number) {
  std::string out;
  if (number >= 1 && number <= count) {
    text::append(out, first + static_cast<char32_t>(number - 1));
  }
  return out;
}

std::string circled_digit(int number) {
  if (number <= 20) return run(0x2460, 20, number);
  return number <= 35 ? run(0x3251, 15, number - 20) : run(0x32B1, 15, number - 35);
}

std::string roman(int number, bool small) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> kSteps = {{{1000, "M"},
                                                                               {900, "CM"},
                                                                               {500, "D"},
                                                                               {400, "CD"},
                                                                               {100, "C"},
                                                                               {90, "XC"},
                                                                               {50, "L"},
                                                                               {40, "XL"},
                                                                               {10, "X"},
                                                                               {9, "IX"},
                                                                               {5, "V"},
                                                                               {4, "IV"},
                                                                               {1, "I"}}};
  if (number < 1 || number > 3999) return {};
  std::string out;
  for (const auto& [value, signs] : kSteps) {
    for (; number >= value; number -= value) out += signs;
  }
  if (small) {
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  }
  return out;
}

// 가, 나, … 하, 거, 너, …: the fourteen plain consonants, then the next vowel.
std::string hangul_syllable(int number) {
  static constexpr std::array<int, 14> kOnsets = {0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18};
  static constexpr std::array<int, 6> kVowels = {0, 4, 8, 13, 18, 20};  // ㅏ ㅓ ㅗ ㅜ ㅡ ㅣ
  const int index = number - 1;
  const std::size_t vowel = static_cast<std::size_t>(index / 14);
  if (index < 0 || vowel >= kVowels.size()) return {};
  const int onset = kOnsets[static_cast<std::size_t>(index % 14)];
  std::string out;
  text::append(out, static_cast<char32_t>(0xAC00 + onset * 588 + kVowels[vowel] * 28));
  return out;
}

std::string hangul_jamo(int number) {
  static constexpr std::array<std::string_view, 14> kJamo = {
      "ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅅ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"};
  return pick(kJamo, number);
}

// 이십삼, 二十三: tens and ones up to 99.
std::string spelled(int number, const std::array<std::string_view, 10>& signs) {
  if (number < 1 || number > 99) return {};
  std::string out;
  const auto tens = static_cast<std::size_t>(number / 10);
  const auto ones = static_cast<std::size_t>(number % 10);
  if (tens > 1) out += signs[tens - 1];
  if (tens > 0) out += signs[9];
  if (ones > 0) out += signs[ones - 1];
  return out;
}

constexpr std::array<std::string_view, 10> kHangulNumerals = {"일", "이", "삼", "사", "오",
                                                              "육", "칠", "팔", "구", "십"};
constexpr std::array<std::string_view, 10> kHanjaNumerals = {"一", "二", "三", "四", "五",
                                                             "六", "七", "八", "九", "十"};
constexpr std::array<std::string_view, 10> kStems = {"갑", "을", "병", "정", "무",
                                                     "기", "경", "신", "임", "계"};
constexpr std::array<std::string_view, 10> kHanjaStems = {"甲", "乙", "丙", "丁", "戊",
                                                          "己", "庚", "辛", "壬", "癸"};

std::string signs_of(int number, NumberFormat format) {
  switch (format) {
    case NumberFormat::digit:
    case NumberFormat::user_character:
      return {};
    case NumberFormat::circled_digit:
      return circled_digit(number);
    case NumberFormat::roman_capital:
      return roman(number, false);
    case NumberFormat::roman_small:
      return roman(number, true);
    case NumberFormat::latin_capital:
      return run('A', 26, number);
    case NumberFormat::latin_small:
      return run('a', 26, number);
    case NumberFormat::circled_latin_capital:
      return run(0x24B6, 26, number);
    case NumberFormat::circled_latin_small:
      return run(0x24D0, 26, number);
    case NumberFormat::hangul_syllable:
      return hangul_syllable(number);
    case NumberFormat::circled_hangul_syllable:
      return run(0x326E, 14, number);
    case NumberFormat::hangul_jamo:
      return hangul_jamo(number);
    case NumberFormat::circled_hangul_jamo:
      return run(0x3260, 14, number);
    case NumberFormat::hangul_phonetic:
      return spelled(number, kHangulNumerals);
    case NumberFormat::ideograph:
      return spelled(number, kHanjaNumerals);
    case NumberFormat::circled_ideograph:
      return run(0x3280, 10, number);
    case NumberFormat::decagon:
      return pick(kStems, number);
    case NumberFormat::decagon_hanja:
      return pick(kHanjaStems, number);
  }
  return {};
}

}  // namespace

NumberFormat number_format(std::string_view name) {
  for (const auto& [known, format] : kNames) {
    if (known == name) return format;
  }
  return NumberFormat::digit;
}

std::string format_number(int number, NumberFormat format) {
  std::string signs = signs_of(number, format);
  return signs.empty() ? std::to_string(number) : signs;
}

std::string NumberCounters::next(std::uint64_t list, const Numbering& numbering,
                                 std::size_t level) {
  level = std::min(level, kNumberLevels - 1);
  Counts& counts = counts_[list];
  for (std::size_t i = 0; i <= level; ++i) {
    if (counts.running[i]) continue;
    counts.running[i] = true;  // a level that was passed over counts as begun
    counts.at[i] = numbering.levels[i].start - (i == level ? 1 : 0);
  }
  if (counts.at[level] < 1'000'000) ++counts.at[level];
  for (std::size_t i = level + 1; i < kNumberLevels; ++i) counts.running[i] = false;

  const auto number_at = [&](std::size_t i) {
    return format_number(counts.at[i], numbering.levels[i].format);
  };
  const std::string& pattern = numbering.levels[level].pattern;
  std::string label;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char mark = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
    if (pattern[at] != '^' || mark == '\0') {
      label += pattern[at];
    } else if (mark >= '1' && mark <= '9') {
      const std::size_t wanted = static_cast<std::size_t>(mark - '1');
      if (wanted <= level) label += number_at(wanted);
      ++at;
    } else if (mark == 'n' || mark == 'N') {
      for (std::size_t i = 0; i <= level; ++i) {
        if (i > 0) label += '.';
        label += number_at(i);
      }
      if (mark == 'N') label += '.';
      ++at;
    } else {
      label += '^';
    }
  }
  return label;
}

}  // namespace sillok::formats
