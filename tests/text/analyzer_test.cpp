#include "text/analyzer.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

std::vector<Term> terms_of(std::string_view text) {
  std::vector<Term> terms;
  korean_analyzer().analyse(text, terms);
  return terms;
}

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The terms of one kind, a space between.
std::string spelled(std::string_view text, TermKind kind) {
  std::string out;
  for (const Term& term : terms_of(text)) {
    if (term.kind == kind) out += (out.empty() ? "" : " ") + term.text;
  }
  return out;
}

// Words and the stem they are all found by: "stem: word word …". A stem need not be the one in a
// dictionary (움직이다 → 움직): what counts is that forms of one word
// meet.
constexpr const char* kStems = R"(
학교: 학교 학교가 학교는 학교를 학교의 학교에 학교에서 학교에서는 학교에서도 학교로 학교로서 학교와 학교도 학교만 학교까지 학교부터 학교마다 학교처럼 학교보다 학교나 학교라도 학교라는 학교였다 학교입니다 학교이다 학교에는 학교에도 학교에만 학교로는 학교로부터 학교까지는
학생: 학생 학생이 학생은 학생을 학생의 학생에게 학생에게는 학생에게서 학생으로 학생으로서 학생과 학생도 학생만 학생까지 학생들이 학생들은 학생들의 학생들에게 학생이다 학생입니다 학생이었다 학생인가 학생인데 학생이며 학생이고 학생이라는 학생이라고 학생이나 학생이라도 학생한테 학생처럼 학생뿐만 학생인지 학생이었던 학생이었으며 학생입니까
서울: 서울 서울이 서울은 서울을 서울의 서울에 서울에서 서울로 서울과 서울까지 서울부터 서울보다 서울이다
여비규정: 여비규정 여비규정이 여비규정은 여비규정을 여비규정의 여비규정에 여비규정에서 여비규정으로 여비규정과
교통비: 교통비 교통비는 교통비가 교통비를 교통비의 교통비로 교통비와 교통비도
파견: 파견 파견하다 파견한다 파견했다 파견하였다 파견하고 파견하며 파견하여 파견해서 파견한 파견할 파견함 파견하는 파견하지 파견하면 파견되다 파견된다 파견됐다 파견되었다 파견되어 파견되는 파견된 파견될 파견되며 파견되었으며 파견시키다 파견합니다 파견됩니다 파견하였으며 파견했으며
신청: 신청하려면 신청할까요 신청하세요 신청했습니다 신청하십시오 신청하도록 신청하거나 신청하여야 신청해야 신청하기 신청했는데 신청했지만 신청해도 신청하지만 신청하므로
제출: 제출하여야 제출해야 제출한다 제출할 제출한 제출하지 제출하려고 제출했는가 제출하는가 제출했나요 제출하나요 제출되었는지
적용: 적용한다 적용하지 적용되지 적용받는 적용됐다고
설명: 설명해 설명하라 설명했음 설명하면서 설명하느냐
먹: 먹다 먹고 먹었다 먹으면 먹는 먹은 먹어서 먹었는데 먹습니다 먹을까 먹지만 먹겠다
가르치: 가르치다 가르치고 가르쳤다 가르친다 가르치는 가르칩니다 가르치면
마시: 마시다 마시고 마셨다 마셔서 마신다 마십니다
배우: 배우다 배우고 배웠다 배워서 배운다 배웁니다
만나: 만나다 만나고 만났다 만난다 만나서
어렵: 어렵다 어렵고 어렵지만 어려우면 어려워서 어려웠다 어렵습니다
아름답: 아름답다 아름다우면 아름다워서 아름답게
가깝: 가깝다 가까우면 가까워서 가까웠다
알리: 알려지다 알려졌다 알려지고
밝히: 밝혀졌다 밝혀지는
움직이: 움직이다 움직이는 움직였다 움직이고
정의: 정의 정의는 정의를 정의가 정의됩니다 정의하는 정의한다
회의: 회의 회의는 회의를 회의가 회의에서 회의의
급여: 급여 급여는 급여를 급여가 급여의
사건: 사건 사건이 사건은 사건의 사건에서
원인: 원인 원인은 원인이 원인을 원인으로
온도: 온도 온도는 온도가 온도를
광고: 광고 광고는 광고를 광고하는 광고했다
확인: 확인 확인은 확인을 확인하는 확인했다 확인한다
휴가: 휴가 휴가를 휴가는 휴가의 휴가가
제도: 제도 제도가 제도는 제도를
결과: 결과 결과는 결과를 결과가 결과로
단어: 단어 단어는 단어를 단어의
장소: 장소 장소는 장소를 장소에서
환자: 환자 환자가 환자는 환자의 환자에게
아들: 아들 아들이 아들은 아들을 아들의
나라: 나라 나라가 나라는 나라의 나라에서
주소: 주소 주소는 주소를 주소가
바다: 바다 바다가 바다는 바다를 바다로
정지: 정지 정지의 정지를 정지는
대한민국: 대한민국 대한민국의 대한민국은 대한민국에서 대한민국이
도서관: 도서관 도서관은 도서관이 도서관에서 도서관으로
국립대학교: 국립대학교 국립대학교는 국립대학교의
위원회: 위원회 위원회는 위원회가 위원회의 위원회에서 위원회로
총장: 총장 총장이 총장은 총장의 총장에게
누구: 누구 누구인가 누구인가요 누구를 누구의 누구에게
무엇: 무엇 무엇인가 무엇인가요 무엇을 무엇이 무엇이며 무엇입니까
어디: 어디 어디인가 어디에 어디에서 어디로
언제: 언제 언제인가 언제까지 언제부터
얼마: 얼마 얼마까지 얼마인가 얼마인가요 얼마나
)";

TEST(Analyzer, FormsOfOneWordMeet) {
  std::istringstream lines(kStems);
  std::string line;
  std::size_t forms = 0;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string stem;
    words >> stem;
    if (stem.empty()) continue;
    stem.pop_back();
    for (std::string word; words >> word; ++forms) {
      EXPECT_EQ(spelled(word, TermKind::word), stem) << word;
    }
  }
  EXPECT_GE(forms, 300U);
}

struct Case {
  const char* text;
  const char* terms;
};

TEST(Analyzer, NumbersHaveOneForm) {
  constexpr Case kCases[] = {
      {"20,000원", "20000 20000원"},
      {"20000원", "20000 20000원"},
      {"2만원", "20000 20000원"},
      {"2만 원", "20000 20000원"},
      {"２만원", "20000 20000원"},
      {"3만5천원", "35000 35000원"},
      {"3만 5천 원", "35000 35000원"},
      {"1억 2,000만 원", "120000000 120000000원"},
      {"1.5억원", "150000000 150000000원"},
      {"2천만원", "20000000 20000000원"},
      {"12조 원", "12000000000000 12000000000000원"},
      {"3조5천억원", "3500000000000 3500000000000원"},
      {"3백만원", "3000000 3000000원"},
      {"100만여명", "1000000 1000000명"},
      {"2백화점", "2"},
      {"1일", "1 1일"},
      {"30 명", "30 30명"},
      {"30명의", "30 30명"},
      {"1,000여 명", "1000 1000명"},
      {"10%", "10 10%"},
      {"10 퍼센트", "10 10%"},
      {"5개월간", "5 5개월"},
      {"007", "7"},
      {"3.14", "3.14"},
      {"1.2.3", "1 2 3"},
      {"5km", "5 5km"},
      {"5㎏", "5 5kg"},
      {"2024. 1. 1.", "2024 2024년 1 1월 1 1일"},
      {"2024.1.1", "2024 2024년 1 1월 1 1일"},
      {"2024-01-01", "2024 2024년 1 1월 1 1일"},
      {"2024/01/01", "2024 2024년 1 1월 1 1일"},
      {"2024년 1월 1일", "2024 2024년 1 1월 1 1일"},
      {"2024년1월1일부터", "2024 2024년 1 1월 1 1일"},
      {"2024. 3.", "2024 2024년 3 3월"},
      {"2024. 13. 1.", "2024 13 1"},
      {"18:30", "18 18시 30 30분"},
      {"18시 30분", "18 18시 30 30분"},
      {"09:00", "9 9시"},
      {"제12조", "12 12조"},
      {"제12조의2", "12 12조의2"},
      {"제7조의 2", "7 7조의2"},
      {"제12조제1항", "12 12조 1 1항"},
      {"제12조 12조에", "12 12조 12 12조"},
      {"제2차", "2 2차"},
      {"02-1234-5678", "2 1234 5678"},
      {"99999999999999999999만", "99999999999999999999"},
      {"18446744073709551615억 원", "18446744073709551615"},
      {"999999999999999조 원", "999999999999999 999999999999999조"},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(spelled(each.text, TermKind::number), each.terms) << each.text;
  }
}

TEST(Analyzer, WordsOfMixedScripts) {
  constexpr Case kCases[] = {
      {"BK21사업", "bk bk21 사업"},
      {"MP3", "mp mp3"},
      {"ＡＢＣ회사", "abc 회사"},
      {"LG는", "lg"},
      {"(BTS)의", "bts"},
      {"‘기생충’을", "기생충"},
      {"U.S.A.", "usa"},
      {"A.I 기술", "ai 기술"},
      {"policies documents bus", "policy document bus"},
      {"Straße", "strasse"},
      {"大韓民國", "대한민국"},
      {"大韓民國의 國會는", "대한민국 국회"},
      {"男女 女子", "남녀 여자"},
      {"ソウル", "ソウル"},
      {"휴가·휴직", "휴가 휴직"},
      {"휴가ㆍ휴직", "휴가 휴직"},
      {"휴가‧휴직", "휴가 휴직"},
      {"휴가・휴직", "휴가 휴직"},
      {"① 총장은", "총장"},
      {"", ""},
      {" \n\t", ""},
      {"…!?", ""},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(spelled(each.text, TermKind::word), each.terms) << each.text;
  }
}

TEST(Analyzer, BigramsOfStemsAndAcrossSpacesOfNouns) {
  constexpr Case kCases[] = {
      {"학교", "학교"},
      {"학교에서", "학교"},
      {"책", "책"},
      {"대한민국의", "대한 한민 민국"},
      {"고양이", "고양 양이"},
      {"大韓民國", "대한 한민 민국"},
      {"정부 기관에", "정부 부기 기관"},
      {"정부의 기관", "정부 기관"},
      {"어떤 기관", "어떤 기관"},
      {"A반", "반"},
      {"12월", ""},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(spelled(each.text, TermKind::bigram), each.terms) << each.text;
  }
}

TEST(Analyzer, CompoundsWholeAndInParts) {
  EXPECT_EQ(spelled("국립대학교의 학교도서관", TermKind::word), "국립대학교 학교도서관");
  EXPECT_EQ(spelled("국립대학교의 학교도서관", TermKind::part), "국립 대학교 학교 도서관");
  EXPECT_EQ(spelled("학교에서", TermKind::part), "");
}

bool meet(std::string_view one, std::string_view other, TermKind kind) {
  for (const Term& a : terms_of(one)) {
    for (const Term& b : terms_of(other)) {
      if (a.kind == kind && b.kind == kind && a.text == b.text && !is_digits(a.text)) return true;
    }
  }
  return false;
}

// What is written in two ways is found by both.
TEST(Analyzer, TwoSpellingsMeet) {
  constexpr std::pair<const char*, const char*> kNumbers[] = {
      {"2024.1.1부터", "2024년 1월 1일에"},
      {"30,000원을", "3만 원까지"},
      {"30,000원", "삼만 원"},
      {"30,000원", "삼만원이"},
      {"2일간", "이틀 동안"},
      {"10일 이내", "열흘 안에"},
      {"3명", "세 사람"},
      {"5인 이상", "5명 이상"},
      {"6개월", "여섯 달"},
      {"1개월", "한 달"},
      {"12시간", "열두 시간"},
      {"20세", "스무 살"},
      {"제12조의2", "제12조의 2"},
      {"20호봉", "20 호봉"},
      {"10%", "10퍼센트"},
  };
  for (const auto& [one, other] : kNumbers)
    EXPECT_TRUE(meet(one, other, TermKind::number)) << one << " / " << other;
  EXPECT_TRUE(meet("20호봉은", "호봉이", TermKind::word));
  EXPECT_TRUE(meet("리눅스를", "Linux", TermKind::sound));
  EXPECT_TRUE(meet("네트워크", "network", TermKind::sound));
  EXPECT_TRUE(meet("大學", "대학에서", TermKind::word));
  EXPECT_FALSE(meet("두 번째", "2번", TermKind::number));
}

// A run without spaces longer than any word still gives its bigrams, in time proportional to it.
TEST(Analyzer, LongRuns) {
  std::string run;
  for (int i = 0; i < 100'000; ++i) run += "가나";
  std::size_t bigrams = 0;
  for (const Term& term : terms_of(run)) bigrams += term.kind == TermKind::bigram ? 1 : 0;
  EXPECT_EQ(bigrams, 199'999U);
  EXPECT_EQ(terms_of(std::string(200'000, '9')).size(), 1U);
}

void check_terms(const std::string& text) {
  for (const Term& term : terms_of(text)) {
    ASSERT_LT(term.begin, term.end) << text;
    ASSERT_LE(term.end, text.size()) << text;
    ASSERT_TRUE(is_utf8(term.text)) << text;
    ASSERT_FALSE(term.text.empty()) << text;
    ASSERT_TRUE(is_utf8(std::string_view(text).substr(term.begin, term.end - term.begin))) << text;
  }
}

// Terms stand at code point borders and are valid text, whatever the input.
TEST(Analyzer, NeverSplitsACodePoint) {
  std::mt19937 random(7);
  constexpr const char* kPieces[] = {
      "가", "힣",     "ㄱ",   "學", "a",  "Z",  "é",  "1",  "0",  ",",
      ".",  ":",      "-",    " ",  "\n", "만", "억", "원", "조", "의",
      "제", "년",     "월",   "일", "㎏", "①",  "１", "Ａ", "·",  "\xF0\x9F\x98\x80",
      "했", "습니다", "에서", "%"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    check_terms(text);
  }
}

TEST(Analyzer, IllFormedBytesAreNoTerms) {
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 16; n > 0; --n) text += static_cast<char>(random());
    for (const Term& term : terms_of(text)) {
      ASSERT_LT(term.begin, term.end);
      ASSERT_LE(term.end, text.size());
      ASSERT_TRUE(is_utf8(term.text));
    }
  }
}

// The same word gives the same terms wherever it stands, remembered or not.
TEST(Analyzer, PassageAndQuestionAgree) {
  const std::string word = "신청하려면";
  const std::string alone = spelled(word, TermKind::word);
  for (int i = 0; i < 140'000; ++i) {  // more words than are remembered
    std::string other;
    append(other, static_cast<char32_t>(0xAC00 + i % 11172));
    append(other, static_cast<char32_t>(0xAC00 + i / 7));
    (void)terms_of(other);
  }
  EXPECT_EQ(spelled(word, TermKind::word), alone);
  EXPECT_EQ(spelled("서류를 " + word + " 어디로", TermKind::word), "서류 " + alone + " 어디");
}

TEST(Analyzer, ThreadsAgree) {
  const std::string text = "제12조(교통비) 시내 교통비는 1일 20,000원 이내로 지급한다.";
  const std::string expected = spelled(text, TermKind::word);
  std::vector<std::thread> threads;
  std::vector<std::string> results(8);
  for (std::string& result : results) {
    threads.emplace_back([&result, &text] { result = spelled(text, TermKind::word); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace sillok::text
