#include "text/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sillok::text {
namespace {

Vocabulary vocabulary(std::string_view text) {
  auto parsed = Vocabulary::parse(text, "words.txt");
  EXPECT_TRUE(parsed) << parsed.error().line();
  return parsed ? std::move(*parsed) : Vocabulary();
}

bool leads(const Vocabulary& words, std::string_view question, std::string_view written) {
  const auto bridges = words.bridges(question);
  return std::any_of(bridges.begin(), bridges.end(),
                     [&](const Bridge& bridge) { return bridge.written == written; });
}

TEST(Vocabulary, AnArrowLeadsOneWayAndAnEqualsSignBoth) {
  const Vocabulary words = vocabulary("월급 > 보수, 급여?\n# a remark\n\n연차=연차휴가\n");
  ASSERT_EQ(words.links().size(), 4);
  EXPECT_EQ(words.links()[0].strength, 1);
  EXPECT_EQ(words.links()[1].written, "급여");
  EXPECT_EQ(words.links()[1].strength, 0.5);
  EXPECT_TRUE(leads(words, "연차는 며칠인가요", "연차휴가"));
  EXPECT_TRUE(leads(words, "연차휴가는 며칠인가요", "연차"));
  EXPECT_FALSE(leads(words, "보수는 얼마인가요", "월급"));
}

TEST(Vocabulary, VerbsAreFoundInAllTheirShapes) {
  const struct {
    const char* verb;
    std::vector<const char*> shapes;
  } cases[] = {
      {"쉬다", {"쉬고", "쉬나요", "쉬면", "쉴", "쉰", "쉬어도", "쉬었는데", "쉽니다", "쉬려면"}},
      {"그만두다", {"그만두면", "그만둘", "그만둬도", "그만뒀어요", "그만두려고"}},
      {"자르다", {"자르면", "잘라도", "잘랐어요", "자를"}},
      {"돕다", {"돕고", "도와", "도운", "도울", "도왔습니다", "도우면"}},
      {"묻다", {"묻고", "물어도", "물으면", "물었습니다"}},
      {"짓다", {"짓고", "지어도", "지으면", "지었어요"}},
      {"팔다", {"팔고", "파는", "팝니다", "팔아도", "판", "파나요"}},
      {"뽑다", {"뽑고", "뽑아", "뽑은", "뽑을", "뽑았나요"}},
      {"쓰다", {"써도", "썼는데", "쓸", "쓰나요"}},
      {"아프다", {"아파서", "아프면", "아픈"}},
      {"버리다", {"버려도", "버렸습니다", "버릴"}},
      {"바꾸다", {"바꿔", "바꾼", "바꿨어요"}},
      {"취소하다", {"취소해도", "취소하려면", "취소했어요", "취소할"}},
      {"나오다", {"나와도", "나왔는데", "나올", "나오나요"}},
  };
  for (const auto& each : cases) {
    const Vocabulary words = vocabulary(std::string(each.verb) + " > 뜻풀이");
    for (const char* shape : each.shapes) {
      EXPECT_TRUE(leads(words, shape, "뜻풀이")) << each.verb << ": " << shape;
    }
  }
}

TEST(Vocabulary, ParticlesAndOneWordInBetweenDoNotMatter) {
  const Vocabulary words = vocabulary("차를 빌리다 > 배차");
  EXPECT_TRUE(leads(words, "차를 빌리려면", "배차"));
  EXPECT_TRUE(leads(words, "차를 잠깐 빌려도 되나요", "배차"));
  EXPECT_FALSE(leads(words, "차를 학교에서 잠깐 빌려도 되나요", "배차"));
  EXPECT_FALSE(leads(words, "차례를 빌리다", "배차"));
}

TEST(Vocabulary, ALongerExpressionHidesTheVerbInIt) {
  const Vocabulary words = vocabulary("학교를 그만두다 > 자퇴\n그만두다 > 사직\n학교 > 대학");
  EXPECT_TRUE(leads(words, "학교를 그만두려면", "자퇴"));
  EXPECT_FALSE(leads(words, "학교를 그만두려면", "사직"));
  EXPECT_TRUE(leads(words, "학교를 그만두려면", "대학"));
  EXPECT_TRUE(leads(words, "그만두려면", "사직"));
}

TEST(Vocabulary, PlacesAreThoseOfTheQuestion) {
  const std::string question = "저는 월급을 받나요";
  const auto bridges = vocabulary("월급 > 보수").bridges(question);
  ASSERT_EQ(bridges.size(), 1);
  EXPECT_EQ(question.substr(bridges[0].begin, bridges[0].end - bridges[0].begin), "월급을");
}

TEST(Vocabulary, ABadLineIsNamed) {
  const struct {
    const char* text;
    const char* says;
  } cases[] = {
      {"월급 > 보수\n연차\n", "words.txt, line 2: is no group"},
      {"a > b > c", "words.txt, line 1: has more than one"},
      {"월급 = 보수 > 급여", "words.txt, line 1: has more than one"},
      {"월급 >", "words.txt, line 1: has a place without a word"},
      {"월급, > 보수", "words.txt, line 1: has a place without a word"},
      {"= 보수", "words.txt, line 1: has a place without a word"},
  };
  for (const auto& each : cases) {
    const auto parsed = Vocabulary::parse(each.text, "words.txt");
    ASSERT_FALSE(parsed) << each.text;
    EXPECT_TRUE(parsed.error().line().starts_with(each.says)) << parsed.error().line();
  }
}

}  // namespace
}  // namespace sillok::text
