#include "text/segmenter.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "text/numerals.h"
#include "text/sounds.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

std::u16string syllables(std::string_view text) {
  std::u16string out;
  for (std::size_t at = 0; at < text.size();)
    out += static_cast<char16_t>(next_code_point(text, at));
  return out;
}

std::string utf8(std::u16string_view form) {
  std::string out;
  for (const char16_t c : form) append(out, c);
  return out;
}

// 하+었+다
std::string told(std::string_view word) {
  std::string out;
  for (const Morpheme& each : segment(syllables(word)))
    out += (out.empty() ? "" : "+") + utf8(each.form);
  return out;
}

std::vector<std::vector<std::string>> rows_of(const char* file) {
  std::ifstream lines(std::string(SILLOK_SOURCE_DIR "/tests/text/") + file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    std::vector<std::string> row;
    for (std::string word; words >> word;) row.push_back(word);
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(Segmenter, FormsOfVerbsLeadToTheirStems) {
  std::set<std::string> forms;
  for (std::vector<std::string>& row : rows_of("verb_forms.txt")) {
    std::string stem = row.front();
    stem.pop_back();
    for (std::size_t i = 1; i < row.size(); ++i) {
      EXPECT_TRUE(forms.insert(row[i]).second) << row[i] << " stands twice";
      const std::vector<Morpheme> morphemes = segment(syllables(row[i]));
      EXPECT_EQ(utf8(morphemes.front().form), stem) << row[i];
      EXPECT_EQ(morphemes.front().tag, Tag::verb) << row[i];
    }
  }
  EXPECT_GE(forms.size(), 1250U);
}

TEST(Segmenter, WordsAreTakenApart) {
  const auto rows = rows_of("word_forms.txt");
  for (const std::vector<std::string>& row : rows) EXPECT_EQ(told(row[0]), row[1]) << row[0];
  EXPECT_GE(rows.size(), 250U);
}

// Whatever the word: morphemes stand inside it, in order, and say something.
TEST(Segmenter, MorphemesStandInsideTheWord) {
  std::mt19937 random(5);
  constexpr std::u16string_view kSyllables =
      u"가나다라마바사아자차카타파하은는이의를에서했었겠습니까요지고게면려줘봐돼와워져혀힣뷁";
  for (int round = 0; round < 20'000; ++round) {
    std::u16string word;
    for (std::size_t n = 1 + random() % 12; n > 0; --n) {
      word += random() % 8 == 0 ? static_cast<char16_t>(0xAC00 + random() % 11172)
                                : kSyllables[random() % kSyllables.size()];
    }
    const std::vector<Morpheme> morphemes = segment(word);
    ASSERT_FALSE(morphemes.empty());
    std::size_t last = 0;
    for (const Morpheme& each : morphemes) {
      ASSERT_LT(each.begin, each.end) << utf8(word);
      ASSERT_LE(each.end, word.size()) << utf8(word);
      ASSERT_GE(each.end, last) << utf8(word);
      ASSERT_FALSE(each.form.empty()) << utf8(word);
      last = each.end;
    }
    (void)is_particle(word);
  }
  EXPECT_EQ(segment(std::u16string(300, u'가')).size(), 1U);
}

TEST(Segmenter, SyllablesOfHangulAlone) {
  EXPECT_EQ(syllables_of("교통비는"), u"교통비는");
  EXPECT_EQ(syllables_of("A4용지"), u"");
  EXPECT_EQ(syllables_of("두 말"), u"");
  std::string longest;
  for (std::size_t i = 0; i < kLongestSegmented; ++i) longest += "가";
  EXPECT_EQ(syllables_of(longest).size(), kLongestSegmented);
  EXPECT_EQ(syllables_of(longest + "가"), u"");
}

TEST(Segmenter, WhatHangsOnANoun) {
  for (const char* run : {"에서는", "이라고", "라는", "입니다", "은", "까지", "이었다", "의"})
    EXPECT_TRUE(is_particle(syllables(run))) << run;
  for (const char* run : {"학교", "먹었다", "그리고", "사업"})
    EXPECT_FALSE(is_particle(syllables(run))) << run;
}

TEST(Numerals, InKoreanWords) {
  EXPECT_EQ(numeral_of(u"삼만오천원").value, 35'000U);
  EXPECT_EQ(numeral_of(u"삼만오천원").syllables, 4U);
  EXPECT_EQ(numeral_of(u"일억이천만").value, 120'000'000U);
  EXPECT_EQ(numeral_of(u"이십일").value, 21U);
  EXPECT_EQ(numeral_of(u"천이백").value, 1'200U);
  EXPECT_EQ(numeral_of(u"이십").value, 20U);
  EXPECT_EQ(numeral_of(u"일이").syllables, 0U);
  EXPECT_EQ(numeral_of(u"만").syllables, 0U);
  EXPECT_EQ(numeral_of(u"학교").syllables, 0U);
  EXPECT_EQ(counted(u"열두"), 12U);
  EXPECT_EQ(counted(u"스무"), 20U);
  EXPECT_EQ(counted(u"서른세"), 33U);
  EXPECT_EQ(counted(u"열정"), 0U);
  EXPECT_EQ(days_of(u"이틀")->value, "2");
  EXPECT_EQ(days_of(u"열흘간")->value, "10");
  EXPECT_FALSE(days_of(u"하루살이"));
}

TEST(Sounds, OfBothScripts) {
  constexpr std::pair<const char*, const char*> kSame[] = {
      {"리눅스", "linux"},     {"시스템", "system"},         {"프로그램", "program"},
      {"네트워크", "network"}, {"데이터베이스", "database"}, {"컴퓨터", "computer"},
      {"인터넷", "internet"},  {"소프트웨어", "software"},   {"프로젝트", "project"},
      {"로봇", "robot"},
  };
  for (const auto& [hangul, latin] : kSame) {
    EXPECT_EQ(sound_of_hangul(syllables(hangul)), sound_of_latin(latin)) << hangul;
    EXPECT_FALSE(sound_of_latin(latin).empty()) << latin;
  }
  EXPECT_EQ(sound_of_hangul(u"컨텐츠"), sound_of_hangul(u"콘텐츠"));
  EXPECT_EQ(sound_of_latin("and"), "");
  EXPECT_EQ(sound_of_hangul(u"가나"), "");
}

}  // namespace
}  // namespace sillok::text
