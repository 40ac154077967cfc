#include "document/print.h"

#include <gtest/gtest.h>

#include <ctime>
#include <nlohmann/json.hpp>

namespace sillok::document {
namespace {

Block block(BlockKind kind, std::string text, int level = 0) {
  Block made;
  made.kind = kind;
  made.text = std::move(text);
  made.level = level;
  return made;
}

Document of(std::vector<Block> blocks) {
  Document document;
  document.format = "text";
  document.title = "제목";
  document.blocks = std::move(blocks);
  return document;
}

Block table_block(Table table) {
  Block made = block(BlockKind::table, "");
  made.table = std::move(table);
  return made;
}

std::size_t times(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Json, HoldsTheKeysOfTheContractAndLeavesEmptyOnesOut) {
  const auto json = nlohmann::json::parse(to_json(of({block(BlockKind::paragraph, "본문")})));
  EXPECT_EQ(json, nlohmann::json::parse(R"({"format":"text","title":"제목","meta":{},
    "blocks":[{"kind":"paragraph","text":"본문","section":[]}],"warnings":[]})"));
}

TEST(Json, WritesEveryFieldThatIsSet) {
  Block full = table_block(
      {2, 2, {{0, 0, 2, 1, true, "가"}, {0, 1, 1, 1, false, "나"}}, "표 1", ParentCell{1, 0}});
  full.role = Role::memo;
  full.level = 2;
  full.page = 7;
  full.section = {"여비규정", "제3장"};
  full.article = "제12조";
  full.note = "개정 2020";
  Document document = of({full});
  document.id = "d1";
  document.meta = {{"author", "갑"}, {"author", "을"}, {"encoding", "CP949"}};
  document.warnings = {"w"};
  EXPECT_EQ(nlohmann::json::parse(to_json(document)), nlohmann::json::parse(R"({"id":"d1",
    "format":"text","title":"제목","meta":{"author":"갑; 을","encoding":"CP949"},"blocks":[{
    "kind":"table","role":"memo","text":"","level":2,"page":7,"article":"제12조",
    "section":["여비규정","제3장"],"note":"개정 2020","table":{"rows":2,"columns":2,"caption":"표 1",
    "cells":[{"row":0,"column":0,"rowspan":2,"colspan":1,"header":true,"text":"가"},
             {"row":0,"column":1,"rowspan":1,"colspan":1,"text":"나"}]},
    "parent":{"row":1,"column":0}}],"warnings":["w"]})"));
}

TEST(Json, EscapesEveryCharacterThatNeedsIt) {
  std::string all;
  for (char c = 0; c < 0x7F; ++c) all += c;
  all += "한글 \xF0\x9F\x98\x80\x7F";
  const std::string json = to_json(of({block(BlockKind::paragraph, all)}));
  EXPECT_EQ(nlohmann::json::parse(json)["blocks"][0]["text"], all);
  EXPECT_EQ(json.find('\n'), std::string::npos) << "one document is one line";
}

TEST(Markdown, EachKindInItsForm) {
  struct Case {
    const char* what;
    std::vector<Block> blocks;
    const char* printed;
  };
  Block head = block(BlockKind::paragraph, "- 3 -\n둘째");
  head.role = Role::running_head;
  Block noted = block(BlockKind::paragraph, "제3조(목적)");
  noted.note = "개정 2020. 3. 1.";
  const Case cases[] = {
      {"heading", {block(BlockKind::heading, "제1장\n총칙", 2)}, "## 제1장 총칙\n"},
      {"deep heading", {block(BlockKind::heading, "가", 9)}, "###### 가\n"},
      {"paragraphs",
       {block(BlockKind::paragraph, "하나\n둘"), block(BlockKind::paragraph, "셋")},
       "하나\n둘\n\n셋\n"},
      {"own marks",
       {block(BlockKind::list_item, "1. 하나", 1), block(BlockKind::list_item, "가. 둘", 2)},
       "1. 하나\n\n가. 둘\n"},
      {"bare items",
       {block(BlockKind::list_item, "하나", 1), block(BlockKind::list_item, "둘", 2)},
       "- 하나\n  - 둘\n"},
      {"a number is no mark", {block(BlockKind::list_item, "20,000원", 1)}, "- 20,000원\n"},
      {"footnotes",
       {block(BlockKind::footnote, "앞\n뒤"), block(BlockKind::footnote, "다음")},
       "[^1]: 앞\n    뒤\n\n[^2]: 다음\n"},
      {"code", {block(BlockKind::code, "a ``` b\n<i>")}, "````\na ``` b\n<i>\n````\n"},
      {"image", {block(BlockKind::image, "조직도")}, "![조직도]()\n"},
      {"running head", {head}, "> - 3 -\n> 둘째\n"},
      {"note", {noted}, "제3조(목적) ‹개정 2020. 3. 1.›\n"},
      {"not a heading",
       {block(BlockKind::paragraph, "# 1 항\n> 인용\n---\n#해시")},
       "\\# 1 항\n\\> 인용\n\\---\n#해시\n"},
      {"not a tag",
       {block(BlockKind::paragraph, "<b> <신설 2020> 3 < 4 &lt; R&D;")},
       "\\<b> <신설 2020> 3 < 4 \\&lt; R\\&D;\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(to_markdown(of(c.blocks)), c.printed) << c.what;
}

TEST(Markdown, ATableHoldsEveryCellOnce) {
  const Table table{3,
                    3,
                    {{0, 0, 2, 1, true, "구분"},
                     {0, 1, 1, 2, true, "한도|액"},
                     {1, 1, 1, 1, false, "국내"},
                     {1, 2, 2, 1, false, "국외"},
                     {2, 1, 1, 1, false, "1일\n20,000원"}},
                    "표 1",
                    std::nullopt};
  Table nested = {1, 1, {{0, 0, 1, 1, false, "속"}}, "", ParentCell{1, 2}};
  EXPECT_EQ(to_markdown(of({table_block(table), table_block(nested)})),
            "표 1\n\n"
            "| 구분 | 한도\\|액 |  |\n| --- | --- | --- |\n"
            "|  | 국내 | 국외 |\n"
            "|  | 1일<br>20,000원 |  |\n"
            "\n| 속 |\n| --- |\n");
}

TEST(Markdown, EveryBlockOfEveryKindAndRoleIsPrinted) {
  Document document = of({});
  int number = 0;
  for (int kind = 0; kind <= static_cast<int>(BlockKind::image); ++kind) {
    for (int role = 0; role <= static_cast<int>(Role::memo); ++role) {
      const std::string word = "낱말" + std::to_string(1000 + number++);
      Block each = block(static_cast<BlockKind>(kind), word);
      each.role = static_cast<Role>(role);
      if (each.kind == BlockKind::table)
        each.table = Table{1, 1, {{0, 0, 1, 1, false, word}}, "", {}};
      document.blocks.push_back(each);
    }
  }
  const std::string printed = to_markdown(document);
  for (int i = 0; i < number; ++i)
    EXPECT_EQ(times(printed, "낱말" + std::to_string(1000 + i)), 1u) << i;
}

// 64 MB is what a book of regulations comes to. The bound is far above what is needed (0.1 s, and
// under sanitizers 2 s): it catches a return to trees of values or to quadratic copying.
TEST(Print, ALargeDocumentTakesNoTime) {
  Document document = of({});
  const std::string text(1000, 'x');
  for (int i = 0; i < 64'000; ++i) document.blocks.push_back(block(BlockKind::paragraph, text));
  const std::clock_t start = std::clock();  // of the processor, whatever else runs
  const std::size_t size = to_json(document).size() + to_markdown(document).size();
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  EXPECT_GT(size, 128'000'000u);
  EXPECT_LT(seconds, 10.0);
}

}  // namespace
}  // namespace sillok::document
