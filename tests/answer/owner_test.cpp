// Whose a thing is.
#include "answer/owner.h"

#include <gtest/gtest.h>

namespace sillok::answer {
namespace {

Word word(const char* stem, std::vector<Likewise> likewise = {}) {
  Word made;
  made.stem = stem;
  made.likewise = std::move(likewise);
  return made;
}

TEST(Owner, OfTheParty) {
  const Word owner = word("총장", {{"학교장", 1}});
  const Word thing = word("임기");
  for (const char* sentence :
       {"총장의 임기는 4년으로 한다.", "총장 임기는 4년이다.", "총장임기는 4년이다.",
        "총장은 이사회가 선임하며 임기는 4년으로 한다.", "학교장의 임기는 3년으로 한다.",
        "부총장은 총장이 임명하며, 총장의 잔여 임기를 함께한다."}) {
    EXPECT_EQ(ownership(owner, thing, sentence), Ownership::its_own) << sentence;
  }
  EXPECT_EQ(ownership(word("근무자"), word("교대근무수당"),
                      "3조 2교대 근무자에게는 월 150,000원의 교대근무수당을 지급한다."),
            Ownership::its_own);
}

TEST(Owner, OfAnother) {
  const Word owner = word("총장");
  const Word thing = word("임기");
  for (const char* sentence :
       {"위원의 임기는 2년으로 하되, 연임할 수 있다.",
        "위원은 위원장의 제청으로 총장이 임명하며 임기는 2년으로 한다.",
        "기타 위원은 위원장이 추천하여 총장이 임명하며, 임기는 2년으로 한다."}) {
    EXPECT_EQ(ownership(owner, thing, sentence), Ownership::other) << sentence;
  }
}

TEST(Owner, UnsaidIsHeldAgainstNobody) {
  for (const char* sentence : {"임기는 4년으로 한다.", "총장이 임명한다.", "3개월의 임기를 둔다.",
                               "회의에 참석한 사람의 여비", ""}) {
    EXPECT_EQ(ownership(word("총장"), word("임기"), sentence), Ownership::unsaid) << sentence;
  }
}

TEST(Owner, WhoMayHaveAThing) {
  for (const char* party : {"총장", "위원", "교원", "학생", "근무자", "인사위원회", "시간강사"}) {
    EXPECT_TRUE(is_party(party)) << party;
  }
  for (const char* other : {"출장", "지원", "시내", "연차", "확인", ""}) {
    EXPECT_FALSE(is_party(other)) << other;
  }
}

}  // namespace
}  // namespace sillok::answer
