// The vectors follow the library's log of changes, as the lexical index does; where no embedder is
// configured, one is learned from the library first. Kept apart from the rest of the way in: what
// is added is found by its words at once, and by its vectors when they have come.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "library/library.h"
#include "model/embedder.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::ingest {

enum class Learning {
  when_outgrown,  // when there is no embedder that fits, or the library has grown a lot
  anew,           // in any case
};

struct VectorOptions {
  // A model behind a server; null: the embedder learned from the library.
  std::shared_ptr<const model::Embedder> configured;
  Learning learning = Learning::when_outgrown;
  // With fewer passages that everyone may read there is too little to learn what words have to do
  // with one another, and no embedder is learned.
  std::size_t least_passages = 1'000;
  // Asked now and then while learning; true ends it with what has been learned so far.
  std::function<bool()> stop;
  // Called now and then: passages embedded, and how many there are to embed (0: still learning).
  std::function<void(std::size_t done, std::size_t total)> progress;
};

// Brings <library>/index/vectors to the library's last change. The embedder is learned from what
// everyone may read, so that nothing about other documents shows in what it finds. Learns one
// (seconds a thousand passages, a minute at most) when there is none, when its file is damaged or
// of another version of the program, or when everyone may read twice the passages it was learned
// from; the store is then filled anew. Until it is full, those who search go on with the old one.
// Without an embedder nothing is done. One process and thread at a time calls this for a library;
// the library's own lock is not needed. A configured embedder that does not answer is a failure;
// what was stored stays stored.
Result<void> catch_up_vectors(const library::Library& library, const text::Analyzer& analyzer,
                              const VectorOptions& options = {});

// Whether catch_up_vectors() would have an embedder; cheap, for those who would start a process for
// it.
[[nodiscard]] Result<bool> can_have_vectors(const library::Library& library,
                                            const VectorOptions& options = {});

// Verifies the vectors and their agreement with the library. Findings as lines; having no vectors
// at all is none.
[[nodiscard]] Result<std::vector<std::string>> check_vectors(
    const library::Library& library, const text::Analyzer& analyzer,
    const std::shared_ptr<const model::Embedder>& configured = nullptr);

}  // namespace sillok::ingest
