#include <gtest/gtest.h>

#include <string>

#include "shape.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::read_all;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Text, Blocks) {
  const struct {
    const char* text;
    Shapes expected;
  } kCases[] = {
      {"첫 문단\n\n둘째 문단", {"p 첫 문단", "p 둘째 문단"}},
      {"한 줄\n또 한 줄\n", {"p 한 줄/또 한 줄"}},
      {"제1조(목적) 이 규정은\n제2조(정의) 용어의",
       {"p 제1조(목적) 이 규정은", "p 제2조(정의) 용어의"}},
      {"제1조(목적) ① 가\n② 나", {"p 제1조(목적) ① 가", "p ② 나"}},
      {"목록\n1. 하나\n2. 둘\n", {"p 목록", "li1 1. 하나", "li1 2. 둘"}},
      {"1. 하나\n  가. 둘\n  나. 셋\n2. 넷",
       {"li1 1. 하나", "li2 가. 둘", "li2 나. 셋", "li1 2. 넷"}},
      {"1. 하나\n가. 둘\n나. 셋\n2. 넷", {"li1 1. 하나", "li2 가. 둘", "li2 나. 셋", "li1 2. 넷"}},
      {"글\n=====\n다음", {"p 글", "p 다음"}},
      {"앞 쪽\f뒤 쪽", {"p 앞 쪽", "p 뒤 쪽"}},
      {"차례\n총칙 ···· 1\n여비 규정 … 2\n여비 규정\n총칙",
       {"p 차례", "p 총칙 ···· 1", "p 여비 규정 … 2", "p 여비 규정/총칙"}},
      {"제1장 이름이 긴\n장 . . . . 12\n글", {"p 제1장 이름이 긴/장 . . . . 12", "p 글"}},
      {"값은 12...\n글 3.14", {"p 값은 12.../글 3.14"}},
      {"   \n \n", {}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one("a.txt", c.text)), c.expected) << c.text;
}

TEST(Text, HardWrappedLinesAreJoinedAtSpaces) {
  const std::string text =
      "이 규정은 주식회사 나래울정공의 임직원이 업무를 수행하기 위하여\n"
      "국내 또는 국외로 출장하는 경우에 지급하는 여비의 기준과 절차에\n"
      "관하여 필요한 사항을 정하여 예산을 효율적으로 집행하고 업무의\n"
      "원활한 수행을 도모함을 목적으로 한다.\n"
      "\n"
      "여비는 교통비, 숙박비, 식비 및 일비로 구분하며, 각각의 지급 기준은\n"
      "별표에서 정하는 바에 따른다.\n";
  const document::Document document = read_one("a.txt", text);
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[0].text.find('\n'), std::string::npos);
  EXPECT_NE(document.blocks[0].text.find("위하여 국내 또는"), std::string::npos);
  EXPECT_EQ(document.blocks[1].text,
            "여비는 교통비, 숙박비, 식비 및 일비로 구분하며, 각각의 지급 기준은 별표에서 정하는 "
            "바에 따른다.");
}

TEST(Text, LinesCutInsideWordsAreJoinedWithoutASpace) {
  const std::string whole =
      "이규정은주식회사나래울정공의임직원이업무를수행하기위하여국내또는국외로출장하는경우에지급하는"
      "여비의기준과절차에관하여"
      "필요한사항을정하여예산을효율적으로집행하고업무의원활한수행을도모함을목적으로한다.";
  std::string cut;
  constexpr std::size_t kLine = 20 * 3;  // twenty syllables
  for (std::size_t at = 0; at < whole.size(); at += kLine) cut += whole.substr(at, kLine) + "\n";
  const document::Document document = read_one("a.txt", cut);
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].text, whole);
}

TEST(Text, ShortLinesAreNotJoined) {
  const std::string text = "수신: 각 부서장\n참조: 총무팀\n제목: 비품 조사\n끝.\n담당 홍길동\n";
  EXPECT_EQ(shapes(read_one("a.txt", text)),
            Shapes{"p 수신: 각 부서장/참조: 총무팀/제목: 비품 조사/끝./담당 홍길동"});
}

TEST(Text, PagesAreCountedAtFormFeeds) {
  const document::Document document = read_one("a.txt", "하나\n\f둘\n\f\f넷");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[0].page, 1);
  EXPECT_EQ(document.blocks[1].page, 2);
  EXPECT_EQ(document.blocks[2].page, 4);
  EXPECT_EQ(read_one("a.txt", "쪽 없음").blocks[0].page, 0);
}

TEST(Text, EncodingIsSaid) {
  const document::Document utf8 = read_one("a.txt", "여비 규정");
  EXPECT_EQ(meta(utf8, "encoding"), "UTF-8");
  EXPECT_EQ(meta(utf8, "encoding_certainty"), "1.00");
  EXPECT_TRUE(utf8.warnings.empty());

  // "가나다라" in CP949: four syllables are few, so the doubt is told.
  const document::Document cp949 = read_one("a.txt", "\xB0\xA1\xB3\xAA\xB4\xD9\xB6\xF3");
  EXPECT_EQ(meta(cp949, "encoding"), "CP949");
  EXPECT_EQ(cp949.blocks.at(0).text, "가나다라");

  const document::Document french = read_one("a.txt", "d\xE9j\xE0 vu");
  EXPECT_EQ(meta(french, "encoding"), "windows-1252");
  ASSERT_EQ(french.warnings.size(), 1U);
  EXPECT_NE(french.warnings[0].find("windows-1252"), std::string::npos);
}

TEST(Text, ReplacedCharactersAreCounted) {
  const document::Document document = read_one(
      "a.txt", "여비규정은 다음과 같이 정한다. \xFF 끝. 이 규정은 공포한 날부터 시행한다.");
  EXPECT_EQ(meta(document, "encoding"), "UTF-8");
  bool counted = false;
  for (const std::string& warning : document.warnings) {
    counted = counted || warning.starts_with("1 characters could not be decoded");
  }
  EXPECT_TRUE(counted);
}

TEST(Text, TitleIsTheFileName) {
  EXPECT_EQ(read_one("여비 규정.txt", "글").title, "여비 규정");
  EXPECT_EQ(read_one("README", "글").title, "README");
}

}  // namespace
}  // namespace sillok::formats
