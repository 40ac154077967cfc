// The index follows the library's log of changes. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "index/lexical.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::ingest {

class Follower {
 public:
  Follower(const library::Library& library, index::LexicalIndex& index)
      : library_(library), index_(index), at_(index.change()) {}

  // Hands the index everything that changed since (a damaged one: everything there is), and commits
  // now and then, so that its memory does not grow with the library. On a failure what was handed
  // over whole stays counted.
  Result<void> follow();
  // Makes it durable and visible.
  Result<void> commit();
  // Empties the index and hands it every passage there is.
  Result<void> start_over(const std::function<void(std::size_t passages)>& progress = {});

 private:
  Result<void> add(std::span<const library::KeptPassage> passages);
  Result<void> apply(const library::Change& change);

  const library::Library& library_;
  index::LexicalIndex& index_;
  std::int64_t at_;           // the change that the index agrees with, once committed
  std::int64_t top_ = 0;      // the highest passage handed over: those of one change, but once only
  std::size_t gathered_ = 0;  // bytes of text since the last commit
  bool uncommitted_ = false;
  bool looked_ = false;  // at every byte of the index, for damage
};

}  // namespace sillok::ingest
