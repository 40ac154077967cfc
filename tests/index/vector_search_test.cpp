// The vectors change hands with the embedder that made them.
#include "index/vector_search.h"

#include <gtest/gtest.h>

#include "library_of_words.h"
#include "model/learn.h"

namespace sillok::index {
namespace {

std::string body_of(std::int64_t id) {
  return id % 2 == 0 ? "연차 휴가와 병가를 정한다. 휴가는 미리 신청한다. 병가는 진단서를 낸다."
                     : "출장 여비와 교통비를 정한다. 여비는 실비로 준다. 교통비는 영수증을 낸다.";
}

std::string learn(std::uint64_t seed) {
  model::LearningOptions options;
  options.seed = seed;
  options.pairs = 512;
  model::Learner learner(text::korean_analyzer(), options);
  for (std::int64_t id = 1; id <= 20; ++id) learner.add("규정", "", body_of(id));
  return model::to_bytes(learner.learn(), text::korean_analyzer());
}

// Passages 1..last under the embedder that is learned now.
void fill(const std::filesystem::path& folder, std::int64_t last, std::int64_t change) {
  const auto embedder = *read_learned(folder, text::korean_analyzer());
  auto store =
      *VectorIndex::open(vectors_folder(folder), embedder->version(), embedder->dimensions());
  for (std::int64_t id = 1; id <= last; ++id) {
    const std::string body = body_of(id);
    const std::string_view view = body;
    const auto vectors = *embedder->embed({&view, 1}, model::Purpose::passage);
    const VectorEntry entry{id, 0, vectors.front()};
    ASSERT_TRUE(store->add({&entry, 1}));
  }
  ASSERT_TRUE(store->commit(change));
}

TEST(VectorSearch, WithoutVectorsNothingIsFound) {
  const Folder folder;
  const VectorSearch search(folder.path(), text::korean_analyzer());
  const auto asked = search.ask("휴가");
  ASSERT_TRUE(asked);
  EXPECT_FALSE(asked->ready());
  EXPECT_TRUE(asked->best(10, {true}).empty());
  EXPECT_EQ(asked->similarity(std::vector<std::int64_t>{1, 2}), (std::vector<float>{0, 0}));
  EXPECT_EQ(search.state(), "");
}

TEST(VectorSearch, TheTwoChangeHandsTogether) {
  const Folder folder;
  const VectorSearch search(folder.path(), text::korean_analyzer());
  ASSERT_TRUE(write_learned(folder.path(), learn(1)));
  EXPECT_FALSE(search.ask("휴가")->ready()) << "no vectors yet";
  fill(folder.path(), 20, 1);
  const auto asked = search.ask("휴가");
  ASSERT_TRUE(asked && asked->ready());
  const auto hits = asked->best(20, {true});
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits.front().passage % 2, 0);
  EXPECT_FALSE(search.ask("알지 못하는")->ready()) << "no word of the library";
  const std::string state = search.state();

  // Learned anew: until the vectors have come, the old ones and their embedder stay in use.
  ASSERT_TRUE(write_learned(folder.path(), learn(2)));
  EXPECT_EQ(search.state(), state);
  EXPECT_EQ(search.ask("휴가")->best(20, {true}).size(), hits.size());
  fill(folder.path(), 20, 0);  // a filling that is not at its end
  EXPECT_EQ(search.state(), state);
  EXPECT_EQ(search.ask("휴가")->best(20, {true}).size(), hits.size());
  std::filesystem::remove_all(vectors_folder(folder.path()));
  ASSERT_TRUE(write_learned(folder.path(), learn(2)));
  fill(folder.path(), 10, 7);
  EXPECT_NE(search.state(), state);
  const auto fresh = search.ask("휴가")->best(20, {true});
  EXPECT_LE(fresh.size(), 10U);
  ASSERT_FALSE(fresh.empty());
  EXPECT_EQ(fresh.front().passage % 2, 0);
  // What was asked before keeps its state.
  EXPECT_EQ(asked->best(20, {true}).size(), hits.size());
}

TEST(VectorSearch, AnEmbedderThatFails) {
  class Broken final : public model::Embedder {
   public:
    [[nodiscard]] Result<model::Vectors> embed(std::span<const std::string_view> texts,
                                               model::Purpose purpose) const override {
      if (purpose == model::Purpose::question) return fail(Code::busy, "does not answer");
      return model::Vectors(texts.size(), std::vector<float>(4, 0.5F));
    }
    [[nodiscard]] std::size_t dimensions() const override { return 4; }
    [[nodiscard]] std::string version() const override { return "broken"; }
  };
  const Folder folder;
  const auto broken = std::make_shared<const Broken>();
  const VectorSearch search(folder.path(), text::korean_analyzer(), broken);
  EXPECT_TRUE(search.ask("휴가")) << "it is not asked before there are vectors";
  auto store = *VectorIndex::open(vectors_folder(folder.path()), "broken", 4);
  const std::vector<float> vector(4, 0.5F);
  const VectorEntry entry{1, 0, vector};
  ASSERT_TRUE(store->add({&entry, 1}));
  ASSERT_TRUE(store->commit(1));
  const auto asked = search.ask("휴가");
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, Code::busy);
}

}  // namespace
}  // namespace sillok::index
