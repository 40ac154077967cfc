// The index against its naive twin.
#include <gtest/gtest.h>

#include "library_of_words.h"

namespace sillok::index {
namespace {

Query query_of(std::string text, std::size_t k, std::vector<bool> visible) {
  Query query;
  query.text = std::move(text);
  query.k = k;
  query.visible_scopes = std::move(visible);
  return query;
}

void expect_same(const std::vector<Hit>& hits, const std::vector<Hit>& expected) {
  ASSERT_EQ(hits.size(), expected.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    ASSERT_EQ(hits[i].passage, expected[i].passage) << "rank " << i;
    ASSERT_EQ(hits[i].score, expected[i].score) << "rank " << i;
  }
}

std::vector<bool> some_scopes(WordSource& source, std::uint32_t scopes) {
  std::vector<bool> visible(scopes);
  for (std::uint32_t i = 0; i < scopes; ++i) visible[i] = source.below(2) == 0;
  return visible;
}

// Every small random library: several commits, removals, merges; every filter, k and question.
TEST(Search, AgreesWithANaiveScan) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    WordSource source(seed);
    const Folder folder;
    auto index = open_index(folder.path());
    ASSERT_NE(index, nullptr);
    std::vector<Made> made;
    std::int64_t id = 0;
    const std::uint32_t scopes = 1 + source.below(4);
    for (std::int64_t commit = 1; commit <= 6; ++commit) {
      std::vector<Made> fresh;
      for (std::uint32_t n = source.below(seed % 5 == 0 ? 400 : 30); n > 0; --n) {
        id += 1 + source.below(3);
        fresh.push_back(source.passage(id, scopes));
      }
      add_all(*index, fresh);
      made.insert(made.end(), fresh.begin(), fresh.end());
      std::vector<std::int64_t> removed;
      for (const Made& each : made) {
        if (source.below(7) == 0) removed.push_back(each.id);
      }
      ASSERT_TRUE(index->remove(removed));
      std::erase_if(made, [&](const Made& each) {
        return std::find(removed.begin(), removed.end(), each.id) != removed.end();
      });
      ASSERT_TRUE(index->commit(commit));
      std::vector<std::int64_t> ids;
      for (const Made& each : made) ids.push_back(each.id);
      ASSERT_EQ(index->passages(), ids);
      for (int q = 0; q < 8; ++q) {
        Query query = query_of(source.words(12), 1 + source.below(20), some_scopes(source, scopes));
        if (q % 3 == 0) query.likewise = source.words(5);
        const auto hits = index->search(query);
        ASSERT_TRUE(hits);
        expect_same(*hits, naive_search(made, query));
      }
    }
    EXPECT_TRUE(index->check().damage.empty());
  }
}

// Enough passages for many blocks and windows, so that pruning is at work.
TEST(Search, AgreesWithANaiveScanWhenPruning) {
  WordSource source(99);
  const Folder folder;
  auto index = open_index(folder.path());
  std::vector<Made> made;
  for (std::int64_t id = 1; id <= 12'000; ++id) {
    Made each{id, id % 3, "", "", source.words(6)};
    if (source.below(300) == 0) each.body += "희귀한낱말";
    made.push_back(std::move(each));
  }
  add_all(*index, made);
  ASSERT_TRUE(index->commit(1));
  for (int q = 0; q < 25; ++q) {
    const std::string text = q % 5 == 0 ? "희귀한낱말 " + source.words(8) : source.words(8);
    const std::vector<bool> visible =
        q % 2 == 0 ? std::vector<bool>{true, true, true} : some_scopes(source, 3);
    const Query query = query_of(text, 1 + source.below(30), visible);
    const auto hits = index->search(query);
    ASSERT_TRUE(hits);
    expect_same(*hits, naive_search(made, query));
  }
}

// Results equal those of an index that holds only what the person may read: passages, scores and
// rarity, whatever is hidden, removed or merged.
TEST(Search, HiddenPassagesLeaveNoTrace) {
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    WordSource source(seed + 1000);
    const Folder whole_folder;
    const Folder part_folder;
    auto whole = open_index(whole_folder.path());
    auto part = open_index(part_folder.path());
    std::vector<Made> made;
    std::vector<Made> visible_only;
    const std::vector<bool> visible = some_scopes(source, 4);
    const std::size_t most = seed % 10 == 0 ? 3000 : 200;
    for (std::int64_t id = 1; made.size() < most; ++id) {
      made.push_back(source.passage(id, 5));  // scope 4 is beyond the end: hidden
      if (source.below(20) == 0) made.back().body += "비밀이름 ";
      const auto scope = static_cast<std::size_t>(made.back().scope);
      if (scope < visible.size() && visible[scope]) visible_only.push_back(made.back());
    }
    // The whole one in several commits, the other at once; some are removed from the whole one
    // that the other never had.
    for (std::size_t at = 0; at < made.size(); at += most / 5) {
      add_all(*whole, {made.begin() + static_cast<std::ptrdiff_t>(at),
                       made.begin() + static_cast<std::ptrdiff_t>(at + most / 5)});
      ASSERT_TRUE(whole->commit(static_cast<std::int64_t>(at) + 1));
    }
    std::vector<std::int64_t> removed;
    for (const Made& each : made) {
      if (source.below(6) == 0) removed.push_back(each.id);
    }
    ASSERT_TRUE(whole->remove(removed));
    ASSERT_TRUE(whole->commit(10'000));
    std::erase_if(visible_only, [&](const Made& each) {
      return std::find(removed.begin(), removed.end(), each.id) != removed.end();
    });
    add_all(*part, visible_only);
    ASSERT_TRUE(part->commit(1));
    for (int q = 0; q < 10; ++q) {
      const Query query = query_of(source.words(10) + "비밀이름", 50, visible);
      expect_same(*whole->search(query), *part->search(query));
    }
    const std::vector<std::string> terms{"비밀이름", "휴가",   "총장", "학생",
                                         "20000원",  "없는말", "징계", ""};
    EXPECT_EQ(whole->rarity(terms, visible), part->rarity(terms, visible));
  }
}

TEST(Search, EveryVisibleMatchIsFound) {
  const Folder folder;
  auto index = open_index(folder.path());
  std::vector<Made> made;
  for (std::int64_t id = 1; id <= 900; ++id) made.push_back({id, id % 2, "", "", "총장이 정한다"});
  add_all(*index, made);
  ASSERT_TRUE(index->commit(1));
  // A word that every passage has still finds them all, in order of their ids.
  const auto hits = index->search(query_of("총장", 1'000, {true, false}));
  ASSERT_TRUE(hits);
  ASSERT_EQ(hits->size(), 450U);
  for (std::size_t i = 0; i < hits->size(); ++i) {
    EXPECT_EQ((*hits)[i].passage, static_cast<std::int64_t>(2 * (i + 1)));
  }
}

TEST(Search, NothingToFind) {
  const Folder folder;
  auto index = open_index(folder.path());
  EXPECT_TRUE(index->search(query_of("총장", 10, {true}))->empty());
  add_all(*index, {{1, 0, "", "", "총장이 정한다"}});
  EXPECT_TRUE(index->search(query_of("총장", 10, {true}))->empty()) << "not committed yet";
  ASSERT_TRUE(index->commit(1));
  EXPECT_EQ(index->search(query_of("총장", 10, {true}))->size(), 1U);
  EXPECT_TRUE(index->search(query_of("총장", 10, {}))->empty()) << "no filter: no result";
  EXPECT_TRUE(index->search(query_of("총장", 0, {true}))->empty());
  EXPECT_TRUE(index->search(query_of("", 10, {true}))->empty());
  EXPECT_TRUE(index->search(query_of("등록금", 10, {true}))->empty());
  EXPECT_EQ(index->search(query_of("총장", 100'000, {true}))->size(), 1U);
}

TEST(Search, RarityIsThatOfTheFormula) {
  const Folder folder;
  auto index = open_index(folder.path());
  add_all(*index,
          {{1, 0, "", "", "총장 휴가"}, {2, 0, "", "", "총장 2만원"}, {3, 0, "", "", "학칙"}});
  ASSERT_TRUE(index->commit(1));
  const std::vector<double> rarity = index->rarity({"총장", "휴가", "20000원", "없는말"}, {true});
  ASSERT_EQ(rarity.size(), 4U);
  EXPECT_DOUBLE_EQ(rarity[0], std::log(1 + 1.5 / 2.5));
  EXPECT_DOUBLE_EQ(rarity[1], std::log(1 + 2.5 / 1.5));
  EXPECT_DOUBLE_EQ(rarity[2], std::log(1 + 2.5 / 1.5));
  EXPECT_DOUBLE_EQ(rarity[3], std::log(1 + 3.5 / 0.5));
}

// A question of a book's length is answered, from its first words.
TEST(Search, VeryLongQuestions) {
  const Folder folder;
  auto index = open_index(folder.path());
  add_all(*index, {{1, 0, "", "", "총장이 정한다"}});
  ASSERT_TRUE(index->commit(1));
  std::string text = "총장 ";
  for (int i = 0; i < 20'000; ++i) text += "말" + std::to_string(i) + " ";
  EXPECT_EQ(index->search(query_of(text, 10, {true}))->size(), 1U);
}

}  // namespace
}  // namespace sillok::index
