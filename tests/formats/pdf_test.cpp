#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/list_mark.h"
#include "formats/pdf_join.h"
#include "formats/pdf_page.h"
#include "pdf_writer.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using document::Document;
using document::Role;
using testing::meta;
using testing::PdfWriter;
using testing::read_all;
using testing::read_one;
using testing::shapes;
using testing::Shapes;

Document read_pdf(const PdfWriter& writer) {
  return read_one("글.pdf", writer.finish());
}

// Six paragraphs of rules, long enough to break over lines.
const char* const kRules[] = {
    "제1조(목적) 이 규정은 직원의 국내 출장과 국외 출장에 드는 여비의 지급 기준과 절차를 정함을 "
    "목적으로 한다.",
    "제2조(정의) 이 규정에서 출장이란 직원이 근무지를 떠나 업무를 수행하는 것을 말하며 여비란 그에 "
    "드는 비용을 말한다.",
    "제3조(신청) 출장하려는 직원은 출장 시작일 3일 전까지 신청서를 제출하여 소속 부서의 장에게 "
    "승인을 받아야 한다.",
    "제4조(지급) 여비는 출장을 마친 날부터 7일 이내에 정산하여 지급하며 정산에 필요한 서류를 "
    "붙이지 아니한 직원에게는 지급하지 아니한다.",
    "제5조(시내교통비) 시내교통비는 1일 20,000원 이내에서 실비로 지급하고 업무용 차량을 이용한 "
    "직원에게는 지급하지 아니한다.",
    "제6조(환수) 출장을 취소한 직원은 받은 여비를 취소한 날부터 5일 이내에 돌려주어야 하며 기한을 "
    "넘긴 직원에게는 이자를 붙인다.",
};

TEST(Pdf, LinesBecomeParagraphsHoweverTheyAreBroken) {
  for (const bool at_words : {true, false}) {
    for (const double right : {520.0, 470.0, 400.0, 340.0}) {
      PdfWriter writer;
      double y = 60;
      for (const char* rule : kRules) y = writer.paragraph(70, y, right, 10, rule, at_words) + 6;
      const Document document = read_pdf(writer);
      ASSERT_EQ(document.blocks.size(), std::size(kRules)) << at_words << " " << right;
      for (std::size_t i = 0; i < std::size(kRules); ++i) {
        std::string got = document.blocks[i].text;
        std::string want = kRules[i];
        if (!at_words) {  // where a word was cut is a judgement: white space aside
          std::erase(got, ' ');
          std::erase(want, ' ');
        }
        EXPECT_EQ(got, want) << at_words << " " << right;
      }
    }
  }
}

TEST(Pdf, WordsBrokenInsideAreMostlyMended) {
  std::size_t breaks = 0;
  std::size_t right_ones = 0;
  for (double right = 300; right <= 520; right += 10) {
    PdfWriter writer;
    double y = 60;
    for (const char* rule : kRules) y = writer.paragraph(70, y, right, 10, rule, false) + 6;
    const Document document = read_pdf(writer);
    for (std::size_t i = 0; i < document.blocks.size() && i < std::size(kRules); ++i) {
      ++breaks;
      if (document.blocks[i].text == kRules[i]) ++right_ones;
    }
  }
  EXPECT_GE(right_ones * 10, breaks * 6) << right_ones << " of " << breaks;
}

TEST(Pdf, JoinsWhatLineEndsBreak) {
  struct Case {
    const char* before;
    const char* after;
    const char* joined;
  };
  const Case cases[] = {
      {"여비규정에", "따라 지급", "여비규정에 따라 지급"},
      {"지급할 수 있", "다.", "지급할 수 있다."},
      {"제출하여", "야 한다.", "제출하여야 한다."},
      {"한다.", "다만,", "한다. 다만,"},
      {"1일 20,", "000원", "1일 20,000원"},
      {"취업규칙,", "여비규정", "취업규칙, 여비규정"},
      {"1일 20,000", "원 이내", "1일 20,000원 이내"},
      {"「취업", "규칙」", "「취업규칙」"},
      {"(총무", "팀)", "(총무팀)"},
      {"reg-", "ulation", "regulation"},
      {"COVID-", "19", "COVID-19"},
      {"the", "rules", "the rules"},
      {"2025. 3.", "1. 시행", "2025. 3. 1. 시행"},
      {"개정 /", "신설", "개정 / 신설"},
      {"국내·", "국외", "국내·국외"},
      {"", "글", "글"},
  };
  pdf::Joiner joiner;
  pdf::Line line;
  line.text = "이 규정은 취업규칙 총무팀 취업규칙 총무팀 따른다";
  joiner.learn_words(line);
  for (const Case& one : cases) {
    std::string text = one.before;
    joiner.append(text, one.after);
    EXPECT_EQ(text, one.joined);
  }
}

TEST(Pdf, RunningHeadsAndPageNumbersAreSetApart) {
  PdfWriter writer;
  for (int page = 1; page <= 5; ++page) {
    if (page > 1) writer.new_page();
    writer.put(70, 30, 8, page % 2 == 1 ? "여비규정" : "우리회사 규정집");
    double y = 80;
    for (int i = 0; i < 3; ++i) {
      const std::string text = "제" + std::to_string(page * 3 + i) + "조(내용) 이 조의 내용은 " +
                               std::to_string(page * 7 + i) + "번째 사람이 정한다.";
      y = writer.paragraph(70, y, 500, 10, text, true) + 8;
    }
    writer.put(290, 800, 8, "- " + std::to_string(page) + " -");
  }
  const Document document = read_pdf(writer);
  std::vector<std::string> heads;
  std::size_t body = 0;
  for (const auto& block : document.blocks) {
    if (block.role == Role::running_head) {
      heads.push_back(block.text);
    } else {
      ++body;
      EXPECT_EQ(block.page, static_cast<int>((body - 1) / 3) + 1);
      EXPECT_EQ(block.text.find("- "), std::string::npos);
    }
  }
  EXPECT_EQ(heads, (std::vector<std::string>{"여비규정", "- 1 -", "우리회사 규정집"}));
  EXPECT_EQ(body, 15U);
}

TEST(Pdf, HeadingsBySizeAndWeight) {
  PdfWriter writer;
  writer.put(220, 60, 18, "여비규정");
  writer.put(250, 100, 13, "제1장 총칙");
  double y = writer.paragraph(70, 130, 500, 10, kRules[0], true) + 8;
  writer.put(70, y, 10, "출장의 종류", true);
  y = writer.paragraph(70, y + 20, 500, 10, kRules[1], true) + 8;
  writer.put(250, y, 13, "제2장 신청");
  writer.paragraph(70, y + 30, 500, 10, kRules[2], true);
  const Document document = read_pdf(writer);
  EXPECT_EQ(shapes(document), (Shapes{"h1 여비규정", "h2 제1장 총칙", std::string("p ") + kRules[0],
                                      "h3 출장의 종류", std::string("p ") + kRules[1],
                                      "h2 제2장 신청", std::string("p ") + kRules[2]}));
  EXPECT_EQ(document.blocks[4].section,
            (std::vector<std::string>{"여비규정", "제1장 총칙", "출장의 종류"}));
}

TEST(Pdf, TwoColumnsAreReadOneAfterTheOther) {
  PdfWriter writer;
  writer.put(200, 40, 16, "두 단으로 짠 글");
  double left = 80;
  double right = 80;
  for (int i = 0; i < 3; ++i) left = writer.paragraph(60, left, 285, 9, kRules[i], true) + 5;
  for (int i = 3; i < 6; ++i) right = writer.paragraph(310, right, 535, 9, kRules[i], true) + 5;
  const double below = std::max(left, right) + 20;
  writer.paragraph(
      60, below, 535, 9,
      "이 문단은 두 단 아래에 온 너비로 놓여 있으므로 두 단의 글이 모두 끝난 다음에 읽혀야 한다.",
      true);
  Shapes want{"h1 두 단으로 짠 글"};
  for (const char* rule : kRules) want.push_back(std::string("p ") + rule);
  want.push_back(
      "p 이 문단은 두 단 아래에 온 너비로 놓여 있으므로 두 단의 글이 모두 끝난 다음에 읽혀야 "
      "한다.");
  EXPECT_EQ(shapes(read_pdf(writer)), want);
}

TEST(Pdf, RuledTablesWithMergedCells) {
  PdfWriter writer;
  writer.put(70, 60, 10, "앞의 글이다.");
  // 구분 over two rows, 금액 over two columns.
  const std::vector<double> xs{70, 170, 300, 430};
  for (const double x : {70.0, 170.0, 430.0}) writer.rule(x, 100, x, 180);
  writer.rule(300, 120, 300, 180);
  for (const double y : {100.0, 140.0, 160.0, 180.0}) writer.rule(70, y, 430, y);
  writer.rule(170, 120, 430, 120);
  writer.put(100, 115, 10, "구분");
  writer.put(280, 105, 10, "금액");
  writer.put(200, 125, 10, "국내");
  writer.put(340, 125, 10, "국외");
  const char* const body[2][3] = {{"일비", "20,000원", "50,000원"}, {"숙박비", "80,000원", "실비"}};
  for (int r = 0; r < 2; ++r) {
    for (std::size_t c = 0; c < 3; ++c) writer.put(xs[c] + 5, 145 + 20 * r, 10, body[r][c]);
  }
  writer.put(70, 220, 10, "뒤의 글이다.");
  EXPECT_EQ(
      shapes(read_pdf(writer)),
      (Shapes{"p 앞의 글이다.",
              "table 4x3 [구분^2|금액*2][국내|국외][일비|20,000원|50,000원][숙박비|80,000원|실비]",
              "p 뒤의 글이다."}));
}

TEST(Pdf, CellsOfSeveralLinesAndOpenSides) {
  PdfWriter writer;
  writer.put(70, 60, 10, "표 앞의 글이다.");
  writer.rule(200, 100, 200, 180);  // no rules at the left and right sides
  for (const double y : {100.0, 120.0, 180.0}) writer.rule(70, y, 400, y);
  writer.put(110, 105, 10, "항목");
  writer.put(280, 105, 10, "내용");
  writer.put(75, 140, 10, "시내교통비");
  writer.paragraph(205, 125, 395, 10,
                   "버스와 지하철을 이용한 사람에게 실비로 지급하며 증빙을 붙인다.", true, 1.4);
  EXPECT_EQ(shapes(read_pdf(writer)), (Shapes{"p 표 앞의 글이다.",
                                              "table 2x2 [항목|내용][시내교통비|버스와 지하철을 "
                                              "이용한 사람에게 실비로 지급하며 증빙을 붙인다.]"}));
}

TEST(Pdf, AlignedColumnsWithoutRules) {
  PdfWriter writer;
  double y = writer.paragraph(70, 60, 500, 10, kRules[0], true) + 10;
  const char* const rows[4][3] = {{"품목", "수량", "비고"},
                                  {"책상", "3", "신규"},
                                  {"의자", "12", "교체"},
                                  {"모니터", "7", "폐기"}};
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < 3; ++c)
      writer.put(70 + 130.0 * static_cast<double>(c), y, 10, row[c]);
    y += 18;
  }
  y = writer.paragraph(70, y + 10, 500, 10, kRules[1], true) + 10;
  // Marks set apart from their text are a list, not a table.
  for (const char* mark : {"1.", "2.", "3."}) {
    writer.put(70, y, 10, mark);
    writer.put(100, y, 10, "항목의 글");
    y += 18;
  }
  EXPECT_EQ(shapes(read_pdf(writer)),
            (Shapes{std::string("p ") + kRules[0],
                    "table 4x3 [품목|수량|비고][책상|3|신규][의자|12|교체][모니터|7|폐기]",
                    std::string("p ") + kRules[1], "li1 1. 항목의 글", "li1 2. 항목의 글",
                    "li1 3. 항목의 글"}));
}

TEST(Pdf, AParagraphGoesOnOverThePageEnd) {
  PdfWriter writer;
  writer.put(70, 740, 10,
             "이 문단은 쪽의 끝에서 끊기지만 문장이 아직 끝나지 않았으므로 다음 쪽에서");
  writer.put(70, 756, 10, "그대로 이어지며 읽는 사람은 쪽이 바뀐 것을 거의 알아차리지 못하고 계속");
  writer.new_page();
  writer.put(70, 60, 10, "읽어 나가게 된다.");
  writer.put(70, 86, 10,
             "새 문단은 다음 쪽의 것으로서 앞의 문단과 이어지지 않으며 너비는 같다고 한다.");
  const Document document = read_pdf(writer);
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_TRUE(document.blocks[0].text.ends_with("계속 읽어 나가게 된다."))
      << document.blocks[0].text;
  EXPECT_EQ(document.blocks[0].page, 1);
  EXPECT_EQ(document.blocks[1].page, 2);
}

TEST(Pdf, InformationBecomesMeta) {
  PdfWriter writer;
  writer.put(70, 60, 10, "글이다.");
  const Document document = read_one(
      "파일.pdf",
      writer.finish("/Title (Travel rules) /Author (Kim) /CreationDate (D:20250102030405Z)"));
  EXPECT_EQ(document.title, "Travel rules");
  EXPECT_EQ(meta(document, "author"), "Kim");
  EXPECT_EQ(meta(document, "created"), "2025-01-02T03:04:05Z");
  EXPECT_EQ(meta(document, "pages"), "1");
  EXPECT_EQ(read_one("파일.pdf", writer.finish("/Title (Microsoft Word - a.doc)")).title, "파일");
}

TEST(Pdf, WhatCannotBeReadSaysWhy) {
  const auto error = [](std::string_view bytes) {
    const auto outcome = read_all("글.pdf", bytes);
    EXPECT_FALSE(outcome.result);
    return outcome.result ? Error{} : outcome.result.error();
  };
  const Error scan = error(PdfWriter().finish());
  EXPECT_EQ(scan.code, Code::unsupported);
  EXPECT_NE(scan.message.find("OCR"), std::string::npos);
  EXPECT_EQ(scan.subject, "글.pdf");
  EXPECT_EQ(error("%PDF-1.7\nnothing behind").code, Code::unreadable);
  // An encryption dictionary that no empty password opens.
  std::string locked = PdfWriter().finish();
  locked.insert(locked.find("/Root"),
                "/Encrypt << /Filter /Standard /V 1 /R 2 /O (01234567890123456789012345678901) "
                "/U (01234567890123456789012345678901) /P -4 >> /ID [<00> <00>] ");
  const Error encrypted = error(locked);
  EXPECT_EQ(encrypted.code, Code::unsupported);
  EXPECT_NE(encrypted.message.find("password"), std::string::npos);
}

TEST(Pdf, PagesWithoutTextAreNamed) {
  PdfWriter writer;
  writer.put(70, 60, 10, "글이다.");
  writer.new_page();
  const Document document = read_pdf(writer);
  ASSERT_FALSE(document.warnings.empty());
  EXPECT_NE(document.warnings[0].find("page 2"), std::string::npos);
}

TEST(PdfGrid, RulesBecomeCells) {
  const std::vector<pdf::Rule> level{{0, 0, 100}, {20, 0, 100}, {40.5, 0, 100}, {42, 0, 100}};
  const pdf::Rules rules{level, {{0, 0, 41}, {50, 0, 20}, {100, 0, 41}}};
  const std::vector<pdf::Grid> grids = pdf::find_grids(rules);
  ASSERT_EQ(grids.size(), 1U);
  EXPECT_EQ(grids[0].rows, 2);  // a double rule is one
  EXPECT_EQ(grids[0].columns, 2);
  ASSERT_EQ(grids[0].cells.size(), 3U);
  EXPECT_EQ(grids[0].cells[2].column_span, 2);
  EXPECT_TRUE(pdf::find_grids({{{0, 0, 100}, {20, 0, 100}}, {{0, 0, 20}, {100, 0, 20}}}).empty());
  EXPECT_TRUE(pdf::find_grids({}).empty());
}

TEST(ListMark, IsTold) {
  struct Case {
    const char* text;
    Mark mark;
    std::size_t length;
  };
  const Case cases[] = {
      {"1. 글", Mark::number, 2},
      {"12) 글", Mark::number, 3},
      {"(3) 글", Mark::number, 3},
      {"가. 글", Mark::number, 4},
      {"나)글", Mark::number, 4},
      {"1.2 범위", Mark::number, 3},
      {"1.5배", Mark::none, 0},
      {"2024. 3. 1.", Mark::none, 0},
      {"① 글", Mark::clause, 3},
      {"㉠ 글", Mark::number, 3},
      {"• 글", Mark::bullet, 3},
      {"- 글", Mark::bullet, 1},
      {"-5도", Mark::none, 0},
      {"제12조(목적) 글", Mark::article, 8},
      {"제12조의2 (목적)", Mark::article, 12},
      {"제12조에 따라", Mark::none, 0},
      {"제3장 총칙", Mark::chapter, 7},
      {"제3장에서", Mark::none, 0},
      {"부칙", Mark::chapter, 6},
      {"별표 1 여비", Mark::chapter, 6},
      {"[별지 제3호 서식]", Mark::chapter, 7},
      {"글", Mark::none, 0},
      {"", Mark::none, 0},
      {"a. 글", Mark::number, 2},
      {"A.M.", Mark::none, 0},
  };
  for (const Case& one : cases) {
    const MarkFound found = mark_at_start(one.text);
    EXPECT_EQ(found.mark, one.mark) << one.text;
    EXPECT_EQ(found.length, one.length) << one.text;
  }
  EXPECT_EQ(mark_at_start("다. 글").ordinal, 3);
  EXPECT_TRUE(is_bare_mark("1."));
  EXPECT_FALSE(is_bare_mark("1. 글"));
}

}  // namespace
}  // namespace sillok::formats
