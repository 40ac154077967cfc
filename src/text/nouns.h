// Common nouns that end as if with a particle or an ending (회의, 온도, 광고, 확인).
#pragma once

#include <string_view>

namespace sillok::text {

// Whether `word` is one of them, so that nothing is taken off it and particles are taken off down
// to it. The list is written by hand from everyday and official vocabulary: data, open to
// additions.
[[nodiscard]] bool is_whole_noun(std::u16string_view word);

// The longest word in the list, in syllables.
inline constexpr std::size_t kLongestNoun = 3;

}  // namespace sillok::text
