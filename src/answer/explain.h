// Why a passage ranks where it does, for people and programs: search --explain,
// /api/search?explain=1, /api/passages/ID?q=…
#pragma once

#include <span>
#include <string>
#include <vector>

#include "answer/question.h"
#include "index/retriever.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::answer {

// In the order of the passages, which the asker may see. Fails as the retriever's search does.
[[nodiscard]] Result<std::vector<index::Explanation>> explain(
    const index::Retriever& retriever, const index::Query& query,
    std::span<const library::KeptPassage> passages);

// Why a passage was found for a question as quote() asks it: `visible` are the scopes it asked in.
struct Found {
  index::Explanation why;
  std::vector<Bridged> bridges;  // what the words of the question lead to
};
[[nodiscard]] Result<Found> why_found(const std::string& question, const std::vector<bool>& visible,
                                      const library::KeptPassage& passage,
                                      const library::Library& library,
                                      const index::Retriever& retriever);

// What the words of a search, as typed, lead to.
[[nodiscard]] std::vector<Bridged> bridges_of(const std::string& typed,
                                              const library::Library& library);

// {"terms":[{"term","kind","asked","fields":{"title"?,"headings"?,"body"?,"definitions"?},"weight",
// "gives"}],"features":{…}}
[[nodiscard]] std::string json_of(const index::Explanation& explanation);
// [{"said","written","strength","source"}]: what the words of the question lead to.
[[nodiscard]] std::string json_of(const std::vector<Bridged>& bridges);

// Lines for a terminal, each beginning with `indent`.
[[nodiscard]] std::string to_plain(const index::Explanation& explanation,
                                   const std::string& indent);
[[nodiscard]] std::string to_plain(const std::vector<Bridged>& bridges);

}  // namespace sillok::answer
