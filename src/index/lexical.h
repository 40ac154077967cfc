// The lexical index: BM25F over title, heading path, body and definitions, in immutable
// memory-mapped segments under <library>/index/. Derived data: it can be deleted and rebuilt from
// the library at any time.
//
// Writing: one writer (the holder of the library's writer lock). add() and remove() gather in
// memory; commit() writes a new segment and the deletions aside, fsyncs, and swaps the manifest in
// by rename, so that a crash leaves the old state or the new one. Small segments are merged by a
// thread of the writer's own, for which neither commits nor searches wait; only the destructor
// does. Reading: any number of processes and threads; a reader keeps the segments it has opened and
// looks at the manifest again at each search, so that a commit by another process is seen by the
// next search. Every file carries a checksum and a format version. Format: docs/index-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "index/retriever.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::index {

struct Snapshot;

struct Entry {
  std::int64_t passage = 0;  // above every id indexed before
  std::int64_t scope = 0;
  std::string_view title;
  std::string_view context;
  std::string_view body;
  std::string_view defined{};  // what names in the body stand for (document::Passage::defined)
};

struct Health {
  std::size_t segments = 0;
  std::size_t passages = 0;  // live
  std::uint64_t bytes = 0;
  std::vector<std::string> damage;  // one line a finding; empty: sound
};

class LexicalIndex final : public Retriever {
 public:
  // Opens or creates the index in `folder`. A missing, damaged or outdated index (another format or
  // analyser version) opens empty with change() == 0, so that the caller fills it from the library.
  [[nodiscard]] static Result<std::unique_ptr<LexicalIndex>> open(
      const std::filesystem::path& folder, const text::Analyzer& analyzer);
  ~LexicalIndex() override;

  Result<void> add(std::span<const Entry> entries);
  Result<void> remove(std::span<const std::int64_t> passages);
  // Makes everything since the last commit durable and visible; the index now agrees with the
  // library's change `change`.
  Result<void> commit(std::int64_t change);
  // Drops everything, in memory and at the next commit on disk.
  Result<void> clear();

  // The library change this index agrees with; 0: none.
  [[nodiscard]] std::int64_t change() const;
  // Waits until the merges that are due have been made.
  void finish_merging();
  // Every checksum is right; looks at every byte, at the speed of memory or of the disk. False also
  // for an index that could not be opened.
  [[nodiscard]] bool sound() const;
  // Verifies every checksum and structure.
  [[nodiscard]] Health check() const;
  // Live passage ids, rising.
  [[nodiscard]] std::vector<std::int64_t> passages() const;

  // Fails when the index could not be opened and has not been filled anew since: no hits would say
  // that nothing is there.
  [[nodiscard]] Result<std::vector<Hit>> search(const Query& query) const override;
  [[nodiscard]] std::vector<double> rarity(const std::vector<std::string>& terms,
                                           const std::vector<bool>& visible_scopes) const override;
  // `gives` of its terms add up to the score that search() finds for a passage.
  [[nodiscard]] Result<std::vector<Explanation>> explain(
      const Query& query, std::span<const Fields> passages) const override;
  [[nodiscard]] std::string state() const override;

 private:
  struct Impl;
  [[nodiscard]] Health check_once(const Snapshot& snapshot) const;
  explicit LexicalIndex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::index
