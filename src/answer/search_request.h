// A search as people ask for it, made ready for the index: what they typed, and where to look.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "index/retriever.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::answer {

struct SearchRequest {
  std::string typed;  // as index::read_query reads it
  std::size_t k = 10;
  std::string collection;              // only this one; empty: all
  std::vector<std::string> documents;  // public ids; only these; empty: all
  // Days (YYYY-MM-DD, UTC) on which a document was added or last updated, both included; empty: no
  // limit.
  std::string since, until;
};

// The query for what the asker may see, with the words of the request bridged as those of a
// question are. The collection narrows what is found, as the other conditions do, not what words
// weigh. `usage` for a day that is none. `library` must outlive the query.
[[nodiscard]] Result<index::Query> prepare_search(const SearchRequest& request,
                                                  const library::Library& library,
                                                  const index::Retriever& retriever,
                                                  const library::Asker& asker);

}  // namespace sillok::answer
