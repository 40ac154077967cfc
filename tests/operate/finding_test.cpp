#include "operate/finding.h"

#include <gtest/gtest.h>

#include <string>

namespace sillok::operate {
namespace {

// A passage of 여비규정.md with two articles.
library::KeptPassage travel_rules() {
  library::KeptPassage kept;
  kept.document = "d1";
  kept.title = "여비 규정";
  kept.file = "여비규정.md";
  kept.passage.text =
      "제3조(교통비) 시내 교통비는 1일 20,000원으로 한다.\n제4조(숙박비) 실비로 한다.";
  kept.passage.section = {"규정집", "여비 규정"};
  kept.passage.marks = {{0, 0, "제3조"}, {kept.passage.text.find("제4조"), 0, "제4조"}};
  return kept;
}

ExamQuestion asked_of(const std::string& source, const std::string& expected) {
  ExamQuestion question;
  question.source = source;
  question.expected = {expected};
  return question;
}

ExamQuestion asked_at(const std::string& regulation, const std::string& article) {
  ExamQuestion question;
  question.regulation = regulation;
  question.article = article;
  question.expected = {"판단에 쓰이지 않는 말"};
  return question;
}

TEST(IsAnsweredBy, AnExpectedStringInItsSource) {
  const library::KeptPassage passage = travel_rules();
  for (const char* source : {"", "d1", "여비규정.md", "여비 규정"}) {
    EXPECT_TRUE(is_answered_by(asked_of(source, "1일 20,000 원"), passage)) << source;
  }
  EXPECT_FALSE(is_answered_by(asked_of("복무규정.md", "1일 20,000원"), passage));
  EXPECT_FALSE(is_answered_by(asked_of("여비규정.md", "30,000원"), passage));
  EXPECT_FALSE(is_answered_by(asked_of("여비규정.md", ""), passage));
  EXPECT_FALSE(is_answered_by(ExamQuestion{}, passage));
}

TEST(IsAnsweredBy, ARowOfATableWithOrWithoutItsHeads) {
  library::KeptPassage passage = travel_rules();
  passage.passage.text = "구분: 서울 | 숙박비: 70,000원 | 비고: 실비\n부산 | 60,000원 | 정액";
  for (const char* row : {"| 서울 | 70,000원 |", "70,000 원 | 실비", "부산 | 60,000원"}) {
    EXPECT_TRUE(is_answered_by(asked_of("", row), passage)) << row;
  }
  for (const char* row : {"서울 | 실비", "서울 | 60,000원", "울 | 70,000원"}) {
    EXPECT_FALSE(is_answered_by(asked_of("", row), passage)) << row;
  }
}

TEST(IsAnsweredBy, AnyArticleThatStandsInThePassage) {
  const library::KeptPassage passage = travel_rules();
  EXPECT_TRUE(is_answered_by(asked_at("여비규정", "제3조"), passage));
  EXPECT_TRUE(is_answered_by(asked_at("여비 규정", "제4조"), passage));
  EXPECT_TRUE(is_answered_by(asked_at("", "제4조"), passage));
  EXPECT_FALSE(is_answered_by(asked_at("여비규정", "제5조"), passage));
  EXPECT_FALSE(is_answered_by(asked_at("복무규정", "제3조"), passage));
}

TEST(IsAnsweredBy, APlaceThatSaysTheSame) {
  ExamQuestion question = asked_at("복무규정", "제9조");
  EXPECT_FALSE(is_answered_by(question, travel_rules()));
  question.also.push_back({"여비규정", "제4조", ""});
  EXPECT_TRUE(is_answered_by(question, travel_rules()));
}

TEST(RelevanceOf, NothingIsKnownOfOtherDocuments) {
  const library::KeptPassage passage = travel_rules();
  EXPECT_EQ(relevance_of(asked_of("여비규정.md", "1일 20,000원"), passage), 1);
  EXPECT_EQ(relevance_of(asked_of("여비규정.md", "30,000원"), passage), 0);
  EXPECT_EQ(relevance_of(asked_of("복무규정.md", "1일 20,000원"), passage), kUnknown);
  // Judged over the whole library: by an article, or with no source named.
  EXPECT_EQ(relevance_of(asked_of("", "30,000원"), passage), 0);
  EXPECT_EQ(relevance_of(asked_at("복무규정", "제3조"), passage), 0);
}

}  // namespace
}  // namespace sillok::operate
