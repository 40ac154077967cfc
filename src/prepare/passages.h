// A Document → the passages that are searched and cited.
#pragma once

#include <cstddef>
#include <vector>

#include "document/document.h"

namespace sillok::prepare {

// Raised whenever the same document gives another structure or other passages, so that what a
// library holds is read anew.
inline constexpr unsigned kPreparingVersion = 4;

// Characters; longer than any sentence of a statute.
inline constexpr std::size_t kLongestSentence = 4'000;

struct PassageLimits {
  std::size_t characters = 800;  // code points a passage aims to stay under
};

// Cuts along the document's own structure: an article is one passage when it fits, else it is cut
// between its paragraphs (항), items, then sentences; plain text between headings likewise, short
// neighbours under one heading joined. Table rows are never cut and stand apart from running text.
// A single sentence or row over the limit stays whole; what goes on beyond kLongestSentence is none
// (speech taken down, a scan without full stops) and is cut at spaces. Passages come in document
// order, do not overlap, cover every body and memo block and nothing else, and are never empty or
// blank. `context` holds the title, the heading path, the article's heading and the table's
// caption, joined by '\n', without what the passage's own text already says at its start;
// `defined` as defined.h says.
[[nodiscard]] std::vector<document::Passage> split_passages(const document::Document& document,
                                                            const PassageLimits& limits = {});

}  // namespace sillok::prepare
