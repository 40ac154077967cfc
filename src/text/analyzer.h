// Text → the terms under which it is found. The same for passages and for questions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

enum class TermKind : std::uint8_t {
  word,    // a noun without its particles, compounds whole; the stem of a verb; folded
  bigram,  // two neighbouring Hangul syllables of a word (or one, for a word of one syllable), or
           // of two nouns with a space between (정부 기관: 부기), so that both spellings meet
  number,  // digits, amounts, dates, article numbers in one form
  part,    // a noun inside a compound, beside the compound as a word
  sound,  // what a word sounds like, where one may stand for it in the other script: 와이파이, wifi
};

struct Term {
  std::string text;  // folded; what is looked up
  TermKind kind = TermKind::word;
  std::uint32_t begin = 0;  // bytes into the analysed text that the term stands for
  std::uint32_t end = 0;
};

class Analyzer {
 public:
  virtual ~Analyzer() = default;
  // Appends the terms of `text` in text order. Thread-safe.
  virtual void analyse(std::string_view text, std::vector<Term>& terms) const = 0;
  // Changes when the terms change; an index made under another version is rebuilt.
  [[nodiscard]] virtual std::string version() const = 0;
};

// The Korean analyser sillok ships with. One for the process, immutable.
[[nodiscard]] const Analyzer& korean_analyzer();

}  // namespace sillok::text
