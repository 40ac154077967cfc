// How much a term counts: the ranking, as numbers. Shared by indexing, search and the naive twin in
// the tests.
//
// BM25 (Robertson, Zaragoza 2009, "The Probabilistic Relevance Framework") with these choices, each
// measured on Korean questions over passages of four kinds:
//  - title and context count as more of the same text (field weights below);
//  - length is held against a fixed pivot instead of the average of the library, so that what a
//    term gives to a passage is known when it is indexed, and nothing about other passages shows;
//  - that share is kept in 16 steps ("level"), which changes no figure by more than a thousandth;
//  - inverse document frequency to the power 1.5: rare words tell more than plain BM25 grants them;
//  - bigrams count less than words; a term said twice in a question counts once.
// Scores are sums of whole numbers, hence equal in whatever order they are added up.
#pragma once

#include <cstddef>
#include <cstdint>

#include "text/analyzer.h"

namespace sillok::index {

// What a field adds, in half occurrences.
inline constexpr std::uint32_t kBodyHalves = 2;
inline constexpr std::uint32_t kTitleHalves = 3;
inline constexpr std::uint32_t kContextHalves = 3;
inline constexpr std::uint32_t kDefinedHalves = 1;

inline constexpr std::uint32_t kLevels = 16;
// A level counts kLevelBase + level of kLevelScale: 0.25 to 1 in steps of 0.05.
inline constexpr std::uint32_t kLevelBase = 5;
inline constexpr std::uint32_t kLevelScale = 20;

// 0..15 from the occurrences of the term and the length (all terms) of the passage, both in halves.
[[nodiscard]] std::uint32_t level_of(std::uint32_t occurrences, std::uint64_t length);

// The weight of a term that `n` of `passages` contain; at least 1, so that every passage that holds
// a term of the question is found, and below 2^18. `likewise`: the term is another word for one
// asked.
[[nodiscard]] std::uint32_t term_weight(text::TermKind kind, bool likewise, std::uint64_t n,
                                        std::uint64_t passages);

// ln(1 + (N − n + 0.5)/(n + 0.5)).
[[nodiscard]] double rarity_of(std::uint64_t n, std::uint64_t passages);

// The score that people and other rooms see.
[[nodiscard]] double score_of(std::uint32_t sum);

// A question has at most this many different terms (the first ones count), so that sums stay below
// 2^32.
inline constexpr std::size_t kMostTerms = 800;

}  // namespace sillok::index
