// What each term of a question gives to one passage, as the lexical search adds it up.
#pragma once

#include <vector>

#include "index/retriever.h"
#include "index/snapshot.h"
#include "text/analyzer.h"

namespace sillok::index {

// The terms that give something, most first. `passage` is analysed again; nothing about hidden
// passages shows in the weights.
[[nodiscard]] std::vector<TermShare> term_shares(const Snapshot& snapshot,
                                                 const text::Analyzer& analyzer, const Query& query,
                                                 const Fields& passage);

}  // namespace sillok::index
