// The writing side of the lexical index: gathers, flushes, commits, and merges beside it.
//
// All but finish_merging() belong to the one writing thread. A thread of its own merges; what the
// two share is guarded, and a commit waits for a merge only while that swaps its result in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "index/gathering.h"
#include "index/latest.h"
#include "index/lexical.h"
#include "index/merger.h"
#include "index/snapshot.h"
#include "index/terms.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::index {

class LexicalWriter {
 public:
  // `latest` has been opened, or begins empty; it and the analyser must outlive the writer.
  LexicalWriter(std::filesystem::path folder, const text::Analyzer& analyzer,
                Latest<Snapshot>& latest);

  // As LexicalIndex has them.
  Result<void> add(std::span<const Entry> entries);
  Result<void> remove(std::span<const std::int64_t> passages);
  Result<void> commit(std::int64_t change);
  void clear();
  void finish_merging() { merger_.wait(); }

 private:
  [[nodiscard]] SegmentRef new_segment();
  Result<void> flush();
  Result<std::vector<OpenSegment>> gathered_segments();
  Result<void> note_removed(std::vector<OpenSegment>& segments);
  Result<void> publish(Manifest manifest, std::vector<OpenSegment> segments);
  bool merge_once();
  Result<void> replace(std::span<const OpenSegment> merged, const SegmentRef& with,
                       std::uint32_t passages);

  const std::filesystem::path folder_;
  const std::string analysis_;
  Latest<Snapshot>& latest_;

  PassageTerms passage_terms_;
  Gathering gathering_;
  std::vector<SegmentRef> flushed_;    // written, not yet in a manifest
  std::vector<std::int64_t> removed_;  // ids
  std::int64_t highest_ = 0;           // id added last
  std::uint64_t first_number_ = 0;     // where a fresh index began to count
  bool cleared_ = false;               // the next commit drops what the manifest has

  std::mutex writing_;  // held while the manifest changes; guards the two below
  std::uint64_t next_number_ = 1;
  std::set<std::uint64_t> unnamed_;  // segments that are being written or wait for a manifest

  Merger merger_{[this] { return merge_once(); }};  // ends before the rest does
};

}  // namespace sillok::index
