#include <gtest/gtest.h>

#include <string>

#include "formats/all.h"
#include "hwp_shown.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using document::Document;
using testing::Case;
using testing::meta;
using testing::Outcome;
using testing::read_all;
using testing::read_one;
using testing::shown;

constexpr const char* kProlog = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

// Shapes: 1 and 2 numbers of two levels, 3 and 4 outline, 5 a bullet; style 1 is a title.
constexpr const char* kHead =
    "<HEAD SecCnt=\"1\"><DOCSUMMARY><TITLE>여비 규정</TITLE><AUTHOR>홍길동</AUTHOR>"
    "<DATE>2019년 9월 6일</DATE><KEYWORDS/></DOCSUMMARY><MAPPINGTABLE>"
    "<NUMBERINGLIST><NUMBERING Id=\"1\" Start=\"0\">"
    "<PARAHEAD Level=\"1\" NumFormat=\"Digit\" Start=\"1\">^1.</PARAHEAD>"
    "<PARAHEAD Level=\"2\" NumFormat=\"HangulSyllable\">^2.</PARAHEAD></NUMBERING></NUMBERINGLIST>"
    "<BULLETLIST><BULLET Id=\"1\" Char=\"&#xF0A7;\"><PARAHEAD/></BULLET></BULLETLIST>"
    "<PARASHAPELIST><PARASHAPE Id=\"0\" HeadingType=\"None\" Level=\"0\"/>"
    "<PARASHAPE Id=\"1\" HeadingType=\"Number\" Heading=\"1\" Level=\"0\"/>"
    "<PARASHAPE Id=\"2\" HeadingType=\"Number\" Heading=\"1\" Level=\"1\"/>"
    "<PARASHAPE Id=\"3\" HeadingType=\"Outline\" Level=\"0\"/>"
    "<PARASHAPE Id=\"4\" HeadingType=\"Outline\" Level=\"1\"/>"
    "<PARASHAPE Id=\"5\" HeadingType=\"Bullet\" Heading=\"1\"/></PARASHAPELIST>"
    "<STYLELIST><STYLE Id=\"0\" Name=\"바탕글\"/><STYLE Id=\"1\" Name=\"장 제목\"/></STYLELIST>"
    "</MAPPINGTABLE></HEAD>";

std::string wrapped(const std::string& body) {
  return std::string(kProlog) + "<HWPML Version=\"2.91\">" + kHead + "<BODY><SECTION Id=\"0\">" +
         body + "</SECTION></BODY><TAIL><BINDATASTORAGE><BINDATA>QUJD</BINDATA></BINDATASTORAGE>" +
         "</TAIL></HWPML>";
}

std::string paragraph(const std::string& inside, int shape = 0, int style = 0) {
  return "<P ParaShape=\"" + std::to_string(shape) + "\" Style=\"" + std::to_string(style) +
         "\"><TEXT CharShape=\"0\">" + inside + "</TEXT></P>";
}

std::string chars(const std::string& text) {
  return "<CHAR>" + text + "</CHAR>";
}

std::string list(const std::string& text) {
  return "<PARALIST>" + paragraph(chars(text)) + "</PARALIST>";
}

void check(const Case& c) {
  EXPECT_EQ(shown(read_one("a.hml", wrapped(c.section))), c.blocks) << c.what;
}

TEST(Hwpml, Paragraphs) {
  const Case kCases[] = {
      {"runs, white space between them",
       "\n<P>\n <TEXT>\n <CHAR>가</CHAR>\n</TEXT><TEXT><CHAR>나\r\n다</CHAR></TEXT></P>",
       "paragraph 가나 다"},
      {"controls",
       paragraph(chars("가<TAB/>나<LINEBREAK/>다<NBSPACE/>라<FWSPACE/>마<HYPEN/>바<TITLEMARK/>사")),
       "paragraph 가\t나\n다 라 마-바사"},
      {"references", paragraph(chars("&lt;개정&gt; &#xAC00;&amp;")), "paragraph <개정> 가&"},
      {"private signs", paragraph(chars("&#xF0FC; 가")), "paragraph ✓ 가"},
      {"an equation",
       paragraph(chars("식") + "<EQUATION><SHAPEOBJECT><SHAPECOMMENT>수식입니다."
                               "</SHAPECOMMENT></SHAPEOBJECT><SCRIPT>a over "
                               "b</SCRIPT></EQUATION>"),
       "paragraph 식 a over b"},
      {"ruby",
       paragraph("<DUTMAL><MAINTEXT>본말</MAINTEXT><SUBTEXT>덧말</SUBTEXT></DUTMAL>" + chars("뒤")),
       "paragraph 본말(덧말)뒤"},
      {"composed signs", paragraph("<COMPOSE CircleType=\"1\" ComposeText=\"7\"/>"), "paragraph ⑦"},
      {"a generated number",
       paragraph("<AUTONUM Number=\"3\" NumberType=\"Footnote\"><AUTONUMFORMAT SuffixChar=\")\" "
                 "Type=\"CircledHangulSyllable\"/></AUTONUM>" +
                 chars(" 각주") + "<AUTONUM Number=\"9\" NumberType=\"Page\"/>"),
       "paragraph ㉰) 각주"},
      {"form objects",
       paragraph("<CHECKBUTTON><FORMOBJECT><BUTTONSET Caption=\"예\" Value=\"1\"/></FORMOBJECT>"
                 "</CHECKBUTTON><BUTTON><FORMOBJECT><BUTTONSET Caption=\" 누름\"/></FORMOBJECT>"
                 "</BUTTON><COMBOBOX Text=\" 선택\"/><EDIT><EDITTEXT> 글</EDITTEXT></EDIT>"),
       "paragraph ☑ 예 누름 선택 글"},
      {"not text",
       paragraph(
           "<SECDEF><PARAMETERSET><ITEM>x</ITEM></PARAMETERSET></SECDEF><BOOKMARK Name=\"x\"/>"
           "<INDEXMARK><KEYFIRST>x</KEYFIRST></INDEXMARK><PAGENUM/><NEWNUM Number=\"1\"/>" +
           chars("글")),
       "paragraph 글"},
      {"links keep their words",
       paragraph("<FIELDBEGIN Type=\"Hyperlink\" Command=\"x\"/>" + chars("누리집") +
                 "<FIELDEND Type=\"Hyperlink\"/>"),
       "paragraph 누리집"},
      {"numbers and bullets",
       paragraph(chars("하나"), 1) + paragraph(chars("둘"), 2) + paragraph(chars("셋"), 1) +
           paragraph(chars("넷"), 5),
       "list_item1 1. 하나\nlist_item2 가. 둘\nlist_item1 2. 셋\nlist_item1 ▪ 넷"},
      {"outline by the section's numbering",
       paragraph("<SECDEF OutlineShape=\"1\"/>" + chars("총칙"), 3) + paragraph(chars("목적"), 4),
       "heading1 1. 총칙\nheading2 가. 목적"},
      {"titles by style", paragraph(chars("제1장 총칙"), 0, 1), "heading2 제1장 총칙"},
  };
  for (const Case& c : kCases) check(c);
}

TEST(Hwpml, LinksAndBookmarks) {
  const auto document = read_one(
      "a.hml",
      wrapped(
          paragraph("<FIELDBEGIN Type=\"Hyperlink\" Command=\"https\\://example.org;1;0;0;\"/>" +
                    chars("누리집") + "<FIELDEND Type=\"Hyperlink\"/>") +
          paragraph("<BOOKMARK Name=\"서식\"/>" + chars("별지"))));
  EXPECT_EQ(shown(document), "paragraph 누리집\nparagraph 별지");
  EXPECT_EQ(testing::entries(document, "link"),
            std::vector<std::string>{"누리집 <https://example.org>"});
  EXPECT_EQ(testing::entries(document, "bookmark"), std::vector<std::string>{"서식: 별지"});
}

TEST(Hwpml, WhatIsAnchoredFollowsItsParagraph) {
  const auto box = [](const std::string& text) {
    return "<RECTANGLE><SHAPEOBJECT/><DRAWINGOBJECT><DRAWTEXT>" + list(text) +
           "</DRAWTEXT></DRAWINGOBJECT></RECTANGLE>";
  };
  const Case kCases[] = {
      {"notes",
       paragraph(chars("앞") + "<FOOTNOTE>" + list("각주") + "</FOOTNOTE>" + chars("뒤") +
                 "<ENDNOTE>" + list("미주") + "</ENDNOTE>"),
       "paragraph 앞뒤\nfootnote 각주\nfootnote 미주"},
      {"heads and feet",
       paragraph("<HEADER>" + list("머리말") + "</HEADER><FOOTER>" + list("꼬리말") + "</FOOTER>" +
                 chars("글")),
       "paragraph 글\nrunning_head: paragraph 머리말\nrunning_head: paragraph 꼬리말"},
      {"master pages",
       paragraph("<SECDEF><MASTERPAGE>" + list("바탕쪽") + "</MASTERPAGE><EXT_MASTERPAGE>" +
                 list("끝쪽") + "</EXT_MASTERPAGE></SECDEF>" + chars("글")),
       "paragraph 글\nrunning_head: paragraph 바탕쪽\nrunning_head: paragraph 끝쪽"},
      {"comments",
       paragraph(chars("글") + "<HIDDENCOMMENT>" + list("숨은 설명") + "</HIDDENCOMMENT>" +
                 "<FIELDBEGIN Type=\"Memo\">" + list("메모") + "</FIELDBEGIN>"),
       "paragraph 글\nmemo: paragraph 숨은 설명\nmemo: paragraph 메모"},
      {"text boxes, in groups too",
       paragraph(chars("글") + box("하나") + "<CONTAINER>" + box("둘") + "</CONTAINER>"),
       "paragraph 글\nparagraph 하나\nparagraph 둘"},
      {"picture with a caption",
       paragraph("<PICTURE><SHAPEOBJECT><CAPTION>" + list("그림 1") +
                 "</CAPTION></SHAPEOBJECT><IMAGE/></PICTURE>"),
       "image 그림 1"},
      {"word art", paragraph("<TEXTART Text=\"글맵시\"/>"), "paragraph 글맵시"},
      {"contents",
       paragraph("<FIELDBEGIN Type=\"TableOfContents\"/>" + chars("제1장 1") +
                 "<FIELDEND Type=\"TableOfContents\"/>") +
           paragraph(chars("글")),
       "contents: paragraph 제1장 1\nparagraph 글"},
  };
  for (const Case& c : kCases) check(c);
}

TEST(Hwpml, Tables) {
  const auto cell = [](int row, int column, const std::string& inside, const char* more = "") {
    return "<CELL RowAddr=\"" + std::to_string(row) + "\" ColAddr=\"" + std::to_string(column) +
           "\" " + more + "><CELLMARGIN/><PARALIST>" + inside + "</PARALIST></CELL>";
  };
  const std::string inner = "<TABLE RowCount=\"1\" ColCount=\"1\"><ROW>" +
                            cell(0, 0, paragraph(chars("안쪽"))) + "</ROW></TABLE>";
  const std::string outer =
      "<TABLE RowCount=\"3\" ColCount=\"2\"><SHAPEOBJECT><POSITION "
      "TreatAsChar=\"true\"/><CAPTION>" +
      list("표 1") + "</CAPTION></SHAPEOBJECT><ROW>" +
      cell(0, 0, paragraph(chars("구분")), "Header=\"true\" RowSpan=\"2\"") +
      cell(0, 1, paragraph(chars("금액")), "Header=\"true\"") + "</ROW><ROW>" +
      cell(1, 1, paragraph(chars("원") + "<FOOTNOTE>" + list("칸의 각주") + "</FOOTNOTE>")) +
      "</ROW><ROW>" + cell(2, 0, paragraph(chars("일비") + inner), "ColSpan=\"2\"") +
      "</ROW></TABLE>";
  const Document read = read_one("a.hml", wrapped(paragraph(outer + chars("뒤"))));
  EXPECT_EQ(testing::shapes(read),
            (testing::Shapes{"table 3x2 '표 1' [H:구분^2|H:금액][원][일비*2]",
                             "in 2,0 table 1x1 [안쪽]", "footnote 칸의 각주", "p 뒤"}));
}

TEST(Hwpml, ToldByContent) {
  const std::string body = "<BODY><SECTION>" + paragraph(chars("글&nbsp;자")) + "</SECTION></BODY>";
  const struct {
    const char* what;
    const char* name;
    std::string before;
    bool warned;
  } kCases[] = {
      {"as Hangul saves it", "a.hml", std::string(kProlog) + "<HWPML Version=\"2.91\">", false},
      {"named like a document", "a.hwp", "<HWPML>", false},
      {"named like something else", "a.txt", "<HWPML>", true},
      {"with entities of its own", "법.hwp",
       "<?xml version=\"1.0\"?>\n<!-- > ] -->\n<!DOCTYPE HWPML [\n\t<!ENTITY nbsp "
       "\"&#160;\">\n]>\n<HWPML Version=\"2.1\">",
       false},
  };
  for (const auto& c : kCases) {
    const Document read = read_one(c.name, c.before + body + "</HWPML>");
    EXPECT_EQ(read.format, "hwpml") << c.what;
    EXPECT_EQ(shown(read), "paragraph 글\u00A0자") << c.what;
    EXPECT_EQ(!read.warnings.empty(), c.warned) << c.what;
  }
  EXPECT_EQ(read_one("a.xml", "<?xml version=\"1.0\"?><HWPMLX>글</HWPMLX>").format, "xml");
  EXPECT_EQ(read_one("a.xml", "<?xml version=\"1.0\"?><a><HWPML/>글</a>").format, "xml");
}

TEST(Hwpml, SummaryAndEncodings) {
  const Document read = read_one("a.hml", wrapped(paragraph(chars("글"))));
  EXPECT_EQ(meta(read, "title"), "여비 규정");
  EXPECT_EQ(meta(read, "author"), "홍길동");
  EXPECT_EQ(meta(read, "date"), "2019년 9월 6일");
  EXPECT_TRUE(read.warnings.empty());

  std::string wide = "\xFF\xFE";
  for (const char16_t c : std::u16string(u"<HWPML><BODY><P><TEXT><CHAR>여비 규정</CHAR></TEXT></P>"
                                         u"</BODY></HWPML>")) {
    wide += static_cast<char>(c & 0xFF);
    wide += static_cast<char>(c >> 8);
  }
  EXPECT_EQ(shown(read_one("a.hml", wide)), "paragraph 여비 규정");
}

TEST(Hwpml, WhatIsPassedOverIsSaid) {
  const std::string script =
      "<TAIL><SCRIPTCODE><SCRIPTHEADER/><SCRIPTSOURCE>var x;</SCRIPTSOURCE>"
      "</SCRIPTCODE></TAIL>";
  const Document read =
      read_one("a.hml", "<HWPML><BODY>" +
                            paragraph("<OLE/><CHART/><VIDEO/><DELETEBEGIN/>" + chars("지운 글") +
                                      "<DELETEEND/>" + chars("글&#xE000;")) +
                            "</BODY>" + script + "</HWPML>");
  EXPECT_EQ(shown(read), "paragraph 글\uE000");
  EXPECT_EQ(read.warnings,
            (std::vector<std::string>{
                "not read: 1 × embedded object", "not read: 1 × chart", "not read: 1 × video",
                "not read: 1 × script", "not read: 1 × text marked as deleted",
                "1 private-use characters have no Unicode sign and stay as they are"}));
}

TEST(Hwpml, CutDamagedAndHostile) {
  const std::string whole = wrapped(paragraph(chars("하나")) + paragraph(chars("둘")));
  const Document cut = read_one("a.hml", whole.substr(0, whole.find("둘")));
  EXPECT_EQ(shown(cut), "paragraph 하나");
  EXPECT_EQ(cut.warnings, std::vector<std::string>{"the document is cut off; its end is missing"});
  const Document half = read_one("a.hml", whole.substr(0, whole.find("둘") - 3));
  EXPECT_EQ(shown(half), "paragraph 하나");
  ASSERT_EQ(half.warnings.size(), 1U);
  EXPECT_TRUE(half.warnings[0].starts_with("the document is read in part"));
  for (std::size_t size = 0; size < whole.size(); size += 11) {
    static_cast<void>(read_all("a.hml", whole.substr(0, size)));
  }
  // Ends that close nothing, cells without a table, spans of any size.
  EXPECT_EQ(shown(read_one("a.hml", "<HWPML></P></CELL><CELL>" + list("칸") + "</CELL></HWPML>")),
            "paragraph 칸");
  static_cast<void>(
      read_one("a.hml",
               "<HWPML><TABLE RowCount=\"2147483647\"><ROW><CELL RowAddr=\"2147483647\" "
               "ColSpan=\"-5\" RowSpan=\"2147483647\">" +
                   list("칸") + "</CELL></ROW></TABLE></HWPML>"));
  std::string deep = "<HWPML>";
  for (int i = 0; i < 10'000; ++i) deep += "<P><TEXT><FOOTNOTE><PARALIST>";
  const Outcome outcome = read_all("a.hml", deep);
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, Code::too_large);
}

}  // namespace
}  // namespace sillok::formats
