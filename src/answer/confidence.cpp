#include "answer/confidence.h"

#include <algorithm>
#include <cmath>

namespace sillok::answer {
namespace {

// A logistic curve, fitted to the questions of examples/ (answerable or not); half at 0.
constexpr double kBase = -1.95;
constexpr double kHeld = 4.5;        // the share of the question that is held
constexpr double kMissing = 4.3;     // the share of the weightiest thing that is not
constexpr double kNotOffered = 2.8;  // no number for "how many"
// Said of another party than the question's. Set, not fitted: the examples have too few of these.
// With it, a sentence that is right in all else is less likely than not.
constexpr double kOfAnother = 2.5;

// What a word that is not held counts in that share. People word deeds in many ways, and a word
// with others for it may be meant by one that the vocabulary does not know.
constexpr double kVerbMissed = 0.5;
constexpr double kBridgedMissed = 0.7;

double missed_share(const Word& word) {
  if (word.part == Part::verb) return kVerbMissed;
  return word.likewise.empty() ? 1 : kBridgedMissed;
}

}  // namespace

double confidence(const Question& question, const std::vector<Candidate>& best_first) {
  if (best_first.empty() || question.words.empty() || question.total <= 0) return 0;
  const Candidate& best = best_first.front();
  double held = 0, missed = 0, weightiest = 0;
  for (std::size_t i = 0; i < question.words.size(); ++i) {
    const Word& word = question.words[i];
    const double lacking = (1 - best.held[i]) * word.weight;
    held += best.held[i] * word.weight;
    missed += missed_share(word) * lacking;
    if (word.part != Part::verb) weightiest = std::max(weightiest, lacking);
  }
  const double share = held + missed > 0 ? held / (held + missed) : 0;
  const double wanting = question.asks == Asks::anything ? 0 : 1 - best.offers;
  const double sum = kBase + kHeld * share - kMissing * weightiest / question.total -
                     kNotOffered * wanting - (best.of_another ? kOfAnother : 0);
  return 1 / (1 + std::exp(-sum));
}

}  // namespace sillok::answer
