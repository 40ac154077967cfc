// The passages that contain a term, packed. The byte layout is described in docs/index-format.md.
//
// Reading trusts nothing: bytes that no writer would have written give a list that ends early,
// never a read out of bounds or a passage that does not exist. Values and views; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "index/bytes.h"

namespace sillok::index {

// One passage of a list: its number in the segment and the term's level there (weights.h).
struct Posting {
  std::uint32_t passage = 0;
  std::uint32_t level = 0;
};

inline constexpr std::uint32_t kBlockSize = 128;

// A block of a list, unpacked.
struct Block {
  std::array<std::uint32_t, kBlockSize> passages;
  std::array<std::uint8_t, kBlockSize> levels;
  std::uint32_t count = 0;
};

// Appends the packed form of two or more postings with rising passages.
void pack(std::span<const Posting> postings, std::string& out);

class PostingList {
 public:
  PostingList() = default;  // empty
  // A term in a single passage is not packed at all: the dictionary holds it.
  PostingList(Posting only, std::uint32_t passages);
  // `bytes` begins with a packed list (what follows it does no harm); `passages` bounds the
  // numbers.
  PostingList(std::string_view bytes, std::uint32_t passages);

  [[nodiscard]] std::uint32_t count() const { return count_; }
  // Of the segment, with the term or without.
  [[nodiscard]] std::uint32_t passages() const { return passages_; }
  [[nodiscard]] std::uint32_t blocks() const { return (count_ + kBlockSize - 1) / kBlockSize; }
  // Last passage and highest level of a block, without unpacking it. Lists of one block do not know
  // theirs: they answer the largest there is.
  [[nodiscard]] std::uint32_t last(std::uint32_t block) const {
    if (table_.empty()) return std::numeric_limits<std::uint32_t>::max();
    return load<std::uint32_t>(table_.data() + block * kTableEntry);
  }
  [[nodiscard]] std::uint32_t highest(std::uint32_t block) const {
    if (table_.empty()) return kLevelMask;
    return load<std::uint32_t>(table_.data() + block * kTableEntry + 4) & kLevelMask;
  }
  // Unpacks a block; false (and an empty block) if it is damaged.
  bool unpack(std::uint32_t block, Block& out) const;

 private:
  static constexpr std::size_t kTableEntry = 8;
  static constexpr std::uint32_t kLevelMask = 15;

  bool unpack_short(Block& out) const;

  std::uint32_t count_ = 0;
  std::uint32_t passages_ = 0;
  Posting only_;
  std::string_view table_;  // long lists: 8 bytes a block
  std::string_view data_;   // the blocks, or the whole of a short list
};

}  // namespace sillok::index
