// How likely the best sentence answers the question.
#pragma once

#include <vector>

#include "answer/candidates.h"

namespace sillok::answer {

// 0..1, by how much of the question, weighed by rarity, stands in the best place. A rare word that
// is nowhere near counts half again: a rule about parking is no answer to a question about charging
// cars.
[[nodiscard]] double confidence(const Question& question, const std::vector<Candidate>& best_first,
                                const std::vector<library::KeptPassage>& passages,
                                const text::Analyzer& analyzer);

}  // namespace sillok::answer
