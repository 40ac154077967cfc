#include "prepare/furniture.h"

#include <gtest/gtest.h>

#include <string>

#include "prepare/structure.h"
#include "written.h"

namespace sillok::prepare {
namespace {

using document::Document;
using document::Role;

TEST(RunningHeads, LinesThatComeBackOnPages) {
  Document report;
  for (int page = 1; page <= 5; ++page) {
    for (const std::string& line :
         {std::string("실록 주식회사 보고서 ") + std::to_string(page),
          std::string("쪽마다 다른 첫 문장이 여기에 있다 ") +
              std::string(static_cast<std::size_t>(page), 'x'),
          std::string("가운데 문장이다."), std::string("- ") + std::to_string(page) + " -"}) {
      report.blocks.push_back(paragraph(line));
      report.blocks.back().page = page;
    }
  }
  mark_running_heads(report);
  for (std::size_t i = 0; i < report.blocks.size(); i += 4) {
    EXPECT_EQ(report.blocks[i].role, Role::running_head);
    EXPECT_EQ(report.blocks[i + 1].role, Role::body);
    EXPECT_EQ(report.blocks[i + 3].role, Role::running_head);
  }
}

TEST(RunningHeads, NotTheTitleNorTheFormsOfSeveralPages) {
  Document rules;
  for (int page = 1; page <= 4; ++page) {
    rules.blocks.push_back(paragraph("여비규정"));
    rules.blocks.back().page = page;
    rules.blocks.push_back(paragraph(page == 1 ? "제1조(목적) 하나이다."
                                               : "[별지 제" + std::to_string(page) + "호 서식]"));
    rules.blocks.back().page = page;
    rules.blocks.push_back(paragraph("글 " + std::string(static_cast<std::size_t>(page), 'y')));
    rules.blocks.back().page = page;
  }
  mark_running_heads(rules);
  EXPECT_EQ(rules.blocks[0].role, Role::body);
  EXPECT_EQ(rules.blocks[3].role, Role::running_head);
  for (const auto& block : rules.blocks) {
    if (!block.text.starts_with("[별지")) continue;
    EXPECT_EQ(block.role, Role::body);
  }
}

TEST(Contents, DotsAndPages) {
  Document report =
      written({"목차", "제1장 총칙 ........ 1", "제1조(목적) ···· 1", "제2장 여비 … 3",
               "제1장 총칙", "제1조(목적) 이 규정은 여비를 정한다."});
  mark_contents(report);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(report.blocks[i].role, Role::contents) << i;
  EXPECT_EQ(report.blocks[4].role, Role::body);
  EXPECT_EQ(report.blocks[5].role, Role::body);
}

TEST(Contents, TabsNeedAHeadingOrARun) {
  Document listed = written({"차례", "머리말\t1", "여비\t3", "본문이다."});
  mark_contents(listed);
  EXPECT_EQ(listed.blocks[1].role, Role::contents);
  EXPECT_EQ(listed.blocks[2].role, Role::contents);
  EXPECT_EQ(listed.blocks[3].role, Role::body);
  Document counts = written({"일반직 정원", "2급\t3", "3급\t0", "4급\t9", "본문이다."});
  mark_contents(counts);
  for (const auto& block : counts.blocks) EXPECT_EQ(block.role, Role::body) << block.text;
}

TEST(Contents, BareArticleHeadingsThatComeAgain) {
  Document rules = written({"여비규정", "제1조(목적)", "제2조(정의)", "제3조(지급)",
                            "제1조(목적) 하나이다.", "제2조(정의) 둘이다.", "제3조(지급) 셋이다."});
  recognise_structure(rules);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(rules.blocks[i].role, Role::contents) << i;
  for (std::size_t i = 4; i < 7; ++i) EXPECT_EQ(rules.blocks[i].role, Role::body) << i;
}

TEST(Contents, HeadingsWithTheirTextBelowAreNone) {
  Document rules =
      written({"제1조(목적)", "하나이다.", "제2조(정의)", "둘이다.", "제3조(지급)", "셋이다."});
  mark_contents(rules);
  for (const auto& block : rules.blocks) EXPECT_EQ(block.role, Role::body) << block.text;
}

}  // namespace
}  // namespace sillok::prepare
