#include "text/unicode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>

namespace sillok::text {
namespace {

TEST(Unicode, CodePointsRoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; c += (c < 0x3000 ? 1 : 97)) {
    std::string text;
    append(text, c);
    std::size_t at = 0;
    const char32_t expected = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
    EXPECT_EQ(next_code_point(text, at), expected);
    EXPECT_EQ(at, text.size());
  }
}

TEST(Unicode, IllFormedBytesBecomeReplacementsOneByOne) {
  for (const std::string bad :
       {"\xFF", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(bad, at), 0xFFFDU);
    EXPECT_EQ(at, 1U);
  }
  const std::string cut = "\xEA\xB0";  // the first two bytes of 가
  std::size_t at = 0;
  EXPECT_EQ(next_code_point(cut, at), 0xFFFDU);
}

TEST(Unicode, OffsetsConvertBothWays) {
  const std::string text = "가a漢😀.";
  EXPECT_EQ(code_points_before(text, text.size()), 5U);
  for (std::size_t n = 0; n <= 5; ++n) {
    EXPECT_EQ(code_points_before(text, byte_offset_of(text, n)), n);
  }
  EXPECT_EQ(byte_offset_of(text, 99), text.size());
}

TEST(Unicode, CodePointsAreCountedAsTheyAreRead) {
  std::mt19937 random(7);
  const std::string signs[] = {"a", " ", "가", "하", "힣", "漢", "é", "😀", "\n"};
  std::string text;
  std::size_t count = 0;
  for (int i = 0; i < 2000; ++i) {
    EXPECT_EQ(code_points_before(text, text.size()), count);
    EXPECT_EQ(byte_offset_of(text, count), text.size());
    text += signs[random() % std::size(signs)];
    ++count;
  }
  EXPECT_EQ(code_points_before(text, text.size() + 9), count);
}

TEST(Unicode, NfcComposesAndLeavesWidthAlone) {
  EXPECT_EQ(nfc("\xE1\x84\x80\xE1\x85\xA1"), "가");  // ᄀ + ᅡ
  EXPECT_EQ(nfc("ＡＢＣ１２"), "ＡＢＣ１２");
  EXPECT_EQ(nfc("이미 된 글, abc 12"), "이미 된 글, abc 12");
}

TEST(Unicode, FoldedComparesWhatLooksAlike) {
  EXPECT_EQ(folded("  ＡＢＣ  가 \n 나 "), "abc 가 나");
  EXPECT_EQ(folded("２０,０００원"), "20,000원");
}

TEST(Unicode, TrimmedTakesEveryKindOfSpace) {
  EXPECT_EQ(trimmed("\xE3\x80\x80 \xC2\xA0가 나\xE2\x80\x8B\n"), "가 나");
  EXPECT_EQ(trimmed("\xE3\x80\x80"), "");
  EXPECT_EQ(trimmed(""), "");
}

// Every text of up to three of these, between every two of them.
TEST(Unicode, TrimmedAgreesWithReadingEveryCharacter) {
  const std::string signs[] = {
      "",   "a",  "가",       "힣",           "·",           "漢", "😀", " ",
      "\n", "　", "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (const std::string& a : signs) {
    for (const std::string& b : signs) {
      for (const std::string& c : signs) {
        const std::string text = a + b + c;
        std::size_t begin = text.size();
        std::size_t end = 0;
        for (std::size_t at = 0; at < text.size();) {
          const std::size_t from = at;
          if (is_space(next_code_point(text, at))) continue;
          begin = std::min(begin, from);
          end = at;
        }
        EXPECT_EQ(trimmed(text), end == 0 ? "" : text.substr(begin, end - begin)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace sillok::text
