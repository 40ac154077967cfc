#include <map>
#include <random>

#include "library/library.h"
#include "library/rows.h"
#include "setup.h"

namespace sillok::library {
namespace {

// Follows the log as an index would: what it holds after any prefix of operations, in any number of
// steps, is what the library holds.
class Follower {
 public:
  void follow(const Library& library) {
    ASSERT_TRUE(library.changes_after(at_, [&](const Change& change) {
      for (const std::int64_t id : change.removed) held_.erase(id);
      const auto passages = library.passages(change.added);
      EXPECT_TRUE(passages);
      for (const KeptPassage& passage : *passages) {
        EXPECT_GT(passage.id, last_) << "added ids rise";
        last_ = passage.id;
        held_[passage.id] = passage.passage.text;
      }
      at_ = change.id;
      return true;
    }));
  }
  [[nodiscard]] const std::map<std::int64_t, std::string>& held() const { return held_; }

 private:
  std::int64_t at_ = 0;
  std::int64_t last_ = 0;
  std::map<std::int64_t, std::string> held_;
};

TEST(Changes, LeadAnyFollowerToTheLibrarysState) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    std::mt19937 random(seed);
    Folder folder;
    const auto library = opened(folder / "l");
    Follower often;
    Follower late;
    for (int step = 0; step < 40; ++step) {
      const std::string path = "/f" + std::to_string(random() % 4);
      switch (random() % 6) {
        case 0:
          (void)library->remove_path(path);
          break;
        case 1: {
          const auto rows = library->list(owner()).value();
          if (!rows.empty()) {
            ASSERT_TRUE(library->remove(rows[random() % rows.size()].id));
          }
          break;
        }
        default: {
          std::vector<Incoming> documents;
          for (unsigned i = random() % 4; i > 0; --i) {
            std::vector<std::string> passages;
            for (unsigned n = random() % 3; n > 0; --n) {
              passages.push_back("글 " + std::to_string(random() % 5));
            }
            const std::string id = random() % 2 == 0 ? "" : path + "#" + std::to_string(i);
            documents.push_back(incoming(id, "t", passages));
          }
          keep_file(*library, path, documents);
        }
      }
      if (random() % 3 == 0) often.follow(*library);
    }
    often.follow(*library);
    late.follow(*library);
    std::map<std::int64_t, std::string> kept;
    ASSERT_TRUE(library->each_passage([&](const KeptPassage& passage) {
      kept[passage.id] = passage.passage.text;
      return true;
    }));
    EXPECT_EQ(often.held(), kept) << seed;
    EXPECT_EQ(late.held(), kept) << seed;
    EXPECT_TRUE(library->check().value().empty()) << seed;
  }
}

TEST(Changes, AreReadInPagesAndStopWhenTold) {
  Folder folder;
  const auto library = opened(folder / "l");
  ASSERT_TRUE(library->together([&]() -> Result<void> {
    for (int i = 0; i < 600; ++i) {
      keep_file(*library, "/" + std::to_string(i), {incoming("", "t", {"글"})});
    }
    return {};
  }));
  std::size_t count = 0;
  ASSERT_TRUE(library->changes_after(10, [&](const Change& change) {
    EXPECT_EQ(change.id, static_cast<std::int64_t>(11 + count));
    return ++count < 400;
  }));
  EXPECT_EQ(count, 400U);
  EXPECT_EQ(library->last_change().value(), 600);
  EXPECT_EQ(texts(*library).size(), 600U);
}

TEST(Changes, RangesGoBothWays) {
  using Ids = std::vector<std::int64_t>;
  for (const Ids& ids : {Ids{}, Ids{7}, Ids{1, 2, 3}, Ids{3, 2, 1}, Ids{1, 2, 9, 10, 11, 40}}) {
    EXPECT_EQ(ids_of(ranges_of(ids)), ids);
  }
  EXPECT_EQ(ranges_of({1, 2, 9}), "[[1,2],[9,9]]");
  EXPECT_TRUE(ids_of("damaged").empty());
  EXPECT_TRUE(marks_of("[[1],[\"x\",2,3],7]").empty());
}

}  // namespace
}  // namespace sillok::library
