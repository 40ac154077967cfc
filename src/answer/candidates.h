// The sentences that could answer, each with how well it does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "answer/question.h"
#include "index/retriever.h"
#include "library/library.h"
#include "text/sentences.h"

namespace sillok::answer {

struct Candidate {
  std::size_t passage = 0;  // index into the passages given
  text::Span span;          // in the passage's text, without article heads and list marks
  std::vector<double>
      held;                 // degree of each word of the question, its surroundings counted in part
  double coverage = 0;      // 0..1: weighted share of the question's words held
  double offers = 0;        // whether it holds the kind of thing asked for (question.h)
  bool of_another = false;  // a thing that the question asks of one party is another's here
  double score = 0;         // what candidates are ordered by
};

// All sentences and table rows of the passages, best first. `hits` and `passages` run in parallel,
// best passage first.
[[nodiscard]] std::vector<Candidate> candidates(const Question& question,
                                                const std::vector<index::Hit>& hits,
                                                const std::vector<library::KeptPassage>& passages,
                                                const text::Analyzer& analyzer);

// The span without what only numbers it: "제12조(교통비) ① ", "1. ", "가. ".
[[nodiscard]] text::Span without_marks(std::string_view text, text::Span span);

}  // namespace sillok::answer
