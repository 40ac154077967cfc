// What the best passages are read again for: features, and the trees over them.
#include <gtest/gtest.h>

#include <cmath>

#include "index/features.h"
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

}  // namespace
}  // namespace sillok::index
