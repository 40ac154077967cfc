// Which passages of a segment a search may see.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "index/conditions.h"
#include "index/postings.h"
#include "index/snapshot.h"

namespace sillok::index {

class Mask {
 public:
  // All that is live and of a visible scope.
  Mask(const OpenSegment& open, const std::vector<bool>& visible);

  // Those of them that are of a wanted scope (empty: any) and within the ranges (none: all).
  [[nodiscard]] Mask narrowed(const OpenSegment& open, const std::vector<bool>& scopes,
                              const std::optional<std::vector<IdRange>>& ranges) const;

  [[nodiscard]] bool all() const { return all_; }  // nothing is hidden or gone
  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] bool shows(std::uint32_t passage) const {
    return all_ || (words_[passage / 64] >> (passage % 64) & 1U) != 0;
  }
  // Whether any in [low, high) is seen; `low` is a multiple of 64.
  [[nodiscard]] bool shows_any(std::uint32_t low, std::uint32_t high) const;
  // How many of a list's passages are seen.
  [[nodiscard]] std::uint32_t count_in(const PostingList& list) const;

 private:
  explicit Mask(std::uint32_t passages) : words_((passages + std::size_t{63}) / 64) {}
  void show_scopes(const Segment& segment, const std::vector<bool>& scopes);
  void take_out_gone(const OpenSegment& open);
  void keep(const Mask& other);
  void count_words();
  void show(std::uint32_t first, std::uint32_t end);

  bool all_ = false;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> words_;  // empty when all are seen
};

}  // namespace sillok::index
