// From a document's own definitions to finding by what its short names stand for, and no further
// than its regulation, its document, and what the asker may see.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../library/setup.h"
#include "index/lexical.h"
#include "ingest/ingest.h"
#include "prepare/passages.h"
#include "prepare/structure.h"

namespace sillok::ingest {
namespace {

using Lines = std::vector<std::string_view>;

library::Incoming rules(const std::string& id, const Lines& lines) {
  library::Incoming made;
  made.document.id = id;
  made.document.format = "text";
  made.document.title = lines.front();
  for (const std::string_view line : lines) {
    document::Block block;
    block.text = line;
    made.document.blocks.push_back(block);
  }
  prepare::recognise_structure(made.document);
  made.passages = prepare::split_passages(made.document);
  return made;
}

const Lines kBook{
    "시설 운영 규정",
    "제1조(목적) 이 규정은 가온재단(이하 “재단”이라 한다) 시설의 운영에 필요한 사항을 정한다.",
    "제2조(설치) 시설의 대관을 심의하기 위하여 대관심의위원회(이하 “위원회”라 한다)를 둔다.",
    "제3조(회의) ① 위원회는 분기마다 정기회의를 연다. ② 위원 과반수가 요구하면 임시회의를 연다.",
    "제4조(임기) 위원회의 위원은 2년간 일하며 한 번 더 맡을 수 있다.",
    "제5조(점검) 전기, 가스 및 승강기(이하 “위험설비”라 한다)는 전문 업체가 점검한다.",
    "제6조(기록) 위험설비의 점검 기록은 5년간 보존한다.",
    "장학금 지급 규정",
    "제1조(목적) 이 규정은 장학금의 지급 기준을 정한다.",
    "제2조(심의) 장학생은 장학생선발위원회(이하 “위원회”라 한다)가 심의한다.",
    "제3조(회의) ① 위원회는 학기마다 정기회의를 연다. ② 위원장이 필요하면 임시회의를 연다.",
};

const Lines kContract{
    "청소 용역 계약서",
    "제1조(당사자) 가온재단(이하 “갑”이라 한다)과 나래환경 주식회사(이하 “을”이라 한다)는 다음과 "
    "같이 계약한다.",
    "제2조(대금) 갑은 매월 말일까지 대금을 지급한다.",
    "제3조(책임) 을은 작업 중에 생긴 손해를 배상한다.",
    "제4조(보안) 침해사고는 한국인터넷진흥원(KISA)에 신고한다.",
    "제5조(협조) 을은 KISA의 조사에 협조하고 자료를 낸다.",
};

class Definitions : public ::testing::Test {
 protected:
  struct Holding {
    library::Incoming document;
    std::vector<std::string> groups;
  };

  // Fills a library of these, each in a file of its own; passages without what is defined if not
  // `defined`.
  void fill(std::vector<Holding> all, bool defined = true) {
    folder_ = std::make_unique<library::Folder>();
    library_ = library::opened(*folder_ / "l");
    for (Holding& each : all) {
      for (document::Passage& passage : each.document.passages) {
        if (!defined) passage.defined.clear();
      }
      keep_file(*library_, "/d/" + each.document.document.id, {each.document}, "default",
                each.groups);
    }
    auto index = index::LexicalIndex::open(*folder_ / "l/index", text::korean_analyzer());
    ASSERT_TRUE(index.has_value());
    index_ = std::move(*index);
    ASSERT_TRUE(catch_up(*library_, *index_));
  }

  std::vector<index::Hit> hits(const std::string& question, const library::Asker& asker) {
    index::Query query;
    query.text = question;
    query.visible_scopes = library_->visible_scopes(asker).value();
    return index_->search(query).value();
  }
  // Whether the passage that is found first holds `what`.
  bool finds(const std::string& question, std::string_view what) {
    const auto found = hits(question, library::owner());
    if (found.empty()) return false;
    const std::int64_t id = found.front().passage;
    return library_->passages({&id, 1}).value().front().passage.text.find(what) !=
           std::string::npos;
  }

  std::unique_ptr<library::Folder> folder_;
  std::unique_ptr<library::Library> library_;
  std::unique_ptr<index::LexicalIndex> index_;
};

struct Asked {
  const char* question;
  const char* holds;  // the passage that answers
};
const std::vector<Asked> kAsked{
    {"대관심의위원회 정기회의는 언제 여나요?", "분기마다"},
    {"장학생선발위원회 정기회의는 언제 여나요?", "학기마다"},
    {"장학생선발위원회는 임시회의를 언제 여나요?", "학기마다"},
    {"대관심의위원회 위원 임기", "2년간"},
    {"승강기 점검 기록 보존 기간", "5년간"},
    {"가스 점검 기록은 몇 년 보존하나요?", "5년간"},
    {"나래환경이 손해를 배상하나요?", "손해를 배상"},
    {"가온재단은 대금을 언제 지급하나요?", "매월 말일"},
    {"한국인터넷진흥원 조사에 협조", "협조하고"},
};

TEST_F(Definitions, LeadFromTheLongNameToWhereTheShortOneStands) {
  fill({{rules("book", kBook), {}}, {rules("contract", kContract), {}}}, false);
  const auto count = [&] {
    return std::count_if(kAsked.begin(), kAsked.end(),
                         [&](const Asked& each) { return finds(each.question, each.holds); });
  };
  const auto without = count();
  fill({{rules("book", kBook), {}}, {rules("contract", kContract), {}}});
  for (const Asked& each : kAsked) EXPECT_TRUE(finds(each.question, each.holds)) << each.question;
  RecordProperty("found first without definitions", static_cast<int>(without));
  EXPECT_LT(without, count()) << "the set shows what definitions are for";
}

TEST_F(Definitions, AreSeenByNobodyWhoMayNotReadTheirDocument) {
  fill({{rules("book", kBook), {"staff"}}, {rules("contract", kContract), {}}});
  const library::Asker everyone;
  std::vector<std::vector<index::Hit>> seen;
  for (const Asked& each : kAsked) seen.push_back(hits(each.question, everyone));
  fill({{rules("contract", kContract), {}}});
  for (std::size_t i = 0; i < kAsked.size(); ++i) {
    const auto alone = hits(kAsked[i].question, everyone);
    ASSERT_EQ(seen[i].size(), alone.size()) << kAsked[i].question;
    for (std::size_t h = 0; h < alone.size(); ++h) EXPECT_EQ(seen[i][h].score, alone[h].score);
  }
}

TEST_F(Definitions, AreNamedWhenTheRankIsExplained) {
  fill({{rules("book", kBook), {}}});
  index::Query query;
  query.text = "대관심의위원회";
  query.visible_scopes = library_->visible_scopes(library::owner()).value();
  bool named = false;
  const auto passages = library_->passages_of("book").value();
  for (const library::KeptPassage& kept : passages) {
    const index::Fields fields{kept.id, kept.title, kept.passage.context, kept.passage.text,
                               kept.passage.defined};
    const auto why = index_->explain(query, {&fields, 1});
    ASSERT_TRUE(why);
    for (const index::TermShare& term : why->front().terms) {
      if (kept.passage.text.find("분기마다") == std::string::npos) continue;
      named = named || (term.term == "대관심의위원회" && term.in_defined == 1 && term.in_body == 0);
    }
  }
  EXPECT_TRUE(named);
}

TEST_F(Definitions, AreKeptWithTheirPassages) {
  fill({{rules("book", kBook), {}}});
  const auto passages = library_->passages_of("book").value();
  for (const library::KeptPassage& kept : passages) {
    EXPECT_EQ(kept.passage.defined.find("\n\n"), std::string::npos);
    if (kept.passage.text.find("분기마다") == std::string::npos) continue;
    EXPECT_EQ(kept.passage.defined, "대관심의위원회");
  }
}

}  // namespace
}  // namespace sillok::ingest
