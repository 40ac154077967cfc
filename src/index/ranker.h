// How likely a passage answers a question, by what they have in common: boosted regression trees,
// learned from judged questions by train/ranker.py and kept in train/ranker.txt (docs/ranking.md
// says from which data, and what it gains).
#pragma once

#include "index/features.h"

namespace sillok::index {

// Above 0, below 1; a higher one is the likelier answer. Comparable between passages of one
// question, and roughly between questions.
[[nodiscard]] double relevance(const Features& features);

}  // namespace sillok::index
