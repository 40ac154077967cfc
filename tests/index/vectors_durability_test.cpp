// What happens to the vector store when the world does not go as planned.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "files_of_index.h"
#include "index/storage.h"
#include "index/vectors.h"
#include "vectors_of_passages.h"

namespace sillok::index {
namespace {

constexpr std::size_t kDimensions = 64;

std::vector<MadeVector> passages(std::int64_t first, std::int64_t last) {
  VectorSource source(static_cast<std::uint32_t>(first), kDimensions);
  std::vector<MadeVector> made;
  for (std::int64_t id = first; id <= last; ++id) made.push_back({id, 0, source.vector()});
  return made;
}

TEST(VectorDurability, SurvivesReopening) {
  const Folder folder;
  {
    auto store = open_store(folder.path(), kDimensions);
    EXPECT_EQ(store->change(), 0);
    add_all(*store, passages(1, 40));
    ASSERT_TRUE(store->commit(7));
  }
  auto store = open_store(folder.path(), kDimensions);
  EXPECT_EQ(store->change(), 7);
  EXPECT_EQ(store->passages(), ids(1, 40));
  const std::vector<MadeVector> late = passages(40, 40);
  const VectorEntry entry = late.front().entry();
  EXPECT_FALSE(store->add({&entry, 1})) << "ids must rise";
  add_all(*store, passages(41, 50));
  const std::vector<std::int64_t> removed{3};
  ASSERT_TRUE(store->remove(removed));
  ASSERT_TRUE(store->commit(8));
  auto again = open_store(folder.path(), kDimensions);
  EXPECT_EQ(again->change(), 8);
  EXPECT_EQ(again->size(), 49U);
  ASSERT_TRUE(again->clear());
  EXPECT_EQ(open_store(folder.path(), kDimensions)->size(), 49U);
  add_all(*again, passages(5, 8));  // lower ids than before are fine now
  ASSERT_TRUE(again->commit(9));
  EXPECT_EQ(open_store(folder.path(), kDimensions)->passages(), ids(5, 8));
}

TEST(VectorDurability, ManySmallCommitsStayFewSegments) {
  const Folder folder;
  auto store = open_store(folder.path(), kDimensions);
  for (std::int64_t commit = 1; commit <= 150; ++commit) {
    add_all(*store, passages(commit, commit));
    ASSERT_TRUE(store->commit(commit));
  }
  EXPECT_LE(store->check().segments, 20U);
  EXPECT_EQ(store->passages(), ids(1, 150));
  EXPECT_LE(files_of(folder.path()).size(), 22U) << "merged files are removed";
  ASSERT_TRUE(store->remove(ids(1, 140)));
  ASSERT_TRUE(store->commit(151));
  EXPECT_EQ(store->passages(), ids(141, 150));
  EXPECT_LT(store->check().bytes, 6'000U) << "segments that are mostly gone are rewritten";
  ASSERT_TRUE(store->remove(ids(141, 150)));
  ASSERT_TRUE(store->commit(152));
  EXPECT_EQ(store->check().segments, 0U);
}

TEST(VectorDurability, IdsFarApart) {
  const Folder folder;
  auto store = open_store(folder.path(), kDimensions);
  std::vector<MadeVector> made = passages(1, 6);
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i].id = static_cast<std::int64_t>(i) * 3'000'000'000;
    if (i == 0) made[i].id = 1;
  }
  std::vector<std::int64_t> expected;
  for (const MadeVector& each : made) {
    add_all(*store, {each});
    expected.push_back(each.id);
    ASSERT_TRUE(store->commit(each.id));
  }
  EXPECT_EQ(open_store(folder.path(), kDimensions)->passages(), expected);
}

// Vectors of two embedders never meet, nor those of different length.
TEST(VectorDurability, AnotherEmbedderOpensEmpty) {
  const Folder folder;
  auto reader = open_store(folder.path(), kDimensions);
  {
    auto store = open_store(folder.path(), kDimensions);
    add_all(*store, passages(1, 9));
    ASSERT_TRUE(store->commit(1));
  }
  EXPECT_EQ(reader->size(), 9U);
  auto other = open_store(folder.path(), kDimensions, "test-2");
  EXPECT_EQ(other->change(), 0);
  EXPECT_EQ(other->size(), 0U);
  EXPECT_TRUE(other->check().damage.empty()) << "another version is no damage";
  EXPECT_EQ(open_store(folder.path(), 128)->size(), 0U);
  add_all(*other, passages(1, 3));
  ASSERT_TRUE(other->commit(1));
  EXPECT_EQ(open_store(folder.path(), kDimensions, "test-2")->passages(), ids(1, 3));
  // Who reads with the old embedder stays with the old vectors.
  EXPECT_EQ(reader->size(), 9U);
  VectorSource source(1, kDimensions);
  EXPECT_FALSE(reader->search(source.vector(), 9, {true}).empty());
}

TEST(VectorDurability, ReadersFollowTheWriter) {
  const Folder folder;
  auto reader = open_store(folder.path(), kDimensions);
  auto writer = open_store(folder.path(), kDimensions);
  std::string state = reader->state();
  for (std::int64_t commit = 1; commit <= 30; ++commit) {
    add_all(*writer, passages(commit, commit));
    if (commit % 3 == 0) {
      const std::vector<std::int64_t> removed{commit - 1};
      ASSERT_TRUE(writer->remove(removed));
    }
    ASSERT_TRUE(writer->commit(commit));
    EXPECT_EQ(reader->change(), commit);
    EXPECT_EQ(reader->passages(), writer->passages());
    EXPECT_NE(reader->state(), state);
    state = reader->state();
  }
  std::filesystem::remove_all(folder.path());
  EXPECT_TRUE(reader->passages().empty());
}

TEST(VectorDurability, SearchesWhileAnotherThreadCommits) {
  const Folder folder;
  auto writer = open_store(folder.path(), kDimensions);
  auto reader = open_store(folder.path(), kDimensions);
  std::thread searching([&] {
    VectorSource source(5, kDimensions);
    while (reader->change() < 60) {
      for (const Hit& hit : reader->search(source.vector(), 10, {true})) ASSERT_GT(hit.score, 0);
    }
  });
  for (std::int64_t commit = 1; commit <= 60; ++commit) {
    add_all(*writer, passages(commit, commit));
    ASSERT_TRUE(writer->commit(commit));
  }
  searching.join();
}

// The machine stops before the nth change to the disk, for every n that a life of the store makes.
TEST(VectorDurability, StopsAtEveryWrite) {
  const auto live = [](const std::filesystem::path& folder, std::int64_t from) {
    auto store = open_store(folder, kDimensions);
    for (std::int64_t commit = from; commit <= 9; ++commit) {
      add_all(*store, passages(commit * 10, commit * 10 + 5));
      if (commit % 2 == 0) {
        const std::vector<std::int64_t> removed{commit * 10 - 10, commit * 10 + 1};
        if (!store->remove(removed)) return;
      }
      if (!store->commit(commit)) return;
    }
  };
  const Folder whole;
  live(whole.path(), 1);
  const std::vector<std::int64_t> expected = open_store(whole.path(), kDimensions)->passages();
  int steps = 1'000'000;
  for (int stop = 0; stop < steps; ++stop) {
    const Folder folder;
    int step = 0;
    set_interruption([&](std::string_view) { return step++ < stop; });
    live(folder.path(), 1);
    set_interruption({});
    if (step <= stop) steps = stop;  // it ran to its end
    auto store = open_store(folder.path(), kDimensions);
    const std::int64_t change = store->change();
    EXPECT_TRUE(store->check().damage.empty()) << "stopped at " << stop;
    store.reset();
    live(folder.path(), change + 1);
    auto after = open_store(folder.path(), kDimensions);
    ASSERT_EQ(after->passages(), expected) << "stopped at " << stop;
    EXPECT_TRUE(after->check().damage.empty());
  }
  EXPECT_GT(steps, 60);
}

// A process killed at any moment leaves a store that opens and agrees with one of its commits.
TEST(VectorDurability, KilledProcesses) {
  const Folder folder;
  std::mt19937 random(5);
  std::int64_t reached = 0;
  for (int round = 0; round < 50; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = open_store(folder.path(), kDimensions);
      for (std::int64_t commit = store->change() + 1;; ++commit) {
        add_all(*store, passages(commit * 4, commit * 4 + 3));
        if (!store->commit(commit)) ::_exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(500 + random() % 20'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer must not end by itself";
    auto store = open_store(folder.path(), kDimensions);
    ASSERT_GE(store->change(), reached);
    reached = store->change();
    const Health health = store->check();
    EXPECT_TRUE(health.damage.empty()) << health.damage.front();
    ASSERT_EQ(store->passages(), reached == 0 ? ids(1, 0) : ids(4, reached * 4 + 3));
  }
}

// Bits of every file, turned over one at a time.
TEST(VectorDurability, EveryTurnedBitIsReported) {
  const Folder folder;
  {
    auto store = open_store(folder.path(), kDimensions);
    add_all(*store, passages(1, 30));
    ASSERT_TRUE(store->commit(1));
    const std::vector<std::int64_t> removed{2};
    ASSERT_TRUE(store->remove(removed));
    ASSERT_TRUE(store->commit(2));
    ASSERT_TRUE(store->check().damage.empty());
  }
  std::mt19937 random(3);
  VectorSource source(3, kDimensions);
  const auto files = files_of(folder.path());
  ASSERT_EQ(files.size(), 3U);
  for (const auto& file : files) {
    const std::string sound = read_file(file);
    for (std::size_t at = 0; at < sound.size(); ++at) {
      if (at > 200 && random() % 8 != 0) continue;
      std::string turned = sound;
      turned[at] = static_cast<char>(turned[at] ^ static_cast<char>(1U << (random() % 8)));
      write_over(file, turned);
      auto store = open_store(folder.path(), kDimensions);
      ASSERT_NE(store, nullptr);
      ASSERT_FALSE(store->check().damage.empty()) << file << " byte " << at;
      // Damage in the contents is met only by searching: no crash, nothing out of order.
      double before = std::numeric_limits<double>::infinity();
      const auto hits = store->search(source.vector(), 50, {true});
      ASSERT_LE(hits.size(), 30U);
      for (const Hit& hit : hits) {
        ASSERT_LE(hit.score, before);
        before = hit.score;
      }
    }
    write_over(file, sound);
  }
  EXPECT_TRUE(open_store(folder.path(), kDimensions)->check().damage.empty());
}

TEST(VectorDurability, DamagedOpensEmptyAndSaysWhy) {
  const Folder folder;
  {
    auto store = open_store(folder.path(), kDimensions);
    add_all(*store, passages(1, 30));
    ASSERT_TRUE(store->commit(3));
  }
  for (const auto& file : files_of(folder.path())) {
    const std::string sound = read_file(file);
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, sound.size() - 1}) {
      write_over(file, sound.substr(0, size));
      auto store = open_store(folder.path(), kDimensions);
      ASSERT_NE(store, nullptr);
      EXPECT_EQ(store->change(), 0);
      ASSERT_EQ(store->check().damage.size(), 1U) << file;
      EXPECT_NE(store->check().damage.front().find(file.filename().string()), std::string::npos);
    }
    write_over(file, sound);
  }
  write_over(folder.path() / "manifest", "x");
  auto store = open_store(folder.path(), kDimensions);
  add_all(*store, passages(1, 4));
  ASSERT_TRUE(store->commit(9));
  EXPECT_TRUE(store->check().damage.empty());
  EXPECT_EQ(open_store(folder.path(), kDimensions)->passages(), ids(1, 4));
}

}  // namespace
}  // namespace sillok::index
