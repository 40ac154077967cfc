// A segment: an immutable file that indexes some passages with consecutive places in the order of
// their ids. Format: docs/index-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "index/postings.h"
#include "index/storage.h"
#include "index/terms.h"
#include "result/result.h"

namespace sillok::index {

// From its first passage to the next run's, passages are of this scope.
struct ScopeRun {
  std::int64_t scope = 0;
  std::uint32_t first = 0;  // number in the segment
};

// Puts a segment's bytes together. Keys must come rising, each with rising passages.
class SegmentBuilder {
 public:
  void add_term(Key key, std::span<const Posting> postings);
  // Writes the file `name` in `folder`, durably; gives its size in bytes. `ids` rise; runs rise,
  // the first at 0. `analysis` names the version of the analysis the terms come from.
  [[nodiscard]] Result<std::uint64_t> write(const std::filesystem::path& folder,
                                            const std::string& name,
                                            std::span<const std::int64_t> ids,
                                            std::span<const ScopeRun> runs,
                                            std::string_view analysis) const;

 private:
  std::vector<Key> keys_;
  std::string references_;
  std::string postings_;
  std::uint64_t posting_count_ = 0;
};

// Reads one. Movable; any thread.
class Segment {
 public:
  // Checks the header, its checksum and that everything lies inside the file: not the contents (see
  // verify). Fails with `storage` saying what is wrong, `unsupported` for another format version or
  // another analysis.
  [[nodiscard]] static Result<Segment> open(const std::filesystem::path& path,
                                            std::string_view analysis);

  [[nodiscard]] std::uint32_t passages() const { return passage_count_; }
  [[nodiscard]] std::uint32_t terms() const { return term_count_; }
  [[nodiscard]] std::uint64_t bytes() const { return file_.bytes().size(); }
  [[nodiscard]] std::int64_t id(std::uint32_t passage) const;
  // The first passage whose id is `id` or above (or above `id`); passages() when there is none.
  [[nodiscard]] std::uint32_t first_from(std::int64_t id) const;
  [[nodiscard]] std::uint32_t first_beyond(std::int64_t id) const;
  // The passage with this id, or passages().
  [[nodiscard]] std::uint32_t find_id(std::int64_t id) const;
  [[nodiscard]] std::uint32_t runs() const { return run_count_; }
  [[nodiscard]] ScopeRun run(std::uint32_t index) const;

  [[nodiscard]] PostingList find(Key key) const;
  // The terms in key order, for merging and checking; index below terms().
  [[nodiscard]] Key key(std::uint32_t term) const;
  [[nodiscard]] PostingList list(std::uint32_t term) const;

  // The contents match their checksum.
  [[nodiscard]] bool sound() const;
  // Reads all of it: checksum, order, every block. Empty: sound.
  [[nodiscard]] std::vector<std::string> verify() const;

 private:
  MappedFile file_;
  std::uint32_t passage_count_ = 0;
  std::uint32_t term_count_ = 0;
  std::uint32_t run_count_ = 0;
  unsigned prefix_bits_ = 0;   // of a key, answered by the directory
  unsigned suffix_bytes_ = 0;  // of a key, stored
  std::string_view ids_, runs_, directory_, keys_, references_, postings_;
  std::uint64_t posting_count_ = 0;
  std::uint64_t checksum_ = 0;
  std::string name_;
};

}  // namespace sillok::index
