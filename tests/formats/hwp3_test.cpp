#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/hwp3_letters.h"
#include "formats/hwp3_parts.h"
#include "hwp3_writer.h"
#include "shape.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Document;
using namespace testing::hwp3;
using testing::meta;
using testing::Outcome;
using testing::read_all;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

Shapes shown(const std::string& paragraphs) {
  return shapes(read_one("a.hwp", document(paragraphs)));
}

TEST(Hwp3, Letters) {
  const struct {
    const char* what;
    std::vector<std::uint16_t> codes;
    const char* text;
  } kCases[] = {
      {"today's syllables", {0x8861, 0xD3BD, 0xD065}, "가힣한"},
      {"the dot below", {0xD3C5}, "\u1112\u119E\u11AB"},
      {"old initials and finals", {0xF461, 0x887E}, "\u1140\u1161가\u11EB"},
      {"letters alone", {0x8841, 0xB441, 0x8461, 0x87A1, 0x8442, 0x87C1}, "ㄱㅇㅏㅣㄱㆍ"},
      {"letters of the area of their own", {0x8000, 0x801D, 0x8409}, "ㄱㅎㅭ"},
      {"Hanja", {0x4F5D, 0x4222, 0x4000, 0x5317}, "債權伽詰"},
      {"symbols", {0x3438, 0x343B, 0x3446, 0x3590, 0x36E7, 0x35E1, 0x340D}, "※○→Ⅰ①─～"},
      {"kana and Cyrillic", {0x1F02, 0x1F62, 0x3761}, "あアА"},
      {"quotation marks", {0x81, 0x82, 0x83, 0x84, 0x309B, 0x30BD}, "“”‘’｢』"},
      {"what is Unicode's own", {0x2022, 0x203B, 0x2024}, "•※・"},
      {"frames and bullets", {0x3013, 0x301C, 0x301E, 0x2F66, 0x2F67, 0x2F11, 0x3366}, "┌─┏▶▸◦□"},
      {"numbers in circles", {0x2E01, 0x2C21, 0x2C50, 0x2C40}, "①ⓐ㉮㉠"},
      {"signs in other orders",
       {0x7F, 0x85, 0xB1, 0x205A, 0x2066, 0x2C01, 0x2C79, 0x2E21},
       "¡·±○{Ⓐ㊊❶"},
      {"letters of other scripts", {0xE9, 0x220, 0x30E7, 0x311A, 0x31A1}, "éḀΖωA"},
      {"the maker's name", {0x37C0, 0x37C1, 0x37C5}, "한글터"},
  };
  for (const auto& c : kCases) {
    std::string text;
    std::size_t unmapped = 0;
    for (const std::uint16_t code : c.codes) append_hwp3_letter(text, code, unmapped);
    EXPECT_EQ(text, c.text) << c.what;
    EXPECT_EQ(unmapped, 0U) << c.what;
  }
}

TEST(Hwp3, EveryCodeIsACharacterOrCounted) {
  for (unsigned code = 32; code < 0x10000; ++code) {
    std::string text;
    std::size_t unmapped = 0;
    append_hwp3_letter(text, static_cast<std::uint16_t>(code), unmapped);
    EXPECT_FALSE(text.empty()) << code;
    EXPECT_EQ(text == "\uFFFD", unmapped == 1) << code;
  }
}

TEST(Hwp3, EverySyllableComesBack) {
  for (char16_t c = 0xAC00; c <= 0xD7A3; ++c) {
    std::string text;
    std::size_t unmapped = 0;
    append_hwp3_letter(text, code_of(c), unmapped);
    std::string expected;
    text::append(expected, c);
    ASSERT_EQ(text, expected);
  }
}

TEST(Hwp3, Marks) {
  std::string date = letters(u"1년 02월 03일 (6) 7 4:5 ~6~7\\1");
  date.resize(80, '\0');
  const std::string reference = little(1, 1) + zeros(37) + little(4, 2) + little(4, 2) + zeros(4);
  const auto ruby = [](bool begins) {
    const std::string small = letters(u"덧말");
    return block(5, little(1, 1) + zeros(5) + little(begins ? 1 : 0, 2) + zeros(22) +
                        little(small.size(), 4) + zeros(12) + small);
  };
  const struct {
    const char* what;
    std::string text;
    const char* shape;
  } kCases[] = {
      {"tabs, spaces, hyphens",
       letters(u"가") + fixed(9, zeros(4)) + letters(u"나") + fixed(30, {}) + letters(u"다") +
           fixed(31, {}) + letters(u"라") + fixed(24, zeros(2)) + letters(u"마"),
       "p 가\t나 다 라-마"},
      {"passed over",
       letters(u"가") + block(6, zeros(34)) + fixed(7, zeros(80)) + opening(14) + zeros(84) +
           fixed(19, zeros(4)) + fixed(20, zeros(4)) + fixed(21, zeros(4)) + fixed(25, zeros(2)) +
           fixed(26, zeros(242)) + block(3, zeros(7)) + number(0, 3) + letters(u"나"),
       "p 가나"},
      {"numbers", letters(u"그림 ") + number(3, 12) + letters(u" ") + number(1, 2), "p 그림 12 2)"},
      {"a date",
       fixed(8, date + little(1998, 2) + little(2, 2) + little(4, 2) + little(26, 2) +
                    little(15, 2) + little(7, 2)),
       "p 1998년 02월 26일 (목) 오후 3:7 木午後1"},
      {"mail merge", fixed(22, name(u"이름", 20)), "p {{이름}}"},
      {"letters over each other",
       fixed(23, code(0x343B) + letters(u"7") + zeros(2)) + fixed(23, letters(u"가나다")),
       "p ⑦가나다"},
      {"a reference shows its words", block(29, reference + letters(u"12")), "p 12"},
      {"ruby", ruby(true) + letters(u"본말") + ruby(false) + letters(u"뒤"), "p 본말(덧말)뒤"},
      {"no sign", code(0x2BCE), "p \uFFFD"},
  };
  for (const auto& c : kCases) EXPECT_EQ(shown(paragraph(c.text)), Shapes{c.shape}) << c.what;
}

TEST(Hwp3, Outlines) {
  const struct {
    unsigned look;
    unsigned level;
    const char* shape;
  } kCases[] = {
      {1, 1, "h2 2.3. 목적"}, {2, 1, "h2 2.3 목적"}, {3, 1, "h2 다. 목적"}, {3, 0, "h1 II. 목적"},
      {4, 3, "h4 e) 목적"},   {5, 2, "h3 (4) 목적"}, {129, 1, "h2 ○ 목적"}, {0, 2, "h3 <라> 목적"},
      {0, 0, "h1 2) 목적"},   {0, 1, "h2 2.3 목적"}, {99, 1, "p 목적"},
  };
  const std::u16string around = {0, u')', 0, 0, u'<', u'>'};
  for (const auto& c : kCases) {
    const std::string text =
        outline(c.look, c.level, {2, 3, 4, 5, 6, 7, 8}, {0, 12, 5}, around) + letters(u"목적");
    EXPECT_EQ(shown(paragraph(text)), Shapes{c.shape}) << c.look << " " << c.level;
  }
  // Not at the beginning of a paragraph it is text; a long statement is no heading.
  EXPECT_EQ(shown(paragraph(letters(u"가 ") + outline(5, 0, {1}) + letters(u"나"))),
            Shapes{"p 가 1. 나"});
  EXPECT_EQ(shown(paragraph(outline(5, 0, {1}) + letters(u"여비는 예산에서 지급한다."))),
            Shapes{"p 1. 여비는 예산에서 지급한다."});
  EXPECT_EQ(shown(paragraph(letters(u"제1장 총칙"), 1)), Shapes{"h2 제1장 총칙"});
}

TEST(Hwp3, WhatIsAnchoredFollowsItsParagraph) {
  const struct {
    const char* what;
    std::string text;
    Shapes shapes;
  } kCases[] = {
      {"footnote",
       letters(u"앞") + note(paragraph(number(1, 1) + letters(u" 각주")), 1) + letters(u"뒤"),
       {"p 앞뒤", "footnote 1) 각주"}},
      {"endnote", letters(u"앞") + note(paragraph(u"미주"), 1, true), {"p 앞", "footnote 미주"}},
      {"header", header(paragraph(u"머리말")) + letters(u"글"), {"p 글", "p 머리말"}},
      {"hidden comment", letters(u"글") + hidden(paragraph(u"설명")), {"p 글", "p 설명"}},
      {"text box",
       letters(u"글") + box(1, {{.paragraphs = paragraph(u"글상자")}}, paragraph(u"제목")),
       {"p 글", "p 글상자", "p 제목"}},
      {"equation",
       letters(u"식") + box(2, {{.paragraphs = paragraph(u"a over b")}}) + letters(u"끝"),
       {"p 식 a over b 끝"}},
      {"button",
       letters(u"누르면") + box(3, {{.paragraphs = paragraph(u"다음")}}),
       {"p 누르면 다음"}},
      {"picture", picture(2, {}, paragraph(letters(u"그림 ") + number(3, 1))), {"image 그림 1"}},
      {"drawing",
       drawing(shape(0, {}, {}) + shape(1, little(0, 4), {}) +
               shape(6, {}, list(paragraph(u"하나") + paragraph(u"둘"))) +
               shape(2, {}, {}, 1u << 19 | 1u << 17, {})),
       {"p 하나", "p 둘"}},
      {"a shape made a text box",
       drawing(shape(2, {}, {}, 1u << 19, list(paragraph(u"네모")))),
       {"p 네모"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shown(paragraph(c.text)), c.shapes) << c.what;
}

TEST(Hwp3, RolesOfWhatStandsBeside) {
  const Document read = read_one(
      "a.hwp", document(paragraph(header(paragraph(u"머리말")) + hidden(paragraph(u"설명")))));
  ASSERT_EQ(read.blocks.size(), 2U);
  EXPECT_EQ(read.blocks[0].role, document::Role::running_head);
  EXPECT_EQ(read.blocks[1].role, document::Role::memo);
}

TEST(Hwp3, Tables) {
  // Borders a hair apart are one; the cells come in no order.
  const std::string inner = box(0, {{0, 0, 50, 50, paragraph(u"안쪽")}});
  const std::string outer =
      box(0,
          {{300, 102, 100, 98, paragraph(letters(u"2만") + note(paragraph(u"칸의 각주"), 1))},
           {0, 0, 200, 100, paragraph(u"구분")},
           {0, 100, 100, 100, paragraph(u"일비")},
           {98, 100, 202, 100, paragraph(u"하루") + paragraph(inner)},
           {199, 0, 201, 100, paragraph(u"금액")}},
          paragraph(u"표 1"));
  EXPECT_EQ(shown(paragraph(letters(u"다음과 같다.") + outer)),
            (Shapes{"p 다음과 같다.", "table 2x4 '표 1' [구분*2|금액*2][일비|하루*2|2만]",
                    "in 1,1 table 1x1 [안쪽]", "footnote 칸의 각주"}));
  EXPECT_EQ(shown(paragraph(box(0, {{0, 0, 10, 10, paragraph(u"칸")}}, {}, 0) + letters(u"뒤"))),
            (Shapes{"table 1x1 [칸]", "p 뒤"}));
}

TEST(Hwp3, HeadAndPacking) {
  for (const bool packed : {true, false}) {
    const Document read = read_one("a.hwp", document(paragraph(u"글"), {.packed = packed}));
    EXPECT_EQ(shapes(read), Shapes{"p 글"});
    EXPECT_EQ(read.format, "hwp3");
    EXPECT_EQ(meta(read, "title"), "여비 규정");
    EXPECT_EQ(meta(read, "author"), "홍길동");
    EXPECT_EQ(meta(read, "date"), "1998년 2월");
    EXPECT_EQ(meta(read, "keywords"), "여비\n출장");
    EXPECT_TRUE(read.warnings.empty());
  }
}

TEST(Hwp3, RefusedWithAReason) {
  const struct {
    std::string bytes;
    Code code;
    const char* reason;
  } kCases[] = {
      {document(paragraph(u"글"), {.password = true}), Code::unsupported, "password"},
      {document(paragraph(u"글"), {.version = "2.10"}), Code::unsupported, "older"},
      {document(paragraph(u"글")).substr(0, 600), Code::unreadable, "cut off"},
      {make(styles().substr(0, 30)), Code::unreadable, "damaged"},
      {make("\xFF\xFF garbage", {.packed = false}), Code::unreadable, "damaged"},
  };
  for (const auto& c : kCases) {
    const Outcome outcome = read_all("a.hwp", c.bytes);
    ASSERT_FALSE(outcome.result) << c.reason;
    EXPECT_EQ(outcome.result.error().code, c.code) << c.reason;
    EXPECT_NE(outcome.result.error().message.find(c.reason), std::string::npos)
        << outcome.result.error().message;
  }
}

TEST(Hwp3, WhatIsPassedOverIsSaid) {
  const Document read = read_one(
      "a.hwp", document(paragraph(picture(1) + code(0x2BCE) + code(0x7FFF) + letters(u"글"))));
  EXPECT_EQ(read.warnings, (std::vector<std::string>{
                               "not read: 1 × embedded object",
                               "2 characters of Hangul's own have no Unicode sign (U+FFFD)"}));
}

TEST(Hwp3, CutAndDamaged) {
  const std::string whole = styles() + list(paragraph(u"하나") + paragraph(u"둘") +
                                            paragraph(note(paragraph(u"각주"), 1)));
  // Wherever it is cut, what came before is read or the file refused; nothing is ever made up.
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const Outcome outcome = read_all("a.hwp", make(whole.substr(0, size), {.packed = false}));
    if (!outcome.result) continue;
    EXPECT_FALSE(outcome.documents.at(0).warnings.empty()) << size;
  }
  const Document cut =
      read_one("a.hwp", make(whole.substr(0, whole.size() - 60), {.packed = false}));
  EXPECT_EQ(shapes(cut).at(1), "p 둘");
  EXPECT_EQ(cut.warnings, std::vector<std::string>{"the text is cut off; its end is missing"});

  const Document damaged =
      read_one("a.hwp", document(paragraph(u"하나") + paragraph(code(9) + zeros(4) + code(8))));
  EXPECT_EQ(shapes(damaged), Shapes{"p 하나"});
  EXPECT_EQ(damaged.warnings, std::vector<std::string>{
                                  "the text is damaged; what comes behind the damage is missing"});
  // A damage inside a drawing stays there.
  const Document drawn = read_one(
      "a.hwp", document(paragraph(drawing(shape(6, {}, paragraph(code(9) + zeros(4) + code(8)))) +
                                  letters(u"뒤"))));
  EXPECT_EQ(shapes(drawn), Shapes{"p 뒤"});
  EXPECT_EQ(drawn.warnings, std::vector<std::string>{"not read: 1 × damaged text of a shape"});
}

TEST(Hwp3, HostileLengthsAndNesting) {
  const std::string many = paragraph(opening(10) + zeros(78) + little(0, 2) + little(0xFFFF, 2));
  const std::string huge = paragraph(code(5) + little(0xFFFFFFFF, 4) + code(5));
  const std::string wide = little(0, 1) + little(0xFFFF, 2) + little(0xFFFF, 2) + little(1, 1);
  const std::string drawn = paragraph(picture(3, little(0xFFFFFFF0, 4)) + letters(u"글"));
  for (const std::string& body : {many, huge, wide, drawn}) {
    static_cast<void>(read_all("a.hwp", make(styles() + paragraph(u"글") + body)));
  }
  std::string nested = paragraph(u"바닥");
  for (int i = 0; i < 200; ++i) nested = paragraph(box(1, {{.paragraphs = nested}}));
  const Outcome deep = read_all("a.hwp", document(nested));
  ASSERT_FALSE(deep.result);
  EXPECT_EQ(deep.result.error().code, Code::too_large);

  Limits small;
  small.unpacked_bytes = 10'000;
  const Outcome bomb = read_all("a.hwp", document(paragraph(std::string(100'000, 'a'))), small);
  ASSERT_FALSE(bomb.result);
  EXPECT_EQ(bomb.result.error().code, Code::too_large);
}

}  // namespace
}  // namespace sillok::formats
