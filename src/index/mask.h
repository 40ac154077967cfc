// Which passages of a segment a search may see.
#pragma once

#include <cstdint>
#include <vector>

#include "index/postings.h"
#include "index/snapshot.h"

namespace sillok::index {

class Mask {
 public:
  // All that is live and of a visible scope.
  Mask(const OpenSegment& open, const std::vector<bool>& visible);

  [[nodiscard]] bool all() const { return all_; }  // nothing is hidden or gone
  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] bool shows(std::uint32_t passage) const {
    return all_ || (words_[passage / 64] >> (passage % 64) & 1U) != 0;
  }
  // How many of a list's passages are seen.
  [[nodiscard]] std::uint32_t count_in(const PostingList& list) const;

 private:
  void take_out_gone(const OpenSegment& open);
  void show(std::uint32_t first, std::uint32_t end);

  bool all_ = false;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> words_;  // empty when all are seen
};

}  // namespace sillok::index
