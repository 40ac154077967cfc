// The characters of Hangul 3 (한글 3.x): 16 bit codes ("hchar") of its own, and byte strings in
// combination Hangul (Johab, KS X 1001 annex 3). Internal to hwp3*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sillok::formats {

// Appends what the code stands for: one character, or the letters of an old syllable. A code that
// is known to nobody becomes U+FFFD and is counted in `unmapped`. Codes below 32 are controls and
// none of this function's business.
void append_hwp3_letter(std::string& out, std::uint16_t code, std::size_t& unmapped);

// Little-endian codes up to the first 0 or the end, controls left out.
[[nodiscard]] std::string hwp3_text(std::string_view codes, std::size_t& unmapped);

// Bytes up to the first 0 or the end: ASCII, and pairs of bytes for Hangul; other pairs become
// U+FFFD.
[[nodiscard]] std::string hwp3_name(std::string_view bytes);

}  // namespace sillok::formats
