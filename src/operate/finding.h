// Whether the passage that answers a question is found at all, and how high: what bounds every
// answer given from it.
#pragma once

#include <vector>

#include "index/hybrid.h"
#include "library/library.h"
#include "operate/answers.h"
#include "operate/training.h"
#include "result/result.h"

namespace sillok::operate {

// Whether a passage is where the question is answered: at the regulation and article it names (or
// one in `also`); where it names none, in its source with an expected string in the text.
[[nodiscard]] bool is_answered_by(const ExamQuestion& question,
                                  const library::KeptPassage& passage);

// What the ranker is told of a passage (TrainingRows): 1 it answers, 0 it does not. Where the
// question names a source, a passage of another document may answer just as well (rules resemble
// each other): kUnknown.
[[nodiscard]] int relevance_of(const ExamQuestion& question, const library::KeptPassage& passage);

// Searches for every answerable question as `asker`. `rows` (may be null) is given what the ranker
// can learn from it.
[[nodiscard]] Result<Finding> examine_finding(const std::vector<ExamQuestion>& questions,
                                              const library::Library& library,
                                              const index::Hybrid& hybrid,
                                              const library::Asker& asker, TrainingRows* rows);

}  // namespace sillok::operate
