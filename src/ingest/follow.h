// What is made of the library's passages follows its log of changes: the index of words, the
// vectors. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "index/lexical.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::ingest {

// What follows, as a Follower drives it.
class Following {
 public:
  Following() = default;
  Following(const Following&) = delete;
  Following& operator=(const Following&) = delete;
  Following(Following&&) = delete;
  Following& operator=(Following&&) = delete;
  virtual ~Following() = default;

  // The library's change that it agrees with; 0: none, it wants every passage.
  [[nodiscard]] virtual std::int64_t change() = 0;
  // Passages in rising order of their ids, each once.
  virtual Result<void> add(std::span<const library::KeptPassage> passages) = 0;
  virtual Result<void> remove(std::span<const std::int64_t> passages) = 0;
  virtual Result<void> clear() = 0;
  // Makes durable and visible what was handed over; it agrees with `change` from now on.
  virtual Result<void> commit(std::int64_t change) = 0;
  // It holds so much that is not committed yet that it should be.
  [[nodiscard]] virtual bool is_laden() const = 0;
};

class Follower {
 public:
  Follower(const library::Library& library, Following& following)
      : library_(library), following_(following) {}

  // Hands over everything that changed since (where nothing agrees: everything there is), and
  // commits now and then, so that memory does not grow with the library. On a failure what was
  // handed over whole stays counted.
  Result<void> follow();
  // Makes it durable and visible.
  Result<void> commit();
  // Empties it and hands it every passage there is.
  Result<void> start_over();

 private:
  Result<void> add(std::span<const library::KeptPassage> passages);
  Result<void> apply(const library::Change& change);

  const library::Library& library_;
  Following& following_;
  std::int64_t at_ = -1;  // the change that it agrees with, once committed; -1: not asked yet
  std::int64_t top_ = 0;  // the highest passage handed over: those of one change, but once only
  bool uncommitted_ = false;
};

// The index of words, following.
class FollowingWords final : public Following {
 public:
  // `progress` is called now and then with the passages handed over so far.
  explicit FollowingWords(index::LexicalIndex& index,
                          std::function<void(std::size_t passages)> progress = {})
      : index_(index), progress_(std::move(progress)) {}

  // Looks at every byte of the index, once a run of the program: a damaged one agrees with nothing
  // and is filled anew.
  [[nodiscard]] std::int64_t change() override;
  Result<void> add(std::span<const library::KeptPassage> passages) override;
  Result<void> remove(std::span<const std::int64_t> passages) override;
  Result<void> clear() override;
  Result<void> commit(std::int64_t change) override;
  [[nodiscard]] bool is_laden() const override;

 private:
  index::LexicalIndex& index_;
  std::function<void(std::size_t)> progress_;
  std::size_t passages_ = 0;
  std::size_t gathered_ = 0;  // bytes of text since the last commit
};

}  // namespace sillok::ingest
