// The terms of one Korean word, remembered: in running text four of five words came before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/remembered.h"

namespace sillok::text {

struct WordTerm {
  std::string text;
  TermKind kind = TermKind::word;
  std::uint8_t begin = 0;  // syllables of the word
  std::uint8_t end = 0;
};

struct WordTerms {
  std::vector<WordTerm> terms;  // words, parts, numbers, sounds; no bigrams
  std::uint8_t taken = 0;       // syllables up to the end of the last word in it
  bool begins_noun = false;
  bool bare_noun = false;  // nothing but nouns, of two syllables or more
};

// One thread.
class WordMemory {
 public:
  // `word`: Hangul syllables only, not empty, at most 255. Valid until the next call.
  [[nodiscard]] const WordTerms& of(std::u16string_view word);
  // Whether `word` hangs on what stands before it: a particle behind a number or a closing mark.
  [[nodiscard]] bool hangs(std::u16string_view word);

 private:
  static constexpr std::size_t kMost = 1U << 18U;  // some 50 MB
  Remembered<WordTerms> words_{kMost};
  Remembered<bool> hanging_{kMost};
};

}  // namespace sillok::text
