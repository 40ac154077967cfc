// Old Hangul in Hanyang's private-use code: syllables that Unicode had no letters for when Hangul
// (한글) was written for them, and single jamo. Their place in Unicode are sequences of conjoining
// jamo, by the correspondence that the Korean TeX Users Group published (5,299 syllables, 361
// jamo).
#pragma once

#include <string>

namespace sillok::formats {

// Appends the jamo of a private-use character of that code; false if it is none.
bool append_old_hangul(std::string& out, char32_t c);
// Whether the character is an onset by itself, which a vowel by itself goes on with.
[[nodiscard]] bool is_old_onset(char32_t c);

}  // namespace sillok::formats
