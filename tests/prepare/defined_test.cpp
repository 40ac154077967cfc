// What a document's own definitions put behind its passages.
#include <gtest/gtest.h>

#include "prepare/passages.h"
#include "prepare/structure.h"
#include "written.h"

namespace sillok::prepare {
namespace {

// What stands behind the passage that holds `what`.
std::string behind(std::vector<document::Passage> passages, std::string_view what) {
  for (const document::Passage& passage : passages) {
    if (passage.text.find(what) != std::string::npos) return passage.defined;
  }
  return "no such passage";
}

std::vector<document::Passage> passages_of(document::Document document) {
  recognise_structure(document);
  return split_passages(document);
}

const std::initializer_list<std::string_view> kBook{
    "시설 운영 규정",
    "제1조(목적) 이 규정은 가온재단(이하 “재단”이라 한다) 시설의 운영을 정한다.",
    "제2조(위원회) 시설의 사용을 심의하기 위하여 대관심의위원회(이하 “위원회”라 한다)를 둔다.",
    "제3조(회의) 위원회는 분기마다 회의를 연다.",
    "제4조(안전) 안전점검위원회(이하 이 조에서 “점검위”라 한다)는 매년 점검한다.",
    "제5조(보고) 점검위의 결과는 공개한다.",
    "제6조(위원장) 위원회장은 이사장이 임명한다.",
    "제7조(인사) 인사위원회는 따로 둔다.",
    "부칙",
    "제1조(시행일) 위원회의 첫 회의는 시행일부터 30일 안에 연다.",
    "도서관 운영 규정",
    "제1조(목적) 이 규정은 도서관의 운영을 정한다.",
    "제2조(자문) 위원회의 자문을 받을 수 있다.",
    "제3조(설치) 장서선정위원회(이하 “위원회”라 한다)를 둔다.",
    "제4조(임기) 위원회의 위원은 2년간 일한다.",
};

TEST(Defined, ALaterPassageIsAboutWhatTheNameStandsFor) {
  const auto passages = passages_of(written(kBook));
  EXPECT_EQ(behind(passages, "분기마다"), "대관심의위원회");
  EXPECT_EQ(behind(passages, "첫 회의는"), "대관심의위원회") << "supplementary provisions too";
}

TEST(Defined, WhatThePassageSaysItselfIsNotRepeated) {
  EXPECT_EQ(behind(passages_of(written(kBook)), "대관심의위원회(이하"), "");
}

TEST(Defined, OnlyTheNameItselfCounts) {
  const auto passages = passages_of(written(kBook));
  EXPECT_EQ(behind(passages, "위원회장은"), "");
  EXPECT_EQ(behind(passages, "인사위원회는"), "");
}

TEST(Defined, APassageAboutAnotherOfTheKindIsLeftAlone) {
  const auto passages = passages_of(written({
      "시설 운영 규정",
      "제1조(위원회) 대관심의위원회(이하 “위원회”라 한다)를 둔다.",
      "제2장 안전점검위원회",
      "제2조(회의) 위원회는 달마다 점검한다.",
      "제3장 보칙",
      "제3조(이의) 인사위원회에 알리고 위원회는 기다린다.",
      "제4조(공개) 위원회는 회의록을 공개한다.",
  }));
  EXPECT_EQ(behind(passages, "달마다"), "") << "the heading names another";
  EXPECT_EQ(behind(passages, "기다린다"), "") << "the passage names another";
  EXPECT_EQ(behind(passages, "회의록"), "대관심의위원회");
}

TEST(Defined, OnlyWordsThatAreNew) {
  document::Document document;
  document.blocks = {heading("가온재단 정관", 1),
                     paragraph("가온재단 장학심의회(이하 “심의회”라 한다)를 둔다."),
                     heading("장학금", 2), paragraph("심의회가 정한다.")};
  EXPECT_EQ(behind(passages_of(document), "심의회가 정한다"), "장학심의회");
}

TEST(Defined, InOneArticleOnlyWhereItSaysSo) {
  EXPECT_EQ(behind(passages_of(written(kBook)), "결과는 공개한다"), "");
}

TEST(Defined, TheNextRegulationOfABookHasItsOwn) {
  const auto passages = passages_of(written(kBook));
  EXPECT_EQ(behind(passages, "자문을 받을"), "");
  EXPECT_EQ(behind(passages, "2년간"), "장서선정위원회");
}

TEST(Defined, WhereArticlesBeginAnewSoDoDefinitions) {
  // Two contracts in one file without names of their own.
  const auto passages = passages_of(written({
      "제1조(당사자) 가온상사 주식회사(이하 “갑”이라 한다)가 판다.",
      "제2조(대금) 갑은 대금을 받는다.",
      "제3조(인도) 갑이 물건을 넘긴다. 을지로 창고의 법인 명의로 한다.",
      "제1조(당사자) 계약은 다음과 같다.",
      "제2조(인도) 갑은 물건을 늦게 넘긴다.",
  }));
  EXPECT_EQ(behind(passages, "대금을 받는다"), "가온상사 주식회사");
  EXPECT_EQ(behind(passages, "물건을 넘긴다"), "가온상사 주식회사");
  EXPECT_EQ(behind(passages, "늦게 넘긴다"), "");
}

TEST(Defined, AnAbbreviationStandsBothWays) {
  document::Document document;
  document.blocks = {
      heading("1. 사고 보고", 1), paragraph("침해사고는 한국인터넷진흥원(KISA)에 알린다."),
      heading("2. 협조", 1),      paragraph("KISA의 조사에 협조한다."),
      heading("3. 자료", 1),      paragraph("한국인터넷진흥원이 요구하면 자료를 낸다.")};
  const auto passages = passages_of(document);
  EXPECT_EQ(behind(passages, "조사에 협조"), "한국인터넷진흥원");
  EXPECT_EQ(behind(passages, "자료를 낸다"), "KISA");
}

TEST(Defined, ANameGivenAnewStandsForTheNew) {
  document::Document document;
  document.blocks = {
      heading("1. 선정", 1), paragraph("제안평가위원회(이하 “위원회”라 한다)를 연다."),
      heading("2. 기준", 1), paragraph("위원회는 기준을 정한다."),
      heading("3. 검수", 1), paragraph("검수위원회(이하 “위원회”라 한다)를 연다."),
      heading("4. 결과", 1), paragraph("위원회는 결과를 알린다.")};
  const auto passages = passages_of(document);
  EXPECT_EQ(behind(passages, "기준을 정한다"), "제안평가위원회");
  EXPECT_EQ(behind(passages, "결과를 알린다"), "검수위원회");
}

TEST(Defined, ManyNamesOfOneBeginningAreBounded) {
  document::Document document;
  std::string uses;
  for (int i = 0; i < 500; ++i) {
    document.blocks.push_back(paragraph("중앙관리기구" + std::to_string(i) + "호기(이하 “가 나" +
                                        std::to_string(i) + "”라 한다)를 둔다."));
    uses += "가 나" + std::to_string(i) + " ";
  }
  document.blocks.push_back(heading("뒤", 1));
  document.blocks.push_back(paragraph(uses));
  for (const document::Passage& passage : split_passages(document)) {
    EXPECT_LE(passage.defined.size(), 400U);
  }
}

}  // namespace
}  // namespace sillok::prepare
