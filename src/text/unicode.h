// Code points in UTF-8 text. Input is valid UTF-8 (see text/encoding.h); ill-formed input gives
// U+FFFD for each bad byte and never reads out of bounds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sillok::text {

// next_code_point of what is neither ASCII nor of three bytes, or is ill-formed.
[[nodiscard]] char32_t next_rare_code_point(std::string_view text, std::size_t& at);

// The code point at `at` (< text.size()); moves `at` behind it. Inline for what Korean text is made
// of: ASCII, and the three bytes of U+1000..U+D7FF, where any two continuation bytes are
// well-formed.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead >= 0xE1 && lead <= 0xED && text.size() - at >= 3) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    const char32_t c = ((lead & 0x0FU) << 12U) | ((second & 0x3FU) << 6U) | (third & 0x3FU);
    if ((second & 0xC0U) == 0x80U && (third & 0xC0U) == 0x80U && c < 0xD800) {
      at += 3;
      return c;
    }
  }
  return next_rare_code_point(text, at);
}
// Appends a code point as UTF-8; surrogates and values above 10FFFF become U+FFFD.
void append(std::string& text, char32_t code_point);

// Offset conversion inside one text: bytes → code points and back. Clamp at the end. Every byte
// that is no continuation byte begins a code point, in ill-formed text as well.
[[nodiscard]] std::size_t code_points_before(std::string_view text, std::size_t byte_offset);
[[nodiscard]] std::size_t byte_offset_of(std::string_view text, std::size_t code_points);

// 가..힣
[[nodiscard]] inline bool is_hangul_syllable(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}
[[nodiscard]] bool is_hanja(char32_t c);
// ASCII 0..9
[[nodiscard]] inline bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
// Unicode White_Space, U+200B and U+FEFF
[[nodiscard]] inline bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  if (c > 0x3000) return c == 0xFEFF;
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// NFC; compatibility forms that only differ in width (ＡＢＣ, １２３, full-width punctuation) are
// kept.
[[nodiscard]] std::string nfc(std::string_view text);
// For comparing: NFKC, case folded, runs of white space as one space, ends trimmed.
[[nodiscard]] std::string folded(std::string_view text);

// trimmed for what may begin or end with white space.
[[nodiscard]] std::string_view trimmed_with_care(std::string_view text);

// Without the white space at both ends.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  // Most texts begin and end with a mark of ASCII, a syllable or a Hanja.
  constexpr auto is_mark = [](char c) { return c > ' ' && c <= '~'; };
  constexpr auto leads_wide = [](char c) {
    const auto lead = static_cast<unsigned char>(c);
    return lead >= 0xE4 && lead < 0xEF;
  };
  const bool as_it_is = text.size() >= 3 && (is_mark(text.front()) || leads_wide(text.front())) &&
                        (is_mark(text.back()) || leads_wide(text[text.size() - 3]));
  return as_it_is ? text : trimmed_with_care(text);
}

}  // namespace sillok::text
