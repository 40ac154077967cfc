// Searches as people type them, over a real library and a real index.
#include "answer/search_request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "../library/setup.h"
#include "index/lexical.h"

namespace sillok::answer {
namespace {

using Documents = std::vector<std::string>;

class Search : public ::testing::Test {
 protected:
  void SetUp() override {
    library_ = library::opened(folder_ / "library");
    ASSERT_NE(library_, nullptr);
    library::keep_file(*library_, "/a",
                       {library::incoming("travel", "여비규정",
                                          {"출장 여비는 실비로 지급한다. 시내 교통비는 정액이다."}),
                        library::incoming("taxi", "택시이용지침",
                                          {"시내 출장에서 택시 교통비는 실비로 지급한다."})});
    library::keep_file(
        *library_, "/b",
        {library::incoming("labs", "연구비규정", {"연구 출장 교통비는 연구비에서 지급한다."})},
        "labs");
    library::keep_file(
        *library_, "/c",
        {library::incoming("board", "임원여비규정", {"임원의 시내 교통비는 실비로 한다."})},
        "default", {"hr"});
    auto index = index::LexicalIndex::open(folder_ / "index", text::korean_analyzer());
    ASSERT_TRUE(index);
    index_ = std::move(*index);
    ASSERT_TRUE(library_->each_passage([&](const library::KeptPassage& kept) {
      const index::Entry entry{kept.id, kept.scope, kept.title, kept.passage.context,
                               kept.passage.text};
      return index_->add({&entry, 1}).has_value();
    }));
    ASSERT_TRUE(index_->commit(*library_->last_change()));
  }

  // The documents found, in the order of their ids.
  [[nodiscard]] Documents find(const SearchRequest& request) const {
    const auto query = prepare_search(request, *library_, *index_, {});
    EXPECT_TRUE(query) << (query ? "" : query.error().line());
    if (!query) return {};
    Documents found;
    const auto hits = index_->search(*query);
    for (const index::Hit& hit : *hits) {
      const auto kept = library_->passages({&hit.passage, 1});
      found.push_back(kept->front().document);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  [[nodiscard]] Documents typed(const std::string& text) const {
    SearchRequest request;
    request.typed = text;
    return find(request);
  }

  library::Folder folder_;
  std::unique_ptr<library::Library> library_;
  std::unique_ptr<index::LexicalIndex> index_;
};

TEST_F(Search, WordsAndPhrases) {
  EXPECT_EQ(typed("교통비"), (Documents{"labs", "taxi", "travel"}));
  EXPECT_EQ(typed("\"시내 교통비\""), (Documents{"travel"}));
  EXPECT_EQ(typed("“시내 교통비” 출장"), (Documents{"travel"}));
  EXPECT_EQ(typed("교통비 -\"시내 교통비\""), (Documents{"labs", "taxi"}));
  EXPECT_EQ(typed("교통비 +택시"), (Documents{"taxi"}));
  EXPECT_EQ(typed("교통비 -택시"), (Documents{"labs", "travel"}));
  EXPECT_EQ(typed("교통비 +실비 -택시"), (Documents{"travel"}));
  EXPECT_EQ(typed("\"교통비 시내\""), (Documents{})) << "the other way round";
  EXPECT_EQ(typed("교통비 +없는말"), (Documents{}));
  EXPECT_EQ(typed("\"시내 교통비"), (Documents{"labs", "taxi", "travel"})) << "never closed: words";
  EXPECT_EQ(typed("교통비 + - \"\""), (Documents{"labs", "taxi", "travel"}));
}

TEST_F(Search, Filters) {
  SearchRequest request;
  request.typed = "교통비";
  request.collection = "labs";
  EXPECT_EQ(find(request), (Documents{"labs"}));
  request.collection = "none";
  EXPECT_EQ(find(request), (Documents{}));
  request.collection.clear();
  request.documents = {"taxi", "labs", "nowhere"};
  EXPECT_EQ(find(request), (Documents{"labs", "taxi"}));
  request.documents = {"board"};
  EXPECT_EQ(find(request), (Documents{})) << "what may not be seen is not there";
  request.documents.clear();
  const std::string today = library_->document("taxi", {})->updated.substr(0, 10);
  request.since = today;
  request.until = today;
  EXPECT_EQ(find(request), (Documents{"labs", "taxi", "travel"}));
  request.since = "2999-01-01";
  request.until.clear();
  EXPECT_EQ(find(request), (Documents{}));
  request.since.clear();
  request.until = "1999-12-31";
  EXPECT_EQ(find(request), (Documents{}));
}

TEST_F(Search, DaysThatAreNone) {
  for (const char* day : {"2024", "2024-1-1", "2024.01.01", "yesterday", "2024-01-01T00"}) {
    SearchRequest request;
    request.typed = "교통비";
    request.since = day;
    EXPECT_EQ(prepare_search(request, *library_, *index_, {}).error().code, Code::usage) << day;
  }
}

}  // namespace
}  // namespace sillok::answer
