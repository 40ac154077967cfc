// A term's list in one segment, walked forwards. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>

#include "index/postings.h"
#include "index/weights.h"

namespace sillok::index {

class Cursor {
 public:
  Cursor(const PostingList& list, std::uint32_t weight) : list_(list) {
    for (std::uint32_t level = 0; level < kLevels; ++level)
      gives_[level] = weight * (kLevelBase + level);
    if (list_.blocks() == 1) (void)load();
  }

  // The most the term gives to any passage in [low, high). Rising windows only.
  std::uint32_t bound(std::uint32_t low, std::uint32_t high) {
    while (block_ < list_.blocks() && last_of(block_) < low) next_block();
    if (block_ >= list_.blocks()) return 0;
    if (list_.blocks() == 1) return short_bound(low, high);
    std::uint32_t highest = 0;
    bool any = false;
    for (std::uint32_t b = block_; b < list_.blocks(); ++b) {
      if (b > 0 && list_.last(b - 1) + 1 >= high) break;
      highest = std::max(highest, list_.highest(b));
      any = true;
    }
    return any ? gives_[highest] : 0;
  }

  // Its passages in a window of this width, more or less.
  [[nodiscard]] std::uint32_t about(std::uint32_t width) const {
    return static_cast<std::uint32_t>(std::uint64_t{list_.count()} * width / list_.passages());
  }

  // Adds what the term gives to sums[passage - low] for all passages in [low, high).
  void add_to(std::span<std::uint32_t> sums, std::uint32_t low, std::uint32_t high) {
    while (block_ < list_.blocks()) {
      if (!load()) return;
      at_ = first_from(low);
      const bool whole = unpacked_.passages[unpacked_.count - 1] < high;
      const std::uint32_t end = whole ? unpacked_.count : first_from(high);
      for (std::uint32_t i = at_; i < end; ++i) {
        sums[unpacked_.passages[i] - low] += gives_[unpacked_.levels[i]];
      }
      at_ = end;
      if (!whole) return;
      next_block();
    }
  }

  // What the term gives to this passage; passages rising.
  std::uint32_t give(std::uint32_t passage) {
    while (block_ < list_.blocks() && last_of(block_) < passage) next_block();
    if (block_ >= list_.blocks() || !load()) return 0;
    at_ = first_from(passage);
    const bool there = at_ < unpacked_.count && unpacked_.passages[at_] == passage;
    return there ? gives_[unpacked_.levels[at_]] : 0;
  }

 private:
  [[nodiscard]] std::uint32_t last_of(std::uint32_t block) const {
    if (list_.blocks() > 1) return list_.last(block);
    return unpacked_.count > 0 ? unpacked_.passages[unpacked_.count - 1] : 0;
  }
  std::uint32_t short_bound(std::uint32_t low, std::uint32_t high) {
    std::uint32_t highest = 0;
    bool any = false;
    for (std::uint32_t i = at_; i < unpacked_.count && unpacked_.passages[i] < high; ++i) {
      if (unpacked_.passages[i] < low) continue;
      any = true;
      highest = std::max<std::uint32_t>(highest, unpacked_.levels[i]);
    }
    return any ? gives_[highest] : 0;
  }
  // Where in the block the first passage from `passage` on stands, not before at_; no branches that
  // cannot be foreseen.
  [[nodiscard]] std::uint32_t first_from(std::uint32_t passage) const {
    const std::uint32_t* from = unpacked_.passages.data() + at_;
    std::uint32_t length = unpacked_.count - at_;
    if (length == 0 || *from >= passage) return at_;
    while (length > 1) {
      const std::uint32_t half = length / 2;
      from += half & (0U - static_cast<std::uint32_t>(from[half - 1] < passage));
      length -= half;
    }
    from += length == 1 && *from < passage ? 1 : 0;
    return static_cast<std::uint32_t>(from - unpacked_.passages.data());
  }
  void next_block() {
    ++block_;
    at_ = 0;
  }
  // Unpacks the current block unless it is unpacked; a damaged one ends the list.
  bool load() {
    if (loaded_ == block_) return true;
    loaded_ = block_;
    if (list_.unpack(block_, unpacked_)) return true;
    block_ = list_.blocks();
    return false;
  }

  PostingList list_;
  std::array<std::uint32_t, kLevels> gives_{};
  std::uint32_t block_ = 0;
  std::uint32_t at_ = 0;
  std::uint32_t loaded_ = std::numeric_limits<std::uint32_t>::max();
  Block unpacked_;
};

}  // namespace sillok::index
