#include <gtest/gtest.h>

#include <string>

#include "shape.h"
#include "text/encoding.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::Outcome;
using testing::read_all;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Xml, Shapes) {
  const struct {
    const char* xml;
    Shapes expected;
  } kCases[] = {
      {"<a><p>첫째 <b>굵은</b> 글</p><p>둘째</p></a>", {"p 첫째 굵은 글", "p 둘째"}},
      {"<규정><제목>여비</제목><소관>총무팀</소관><글>이 규정은 여비를 정한다.</글></규정>",
       {"h1 여비", "p 소관: 총무팀", "p 이 규정은 여비를 정한다."}},
      {"<규정><장 번호=\"2\" 이름=\"총칙\"><조 번호=\"1\" 이름=\"목적\"><항>이 "
       "규정은</항></조></장></규정>",
       {"h1 제2장 총칙", "h2 제1조(목적)", "p 이 규정은"}},
      {"<r><조 번호=\"1\" 이름=\"목적\"><항>제1조(목적) 이 규정은</항><항>② 나</항></조></r>",
       {"p 제1조(목적) 이 규정은", "p ② 나"}},
      {"<r><방><이름>가</이름><층>1</층></방><방><이름>나</이름><층>2</층></방></r>",
       {"table 3x2 [H:이름|H:층][가|1][나|2]"}},
      {"<r><방 이름=\"가\" 층=\"1\"/><방 이름=\"나\" 층=\"2\"/></r>",
       {"table 3x2 [H:이름|H:층][가|1][나|2]"}},
      {"<r><table><thead><tr><th>가</th><th>나</th></tr></thead><tr><td>1</td><td>2</td></tr></"
       "table></r>",
       {"table 2x2 [H:가|H:나][1|2]"}},
      {"<HWPML><P><TEXT><CHAR>가</CHAR></TEXT><TEXT><CHAR>나</CHAR></TEXT></P></HWPML>",
       {"p 가나"}},
      {"<법><조문><번호>1</번호><내용>제1조(목적) 이 법은</내용></조문>"
       "<조문><번호>2</번호><내용>제2조(정의) 용어는</내용></조문></법>",
       {"p 번호: 1", "p 제1조(목적) 이 법은", "p 번호: 2", "p 제2조(정의) 용어는"}},
      {"<a><![CDATA[ <글> ]]></a>", {"p <글>"}},
      {"<a>&lt;개정&gt; &#xAC00;</a>", {"p <개정> 가"}},
      {"<a/>", {}},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(shapes(read_one("a.xml", std::string("<?xml version=\"1.0\"?>") + c.xml)), c.expected)
        << c.xml;
  }
}

TEST(Xml, DeclaredEncoding) {
  const document::Document document =
      read_one("a.xml", "<?xml version='1.0' encoding='euc-kr'?><a>\xBF\xA9\xBA\xF1</a>");
  EXPECT_EQ(shapes(document), Shapes{"p 여비"});
  EXPECT_EQ(meta(document, "encoding"), "CP949");
}

TEST(Xml, EntitiesThatUnfoldAreRefused) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"xxxxxxxxxx\">";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  bomb += "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>글 &j; &f;</a>";
  const Outcome outcome = read_all("a.xml", bomb);
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, Code::unsupported);
  const document::Document document =
      read_one("a.xml", "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>글 &f;</a>");
  EXPECT_EQ(shapes(document), Shapes{"p 글 &f;"});
}

TEST(Xml, DeepNestingIsReadAsText) {
  std::string xml = "<?xml version=\"1.0\"?>";
  for (int i = 0; i < 20'000; ++i) xml += "<a>";
  xml += "바닥";
  for (int i = 0; i < 20'000; ++i) xml += "</a>";
  const document::Document document = read_one("a.xml", xml);
  EXPECT_EQ(shapes(document), Shapes{"p 바닥"});
  EXPECT_FALSE(document.warnings.empty());
}

TEST(Xml, EndInsideANameIsStillUtf8) {
  const document::Document document =
      read_one("a.xml", "<?xml version=\"1.0\"?><r><a x=\"1\" y=\"2\"/><a x=\"3\"><y>4</y><가나");
  for (const document::Block& block : document.blocks) EXPECT_TRUE(text::is_utf8(block.text));
}

TEST(Xml, DamagedFilesAreReadUpToTheDamage) {
  const document::Document document =
      read_one("a.xml", "<?xml version=\"1.0\"?><a><p>하나</p><p>둘</p><p>셋</q></a>");
  EXPECT_FALSE(document.warnings.empty());
  EXPECT_GE(document.blocks.size(), 2U);
  const Outcome outcome = read_all("a.xml", "아무 글");
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, Code::unreadable);
}

TEST(Xml, EntitiesOfItsOwnAreTold) {
  const document::Document plain = read_one(
      "a.xml",
      "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY u \"총무팀 &#44032;\">]><a>글 &u;</a>");
  ASSERT_EQ(plain.warnings.size(), 1U);
  EXPECT_NE(plain.warnings[0].find("not expanded"), std::string::npos);
  EXPECT_TRUE(read_one("a.xml", "<?xml version=\"1.0\"?><!DOCTYPE a><a>글</a>").warnings.empty());
  EXPECT_TRUE(read_one("a.xml", "<?xml version=\"1.0\"?><a>&lt;!ENTITY&gt;</a>").warnings.empty());
}

}  // namespace
}  // namespace sillok::formats
