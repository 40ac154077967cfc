#include "operate/answers.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace sillok::operate {
namespace {

answer::Answer said(const std::string& text, double confidence, const std::string& file = {},
                    const std::string& section = {}, const std::string& article = {}) {
  answer::Answer answer;
  answer.confidence = confidence;
  answer.milliseconds = 1;
  if (text.empty()) return answer;
  answer.status = answer::Status::answered;
  answer::Citation citation;
  citation.file = file;
  citation.place.section = {section};
  citation.place.article = article;
  answer.sentences.push_back({text, answer::Support::supported, {citation}});
  return answer;
}

ExamQuestion asked(const std::string& question, const std::string& expected, bool answerable) {
  ExamQuestion each;
  each.question = question;
  if (!expected.empty()) each.expected = {expected};
  each.answerable = answerable;
  return each;
}

Exam run(const std::vector<ExamQuestion>& questions,
         const std::map<std::string, answer::Answer>& answers) {
  Result<Exam> exam = examine(questions, [&](const std::string& question) {
    return Result<answer::Answer>(answers.at(question));
  });
  EXPECT_TRUE(exam);
  return std::move(*exam);
}

TEST(Examine, CountsRightAnswersAndRightSilence) {
  ExamQuestion one = asked("하나", "1일 20,000원", true);
  one.source = "여비규정.md";
  one.regulation = "학생 야간잔류에 관한 규정";
  one.article = "제12조";
  const Exam exam = run({one, asked("둘", "없는 말", true), asked("셋", "무엇", true),
                         asked("넷", "", false), asked("다섯", "", false)},
                        {{"하나", said("한도는 1일  20,000 원이다.", 0.9, "여비규정.md",
                                       "학생야간잔류에관한규정", "제12조제1항")},
                         {"둘", said("딴소리.", 0.8)},
                         {"셋", said("", 0.2)},
                         {"넷", said("", 0.1)},
                         {"다섯", said("있지도 않은 것.", 0.7)}});
  EXPECT_NEAR(exam.all.accuracy, 1.0 / 3, 1e-9);
  EXPECT_EQ(exam.all.source_rate, 1);
  EXPECT_EQ(exam.all.place_rate, 1);
  EXPECT_EQ(exam.all.abstain_precision, 0.5);
  EXPECT_EQ(exam.all.abstain_recall, 0.5);
  // Pairs (answerable, not): 0.9 and 0.8 above both, 0.2 above 0.1 only: 5 of 6.
  EXPECT_NEAR(exam.auroc, 5.0 / 6, 1e-9);
  EXPECT_EQ(exam.p50_ms, 1);
}

TEST(Examine, AnAnswerElsewhereThatSaysTheSameIsRight) {
  ExamQuestion question = asked("하나", "36학점 이상", true);
  question.regulation = "복수전공규정";
  question.article = "제5조";
  question.also = {{"학칙", "제40조", "36학점을"}};
  const Exam exam =
      run({question}, {{"하나", said("36학점을 이수한다.", 1, "", "학칙", "제40조")}});
  EXPECT_EQ(exam.all.accuracy, 1);
  EXPECT_EQ(exam.all.place_rate, 1);
}

TEST(Examine, TiesCountHalfAndOneClassAloneTellsNothing) {
  EXPECT_EQ(run({asked("하나", "x", true), asked("둘", "", false)},
                {{"하나", said("", 0.4)}, {"둘", said("", 0.4)}})
                .auroc,
            0.5);
  EXPECT_EQ(run({asked("하나", "x", true)}, {{"하나", said("", 0.4)}}).auroc, 0.5);
}

TEST(Examine, MiddleDotsCompareAlike) {
  ExamQuestion question = asked("하나", "취소ㆍ변경", true);
  const Exam exam = run({question}, {{"하나", said("1회에 한하여 취소·변경할 수 있다.", 1)}});
  EXPECT_EQ(exam.all.accuracy, 1);
}

TEST(ReadQuestions, NamesTheLineThatIsWrong) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / "sillok_questions_test.jsonl";
  std::ofstream(file) << "{\"question\":\"하나\",\"answerable\":false}\n\n[1]\n";
  const Result<std::vector<ExamQuestion>> questions = read_questions(file);
  ASSERT_FALSE(questions);
  EXPECT_NE(questions.error().subject.find("line 3"), std::string::npos);
  std::ofstream(file) << "{\"question\":\"하나\",\"expected\":[\"가\",1],\"kind\":\"who\"}\n";
  const Result<std::vector<ExamQuestion>> good = read_questions(file);
  ASSERT_TRUE(good);
  EXPECT_EQ(good->front().expected, std::vector<std::string>{"가"});
  EXPECT_TRUE(good->front().answerable);
  std::filesystem::remove(file);
  EXPECT_FALSE(read_questions(file));
}

}  // namespace
}  // namespace sillok::operate
