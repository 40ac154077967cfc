// How far a text holds the words of a question.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "answer/question.h"
#include "text/analyzer.h"

namespace sillok::answer {

// A text made ready to be looked into.
struct Looked {
  std::string folded;
  std::string flat;                // folded, without white space and middle dots
  std::vector<std::string> terms;  // words and numbers of the analyser, sorted
};

// Without white space and middle dots.
[[nodiscard]] std::string flattened(std::string_view text);

[[nodiscard]] Looked look(std::string_view text, const text::Analyzer& analyzer);

// 0..1: 1 when the word stands in the text as it is, 0.9 inside a longer one; a compound counts by
// its longest part that does (half of 복수전공규정 for 전공규정 …, less when the part is not its
// beginning); another word for it counts 0.85. A number matches only a number.
[[nodiscard]] double degree(const Word& word, const Looked& text);

// One degree a word of the question.
[[nodiscard]] std::vector<double> degrees(const Question& question, const Looked& text);

}  // namespace sillok::answer
