// The best passages of a snapshot for the terms of a question.
//
// Pruning: a segment is walked in windows of passages. In each, the terms are ordered by the most
// they can give there (block maxima); the weakest, which together cannot lift a passage over the
// k-th best so far, only complete passages that the others found (MaxScore: Turtle, Flood 1995; by
// window as in Lucene). A window in which all terms together cannot is passed over.
//
// Permission: hidden and removed passages are left out inside the traversal, and counted nowhere:
// the weights come from the visible passages alone, so the result is that of an index that holds
// only those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/sieve.h"
#include "index/snapshot.h"
#include "index/terms.h"

namespace sillok::index {

struct Ranked {
  std::uint32_t sum = 0;  // score_of gives the score
  std::int64_t passage = 0;
};

// Best first, ties by passage id; at most k. visible[scope] as in Query; `sought` (conditions, used
// up by one search) may be null.
[[nodiscard]] std::vector<Ranked> best_passages(const Snapshot& snapshot,
                                                std::span<const QuestionTerm> terms,
                                                const std::vector<bool>& visible, std::size_t k,
                                                Sought* sought = nullptr);

}  // namespace sillok::index
