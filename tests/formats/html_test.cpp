#include <gtest/gtest.h>

#include <string>

#include "formats/links.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Html, LinksAndNamedPlaces) {
  const document::Document document = read_one(
      "a.html",
      "<nav><a href=/menu>메뉴</a></nav><p><a href='https://e.org/a?b&amp;c'>누리집</a> 참고</p>"
      "<p><a name=form>서식</a><a href='javascript:x()'>없음</a>"
      "<a href=' JavaScript:x()'>없음</a></p>");
  EXPECT_EQ(meta(document, "link"), "누리집 <https://e.org/a?b&c>");
  EXPECT_EQ(meta(document, "bookmark"), "form: 서식");
}

TEST(Html, ALinkAndAPlaceOfOneNameAreTwoEntries) {
  Links links;
  for (int twice = 0; twice < 2; ++twice) {
    links.link("", "form");
    links.bookmark("form", "");
  }
  document::Document document;
  links.move_to(document);
  EXPECT_EQ(document.meta.size(), 2U);
}

TEST(Html, Blocks) {
  const struct {
    const char* html;
    Shapes expected;
  } kCases[] = {
      {"<h1>하나</h1><p>글  과\n 글</p><h3>셋</h3>", {"h1 하나", "p 글 과 글", "h3 셋"}},
      {"앞<p>가<br>나</p>뒤", {"p 앞", "p 가/나", "p 뒤"}},
      {"<nav>메뉴</nav><script>x()</script><style>a{}</style><p>글</p>", {"p 글"}},
      {"<p hidden>숨김</p><p style='Display : None'>숨김</p><div role=navigation>x</div><p>글</p>",
       {"p 글"}},
      {"<ul><li>가<li>나<ul><li>다</ul></ul>", {"li1 가", "li1 나", "li2 다"}},
      {"<ol start=3><li>가</li><li><p>나</p><p>다</p></li></ol>",
       {"li1 3. 가", "li1 4. 나", "p 다"}},
      {"<ol><li>① 가</li></ol>", {"li1 ① 가"}},
      {"<ul><li>글<div>더</div></li></ul>", {"li1 글/더"}},
      {"<pre><code>a\n  b\n</code></pre>", {"code a/  b"}},
      {"<pre>제1조(가) 나\n제2조(다) 라</pre>", {"p 제1조(가) 나", "p 제2조(다) 라"}},
      {"<p><b>가</b><i>나</i> 다</p>", {"p 가나 다"}},
      {"<p>가&nbsp;나 &lt;개정&gt;</p>", {"p 가\u00A0나 <개정>"}},
      {"<p>글 <img src=x alt='조직도'></p>", {"p 글", "image 조직도"}},
      {"<table role=presentation><tr><td><p>가</p><p>나</p></table>", {"p 가", "p 나"}},
      {"<table><tr><td><h2>장</h2><p>글</p></td><td>옆</td></tr></table>",
       {"h2 장", "p 글", "p 옆"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one("a.html", c.html)), c.expected) << c.html;
}

TEST(Html, Tables) {
  const struct {
    const char* html;
    Shapes expected;
  } kCases[] = {
      {"<table><caption>여비</caption><tr><th>가<th>나<tr><td>1<td>2</table>",
       {"table 2x2 '여비' [H:가|H:나][1|2]"}},
      {"<table><tr><th rowspan=2>가<th colspan=2>나<tr><th>다<th>라<tr><td>1<td>2<td>3</table>",
       {"table 3x3 [H:가^2|H:나*2][H:다|H:라][1|2|3]"}},
      {"<table><thead><tr><td>가<td>나<tbody><tr><td>1<td>2</table>",
       {"table 2x2 [H:가|H:나][1|2]"}},
      // Spans that reach over other cells, beyond the rows or to the end (0).
      {"<table><tr><td>a<td rowspan=9>b<tr><td colspan=5>c<td>d</table>",
       {"table 2x3 [a|b^2][c|d]"}},
      {"<table><tr><td rowspan=0>a<td>b<tr><td>c</table>", {"table 2x2 [a^2|b][c]"}},
      {"<table><tr><td colspan=99999>a<tr><td>b<td>c</table>", {"table 2x2 [a*2][b|c]"}},
      {"<table><tr><td>a<br>b<p>c</p></td><td>d</table>", {"table 1x2 [a/b/c|d]"}},
      {"<table><tr><td>a<td>b<table><tr><td>c<td>d</table>끝</table>",
       {"table 1x2 [a|b/끝]", "in 0,1 table 1x2 [c|d]"}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one("a.html", c.html)), c.expected) << c.html;
}

TEST(Html, TitleMetaAndFooter) {
  const document::Document document =
      read_one("a.html",
               "<!DOCTYPE html><html><head><title> 여비\n규정 </title><meta name=Author "
               "content='총무팀'></head>"
               "<body><p>글</p><footer>쪽 아래</footer></body></html>");
  EXPECT_EQ(document.title, "여비 규정");
  EXPECT_EQ(meta(document, "author"), "총무팀");
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[1].role, document::Role::running_head);
}

TEST(Html, DeclaredCharsetIsPassedOn) {
  const document::Document document =
      read_one("a.html",
               "<html><head><meta http-equiv=Content-Type content='text/html; charset=EUC-KR'>"
               "</head><body>\xBF\xA9\xBA\xF1</body></html>");
  EXPECT_EQ(meta(document, "encoding"), "CP949");
  EXPECT_EQ(shapes(document), Shapes{"p 여비"});
}

TEST(Html, DeepNestingIsReadAsText) {
  std::string html = "<html><body>";
  for (int i = 0; i < 3000; ++i) html += "<div>";
  html += "바닥";
  const document::Document document = read_one("a.html", html);
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.blocks[0].text, "바닥");
  EXPECT_FALSE(document.warnings.empty());
}

TEST(Html, NestedTablesEndAtTheLimit) {
  std::string html = "<html><body>";
  for (int i = 0; i < 500; ++i) html += "<table><tr><td>가<td>";
  const document::Document document = read_one("a.html", html);
  EXPECT_GT(document.blocks.size(), 100U);
  EXPECT_LE(document.blocks.size(), 220U);
}

TEST(Html, CellsWithoutAColumnAreTold) {
  const document::Document document =
      read_one("a.html",
               "<html><body><table><tr><td rowspan=\"3\" colspan=\"1000\">가</td></tr>"
               "<tr><td>나</td></tr><tr><td>다</td></tr></table>");
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_EQ(document.warnings[0].substr(0, 2), "2 ");
}

}  // namespace
}  // namespace sillok::formats
