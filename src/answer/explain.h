// Why a passage ranks where it does, for people and programs: search --explain,
// /api/search?explain=1.
#pragma once

#include <string>
#include <vector>

#include "answer/question.h"
#include "index/retriever.h"
#include "library/library.h"

namespace sillok::answer {

[[nodiscard]] index::Explanation explain(const index::Retriever& retriever,
                                         const index::Query& query,
                                         const library::KeptPassage& passage);

// What the words of a search, as typed, lead to.
[[nodiscard]] std::vector<Bridged> bridges_of(const std::string& typed,
                                              const library::Library& library);

// {"terms":[{"term","kind","asked","fields":{"title"?,"headings"?,"body"?},"weight","gives"}],
// "features":{…}}
[[nodiscard]] std::string json_of(const index::Explanation& explanation);
// [{"said","written","strength","source"}]: what the words of the question lead to.
[[nodiscard]] std::string json_of(const std::vector<Bridged>& bridges);

// Lines for a terminal, each beginning with `indent`.
[[nodiscard]] std::string to_plain(const index::Explanation& explanation,
                                   const std::string& indent);
[[nodiscard]] std::string to_plain(const std::vector<Bridged>& bridges);

}  // namespace sillok::answer
