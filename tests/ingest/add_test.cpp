#include <gtest/gtest.h>
#include <utime.h>

#include <chrono>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "../library/setup.h"
#include "ingest/ingest.h"

namespace sillok::ingest {
namespace {

using library::Access;
using library::Folder;
using library::Library;
using Texts = std::vector<std::string>;

class Add : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_ / "d");
    open();
  }
  void open() {
    index_.reset();
    library_.reset();
    library_ = library::opened(folder_ / "l");
    auto index = index::LexicalIndex::open(folder_ / "l/index", text::korean_analyzer());
    ASSERT_TRUE(index.has_value()) << index.error().line();
    index_ = std::move(*index);
  }
  std::filesystem::path file(const std::string& name, const std::string& script) {
    return folder_.file("d/" + name, script);
  }
  Report add(const std::vector<std::filesystem::path>& paths) {
    auto done = ingest::add(*library_, *index_, paths, options_);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().line());
    if (!done) return {};
    const auto findings = ingest::check(*library_, *index_);
    EXPECT_TRUE(findings && findings->empty()) << (findings ? findings->front() : "");
    return *done;
  }
  Report add() { return add({folder_ / "d"}); }
  std::set<std::string> texts() {
    const auto found = library::texts(*library_);
    return {found.begin(), found.end()};
  }

  Folder folder_;
  Options options_;
  std::unique_ptr<Library> library_;
  std::unique_ptr<index::LexicalIndex> index_;
};

TEST_F(Add, KeepsAFolderAndASecondTimeChangesNothing) {
  file("a.txt", "doc - 여비 시내교통비는 20,000원이다.");
  file("b.jsonl", "doc k1 하나 첫째이다.\ndoc k2 둘 둘째이다.");
  Report done = add();
  EXPECT_EQ(done.added, 3U);
  EXPECT_EQ(done.passages, 3U);
  EXPECT_TRUE(done.failed.empty());
  const auto change = library_->last_change().value();
  const std::string state = index_->state();
  done = add();
  EXPECT_EQ(done.unchanged, 3U);
  EXPECT_EQ(done.added + done.updated + done.removed + done.passages, 0U);
  EXPECT_EQ(library_->last_change().value(), change);
  EXPECT_EQ(index_->state(), state);
  open();
  EXPECT_EQ(add().unchanged, 3U);
  EXPECT_EQ(index_->passages(), library_->passage_ids().value());
}

TEST_F(Add, TouchedFilesAreUnchangedAndKnownByTheirNewTime) {
  const auto path = file("a.txt", "doc - 여비 글");
  add();
  const utimbuf times{1'000'000, 1'000'000};
  utime(path.c_str(), &times);
  EXPECT_EQ(add().unchanged, 1U);
  EXPECT_EQ(library_->file(path.string(), "default").value()->modified_ns,
            1'000'000LL * 1'000'000'000LL);
  EXPECT_EQ(library_->list(library::owner()).value()[0].version, 1);
}

TEST_F(Add, RenamedFilesKeepTheirDocuments) {
  const auto path = file("a.txt", "doc - 여비 글");
  add();
  const auto before = library_->list(library::owner()).value();
  std::filesystem::rename(path, folder_ / "d/다른 이름.txt");
  const Report done = add();
  EXPECT_EQ(done.unchanged, 1U);
  EXPECT_EQ(done.added, 0U);
  const auto after = library_->list(library::owner()).value();
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].id, before[0].id);
  EXPECT_EQ(after[0].file, "다른 이름.txt");
  // A copy is another document; the file it came from is still there.
  std::filesystem::copy(folder_ / "d/다른 이름.txt", folder_ / "d/사본.txt");
  EXPECT_EQ(add().added, 1U);
}

TEST_F(Add, ChangedFilesAreUpdatedAndLostLinesRemoved) {
  file("a.jsonl", "doc k1 하나 첫째\ndoc k2 둘 둘째\ndoc k3 셋 셋째");
  add();
  file("a.jsonl", "doc k1 하나 첫째\ndoc k3 셋 바뀐 셋째");
  const Report done = add();
  EXPECT_EQ(done.updated, 1U);
  EXPECT_EQ(done.unchanged, 1U);
  EXPECT_EQ(done.removed, 1U);
  EXPECT_EQ(texts(), (std::set<std::string>{"첫째", "바뀐 셋째"}));
}

TEST_F(Add, OneBadFileFailsAlone) {
  file("a-empty.txt", "");
  file("b-bad.txt", "fail no such format");
  file("c-crash.txt", "crash");
  file("d-good.txt", "doc - 좋은 글");
  for (int round = 0; round < 2; ++round) {
    const Report done = add();
    EXPECT_EQ(done.added + done.unchanged, 1U);
    ASSERT_EQ(done.failed.size(), 3U);
    EXPECT_NE(done.failed[0].reason.find("empty"), std::string::npos);
    EXPECT_EQ(done.failed[1].reason, "no such format");
    EXPECT_NE(done.failed[2].reason.find("crashed"), std::string::npos);
  }
  const auto problems = library_->problem_files().value();
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[1].stage, "failed");
  EXPECT_EQ(problems[2].stage, "quarantined");
}

TEST_F(Add, AKillerIsNotTriedAgainUntilItOrTheLimitsChange) {
  const auto path = file("slow.txt", "hang");
  options_.reading.seconds = 1;
  const auto seconds = [&] { return add().seconds; };
  EXPECT_GT(seconds(), 0.9);
  EXPECT_LT(seconds(), 0.9) << "left alone";
  options_.reading.seconds = 2;
  EXPECT_GT(seconds(), 1.9) << "another limit is worth another try";
  file("slow.txt", "doc - 이제 된다");
  const Report done = add();
  EXPECT_EQ(done.added, 1U);
  EXPECT_TRUE(done.failed.empty());
  EXPECT_TRUE(library_->problem_files().value().empty());
}

// Readers that have learned something may read what earlier ones could not, and read the rest
// otherwise.
TEST_F(Add, NewReadersReadEveryFileAgain) {
  file("good.txt", "doc - 여비 시내교통비는 20,000원이다.");
  file("bad.txt", "doc - 하나 첫째\nfail one line");
  file("worse.txt", "fail no such format");
  add();
  const auto tried = [&](const std::string& name) {
    return library_->file((folder_ / "d" / name).string(), "default").value()->readers_version;
  };
  const int good = tried("good.txt");
  const int worse = tried("worse.txt");
  EXPECT_EQ(add().unchanged, 2U);
  EXPECT_EQ(tried("worse.txt"), worse);

  ++options_.readers_version;
  const Report done = add();
  EXPECT_EQ(done.failed.size(), 2U);
  EXPECT_NE(tried("good.txt"), good);
  EXPECT_NE(tried("worse.txt"), worse);
  // The same was read: nothing changes for those who ask.
  EXPECT_EQ(library_->list(library::owner()).value()[0].version, 1);
  const int now = tried("worse.txt");
  add();
  EXPECT_EQ(tried("worse.txt"), now);
}

TEST_F(Add, GoodLinesOfABadFileAreKeptAndItIsListed) {
  file("a.jsonl", "doc k1 하나 첫째\ndoc k2 둘 둘째\nfail 1 line could not be read: line 3");
  Report done = add();
  EXPECT_EQ(done.added, 2U);
  ASSERT_EQ(done.failed.size(), 1U);
  EXPECT_EQ(done.failed[0].reason, "1 line could not be read: line 3");
  EXPECT_EQ(library_->problem_files().value()[0].stage, "kept");
  done = add();
  EXPECT_EQ(done.unchanged, 2U);
  EXPECT_EQ(done.failed.size(), 1U) << "told again until it is mended";
}

TEST_F(Add, AnIdThatIsTakenIsToldAndTheOtherStays) {
  file("a.jsonl", "doc k1 하나 첫째");
  add();
  file("b.jsonl", "doc k1 하나 다른 것\ndoc k2 둘 둘째");
  const Report done = add();
  EXPECT_EQ(done.added, 1U);
  ASSERT_EQ(done.failed.size(), 1U);
  EXPECT_NE(done.failed[0].reason.find("'k1' belongs to"), std::string::npos);
  EXPECT_EQ(texts(), (std::set<std::string>{"첫째", "둘째"}));
}

TEST_F(Add, AFileThatCannotBeReadAnyMoreKeepsWhatItHad) {
  file("a.txt", "doc - 여비 글");
  add();
  file("a.txt", "fail damaged now");
  EXPECT_EQ(add().failed.size(), 1U);
  EXPECT_EQ(texts(), (std::set<std::string>{"글"}));
}

TEST_F(Add, AnotherCollectionOrGroupReachesThePassages) {
  file("a.txt", "doc - 여비 글");
  add();
  options_.groups = {"hr"};
  EXPECT_EQ(add().updated, 1U);
  EXPECT_TRUE(library_->list(library::Asker{}).value().empty());
  options_.collection = "other";
  EXPECT_EQ(add().added, 1U);
  EXPECT_EQ(library_->list(library::owner()).value().size(), 2U);
}

TEST_F(Add, WhatACrashCutShortIsRedone) {
  const auto left = folder_.file("left.jsonl", "doc k1 하나 첫째\ndoc k2 둘 둘째");
  library::FileState state = library::reading(left.string());
  const auto scope = library_->scope_of("default", {}).value().id;
  state.id = library_->note_file(state, scope).value();
  ASSERT_TRUE(
      library_->keep(state.id, scope, std::vector{library::incoming("k1", "하나", {"옛"})}));
  open();  // the reading is forgotten, the row and the document are there
  file("a.txt", "doc - 여비 글");
  const Report done = add();  // says nothing of left.jsonl
  EXPECT_EQ(done.added, 2U);
  EXPECT_EQ(texts(), (std::set<std::string>{"글", "첫째", "둘째"}));
  EXPECT_TRUE(library_->files_in_stage("reading").value().empty());
}

TEST_F(Add, ALongFileComesInManyDeliveries) {
  std::string script;
  for (int i = 0; i < 5'000; ++i) {
    script += "doc id" + std::to_string(i) + " 제목 글 " + std::to_string(i) + "\n";
  }
  file("long.jsonl", script);
  std::size_t calls = 0;
  std::size_t most = 0;
  const auto done =
      ingest::add(*library_, *index_, {folder_ / "d"}, options_, [&](const Progress& now) {
        ++calls;
        most = std::max(most, now.passages);
        EXPECT_LE(now.files_done, now.files_total);
      });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(done->added, 5'000U);
  EXPECT_GE(calls, 1U);
  EXPECT_EQ(most, 5'000U);
  std::size_t changes = 0;
  ASSERT_TRUE(library_->changes_after(0, [&](const library::Change&) { return ++changes > 0; }));
  EXPECT_GE(changes, 5U);
  EXPECT_EQ(index_->passages().size(), 5'000U);
}

TEST_F(Add, AnIndexThatIsBehindOrLostIsBroughtUpToDate) {
  file("a.txt", "doc - 여비 글");
  add();
  const auto scope = library_->scope_of("default", {}).value().id;
  library::FileState state = library::reading("/gone");
  state.id = library_->note_file(state, scope).value();
  ASSERT_TRUE(library_->keep(state.id, scope, std::vector{library::incoming("k", "t", {"하나"})}));
  ASSERT_TRUE(library_->finish_file(state));
  EXPECT_EQ(ingest::check(*library_, *index_).value().size(), 2U);
  ASSERT_TRUE(ingest::catch_up(*library_, *index_));
  EXPECT_TRUE(ingest::check(*library_, *index_).value().empty());
  index_.reset();
  std::filesystem::remove_all(folder_ / "l/index");
  open();
  ASSERT_TRUE(ingest::catch_up(*library_, *index_));
  EXPECT_EQ(index_->passages(), library_->passage_ids().value());
  ASSERT_TRUE(ingest::rebuild(*library_, *index_));
  EXPECT_TRUE(ingest::check(*library_, *index_).value().empty());
}

// Whatever is added, changed, renamed and removed in whatever order: the library holds what an
// undisturbed add of the last state holds, and the index agrees with it after every step.
TEST_F(Add, AnyHistoryEndsInTheSameLibrary) {
  std::mt19937 random(11);
  for (int step = 0; step < 24; ++step) {
    const std::string name = std::to_string(random() % 5) + ".jsonl";
    const auto path = folder_ / ("d/" + name);
    switch (random() % 5) {
      case 0:
        std::filesystem::remove(path);
        if (library_->remove_path(path.string())) {
          ASSERT_TRUE(ingest::catch_up(*library_, *index_));
        }
        break;
      case 1:
        open();
        break;
      default: {
        std::string script;
        for (unsigned i = random() % 5; i > 0; --i) {
          script +=
              "doc " + name + std::to_string(i) + " 제목 글 " + std::to_string(random() % 4) + "\n";
        }
        file(name, script + "\n");
      }
    }
    add();
  }
  const auto fresh = library::opened(folder_ / "fresh");
  auto index = index::LexicalIndex::open(folder_ / "fresh/index", text::korean_analyzer());
  ASSERT_TRUE(ingest::add(*fresh, **index, {folder_ / "d"}, options_));
  const auto rows = library_->list(library::owner()).value();
  const auto expected = fresh->list(library::owner()).value();
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].id, expected[i].id);
    const auto ours = library_->passages_of(rows[i].id).value();
    const auto theirs = fresh->passages_of(rows[i].id).value();
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t n = 0; n < ours.size(); ++n) {
      EXPECT_EQ(ours[n].passage.text, theirs[n].passage.text);
    }
  }
}

}  // namespace
}  // namespace sillok::ingest
