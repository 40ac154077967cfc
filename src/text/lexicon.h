// Sino-Korean nouns of two and three syllables, from a word list taken in when the program is
// built (docs/analysis.md says which). They tell whole words from words with a particle and where
// compounds may be parted. And how Hanja are read.
#pragma once

#include <string_view>

namespace sillok::text {

// Hangul syllables.
[[nodiscard]] bool in_lexicon(std::u16string_view word);

// The Hangul syllable a Hanja is commonly read as, at the head of a word (女子: 여자) or inside it
// (男女: 남녀); 0 if the list does not tell.
[[nodiscard]] char32_t reading_of(char32_t hanja, bool at_head);

}  // namespace sillok::text
