#include "prepare/joins.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "written.h"

namespace sillok::prepare {
namespace {

using document::Document;

Document joined(Document document) {
  join_broken_lines(document);
  join_broken_cells(document);
  return document;
}

TEST(Joins, AWordCutAtALineEnd) {
  const Document rules = joined(written({
      "제1조(임기) 소장은 부교수 이상의 전임교원 중에서 총장이 임명하며 그 임",
      " 기는 2년으로 하고 연임할 수 있다.",
      "② 임기는 연장할 수 있다.",
  }));
  ASSERT_EQ(rules.blocks.size(), 2U);
  EXPECT_EQ(
      rules.blocks[0].text,
      "제1조(임기) 소장은 부교수 이상의 전임교원 중에서 총장이 임명하며 그 임기는 2년으로 하고 "
      "연임할 수 있다.");
}

TEST(Joins, ALineThatEndsBetweenWords) {
  const Document rules = joined(written({
      "이 연구소는 지속가능한 마을공동체를 창출하기 위하여 인문학과 의료보건의 공공",
      " 행정서비스에 관한 연구를 한다.",
  }));
  ASSERT_EQ(rules.blocks.size(), 1U);
  EXPECT_NE(rules.blocks[0].text.find("공공 행정서비스"), std::string::npos);
}

TEST(Joins, AParticleBelongsToTheWordBefore) {
  const Document text = joined(written({
      "담배 완제품의 가격을 정할 때에 빠뜨려서는 안 되는 것은 바로 새로운 기술의 수용 자체\n"
      "를 막는 일이다.",
  }));
  EXPECT_NE(text.blocks[0].text.find("수용 자체를 막는"), std::string::npos);
}

TEST(Joins, NotShortLinesNorNewSentencesNorMarks) {
  for (const auto& lines : std::vector<std::pair<const char*, const char*>>{
           {"신청 자격", "재직 중인 교원이어야 한다."},
           {"이 규정은 본 대학교의 여비에 관한 사항을 정함을 그 목적으로 하여 만든 것이다.",
            "다음 조에서 정하는 것을 여비라 한다."},
           {"야간잔류허가원을 내려는 사람이 함께 제출하여야 하는 서류는 별지 제4호 서식과 신분증 "
            "사본",
            "단, 둘 이상이면 명단을 낸다."},
           {"야간잔류허가원을 내려는 사람이 함께 제출하여야 하는 서류는 별지 제4호 서식과 신분증 "
            "사본",
            "2. 신분증 사본을 함께 제출한다."},
           {"                                     동의대학교 총장         귀하 그리고 학장 귀하",
            "여비에 관한 규정을 여기에 적는다."}}) {
    const Document document = joined(written({lines.first, lines.second}));
    EXPECT_EQ(document.blocks.size(), 2U) << lines.first;
  }
}

TEST(Joins, CellsOnlyWhereAWordIsSurelyCut) {
  Document rules = written({"한국표준산업분류코드를 쓴다. 교외와 봉사와 교외봉사가 있다."});
  rules.blocks.push_back(
      table({{"구분", "비고"}, {"교외\n봉사", "한국표준산업분류코\n드를 쓴다"}}));
  rules = joined(std::move(rules));
  EXPECT_EQ(rules.blocks[1].table->cells[3].text, "한국표준산업분류코드를 쓴다");
  EXPECT_EQ(rules.blocks[1].table->cells[2].text, "교외\n봉사");
  EXPECT_EQ(rules.blocks[1].text, document::render_rows(*rules.blocks[1].table));
}

}  // namespace
}  // namespace sillok::prepare
