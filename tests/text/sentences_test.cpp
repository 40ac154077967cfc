#include "text/sentences.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> sentences;
  for (const Span& span : split_sentences(text)) {
    sentences.emplace_back(text.substr(span.begin, span.end - span.begin));
  }
  return sentences;
}

struct Case {
  std::string text;
  std::vector<std::string> sentences;
};

TEST(Sentences, Table) {
  const std::vector<Case> cases{
      {"", {}},
      {" \n\t ", {}},
      {"시내교통비는 1일 20,000원 이내로 한다.", {"시내교통비는 1일 20,000원 이내로 한다."}},
      {"출장은 승인을 받는다. 다만, 긴급한 때는 그러하지 아니하다.",
       {"출장은 승인을 받는다.", "다만, 긴급한 때는 그러하지 아니하다."}},
      {"이 규정은 2024. 3. 1.부터 시행한다. 끝.", {"이 규정은 2024. 3. 1.부터 시행한다.", "끝."}},
      {"1989년 2. 15. 발령되었다. 이후 폐지.", {"1989년 2. 15. 발령되었다.", "이후 폐지."}},
      {"비율은 1.5배이다. 둘째", {"비율은 1.5배이다.", "둘째"}},
      {"1. 교통비는 실비로 한다. 2. 숙박비도 같다.",
       {"1. 교통비는 실비로 한다.", "2. 숙박비도 같다."}},
      {"가. 국내 출장", {"가. 국내 출장"}},
      {"(1) 국내. 국외도 같다.", {"(1) 국내.", "국외도 같다."}},
      {"한다(다만, 예외로 한다. 이하 같다). 다음", {"한다(다만, 예외로 한다. 이하 같다).", "다음"}},
      {"그는 “나는 간다. 너도 가라.”라고 말했다. 끝났다.",
       {"그는 “나는 간다. 너도 가라.”라고 말했다.", "끝났다."}},
      {"그는 \"간다.\"고 했다. 왔다.", {"그는 \"간다.\"고 했다.", "왔다."}},
      {"갔다.그리고 왔다.", {"갔다.", "그리고 왔다."}},
      {"정말인가요? 네! 그렇습니다.", {"정말인가요?", "네!", "그렇습니다."}},
      {"그는 Alexander M. Haig, Jr. 장군이다. 끝.",
       {"그는 Alexander M. Haig, Jr. 장군이다.", "끝."}},
      {"U.S. Army는 육군이다. 끝.", {"U.S. Army는 육군이다.", "끝."}},
      {"www.example.org를 본다. 끝.", {"www.example.org를 본다.", "끝."}},
      {"첫 줄\n둘째 줄", {"첫 줄", "둘째 줄"}},
      {"《가요! 무대》를 본다. 끝", {"《가요! 무대》를 본다.", "끝"}},
      {"한다。다음은 없다", {"한다。", "다음은 없다"}},
      {"열린 괄호(는 닫히지 않는다. 그래도 끝난다.",
       {"열린 괄호(는 닫히지 않는다.", "그래도 끝난다."}},
  };
  for (const Case& c : cases) EXPECT_EQ(split(c.text), c.sentences) << c.text;
}

// Whatever the input: spans rise, do not overlap, are trimmed, cut no code point, and leave out
// nothing but white space.
TEST(Sentences, CoverEveryCharacterOfAnyText) {
  const std::vector<std::string> pieces{"다. ", "1. ", "가", ".",  " ",  "\n", "?",
                                        "(",    ")",   "“",  "”",  "\"", "Jr", "3",
                                        "U.",   "…",   "。", "원", "\t", "A"};
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t length = random() % 30;
    for (std::size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
    std::size_t at = 0;
    for (const Span& span : split_sentences(text)) {
      ASSERT_LT(span.begin, span.end);
      ASSERT_LE(at, span.begin);
      ASSERT_LE(span.end, text.size());
      EXPECT_TRUE(trimmed(std::string_view(text).substr(at, span.begin - at)).empty()) << text;
      const std::string_view sentence =
          std::string_view(text).substr(span.begin, span.end - span.begin);
      EXPECT_EQ(trimmed(sentence), sentence);
      std::size_t walk = 0;
      while (walk < sentence.size()) ASSERT_NE(next_code_point(sentence, walk), 0xFFFDU) << text;
      at = span.end;
    }
    EXPECT_TRUE(trimmed(std::string_view(text).substr(at)).empty()) << text;
  }
}

TEST(Sentences, ALineHoweverLong) {
  const std::string sentence = "위원회는 매년 1. 5. 이전에 (필요하면 서면으로) 회의를 연다.";
  std::string text;
  constexpr std::size_t kCount = 5'000;
  for (std::size_t i = 0; i < kCount; ++i) text += sentence + " ";
  const std::vector<Span> spans = split_sentences(text);
  ASSERT_EQ(spans.size(), kCount);
  for (const Span& span : spans)
    EXPECT_EQ(text.substr(span.begin, span.end - span.begin), sentence);

  std::string endless;
  while (endless.size() < 3 * kLongestSentenceBytes) endless += "가나다 ";
  const std::vector<Span> cut = split_sentences(endless + "끝.");
  ASSERT_EQ(cut.size(), 4U);
  for (const Span& span : cut) {
    EXPECT_LE(span.end - span.begin, kLongestSentenceBytes);
    EXPECT_TRUE(
        is_utf8(std::string_view(endless + "끝.").substr(span.begin, span.end - span.begin)));
  }
}

}  // namespace
}  // namespace sillok::text
