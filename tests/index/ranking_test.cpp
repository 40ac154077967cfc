// The best passages read again: features, the trees over them, and both together.
#include <gtest/gtest.h>

#include <cmath>

#include "index/hybrid.h"
#include "index/ranker.h"
#include "library_of_words.h"

namespace sillok::index {
namespace {

// Every word as rare as any other.
class Even final : public Retriever {
 public:
  Result<std::vector<Hit>> search(const Query&) const override { return std::vector<Hit>{}; }
  std::vector<double> rarity(const std::vector<std::string>& terms,
                             const std::vector<bool>&) const override {
    return std::vector<double>(terms.size(), 2.0);
  }
  std::string state() const override { return "even"; }
};

double feature(const Features& features, Feature which) {
  return static_cast<double>(features[static_cast<std::size_t>(which)]);
}

Features read(const std::string& question, const PassageText& passage,
              const Retrieved& retrieved = {}, const std::string& likewise = {}) {
  const Even even;
  Query query;
  query.text = question;
  query.likewise = likewise;
  query.visible_scopes = {true};
  return Asked(query, text::korean_analyzer(), even).against(passage, retrieved);
}

TEST(Features, WordsAreLookedForInBodyAndHeadings) {
  const Features features = read("출장 숙박비", {"여비규정", "숙박비", "출장에는 여비를 준다."});
  EXPECT_GT(feature(features, Feature::words_body), 0.3);
  EXPECT_LT(feature(features, Feature::words_body), 1);
  EXPECT_GT(feature(features, Feature::words_heading), 0.3);
  EXPECT_NEAR(feature(features, Feature::words_all), 1, 1e-6);
  EXPECT_EQ(feature(features, Feature::missed_most), 0);
}

TEST(Features, OneSentenceThatHoldsAllIsMoreThanTwoThatHoldHalf) {
  const Features one = read("연차 이월", {"", "", "연차는 이월하지 않는다. 병가는 따로 정한다."});
  const Features two = read("연차 이월", {"", "", "연차는 15일이다. 예산은 이월하지 않는다."});
  EXPECT_GT(feature(one, Feature::words_sentence), feature(two, Feature::words_sentence));
  EXPECT_NEAR(feature(two, Feature::words_pair), 1, 1e-6);
  EXPECT_GT(feature(one, Feature::together), feature(two, Feature::together));
}

TEST(Features, NumbersOfTheQuestionMustAgree) {
  EXPECT_EQ(feature(read("5일 휴가", {"", "", "휴가는 5일이다."}), Feature::numbers), 1);
  EXPECT_EQ(feature(read("5일 휴가", {"", "", "휴가는 7일이다."}), Feature::numbers), 0);
  EXPECT_EQ(feature(read("며칠 휴가", {"", "", "휴가는 7일이다."}), Feature::numbers), 0.5);
}

TEST(Features, OtherWordsCountApart) {
  const PassageText passage{"", "보수", "보수는 매월 지급한다."};
  const Features features = read("월급", passage, {}, "보수");
  EXPECT_EQ(feature(features, Feature::words_body), 0);
  EXPECT_GT(feature(features, Feature::likewise_body), 0);
  EXPECT_GT(feature(features, Feature::likewise_heading), 0);
}

TEST(Features, AreFiniteAndWithinBoundsForAnything) {
  WordSource words(11);
  for (int i = 0; i < 300; ++i) {
    const std::string title = words.words(3), context = words.words(4), body = words.words(40);
    const Features features = read(i % 7 == 0 ? "" : words.words(8), {title, context, body},
                                   {3, i % 3 == 0 ? 0.0 : 4.0, 0.5}, words.words(3));
    for (std::size_t f = 0; f < kFeatures; ++f) {
      EXPECT_TRUE(std::isfinite(features[f])) << name_of(static_cast<Feature>(f));
      const bool is_count = static_cast<Feature>(f) == Feature::length ||
                            static_cast<Feature>(f) == Feature::asked_words;
      EXPECT_GE(features[f], 0);
      if (!is_count) {
        EXPECT_LE(features[f], 1) << name_of(static_cast<Feature>(f));
      }
    }
  }
  const Features none = read("", {"", "", ""});
  for (const float value : none) EXPECT_TRUE(std::isfinite(value));
}

TEST(Ranker, ReadsWeightsAndTrees) {
  const auto ranker =
      Ranker::parse("# a model\n+ score_share 2\n(similarity 0.5 -1 (numbers 0.25 0.5 1.5))\n");
  ASSERT_TRUE(ranker);
  EXPECT_EQ(ranker->trees(), 1U);
  const auto relevance = [&](float share, float similarity, float numbers) {
    Features features{};
    features[static_cast<std::size_t>(Feature::score_share)] = share;
    features[static_cast<std::size_t>(Feature::similarity)] = similarity;
    features[static_cast<std::size_t>(Feature::numbers)] = numbers;
    const double chance = ranker->relevance(features);
    return std::log(chance / (1 - chance));
  };
  EXPECT_NEAR(relevance(1, 0.5F, 0), 1, 1e-6);
  EXPECT_NEAR(relevance(0, 0.75F, 0.25F), 0.5, 1e-6);
  EXPECT_NEAR(relevance(0.5F, 0.75F, 1), 2.5, 1e-6);
}

TEST(Ranker, RefusesWhatIsNoModel) {
  for (const char* bad :
       {"", "# nothing\n", "(similarity 0.5 1)", "(unheard 0.5 1 2)", "1 2", "nan",
        "(similarity x 1 2)", "+ unheard 1\n0", "+ similarity\n0", "((((("}) {
    EXPECT_FALSE(Ranker::parse(bad)) << bad;
  }
  EXPECT_FALSE(Ranker::parse(std::string(100, '(')));
}

TEST(Ranker, TheShippedModelReads) {
  EXPECT_GT(shipped_ranker().trees(), 0U);
}

// A library in memory with its index.
struct Kept {
  explicit Kept(const std::filesystem::path& folder)
      : index(*LexicalIndex::open(folder, text::korean_analyzer())) {}
  void add(const Made& passage) {
    const Entry entry = passage.entry();
    ASSERT_TRUE(index->add({&entry, 1}));
    texts[passage.id] = {passage.id, passage.title, passage.context, passage.body};
  }
  [[nodiscard]] Hybrid hybrid() const {
    return Hybrid(
        *index, text::korean_analyzer(),
        [this](std::span<const std::int64_t> ids) -> Result<std::vector<KeptText>> {
          std::vector<KeptText> found;
          for (const std::int64_t id : ids) {
            if (const auto text = texts.find(id); text != texts.end())
              found.push_back(text->second);
          }
          return found;
        },
        nullptr);
  }
  std::unique_ptr<LexicalIndex> index;
  std::map<std::int64_t, KeptText> texts;
};

TEST(Hybrid, HiddenPassagesChangeNoResultAndNoScore) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    WordSource words(seed);
    const Folder all_folder, seen_folder;
    Kept all(all_folder.path()), seen(seen_folder.path());
    for (std::int64_t id = 1; id <= 120; ++id) {
      const Made made{id, static_cast<std::int64_t>(words.below(3)), words.words(3), words.words(3),
                      words.words(30)};
      all.add(made);
      if (made.scope == 1) seen.add(made);
    }
    ASSERT_TRUE(all.index->commit(1));
    ASSERT_TRUE(seen.index->commit(1));
    for (int question = 0; question < 20; ++question) {
      Query query;
      query.text = words.words(6);
      query.likewise = words.words(2);
      query.k = 1 + words.below(60);
      query.visible_scopes = {false, true, false};
      const auto from_all = all.hybrid().search(query);
      const auto from_seen = seen.hybrid().search(query);
      ASSERT_TRUE(from_all && from_seen);
      ASSERT_EQ(from_all->size(), from_seen->size());
      for (std::size_t i = 0; i < from_all->size(); ++i) {
        EXPECT_EQ((*from_all)[i].passage, (*from_seen)[i].passage);
        EXPECT_EQ((*from_all)[i].score, (*from_seen)[i].score);
      }
    }
  }
}

TEST(Hybrid, GivesAtMostKBestFirstEachOnceAndLeavesOutWhatIsGone) {
  WordSource words(5);
  const Folder folder;
  Kept kept(folder.path());
  for (std::int64_t id = 1; id <= 200; ++id) {
    kept.add({id, 0, words.words(3), words.words(3), words.words(30)});
  }
  ASSERT_TRUE(kept.index->commit(1));
  kept.texts.erase(7);
  for (const std::size_t k : {1, 10, 40, 41, 150, 1000}) {
    Query query;
    query.text = "휴가 신청 교통비 총장";
    query.k = k;
    query.visible_scopes = {true};
    const auto hits = kept.hybrid().search(query);
    ASSERT_TRUE(hits);
    EXPECT_LE(hits->size(), k);
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < hits->size(); ++i) {
      EXPECT_TRUE(seen.insert((*hits)[i].passage).second);
      if (i > 0) {
        EXPECT_LE((*hits)[i].score, (*hits)[i - 1].score);
      }
      EXPECT_GT((*hits)[i].score, 0);
    }
  }
}

}  // namespace
}  // namespace sillok::index
