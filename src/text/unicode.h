// Code points in UTF-8 text. Input is valid UTF-8 (see text/encoding.h); ill-formed input gives
// U+FFFD for each bad byte and never reads out of bounds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sillok::text {

// The code point at `at` (< text.size()); moves `at` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
// Appends a code point as UTF-8; surrogates and values above 10FFFF become U+FFFD.
void append(std::string& text, char32_t code_point);

// Offset conversion inside one text: bytes → code points and back. Clamp at the end.
[[nodiscard]] std::size_t code_points_before(std::string_view text, std::size_t byte_offset);
[[nodiscard]] std::size_t byte_offset_of(std::string_view text, std::size_t code_points);

[[nodiscard]] bool is_hangul_syllable(char32_t c);  // 가..힣
[[nodiscard]] bool is_hanja(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);  // ASCII 0..9
[[nodiscard]] bool is_space(char32_t c);  // Unicode White_Space, U+200B and U+FEFF

// NFC; compatibility forms that only differ in width (ＡＢＣ, １２３, full-width punctuation) are
// kept.
[[nodiscard]] std::string nfc(std::string_view text);
// For comparing: NFKC, case folded, runs of white space as one space, ends trimmed.
[[nodiscard]] std::string folded(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace sillok::text
