// Phrases, words that must or must not be there, filters: against the naive twin.
#include "index/conditions.h"

#include <gtest/gtest.h>

#include <map>

#include "library_of_words.h"

namespace sillok::index {
namespace {

using Words = std::vector<std::string>;

struct Typed {
  std::string typed, text;
  Words must, must_not, phrases, phrases_not;
};

TEST(ReadQuery, Table) {
  const std::vector<Typed> cases{
      {"연차 휴가", "연차 휴가", {}, {}, {}, {}},
      {R"("연차 휴가" 신청)", "연차 휴가 신청", {}, {}, {"연차 휴가"}, {}},
      {"“연차 휴가” 신청", "연차 휴가 신청", {}, {}, {"연차 휴가"}, {}},
      {"연차 +신청 -반려", "연차 신청", {"신청"}, {"반려"}, {}, {}},
      {R"(연차 -"반려 사유")", "연차", {}, {}, {}, {"반려 사유"}},
      {R"(연차 +"반려 사유")", "연차 반려 사유", {}, {}, {"반려 사유"}, {}},
      {R"(휴가"신청 기한")", "휴가 신청 기한", {}, {}, {"신청 기한"}, {}},
      {R"("가""나")", "가 나", {}, {}, {"가", "나"}, {}},
      // What is no syntax is words.
      {R"("연차 휴가)", R"("연차 휴가)", {}, {}, {}, {}},
      {R"(5" 파이프)", R"(5" 파이프)", {}, {}, {}, {}},
      {"교통비 - 시내", "교통비 - 시내", {}, {}, {}, {}},
      {"교통비 + 시내", "교통비 + 시내", {}, {}, {}, {}},
      {"A-B C+", "A-B C+", {}, {}, {}, {}},
      {"--모두 ++하나 +-둘", "--모두 ++하나 +-둘", {}, {}, {}, {}},
      {R"("" 연차 "  ")", "연차", {}, {}, {}, {}},
      {"-반려", "-반려", {}, {}, {}, {}},
      {R"(-"반려 사유" -취소)", R"(-"반려 사유" -취소)", {}, {}, {}, {}},
      {"+", "+", {}, {}, {}, {}},
      {"", "", {}, {}, {}, {}},
      {" \t\n", " \t\n", {}, {}, {}, {}},
      {"\"", "\"", {}, {}, {}, {}},
      {"“", "“", {}, {}, {}, {}}};
  for (const Typed& each : cases) {
    const TypedQuery query = read_query(each.typed);
    EXPECT_EQ(query.text, each.text) << each.typed;
    EXPECT_EQ(query.conditions.must, each.must) << each.typed;
    EXPECT_EQ(query.conditions.must_not, each.must_not) << each.typed;
    EXPECT_EQ(query.conditions.phrases, each.phrases) << each.typed;
    EXPECT_EQ(query.conditions.phrases_not, each.phrases_not) << each.typed;
  }
}

TEST(ReadQuery, AnyBytesAreWords) {
  std::mt19937 random(11);
  const std::string letters = "+-\" \t가“”a1\xE2\x80\xFF";
  for (int i = 0; i < 20'000; ++i) {
    std::string typed;
    for (std::uint32_t n = random() % 12; n > 0; --n) typed += letters[random() % letters.size()];
    const TypedQuery query = read_query(typed);
    ASSERT_EQ(query.text.empty(), typed.empty()) << typed;
  }
}

class ConditionSource : public WordSource {
 public:
  using WordSource::WordSource;

  Conditions conditions(std::int64_t highest, std::uint32_t scopes) {
    Conditions made;
    if (below(3) == 0) made.must.push_back(words(1));
    if (below(3) == 0) made.must_not.push_back(words(2));
    if (below(3) == 0) made.phrases.push_back(words(2));
    if (below(4) == 0) made.phrases_not.push_back(words(2));
    if (below(4) == 0) {
      for (std::uint32_t i = 0; i < scopes; ++i) made.scopes.push_back(below(2) == 0);
    }
    if (below(3) == 0) {
      made.passages.emplace();
      std::int64_t at = 0;
      while (at < highest && below(5) != 0) {
        const std::int64_t first = at + below(20);
        at = first + below(60);
        made.passages->push_back({first, at});
        at += 2;
      }
    }
    return made;
  }
};

class ConditionsOverLibraries : public ::testing::Test {
 protected:
  void fill(ConditionSource& source, std::uint32_t most) {
    index_ = open_index(folder_.path());
    for (std::int64_t commit = 1; commit <= 4; ++commit) {
      std::vector<Made> fresh;
      for (std::uint32_t n = most; n > 0; --n) {
        highest_ += 1 + source.below(2);
        fresh.push_back(source.passage(highest_, kScopes));
      }
      add_all(*index_, fresh);
      made_.insert(made_.end(), fresh.begin(), fresh.end());
      std::vector<std::int64_t> removed;
      for (const Made& each : made_) {
        if (source.below(9) == 0) removed.push_back(each.id);
      }
      ASSERT_TRUE(index_->remove(removed));
      std::erase_if(made_, [&](const Made& each) {
        return std::find(removed.begin(), removed.end(), each.id) != removed.end();
      });
      ASSERT_TRUE(index_->commit(commit));
    }
    for (const Made& each : made_) by_id_.emplace(each.id, &each);
  }

  [[nodiscard]] bool read(std::int64_t passage, PassageFields& fields) const {
    const auto found = by_id_.find(passage);
    if (found == by_id_.end()) return false;
    fields = {found->second->title, found->second->context, found->second->body};
    return true;
  }

  static constexpr std::uint32_t kScopes = 3;
  Folder folder_;
  std::unique_ptr<LexicalIndex> index_;
  std::vector<Made> made_;
  std::map<std::int64_t, const Made*> by_id_;
  std::int64_t highest_ = 0;
};

TEST_F(ConditionsOverLibraries, AgreeWithANaiveScan) {
  ConditionSource source(21);
  fill(source, 300);
  std::size_t found = 0;
  for (int q = 0; q < 150; ++q) {
    SCOPED_TRACE("question " + std::to_string(q));
    Query query;
    query.text = source.words(6);
    query.k = 1 + source.below(30);
    for (std::uint32_t i = 0; i < kScopes; ++i)
      query.visible_scopes.push_back(source.below(4) != 0);
    Conditions conditions = source.conditions(highest_, kScopes);
    conditions.read = [this](std::int64_t passage, PassageFields& fields) {
      return read(passage, fields);
    };
    query.conditions = std::make_shared<const Conditions>(std::move(conditions));
    const auto hits = index_->search(query);
    ASSERT_TRUE(hits);
    const auto expected = naive_search(made_, query);
    ASSERT_EQ(hits->size(), expected.size());
    for (std::size_t i = 0; i < hits->size(); ++i) {
      ASSERT_EQ((*hits)[i].passage, expected[i].passage);
      ASSERT_EQ((*hits)[i].score, expected[i].score);
    }
    found += hits->size();
  }
  EXPECT_GT(found, 100U) << "the conditions of this test leave something to compare";
}

// A passage that is no longer kept, or no way to read it: no phrase is found, and nothing fails.
TEST_F(ConditionsOverLibraries, PhrasesNeedTheText) {
  index_ = open_index(folder_.path());
  add_all(*index_, {{1, 0, "", "", "연구비 예산 결산"}});
  ASSERT_TRUE(index_->commit(1));
  const auto search = [&](auto read) {
    Query query;
    query.text = "연구비 예산";
    query.visible_scopes = {true};
    Conditions conditions;
    conditions.phrases = {"연구비 예산"};
    conditions.read = read;
    query.conditions = std::make_shared<const Conditions>(std::move(conditions));
    return index_->search(query)->size();
  };
  using Read = std::function<bool(std::int64_t, PassageFields&)>;
  EXPECT_EQ(search(Read([](std::int64_t, PassageFields& fields) {
              fields.body = "연구비 예산 결산";
              return true;
            })),
            1U);
  EXPECT_EQ(search(Read([](std::int64_t, PassageFields&) { return false; })), 0U);
  EXPECT_EQ(search(Read()), 0U);
}

// Only permission changes what a word weighs.
TEST_F(ConditionsOverLibraries, ScoresStayTheSame) {
  ConditionSource source(5);
  fill(source, 300);
  Query query;
  query.text = source.words(5);
  query.k = 1'000;
  query.visible_scopes = {true, true, true};
  std::map<std::int64_t, double> scores;
  const auto all = index_->search(query);
  for (const Hit& hit : *all) scores[hit.passage] = hit.score;
  Conditions conditions;
  conditions.scopes = {false, true, false};
  conditions.passages = {{highest_ / 2, highest_}};
  query.conditions = std::make_shared<const Conditions>(std::move(conditions));
  const auto hits = index_->search(query);
  ASSERT_FALSE(hits->empty());
  for (const Hit& hit : *hits) EXPECT_EQ(hit.score, scores.at(hit.passage));
}

}  // namespace
}  // namespace sillok::index
