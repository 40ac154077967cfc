// The forms in which Korean documents say what their words mean.
#include "text/definitions.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "text/noun_phrase.h"

namespace sillok::text {
namespace {

// Each definition as "name = meaning", an article's with "!" and a section's with "?" behind, an
// abbreviation's with "~".
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> all;
  for (const Definition& each : find_definitions(text)) {
    std::string line = each.name + " = " + each.meaning;
    if (each.reach == Reach::article) line += " !";
    if (each.reach == Reach::section) line += " ?";
    if (each.abbreviation) line += " ~";
    all.push_back(line);
  }
  return all;
}

struct Form {
  const char* text;
  std::vector<std::string> definitions;
};

void expect_all(const std::vector<Form>& forms) {
  for (const Form& form : forms) EXPECT_EQ(found(form.text), form.definitions) << form.text;
}

TEST(Definitions, Hereafter) {
  expect_all({
      {"시설운영위원회(이하 “위원회”라 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 \"위원회\"라 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 ‘위원회’라 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 '위원회'라 함)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 「위원회」라 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 『위원회』라 칭한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하“위원회”라한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 “위원회”)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 위원회라 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회(이하 위원회)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회（이하 “위원회”라 한다）를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회 (이하 “위원회”라고 한다)를 둔다.", {"위원회 = 시설운영위원회"}},
      {"시설운영위원회를(이하 “위원회”라 한다) 둔다.", {"위원회 = 시설운영위원회"}},
      {"중앙 시설 운영 위원회(이하 “위원회”로 한다)를 둔다.", {"위원회 = 중앙 시설 운영 위원회"}},
      {"가온재단의 시설운영위원회(이하 “위원회”라 한다)", {"위원회 = 시설운영위원회"}},
      {"이 규정은 가온재단(이하 “재단”이라 한다) 평생교육원(이하 “교육원”이라 한다)의",
       {"재단 = 가온재단", "교육원 = 평생교육원"}},
      {"「산업안전보건법」(이하 “법”이라 한다) 및 같은 법 시행규칙(이하 “규칙”이라 한다)",
       {"법 = 산업안전보건법", "규칙 = 시행규칙"}},
      {"「산업안전보건법」 시행령(이하 “영”이라 한다)에서", {"영 = 산업안전보건법 시행령"}},
      {"교수, 부교수 및 조교수(이하 “교원”이라 한다)는", {"교원 = 교수, 부교수, 조교수"}},
      {"교무처와 운영위원회(이하 “위원회”라 한다)는", {"위원회 = 운영위원회"}},
      {"전임교원(시간제 제외, 이하 “교원”이라 한다)은", {"교원 = 전임교원"}},
      {"정년트랙 교수(시간제 제외, 이하 “교원”이라 한다)은", {"교원 = 정년트랙 교수"}},
      {"가온상사㈜(이하 “회사”라 한다)와 김가온(이하 “사원”이라 한다)은",
       {"회사 = 가온상사㈜", "사원 = 김가온"}},
      {"발주자 (주)가온(이하 “갑”이라 한다)과 나래건설 주식회사(이하 “을”이라 한다)는",
       {"갑 = (주)가온", "을 = 나래건설 주식회사"}},
      {"가온상사와 나래건설(이하 각각 “갑”, “을”이라 한다)은", {"갑 = 가온상사", "을 = 나래건설"}},
      {"가온전자 주식회사(이하 “회사” 또는 “갑”이라 한다)는",
       {"회사 = 가온전자 주식회사", "갑 = 가온전자 주식회사"}},
      {"한국인터넷진흥원(KISA, 이하 “진흥원”이라 한다)은", {"진흥원 = 한국인터넷진흥원"}},
      {"지역 혁신 체계 사업(이하 “RISE”라 한다)", {"RISE = 지역 혁신 체계 사업 ~"}},
      {"정관 제30조의2에 의거 가온재단 대학원(이하 “이 대학원”이라 한다)",
       {"이 대학원 = 가온재단 대학원"}},
      {"운영위원회(이하 ““위원회””라 한다)", {"위원회 = 운영위원회"}},
      {"휴학 중 취득한 학점(이하 “군학점”이라 한다)", {}},
  });
}

TEST(Definitions, HereafterOutsideOfBrackets) {
  expect_all({
      {"나래건설 주식회사를 이하 “을”이라 하고", {"을 = 나래건설 주식회사"}},
      {"“가온전자 주식회사”를 이하 “갑”이라 칭하며", {"갑 = 가온전자 주식회사"}},
      {"이하 “별지”에 따른다.", {}},
  });
}

TEST(Definitions, HereafterInAPartOnly) {
  expect_all({
      {"징계위원회(이하 이 조에서 “위원회”라 한다)는", {"위원회 = 징계위원회 !"}},
      {"징계위원회(이하 이 조 및 제12조에서 “위원회”라 한다)는", {"위원회 = 징계위원회 !"}},
      {"징계위원회(이하 이 장에서 “위원회”라 한다)는", {"위원회 = 징계위원회 ?"}},
      {"징계위원회(이하 이 규정에서 “위원회”라 한다)는", {"위원회 = 징계위원회"}},
      {"징계위원회(이하 본 계약에서는 “위원회”라 한다)는", {"위원회 = 징계위원회"}},
  });
}

TEST(Definitions, IsSaidOf) {
  expect_all({
      {"“교원”이란 교수, 부교수 및 조교수를 말한다.", {"교원 = 교수, 부교수, 조교수"}},
      {"\"교원\"이라 함은 교수와 부교수를 말한다.", {"교원 = 교수, 부교수"}},
      {"‘겸임교원 등’이라 함은 겸임교원, 초빙교원 등을 말한다.",
       {"겸임교원 등 = 겸임교원, 초빙교원"}},
      {"임직원이라 함은 상임이사와 직원을 말한다.", {"임직원 = 상임이사, 직원"}},
      {"“주관부서”란, 총무팀을 의미한다.", {"주관부서 = 총무팀"}},
      {"“공익신고자”란 공익신고를 한 사람을 말한다.", {}},
      {"“휴학”이란 일정 기간 학업을 중단하는 것을 말한다.", {}},
      {"계란을 사는 혼란을 말한다.", {}},
  });
}

TEST(Definitions, Abbreviations) {
  expect_all({
      {"정보통신기술(ICT)을 활용", {"ICT = 정보통신기술 ~"}},
      {"한국 인터넷 진흥원(KISA)에", {"KISA = 한국 인터넷 진흥원 ~"}},
      {"양 기관은 MOU(업무협약서)를 체결", {"MOU = 업무협약서 ~"}},
      {"연구개발활동(R&D)", {"R&D = 연구개발활동 ~"}},
      {"자주색(PURPLE)", {}},             // too short to be a long form
      {"오렌지(Orange) 색상", {}},        // a translation
      {"목록형식-통합서지용(MARC)", {}},  // torn off
      {"취득일자(YYYY-MM-DD)", {}},
      {"3종 이상(KS)", {}},
  });
}

TEST(Definitions, OtherUsesOfTheWords) {
  expect_all({
      {"3급 이하의 직원", {}},
      {"8세 이하(취학 전을 말한다)의 자녀", {}},
      {"소유자(위임받은 사람을 포함한다. 이하 같다)", {}},
      {"배우자(이하 이 조에서 같다)", {}},
      {"정원의 10퍼센트 이하 “가” 등급", {}},
      {"직원(이하 “직원”이라 한다)", {}},  // says nothing new
      {"다음 각 호에 해당하는 자(이하 “대상자”라 한다)", {}},
      {"해당하는 경우(이하 “예외”라 한다)", {}},
      {"시설 진흥에 관한 법률(이하 “법”이라 한다)", {}},
      {"(이하 “위원회”라 한다)", {}},
      {"이하", {}},
      {"", {}},
  });
}

// Whatever the text, nothing is read outside of it and no character is cut.
TEST(Definitions, OfAnyText) {
  const std::vector<std::string> parts{
      "이하",   " ",    "(",      ")",    "“",  "”",        "\"",   "라 한다", "이라 함은", "란",
      "위원회", ",",    "및",     "KISA", "을", "말한다",   "「",   "」",      "\n",        "ㆍ",
      "이 조",  "에서", "교수와", "각각", "를", "\xED\x95", "\xFF", "㈜",      "(주)",      "등"};
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 40; n > 0; --n) text += parts[random() % parts.size()];
    // Of its own exact size, so that a sanitizer sees every byte read too far.
    const std::vector<char> exact(text.begin(), text.end());
    for (const Definition& each : find_definitions({exact.data(), exact.size()})) {
      EXPECT_FALSE(each.name.empty());
      EXPECT_FALSE(each.meaning.empty());
      EXPECT_LE(each.begin, text.size());
    }
  }
}

TEST(NounPhrases, Lists) {
  using List = std::vector<std::string>;
  EXPECT_EQ(noun_phrases_of("교수, 부교수 및 조교수"), (List{"교수", "부교수", "조교수"}));
  EXPECT_EQ(noun_phrases_of("산업체 등"), (List{"산업체"}));
  EXPECT_EQ(noun_phrases_of("정년이 보장된 교수"), List{});
  EXPECT_EQ(noun_phrases_of(", 교수"), List{});
  EXPECT_EQ(noun_phrases_before("제2조에 따라 설치된 입학 전형 위원회").phrases,
            (List{"입학 전형 위원회"}));
  EXPECT_EQ(noun_phrases_before("이 규정은 FUN학생경험지원센터").phrases,
            (List{"FUN학생경험지원센터"}));
  EXPECT_FALSE(noun_phrases_before("학교에서 일하며, 교수").whole);
  EXPECT_EQ(noun_phrases_before("그 밖에 필요한 것").phrases, List{});
}

}  // namespace
}  // namespace sillok::text
