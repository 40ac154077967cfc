#include "index/postings.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace sillok::index {
namespace {

std::vector<Posting> unpacked(const PostingList& list) {
  std::vector<Posting> postings;
  Block block;
  for (std::uint32_t b = 0; b < list.blocks(); ++b) {
    if (!list.unpack(b, block)) break;
    for (std::uint32_t i = 0; i < block.count; ++i) {
      postings.push_back({block.passages[i], block.levels[i]});
      EXPECT_LE(block.passages[i], list.last(b));
      EXPECT_LE(block.levels[i], list.highest(b));
    }
  }
  return postings;
}

std::vector<Posting> random_postings(std::mt19937& random, std::size_t count, std::uint32_t gap) {
  std::vector<Posting> postings;
  std::uint32_t passage = static_cast<std::uint32_t>(random() % gap);
  for (std::size_t i = 0; i < count; ++i) {
    postings.push_back({passage, static_cast<std::uint32_t>(random() % 16)});
    passage += 1 + static_cast<std::uint32_t>(random() % gap);
  }
  return postings;
}

TEST(Postings, ComeBackAsTheyWere) {
  std::mt19937 random(1);
  for (const std::size_t count : {2U, 3U, 127U, 128U, 129U, 255U, 256U, 257U, 1000U}) {
    for (const std::uint32_t gap : {1U, 2U, 50U, 4000U, 1'000'000U}) {
      const auto postings = random_postings(random, count, gap);
      const std::uint32_t passages = postings.back().passage + 1;
      std::string bytes;
      pack(postings, bytes);
      // A buffer of just that size, so that a sanitizer sees a read beyond it.
      const std::vector<char> exact(bytes.begin(), bytes.end());
      const PostingList list({exact.data(), exact.size()}, passages);
      ASSERT_EQ(list.count(), count);
      const auto back = unpacked(list);
      ASSERT_EQ(back.size(), count);
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_EQ(back[i].passage, postings[i].passage);
        ASSERT_EQ(back[i].level, postings[i].level);
      }
    }
  }
}

TEST(Postings, OnlyOne) {
  const auto one = unpacked(PostingList({7, 3}, 8));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].passage, 7U);
  EXPECT_EQ(one[0].level, 3U);
  EXPECT_EQ(PostingList({8, 3}, 8).count(), 0U);
  EXPECT_EQ(PostingList().blocks(), 0U);
}

// Damaged and truncated bytes give a shorter list or none, and no passage out of bounds.
TEST(Postings, DamagedBytesAreHarmless) {
  std::mt19937 random(2);
  for (int round = 0; round < 20'000; ++round) {
    const auto postings = random_postings(random, 2 + random() % 300, 1 + random() % 100);
    const std::uint32_t passages = postings.back().passage + 1;
    std::string bytes;
    pack(postings, bytes);
    for (int turn = 0; turn < 3; ++turn)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 2 == 0) bytes.resize(random() % bytes.size());
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const PostingList list({exact.data(), exact.size()}, passages);
    Block block;
    for (std::uint32_t b = 0; b < list.blocks(); ++b) {
      (void)list.last(b);
      (void)list.highest(b);
      if (!list.unpack(b, block)) continue;
      for (std::uint32_t i = 0; i < block.count; ++i) {
        ASSERT_LT(block.passages[i], passages);
        ASSERT_LT(block.levels[i], 16U);
      }
    }
  }
}

}  // namespace
}  // namespace sillok::index
