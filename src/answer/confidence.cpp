#include "answer/confidence.h"

#include <algorithm>
#include <cmath>

namespace sillok::answer {
namespace {

// A logistic curve over coverage: half at kHalf, from unlikely to likely within about a fifth.
constexpr double kHalf = 0.55;
constexpr double kSteepness = 14;
// How much of the weightiest missing word is taken off the coverage on top of its own share.
constexpr double kMissing = 0.5;

// Taken off when the sentence does not hold the kind of thing asked for: no number for "how many".
constexpr double kNotOffered = 0.15;

}  // namespace

double confidence(const Question& question, const std::vector<Candidate>& best_first,
                  const std::vector<library::KeptPassage>& /*passages*/,
                  const text::Analyzer& /*analyzer*/) {
  if (best_first.empty() || question.words.empty() || question.total <= 0) return 0;
  const Candidate& best = best_first.front();
  double missing = 0;
  for (std::size_t i = 0; i < question.words.size(); ++i) {
    missing = std::max(missing, (1 - best.held[i]) * question.words[i].weight);
  }
  const double wanting = question.asks == Asks::anything ? 0 : 1 - best.offers;
  const double held = best.coverage - kMissing * missing / question.total - kNotOffered * wanting;
  return 1 / (1 + std::exp(-kSteepness * (held - kHalf)));
}

}  // namespace sillok::answer
