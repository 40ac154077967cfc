#include "prepare/books.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "prepare/structure.h"
#include "written.h"

namespace sillok::prepare {
namespace {

using document::Document;
using document::Role;
using Path = std::vector<std::string>;

Document book() {
  Document book = written({
      "규정집",
      "차   례",
      "제 1 장  일반 행정",
      "\t\t여비규정\t3-1-1",
      "\t\t차량관리규정【폐지】\t3-1-2",
      "총무팀",
      "\t\t방사선보상기준\t3-1-3",
      "\t\t학칙․운영․세칙\t3-1-4",
      "여비규정\t3-1-1",
      "여비규정",
      "<규정 명칭 변경 2012. 9. 1.>",
      "제1장  총  칙",
      "제1조 (목적) 이 규정은 여비를 정한다.",
      "제2조 (정의) 여비는 돈이다.",
      "부  칙",
      "1. 이 규정은 2012년 9월 1일부터 시행한다.",
      "차량관리규정",
      "2019년 8월 1일자 폐지 → 차량 제도 폐지",
      "방사선보상기준",
      "1. 이 기준은 보상을 정한다.",
      "2. 보상은 돈으로 한다.",
      "학칙ㆍ운영ㆍ세칙",
      "제1조(목적) 이 세칙은 학칙을 정한다.",
      "[별지 제1호 서식]",
      "연구 협약서",
      "제1조(목적) 이 협약은 연구를 정한다.",
  });
  recognise_structure(book);
  return book;
}

TEST(Book, EveryRegulationIsItsOwn) {
  const Document rules = book();
  EXPECT_EQ(block_of(rules, "제1조 (목적) 이 규정").section, (Path{"여비규정", "제1장 총칙"}));
  EXPECT_EQ(block_of(rules, "제2조").article, "제2조");
  EXPECT_EQ(block_of(rules, "제1조(목적) 이 세칙").section, Path{"학칙ㆍ운영ㆍ세칙"});
  EXPECT_EQ(block_of(rules, "제1조(목적) 이 세칙").article, "제1조");
}

TEST(Book, RulesWithoutArticlesAreFoundByTheirListedName) {
  EXPECT_EQ(block_of(book(), "1. 이 기준은").section, Path{"방사선보상기준"});
}

TEST(Book, StubsAreNoEvidence) {
  const Document rules = book();
  EXPECT_EQ(block_of(rules, "2019년").role, Role::contents);
  EXPECT_EQ(block_of(rules, "차량관리규정").role, Role::contents);
  EXPECT_EQ(block_of(rules, "2019년").section, Path{"차량관리규정"});
}

TEST(Book, AStubMayNumberItsReasons) {
  Document rules = written({"여비규정", "제1조(목적) 하나이다.", "차량세칙",
                            "1. 2015년 1월 1일자 폐지 → 별도 운영에 따른 폐지.",
                            "2. 2021년 12월 1일자 제정 → 번호 3-3-12로 제정.", "인사규정",
                            "제1조(목적) 하나이다."});
  recognise_structure(rules);
  EXPECT_EQ(rules.blocks[2].role, Role::contents);
  EXPECT_EQ(rules.blocks[3].role, Role::contents);
  EXPECT_EQ(rules.blocks[4].role, Role::contents);
  EXPECT_EQ(rules.blocks[6].section, Path{"인사규정"});
}

TEST(Book, ContentsListsAreNoEvidence) {
  const Document rules = book();
  for (const char* line :
       {"차   례", "제 1 장  일반", "여비규정\t", "차량관리규정【폐지】", "총무팀"}) {
    EXPECT_EQ(block_of(rules, line).role, Role::contents) << line;
  }
  EXPECT_EQ(block_of(rules, "규정집").role, Role::body);
}

TEST(Book, AFormWithArticlesIsNoRegulation) {
  const Document rules = book();
  EXPECT_EQ(block_of(rules, "제1조(목적) 이 협약").article, "별지 제1호서식 제1조");
  EXPECT_EQ(block_of(rules, "제1조(목적) 이 협약").section[0], "학칙ㆍ운영ㆍ세칙");
}

TEST(Book, ASecondRunChangesNothing) {
  Document rules = book();
  const std::string once = shape(rules);
  recognise_structure(rules);
  EXPECT_EQ(shape(rules), once);
}

TEST(Titles, TheFirstRulesMayBeCalledAnything) {
  const Document rules = written({"여비 지급에 관한 건", "문서번호: HR-12", "시행 2024. 1. 1.",
                                  "제1조(목적) 이 건은 여비를 정한다."});
  EXPECT_EQ(find_titles(rules)[0], Title::regulation);
}

TEST(Titles, ANameInRunningTextIsNone) {
  const Document rules =
      written({"여비규정", "제1조(목적) 하나이다.", "제2조(준용) 다음 규정을 준용한다.", "인사규정",
               "보수규정", "제3조(지급) 셋이다."});
  const std::vector<Title> titles = find_titles(rules);
  EXPECT_EQ(titles[0], Title::regulation);
  EXPECT_EQ(titles[3], Title::none);
  EXPECT_EQ(titles[4], Title::none);
}

}  // namespace
}  // namespace sillok::prepare
