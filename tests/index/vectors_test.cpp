// The vector store against its naive twin, and its inner loops against each other.
#include "index/vectors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "index/vectors_scan.h"
#include "index/vectors_snapshot.h"
#include "vectors_of_passages.h"

namespace sillok::index {
namespace {

void expect_same(const std::vector<Hit>& found, const std::vector<Hit>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].passage, expected[i].passage) << "at " << i;
    EXPECT_EQ(found[i].score, expected[i].score) << "at " << i;
  }
}

double cosine_of(const std::vector<float>& a, const std::vector<float>& b) {
  double dot = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += double{a[i]} * double{b[i]};
    aa += double{a[i]} * double{a[i]};
    bb += double{b[i]} * double{b[i]};
  }
  return dot / std::sqrt(aa * bb);
}

TEST(Quantise, KeepsSignsAndDirection) {
  VectorSource source(1, 100);
  for (int round = 0; round < 50; ++round) {
    const std::vector<float> vector = source.vector();
    const Quantised quantised = quantise(vector);
    ASSERT_EQ(quantised.signs.size(), 2U);
    ASSERT_EQ(quantised.codes.size(), 128U);
    double length = 0;
    for (const float v : vector) length += double{v} * double{v};
    length = std::sqrt(length);
    for (std::size_t i = 0; i < 128; ++i) {
      const float v = i < 100 ? vector[i] : 0;
      EXPECT_EQ(quantised.signs[i / 64] >> (i % 64) & 1U, v > 0 ? 1U : 0U);
      EXPECT_NEAR(quantised.scale * static_cast<float>(quantised.codes[i]), v / length,
                  quantised.scale * 0.51F);
    }
  }
}

TEST(Quantise, WithoutDirection) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const float v : {0.0F, infinity, -infinity, std::nanf(""), 1e-44F}) {
    const std::vector<float> vector(64, v);
    const Quantised quantised = quantise(vector);
    EXPECT_EQ(quantised.scale, 0) << v;
    EXPECT_EQ(quantised.signs[0], 0U) << v;
    EXPECT_EQ(QuestionVector(vector).scale, 0) << v;
  }
}

TEST(Scan, EveryKindOfProcessorGivesTheSame) {
  std::mt19937_64 random(7);
  const Scan& portable = portable_scan();
  ASSERT_EQ(scans().back().name, "portable");
  for (const std::size_t words : {1U, 2U, 3U, 4U, 6U, 16U, 33U, 64U}) {
    for (int round = 0; round < 20; ++round) {
      std::vector<std::uint64_t> group(kGroup * words);
      std::vector<std::uint64_t> question(words);
      // Now and then all ones against all zeros: the greatest distance there is.
      for (auto& word : group) word = round == 0 ? ~std::uint64_t{0} : random();
      for (auto& word : question) word = round == 0 ? 0 : random();
      std::vector<std::int8_t> codes(words * 64);
      std::vector<std::int16_t> numbers(words * 64);
      for (auto& code : codes)
        code = static_cast<std::int8_t>(round == 1 ? -127 : static_cast<int>(random() % 255) - 127);
      for (auto& number : numbers)
        number = static_cast<std::int16_t>(round == 1 ? 2'047
                                                      : static_cast<int>(random() % 4'095) - 2'047);
      const auto limit = static_cast<std::uint32_t>(random() % (words * 64));
      std::uint16_t expected[kGroup];
      const auto below = portable.near(group.data(), question.data(), words, limit, expected);
      const auto sum = portable.dot(codes.data(), numbers.data(), codes.size());
      for (std::size_t i = 0; i < kGroup; ++i) EXPECT_EQ(below >> i & 1U, expected[i] < limit);
      for (const Scan& scan : scans()) {
        std::uint16_t distances[kGroup];
        EXPECT_EQ(scan.near(group.data(), question.data(), words, limit, distances), below)
            << scan.name;
        EXPECT_TRUE(std::equal(expected, expected + kGroup, distances)) << scan.name;
        EXPECT_EQ(scan.dot(codes.data(), numbers.data(), codes.size()), sum) << scan.name;
      }
    }
  }
}

// Random lives of a store, in several commits with removals: each search is the naive one.
TEST(Vectors, AgreeWithTheNaiveTwin) {
  for (const std::size_t dimensions : {1U, 63U, 64U, 100U, 256U, 384U}) {
    const Folder folder;
    auto store = open_store(folder.path(), dimensions);
    VectorSource source(static_cast<std::uint32_t>(dimensions), dimensions);
    std::vector<MadeVector> live;
    std::int64_t id = 0;
    for (std::int64_t commit = 1; commit <= 8; ++commit) {
      std::vector<MadeVector> fresh;
      for (std::uint32_t n = source.below(120); n > 0; --n) {
        id += 1 + source.below(3);
        fresh.push_back(source.passage(id, 4));
      }
      add_all(*store, fresh);
      live.insert(live.end(), fresh.begin(), fresh.end());
      std::vector<std::int64_t> removed;
      for (const MadeVector& made : live) {
        if (source.below(8) == 0) removed.push_back(made.id);
      }
      ASSERT_TRUE(store->remove(removed));
      std::erase_if(live, [&](const MadeVector& made) {
        return std::binary_search(removed.begin(), removed.end(), made.id);
      });
      ASSERT_TRUE(store->commit(commit));
      ASSERT_EQ(store->size(), live.size());
      for (int asked = 0; asked < 6; ++asked) {
        const std::vector<float> question = source.vector();
        const std::vector<bool> visible{source.below(4) != 0, source.below(2) != 0,
                                        source.below(2) != 0};
        for (const std::size_t k : {1U, 10U, 1'000U}) {
          expect_same(store->search(question, k, visible),
                      naive_nearest(live, question, visible, k, looked_at_again(k)));
        }
        std::vector<std::int64_t> ids{-5, id + 1};
        std::vector<float> expected{0, 0};
        for (const MadeVector& made : live) {
          ids.push_back(made.id);
          expected.push_back(naive_cosine(quantise(made.vector), QuestionVector(question)));
        }
        EXPECT_EQ(store->similarity(question, ids), expected);
      }
    }
  }
}

// Few looked at again, so that the first stage decides, its ties included.
TEST(Vectors, TheFirstStageIsExactOnEveryProcessor) {
  for (const std::size_t dimensions : {8U, 256U}) {  // 8: hardly anything but ties
    const Folder folder;
    VectorSource source(3, dimensions);
    std::vector<MadeVector> all;
    {
      auto store = open_store(folder.path(), dimensions);
      for (std::int64_t id = 1; id <= 1'000; ++id) all.push_back(source.passage(id, 3));
      add_all(*store, all);
      ASSERT_TRUE(store->commit(1));
    }
    const VectorKind kind{folder.path(), "test-1/" + std::to_string(dimensions), dimensions};
    const auto snapshot = open_vectors(kind, nullptr);
    ASSERT_TRUE(snapshot);
    for (int asked = 0; asked < 20; ++asked) {
      const std::vector<float> question = source.vector();
      const std::vector<bool> visible{true, asked % 2 == 0, asked % 3 == 0};
      for (const Scan& scan : scans()) {
        for (const std::size_t again : {1U, 7U, 64U, 300U}) {
          expect_same(nearest(**snapshot, QuestionVector(question), visible, 5, again, scan),
                      naive_nearest(all, question, visible, 5, again));
        }
      }
    }
  }
}

// What one may not see changes nothing: ids, scores and their order are those of a store that
// never held it.
TEST(Vectors, HiddenPassagesChangeNothing) {
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    VectorSource source(seed, 64);
    const Folder whole_folder;
    const Folder part_folder;
    auto whole = open_store(whole_folder.path(), 64);
    auto part = open_store(part_folder.path(), 64);
    std::vector<bool> visible;
    for (int scope = 0; scope < 5; ++scope) visible.push_back(source.below(2) == 0);
    for (std::int64_t id = 1; id <= 2'500; ++id) {
      const MadeVector made = source.passage(id, 6);
      add_all(*whole, {made});
      if (shown(made.scope, visible)) add_all(*part, {made});
      if (id % 700 != 0) continue;
      ASSERT_TRUE(whole->commit(id));
      ASSERT_TRUE(part->commit(id));
    }
    ASSERT_TRUE(whole->commit(9'999));
    ASSERT_TRUE(part->commit(9'999));
    for (int asked = 0; asked < 10; ++asked) {
      const std::vector<float> question = source.vector();
      expect_same(whole->search(question, 50, visible), part->search(question, 50, visible));
    }
    EXPECT_TRUE(whole->search(source.vector(), 50, {}).empty());
  }
}

// Against exact arithmetic: what the eight bits and the two stages lose.
TEST(Vectors, FindsWhatExactArithmeticFinds) {
  const Folder folder;
  auto store = open_store(folder.path());
  VectorSource source(11, 256);
  std::vector<MadeVector> all;
  for (std::int64_t id = 1; id <= 4'000; ++id) all.push_back({id, 0, source.vector()});
  add_all(*store, all);
  ASSERT_TRUE(store->commit(1));
  int found = 0;
  for (int asked = 0; asked < 20; ++asked) {
    const std::vector<float> question = source.vector();
    std::vector<Hit> expected;
    for (const MadeVector& made : all) {
      expected.push_back({made.id, cosine_of(made.vector, question)});
    }
    std::sort(expected.begin(), expected.end(),
              [](const Hit& a, const Hit& b) { return a.score > b.score; });
    for (const Hit& hit : store->search(question, 10, {true})) {
      const auto same = std::find_if(expected.begin(), expected.begin() + 10,
                                     [&](const Hit& e) { return e.passage == hit.passage; });
      if (same == expected.begin() + 10) continue;
      ++found;
      EXPECT_NEAR(same->score, hit.score, 0.01);
    }
  }
  EXPECT_GE(found, 190) << "of 200";
}

TEST(Vectors, WrongDimensions) {
  const Folder folder;
  EXPECT_FALSE(VectorIndex::open(folder.path(), "test-1", 0));
  EXPECT_FALSE(VectorIndex::open(folder.path(), "test-1", 5'000));
  auto store = open_store(folder.path(), 64);
  const std::vector<float> vector(63, 1);
  const VectorEntry entry{1, 0, vector};
  EXPECT_FALSE(store->add({&entry, 1}));
  EXPECT_TRUE(store->search(vector, 10, {true}).empty());
  EXPECT_EQ(store->similarity(vector, std::vector<std::int64_t>{1}), std::vector<float>{0});
}

}  // namespace
}  // namespace sillok::index
