// Korean words end in particles (학교에서는) and verb endings (파견되었으며). This file strips
// them, so that a word is found whatever its ending: from a table of suffixes, without a
// dictionary.
//
// Pure functions over immutable tables built on first use; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sillok::text {

// A form of a word: its first `syllables` syllables, the last of them replaced by `last` (했 → 하).
struct Form {
  std::size_t syllables = 0;  // at least 1
  char16_t last = 0;
};

// The stem of `word` (Hangul syllables only, not empty): its longest particle or ending taken off,
// and the verb that a noun was made into (파견하다, 발표되다). Always one form: measured on
// questions and passages, the whole word beside an uncertain stem (고양이: 고양+이?) costs more by
// its noise than it gains, and the word's bigrams keep it findable.
[[nodiscard]] Form stem_of(std::u16string_view word);

// Whether all of `run` is particles or forms of 이다, as behind a number or a closing bracket:
// 에서는, 이라고.
[[nodiscard]] bool is_particle(std::u16string_view run);

}  // namespace sillok::text
