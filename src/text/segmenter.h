// A Korean word (an eojeol: what stands between spaces) taken apart: 알려줘 → 알리+어+주+어.
//
// Pure functions over immutable tables built on first use; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/grammar.h"

namespace sillok::text {

struct Morpheme {
  std::u16string form;  // in one spelling: 어 for 아, 여 and what is swallowed in 해
  Tag tag = Tag::noun;
  bool known = true;      // from a list; otherwise told by its shape
  std::size_t begin = 0;  // syllables of the word it stands in; two may share one (했: 하+었)
  std::size_t end = 0;
};

// Longer words than this are not taken apart: one noun.
inline constexpr std::size_t kLongestSegmented = 24;

// The likeliest reading of `word` (Hangul syllables only, not empty). Never empty.
[[nodiscard]] std::vector<Morpheme> segment(std::u16string_view word);

// The syllables of a word; empty when it is none of Hangul alone, or longer than is taken apart.
[[nodiscard]] std::u16string syllables_of(std::string_view word);

// Whether all of `run` may hang on a noun, as behind a number or a closing bracket: 에서는, 이라고.
[[nodiscard]] bool is_particle(std::u16string_view run);

}  // namespace sillok::text
