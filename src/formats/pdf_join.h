// Whether a word goes on over a line end. Korean may be broken between any two syllables; a PDF
// does not say whether a space stood at the break.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "formats/pdf_page.h"

namespace sillok::formats::pdf {

// Learns from the whole document first, then decides break by break. Immutable once learned.
class Joiner {
 public:
  // The words that stand whole inside this line.
  void learn_words(const Line& line);
  // `next` follows `line` in one paragraph: what the break tells about how the document breaks
  // lines.
  void learn_break(const Line& line, const Line& next);

  // Lines end between any two syllables, so a line that ends early ends a paragraph.
  [[nodiscard]] bool breaks_anywhere() const { return wrap() == Wrap::anywhere; }

  // Appends a following line to a paragraph's text: with a space, without, or with the hyphen of a
  // divided Latin word dropped.
  void append(std::string& text, std::string_view next) const;

 private:
  enum class Wrap { unknown, at_words, anywhere };
  [[nodiscard]] Wrap wrap() const;
  [[nodiscard]] bool space_between(std::string_view before, std::string_view after) const;
  [[nodiscard]] bool words_say_space(std::string_view before, std::string_view after) const;
  // Logarithms of the odds that a space stood at the break.
  [[nodiscard]] double word_evidence(std::string_view head, std::string_view tail) const;
  [[nodiscard]] double syllable_evidence(char32_t last, char32_t first) const;
  void learn_word(std::string_view word);
  void learn_ends(std::string_view stem, bool whole);
  [[nodiscard]] int times(std::string_view beginning) const;

  std::unordered_map<std::string, int> beginnings_;  // of words, in whole syllables, two or more
  std::unordered_map<std::string, int> words_;
  std::unordered_map<std::string, int> units_;  // beginnings of what is written behind digits
  struct Ends {  // how often a syllable stands at the ends of words, and elsewhere in them
    double last = 0;
    double not_last = 0;
    double first = 0;
    double not_first = 0;
  };
  std::unordered_map<char32_t, Ends> ends_;
  double boundaries_ = 0;
  double insides_ = 0;
  int breaks_ = 0;         // before a Hangul word of at least two syllables
  int ragged_breaks_ = 0;  // where one more syllable would have fitted
  int gaps_ = 0;           // lines with a known mean gap between words
  double gap_sum_ = 0;
  double gap_squares_ = 0;
};

}  // namespace sillok::formats::pdf
