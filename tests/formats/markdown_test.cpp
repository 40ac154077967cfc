#include <gtest/gtest.h>

#include "shape.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Markdown, Blocks) {
  const struct {
    const char* text;
    Shapes expected;
  } kCases[] = {
      {"# 하나\n\n글\n\n## 둘\n", {"h1 하나", "p 글", "h2 둘"}},
      {"제목\n====\n", {"h1 제목"}},
      {"**굵게** 그리고 *기울여* `코드` ~~지움~~", {"p 굵게 그리고 기울여 코드 지움"}},
      {"[규정](https://example.org \"t\") 보기", {"p 규정 보기"}},
      {"- 가\n- 나\n  - 다\n    - 라\n- 마", {"li1 가", "li1 나", "li2 다", "li3 라", "li1 마"}},
      {"1. 가\n3. 나\n7. 다", {"li1 1. 가", "li1 3. 나", "li1 7. 다"}},
      {"1. 가\n   1) 나\n   2) 다\n2. 라", {"li1 1. 가", "li2 1) 나", "li2 2) 다", "li1 2. 라"}},
      {"- [x] 마침\n- [ ] 남음", {"li1 [x] 마침", "li1 [ ] 남음"}},
      {"- 첫 문단\n\n  둘째 문단", {"li1 첫 문단", "p 둘째 문단"}},
      {"```sh\n$ ls\n\n  x\n```", {"code $ ls//  x"}},
      {"> 인용한 글", {"p 인용한 글"}},
      {"한 줄\n이어진 줄", {"p 한 줄 이어진 줄"}},
      {"한 줄  \n꺾인 줄", {"p 한 줄/꺾인 줄"}},
      {"① 가\n② 나", {"p ① 가", "p ② 나"}},
      {"다음 각 호\n1. 가\n2. 나", {"p 다음 각 호", "li1 1. 가", "li1 2. 나"}},
      {"다음\n가. 하나\n나. 둘", {"p 다음", "li1 가. 하나", "li1 나. 둘"}},
      {"&lt;개정 2024. 1. 1.&gt; &amp; &copy;", {"p <개정 2024. 1. 1.> & ©"}},
      {"본문[^1]\n\n[^1]: 각주\n", {"p 본문[^1]", "footnote [^1]: 각주"}},
      {"[^a]: 하나\n[^b]: 둘\n", {"footnote [^a]: 하나", "footnote [^b]: 둘"}},
      {"![조직도](a.png)", {"image 조직도"}},
      {"글 속 ![그림](a.png) 있음", {"p 글 속 그림 있음"}},
      {"    들여 쓴 글", {"p 들여 쓴 글"}},
      {"가<br>나", {"p 가/나"}},
      {"<table><tr><th>가</th></tr><tr><td>1</td><td>2</td></tr></table>",
       {"table 2x2 [H:가][1|2]"}},
      {"#\n\n글", {"p 글"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one("a.md", c.text)), c.expected) << c.text;
}

TEST(Markdown, Tables) {
  const document::Document document = read_one(
      "a.md", "| 구분 | 한도 |\n|---|---:|\n| 시내 | **20,000**원 |\n| 시외 \\| 기타 | |\n");
  EXPECT_EQ(shapes(document), Shapes{"table 3x2 [H:구분|H:한도][시내|20,000원][시외 | 기타|]"});
  EXPECT_NE(document.blocks[0].text.find("구분: 시내"), std::string::npos);
}

TEST(Markdown, FrontMatterGoesToMeta) {
  const document::Document document =
      read_one("a.md", "---\ntitle: \"여비 규정\"\nauthor: 총무팀\ntags:\n  - 가\n---\n# 제1장\n");
  EXPECT_EQ(document.title, "여비 규정");
  EXPECT_EQ(meta(document, "author"), "총무팀");
  EXPECT_EQ(shapes(document), Shapes{"h1 제1장"});
  EXPECT_EQ(shapes(read_one("a.md", "---\n글이다\n---\n")).size(), 1U)
      << "a break is no front matter";
}

TEST(Markdown, TitleAndSections) {
  const document::Document document = read_one("a.md", "# 규정\n## 제1장\n글\n## 제2장\n글2");
  EXPECT_EQ(document.title, "규정");
  ASSERT_EQ(document.blocks.size(), 5U);
  EXPECT_EQ(document.blocks[2].section, (std::vector<std::string>{"규정", "제1장"}));
  EXPECT_EQ(document.blocks[4].section, (std::vector<std::string>{"규정", "제2장"}));
}

}  // namespace
}  // namespace sillok::formats
