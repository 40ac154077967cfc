#include <gtest/gtest.h>

#include <string>

#include "office_files.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using document::Document;
using document::Role;
using testing::make_docx;
using testing::meta;
using testing::Parts;
using testing::read_all;
using testing::read_one;
using testing::shapes;
using testing::Shapes;

std::string run(const std::string& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

// A paragraph with properties.
std::string p(const std::string& text, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + run(text) +
         "</w:p>";
}

std::string styled(const std::string& text, const std::string& style) {
  return p(text, "<w:pStyle w:val=\"" + style + "\"/>");
}

std::string listed(const std::string& text, int list, int level = 0) {
  return p(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                     std::to_string(list) + "\"/></w:numPr>");
}

std::string cell(const std::string& inside, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + inside + "</w:tc>";
}

std::string row(const std::string& cells, const std::string& properties = {}) {
  return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}

Shapes read_body(const std::string& body, Parts parts = {}) {
  return shapes(read_one("글.docx", make_docx(body, std::move(parts))));
}

const char* const kStyles = R"(<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="제목 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="우리 제목"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="num"><w:name w:val="번호"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>)";

std::string level(int at, const std::string& format, const std::string& text,
                  const std::string& further = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(at) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
         format + "\"/>" + further + "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

std::string numbering(const std::string& levels, const std::string& numbers = {}) {
  return "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">" + levels +
         "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>" + numbers +
         "</w:numbering>";
}

TEST(Docx, HeadingsComeFromStylesAndWhatTheyInherit) {
  const std::string body = styled("하나", "1") + styled("둘", "2") + styled("셋", "b") +
                           styled("넷", "loop") + styled("목차줄 1", "toc") +
                           p("다섯", "<w:outlineLvl w:val=\"2\"/>") +
                           p("여섯", "<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>");
  const Document document = read_one("글.docx", make_docx(body, {{"word/styles.xml", kStyles}}));
  EXPECT_EQ(shapes(document),
            (Shapes{"h1 하나", "h2 둘", "h1 셋", "p 넷", "p 목차줄 1", "h3 다섯", "p 여섯"}));
  EXPECT_EQ(document.blocks[4].role, Role::contents);
  EXPECT_EQ(document.blocks[5].section, (std::vector<std::string>{"셋"}));
}

TEST(Docx, ListsGenerateTheirNumbers) {
  struct Case {
    const char* format;
    const char* text;
    const char* first;
    const char* third;
  };
  const Case cases[] = {
      {"decimal", "%1.", "1. ", "3. "},
      {"ganada", "%1.", "가. ", "다. "},
      {"chosung", "%1)", "ㄱ) ", "ㄷ) "},
      {"koreanDigital", "%1.", "일. ", "삼. "},
      {"upperRoman", "%1.", "I. ", "III. "},
      {"lowerLetter", "(%1)", "(a) ", "(c) "},
      {"decimalEnclosedCircle", "%1", "① ", "③ "},
      {"decimal", "제%1조", "제1조 ", "제3조 "},
      {"decimalZero", "%1", "01 ", "03 "},
      {"bullet", "•", "", ""},
      {"none", "", "", ""},
      {"unknownFormat", "%1.", "1. ", "3. "},
  };
  for (const Case& one : cases) {
    const Shapes read =
        read_body(listed("갑", 1) + listed("을", 1) + listed("병", 1),
                  {{"word/numbering.xml", numbering(level(0, one.format, one.text))}});
    EXPECT_EQ(read.front(), "li1 " + std::string(one.first) + "갑") << one.format;
    EXPECT_EQ(read.back(), "li1 " + std::string(one.third) + "병") << one.format;
  }
}

TEST(Docx, ListLevelsRestartUnderHigherOnes) {
  const std::string levels = level(0, "decimal", "%1.") + level(1, "ganada", "%2.") +
                             level(2, "decimal", "%1.%3") +
                             level(3, "decimal", "%4)", "<w:lvlRestart w:val=\"0\"/>");
  const std::string body = listed("a", 1, 0) + listed("b", 1, 1) + listed("c", 1, 1) +
                           listed("d", 1, 3) + listed("e", 1, 0) + listed("f", 1, 1) +
                           listed("g", 1, 2) + listed("h", 1, 3) + p("끼어든 글") +
                           listed("i", 1, 0);
  EXPECT_EQ(read_body(body, {{"word/numbering.xml", numbering(levels)}}),
            (Shapes{"li1 1. a", "li2 가. b", "li2 나. c", "li4 1) d", "li1 2. e", "li2 가. f",
                    "li3 2.1 g", "li4 2) h", "p 끼어든 글", "li1 3. i"}));
}

TEST(Docx, AListOverriddenStartsAnewAndOthersGoOn) {
  const std::string numbers =
      R"(<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>)"
      R"(<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>)";
  const std::string body = listed("a", 1) + listed("b", 2) + listed("c", 2) + listed("d", 3) +
                           listed("e", 0) + styled("f", "num") + listed("g", 77);
  EXPECT_EQ(read_body(body, {{"word/numbering.xml", numbering(level(0, "decimal", "%1."), numbers)},
                             {"word/styles.xml", kStyles}}),
            (Shapes{"li1 1. a", "li1 5. b", "li1 6. c", "li1 7. d", "p e", "li1 8. f", "p g"}));
}

TEST(Docx, TablesKeepTheirGrid) {
  const std::string body =
      "<w:tbl>" +
      row(cell(p("구분"), "<w:vMerge w:val=\"restart\"/>") +
              cell(p("금액"), "<w:gridSpan w:val=\"2\"/>"),
          "<w:tblHeader/>") +
      row(cell(p(""), "<w:vMerge/>") + cell(p("국내")) + cell(p("국외")), "<w:tblHeader/>") +
      row(cell(p("일비") + p("(1일)")) + cell(p("2만원")) + cell(p("5만원"))) +
      row(cell(p("끝")), "<w:gridBefore w:val=\"1\"/>") + "</w:tbl>";
  EXPECT_EQ(read_body(body),
            (Shapes{"table 4x3 [H:구분^2|H:금액*2][H:국내|H:국외][일비/(1일)|2만원|5만원][끝]"}));
}

TEST(Docx, LinksAndBookmarks) {
  const std::string link =
      "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"서식\"/><w:bookmarkStart w:id=\"1\" "
      "w:name=\"_GoBack\"/><w:hyperlink r:id=\"9\"><w:r><w:t>누리집</w:t></w:r></w:hyperlink>"
      "<w:r><w:t> 참고</w:t></w:r></w:p><w:p><w:hyperlink w:anchor=\"서식\"><w:r><w:t>서식으로"
      "</w:t></w:r></w:hyperlink></w:p>";
  const Document document = read_one(
      "글.docx",
      make_docx(link, {{"word/_rels/document.xml.rels",
                        "<Relationships xmlns=\"r\"><Relationship Id=\"9\" Type=\"x/hyperlink\" "
                        "Target=\"https://e.org\" TargetMode=\"External\"/></Relationships>"}}));
  EXPECT_EQ(meta(document, "link"), "누리집 <https://e.org>");
  EXPECT_EQ(meta(document, "bookmark"), "서식: 누리집 참고");
}

TEST(Docx, NestedTablesFollowTheirHolder) {
  const std::string inner = "<w:tbl>" + row(cell(p("안")) + cell(p("쪽"))) + "</w:tbl>";
  const std::string body =
      "<w:tbl>" + row(cell(p("가")) + cell(p("나") + inner + p("다"))) + "</w:tbl>" + p("뒤");
  EXPECT_EQ(read_body(body), (Shapes{"table 1x2 [가|나/다]", "in 0,1 table 1x2 [안|쪽]", "p 뒤"}));
}

TEST(Docx, ACaptionBelongsToTheTableBelow) {
  const std::string table = "<w:tbl>" + row(cell(p("a")) + cell(p("b"))) + "</w:tbl>";
  EXPECT_EQ(read_body(styled("표 1. 여비", "cap") + table + styled("그림 1", "cap") + p("글"),
                      {{"word/styles.xml", kStyles}}),
            (Shapes{"table 1x2 '표 1. 여비' [a|b]", "p 그림 1", "p 글"}));
}

TEST(Docx, NotesFollowTheirAnchor) {
  const std::string anchor =
      "<w:p>" + run("앞") + R"(<w:r><w:footnoteReference w:id="2"/></w:r>)" + run("뒤") +
      R"(<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>)";
  const Document document = read_one(
      "글.docx",
      make_docx(anchor + p("다음"),
                {{"word/footnotes.xml", R"(<w:footnotes><w:footnote w:id="0" w:type="separator">)" +
                                            p("줄") + "</w:footnote>" + R"(<w:footnote w:id="2">)" +
                                            p("각주다") + "</w:footnote></w:footnotes>"},
                 {"word/endnotes.xml", R"(<w:endnotes><w:endnote w:id="1">)" + p("미주다") +
                                           "</w:endnote></w:endnotes>"},
                 {"word/comments.xml", R"(<w:comments><w:comment w:id="0">)" + p("메모다") +
                                           "</w:comment></w:comments>"}}));
  EXPECT_EQ(shapes(document),
            (Shapes{"p 앞뒤", "footnote 각주다", "footnote 미주다", "p 메모다", "p 다음"}));
  EXPECT_EQ(document.blocks[3].role, Role::memo);
}

TEST(Docx, ANoteThatPointsToItselfEnds) {
  const std::string again =
      R"(<w:p><w:r><w:t>각주</w:t><w:footnoteReference w:id="1"/></w:r></w:p>)";
  EXPECT_EQ(
      read_body(again, {{"word/footnotes.xml", R"(<w:footnotes><w:footnote w:id="1">)" + again +
                                                   again + "</w:footnote></w:footnotes>"}}),
      (Shapes{"p 각주", "footnote 각주/각주"}));
}

TEST(Docx, TheFinalFormOfTrackedChanges) {
  const std::string body =
      "<w:p>" + run("출장비는 ") + "<w:del>" +
      R"(<w:r><w:delText>만원</w:delText></w:r></w:del><w:ins>)" + run("이만원") + "</w:ins>" +
      run("이다") + "<w:moveFrom>" + run("옮긴 글") + "</w:moveFrom></w:p>" +
      R"(<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>)" + run("이어질 ") + "</w:p>" + p("글") +
      "<w:tbl>" + row(cell(p("남는다"))) + row(cell(p("지운 행")), "<w:del/>") + "</w:tbl>";
  EXPECT_EQ(read_body(body),
            (Shapes{"p 출장비는 이만원이다", "p 이어질 글", "table 1x1 [남는다]"}));
}

TEST(Docx, FieldsShowResultsAndHiddenTextIsLeftOut) {
  const auto field = [](const char* type) {
    return "<w:r><w:fldChar w:fldCharType=\"" + std::string(type) + "\"/></w:r>";
  };
  const std::string body = "<w:p>" + run("쪽 ") + field("begin") +
                           "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("코드") +
                           field("separate") + run("3") + field("end") + "</w:p>" +
                           R"(<w:p><w:hyperlink r:id="x">)" + run("누리집") + "</w:hyperlink>" +
                           R"(<w:fldSimple w:instr="DATE">)" + run("오늘") + "</w:fldSimple>" +
                           R"(<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 글</w:t></w:r></w:p>)" +
                           R"(<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>)" +
                           run("여기를 클릭") + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" +
                           run("채운 글") + "</w:sdtContent></w:sdt></w:p>";
  EXPECT_EQ(read_body(body), (Shapes{"p 쪽 3", "p 누리집오늘", "p 채운 글"}));
}

TEST(Docx, SignsInsideRuns) {
  const std::string body =
      R"(<w:p><w:r><w:t>가</w:t><w:tab/><w:t>나</w:t><w:br/><w:t>다</w:t><w:noBreakHyphen/><w:softHyphen/>)"
      R"(<w:sym w:font="Wingdings" w:char="F06C"/><w:sym w:font="없는 글꼴" w:char="F001"/></w:r></w:p>)"
      "<w:p><m:oMath><m:r><m:t>a</m:t></m:r><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:oMath>" +
      run(" 끝\xC2\xAD\xEF\xBB\xBF") + "</w:p>";
  EXPECT_EQ(read_body(body), (Shapes{"p 가 나/다-●▪", "p a2 끝"}));
}

TEST(Docx, TextBoxesAreReadOnce) {
  const std::string box = "<w:txbxContent>" + p("글상자") + "</w:txbxContent>";
  const std::string body =
      "<w:p>" + run("앞") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box +
      "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
      "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("뒤") + "</w:p>" +
      "<w:p><w:r><w:pict><v:textbox>" + box + "</v:textbox></w:pict></w:r></w:p>";
  EXPECT_EQ(read_body(body), (Shapes{"p 앞뒤", "p 글상자", "p 글상자"}));
}

TEST(Docx, PagesAreCountedWhereBreaksAreKnown) {
  const std::string page_break = R"(<w:p><w:r><w:br w:type="page"/></w:r></w:p>)";
  const std::string rendered = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>셋째</w:t></w:r></w:p>";
  const auto pages = [](const std::string& body) {
    std::vector<int> out;
    for (const auto& block : read_one("글.docx", make_docx(body)).blocks) out.push_back(block.page);
    return out;
  };
  EXPECT_EQ(pages(p("하나")), (std::vector<int>{0}));
  EXPECT_EQ(pages(p("하나") + page_break + p("둘") + rendered), (std::vector<int>{1, 2, 3}));
  // Word notes the explicit break once more where it took effect: one break, not two.
  EXPECT_EQ(pages(p("하나") + page_break + rendered), (std::vector<int>{1, 2}));
  EXPECT_EQ(pages(p("하나") + p("둘", "<w:pageBreakBefore/>")), (std::vector<int>{1, 2}));
}

TEST(Docx, RunningHeadsOnce) {
  const Document document = read_one(
      "글.docx",
      make_docx(p("본문"), {{"word/header1.xml", "<w:hdr>" + p("머리말") + "</w:hdr>"},
                            {"word/header2.xml", "<w:hdr>" + p("머리말") + p("") + "</w:hdr>"},
                            {"word/footer1.xml", "<w:ftr>" + p("- 1 -") + "</w:ftr>"}}));
  EXPECT_EQ(shapes(document), (Shapes{"p 머리말", "p - 1 -", "p 본문"}));
  EXPECT_EQ(document.blocks[0].role, Role::running_head);
  EXPECT_EQ(document.blocks[2].role, Role::body);
}

TEST(Docx, PropertiesAndTitles) {
  const auto core = [](const std::string& title) {
    return Parts{
        {"docProps/core.xml",
         "<cp:coreProperties><dc:title>" + title +
             "</dc:title><dc:creator>김하나</dc:creator><dcterms:created>2025-01-02T03:04:05Z"
             "</dcterms:created></cp:coreProperties>"}};
  };
  const Document document = read_one("글.docx", make_docx(p("본문"), core("여비규정")));
  EXPECT_EQ(document.title, "여비규정");
  EXPECT_EQ(meta(document, "author"), "김하나");
  EXPECT_EQ(meta(document, "created"), "2025-01-02T03:04:05Z");
  EXPECT_EQ(read_one("파일.docx", make_docx(p("본문"), core("Microsoft Word - 1.doc"))).title,
            "파일");
  Parts both = core("예전 제목");
  both.emplace_back("word/styles.xml", kStyles);
  EXPECT_EQ(read_one("글.docx", make_docx(styled("새 제목", "t"), both)).title, "새 제목");
}

TEST(Docx, WhatCannotBeReadSaysWhy) {
  std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  ole += std::string(500, '\0');
  for (const char c : std::string("EncryptedPackage")) ole += std::string{c, '\0'};
  for (const char* name : {"글.docx", "표.xlsx", "쪽.pptx", "이름 없는 것"}) {
    const auto outcome = read_all(name, ole);
    ASSERT_FALSE(outcome.result);
    EXPECT_EQ(outcome.result.error().code, Code::unsupported);
    EXPECT_NE(outcome.result.error().message.find("password"), std::string::npos);
    EXPECT_EQ(outcome.result.error().subject, name);
  }
  const std::string whole = make_docx(p("본문"));
  const auto broken = read_all("글.docx", make_docx("<w:p><w:r>"));
  EXPECT_TRUE(broken.result);  // what is there is read
  const auto no_part = read_all("글.docx", testing::make_zip({{"a.txt", "글"}}));
  ASSERT_FALSE(no_part.result);
  EXPECT_EQ(no_part.result.error().code, Code::unreadable);
  const auto cut = read_all("글.docx", std::string_view(whole).substr(0, whole.size() - 100));
  if (cut.result) {
    EXPECT_FALSE(cut.documents.front().warnings.empty());
  }
}

TEST(Docx, DeepNestingEndsWithAWarning) {
  std::string body;
  for (int i = 0; i < 500; ++i) body += "<w:tbl><w:tr><w:tc>";
  body += p("깊다");
  for (int i = 0; i < 500; ++i) body += "</w:tc></w:tr></w:tbl>";
  const Document document = read_one("글.docx", make_docx(p("얕다") + body));
  EXPECT_EQ(testing::shape(document.blocks.front()), "p 얕다");
  EXPECT_FALSE(document.warnings.empty());
}

}  // namespace
}  // namespace sillok::formats
