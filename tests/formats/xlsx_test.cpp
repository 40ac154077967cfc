#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "formats/xlsx_number.h"
#include "formats/xlsx_sheet.h"
#include "office_files.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using document::Document;
using document::Role;
using testing::make_xlsx;
using testing::read_one;
using testing::shapes;
using testing::Shapes;
using xlsx::format_value;

// Text cells by reference: {{"A1", "글"}, …}; row elements are left to the cells' references.
std::string cells(const std::vector<std::pair<std::string, std::string>>& all) {
  std::string out = "<sheetData><row>";
  for (const auto& [place, text] : all) {
    out += "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  }
  return out + "</row></sheetData>";
}

Shapes read_sheet(const std::string& sheet) {
  return shapes(read_one("표.xlsx", make_xlsx({{"Sheet1", sheet}})));
}

TEST(XlsxNumber, IsShownAsTheSheetShowsIt) {
  struct Case {
    double value;
    const char* code;
    const char* shown;
  };
  const Case cases[] = {
      {45366, "yyyy-mm-dd", "2024-03-15"},
      {45366, "yyyy\"년\" m\"월\" d\"일\"", "2024년 3월 15일"},
      {45366, "[$-412]yyyy\"년\" mm\"월\" dd\"일\" dddd;@", "2024년 03월 15일 금요일"},
      {45366, "m/d(aaa)", "3/15(금)"},
      {45366.5, "h:mm AM/PM", "12:00 오후"},
      {45366.75, "yy.mm.dd hh:mm", "24.03.15 18:00"},
      {1.5, "[h]:mm", "36:00"},
      {0.0104166667, "mm:ss", "15:00"},
      {1, "yyyy-mm-dd", "1900-01-01"},
      {60, "yyyy-mm-dd", "1900-02-29"},
      {61, "yyyy-mm-dd", "1900-03-01"},
      {2958465, "yyyy-mm-dd", "9999-12-31"},
      {-1, "yyyy-mm-dd", "-1"},
      {0.5, "0%", "50%"},
      {0.1234, "0.0%", "12.3%"},
      {1234567.891, "#,##0", "1,234,568"},
      {1234567.891, "#,##0.00", "1,234,567.89"},
      {-1234, "#,##0", "-1,234"},
      {-1234, "#,##0;(#,##0)", "(1,234)"},
      {1234, "[$₩-412]#,##0", "₩1,234"},
      {20000, "#,##0\"원\"", "20,000원"},
      {0, "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", "-"},
      {12345678, "#,##0,", "12,346"},
      {3.14159, "0.##", "3.14"},
      {3, "0.##", "3"},
      {2.5, "0", "3"},
      {1.005, "0.00", "1.01"},
      {7, "000", "007"},
      {1012345678, "000-0000-0000", "010-1234-5678"},
      {9001011234567, "000000-0000000", "900101-1234567"},
      {5, "General\"개\"", "5개"},
      {150, "[>=100]\"많음\";\"적음\"", "많음"},
      {50, "[>=100]\"많음\";\"적음\"", "적음"},
      {-0.001, "0.0", "0.0"},
      {12345, "0.00E+00", "1.23E+04"},
      {0.25, "# ?/?", "0.25"},
      {0.1 + 0.2, "", "0.3"},
      {1e20, "", "100000000000000000000"},
      {-5, "", "-5"},
      {12.50, "General", "12.5"},
      {0, ";;;", ""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(format_value(one.value, one.code, false), one.shown) << one.value << " " << one.code;
  }
  EXPECT_EQ(format_value(0, "yyyy-mm-dd", true), "1904-01-01");
  EXPECT_EQ(format_value(43904, "yyyy-mm-dd", true), "2024-03-15");
}

TEST(XlsxNumber, AnyCodeEnds) {
  const std::string pieces[] = {"0", "#", ",",   ".",  "%",    "\"",    "[", "]",
                                "y", "m", "E+",  "_",  "\\",   "*",     ";", "@",
                                "?", "/", "[h]", "[$", "[>1]", "AM/PM", "가"};
  for (const std::string& a : pieces) {
    for (const std::string& b : pieces) {
      for (const std::string& c : pieces) {
        for (const double value : {0.0, -1.5, 45366.75, 1e300}) {
          EXPECT_LT(format_value(value, a + b + c, false).size(), 700U);
        }
      }
    }
  }
}

TEST(XlsxReference, IsReadOrRefused) {
  const auto range = xlsx::range_of("$B$3:AA10");
  ASSERT_TRUE(range);
  EXPECT_EQ(std::vector({range->top, range->left, range->bottom, range->right}),
            (std::vector{2, 1, 9, 26}));
  for (const char* bad : {"", "3", "B", "B0", "B3:A1", "XFE1", "A1048577", "B3:", "B3;", "ㄱ1"}) {
    EXPECT_FALSE(xlsx::range_of(bad)) << bad;
  }
  EXPECT_EQ(xlsx::without_escapes("가_x000D_나_xZZZZ__x0041_"), "가\r나_xZZZZ_A");
}

TEST(Xlsx, SheetsInOrderUnderTheirNames) {
  const Document document = read_one("표.xlsx", make_xlsx({{"여비", cells({{"A1", "하나"}})},
                                                           {"Sheet2", cells({{"A1", "둘"}})},
                                                           {"빈 시트", "<sheetData/>"}}));
  EXPECT_EQ(shapes(document), (Shapes{"h1 여비", "p 하나", "h1 Sheet2", "p 둘"}));
  EXPECT_EQ(read_sheet(cells({{"A1", "혼자"}})), (Shapes{"p 혼자"}));
}

TEST(Xlsx, HiddenSheetsAreReadAndNamed) {
  std::string hidden = make_xlsx({{"숨김\" state=\"hidden", cells({{"A1", "글"}})}});
  const Document document = read_one("표.xlsx", hidden);
  EXPECT_EQ(shapes(document), (Shapes{"h1 숨김", "p 글"}));
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("숨김"), std::string::npos);
}

TEST(Xlsx, ValuesOfEveryType) {
  const std::string sheet =
      R"(<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
      R"(<row r="2"><c r="A2" s="1"><v>45366</v></c><c r="B2" s="2"><v>20000</v></c></row>)"
      R"(<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row>)"
      R"(<row r="4"><c r="A4" t="str"><f>A1</f><v>계산</v></c><c r="B4"><f>1+1</f><v>2</v></c></row>)"
      R"(<row r="5"><c r="A5"><f>now()</f></c><c r="B5" t="s"><v>99</v></c><c r="C5"><v>0.1</v></c></row></sheetData>)";
  const testing::Parts parts{
      {"xl/sharedStrings.xml",
       R"(<sst><si><t>글</t></si><si><r><rPr/><t>굵은 </t></r><r><t xml:space="preserve">글</t></r><rPh sb="0"><t>ふり</t></rPh></si></sst>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="200" formatCode="#,##0&quot;원&quot;"/></numFmts>)"
       R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>)"}};
  const Document document = read_one("표.xlsx", make_xlsx({{"Sheet1", sheet}}, parts));
  EXPECT_EQ(shapes(document),
            (Shapes{"table 5x3 [글|굵은 글][2024-03-15|20,000원][TRUE|#N/A][계산|2][0.1]"}));
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("1 formulas"), std::string::npos);
}

TEST(Xlsx, DatesFrom1904) {
  const std::string sheet =
      R"(<sheetData><row r="1"><c r="A1" s="0"><v>43904</v></c></row></sheetData>)";
  const Document document = read_one(
      "표.xlsx", make_xlsx({{"Sheet1", sheet}},
                           {{"xl/styles.xml",
                             R"(<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>)"}},
                           R"(<workbookPr date1904="1"/>)"));
  EXPECT_EQ(shapes(document), (Shapes{"p 2024-03-15"}));
}

TEST(Xlsx, MergedCellsBecomeSpans) {
  const std::string sheet =
      cells({{"A1", "구분"},
             {"B1", "금액"},
             {"B2", "국내"},
             {"C2", "국외"},
             {"A3", "일비"},
             {"B3", "가"},
             {"C3", "나"}}) +
      R"(<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:XFD1"/><mergeCell ref="B1:C1"/></mergeCells>)";
  EXPECT_EQ(read_sheet(sheet),
            (Shapes{"table 3x3 [H:구분^2|H:금액*2][H:국내|H:국외][일비|가|나]"}));
}

TEST(Xlsx, BlankRowsAndColumnsPartTables) {
  const std::string sheet = cells({{"A1", "a"},
                                   {"B1", "b"},
                                   {"E1", "x"},
                                   {"F1", "y"},
                                   {"A2", "c"},
                                   {"B2", "d"},
                                   {"E2", "z"},
                                   {"F2", "w"},
                                   {"A9", "m"},
                                   {"B9", "n"},
                                   {"A10", "o"},
                                   {"B10", "p"}});
  EXPECT_EQ(read_sheet(sheet),
            (Shapes{"table 2x2 [a|b][c|d]", "table 2x2 [x|y][z|w]", "table 2x2 [m|n][o|p]"}));
}

TEST(Xlsx, TitlesAboveATable) {
  const std::string table = "<row>";
  EXPECT_EQ(read_sheet(cells({{"A1", "여비 지급표"},
                              {"A2", "(단위: 원)"},
                              {"A3", "구분"},
                              {"B3", "금액"},
                              {"A4", "일비"},
                              {"B4", "2만"}})),
            (Shapes{"table 2x2 '여비 지급표/(단위: 원)' [구분|금액][일비|2만]"}));
  EXPECT_EQ(read_sheet(cells({{"A1", "여비 지급표"},
                              {"A3", "구분"},
                              {"B3", "금액"},
                              {"A4", "일비"},
                              {"B4", "2만"},
                              {"A6", "※ 실비로 한다."}})),
            (Shapes{"h2 여비 지급표", "table 2x2 [구분|금액][일비|2만]", "p ※ 실비로 한다."}));
}

TEST(Xlsx, ABlankRowInsideATableDoesNotPartIt) {
  const std::string sheet =
      R"(<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>달</t></is></c><c r="B1" t="inlineStr"><is><t>명</t></is></c></row>)"
      R"(<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>10</v></c></row>)"
      R"(<row r="4"><c r="A4"><v>2</v></c><c r="B4"><v>20</v></c></row></sheetData>)";
  EXPECT_EQ(read_sheet(sheet), (Shapes{"table 4x2 [달|명][1|10][2|20]"}));
}

TEST(Xlsx, HeadsThatTheFileKnows) {
  const std::string body = cells({{"A1", "이름"},
                                  {"B1", "부서"},
                                  {"A2", "김하나"},
                                  {"B2", "총무"},
                                  {"A3", "이두리"},
                                  {"B3", "재무"}});
  EXPECT_EQ(read_sheet(body).front(), "table 3x2 [이름|부서][김하나|총무][이두리|재무]");
  const std::string want = "table 3x2 [H:이름|H:부서][김하나|총무][이두리|재무]";
  EXPECT_EQ(read_sheet(body + R"(<autoFilter ref="A1:B3"/>)").front(), want);
  EXPECT_EQ(
      read_sheet(
          R"(<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>)" +
          body)
          .front(),
      want);
  const Document declared = read_one(
      "표.xlsx", make_xlsx({{"Sheet1", body}},
                           {{"xl/worksheets/_rels/sheet1.xml.rels",
                             testing::relationships({{"1", "table", "../tables/table1.xml"}})},
                            {"xl/tables/table1.xml", R"(<table ref="A1:B3"/>)"}}));
  EXPECT_EQ(shapes(declared).front(), want);
}

TEST(Xlsx, LargeTablesComeInBlocksWithTheirHeads) {
  std::string sheet = "<sheetData>";
  for (int i = 1; i <= 1201; ++i) {
    const std::string n = std::to_string(i);
    sheet += "<row r=\"" + n + "\"><c r=\"A" + n + "\" t=\"inlineStr\"><is><t>" +
             (i == 1 ? "번호" : "가" + n) + "</t></is></c><c r=\"B" + n + "\"><v>" + n +
             "</v></c></row>";
  }
  sheet +=
      R"(</sheetData><autoFilter ref="A1:B1201"/><mergeCells><mergeCell ref="A400:A600"/></mergeCells>)";
  const Document document = read_one("표.xlsx", make_xlsx({{"Sheet1", sheet}}));
  ASSERT_EQ(document.blocks.size(), 3U);
  std::size_t rows = 0;
  for (const auto& block : document.blocks) {
    ASSERT_TRUE(block.table);
    EXPECT_LE(block.table->rows, 501);
    EXPECT_TRUE(block.table->cells.front().header);
    EXPECT_EQ(block.table->cells.front().text, "번호");
    rows += static_cast<std::size_t>(block.table->rows) - 1;
  }
  EXPECT_EQ(rows, 1200U);
  // A cell merged over the cut goes on in the next block.
  EXPECT_EQ(document.blocks[1].table->cells[2].text, "가400");
  EXPECT_EQ(document.blocks[1].table->cells[2].row_span, 99);
}

TEST(Xlsx, AbsurdlyPlacedCellsCostNothing) {
  const std::string sheet =
      cells({{"A1", "하나"}, {"XFD1048576", "끝"}, {"XFE1", "밖"}, {"A99999999", "밖"}}) +
      R"(<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>)";
  const Document document = read_one("표.xlsx", make_xlsx({{"Sheet1", sheet}}));
  ASSERT_FALSE(document.blocks.empty());
  EXPECT_NE(document.blocks.front().text.find("하나"), std::string::npos);
}

TEST(Xlsx, CommentsAndTextBoxesStandBesideTheCells) {
  const testing::Parts parts{
      {"xl/worksheets/_rels/sheet1.xml.rels",
       testing::relationships(
           {{"1", "comments", "../comments1.xml"}, {"2", "drawing", "../drawings/d.xml"}})},
      {"xl/comments1.xml",
       R"(<comments><commentList><comment ref="A1"><text><r><t>메모 </t></r><r><t>글</t></r></text></comment></commentList></comments>)"},
      {"xl/drawings/d.xml",
       R"(<xdr:wsDr><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>글상자</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>)"}};
  const Document document =
      read_one("표.xlsx", make_xlsx({{"Sheet1", cells({{"A1", "글"}})}}, parts));
  EXPECT_EQ(shapes(document), (Shapes{"p 글", "p 메모 글", "p 글상자"}));
  EXPECT_EQ(document.blocks[1].role, Role::memo);
}

TEST(Xlsx, SharedStringsCannotMultiplyBeyondTheLimit) {
  std::string sheet = "<sheetData>";
  for (int i = 1; i <= 2000; ++i)
    sheet += "<row r=\"" + std::to_string(i) + "\"><c t=\"s\"><v>0</v></c></row>";
  const std::string file = make_xlsx(
      {{"Sheet1", sheet + "</sheetData>"}},
      {{"xl/sharedStrings.xml", "<sst><si><t>" + std::string(20'000, 'a') + "</t></si></sst>"}});
  Limits limits;
  limits.unpacked_bytes = 1u << 20;
  const Document document = read_one("표.xlsx", file, limits);
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("larger than the limit"), std::string::npos);
}

}  // namespace
}  // namespace sillok::formats
