#include <gtest/gtest.h>

#include <string>

#include "office_files.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using document::Document;
using document::Role;
using testing::make_pptx;
using testing::read_one;
using testing::relationships;
using testing::shapes;
using testing::Shapes;

std::string para(const std::string& text, const std::string& properties = {}) {
  return "<a:p>" + properties + "<a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

// A shape: its placeholder (empty: a text box), paragraphs, and place "x,y,width,height".
std::string shape(const std::string& placeholder, const std::string& paragraphs,
                  const std::vector<int>& place = {}) {
  std::string out =
      "<p:sp><p:nvSpPr><p:cNvPr id=\"1\"/><p:nvPr>" + placeholder + "</p:nvPr></p:nvSpPr><p:spPr>";
  if (place.size() == 4) {
    out += "<a:xfrm><a:off x=\"" + std::to_string(place[0]) + "\" y=\"" + std::to_string(place[1]) +
           "\"/><a:ext cx=\"" + std::to_string(place[2]) + "\" cy=\"" + std::to_string(place[3]) +
           "\"/></a:xfrm>";
  }
  return out + "</p:spPr><p:txBody>" + paragraphs + "</p:txBody></p:sp>";
}

const std::string kTitle = R"(<p:ph type="title"/>)";
const std::string kBody = R"(<p:ph idx="1"/>)";

Shapes read_slide(const std::string& tree) {
  return shapes(read_one("쪽.pptx", make_pptx({tree})));
}

TEST(Pptx, SlidesArePagesAndTitlesHeadings) {
  const Document document = read_one(
      "쪽.pptx", make_pptx({shape(kBody, para("하나") + para("둘", R"(<a:pPr lvl="1"/>)")) +
                                shape(kTitle, para("제목")),
                            shape("", para("글")), shape(kTitle, para("셋째"))}));
  EXPECT_EQ(shapes(document),
            (Shapes{"h1 제목", "li1 하나", "li2 둘", "h1 슬라이드 2", "p 글", "h1 셋째"}));
  EXPECT_EQ(document.blocks[0].page, 1);
  EXPECT_EQ(document.blocks[4].page, 2);
  EXPECT_EQ(document.title, "제목");
  EXPECT_EQ(document.blocks[1].section, (std::vector<std::string>{"제목"}));
}

TEST(Pptx, OrderIsThePresentations) {
  const std::string file = make_pptx(
      {shape(kTitle, para("하나")), shape(kTitle, para("둘"))},
      {{"ppt/presentation.xml",
        R"(<p:presentation><p:sldIdLst><p:sldId id="1" r:id="r2"/><p:sldId id="2" r:id="r1"/><p:sldId id="3" r:id="r9"/></p:sldIdLst></p:presentation>)"}});
  const Document document = read_one("쪽.pptx", file);
  EXPECT_EQ(shapes(document), (Shapes{"h1 둘", "h1 하나"}));
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("slide 3"), std::string::npos);
}

TEST(Pptx, NumberedAndUnmarkedParagraphs) {
  const std::string one = R"(<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>)";
  const std::string from3 =
      R"(<a:pPr lvl="1"><a:buAutoNum type="circleNumDbPlain" startAt="3"/></a:pPr>)";
  EXPECT_EQ(read_slide(shape(kTitle, para("가")) +
                       shape(kBody, para("나", one) + para("다", from3) + para("라", from3) +
                                        para("마", one) + para("바", "<a:pPr><a:buNone/></a:pPr>") +
                                        para("사", one)) +
                       shape("", para("아", R"(<a:pPr><a:buChar char="•"/></a:pPr>)"))),
            (Shapes{"h1 가", "li1 1. 나", "li2 ③ 다", "li2 ④ 라", "li1 2. 마", "p 바", "li1 1. 사",
                    "li1 아"}));
}

TEST(Pptx, TablesWithMergedCells) {
  const auto cell = [](const std::string& text, const std::string& merge = {}) {
    return "<a:tc " + merge + "><a:txBody>" + para(text) + "</a:txBody></a:tc>";
  };
  const std::string table =
      "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow=\"1\"/>"
      "<a:tr>" +
      cell("구분", R"(rowSpan="2")") + cell("금액", R"(gridSpan="2")") + cell("", R"(hMerge="1")") +
      "</a:tr><a:tr>" + cell("", R"(vMerge="1")") + cell("국내") + cell("국외") +
      "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
  EXPECT_EQ(read_slide(shape(kTitle, para("표")) + table),
            (Shapes{"h1 표", "table 2x3 [H:구분^2|H:금액*2][국내|국외]"}));
}

TEST(Pptx, GroupsAreOpenedAndPlainlyWrongOrderIsMended) {
  const std::string title = shape(kTitle, para("제목"));
  // Written in order: kept, though the second column starts higher.
  EXPECT_EQ(read_slide(title + shape("", para("왼쪽"), {0, 100, 50, 50}) +
                       shape("", para("오른쪽"), {60, 50, 50, 50})),
            (Shapes{"h1 제목", "p 왼쪽", "p 오른쪽"}));
  // The last is written above the first: sorted, row by row.
  EXPECT_EQ(
      read_slide(title + shape("", para("3"), {0, 200, 100, 20}) +
                 shape("", para("2"), {60, 100, 40, 20}) + shape("", para("1"), {0, 100, 40, 20})),
      (Shapes{"h1 제목", "p 1", "p 2", "p 3"}));
  const std::string group =
      R"(<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="10"/><a:chOff x="0" y="9000"/><a:chExt cx="1000" cy="100"/></a:xfrm></p:grpSpPr>)" +
      shape("", para("묶음"), {0, 9000, 100, 100}) + "</p:grpSp>";
  EXPECT_EQ(read_slide(title + shape("", para("아래"), {0, 50, 100, 20}) + group),
            (Shapes{"h1 제목", "p 묶음", "p 아래"}));
}

TEST(Pptx, PlacesComeFromTheLayout) {
  const std::string layout = "<p:sldLayout><p:cSld><p:spTree>" +
                             shape(R"(<p:ph type="body" idx="1"/>)", "", {0, 500, 100, 50}) +
                             "</p:spTree></p:cSld></p:sldLayout>";
  const Document document = read_one(
      "쪽.pptx", make_pptx({shape(kTitle, para("제목")) + shape(kBody, para("아래")) +
                            shape("", para("위"), {0, 100, 100, 50})},
                           {{"ppt/slides/_rels/slide1.xml.rels",
                             relationships({{"1", "slideLayout", "../slideLayouts/l.xml"}})},
                            {"ppt/slideLayouts/l.xml", layout}}));
  EXPECT_EQ(shapes(document), (Shapes{"h1 제목", "p 위", "li1 아래"}));
}

TEST(Pptx, NotesCommentsFootersDiagrams) {
  const std::string diagram =
      R"(<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="d"/></a:graphicData></a:graphic></p:graphicFrame>)"
      R"(<p:graphicFrame><a:graphic><a:graphicData><c:chart r:id="c"/></a:graphicData></a:graphic></p:graphicFrame>)";
  const std::string footer = shape(R"(<p:ph type="ftr" idx="9"/>)", para("대외비"));
  const std::string number = shape(R"(<p:ph type="sldNum" idx="8"/>)", para("1"));
  const Document document = read_one(
      "쪽.pptx",
      make_pptx(
          {shape(kTitle, para("제목")) + diagram + footer + number,
           shape(kTitle, para("둘")) + footer},
          {{"ppt/slides/_rels/slide1.xml.rels",
            relationships({{"d", "diagramData", "../diagrams/d.xml"},
                           {"n", "notesSlide", "../notes/n.xml"},
                           {"m", "comments", "../comments/c.xml"}})},
           {"ppt/diagrams/d.xml", "<dgm:dataModel><dgm:ptLst><dgm:pt><dgm:t>" + para("접수") +
                                      "</dgm:t></dgm:pt><dgm:pt/></dgm:ptLst></dgm:dataModel>"},
           {"ppt/notes/n.xml", "<p:notes><p:cSld><p:spTree>" +
                                   shape(R"(<p:ph type="body" idx="1"/>)", para("말할 것")) +
                                   number + "</p:spTree></p:cSld></p:notes>"},
           {"ppt/comments/c.xml", "<p:cmLst><p:cm><p:text>고치자</p:text></p:cm></p:cmLst>"}}));
  EXPECT_EQ(shapes(document), (Shapes{"p 대외비", "h1 제목", "li1 접수", "h2 발표자 노트",
                                      "p 말할 것", "p 고치자", "h1 둘"}));
  EXPECT_EQ(document.blocks[0].role, Role::running_head);
  EXPECT_EQ(document.blocks[5].role, Role::memo);
  EXPECT_EQ(document.warnings, (std::vector<std::string>{"1 charts were passed over"}));
}

TEST(Pptx, HiddenSlidesAreReadAndNoted) {
  const Document document = read_one(
      "쪽.pptx", make_pptx({""}, {{"ppt/slides/slide1.xml", "<p:sld show=\"0\"><p:cSld><p:spTree>" +
                                                                shape(kTitle, para("숨음")) +
                                                                "</p:spTree></p:cSld></p:sld>"}}));
  EXPECT_EQ(shapes(document), (Shapes{"h1 숨음"}));
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("hidden"), std::string::npos);
}

}  // namespace
}  // namespace sillok::formats
