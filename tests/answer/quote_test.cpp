// Quote mode over a real library and a real index: what an Answer promises.
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "../library/setup.h"
#include "answer/answer.h"
#include "index/lexical.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

using Json = nlohmann::json;

// A library of three rules, one of them for the group "hr" alone.
class Quote : public ::testing::Test {
 protected:
  void SetUp() override {
    library_ = library::opened(folder_ / "library");
    ASSERT_NE(library_, nullptr);
    library::keep_file(
        *library_, "/open",
        {library::incoming("travel", "여비규정",
                           {"제11조(숙박비) 숙박비는 1박 80,000원 이내로 한다.",
                            "제12조(교통비) ① 시내교통비는 1일 20,000원 이내로 한다. ② 택시비는 "
                            "승인을 받은 경우에 지급한다."}),
         library::incoming("leave", "휴가규정",
                           {"제5조(연차휴가) 1년간 80퍼센트 이상 출근한 사원에게 15일의 "
                            "연차휴가를 준다."})});
    library::keep_file(
        *library_, "/closed",
        {library::incoming("pay", "임원보수규정",
                           {"제3조(보수) 대표이사의 보수는 연 300,000,000원으로 한다."})},
        "default", {"hr"});
    auto index = index::LexicalIndex::open(folder_ / "index", text::korean_analyzer());
    ASSERT_TRUE(index);
    index_ = std::move(*index);
    std::vector<index::Entry> entries;
    std::vector<library::KeptPassage> kept;
    ASSERT_TRUE(library_->each_passage([&](const library::KeptPassage& passage) {
      kept.push_back(passage);
      return true;
    }));
    for (const library::KeptPassage& passage : kept) {
      entries.push_back({passage.id, passage.scope, passage.title, passage.passage.context,
                         passage.passage.text});
    }
    ASSERT_TRUE(index_->add(entries));
    ASSERT_TRUE(index_->commit(*library_->last_change()));
  }

  [[nodiscard]] Answer ask(const std::string& question, const library::Asker& asker = {}) const {
    Result<Answer> answer = quote(question, asker, *library_, *index_);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().line());
    return answer ? std::move(*answer) : Answer{};
  }

  library::Folder folder_;
  std::unique_ptr<library::Library> library_;
  std::unique_ptr<index::LexicalIndex> index_;
};

TEST_F(Quote, LiftsTheSentenceThatAnswers) {
  const Answer answer = ask("시내교통비는 하루에 얼마까지 되나요?");
  ASSERT_EQ(answer.status, Status::answered);
  EXPECT_EQ(answer.sentences.front().text, "시내교통비는 1일 20,000원 이내로 한다.");
  EXPECT_EQ(answer.sentences.front().citations.front().document, "travel");
  EXPECT_GT(answer.confidence, 0.5);
  EXPECT_FALSE(answer.provenance.index.empty());
}

TEST_F(Quote, SaysWhenTheDocumentsDoNot) {
  const Answer answer = ask("구내식당의 오늘 반찬은 무엇인가요?");
  EXPECT_EQ(answer.status, Status::abstained);
  EXPECT_EQ(answer.text, "문서에 없습니다.");
  EXPECT_TRUE(answer.sentences.empty());
  EXPECT_EQ(ask("What is for lunch?").text, "The documents do not say.");
}

// Whatever is asked: at most three sentences, each an exact piece of its passage at its offsets.
TEST_F(Quote, EveryQuotationIsAnExactPieceOfItsPassage) {
  const std::vector<std::string> words{"시내교통비", "얼마", "연차휴가", "며칠",
                                       "숙박비는",   "누가", "택시비",   "20,000",
                                       "①",          "?",    "제12조",   "a"};
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string question;
    for (std::size_t i = 0; i <= random() % 5; ++i)
      question += words[random() % words.size()] + " ";
    const Answer answer = ask(question);
    EXPECT_LE(answer.sentences.size(), 3U);
    EXPECT_GE(answer.confidence, 0);
    EXPECT_LE(answer.confidence, 1);
    for (const Sentence& sentence : answer.sentences) {
      ASSERT_FALSE(sentence.citations.empty());
      for (const Citation& citation : sentence.citations) {
        const std::vector<std::int64_t> ids{citation.passage};
        const auto passages = library_->passages(ids);
        ASSERT_TRUE(passages && passages->size() == 1);
        const std::string& text = passages->front().passage.text;
        const std::size_t from = text::byte_offset_of(text, citation.start);
        const std::size_t to = text::byte_offset_of(text, citation.end);
        EXPECT_EQ(text.substr(from, to - from), citation.quote);
        EXPECT_EQ(citation.begin, passages->front().passage.begin + from);
      }
    }
  }
}

TEST_F(Quote, ShowsNothingOfWhatMayNotBeSeen) {
  const std::string question = "대표이사의 보수는 얼마인가요?";
  const Answer hidden = ask(question);
  EXPECT_EQ(hidden.status, Status::abstained);
  for (const Evidence& evidence : hidden.evidence) EXPECT_NE(evidence.document, "pay");
  library::Asker hr;
  hr.groups = {"hr"};
  const Answer seen = ask(question, hr);
  ASSERT_EQ(seen.status, Status::answered);
  EXPECT_EQ(seen.sentences.front().citations.front().document, "pay");
  library::Asker owner;
  owner.everything = true;
  EXPECT_EQ(ask(question, owner).status, Status::answered);
}

TEST_F(Quote, RefusesWhatIsNoQuestion) {
  EXPECT_EQ(quote("  \n", {}, *library_, *index_).error().code, Code::usage);
  EXPECT_EQ(quote(std::string(kLongestQuestion + 1, 'a'), {}, *library_, *index_).error().code,
            Code::too_large);
}

TEST_F(Quote, PrintsTheContractsShape) {
  const Answer answer = ask("시내교통비는 하루에 얼마까지 되나요?");
  const Json json = Json::parse(to_json(answer));
  for (const char* key : {"id", "status", "question", "mode", "text", "sentences", "clarify",
                          "confidence", "evidence", "provenance", "usage"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["status"], "answered");
  const Json& citation = json["sentences"][0]["citations"][0];
  for (const char* key : {"document", "title", "place", "quote", "start", "end"}) {
    EXPECT_TRUE(citation.contains(key)) << key;
  }
  for (const char* key :
       {"prompt", "model", "model_sha256", "settings", "index", "program", "time"}) {
    EXPECT_TRUE(json["provenance"].contains(key)) << key;
  }
  EXPECT_NE(to_plain(answer).find("[1] 여비규정"), std::string::npos);
}

}  // namespace
}  // namespace sillok::answer
