// The terms of one Korean word, remembered: in running text four of five words came before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/analyzer.h"

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

// One thread. Forgets everything when it has grown to kMost words.
class WordMemory {
 public:
  // `word`: Hangul syllables only, not empty, at most 255. Valid until the next call.
  [[nodiscard]] const WordTerms& of(std::u16string_view word);
  // Whether `word` hangs on what stands before it: a particle behind a number or a closing mark.
  [[nodiscard]] bool hangs(std::u16string_view word);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::u16string_view word) const {
      return std::hash<std::u16string_view>{}(word);
    }
  };
  static constexpr std::size_t kMost = 1U << 17U;  // some 25 MB
  std::unordered_map<std::u16string, WordTerms, Hash, std::equal_to<>> words_;
  std::unordered_map<std::u16string, bool, Hash, std::equal_to<>> hanging_;
};

}  // namespace sillok::text
