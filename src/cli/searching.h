// What `ask`, `search`, `eval` and `serve` work with: a library and its indexes, opened together.
#pragma once

#include <memory>

#include "cli/command.h"
#include "index/hybrid.h"
#include "index/lexical.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::cli {

// Later members use earlier ones.
struct Searching {
  std::unique_ptr<library::Library> library;
  std::unique_ptr<index::LexicalIndex> index;
  std::unique_ptr<index::VectorSearch> vectors;
  std::shared_ptr<const model::Reranker> reranker;  // null: none is configured
  std::unique_ptr<index::Hybrid> hybrid;
};

// Opens the library for reading, and its indexes.
[[nodiscard]] Result<Searching> open_for_searching(const Context& context);

}  // namespace sillok::cli
