#include "text/encoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <random>
#include <string>
#include <vector>

#include "text/encoding_guess.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

using namespace std::string_literals;

// Text in another encoding, made by ICU from UTF-8.
std::string encoded(const std::string& utf8, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 16, '\0');
  const auto length = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                   utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << u_errorName(status);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts{
      "제12조(교통비) ① 시내교통비는 1일 20,000원 이내에서 실비로 지급한다.\n② 제1항에도 불구하고 "
      "임원은 예외로 한다.\n",
      "안녕하세요. 총무팀입니다. 이번 주 금요일까지 비품 신청서를 내 주시기 바랍니다!\n감사합니다.",
      "국외 출장의 일비·식비·숙박비는 별표 1과 같다. ※ 환율은 출장 시작일의 매매기준율(한국은행 "
      "고시)을 따른다.",
      "□ 추진 배경\n ○ 개인정보 보호법(법률 제19234호) 개정에 따른 내부 관리계획 정비\n  - 접근 "
      "권한 점검: 연 2회 → 분기 1회\n",
      "회의록\n일시: 2025. 3. 14.(금) 14:00~15:30\n장소: 본관 3층 대회의실\n참석: 김민수, 이영희, "
      "박철수\n",
      "아침에 일찍 일어나는 새가 벌레를 잡는다고 했지만, 벌레는 왜 그렇게 일찍 일어났을까?",
      "第1條(目的) 이 規程은 職員의 旅費 支給에 관한 事項을 定함을 目的으로 한다.",
  };
  return kTexts;
}

// The first `count` code points.
std::string head(const std::string& text, std::size_t count) {
  return text.substr(0, byte_offset_of(text, count));
}

struct Encoding {
  const char* converter;
  const char* name;
};
constexpr Encoding kEncodings[] = {{"UTF-8", "UTF-8"},
                                   {"windows-949-2000", "CP949"},
                                   {"UTF-16LE", "UTF-16LE"},
                                   {"UTF-16BE", "UTF-16BE"}};

TEST(Encoding, RoundTripOfKoreanTextAtEveryLength) {
  for (const std::string& text : texts()) {
    const std::size_t length = code_points_before(text, text.size());
    for (const Encoding& encoding : kEncodings) {
      for (std::size_t count = 2; count <= length; ++count) {
        const std::string part = head(text, count);
        const std::string bytes = encoded(part, encoding.converter);
        const Result<Decoded> decoded = decode(bytes);
        ASSERT_TRUE(decoded) << encoding.name << " " << part;
        const bool ascii = code_points_before(part, part.size()) == part.size();
        if (!ascii || decoded->encoding.starts_with("UTF-16")) {
          EXPECT_EQ(decoded->encoding, encoding.name) << part;
        }
        EXPECT_EQ(decoded->text, part) << encoding.name;
        EXPECT_EQ(decoded->replaced, 0U);
        if (count > 20 && &text != &texts().back()) {
          EXPECT_GE(decoded->certainty, 0.9) << encoding.name << ": " << part;
        }
      }
    }
  }
}

TEST(Encoding, RoundTripWithByteOrderMarks) {
  constexpr Encoding kMarked[] = {
      {"UTF-8", "\xEF\xBB\xBF"}, {"UTF-16LE", "\xFF\xFE"}, {"UTF-16BE", "\xFE\xFF"}};
  for (const std::string& text : texts()) {
    for (const Encoding& encoding : kMarked) {
      for (std::size_t count = 0; count < 40; ++count) {
        const std::string part = head(text, count);
        const Result<Decoded> decoded = decode(encoding.name + encoded(part, encoding.converter));
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->text, part);
        EXPECT_EQ(decoded->encoding, encoding.converter);
        EXPECT_EQ(decoded->certainty, 1);
      }
    }
    const Result<Decoded> wide = decode("\xFF\xFE\0\0"s + encoded(text, "UTF-32LE"));
    ASSERT_TRUE(wide);
    EXPECT_EQ(wide->text, text);
    EXPECT_EQ(wide->encoding, "UTF-32LE");
  }
}

TEST(Encoding, ShortWordsOfEverydayKorean) {
  for (const char* word : {"여비", "휴가", "네", "회의록", "김민수", "교통비", "목차", "인사",
                           "부칙", "별표 1", "가", "총무팀", "큰 값", "서울", "결재", "총무팀"}) {
    for (const Encoding& encoding : kEncodings) {
      // Four bytes of UTF-16 without a mark are as likely to be CP949.
      const std::string utf8 = word;
      if (code_points_before(utf8, utf8.size()) < 3 &&
          std::string_view(encoding.name).starts_with("UTF-16")) {
        continue;
      }
      const Result<Decoded> decoded = decode(encoded(word, encoding.converter));
      ASSERT_TRUE(decoded) << word << " " << encoding.name;
      EXPECT_EQ(decoded->text, word) << encoding.name << " taken for " << decoded->encoding;
    }
  }
}

TEST(Encoding, OneSyllableIsNeverSure) {
  const Result<Decoded> decoded = decode(encoded("여", "windows-949-2000"));
  ASSERT_TRUE(decoded);
  EXPECT_LT(decoded->certainty, 0.9);
}

TEST(Encoding, Utf8WithKoreanIsCertain) {
  const Result<Decoded> decoded = decode("여");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "UTF-8");
  EXPECT_EQ(decoded->certainty, 1);
}

TEST(Encoding, BrokenUtf8StaysUtf8) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += texts()[0];
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::string broken = text;
    const int breaks = 1 + round % 10;
    for (int i = 0; i < breaks; ++i) {
      // Bytes that UTF-8 never has, ASCII put in the middle of a character, bytes lost.
      const std::size_t at = random() % broken.size();
      if (i % 3 == 0) broken[at] = '\xFF';
      if (i % 3 == 1) broken.insert(at, "x");
      if (i % 3 == 2) broken.erase(at, 1);
    }
    const Result<Decoded> decoded = decode(broken);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->encoding, "UTF-8");
    EXPECT_TRUE(is_utf8(decoded->text));
    if (!is_utf8(broken)) {
      EXPECT_GT(decoded->replaced, 0U);
    }
  }
}

TEST(Encoding, Utf8CutInACharacter) {
  const std::string text = texts()[1];
  for (std::size_t length = 6; length < text.size(); ++length) {
    const Result<Decoded> decoded = decode(std::string_view(text).substr(0, length));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->encoding, "UTF-8") << length;
    EXPECT_LE(decoded->replaced, 1U);
  }
}

TEST(Encoding, OtherLanguagesAreNotSurelyKorean) {
  const struct {
    const char* text;
    const char* converter;
  } kForeign[] = {
      {"Les employés ont été prévenus à l'avance; la durée des congés est précisée à l'annexe. Où "
       "est la sortie de l'hôtel?",
       "windows-1252"},
      {"Für größere Überweisungen müssen Sie die schöne Straße überqueren, äußerst gemütlich.",
       "windows-1252"},
      {"本公司员工因公出差的交通费用，每日不得超过规定的标准。出差结束后应当在七日内办理报销手续。",
       "GBK"},
      {"出張旅費規程は、社員が業務のため出張する場合の旅費に関する事項を定めるものである。",
       "Shift_JIS"},
      {"出張旅費規程は、社員が業務のため出張する場合の旅費に関する事項を定めるものである。",
       "EUC-JP"},
      {"Работники предприятия получают возмещение расходов на проезд в городе.", "windows-1251"},
  };
  for (const auto& foreign : kForeign) {
    const Result<Decoded> decoded = decode(encoded(foreign.text, foreign.converter));
    if (!decoded) continue;
    EXPECT_LT(decoded->certainty, 0.9)
        << foreign.converter << " taken for " << decoded->encoding << ": " << decoded->text;
    EXPECT_TRUE(is_utf8(decoded->text));
  }
}

TEST(Encoding, FrenchIsReadAsLatin) {
  const Result<Decoded> decoded =
      decode(encoded("Les employés ont été prévenus à l'avance.", "windows-1252"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->encoding, "windows-1252");
  EXPECT_EQ(decoded->text, "Les employés ont été prévenus à l'avance.");
}

TEST(Encoding, DeclarationIsBelievedUnlessContradicted) {
  const std::string japanese = "出張旅費規程は、社員の旅費を定める。";
  const Result<Decoded> believed = decode(encoded(japanese, "Shift_JIS"), "Shift_JIS");
  ASSERT_TRUE(believed);
  EXPECT_EQ(believed->text, japanese);
  EXPECT_EQ(believed->encoding, "Shift_JIS");

  const Result<Decoded> contradicted = decode(texts()[0], "euc-kr");
  ASSERT_TRUE(contradicted);
  EXPECT_EQ(contradicted->encoding, "UTF-8");
  EXPECT_EQ(contradicted->text, texts()[0]);

  const Result<Decoded> mislabelled = decode(encoded(texts()[1], "windows-949-2000"), "utf-8");
  ASSERT_TRUE(mislabelled);
  EXPECT_EQ(mislabelled->text, texts()[1]);

  for (const char* name : {"ks_c_5601-1987", "EUC-KR", "cp949", "MS949", "x-windows-949"}) {
    const Result<Decoded> korean = decode(encoded("여비", "windows-949-2000"), name);
    ASSERT_TRUE(korean);
    EXPECT_EQ(korean->text, "여비") << name;
  }
  for (const char* name : {"", "no-such-encoding", "utf-16", "\xFF\xFE"}) {
    const Result<Decoded> odd = decode(encoded(texts()[1], "windows-949-2000"), name);
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->text, texts()[1]) << name;
  }
}

TEST(Encoding, BinaryIsNoText) {
  std::mt19937 random(1);
  for (std::size_t size : {16U, 100U, 1000U, 10000U, 100000U}) {
    for (int round = 0; round < 20; ++round) {
      std::string bytes;
      for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random());
      if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) continue;
      if (size > 500) {
        EXPECT_FALSE(looks_like_text(bytes)) << size;
        EXPECT_FALSE(decode(bytes)) << size;
      }
    }
  }
  const std::string elf =
      "\x7F"
      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0"s;
  EXPECT_FALSE(looks_like_text(elf));
  EXPECT_FALSE(decode(elf));
  EXPECT_FALSE(looks_like_text("abc\0def"s));
}

TEST(Encoding, PaddingAndMarksAreTakenOff) {
  const Result<Decoded> padded = decode("여비 규정\n\x1A\0\0\0"s);
  ASSERT_TRUE(padded);
  EXPECT_EQ(padded->text, "여비 규정\n");
  const Result<Decoded> ascii = decode("a\0b\0c\0"s);
  ASSERT_TRUE(ascii);
  EXPECT_EQ(ascii->text, "abc");
  EXPECT_EQ(ascii->encoding, "UTF-16LE");
}

TEST(Encoding, LineEndsAndComposition) {
  const Result<Decoded> decoded = decode("가\r\n나\r다\n\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "가\n나\n다\n각");
}

TEST(Encoding, NulFarIntoAFileIsReplacedAndCounted) {
  std::string log(100'000, 'a');
  log[90'000] = '\0';
  const Result<Decoded> decoded = decode(log);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->replaced, 1U);
  EXPECT_EQ(decoded->text.find('\0'), std::string::npos);
}

TEST(Encoding, LargeFilesThroughTheConverter) {
  std::string text;
  while (text.size() < 300'000) text += texts()[text.size() % texts().size()] + "😀 \n";
  const Result<Decoded> decoded = decode(encoded(text, "UTF-16LE"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, text);
}

TEST(Encoding, SurpriseTellsEverydaySyllablesFromOddOnes) {
  for (const char32_t c : U"다은는이정제조비원의가에서를한일") {
    if (c != 0) {
      EXPECT_LT(surprise(c), 15) << static_cast<unsigned>(c);
    }
  }
  for (const char32_t c : U"뷁먛쳴턥쒧") {
    if (c != 0) {
      EXPECT_GE(surprise(c), 17) << static_cast<unsigned>(c);
    }
  }
}

}  // namespace
}  // namespace sillok::text
