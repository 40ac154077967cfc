#include "text/everyday.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "text/analyzer.h"
#include "text/everyday_text.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(SILLOK_SOURCE_DIR "/src/text/vocabulary")) {
    all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream(file).rdbuf();
  return out.str();
}

// "said > written" of every link that the question finds.
std::set<std::string> found(std::string_view question) {
  std::set<std::string> links;
  for (const Bridge& bridge : everyday_vocabulary().bridges(folded(question))) {
    links.insert(bridge.said + " > " + bridge.written);
  }
  return links;
}

TEST(Everyday, EveryFileIsInTheProgramAndReadsWithoutFault) {
  std::size_t bytes = 0;
  for (const auto& file : files()) {
    const std::string content = content_of(file);
    bytes += content.size();
    const auto parsed = Vocabulary::parse(content, file.filename().string());
    ASSERT_TRUE(parsed) << parsed.error().line();
    EXPECT_TRUE(content.starts_with("# ")) << file << " says first what it is about";
  }
  std::size_t inside = 0;
  for (const std::string_view part : everyday_text()) inside += part.size();
  EXPECT_EQ(inside, bytes) << "a file is missing in src/text/CMakeLists.txt";
}

TEST(Everyday, HoldsThousandsOfLinksFromSaidToWritten) {
  const auto& links = everyday_vocabulary().links();
  const auto said = std::count_if(links.begin(), links.end(),
                                  [](const Link& link) { return link.strength == 1; });
  EXPECT_GE(said, 5'000);
}

TEST(Everyday, NoPairIsWrittenTwice) {
  std::set<std::string> pairs;
  for (const auto& file : files()) {
    std::istringstream lines(content_of(file));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line.starts_with('#') || line.find('>') == line.npos) continue;
      const auto parsed = Vocabulary::parse(line, "line");
      ASSERT_TRUE(parsed) << line;
      for (const Link& link : parsed->links()) {
        EXPECT_TRUE(pairs.insert(link.said + " > " + link.written).second)
            << file.filename() << ": " << link.said << " > " << link.written;
      }
    }
  }
}

TEST(Everyday, EveryWordSaysSomething) {
  static const std::set<std::string> kEmpty{"것",   "거",   "수",   "등",   "때",   "경우", "다",
                                            "모두", "사람", "그냥", "있다", "없다", "하다", "되다",
                                            "주다", "받다", "보다", "가다", "오다", "나다", "말",
                                            "일",   "이",   "그",   "저",   "더",   "안",   "못",
                                            "데",   "지",   "위",   "및",   "또는", "관한"};
  for (const Link& link : everyday_vocabulary().links()) {
    EXPECT_FALSE(kEmpty.contains(link.said)) << link.said;
    EXPECT_FALSE(kEmpty.contains(link.written)) << link.written;
    // A single syllable would stand in every text.
    EXPECT_GE(code_points_before(link.written, link.written.size()), 2) << link.written;
    for (const std::string& word : {link.said, link.written}) {
      std::vector<Term> terms;
      korean_analyzer().analyse(word, terms);
      EXPECT_FALSE(terms.empty()) << word;
    }
  }
}

TEST(Everyday, EveryExpressionIsFoundAsItStands) {
  std::set<std::string> said;
  for (const Link& link : everyday_vocabulary().links()) said.insert(link.said);
  for (const std::string& each : said) {
    const auto bridges = everyday_vocabulary().bridges(each);
    EXPECT_TRUE(std::any_of(bridges.begin(), bridges.end(), [&](const Bridge& bridge) {
      return bridge.said == each;
    })) << each;
  }
}

TEST(Everyday, FindsWhatPeopleSay) {
  const struct {
    const char* question;
    const char* link;
  } cases[] = {
      {"집에 상이 나면 며칠 쉬나요?", "상이 나다 > 경조사휴가"},
      {"상이 갑자기 났는데요", "상이 나다 > 경조사휴가"},
      {"할머니가 돌아가셨어요", "돌아가시다 > 사망"},
      {"회사를 그만두려면 언제 말해요?", "그만두다 > 사직"},
      {"그만둘 때 받는 돈", "그만둘 때 받는 돈 > 퇴직금"},
      {"학교를 그만두고 싶어요", "학교를 그만두다 > 자퇴"},
      {"월급은 언제 나와요?", "월급 > 보수"},
      {"월급날이 휴일이면?", "월급날 > 급여지급일"},
      {"시험에서 커닝하다 걸리면?", "커닝하다 > 부정행위"},
      {"돈을 얼마나 꿔 주나요?", "꿔 주다 > 대출"},
      {"애를 낳으면 며칠 쉬나요?", "애를 낳다 > 출산전후휴가"},
      {"왕따를 당했어요", "왕따 > 괴롭힘"},
      {"차를 어디에 세워도 되나요?", "차를 세우다 > 주차"},
      {"USB 써도 돼요?", "usb > 이동식저장매체"},
  };
  for (const auto& each : cases)
    EXPECT_TRUE(found(each.question).contains(each.link)) << each.question;
}

TEST(Everyday, LeavesAloneWhatOnlyLooksAlike) {
  // 상 (a death in the family) is not in 상담, 차 not in 차례, 술 not in 수술.
  for (const char* question : {"상담은 어디서 받나요?", "차례를 지켜야 하나요?", "기술 개발"}) {
    for (const std::string& link : found(question)) {
      EXPECT_FALSE(link.starts_with("상 >") || link.starts_with("차 >") || link.starts_with("술 >"))
          << question << ": " << link;
    }
  }
}

// What the analyser knows as another word leads nowhere.
TEST(Everyday, CommonWordsAreNotTakenForOthers) {
  EXPECT_FALSE(found("얼마나 자주 하나요?").contains("자다 > 숙박"));
  EXPECT_FALSE(found("얼마나 자주 하나요?").contains("하나 > 1개"));
  EXPECT_FALSE(found("어디로 가는 길인가요?").contains("갈다 > 교체"));
  EXPECT_TRUE(found("출장 중에 자도 되나요?").contains("자다 > 숙박"));
  EXPECT_TRUE(found("필터는 언제 갈아야 하나요?").contains("갈다 > 교체"));
  EXPECT_TRUE(found("하나만 고르나요?").contains("하나 > 1개"));
  EXPECT_TRUE(found("월급이 줄면 어떻게 하나요?").contains("줄다 > 감액"));
  EXPECT_TRUE(found("월급은 언제쯤 주나요?").contains("언제 주다 > 지급일"));
  EXPECT_FALSE(found("월급은 언제 주나요?").contains("줄다 > 감액"));
}

}  // namespace
}  // namespace sillok::text
