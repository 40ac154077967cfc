#include <gtest/gtest.h>

#include <string>

#include "shape.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Csv, Tables) {
  const struct {
    const char* name;
    const char* text;
    Shapes expected;
  } kCases[] = {
      {"a.csv",
       "구분,한도\n시내,20000\n시외,30000\n",
       {"table 3x2 [H:구분|H:한도][시내|20000][시외|30000]"}},
      {"a.csv", "구분;한도\n시내;20,5\n", {"table 2x2 [H:구분|H:한도][시내|20,5]"}},
      {"a.tsv", "구분\t한도\n시내, 근교\t2\n", {"table 2x2 [H:구분|H:한도][시내, 근교|2]"}},
      {"a.csv", "구분|한도\n시내|2\n", {"table 2x2 [H:구분|H:한도][시내|2]"}},
      {"a.csv", "sep=;\n구분;한도\n시내;1\n", {"table 2x2 [H:구분|H:한도][시내|1]"}},
      {"a.csv",
       "이름,말\n\"김, 철수\",\"그는 \"\"예\"\"라고\n답했다\"\n",
       {"table 2x2 [H:이름|H:말][김, 철수|그는 \"예\"라고/답했다]"}},
      {"a.csv", "이름,크기\n관,5\" 관\n", {"table 2x2 [H:이름|H:크기][관|5\" 관]"}},
      {"a.csv",
       "이름,크기\n관,\"닫지 않음\n둘,3\n",
       {"table 3x2 [H:이름|H:크기][관|\"닫지 않음][둘|3]"}},
      {"a.csv",
       "2024년 예산\n\n항목,금액\n교통,100\n",
       {"p 2024년 예산", "table 2x2 [H:항목|H:금액][교통|100]"}},
      {"a.csv", "1,2\n3,4\n", {"table 2x2 [1|2][3|4]"}},
      {"a.csv", "가,나,다\n1,2\n3,4,5,6\n", {"table 3x4 [H:가|H:나|H:다][1|2][3|4|5|6]"}},
      {"a.csv", "'가','나'\n'1, 2','3'\n'4','5'\n", {"table 3x2 [H:가|H:나][1, 2|3][4|5]"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one(c.name, c.text)), c.expected) << c.text;
}

TEST(Csv, ManyRowsComeInSeveralTablesWithTheHeadsRepeated) {
  std::string text = "번호,이름\n";
  for (int i = 0; i < 1'234; ++i) text += std::to_string(i) + ",사람\n";
  const document::Document document = read_one("a.csv", text);
  ASSERT_EQ(document.blocks.size(), 3U);
  int rows = 0;
  for (const document::Block& block : document.blocks) {
    ASSERT_TRUE(block.table);
    EXPECT_LE(block.table->rows, 501);
    EXPECT_EQ(block.table->cells[0].text, "번호");
    EXPECT_TRUE(block.table->cells[0].header);
    rows += block.table->rows - 1;
  }
  EXPECT_EQ(rows, 1'234);
  EXPECT_NE(document.blocks[2].text.find("번호: 1233 | 이름: 사람"), std::string::npos);
}

TEST(Csv, UnclosedQuotesDoNotTakeQuadraticTime) {
  std::string text = "가,나\n";
  for (int i = 0; i < 200'000; ++i) text += "\"x,1\n";
  text.resize(text.size() - text.size() % 2);
  EXPECT_FALSE(read_one("a.csv", text + "\"").blocks.empty());
}

TEST(Csv, ColumnsAreCapped) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "x,";
  const document::Document document = read_one("a.csv", text + "\n" + text + "y\n");
  ASSERT_FALSE(document.blocks.empty());
  EXPECT_LE(document.blocks[0].table->columns, 1'000);
  EXPECT_FALSE(document.warnings.empty());
}

}  // namespace
}  // namespace sillok::formats
