#include "document/table_shape.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "text/unicode.h"

namespace sillok::document {
namespace {

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000;
}

// append_one_line, a character at a time.
std::string one_line_slowly(std::string_view text) {
  std::string line;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    if (is_blank(c)) {
      gap = true;
      continue;
    }
    if (gap && !line.empty()) line += ' ';
    gap = false;
    text::append(line, c);
  }
  return line;
}

// Every text of five of these: blanks, and what begins with the same byte as a wide blank does.
TEST(OneLine, AgreesWithReadingEveryCharacter) {
  constexpr std::array<std::string_view, 9> kSigns = {"",   "가",       "1",  "·", " ",
                                                      "\n", "\xC2\xA0", "　", "ㆍ"};
  std::size_t number = 1;
  for (int i = 0; i < 5; ++i) number *= kSigns.size();
  for (std::size_t n = 0; n < number; ++n) {
    std::string text;
    for (std::size_t rest = n, i = 0; i < 5; ++i, rest /= kSigns.size()) {
      text += kSigns[rest % kSigns.size()];
    }
    std::string line = "앞";
    append_one_line(line, text);
    ASSERT_EQ(line, "앞" + one_line_slowly(text));

    Table table;
    table.rows = table.columns = 1;
    table.cells.push_back({0, 0, 1, 1, false, text});
    const Grid grid(table);
    ASSERT_EQ(grid.slots.size(), 1U);
    ASSERT_EQ(grid.slots[0].line, gathered(one_line_slowly(text), text, false));
  }
}

TEST(Gathered, NamesSpreadOverTheirCell) {
  EXPECT_EQ(gathered("비 고", "비 고", true), "비고");
  EXPECT_EQ(gathered("비 고", "비 고", false), "비 고");  // may be two words
  EXPECT_EQ(gathered("비 고", "비   고", false), "비고");
  EXPECT_EQ(gathered("제 출 서 류", "제 출 서 류", false), "제출서류");
  EXPECT_EQ(gathered("제 출 서류", "제 출 서류", true), "제 출 서류");
  EXPECT_EQ(gathered("가", "가", true), "가");
  EXPECT_EQ(gathered("", "", true), "");
  EXPECT_EQ(gathered("漢 字", "漢 字", true), "漢 字");
}

}  // namespace
}  // namespace sillok::document
