// One vector a passage, quantised, in immutable memory-mapped segments under
// <library>/index/vectors/. Derived data, as the lexical index is: it can be deleted and filled
// again from the library at any time.
//
// A search looks at every live passage that may be seen: first at the sign bits of its vector
// (Hamming distance to the question's), then, for the nearest of these, at the vector itself in
// 8 bits a number. There is no graph to build and nothing is missed for being far from an entrance.
//
// Writing: one writer (the holder of the library's writer lock); add() and remove() gather in
// memory, commit() swaps a manifest in by rename. Reading: any number of processes and threads; a
// commit by another process is seen by the next search. Vectors of one version of an embedder only:
// a store of another version opens empty. Format: docs/index-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/lexical.h"
#include "index/retriever.h"
#include "result/result.h"

namespace sillok::index {

struct VectorEntry {
  std::int64_t passage = 0;  // above every id stored before
  std::int64_t scope = 0;
  std::span<const float> vector;  // as many numbers as the store has dimensions; any length but 0
};

class VectorIndex {
 public:
  // Opens or creates the store in `folder` for vectors of `dimensions` numbers (1 to 4,096) that
  // the embedder of version `embedder` makes. A missing or damaged store, or one of another
  // embedder, opens empty with change() == 0, so that the caller fills it from the library.
  [[nodiscard]] static Result<std::unique_ptr<VectorIndex>> open(
      const std::filesystem::path& folder, std::string_view embedder, std::size_t dimensions);
  ~VectorIndex();

  Result<void> add(std::span<const VectorEntry> entries);
  Result<void> remove(std::span<const std::int64_t> passages);
  // Makes everything since the last commit durable and visible; the store now agrees with the
  // library's change `change`.
  Result<void> commit(std::int64_t change);
  // Drops everything, in memory and at the next commit on disk.
  Result<void> clear();

  // The library change this store agrees with; 0: none.
  [[nodiscard]] std::int64_t change() const;
  [[nodiscard]] std::size_t dimensions() const;
  // Live passages.
  [[nodiscard]] std::size_t size() const;
  // Verifies every checksum and structure.
  [[nodiscard]] Health check() const;
  // Live passage ids, rising.
  [[nodiscard]] std::vector<std::int64_t> passages() const;
  // Names the state searched: changes whenever results may change.
  [[nodiscard]] std::string state() const;

  // The k (at most 1,000) live passages of visible scopes whose vectors are nearest, best first,
  // ties by passage id; the score is the cosine, and only passages above 0 are hits. `question` has
  // dimensions() numbers (fewer or more: no hits). visible[scope] as in Query. Hidden passages
  // change nothing: the result is that of a store that holds only the visible ones. Thread-safe.
  [[nodiscard]] std::vector<Hit> search(std::span<const float> question, std::size_t k,
                                        const std::vector<bool>& visible) const;
  // The cosine of each of these passages, in their order; 0 for one that is not in the store. For
  // passages found otherwise: the caller has made sure that they may be seen. Thread-safe.
  [[nodiscard]] std::vector<float> similarity(std::span<const float> question,
                                              std::span<const std::int64_t> passages) const;

 private:
  struct Impl;
  explicit VectorIndex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::index
