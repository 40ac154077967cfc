#include "prepare/history.h"

#include <gtest/gtest.h>

namespace sillok::prepare {
namespace {

TEST(HistoryNote, IsToldFromOtherBrackets) {
  for (const char* note :
       {"개정 2020. 3. 1.", "신설 2018.2.1", "개정 2008.01.29., 2009.03.19.", "전문개정 2009. 4. 1",
        "본조신설 2006.11.06.", "신설 2017. 2. 1., 개정 2018. 1. 1.", "단서조항삽입 2005. 9. 1",
        "제6조에서 이동 2022. 6. 15", "종전 제 2조는 제3조로 이동 2022. 6. 15.",
        "규정 명칭 변경 2012. 9. 1.", "조번호 개정 2010. 1. 1", "삭제", "2005. 3. 1 단서조항삽입",
        "제목개정, 개정 2025. 5. 1.", "개정 대통령령 제1234호, 2010. 1. 1"}) {
    EXPECT_TRUE(is_history_note(note, false)) << note;
  }
  for (const char* other :
       {"목적", "정관의 변경", "이하 “법인”이라 한다", "개정된 법에 따른 2020. 1. 1.",
        "대리인 신청용", "2014.3.1.", "교육과정개정", ""}) {
    EXPECT_FALSE(is_history_note(other, false)) << other;
  }
}

TEST(HistoryNote, InRoundBracketsMustBeginWithTheAct) {
  EXPECT_TRUE(is_history_note("개정 2006.11.06.", true));
  EXPECT_TRUE(is_history_note("삭제", true));
  EXPECT_TRUE(is_history_note("신설 2006.11.06, 개정 2008.01.29.", true));
  EXPECT_FALSE(is_history_note("2014.3.1. 제정", true));
  EXPECT_FALSE(is_history_note("변경", true));
  EXPECT_FALSE(is_history_note("시행", true));
  EXPECT_FALSE(is_history_note("개정", true));
}

TEST(HistoryLine, NeedsADate) {
  EXPECT_TRUE(is_history_line("제정 2001. 3. 1."));
  EXPECT_TRUE(is_history_line("  2012. 1. 1. 일부개정"));
  EXPECT_TRUE(is_history_line("[시행 2020. 1. 1.] [대통령령 제1234호, 2019. 12. 31., 일부개정]"));
  EXPECT_TRUE(is_history_line("<규정 명칭 변경 2012. 9. 1.>"));
  EXPECT_FALSE(is_history_line("제3조 개정"));
  EXPECT_FALSE(is_history_line("1. 이 규정은 2020년 3월 1일부터 시행한다."));
  EXPECT_FALSE(is_history_line("개정 이유"));
}

struct Taken {
  const char* text;
  const char* kept;
  const char* note;
};

TEST(TakeHistory, LeavesTheSentence) {
  for (const Taken& c : {
           Taken{"총장이 정한다. <개정 2020. 3. 1.>", "총장이 정한다.", "개정 2020. 3. 1."},
           Taken{"총장이 정한다.<개정 2020. 3. 1.>", "총장이 정한다.", "개정 2020. 3. 1."},
           Taken{"총장이 <개정 2020. 3. 1.> 정한다.", "총장이 정한다.", "개정 2020. 3. 1."},
           Taken{"총장이 정한다 ‹개정 2020. 3. 1.›.", "총장이 정한다.", "개정 2020. 3. 1."},
           Taken{"정한다. <단서조항삭제 2005. 3. 1.>, <개정 2006. 2. 1>", "정한다.",
                 "단서조항삭제 2005. 3. 1.; 개정 2006. 2. 1"},
           Taken{"둔다.(신설 2018.04.24.)", "둔다.", "신설 2018.04.24."},
           Taken{"제4조 (주소) (삭제 2018.04.24.) ①이 법인은", "제4조 (주소) ①이 법인은",
                 "삭제 2018.04.24."},
           Taken{"정한다. [종전 제6조는 제7조로 이동 <2010. 1. 1>]", "정한다.",
                 "종전 제6조는 제7조로 이동 <2010. 1. 1>"},
       }) {
    std::string kept;
    std::string note;
    ASSERT_TRUE(take_history(c.text, kept, note)) << c.text;
    EXPECT_EQ(kept, c.kept);
    EXPECT_EQ(note, c.note);
  }
}

TEST(TakeHistory, LeavesOtherBracketsAlone) {
  for (const char* text :
       {"임기는 3년(개정된 임기)으로 한다.", "운영지침(2014.3.1. 제정)을 따른다.",
        "제7조 (개정) 규정을 개정할 때에는", "이사(이하 “임원”이라 한다)", "개정한다."}) {
    std::string kept = "?";
    std::string note = "?";
    EXPECT_FALSE(take_history(text, kept, note)) << text;
    EXPECT_EQ(kept, "?");
  }
}

}  // namespace
}  // namespace sillok::prepare
