// Signs and styles of Hangul (한글) documents in plain Unicode. Shared by HWPX and HWP 5.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace sillok::formats {

// Settled is text that surely is well-formed, in NFC, and without control characters (but tabs and
// line ends) and private-use ones: nearly all text. What is not needs a real look.
[[nodiscard]] bool is_settled(std::string_view text);
// Whether any text of the row of sixteen characters that begins at U+`row`0 is; up to U+FFFF.
extern const std::array<bool, 0x1000> kSettledRows;
// Text with the private-use characters of Hangul and of symbol fonts mapped to the Unicode signs
// that look like them, where there are such. `unmapped` counts what stays private.
[[nodiscard]] std::string mapped_signs(std::string_view text, std::size_t& unmapped);
// The sign of a bullet; a private-use one without a likeness becomes "•".
[[nodiscard]] std::string mapped_sign(std::string_view text);

// How signs that are laid over each other read: a number up to 50 as ①, a larger one and what
// stands in a frame in brackets "(51)", other signs one behind the other.
[[nodiscard]] std::string composed_sign(std::string signs, bool framed);

// The level (from 1) of the titles that a style is for, by its Korean or English name; 0 for styles
// of running text, captions, table contents and so on.
[[nodiscard]] int title_level(std::string_view name, std::string_view english);

}  // namespace sillok::formats
