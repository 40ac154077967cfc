// How likely the best sentence answers the question.
#pragma once

#include <vector>

#include "answer/candidates.h"

namespace sillok::answer {

// 0..1, by how much of the question, weighed by rarity, stands in the best place. The rarest thing
// that is nowhere near counts again: a rule about parking is no answer to a question about charging
// cars. 0 without candidates.
[[nodiscard]] double confidence(const Question& question, const std::vector<Candidate>& best_first);

}  // namespace sillok::answer
