#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/hwp_numbers.h"
#include "formats/hwp_old_hangul.h"
#include "formats/hwp_signs.h"
#include "formats/hwpx_xml.h"
#include "formats/xml_scan.h"
#include "hwp_shown.h"
#include "hwpx_writer.h"
#include "text/unicode.h"
#include "zip_writer.h"

namespace sillok::formats {
namespace {

using document::Document;
using namespace testing::hwpx;
using testing::Case;
using testing::make_zip;
using testing::read_hwp;
using testing::shown;

Result<Document> read(const std::string& bytes, const Limits& limits = {}) {
  return read_hwp(*hwpx_reader(), bytes, limits);
}

std::string shown(const std::string& section,
                  std::vector<std::pair<std::string, std::string>> more = {}) {
  auto document = read(package(section, std::move(more)));
  return document ? shown(*document) : document.error().line();
}

TEST(Hwpx, Paragraphs) {
  const std::vector<Case> cases = {
      {"runs join", p(t("하나") + "</hp:run><hp:run>" + t(" 둘")), "paragraph 하나 둘"},
      {"inner marks",
       p(t("가<hp:tab "
           "width=\"1\"/>나<hp:lineBreak/>다<hp:nbSpace/>라<hp:fwSpace/>마<hp:hyphen/>바")),
       "paragraph 가\t나\n다 라 마-바"},
      {"markers hold no text", p(t("가<hp:markpenBegin/>나<hp:markpenEnd/><hp:titleMark/>다")),
       "paragraph 가나다"},
      {"entities", p(t("A &amp; B &lt;1&gt; &#xAC00;&#44032; &unknown;")),
       "paragraph A & B <1> 가가 &unknown;"},
      {"CDATA and comments", p(t("<![CDATA[<가>]]><!-- 나 -->다")), "paragraph <가>다"},
      {"composed form", p(t("각")), "paragraph 각"},
      {"empty ones leave nothing", p("") + p(t("  ")) + p(t("가")), "paragraph 가"},
      {"tracked changes in their final form",
       p(t("처음<hp:deleteBegin/> 지움<hp:deleteEnd/> <hp:insertBegin/>넣음<hp:insertEnd/>")),
       "paragraph 처음 넣음"},
      {"a deletion ends with its cell",
       p(table({cell(0, 0, p(t("가<hp:deleteBegin/>나"))) + cell(0, 1, p(t("다")))})),
       "table 가 | 다"},
      {"fields give their result",
       p("<hp:ctrl><hp:fieldBegin id=\"1\" type=\"HYPERLINK\"><hp:parameters><hp:stringParam "
         "name=\"Path\">http://x</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>" +
         t("누리집") + "<hp:ctrl><hp:fieldEnd beginIDRef=\"1\"/></hp:ctrl>"),
       "paragraph 누리집"},
      {"ruby",
       p("<hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>"),
       "paragraph 본말(덧말)"},
      {"composed signs",
       p("<hp:compose circleType=\"SHAPE_CIRCLE\" composeText=\"7\"><hp:charPr/></hp:compose>" +
         t(" ") + "<hp:compose composeText=\"100\"/>" + t(" ") +
         "<hp:compose circleType=\"SHAPE_CIRCLE\" composeText=\"인\"/>"),
       "paragraph ⑦ (100) (인)"},
      {"equations", p(t("식") + "<hp:equation><hp:script>a over b</hp:script></hp:equation>"),
       "paragraph 식 a over b"},
      {"form values",
       p("<hp:checkBtn caption=\"동의\" value=\"CHECKED\"/>" + t(" ") +
         "<hp:radioBtn caption=\"반대\" value=\"UNCHECKED\"/>" + t(" ") +
         "<hp:comboBox selectedValue=\"서울\"/><hp:edit><hp:text>홍길동</hp:text></hp:edit>"),
       "paragraph ☑ 동의 ☐ 반대 서울홍길동"},
      {"private signs", p(t("&#xF0852;법&#xF0853; &#xF02B1; &#xF0FC;")), "paragraph 「법」 ① ✓"},
      {"an unknown element passes its text", p("<hp:novelty>" + t("새것") + "</hp:novelty>"),
       "paragraph 새것"},
      {"one branch of a switch",
       p("<hp:switch><hp:case>" + t("가") + "</hp:case><hp:default>" + t("나") +
         "</hp:default></hp:switch>"),
       "paragraph 가"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwpx, LinksAndBookmarks) {
  const auto field = [](const std::string& command, const std::string& text) {
    return "<hp:ctrl><hp:fieldBegin id=\"7\" type=\"HYPERLINK\"><hp:parameters><hp:integerParam "
           "name=\"Prop\">0</hp:integerParam><hp:stringParam name=\"Command\">" +
           command + "</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>" + t(text) +
           "<hp:ctrl><hp:fieldEnd beginIDRef=\"7\"/></hp:ctrl>";
  };
  const auto document = read(
      package(p(t("앞 ") + field("https\\://example.org/a\\;b;1;0;0;", "누리집") + t(" 뒤")) +
              p(field("javascript\\:\\;;1;0;0;", "없음")) + p(field("?서식;0;0;0;", "서식으로")) +
              p("<hp:ctrl><hp:bookmark name=\"서식\"/></hp:ctrl>" + t("별지 제1호서식"))));
  ASSERT_TRUE(document) << document.error().line();
  EXPECT_EQ(shown(*document),
            "paragraph 앞 누리집 뒤\nparagraph 없음\nparagraph 서식으로\nparagraph 별지 제1호서식");
  EXPECT_EQ(testing::entries(*document, "link"),
            (std::vector<std::string>{"누리집 <https://example.org/a;b>", "서식으로 <#서식>"}));
  EXPECT_EQ(testing::entries(*document, "bookmark"),
            std::vector<std::string>{"서식: 별지 제1호서식"});
}

TEST(Hwpx, NumbersAndHeadings) {
  const std::vector<Case> cases = {
      {"numbers", p(t("하나"), 1) + p(t("둘"), 2) + p(t("셋"), 2) + p(t("넷"), 1) + p(t("다섯"), 2),
       "list_item1 1. 하나\nlist_item2 가. 둘\nlist_item2 나. 셋\nlist_item1 2. 넷\n"
       "list_item2 가. 다섯"},
      {"bullets", p(t("하나"), 5) + p(t("둘"), 6), "list_item1 ▪ 하나\nlist_item1 ☑ 둘"},
      {"outline, from the section's numbering",
       p("<hp:secPr outlineShapeIDRef=\"2\"/>" + t("총칙"), 3) + p(t("목적"), 4) + p(t("보칙"), 3),
       "heading1 제1장 총칙\nheading2 1.1 목적\nheading1 제2장 보칙"},
      {"a sentence is no heading",
       p("<hp:secPr outlineShapeIDRef=\"2\"/>" + t("이 규정은 여비를 정한다."), 3),
       "list_item1 제1장 이 규정은 여비를 정한다."},
      {"a style may name titles", p(t("제1장 총칙"), 0, 7) + p(t("본문"), 0, 8),
       "heading2 제1장 총칙\nparagraph 본문"},
      {"a table of contents",
       p("<hp:ctrl><hp:fieldBegin id=\"9\" type=\"TABLEOFCONTENTS\"/></hp:ctrl>" + t("차례")) +
           p(t("총칙 1")) + p("<hp:ctrl><hp:fieldEnd beginIDRef=\"9\"/></hp:ctrl>") + p(t("본문")),
       "contents: paragraph 차례\ncontents: paragraph 총칙 1\nparagraph 본문"},
      {"contents that never end are none",
       p("<hp:ctrl><hp:fieldBegin id=\"9\" type=\"TABLEOFCONTENTS\"/></hp:ctrl>" + t("차례")) +
           p(t("본문")),
       "paragraph 차례\nparagraph 본문"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwpx, WhatIsAnchoredFollowsItsParagraph) {
  const std::string note =
      "<hp:ctrl>" +
      sub_list("footNote", p("<hp:ctrl><hp:autoNum num=\"3\" numType=\"FOOTNOTE\">"
                             "<hp:autoNumFormat type=\"DIGIT\" suffixChar=\")\"/>"
                             "</hp:autoNum></hp:ctrl>" +
                             t(" 각주"))) +
      "</hp:ctrl>";
  const std::string box = "<hp:rect><hp:drawText><hp:subList>" + p(t("글상자")) +
                          "</hp:subList></hp:drawText></hp:rect>";
  const std::vector<Case> cases = {
      {"footnote", p(t("앞") + note + t("뒤")) + p(t("다음")),
       "paragraph 앞뒤\nfootnote 3) 각주\nparagraph 다음"},
      {"endnote", p(t("앞") + "<hp:ctrl>" + sub_list("endNote", p(t("미주"))) + "</hp:ctrl>"),
       "paragraph 앞\nfootnote 미주"},
      {"header once",
       p("<hp:ctrl>" + sub_list("header", p(t("머리말 1"))) + "</hp:ctrl>" + t("가")) +
           p("<hp:ctrl>" + sub_list("header", p(t("머리말 2"))) + "</hp:ctrl>" + t("나")) +
           p("<hp:ctrl>" + sub_list("footer", p(t("꼬리말"))) + "</hp:ctrl>"),
       "paragraph 가\nrunning_head: paragraph 머리말 1\nparagraph 나\n"
       "running_head: paragraph 꼬리말"},
      {"memo",
       p("<hp:ctrl><hp:fieldBegin id=\"1\" type=\"MEMO\"><hp:parameters><hp:stringParam>x"
         "</hp:stringParam></hp:parameters><hp:subList>" +
         p(t("메모")) + "</hp:subList></hp:fieldBegin></hp:ctrl>" + t("본문")),
       "paragraph 본문\nmemo: paragraph 메모"},
      {"hidden comment",
       p(t("본문") + "<hp:ctrl>" + sub_list("hiddenComment", p(t("숨은 설명"))) + "</hp:ctrl>"),
       "paragraph 본문\nmemo: paragraph 숨은 설명"},
      {"text box, note in it", p(t("앞") + box), "paragraph 앞\nparagraph 글상자"},
      {"grouped shapes",
       p("<hp:container><hp:container>" + box + "</hp:container>" + box + "</hp:container>"),
       "paragraph 글상자\nparagraph 글상자"},
      {"word art", p("<hp:textart text=\"글맵시\"/>"), "paragraph 글맵시"},
      {"picture with a caption",
       p("<hp:pic><hp:shapeComment>그림입니다.</hp:shapeComment>" +
         sub_list("caption", p(t("그림 1"))) + "</hp:pic>" + t("앞")),
       "paragraph 앞\nimage 그림 1"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwpx, Tables) {
  const std::string grid = table({cell(0, 0, p(t("구분"))) + cell(0, 1, p(t("금액"))),
                                  cell(1, 0, p(t("일비"))) + cell(1, 1, p(t("2만")) + p(t("원")))},
                                 sub_list("caption", p(t("표 1"))));
  auto document = read(package(p(grid + t("뒤의 글"))));
  ASSERT_TRUE(document);
  EXPECT_EQ(shown(*document), "table 구분: 일비 | 금액: 2만 원\nparagraph 뒤의 글");
  const document::Table& read_table = *document->blocks.front().table;
  EXPECT_EQ(read_table.rows, 2);
  EXPECT_EQ(read_table.columns, 2);
  EXPECT_EQ(read_table.caption, "표 1");
  EXPECT_EQ(read_table.cells[3].text, "2만\n원");

  const std::string nested = table({cell(0, 0, p(t("깊은 표")))});
  const std::string inner = table({cell(0, 0, p(t("안")) + p(nested)) + cell(0, 1, p(t("쪽")))});
  const std::string note = "<hp:ctrl>" + sub_list("footNote", p(t("칸의 각주"))) + "</hp:ctrl>";
  EXPECT_EQ(shown(p(t("표는 ") + table({cell(0, 0, p(t("가") + note)) + cell(0, 1, p(inner))}))),
            "paragraph 표는\ntable 가\ntable in 0,1 안 | 쪽\ntable in 0,0 깊은 표\n"
            "footnote 칸의 각주");
}

TEST(Hwpx, OddGridsAreSettled) {
  const std::vector<Case> cases = {
      {"cells that overlap move to the right",
       p(table({cell(0, 0, p(t("가"))) + cell(0, 0, p(t("나"))) + cell(0, 2, p(t("다")))})),
       "table 가 | 나 | 다"},
      {"absurd places and spans",
       p(table({cell(2'000'000'000, 2'000'000'000, p(t("가")), 2'000'000'000, 2'000'000'000) +
                cell(-5, -7, p(t("나")), -1, 0)})),
       "table 나 | 가"},
      {"cells without a place stand in order",
       p("<hp:tbl><hp:tr><hp:tc><hp:subList>" + p(t("가")) + "</hp:subList></hp:tc><hp:tc>" +
         "<hp:subList>" + p(t("나")) + "</hp:subList></hp:tc></hp:tr></hp:tbl>"),
       "table 가 | 나"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwpx, PackageAndProperties) {
  const std::string master =
      "<masterPage id=\"masterpage0\"><hp:subList>" + p(t("바탕쪽")) + "</hp:subList></masterPage>";
  auto document = read(
      package(p("<hp:secPr><hp:masterPage idRef=\"master0\"/><hp:footNotePr><hp:autoNumFormat/>"
                "</hp:footNotePr></hp:secPr>" +
                t("본문")),
              {{"Contents/masterpage0.xml", master},
               {"Contents/section1.xml", "<hs:sec>" + p(t("차례에 없는 구역")) + "</hs:sec>"}}));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->format, "hwpx");
  EXPECT_EQ(shown(*document),
            "paragraph 본문\nparagraph 차례에 없는 구역\nrunning_head: paragraph 바탕쪽");
  const std::vector<std::pair<std::string, std::string>> meta = {
      {"title", "제목"}, {"author", "홍길동"}, {"created", "2024-01-02T03:04:05Z"}};
  EXPECT_EQ(document->meta, meta);

  const std::string bare = make_zip({{"Contents/section10.xml", "<s>" + p(t("열")) + "</s>"},
                                     {"Contents/section9.xml", "<s>" + p(t("아홉")) + "</s>"}});
  auto without_package = read(bare);
  ASSERT_TRUE(without_package);
  EXPECT_EQ(shown(*without_package), "paragraph 아홉\nparagraph 열");
}

TEST(Hwpx, IsToldByContent) {
  const auto reader = hwpx_reader();
  EXPECT_EQ(reader->recognises({"a.zip", package("")}), 2);
  EXPECT_EQ(reader->recognises({"a.zip", make_zip({{"Contents/section0.xml", ""}})}), 2);
  EXPECT_EQ(reader->recognises({"a.hwpx", make_zip({{"word/document.xml", ""}})}), 1);
  EXPECT_EQ(reader->recognises({"a.docx", make_zip({{"word/document.xml", ""}})}), 0);
  EXPECT_EQ(reader->recognises({"a.hwpx", "text"}), 0);
}

TEST(Hwpx, BadFilesFailWithTheirReason) {
  const std::string locked =
      R"(<odf:manifest><odf:file-entry full-path="Contents/section0.xml"><odf:encryption-data/>)"
      "</odf:file-entry></odf:manifest>";
  EXPECT_EQ(read(package("", {{"META-INF/manifest.xml", locked}})).error().code, Code::unsupported);
  EXPECT_EQ(read(make_zip({{"mimetype", "application/hwp+zip"}})).error().code, Code::unreadable);
  EXPECT_EQ(read("PK").error().code, Code::unreadable);

  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<hp:tbl><hp:tr><hp:tc><hp:subList><hp:p><hp:run>";
  EXPECT_EQ(read(package(deep)).error().code, Code::too_large);
  EXPECT_EQ(read(package(p(t(std::string(5000, 'a')))), {.unpacked_bytes = 2000}).error().code,
            Code::too_large);
}

TEST(Hwpx, ACutOffSectionKeepsWhatCameBefore) {
  auto document = read(package(p(t("앞")) + "<hp:p><hp:run><hp:t>끊긴 글</hp:t><hp:tbl name=\"x"));
  ASSERT_TRUE(document);
  EXPECT_EQ(shown(*document), "paragraph 앞\nparagraph 끊긴 글");
  EXPECT_EQ(document->warnings.size(), 1u);
}

TEST(Hwpx, LabelsOfBadBytesAreText) {
  const std::string head =
      "<h><numbering id=\"1\"><paraHead start=\"1\" level=\"1\">^1.\xA4</paraHead></numbering>"
      "<paraPr id=\"1\"><heading type=\"NUMBER\" idRef=\"1\" level=\"0\"/></paraPr></h>";
  auto document = read(make_zip(
      {{"Contents/header.xml", head}, {"Contents/section0.xml", "<s>" + p(t("가"), 1) + "</s>"}}));
  ASSERT_TRUE(document);
  EXPECT_EQ(shown(*document), "list_item1 1.\xEF\xBF\xBD 가");
}

TEST(Hwpx, EntityDeclarationsAreRefused) {
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + p(t("&b;가"));
  EXPECT_NE(shown(bomb).find("declares entities"), std::string::npos);
}

TEST(Hwpx, WhatIsPassedOverIsCounted) {
  auto document = read(package(
      p("<hp:ole/><hp:ole/>" + t("가<hp:deleteBegin/>나<hp:deleteEnd/>") + t("&#xF0001;"))));
  ASSERT_TRUE(document);
  const std::vector<std::string> warnings = {
      "not read: 2 × embedded object", "not read: 1 × text marked as deleted",
      "1 private-use characters have no Unicode sign and stay as they are"};
  EXPECT_EQ(document->warnings, warnings);
}

class Collector : public XmlSink {
 public:
  void start(const XmlTag& tag) override {
    log += "<" + std::string(tag.name()) + " " + tag.value("k") + ">";
    if (tag.name() == "over") tag.pass_over();
  }
  void end(std::string_view name) override { log += "</" + std::string(name) + ">"; }
  void text(std::string_view text) override { log += text; }
  std::string log;
};

TEST(XmlStream, PiecesOfAnySizeGiveTheSame) {
  const std::string xml =
      "\xEF\xBB\xBF<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e '&#62;'>]><a:b x:k='1 > 0' "
      ">가&amp;나"
      "<c k=\"&lt;다&gt;\"/><x:over k='2'>바<d/></over></x:over><over/><![CDATA[<라>]]>"
      "<!-- </a> --></a:b>&#65;";
  const std::string expected =
      "\xEF\xBB\xBF<b 1 > 0>가&나<c <다>></c><over 2></over><over ></over><라></b>A";
  for (std::size_t size = 1; size <= xml.size(); ++size) {
    Collector collector;
    XmlStream stream(collector);
    for (std::size_t at = 0; at < xml.size(); at += size) {
      ASSERT_TRUE(stream.feed(std::string(xml.substr(at, size))));
    }
    EXPECT_TRUE(stream.finish());
    EXPECT_EQ(collector.log, expected) << size;
  }
}

TEST(XmlStream, TellsATagBehindAStraySign) {
  Collector collector;
  XmlStream stream(collector);
  ASSERT_TRUE(stream.feed("1 <<x:a k='1'/></ x:c ><b\"x:\"d>"));
  EXPECT_TRUE(stream.finish());
  EXPECT_EQ(collector.log, "1 <a 1></a></c><\"d >");
}

// Where the tag ends that `xml` starts with, told sign by sign; 0 if it does not.
std::size_t naive_end(const std::string& xml) {
  char quote = 0;
  for (std::size_t at = 1; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote == 0 && c == '>') return at + 1;
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  return 0;
}

// Keeps the text behind the first tag.
class TextBehind : public XmlSink {
 public:
  void start(const XmlTag&) override { started = true; }
  void end(std::string_view) override {}
  void text(std::string_view text) override { behind += text; }
  bool started = false;
  std::string behind;
};

TEST(XmlStream, TagsEndBehindTheirQuotes) {
  const std::string signs = "\"'>/ =k";
  for (const std::string head : {"<a", "<b:name ", "<a k=\"0123456789abcdef>\" "}) {
    for (std::size_t number = 0; number < 7 * 7 * 7 * 7 * 7; ++number) {
      std::string xml = head;
      for (std::size_t rest = number, i = 0; i < 5; ++i, rest /= 7) xml += signs[rest % 7];
      for (const std::string tail : {">", "> and some text behind it"}) {
        const std::string whole = xml + tail;
        TextBehind sink;
        XmlStream stream(sink);
        ASSERT_TRUE(stream.feed(whole));
        const std::size_t end = naive_end(whole);
        ASSERT_EQ(stream.finish().has_value(), end > 0) << whole;
        ASSERT_EQ(sink.started, end > 0) << whole;
        ASSERT_EQ(sink.behind, end > 0 ? whole.substr(end) : "") << whole;
      }
    }
  }
}

// Keeps what attributes say.
class AttributeReader : public XmlSink {
 public:
  void start(const XmlTag& tag) override {
    const auto [row, column] = tag.numbers({"row", "column"}, -1);
    said += std::to_string(row) + "," + std::to_string(column) + "," + tag.value("name") + ";";
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  std::string said;
};

TEST(XmlStream, FindsAttributesByName) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"<a/>", "-1,-1,;"},
      {"<a row=\"3\" column=\"4\"/>", "3,4,;"},
      {"<a column='4' row='3' row='5' name='가 나'/>", "3,4,가 나;"},
      {"<a\trow = \"3\"\n x:column=\"4\" >", "3,4,;"},
      {"<a arrow=\"3\" x:y:column=\"4\" row=\"\" name='a>\"b'>", "-1,-1,a>\"b;"},
      {"<a long=\"row='7' and many more words in quotes\" row=\"1\"/>", "1,-1,;"},
      {"<a row=3 column=\"4\"/>", "-1,-1,;"},
      {"<가:나-2.다 row=\"12345678901\" column=\"-4x\"></가:나-2.다>", "-1,-4,;"},
  };
  for (const auto& [xml, said] : cases) {
    AttributeReader reader;
    XmlStream stream(reader);
    ASSERT_TRUE(stream.feed(xml));
    EXPECT_TRUE(stream.finish());
    EXPECT_EQ(reader.said, said) << xml;
  }
}

TEST(XmlStream, NamesAreTheSameLetterByLetter) {
  for (std::size_t size = 0; size < 20; ++size) {
    const std::string name(size, 'n');
    EXPECT_TRUE(same_name(name, std::string(name))) << size;
    EXPECT_FALSE(same_name(name, name + "n")) << size;
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = name;
      other[at] = 'm';
      EXPECT_FALSE(same_name(name, other)) << size << ' ' << at;
    }
  }
}

TEST(XmlStream, NoTagIsLongerThanFourMegabytes) {
  const std::string longest = "<!--" + std::string(5u << 20, '-');
  for (const std::string& xml : {longest, longest + "->", "<a>" + longest + "--><b/>"}) {
    Collector collector;
    XmlStream stream(collector);
    const auto fed = stream.feed(xml);
    ASSERT_FALSE(fed);
    EXPECT_EQ(fed.error().code, Code::unreadable);
  }
}

TEST(Numbers, EveryFormat) {
  struct Row {
    NumberFormat format;
    int number;
    const char* text;
  };
  const std::vector<Row> rows = {{NumberFormat::digit, 12, "12"},
                                 {NumberFormat::circled_digit, 20, "⑳"},
                                 {NumberFormat::circled_digit, 21, "㉑"},
                                 {NumberFormat::circled_digit, 50, "㊿"},
                                 {NumberFormat::circled_digit, 51, "51"},
                                 {NumberFormat::roman_capital, 14, "XIV"},
                                 {NumberFormat::roman_small, 9, "ix"},
                                 {NumberFormat::latin_capital, 26, "Z"},
                                 {NumberFormat::latin_small, 27, "27"},
                                 {NumberFormat::hangul_syllable, 1, "가"},
                                 {NumberFormat::hangul_syllable, 14, "하"},
                                 {NumberFormat::hangul_syllable, 15, "거"},
                                 {NumberFormat::circled_hangul_syllable, 2, "㉯"},
                                 {NumberFormat::hangul_jamo, 14, "ㅎ"},
                                 {NumberFormat::circled_hangul_jamo, 1, "㉠"},
                                 {NumberFormat::hangul_phonetic, 23, "이십삼"},
                                 {NumberFormat::ideograph, 10, "十"},
                                 {NumberFormat::circled_ideograph, 1, "㊀"},
                                 {NumberFormat::decagon, 3, "병"},
                                 {NumberFormat::decagon_hanja, 10, "癸"},
                                 {NumberFormat::digit, -3, "-3"},
                                 {NumberFormat::roman_capital, 0, "0"}};
  for (const Row& row : rows) EXPECT_EQ(format_number(row.number, row.format), row.text);
}

TEST(Signs, PrivateOnes) {
  struct Row {
    const char* what;
    const char* text;
    const char* mapped;
    std::size_t unmapped;
  };
  const std::vector<Row> rows = {
      {"nothing private", "가·나", "가·나", 0},
      {"numbers in frames", "\U000F02B1\U000F02B9 \U000F02BA\U000F02C4", "①⑨ 11", 0},
      {"of three digits", "(\U000F0491\U000F049A\U000F04AD) \U000F0499\U000F04A3\U000F04A4",
       "(109) 990", 0},
      {"old Hangul", "\uF53A글 \uE0BC\uF66E", "ᄒᆞᆫ글 ᅟᅡᆮᅙᆡᇰ", 0},
      {"jamo by themselves", "\uF785\uF85E", "ᄀᆞ", 0},
      {"a middle dot typed as a vowel", "가\uF85E나", "가·나", 0},
      {"between the rows of old Hangul stand symbol fonts", "\uF0FE", "☑", 0},
      {"what nobody knows", "\U000F0001", "\U000F0001", 1}};
  for (const Row& row : rows) {
    std::size_t unmapped = 0;
    EXPECT_EQ(mapped_signs(row.text, unmapped), row.mapped) << row.what;
    EXPECT_EQ(unmapped, row.unmapped) << row.what;
  }
}

// Every code is a sequence of conjoining jamo that Unicode would have in that order.
TEST(Signs, OldHangulIsOnsetVowelFinal) {
  const auto kind = [](char32_t c) {
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0xA960 && c <= 0xA97C)) return 'L';
    if ((c >= 0x1160 && c <= 0x11A7) || (c >= 0xD7B0 && c <= 0xD7C6)) return 'V';
    return (c >= 0x11A8 && c <= 0x11FF) || (c >= 0xD7CB && c <= 0xD7FB) ? 'T' : '?';
  };
  std::map<std::string, std::size_t> kinds;
  for (char32_t c = 0xE000; c <= 0xF8FF; ++c) {
    std::string jamo;
    if (!append_old_hangul(jamo, c)) continue;
    std::string shape;
    for (std::size_t at = 0; at < jamo.size();) shape += kind(text::next_code_point(jamo, at));
    ++kinds[shape];
  }
  const std::map<std::string, std::size_t> expected = {{"", 1},    {"L", 125},   {"V", 95},
                                                       {"T", 141}, {"LV", 1411}, {"LVT", 3888}};
  EXPECT_EQ(kinds, expected);
}

TEST(Signs, TitlesByStyle) {
  EXPECT_EQ(title_level("장 제목", ""), 2);
  EXPECT_EQ(title_level("큰제목(견고딕30)", ""), 1);
  EXPECT_EQ(title_level("표제목", ""), 0);
  EXPECT_EQ(title_level("본문", "Body"), 0);
  EXPECT_EQ(title_level("바탕글", "Normal"), 0);
}

}  // namespace
}  // namespace sillok::formats
