#include "prepare/structure.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "written.h"

namespace sillok::prepare {
namespace {

using document::BlockKind;
using document::Document;
using document::Role;
using Path = std::vector<std::string>;

Document recognised(Document document) {
  recognise_structure(document);
  const std::string once = shape(document);
  recognise_structure(document);
  EXPECT_EQ(shape(document), once) << "not idempotent";
  return document;
}

TEST(Structure, RulesGetArticlesAndSections) {
  const Document rules = recognised(written({
      "여 비 규 정",
      "제정 2001. 3. 1.",
      "제1장  총    칙",
      "제1조(목적) 이 규정은 여비를 정함을 목적으로 한다.",
      "제2장 국내 여비",
      "제12조의2(교통비) ① 교통비는 다음 각 호와 같다. <개정 2020. 3. 1.>",
      "  1. 시내교통비",
      "    가. 버스",
      "    나. 지하철",
      "  2. 시외교통비",
      "② <삭제 2006. 1. 13.>",
      "  ③ 시내교통비는 1일 20,000원 이내로 한다.",
  }));
  EXPECT_EQ(block_of(rules, "여 비").kind, BlockKind::heading);
  EXPECT_EQ(block_of(rules, "여 비").section, Path{"여비규정"});
  EXPECT_EQ(block_of(rules, "여 비").note, "제정 2001. 3. 1.");
  EXPECT_EQ(block_of(rules, "제1조").article, "제1조");
  EXPECT_EQ(block_of(rules, "제1조").section, (Path{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(block_of(rules, "제12조의2").article, "제12조의2제1항");
  EXPECT_EQ(block_of(rules, "제12조의2").text, "제12조의2(교통비) ① 교통비는 다음 각 호와 같다.");
  EXPECT_EQ(block_of(rules, "제12조의2").note, "개정 2020. 3. 1.");
  EXPECT_EQ(block_of(rules, "1. 시내").article, "제12조의2제1항제1호");
  EXPECT_EQ(block_of(rules, "나. 지하철").article, "제12조의2제1항제1호나목");
  EXPECT_EQ(block_of(rules, "2. 시외").article, "제12조의2제1항제2호");
  EXPECT_EQ(block_of(rules, "②").role, Role::history);
  EXPECT_EQ(block_of(rules, "②").text, "② <삭제 2006. 1. 13.>");
  EXPECT_EQ(block_of(rules, "③").article, "제12조의2제3항");
  EXPECT_EQ(block_of(rules, "③").section, (Path{"여비규정", "제2장 국내 여비"}));
}

TEST(Structure, HeadingAloneTakesTheNextParagraph) {
  const Document rules = recognised(written(
      {"여비규정", "제1조(목적)", "이 규정은 여비를 정한다.", "제2조(정의)", "여비는 돈이다."}));
  EXPECT_EQ(block_of(rules, "제1조").kind, BlockKind::heading);
  EXPECT_EQ(block_of(rules, "이 규정은").article, "제1조");
  EXPECT_EQ(block_of(rules, "여비는").article, "제2조");
}

TEST(Structure, SeveralProvisionsInOneParagraphAreParted) {
  const Document rules = recognised(written(
      {"제1조(목적) 이 규정은 여비를 정한다. 제2조(정의) ① 여비는 돈이다. ② 교통비는 여비이다.\n"
       "제3조(지급) 지급은\n1. 현금\n2. 계좌"}));
  ASSERT_EQ(rules.blocks.size(), 6U);
  EXPECT_EQ(rules.blocks[0].article, "제1조");
  EXPECT_EQ(rules.blocks[1].article, "제2조제1항");
  EXPECT_EQ(rules.blocks[2].article, "제2조제2항");
  EXPECT_EQ(rules.blocks[2].text, "② 교통비는 여비이다.");
  EXPECT_EQ(rules.blocks[3].article, "제3조");
  EXPECT_EQ(rules.blocks[5].article, "제3조제2호");
}

TEST(Structure, LinesOfOneBlockMayBeHeadings) {
  const Document rules = recognised(written({
      "여비규정\n제정 2012. 3. 1. / 개정 2019. 1. 1.\n담당 부서의 안내이다.",
      "제1장 총칙\n제1조(목적)\n이 규정은 여비를 정한다.",
      "부칙\n이 규정은 2021년 1월 11일부터 시행한다.",
  }));
  EXPECT_EQ(block_of(rules, "여비규정").text, "여비규정");
  EXPECT_EQ(block_of(rules, "이 규정은 여비").section, (Path{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(block_of(rules, "이 규정은 여비").article, "제1조");
  EXPECT_EQ(block_of(rules, "이 규정은 2021").article, "부칙");
}

TEST(Structure, MentionsAreNoHeadings) {
  const Document rules = recognised(written({
      "제1조(목적) 이 규정은 여비를 정한다.",
      "제5조의 규정에도 불구하고 예외로 한다.",
      "제2조(정의) 여비는 돈이다.",
      "제9조 이 조는 아직 차례가 아니다.",
      "제3조 이 규정에 없는 것은 따로 정한다.",
  }));
  EXPECT_EQ(block_of(rules, "제5조의").article, "제1조");
  EXPECT_EQ(block_of(rules, "제9조").article, "제2조");
  EXPECT_EQ(block_of(rules, "제3조").article, "제3조");
}

TEST(Structure, AnArticleNumberedTwiceKeepsItsNumber) {
  const Document rules = recognised(written({"제1조(목적) 하나이다.", "제2조(정의) 둘이다.",
                                             "제2조(또 정의) 또 둘이다.", "제3조(지급) 셋이다."}));
  EXPECT_EQ(block_of(rules, "제2조(또").article, "제2조");
  EXPECT_EQ(block_of(rules, "제3조").article, "제3조");
}

TEST(Structure, AddendaAreToldApart) {
  const Document rules = recognised(written({
      "여비규정",
      "제1조(목적) 이 규정은 여비를 정한다.",
      "제2조(정의) 여비는 돈이다.",
      "부      칙",
      "제1조(시행일) 이 규정은 2020년 3월 1일부터 시행한다.",
      "제2조(경과조치) 종전의 여비는 그대로 둔다.",
      "부 칙 <2021. 5. 1.>",
      "① (시행일) 이 규정은 2021년 5월 1일부터 시행한다.",
      "부칙",
      "1. 이 규정은 2022년 1월 1일부터 시행한다.",
      "2. 이 변경 규정은 2023년 1월 1일부터 시행한다.",
  }));
  EXPECT_EQ(block_of(rules, "제1조(시행일)").article, "부칙 제1조");
  EXPECT_EQ(block_of(rules, "제1조(시행일)").section, (Path{"여비규정", "부칙"}));
  EXPECT_EQ(block_of(rules, "제2조(경과").article, "부칙 제2조");
  EXPECT_EQ(block_of(rules, "① (시행일)").article, "부칙 제1항");
  EXPECT_EQ(block_of(rules, "① (시행일)").section, (Path{"여비규정", "부칙<2021. 5. 1.>"}));
  EXPECT_EQ(block_of(rules, "2. 이 변경").article, "부칙 제2호");
}

TEST(Structure, AddendaOfManyDatedLines) {
  Document rules = written({"여비규정", "제1조(목적) 이 규정은 여비를 정한다.", "부칙"});
  for (int i = 1; i <= 150; ++i) {
    rules.blocks.push_back(paragraph(std::to_string(i) + ". 이 변경 규정은 " +
                                     std::to_string(1870 + i) + "년 3월 1일부터 시행한다."));
  }
  rules.blocks.push_back(paragraph("여비 정액표"));
  rules.blocks.push_back(table({{"구분", "금액"}, {"일비", "20,000원"}}));
  rules = recognised(std::move(rules));
  EXPECT_EQ(block_of(rules, "150.").article, "부칙 제150호");
  // A table behind them is no provision of theirs.
  EXPECT_EQ(rules.blocks.back().article, "");
  EXPECT_EQ(rules.blocks.back().section, (Path{"여비규정", "여비 정액표"}));
}

TEST(Structure, AnnexesNameTheirTables) {
  Document rules = written({"여비규정", "제1조(목적) 여비는 별표 1과 같다.", "부칙",
                            "1. 이 규정은 2020년 3월 1일부터 시행한다.",
                            "[별표 1] <개정 2020. 3. 1.>", "국내 여비 지급표"});
  rules.blocks.push_back(table({{"구분", "금액"}, {"일비", "20,000원"}}));
  rules.blocks.push_back(
      table({{"■ [별지 제1호서식]", ""}, {"출장 신청서", "소속"}, {"성명", "직급"}}));
  rules.blocks.push_back(paragraph("[별지 제2호 서식]"));
  rules.blocks.push_back(paragraph("여비 협약서"));
  rules.blocks.push_back(paragraph("제1조(목적) 이 협약은 여비를 정한다."));
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks[6].article, "별표 1");
  EXPECT_EQ(rules.blocks[6].section, (Path{"여비규정", "별표 1 국내 여비 지급표"}));
  EXPECT_EQ(rules.blocks[4].note, "개정 2020. 3. 1.");
  EXPECT_EQ(rules.blocks[7].article, "별지 제1호서식");
  EXPECT_EQ(rules.blocks[7].section, (Path{"여비규정", "별지 제1호서식 출장 신청서"}));
  EXPECT_EQ(block_of(rules, "제1조(목적) 이 협약").article, "별지 제2호서식 제1조");
}

TEST(Structure, TheMainTextMayGoOnBehindAnAnnex) {
  Document rules = written({"제1조(목적) 하나이다.", "제2조(여비) 둘이다.", "[별표 1] 여비"});
  rules.blocks.push_back(table({{"구분", "금액"}, {"일비", "20,000원"}}));
  rules.blocks.push_back(paragraph("제3조(지급) 셋이다."));
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks.back().article, "제3조");
}

TEST(Structure, MarkdownHeadingsWithArticles) {
  Document rules;
  rules.blocks = {heading("여비규정", 1),
                  heading("제1장 총칙", 2),
                  heading("제1조(목적)", 3),
                  paragraph("이 규정은 여비를 정한다."),
                  heading("제2장 여비", 2),
                  heading("제2조(교통비)", 3),
                  paragraph("① 교통비는 2만원이다."),
                  heading("부칙", 2),
                  paragraph("제1조(시행일) 이 규정은 오늘부터 시행한다."),
                  heading("별표 1 여비 지급표", 2),
                  paragraph("일비는 2만원이다.")};
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks[3].article, "제1조");
  EXPECT_EQ(rules.blocks[3].section, (Path{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(rules.blocks[6].article, "제2조제1항");
  EXPECT_EQ(rules.blocks[8].article, "부칙 제1조");
  EXPECT_EQ(rules.blocks[10].article, "별표 1");
  EXPECT_EQ(rules.blocks[10].section, (Path{"여비규정", "별표 1 여비 지급표"}));
}

TEST(Structure, HeadingsByLooksStayInsideTheRules) {
  Document rules;
  rules.blocks = {heading("여비규정", 1),
                  paragraph("제1조(목적) 이 규정은 여비를 정한다."),
                  heading("1) 국내 여비", 1),
                  paragraph("[별표 1]"),
                  heading("여비 지급표", 1),
                  paragraph("일비는 2만원이다."),
                  heading("국외", 1),
                  paragraph("일비는 5만원이다."),
                  heading("20   년    월    일", 1),
                  paragraph("[별표 2]"),
                  paragraph("숙박비 지급표"),
                  paragraph("숙박비는 9만원이다.")};
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks[2].kind, BlockKind::paragraph);
  EXPECT_EQ(rules.blocks[2].article, "제1조");
  EXPECT_EQ(rules.blocks[5].section, (Path{"여비규정", "별표 1 여비 지급표"}));
  EXPECT_EQ(rules.blocks[7].section, (Path{"여비규정", "별표 1 여비 지급표", "국외"}));
  EXPECT_EQ(rules.blocks[7].article, "별표 1");
  EXPECT_EQ(rules.blocks[11].section, (Path{"여비규정", "별표 2 숙박비 지급표"}));
}

TEST(Structure, OrdinaryHeadingsGiveSections) {
  Document guide;
  guide.blocks = {heading("입사 안내", 1), paragraph("환영합니다."),
                  heading("첫날", 2),      paragraph("출입증을 받습니다."),
                  heading("서류", 3),      paragraph("신분증입니다."),
                  heading("둘째 날", 2),   paragraph("교육을 받습니다. (개정 2020. 1. 1.)")};
  guide = recognised(std::move(guide));
  EXPECT_EQ(guide.blocks[5].section, (Path{"입사 안내", "첫날", "서류"}));
  EXPECT_EQ(guide.blocks[7].section, (Path{"입사 안내", "둘째 날"}));
  EXPECT_EQ(guide.blocks[7].article, "");
  EXPECT_EQ(guide.blocks[7].text,
            "교육을 받습니다. (개정 2020. 1. 1.)");  // no rules: left as it is
}

TEST(Structure, ProseIsLeftAlone) {
  const char* text =
      "세종은 조선의 제4대 왕이다. 제1조에 대한 논의가 있었다. 1. 한글을 만들었다. ② 과학을 "
      "키웠다.";
  const Document prose = recognised(written({text}));
  ASSERT_EQ(prose.blocks.size(), 1U);
  EXPECT_EQ(prose.blocks[0].text, text);
  EXPECT_EQ(prose.blocks[0].article, "");
  EXPECT_TRUE(prose.blocks[0].section.empty());
}

TEST(Structure, RunningHeadsDoNotCutAnArticle) {
  Document rules = written({"여비규정", "제1편 행정 3-1-7", "제1조(목적) 이 규정은 여비를 정한다.",
                            "제2조(여비) ① 여비는 돈이다.", "여비규정 12", "② 교통비는 여비이다."});
  rules.blocks[1].role = Role::running_head;
  rules.blocks[4].role = Role::running_head;
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks[0].role, Role::running_head);
  EXPECT_EQ(rules.blocks[1].text, "여비규정");
  EXPECT_EQ(rules.blocks[3].role, Role::running_head);
  EXPECT_EQ(rules.blocks[4].article, "제2조제1항");
  EXPECT_EQ(rules.blocks[5].article, "제2조제2항");
}

TEST(Structure, MemosAreNoRules) {
  Document rules =
      written({"제1조(목적) 하나이다.", "제7조(메모) 이것은 메모이다.", "제2조(여비) 둘이다."});
  rules.blocks[1].role = Role::memo;
  rules = recognised(std::move(rules));
  EXPECT_EQ(rules.blocks[1].role, Role::memo);
  EXPECT_EQ(rules.blocks[1].article, "제1조");
  EXPECT_EQ(rules.blocks[2].article, "제2조");
}

TEST(Structure, EmptyDocuments) {
  EXPECT_TRUE(recognised(Document{}).blocks.empty());
  EXPECT_EQ(recognised(written({"", "  "})).blocks.size(), 2U);
}

}  // namespace
}  // namespace sillok::prepare
