// Text as the characters that matter for finding: folded, classed, each knowing its bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sillok::text {

enum class Script : std::uint8_t {
  space,   // white space
  mark,    // punctuation, symbols, everything else that separates words
  hangul,  // syllables only
  letter,  // other alphabets, folded
  digit,   // 0..9
  han,     // Hanja and kana: written without spaces
};

struct Character {
  char32_t c = 0;           // width and case folded
  std::uint32_t begin = 0;  // bytes of the original that it stands for; one original character may
  std::uint32_t end = 0;    // give several (㎏ → kg), which then share their bytes
  Script script = Script::mark;
};

// All characters of `text`, in order. Bytes beyond 4 GiB are left out. Ordinary Korean and ASCII
// text is folded by tables here; the rest of Unicode by ICU (NFKC, case folded).
[[nodiscard]] std::vector<Character> characters_of(std::string_view text);

}  // namespace sillok::text
