// The vectors follow the library.
#include "ingest/vectors.h"

#include <gtest/gtest.h>

#include "../library/setup.h"
#include "index/storage.h"
#include "index/vector_search.h"

namespace sillok::ingest {
namespace {

using library::Folder;

const text::Analyzer& analyzer() {
  return text::korean_analyzer();
}

// Documents numbered from `first`, of two passages each, on one of three subjects.
void keep(library::Library& library, int first, int last,
          const std::vector<std::string>& groups = {}) {
  static const std::vector<std::string> kSubjects{"연차 휴가와 병가", "출장 여비와 교통비",
                                                  "도서관 자료의 대출"};
  std::vector<library::Incoming> documents;
  for (int i = first; i <= last; ++i) {
    const std::string& subject = kSubjects[static_cast<std::size_t>(i) % 3];
    documents.push_back(library::incoming(
        "d" + std::to_string(i), subject + " 규정 " + std::to_string(i),
        {subject + "에 관한 것이다. 이 규정에서 " + subject + "를 정한다.",
         subject + "는 신청하여야 한다. 따로 정하는 " + subject + "는 그에 따른다."}));
  }
  library::keep_file(library, "/f" + std::to_string(first), documents, "default", groups);
}

std::string learned_version(const library::Library& library) {
  const auto learned = index::read_learned(library.folder() / "index", analyzer());
  return learned ? (*learned)->version() : "";
}

// So few passages that everyone may read are enough to learn from here.
VectorOptions of_few(std::size_t least = 1) {
  VectorOptions options;
  options.least_passages = least;
  return options;
}

void expect_sound(const library::Library& library) {
  const auto findings = check_vectors(library, analyzer());
  ASSERT_TRUE(findings);
  EXPECT_TRUE(findings->empty()) << findings->front();
}

TEST(CatchUpVectors, LearnsFillsAndFollows) {
  const Folder folder;
  const auto library = library::opened(folder / "l");
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  EXPECT_EQ(learned_version(*library), "") << "nothing to learn from";
  expect_sound(*library);

  keep(*library, 1, 30);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  const std::string first = learned_version(*library);
  EXPECT_NE(first, "");
  expect_sound(*library);
  const index::VectorSearch search(library->folder() / "index", analyzer());
  auto hits = search.ask("휴가")->best(100, {true, true});
  ASSERT_FALSE(hits.empty());
  const auto best = library->passages(std::vector<std::int64_t>{hits.front().passage});
  EXPECT_NE(best->front().passage.text.find("연차"), std::string::npos);

  // A little more, and something less: the embedder stays.
  keep(*library, 31, 40);
  ASSERT_TRUE(library->remove("d3"));
  auto findings = check_vectors(*library, analyzer());
  ASSERT_TRUE(findings);
  EXPECT_FALSE(findings->empty()) << "not caught up";
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  EXPECT_EQ(learned_version(*library), first);
  expect_sound(*library);

  // Twice as much: it is learned anew.
  keep(*library, 41, 80);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  EXPECT_NE(learned_version(*library), first);
  expect_sound(*library);
  EXPECT_TRUE(search.ask("휴가")->ready());
}

TEST(CatchUpVectors, LearnsAnewWhenAskedOrDamaged) {
  const Folder folder;
  const auto library = library::opened(folder / "l");
  keep(*library, 1, 20);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  const std::string version = learned_version(*library);
  VectorOptions options = of_few();
  options.learning = Learning::anew;
  int told = 0;
  options.progress = [&](std::size_t, std::size_t) { ++told; };
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), options));
  EXPECT_EQ(learned_version(*library), version) << "from the same passages the same is learned";
  EXPECT_GT(told, 0);
  expect_sound(*library);

  const auto path = index::vectors_folder(library->folder() / "index") / index::kLearnedName;
  std::ofstream(path, std::ios::binary | std::ios::app) << "x";
  const auto findings = check_vectors(*library, analyzer());
  ASSERT_TRUE(findings);
  ASSERT_EQ(findings->size(), 1U);
  EXPECT_NE(findings->front().find("learned"), std::string::npos);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  EXPECT_EQ(learned_version(*library), version);
  expect_sound(*library);
}

TEST(CatchUpVectors, LearnsNothingFromNextToNothing) {
  const Folder folder;
  const auto library = library::opened(folder / "l");
  keep(*library, 1, 10);
  EXPECT_FALSE(can_have_vectors(*library, of_few(21)).value());
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few(21)));
  EXPECT_EQ(learned_version(*library), "");
  EXPECT_TRUE(can_have_vectors(*library, of_few(20)).value());
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few(20)));
  EXPECT_NE(learned_version(*library), "");
  EXPECT_TRUE(can_have_vectors(*library, of_few(21)).value()) << "there is one";
}

// What only some may read is neither learned from nor counted; it is embedded all the same.
TEST(CatchUpVectors, RestrictedPassagesCountForNothing) {
  const Folder folder;
  const auto library = library::opened(folder / "l");
  keep(*library, 1, 10, {"법무"});
  EXPECT_FALSE(can_have_vectors(*library, of_few()).value());
  keep(*library, 11, 20);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few(20)));
  const std::string version = learned_version(*library);
  EXPECT_NE(version, "");
  expect_sound(*library);

  keep(*library, 21, 60, {"법무"});
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few(20)));
  EXPECT_EQ(learned_version(*library), version) << "nothing more that everyone may read";
  expect_sound(*library);
}

// The machine stops before any change to the disk: the next catching up comes to the same.
TEST(CatchUpVectors, StopsAtEveryWrite) {
  int steps = 1'000;
  for (int stop = 0; stop < steps; ++stop) {
    const Folder folder;
    const auto library = library::opened(folder / "l");
    keep(*library, 1, 6);
    int step = 0;
    index::set_interruption([&](std::string_view) { return step++ < stop; });
    (void)catch_up_vectors(*library, analyzer(), of_few());
    index::set_interruption({});
    if (step <= stop) steps = stop;
    ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few())) << "stopped at " << stop;
    expect_sound(*library);
  }
  EXPECT_GT(steps, 8);
}

// Gives each text a vector by its length.
class Configured final : public model::Embedder {
 public:
  [[nodiscard]] Result<model::Vectors> embed(std::span<const std::string_view> texts,
                                             model::Purpose /*purpose*/) const override {
    if (failing) return fail(Code::busy, "does not answer");
    model::Vectors vectors;
    for (const std::string_view text : texts) {
      vectors.push_back({1, static_cast<float>(text.size() % 5), 1, 1});
    }
    return vectors;
  }
  [[nodiscard]] std::size_t dimensions() const override { return 4; }
  [[nodiscard]] std::string version() const override { return "configured-1"; }
  bool failing = false;
};

TEST(CatchUpVectors, AConfiguredEmbedderTakesThePlaceOfTheLearned) {
  const Folder folder;
  const auto library = library::opened(folder / "l");
  keep(*library, 1, 10);
  VectorOptions options;
  const auto configured = std::make_shared<Configured>();
  options.configured = configured;
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), options));
  EXPECT_EQ(learned_version(*library), "");
  const auto findings = check_vectors(*library, analyzer(), configured);
  ASSERT_TRUE(findings);
  EXPECT_TRUE(findings->empty());
  const index::VectorSearch search(library->folder() / "index", analyzer(), configured);
  EXPECT_EQ(search.ask("무엇")->best(100, {true, true}).size(), 20U);

  keep(*library, 11, 12);
  configured->failing = true;
  const auto failed = catch_up_vectors(*library, analyzer(), options);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::busy);
  configured->failing = false;
  EXPECT_EQ(search.ask("무엇")->best(100, {true, true}).size(), 20U);
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), options));
  EXPECT_EQ(search.ask("무엇")->best(100, {true, true}).size(), 24U);

  // Back to the learned one: the other's vectors are dropped.
  ASSERT_TRUE(catch_up_vectors(*library, analyzer(), of_few()));
  expect_sound(*library);
}

}  // namespace
}  // namespace sillok::ingest
