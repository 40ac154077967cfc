#include "prepare/labels.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace sillok::prepare {
namespace {

struct Form {
  const char* line;
  LabelKind kind;
  const char* cited;  // as cited() says it
  const char* title;
};

std::ostream& operator<<(std::ostream& out, const Form& form) {
  return out << form.line;
}

class Forms : public testing::TestWithParam<Form> {};

TEST_P(Forms, AreRead) {
  const Form& form = GetParam();
  const Label label = leading_label(form.line);
  EXPECT_EQ(label.kind, form.kind);
  if (label.kind >= LabelKind::part && label.kind <= LabelKind::article) {
    EXPECT_TRUE(begins_numbered(form.line));
  }
  if (form.kind == LabelKind::none || label.kind != form.kind) return;
  EXPECT_EQ(cited(label), form.cited);
  EXPECT_EQ(label.title, form.title);
  EXPECT_LE(label.end, std::string_view(form.line).size());
}

constexpr LabelKind none = LabelKind::none;
constexpr LabelKind part = LabelKind::part;
constexpr LabelKind chapter = LabelKind::chapter;
constexpr LabelKind section = LabelKind::section;
constexpr LabelKind subsection = LabelKind::subsection;
constexpr LabelKind article = LabelKind::article;
constexpr LabelKind para = LabelKind::paragraph;
constexpr LabelKind item = LabelKind::item;
constexpr LabelKind subitem = LabelKind::subitem;
constexpr LabelKind minor_mark = LabelKind::minor;
constexpr LabelKind addenda = LabelKind::addenda;
constexpr LabelKind annex = LabelKind::annex;

INSTANTIATE_TEST_SUITE_P(
    Articles, Forms,
    testing::Values(
        Form{"제1조(목적) 이 규정은", article, "제1조", "목적"},
        Form{"제12조 (교통비) ① 교통비는", article, "제12조", "교통비"},
        Form{"제 12 조 (교통비)", article, "제12조", "교통비"},
        Form{"제12조【교통비】", article, "제12조", "교통비"},
        Form{"제12조[교통비] 교통비는", article, "제12조", "교통비"},
        Form{"제12조〔교통비〕", article, "제12조", "교통비"},
        Form{"제12조 <교통비> 교통비는", article, "제12조", "교통비"},
        Form{"제１２조（교통비） 교통비는", article, "제12조", "교통비"},
        Form{"第十二條(交通費) 交通費는", article, "제12조", "交通費"},
        Form{"\t제7조의2(자문위원회) ① 자문을", article, "제7조의2", "자문위원회"},
        Form{"제7조의 2(자문위원회) ① 자문을", article, "제7조의2", "자문위원회"},
        Form{"제88조의 2 ", article, "제88조의2", ""},
        Form{"제10조2 (분실 및 훼손) 기록자는", article, "제10조의2", "분실 및 훼손"},
        Form{"제15조 1 (논문지도) ① 지도교수는", article, "제15조의1", "논문지도"},
        Form{"제5조 ① (자격심사) 자격은", article, "제5조", "자격심사"},
        Form{"제5조 ① 자격은", article, "제5조", ""},
        Form{"제21조 (전과(전공))  ① 전과는", article, "제21조", "전과(전공)"},
        Form{"제3조의3 (정원외 전공(학과) 각 대학원은 둘 수 있다.", article, "제3조의3",
             "정원외 전공(학과)"},
        Form{"제12조", article, "제12조", ""},
        Form{"제16조 <삭제 2017. 2. 1.>", article, "제16조", ""},
        Form{"제16조 (삭제)", article, "제16조", ""},
        Form{"제16조 삭제 <2017. 2. 1.>", article, "제16조", ""},
        Form{"제9조 (신분변경) <삭제 2005. 12. 1.>", article, "제9조", "신분변경"},
        Form{"제13조 내지 제17조 (삭제 2006.11.06.)", article, "제13조", ""},
        Form{"제12조: 교통비", article, "제12조", "교통비"},
        Form{"제17조 이 규정에 규정되지 아니한 사항은 총장이 정한다.", article, "제17조", ""},
        Form{"제3조 (추천) 제2조에 해당하는 학생은 추천한다.", article, "제3조", "추천"},
        Form{"제6조 (제정) ① 규정은", article, "제6조", "제정"}));

INSTANTIATE_TEST_SUITE_P(
    Mentions, Forms,
    testing::Values(
        Form{"제12조제1항에 따른 교통비는", none, "", ""},
        Form{"제12조의 규정에도 불구하고", none, "", ""},
        Form{"제14조의 규정에 의거 다음과 같이", none, "", ""},
        Form{"제34조에 의거 다음과 같이", none, "", ""},
        Form{"제12조(교통비)에 따른 금액은", none, "", ""},
        Form{"제12조(교통비)의 금액", none, "", ""},
        Form{"제3조 및 제4조를 준용한다.", none, "", ""}, Form{"제3조, 제4조의 금액", none, "", ""},
        Form{"제3조 내지 제5조를 준용한다.", none, "", ""},
        Form{"제5조 제2항의 금액", none, "", ""}, Form{"제2장의 규정에 따라", none, "", ""},
        Form{"제2장에서 정하는 바에 따른다.", none, "", ""}, Form{"제1부터 제3까지", none, "", ""},
        Form{"제2관왕에 올랐다.", none, "", ""},
        Form{"제1회 회의는 서울에서 열렸다.", none, "", ""}, Form{"별표 1과 같다.", none, "", ""},
        Form{"별표 1의 금액을 지급한다.", none, "", ""},
        Form{"별지 제1호 서식에 의하여 신청한다.", none, "", ""},
        Form{"[별표 2]의 대처요령에 따라 조치한다.", none, "", ""},
        Form{"부칙 제2조에 따라 시행한다.", none, "", ""},
        Form{"부칙은 다음과 같다.", none, "", ""}, Form{"1.5배를 지급한다.", none, "", ""},
        Form{"2020. 3. 1.부터 시행한다.", none, "", ""}, Form{"2020.3.1. 개정", none, "", ""},
        Form{"가나다순으로 적는다.", none, "", ""}, Form{"(주) 실록은 회사이다.", none, "", ""},
        Form{"다만, 그러하지 아니하다.", none, "", ""}, Form{"", none, "", ""},
        Form{"   ", none, "", ""}));

INSTANTIATE_TEST_SUITE_P(Divisions, Forms,
                         testing::Values(Form{"제1편 총칙", part, "", "총칙"},
                                         Form{"제 1 편  학교법인", part, "", "학교법인"},
                                         Form{"제1장  총    칙", chapter, "", "총    칙"},
                                         Form{"제 3장  운영위원회", chapter, "", "운영위원회"},
                                         Form{"제2장총칙", chapter, "", "총칙"},
                                         Form{"제2장의2 특례", chapter, "", "특례"},
                                         Form{"제1장", chapter, "", ""},
                                         Form{"第一章 總則", chapter, "", "總則"},
                                         Form{"제1절  자 산", section, "", "자 산"},
                                         Form{"제1관  임 명", subsection, "", "임 명"}));

INSTANTIATE_TEST_SUITE_P(
    Provisions, Forms,
    testing::Values(Form{"① 교통비는", para, "제1항", ""}, Form{"  ②이 법인의", para, "제2항", ""},
                    Form{"㉝ (경과조치)", para, "제33항", ""},
                    Form{"㊱ 이 학칙", para, "제36항", ""}, Form{"➀ 위원회는", para, "제1항", ""},
                    Form{"  1. 이사", item, "제1호", ""},
                    Form{"4.제1호부터 제3호까지의 경력", item, "제4호", ""},
                    Form{"12. 「사립학교법」에 따른", item, "제12호", ""},
                    Form{"7의2. 만 19세 미만의", item, "제7호의2", ""},
                    Form{"１．국내 출장", item, "제1호", ""},
                    Form{"    가. 교수 : 정년까지", subitem, "가목", ""},
                    Form{"하.기타", subitem, "하목", ""}, Form{"거. 기타", subitem, "거목", ""},
                    Form{"1) 일반직", minor_mark, "", ""}, Form{"(1) 일반직", minor_mark, "", ""},
                    Form{"가) 교육행정", minor_mark, "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Annexes, Forms,
    testing::Values(
        Form{"부칙", addenda, "", ""}, Form{"부                  칙", addenda, "", ""},
        Form{"부칙 <2020. 3. 1.>", addenda, "", "2020. 3. 1."},
        Form{"부 칙(제12호, 2020. 3. 1.)", addenda, "", "제12호, 2020. 3. 1."},
        Form{"부칙 2020. 3. 1.", addenda, "", "2020. 3. 1."}, Form{"[부칙]", addenda, "", ""},
        Form{"附則", addenda, "", ""},
        Form{"부칙 (시행일) 이 규정은 공포한 날부터 시행한다.", addenda, "", ""},
        Form{"부칙 1. 이 규정은 2020년 3월 1일부터 시행한다.", addenda, "", ""},
        Form{"[별표 1]", annex, "별표 1", ""},
        Form{"[별표 1] 여비 지급표", annex, "별표 1", "여비 지급표"},
        Form{"[별표1] 여비 지급표", annex, "별표 1", "여비 지급표"},
        Form{"[별 표 3] 긴급대처 방안", annex, "별표 3", "긴급대처 방안"},
        Form{"(별표 4)", annex, "별표 4", ""}, Form{"<별표 2-1>", annex, "별표 2-1", ""},
        Form{"〈별표 2의2〉 기준", annex, "별표 2의2", "기준"}, Form{"[별표]", annex, "별표", ""},
        Form{"별표 1 여비 지급표", annex, "별표 1", "여비 지급표"},
        Form{"별표 1", annex, "별표 1", ""}, Form{"[별지 제1호 서식]", annex, "별지 제1호서식", ""},
        Form{"【별지 제1호서식】 신청서", annex, "별지 제1호서식", "신청서"},
        Form{"[별지 제2호 서식〕", annex, "별지 제2호서식", ""},
        Form{"<별지 9호 서식>", annex, "별지 제9호서식", ""},
        Form{"[별지 서식 9]", annex, "별지 제9호서식", ""},
        Form{"【 별지 서식 제9호 】", annex, "별지 제9호서식", ""},
        Form{"[별지 제1-3호 서식]", annex, "별지 제1-3호서식", ""},
        Form{"【별지 제5호】", annex, "별지 제5호서식", ""},
        Form{"■ [별지 제1호서식]", annex, "별지 제1호서식", ""},
        Form{"[별첨 5-3]", annex, "별첨 5-3", ""}, Form{"[서식 1-1]", annex, "서식 1-1", ""},
        Form{"별지 제1호 서식", annex, "별지 제1호서식", ""}));

TEST(Label, DoubtfulOnesSaySo) {
  EXPECT_FALSE(leading_label("제17조 이 규정에 없는 사항은 따로 정한다.").certain);
  EXPECT_FALSE(leading_label("제3조 (추천) 제2조에 해당하는 자").certain);
  EXPECT_FALSE(leading_label("제1조(목적)이 규정은").certain);
  EXPECT_TRUE(leading_label("제1조(목적) 이 규정은").certain);
  EXPECT_FALSE(leading_label("별표 1 여비 지급표").certain);
  EXPECT_TRUE(leading_label("[별표 1] 여비 지급표").certain);
}

TEST(Label, ACheapLookLeavesOutNoneThatIsNumbered) {
  EXPECT_TRUE(begins_numbered("제1조"));
  EXPECT_TRUE(begins_numbered(" \t　第一條"));
  EXPECT_FALSE(begins_numbered("부칙"));
  EXPECT_FALSE(begins_numbered("1. 제1조"));
  EXPECT_FALSE(begins_numbered(" "));
  EXPECT_FALSE(begins_numbered(""));
}

TEST(Label, BareWhenNothingFollows) {
  EXPECT_TRUE(leading_label("제12조(교통비)").bare);
  EXPECT_TRUE(leading_label("제12조(교통비) ").bare);
  EXPECT_FALSE(leading_label("제12조(교통비) 교통비는").bare);
  EXPECT_TRUE(leading_label("부    칙").bare);
}

TEST(Label, TextBeginsBehindTheTitle) {
  const std::string_view line = "제12조(교통비) ① 교통비는";
  EXPECT_EQ(line.substr(leading_label(line).end), " ① 교통비는");
  const std::string_view early = "제5조 ① (자격심사) 자격은";
  EXPECT_EQ(early.substr(leading_label(early).end), "① (자격심사) 자격은");
}

TEST(Label, AnyPrefixOfALineIsSafe) {
  for (const std::string_view line :
       {"제12조의2(교통비(시내)) ① 교통비는", "【 별지 서식 제9호 】 신청서",
        "부 칙(제12호, 2020. 3. 1.)", "第十二條의 2(交通費)", "7의2. 만 19세",
        "제13조 내지 제17조 (삭제)"}) {
    for (std::size_t size = 0; size <= line.size(); ++size) {
      const std::string prefix(line.substr(0, size));  // its own buffer: over-reads show
      const Label label = leading_label(prefix);
      EXPECT_LE(label.end, prefix.size());
      EXPECT_LE(label.begin, prefix.size());
    }
  }
}

TEST(InnerArticle, IsFoundBehindASentenceWhenDue) {
  const std::string_view line = "제1조(목적) 이 규정은 여비를 정한다. 제2조(정의) 여비는 돈이다.";
  EXPECT_EQ(inner_article(line, 3, 1), line.find("제2조"));
  EXPECT_EQ(inner_article(line, 3, 7), std::string_view::npos);  // 제2조 is not due
  const std::string_view mention = "이는 정한다. 제2조(정의)에 따른 여비는 제2조(정의) 그대로이다.";
  EXPECT_EQ(inner_article(mention, 0, 1), std::string_view::npos);
}

TEST(InnerParagraph, IsFoundBehindASentenceWhenDue) {
  const std::string_view line = "① 하나이다. ② 둘은 ①과 ③의 사이이다. ③ 셋이다.";
  EXPECT_EQ(inner_paragraph(line, 3, 1), line.find("②"));
  EXPECT_EQ(inner_paragraph(line, line.find("②") + 3, 2), line.rfind("③"));
}

TEST(BaseArticle, LeavesOutWhatIsBelow) {
  EXPECT_EQ(base_article("제12조의2제1항제3호가목"), "제12조의2");
  EXPECT_EQ(base_article("제12조제1항"), "제12조");
  EXPECT_EQ(base_article("부칙 제1조제2항"), "부칙 제1조");
  EXPECT_EQ(base_article("부칙 제3호"), "부칙");
  EXPECT_EQ(base_article("별표 1"), "별표 1");
  EXPECT_EQ(base_article(""), "");
}

}  // namespace
}  // namespace sillok::prepare
