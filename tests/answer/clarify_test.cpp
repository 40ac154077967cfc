#include "answer/clarify.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sillok::answer {
namespace {

// A passage of one row a line, every row a candidate with the score of its place in `scores`.
struct Table {
  explicit Table(const std::vector<std::string>& rows, const std::vector<double>& scores) {
    library::KeptPassage kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Candidate candidate;
      candidate.span = {kept.passage.text.size(), kept.passage.text.size() + rows[i].size()};
      candidate.score = scores[i];
      candidates.push_back(candidate);
      kept.passage.text += rows[i] + "\n";
    }
    passages.push_back(std::move(kept));
  }
  std::vector<library::KeptPassage> passages;
  std::vector<Candidate> candidates;
};

Question asking(const std::string& text) {
  Question question;
  question.text = text;
  question.asks = Asks::amount;
  return question;
}

const std::vector<std::string> kRows{"구분: 결혼 | 경조금: 100만원", "구분: 출산 | 경조금: 60만원",
                                     "구분: 사망 | 경조금: 150만원", "구분: 회갑 | 경조금: 25만원",
                                     "구분: 입학 | 경조금: 20만원"};

TEST(Clarify, AsksBackWhenMoreRowsAreAsGoodThanCanBeQuoted) {
  const Table table(kRows, {1, 1, 1, 1, 1});
  EXPECT_EQ(clarify(asking("경조금은 얼마인가요?"), table.candidates, table.passages, 3),
            (std::vector<std::string>{"결혼", "출산", "사망", "회갑", "입학"}));
}

TEST(Clarify, AnswersWhenTheQuestionTellsThemApart) {
  const Table clear(kRows, {1.2, 1, 1, 1, 1});
  EXPECT_TRUE(clarify(asking("경조금은 얼마인가요?"), clear.candidates, clear.passages, 3).empty());
  const Table few(kRows, {1, 1, 1, 0.5, 0.5});
  EXPECT_TRUE(clarify(asking("경조금은 얼마인가요?"), few.candidates, few.passages, 3).empty());
  const Table named(kRows, {1, 1, 1, 1, 1});
  EXPECT_TRUE(
      clarify(asking("결혼 경조금은 얼마인가요?"), named.candidates, named.passages, 3).empty());
}

TEST(Clarify, SentencesAreNotToldApart) {
  const Table table({"하나.", "둘.", "셋.", "넷."}, {1, 1, 1, 1});
  EXPECT_TRUE(clarify(asking("얼마인가요?"), table.candidates, table.passages, 3).empty());
  EXPECT_TRUE(clarify(asking("얼마인가요?"), {}, {}, 3).empty());
}

}  // namespace
}  // namespace sillok::answer
