// What happens to the index when the world does not go as planned.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <future>
#include <thread>

#include "files_of_index.h"
#include "index/storage.h"
#include "library_of_words.h"

namespace sillok::index {
namespace {

Query everything(std::string text) {
  Query query;
  query.text = std::move(text);
  query.k = 1'000;
  query.visible_scopes = {true};
  return query;
}

// Passages 1..n of one scope.
std::vector<Made> passages(std::int64_t first, std::int64_t last) {
  WordSource source(static_cast<std::uint32_t>(first));
  std::vector<Made> made;
  for (std::int64_t id = first; id <= last; ++id) made.push_back({id, 0, "", "", source.words(8)});
  return made;
}

TEST(Durability, SurvivesReopening) {
  const Folder folder;
  {
    auto index = open_index(folder.path());
    EXPECT_EQ(index->change(), 0);
    add_all(*index, passages(1, 40));
    ASSERT_TRUE(index->commit(7));
  }
  auto index = open_index(folder.path());
  EXPECT_EQ(index->change(), 7);
  EXPECT_EQ(index->passages(), ids(1, 40));
  add_all(*index, passages(41, 50));
  const std::vector<std::int64_t> removed{3};
  ASSERT_TRUE(index->remove(removed));
  ASSERT_TRUE(index->commit(8));
  auto again = open_index(folder.path());
  EXPECT_EQ(again->change(), 8);
  EXPECT_EQ(again->passages().size(), 49U);
}

TEST(Durability, PassagesMustRise) {
  const Folder folder;
  auto index = open_index(folder.path());
  add_all(*index, passages(1, 3));
  const Made late{3, 0, "", "", "말"};
  const Entry entry = late.entry();
  EXPECT_FALSE(index->add({&entry, 1}));
}

TEST(Durability, ClearDropsEverythingAtTheNextCommit) {
  const Folder folder;
  auto index = open_index(folder.path());
  add_all(*index, passages(1, 20));
  ASSERT_TRUE(index->commit(1));
  ASSERT_TRUE(index->clear());
  EXPECT_EQ(open_index(folder.path())->passages().size(), 20U);
  add_all(*index, passages(5, 8));  // lower ids than before are fine now
  ASSERT_TRUE(index->commit(2));
  EXPECT_EQ(open_index(folder.path())->passages(), ids(5, 8));
}

TEST(Durability, ManySmallCommitsStayFewSegments) {
  const Folder folder;
  auto index = open_index(folder.path());
  std::vector<Made> made;
  for (std::int64_t commit = 1; commit <= 150; ++commit) {
    const auto fresh = passages(commit, commit);
    add_all(*index, fresh);
    made.insert(made.end(), fresh.begin(), fresh.end());
    ASSERT_TRUE(index->commit(commit));
  }
  EXPECT_LE(index->check().segments, 20U);
  EXPECT_EQ(index->passages(), ids(1, 150));
  EXPECT_LE(files_of(folder.path()).size(), 22U) << "merged files are removed";
  const Query query = everything("휴가 총장 학생 교통비");
  const auto hits = *index->search(query);
  const auto expected = naive_search(made, query);
  ASSERT_EQ(hits.size(), expected.size());
  for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_EQ(hits[i].score, expected[i].score);
}

TEST(Durability, RemovedPassagesAreCleanedOut) {
  const Folder folder;
  auto index = open_index(folder.path());
  add_all(*index, passages(1, 300));
  ASSERT_TRUE(index->commit(1));
  const std::uint64_t before = index->check().bytes;
  const auto gone = ids(1, 200);
  ASSERT_TRUE(index->remove(gone));
  ASSERT_TRUE(index->commit(2));
  EXPECT_EQ(index->passages(), ids(201, 300));
  EXPECT_LT(index->check().bytes, before) << "a segment that is mostly gone is rewritten";
  const auto rest = ids(201, 300);
  ASSERT_TRUE(index->remove(rest));
  ASSERT_TRUE(index->commit(3));
  EXPECT_TRUE(index->passages().empty());
  EXPECT_EQ(index->check().segments, 0U);
}

// Another process's commit is seen by the next search.
TEST(Durability, ReadersFollowTheWriter) {
  const Folder folder;
  auto reader = open_index(folder.path());
  auto writer = open_index(folder.path());
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
  // The folder goes, and another index comes in its place.
  std::filesystem::remove_all(folder.path());
  EXPECT_TRUE(reader->passages().empty());
  auto other = open_index(folder.path());
  add_all(*other, passages(1, 5));
  ASSERT_TRUE(other->commit(1));
  EXPECT_EQ(reader->passages(), ids(1, 5));
}

TEST(Durability, SearchesWhileAnotherThreadCommits) {
  const Folder folder;
  auto writer = open_index(folder.path());
  auto reader = open_index(folder.path());
  std::thread searching([&] {
    while (reader->change() < 60) {
      const auto hits = reader->search(everything("휴가 총장"));
      ASSERT_TRUE(hits);
      for (const Hit& hit : *hits) ASSERT_GT(hit.score, 0);
    }
  });
  for (std::int64_t commit = 1; commit <= 60; ++commit) {
    add_all(*writer, passages(commit, commit));
    ASSERT_TRUE(writer->commit(commit));
  }
  searching.join();
}

// The machine stops before the nth change to the disk, for every n that a life of the index makes:
// what is opened afterwards is the state of one commit or the next, sound, and goes on from there.
TEST(Durability, StopsAtEveryWrite) {
  const auto live = [](const std::filesystem::path& folder, std::int64_t from) {
    auto index = open_index(folder);
    for (std::int64_t commit = from; commit <= 9; ++commit) {
      add_all(*index, passages(commit * 10, commit * 10 + 5));
      if (commit % 2 == 0) {
        const std::vector<std::int64_t> removed{commit * 10 - 10, commit * 10 + 1};
        if (!index->remove(removed)) return;
      }
      if (!index->commit(commit)) return;
    }
  };
  // A file under its last name is durable; of one that was being written anything may be missing.
  const auto lose_unsynced = [](const std::filesystem::path& folder, std::mt19937& random) {
    for (const auto& file : files_of(folder)) {
      if (file.extension() != ".part") continue;
      const std::string written = read_file(file);
      write_over(file, written.substr(0, random() % (written.size() + 1)));
    }
  };
  std::mt19937 random(8);
  const Folder whole;
  live(whole.path(), 1);
  const std::vector<std::int64_t> expected = open_index(whole.path())->passages();
  int steps = 1'000'000;
  for (int stop = 0; stop < steps; ++stop) {
    const Folder folder;
    std::atomic<int> step = 0;
    set_interruption([&](std::string_view) { return step++ < stop; });
    live(folder.path(), 1);
    set_interruption({});
    if (step <= stop) steps = stop;  // it ran to its end
    lose_unsynced(folder.path(), random);
    auto index = open_index(folder.path());
    const std::int64_t change = index->change();
    EXPECT_TRUE(index->check().damage.empty()) << "stopped at " << stop;
    index.reset();
    live(folder.path(), change + 1);
    auto after = open_index(folder.path());
    ASSERT_EQ(after->passages(), expected) << "stopped at " << stop;
    EXPECT_TRUE(after->check().damage.empty());
  }
  EXPECT_GT(steps, 60);
}

// The passages that are left after so many commits of the life below.
std::vector<std::int64_t> left_after(std::int64_t commits) {
  std::vector<std::int64_t> left;
  for (std::int64_t id = 4; id < (commits + 1) * 4; ++id) {
    // Each third commit removes the first passage of the one before.
    const std::int64_t commit = id / 4;
    const bool removed = id % 4 == 0 && (commit + 1) % 3 == 0 && commit + 1 <= commits;
    if (!removed) left.push_back(id);
  }
  return left;
}

// A process killed at any moment, while it flushes, commits or merges, leaves an index that opens
// and agrees with one of its commits.
TEST(Durability, KilledProcesses) {
  const Folder folder;
  std::mt19937 random(5);
  std::int64_t reached = 0;
  for (int round = 0; round < 200; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto index = open_index(folder.path());
      for (std::int64_t commit = index->change() + 1;; ++commit) {
        add_all(*index, passages(commit * 4, commit * 4 + 3));
        const std::vector<std::int64_t> removed{(commit - 1) * 4};
        if (commit % 3 == 0 && !index->remove(removed)) ::_exit(1);
        if (!index->commit(commit)) ::_exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(500 + random() % 20'000));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer must not end by itself";
    auto index = open_index(folder.path());
    ASSERT_GE(index->change(), reached);
    reached = index->change();
    const Health health = index->check();
    EXPECT_TRUE(health.damage.empty()) << health.damage.front();
    ASSERT_EQ(index->passages(), left_after(reached));
  }
  EXPECT_GT(reached, 20);
}

// What a merge puts together may be removed, and more may be committed, before it is done.
TEST(Durability, MergesRunBesideTheWriter) {
  const Folder folder;
  auto index = open_index(folder.path());
  const auto writer = std::this_thread::get_id();
  std::promise<void> may_merge;
  const std::shared_future<void> allowed = may_merge.get_future().share();
  set_interruption([&](std::string_view) {
    if (std::this_thread::get_id() != writer) allowed.wait();
    return true;
  });
  std::vector<Made> made;
  for (std::int64_t commit = 1; commit <= 6; ++commit) {
    const auto fresh = passages(commit * 10, commit * 10 + 9);
    add_all(*index, fresh);
    made.insert(made.end(), fresh.begin(), fresh.end());
    ASSERT_TRUE(index->commit(commit)) << "no commit waits for a merge";
  }
  const std::vector<std::int64_t> removed{12, 13, 25, 61};
  ASSERT_TRUE(index->remove(removed));
  ASSERT_TRUE(index->commit(7));
  std::erase_if(made, [&](const Made& each) {
    return std::count(removed.begin(), removed.end(), each.id) > 0;
  });
  const Query query = everything("휴가 총장 학생");
  const auto before = index->search(query);
  may_merge.set_value();
  index->finish_merging();
  set_interruption({});
  EXPECT_LT(index->check().segments, 6U);
  EXPECT_TRUE(index->check().damage.empty());
  EXPECT_EQ(index->change(), 7);
  const auto after = index->search(query);
  const auto expected = naive_search(made, query);
  ASSERT_EQ(after->size(), expected.size());
  ASSERT_EQ(before->size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ((*after)[i].passage, expected[i].passage);
    EXPECT_EQ((*after)[i].score, expected[i].score);
    EXPECT_EQ((*before)[i].score, expected[i].score);
  }
  auto again = open_index(folder.path());
  EXPECT_EQ(again->passages(), index->passages());
}

// Emptied while a merge is at work: what it made of the old passages must not come back.
TEST(Durability, ClearedWhileMerging) {
  const Folder folder;
  auto index = open_index(folder.path());
  const auto writer = std::this_thread::get_id();
  std::promise<void> may_merge;
  const std::shared_future<void> allowed = may_merge.get_future().share();
  set_interruption([&](std::string_view) {
    if (std::this_thread::get_id() != writer) allowed.wait();
    return true;
  });
  for (std::int64_t commit = 1; commit <= 4; ++commit) {
    add_all(*index, passages(commit * 10, commit * 10 + 9));
    ASSERT_TRUE(index->commit(commit));
  }
  ASSERT_TRUE(index->clear());
  add_all(*index, passages(3, 5));
  ASSERT_TRUE(index->commit(5));
  may_merge.set_value();
  index->finish_merging();
  set_interruption({});
  EXPECT_EQ(index->passages(), ids(3, 5));
  EXPECT_EQ(open_index(folder.path())->passages(), ids(3, 5));
  EXPECT_EQ(index->check().segments, 1U);
}

// A merge would write a right checksum over wrong contents: damaged segments stay as they are.
TEST(Durability, DamageIsNotMergedAway) {
  const Folder folder;
  {
    auto index = open_index(folder.path());
    add_all(*index, passages(1, 30));
    ASSERT_TRUE(index->commit(1));
  }
  for (const auto& file : files_of(folder.path())) {
    if (file.filename() == "manifest") continue;
    std::string turned = read_file(file);
    turned.back() = static_cast<char>(turned.back() ^ 1);
    write_over(file, turned);
  }
  auto index = open_index(folder.path());
  EXPECT_FALSE(index->sound());
  for (std::int64_t commit = 2; commit <= 9; ++commit) {
    add_all(*index, passages(commit * 100, commit * 100 + 3));
    ASSERT_TRUE(index->commit(commit));
  }
  EXPECT_FALSE(index->check().damage.empty());
}

// Any file cut off anywhere: the index opens, says what is wrong, and can be filled again.
TEST(Durability, TruncatedFiles) {
  std::mt19937 random(13);
  for (int round = 0; round < 100; ++round) {
    const Folder folder;
    {
      auto index = open_index(folder.path());
      for (std::int64_t commit = 1; commit <= 3; ++commit) {
        add_all(*index, passages(commit * 10, commit * 10 + 9));
        const std::vector<std::int64_t> removed{commit * 10 + 2};
        ASSERT_TRUE(index->remove(removed));
        ASSERT_TRUE(index->commit(commit));
      }
    }
    const auto files = files_of(folder.path());
    const auto& file = files[random() % files.size()];
    const std::string whole = read_file(file);
    write_over(file, whole.substr(0, random() % whole.size()));
    auto index = open_index(folder.path());
    ASSERT_NE(index, nullptr);
    EXPECT_EQ(index->change(), 0);
    EXPECT_FALSE(index->sound());
    EXPECT_FALSE(index->search(everything("휴가")));
    EXPECT_FALSE(index->check().damage.empty());
    ASSERT_TRUE(index->clear());
    add_all(*index, passages(1, 9));
    ASSERT_TRUE(index->commit(4));
    EXPECT_TRUE(index->sound());
    EXPECT_TRUE(index->search(everything("휴가")));
    EXPECT_EQ(open_index(folder.path())->passages(), ids(1, 9));
  }
}

// Every bit of every file, turned over one at a time in small files, here and there in large ones.
TEST(Durability, EveryTurnedBitIsReported) {
  const Folder folder;
  {
    auto index = open_index(folder.path());
    add_all(*index, passages(1, 30));
    ASSERT_TRUE(index->commit(1));
    const std::vector<std::int64_t> removed{2};
    ASSERT_TRUE(index->remove(removed));
    ASSERT_TRUE(index->commit(2));
    ASSERT_TRUE(index->check().damage.empty());
  }
  std::mt19937 random(3);
  const auto files = files_of(folder.path());
  ASSERT_EQ(files.size(), 3U);
  for (const auto& file : files) {
    const std::string sound = read_file(file);
    for (std::size_t at = 0; at < sound.size(); ++at) {
      if (at > 400 && random() % 16 != 0) continue;
      std::string turned = sound;
      turned[at] = static_cast<char>(turned[at] ^ static_cast<char>(1U << (random() % 8)));
      write_over(file, turned);
      auto index = open_index(folder.path());
      ASSERT_NE(index, nullptr);
      ASSERT_FALSE(index->check().damage.empty()) << file << " byte " << at;
      // Deletions and the manifest are read whole when the index is opened.
      ASSERT_FALSE(index->sound()) << file << " byte " << at;
      // Damage in the contents is met only by searching: no crash, no passage that does not exist.
      // What could not be opened says so instead of finding nothing.
      const auto hits = index->search(everything("휴가 총장 학생 2만원"));
      ASSERT_EQ(hits.has_value(), index->change() != 0);
      if (hits) {
        ASSERT_LE(hits->size(), 30U);
      }
    }
    write_over(file, sound);
  }
  EXPECT_TRUE(open_index(folder.path())->check().damage.empty());
}

TEST(Durability, DamagedOpensEmptyAndSaysWhy) {
  const Folder folder;
  {
    auto index = open_index(folder.path());
    add_all(*index, passages(1, 30));
    ASSERT_TRUE(index->commit(3));
  }
  for (const auto& file : files_of(folder.path())) {
    const std::string sound = read_file(file);
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, sound.size() - 1}) {
      write_over(file, sound.substr(0, size));
      auto index = open_index(folder.path());
      ASSERT_NE(index, nullptr);
      EXPECT_EQ(index->change(), 0);
      EXPECT_TRUE(index->passages().empty());
      ASSERT_EQ(index->check().damage.size(), 1U) << file;
      EXPECT_NE(index->check().damage.front().find(file.filename().string()), std::string::npos);
    }
    write_over(file, sound);
  }
  // It is filled anew in place.
  write_over(folder.path() / "manifest", "x");
  auto index = open_index(folder.path());
  add_all(*index, passages(1, 4));
  ASSERT_TRUE(index->commit(9));
  EXPECT_TRUE(index->check().damage.empty());
  EXPECT_EQ(open_index(folder.path())->passages(), ids(1, 4));
}

// Another version of the analysis: its terms would not meet the old ones.
TEST(Durability, AnotherAnalysisOpensEmpty) {
  class Other final : public text::Analyzer {
   public:
    void analyse(std::string_view text, std::vector<text::Term>& terms) const override {
      text::korean_analyzer().analyse(text, terms);
    }
    [[nodiscard]] std::string version() const override { return "other-1"; }
  };
  const Folder folder;
  {
    auto index = open_index(folder.path());
    add_all(*index, passages(1, 3));
    ASSERT_TRUE(index->commit(1));
  }
  const Other other;
  auto index = LexicalIndex::open(folder.path(), other);
  ASSERT_TRUE(index);
  EXPECT_EQ((*index)->change(), 0);
  EXPECT_TRUE((*index)->passages().empty());
}

}  // namespace
}  // namespace sillok::index
