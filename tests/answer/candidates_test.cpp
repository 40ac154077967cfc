#include "answer/candidates.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "answer/confidence.h"
#include "answer/match.h"
#include "answer/question.h"

namespace sillok::answer {
namespace {

// A retriever for which every word is equally rare but those it was told of.
class Rarities final : public index::Retriever {
 public:
  std::map<std::string, double> known;
  [[nodiscard]] Result<std::vector<index::Hit>> search(const index::Query&) const override {
    return std::vector<index::Hit>{};
  }
  [[nodiscard]] std::vector<double> rarity(const std::vector<std::string>& terms,
                                           const std::vector<bool>&) const override {
    std::vector<double> values;
    for (const std::string& term : terms) {
      const auto found = known.find(term);
      values.push_back(found == known.end() ? 5.0 : found->second);
    }
    return values;
  }
  [[nodiscard]] std::string state() const override { return "test"; }
};

library::KeptPassage passage(std::int64_t id, const std::string& title, const std::string& text) {
  library::KeptPassage kept;
  kept.id = id;
  kept.document = "d" + std::to_string(id);
  kept.title = title;
  kept.passage.text = text;
  kept.passage.marks = {{0, 0, ""}};
  return kept;
}

std::string trimmed_of_marks(const std::string& text) {
  const text::Span span = without_marks(text, {0, text.size()});
  return text.substr(span.begin, span.end - span.begin);
}

TEST(WithoutMarks, Table) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"제12조(교통비) ① 시내교통비는 실비로 한다.", "시내교통비는 실비로 한다."},
      {"제12조의2(교통비) 시내교통비는 실비로 한다.", "시내교통비는 실비로 한다."},
      {"제 12 조 【교통비】 시내교통비는 실비로 한다.", "시내교통비는 실비로 한다."},
      {"② 숙박비는 실비로 한다.", "숙박비는 실비로 한다."},
      {"1. 국내 출장의 경우", "국내 출장의 경우"},
      {"가. 국내 출장의 경우", "국내 출장의 경우"},
      {"○ 국내 출장의 경우", "국내 출장의 경우"},
      {"- 국내 출장의 경우", "국내 출장의 경우"},
      {"제12조제1항에 따른 여비를 지급한다.", "제12조제1항에 따른 여비를 지급한다."},
      {"1.5배를 지급한다고 한다.", "1.5배를 지급한다고 한다."},
      {"다. ", "다. "},
      {"①", "①"},
      {"제3조(목적)", "제3조(목적)"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(trimmed_of_marks(text), expected) << text;
}

TEST(Understand, KeepsContentAndDropsWhatOnlyAsks) {
  const Rarities rarities;
  const Question question =
      understand("시내교통비는 하루에 얼마까지 되나요?", text::korean_analyzer(), rarities, {true});
  std::vector<std::string> stems;
  for (const Word& word : question.words) stems.push_back(word.stem);
  EXPECT_EQ(stems, (std::vector<std::string>{"시내교통비", "하루"}));
  EXPECT_EQ(question.asks, Asks::amount);
}

TEST(Understand, ReadsWhatIsAskedFor) {
  const Rarities rarities;
  const auto read = [&](const char* text) {
    return understand(text, text::korean_analyzer(), rarities, {true});
  };
  EXPECT_EQ(read("신청은 며칠 전까지 하나요?").asks, Asks::time);
  EXPECT_EQ(read("최대 몇 학점까지 들을 수 있나요?").unit, "학점");
  EXPECT_EQ(read("위원장은 누구인가요?").asks, Asks::person);
  EXPECT_EQ(read("휴가를 쓸 수 있나요?").asks, Asks::anything);
  EXPECT_TRUE(read("필터는 얼마나 자주 갈아야 하나요?").often);
  EXPECT_EQ(read("수당이 얼마인지 알려 주세요").asks, Asks::amount);
  EXPECT_EQ(read("수당이 얼마인지?").asks, Asks::amount);
  EXPECT_EQ(read("동료의 수당이 얼마인지 물어도 되나요?").asks, Asks::anything);
  EXPECT_TRUE(read("").words.empty());
  EXPECT_TRUE(read("???").words.empty());
}

TEST(Offers, WantsTheAskedUnit) {
  Question question;
  question.asks = Asks::amount;
  question.unit = "학점";
  EXPECT_EQ(offers(question, "36학점 이상 이수하여야 한다"), 1);
  EXPECT_EQ(offers(question, "3학년 이상이어야 한다"), 0.5);
  EXPECT_EQ(offers(question, "이수하여야 한다"), 0);
  question.unit.clear();
  EXPECT_EQ(offers(question, "회비는 5,000원으로 한다"), 1);
  EXPECT_EQ(offers(question, "제12조제3항에 따라 회비를 받는다"), 0);
}

TEST(Offers, WantsARoundForHowOften) {
  Question question;
  question.asks = Asks::time;
  question.often = true;
  EXPECT_EQ(offers(question, "필터는 180일마다 교체한다"), 1);
  EXPECT_EQ(offers(question, "매년 1월에 점검한다"), 1);
  EXPECT_EQ(offers(question, "필터는 3장을 둔다"), 0);
}

TEST(Degree, Table) {
  const auto held = [](const char* stem, const char* text, bool number = false) {
    Word word;
    word.stem = stem;
    word.part = number ? Part::number : Part::thing;
    return degree(word, look(text, text::korean_analyzer()));
  };
  EXPECT_EQ(held("교통비", "교통비는"), 1);
  EXPECT_EQ(held("교통비", "시내교통비는"), 1);
  EXPECT_EQ(held("복수전공규정", "복수 전공 규정에 따른다"), 1);
  EXPECT_NEAR(held("교통비", "교통을 막는다"), 2.0 / 3, 1e-9);
  EXPECT_EQ(held("주차", "전기 자동차"), 0);
  EXPECT_EQ(held("art", "start"), 0);
  EXPECT_EQ(held("art", "the art of"), 1);
  EXPECT_EQ(held("20", "120호", true), 0);
  EXPECT_EQ(held("20", "호봉: 20 | 봉급", true), 1);
}

TEST(Candidates, TheSentenceThatSaysItComesFirst) {
  const Rarities rarities;
  const Question question =
      understand("시내교통비는 하루에 얼마까지 되나요?", text::korean_analyzer(), rarities, {true});
  const std::vector<library::KeptPassage> passages{
      passage(1, "여비규정",
              "제11조(숙박비) ① 숙박비는 1박 80,000원 이내로 한다.\n"
              "제12조(교통비) ① 시내교통비는 1일 20,000원 이내로 한다.\n② 택시비는 뺀다."),
      passage(2, "보안규정", "비밀은 1일 1회 점검한다."),
  };
  const std::vector<index::Hit> hits{{1, 10.0}, {2, 3.0}};
  const std::vector<Candidate> found =
      candidates(question, hits, passages, text::korean_analyzer());
  ASSERT_FALSE(found.empty());
  const Candidate& best = found.front();
  EXPECT_EQ(
      passages[best.passage].passage.text.substr(best.span.begin, best.span.end - best.span.begin),
      "시내교통비는 1일 20,000원 이내로 한다.");
  EXPECT_GT(confidence(question, found), 0.5);
}

TEST(Confidence, ARareWordThatIsNowhereWeighsMost) {
  Rarities rarities;
  rarities.known["충전"] = 12;
  const std::vector<library::KeptPassage> passages{
      passage(1, "주차장규정", "주차 요금은 1시간 1,000원으로 한다.")};
  const std::vector<index::Hit> hits{{1, 5.0}};
  const auto sure = [&](const char* text) {
    const Question question = understand(text, text::korean_analyzer(), rarities, {true});
    return confidence(question, candidates(question, hits, passages, text::korean_analyzer()));
  };
  EXPECT_GT(sure("주차 요금은 얼마인가요?"), 0.8);
  EXPECT_LT(sure("주차장에서 전기차를 충전하는 요금은 얼마인가요?"), 0.5);
  EXPECT_EQ(sure("???"), 0);
}

TEST(Confidence, WhatIsAnothersIsNoAnswer) {
  const Rarities rarities;
  const auto sure = [&](const char* sentence) {
    const std::vector<library::KeptPassage> passages{passage(1, "정관", sentence)};
    const Question question =
        understand("총장의 임기는 몇 년인가요?", text::korean_analyzer(), rarities, {true});
    const auto found = candidates(question, {{1, 5.0}}, passages, text::korean_analyzer());
    return confidence(question, found);
  };
  EXPECT_GT(sure("총장의 임기는 4년으로 한다."), 0.8);
  EXPECT_LT(sure("위원은 위원장의 제청으로 총장이 임명하며 임기는 2년으로 한다."), 0.5);
}

}  // namespace
}  // namespace sillok::answer
