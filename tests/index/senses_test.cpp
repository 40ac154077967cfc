// What of a question a passage means, and how passages fall short of the best.
#include "index/senses.h"

#include <gtest/gtest.h>

#include "index/features.h"

namespace sillok::index {
namespace {

// Two words, one with another word for it.
Query raise_question() {
  Query query;
  query.text = "월급을 올리는 시기";
  query.senses = {{"월급", 3, {{"보수", 0.9}}}, {"시기", 1, {}}};
  return query;
}

// What the senses hold of a text.
std::vector<bool> held_of(const Senses& senses, std::string_view text) {
  std::vector<text::Term> terms;
  text::korean_analyzer().analyse(text, terms);
  std::vector<bool> held(senses.terms());
  for (const text::Term& term : terms) {
    const bool is_pair = term.kind == text::TermKind::bigram;
    const Senses::Numbers& among = is_pair ? senses.pairs() : senses.words();
    if (const auto found = among.find(term.text); found != among.end()) held[found->second] = true;
  }
  return held;
}

TEST(Senses, AWordCountsOnceHoweverItIsSaid) {
  const Senses senses(raise_question(), text::korean_analyzer());
  const auto covered = [&](std::string_view text) { return senses.covered(held_of(senses, text)); };
  EXPECT_DOUBLE_EQ(covered("월급을 올리는 시기는 3월이다."), 1);
  EXPECT_DOUBLE_EQ(covered("월급은 매월 25일에 준다."), 0.75);
  const double other = covered("보수는 매월 25일에 지급한다.");
  EXPECT_GT(other, 0.5);
  EXPECT_LT(other, 0.75) << "another word says a little less";
  EXPECT_DOUBLE_EQ(covered("월급, 곧 보수는 매월 25일에 준다."), 0.75) << "not the sum of both";
  EXPECT_DOUBLE_EQ(covered("휴가는 15일로 한다."), 0);
}

TEST(Senses, TheHeaviestThatIsMissed) {
  const Senses senses(raise_question(), text::korean_analyzer());
  const auto missed = [&](std::string_view text) { return senses.missed(held_of(senses, text)); };
  EXPECT_DOUBLE_EQ(missed("휴가는 15일로 한다."), 0.75);
  EXPECT_DOUBLE_EQ(missed("보수는 매월 지급한다."), 0.25);
  EXPECT_DOUBLE_EQ(missed("보수를 올리는 시기"), 0);
}

TEST(Senses, AQuestionWithoutAnyHoldsNothing) {
  const Senses senses(Query{}, text::korean_analyzer());
  EXPECT_EQ(senses.terms(), 0U);
  EXPECT_DOUBLE_EQ(senses.covered({}), 0);
  EXPECT_DOUBLE_EQ(senses.missed({}), 0);
}

float at(const Features& features, Feature feature) {
  return features[static_cast<std::size_t>(feature)];
}

TEST(Features, FallShortOfTheBestOfAll) {
  Features near{}, far{};
  near[static_cast<std::size_t>(Feature::similarity)] = 0.75F;
  far[static_cast<std::size_t>(Feature::similarity)] = -0.25F;
  far[static_cast<std::size_t>(Feature::senses_offered)] = 0.5F;
  const Features best = greatest(near, far);
  fall_short(best, near);
  fall_short(best, far);
  EXPECT_FLOAT_EQ(at(near, Feature::similarity_short), 0);
  EXPECT_FLOAT_EQ(at(far, Feature::similarity_short), 1);
  EXPECT_FLOAT_EQ(at(near, Feature::offered_short), 0.5F);
  EXPECT_FLOAT_EQ(at(far, Feature::offered_short), 0);
}

}  // namespace
}  // namespace sillok::index
