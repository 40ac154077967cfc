#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "library/library.h"
#include "library/originals.h"
#include "library/schema.h"
#include "setup.h"

namespace sillok::library {
namespace {

void run_sql(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(handle);
}

TEST(Opening, AReaderNeedsALibraryAndMakesNone) {
  Folder folder;
  const auto missing = Library::open(folder / "none", Access::read);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::not_found);
  EXPECT_NE(missing.error().message.find("sillok add"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
}

TEST(Opening, AnotherWriterIsNamed) {
  Folder folder;
  auto first = opened(folder / "l");
  const auto second = Library::open(folder / "l", Access::write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::busy);
  EXPECT_NE(second.error().message.find(std::to_string(getpid())), std::string::npos);
  EXPECT_NE(opened(folder / "l", Access::read), nullptr) << "readers are welcome meanwhile";
  first.reset();
  EXPECT_NE(opened(folder / "l"), nullptr);
}

// A process that a killed writer was just starting holds the lock until it has begun.
TEST(Opening, WhatAKilledWriterLeftBehindIsWaitedFor) {
  Folder folder;
  opened(folder / "l").reset();
  const pid_t dead = fork();
  if (dead == 0) _exit(0);
  waitpid(dead, nullptr, 0);
  const int left = open((folder / "l" / "writer.lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(flock(left, LOCK_EX | LOCK_NB), 0);
  const std::string owner = std::to_string(dead) + "\n";
  ASSERT_EQ(write(left, owner.data(), owner.size()), static_cast<ssize_t>(owner.size()));
  const auto refused = Library::open(folder / "l", Access::write);
  ASSERT_FALSE(refused) << "not for ever";
  EXPECT_EQ(refused.error().code, Code::busy);
  std::thread begins([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    close(left);
  });
  EXPECT_NE(opened(folder / "l"), nullptr);
  begins.join();
}

TEST(Opening, ANewerLibraryIsRefusedAndNotTouched) {
  Folder folder;
  opened(folder / "l").reset();
  run_sql(folder / "l" / "library.db", "PRAGMA user_version = 99");
  for (const Access access : {Access::read, Access::write}) {
    const auto newer = Library::open(folder / "l", access);
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, Code::unsupported);
    EXPECT_NE(newer.error().message.find("newer version of sillok (schema 99)"), std::string::npos);
  }
}

TEST(Opening, SomebodyElsesDatabaseIsRefusedAndNotTouched) {
  Folder folder;
  std::filesystem::create_directory(folder / "l");
  run_sql(folder / "l" / "library.db", "CREATE TABLE theirs(x)");
  for (const Access access : {Access::read, Access::write}) {
    const auto theirs = Library::open(folder / "l", access);
    ASSERT_FALSE(theirs);
    EXPECT_EQ(theirs.error().code, Code::unsupported) << theirs.error().line();
  }
  folder.file("l/library.db", "this is not a database at all, but a text of some length");
  EXPECT_EQ(Library::open(folder / "l", Access::write).error().code, Code::storage);
}

// The scaffold for every migration to come: from each old version, and from nothing, the last one
// is reached, and what was kept is still there.
TEST(Opening, EveryOldVersionIsMigrated) {
  const std::vector<Migration> steps{
      {1, "CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT NOT NULL)"},
      {2, "ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'"},
      {3, "CREATE INDEX notes_by_author ON notes(author)"},
  };
  for (std::size_t from = 1; from <= steps.size(); ++from) {
    Folder folder;
    const auto file = folder / "library.db";
    auto db = std::move(*Connection::open(file, Connection::Mode::create));
    ASSERT_TRUE(migrate(*db, std::span(steps).first(from), file));
    db->run("INSERT INTO notes(text) VALUES('kept')");
    if (from < steps.size()) {
      EXPECT_EQ(check_schema(*db, steps, file).error().code, Code::unsupported);
    }
    ASSERT_TRUE(migrate(*db, steps, file));
    ASSERT_TRUE(migrate(*db, steps, file)) << "a second time changes nothing";
    EXPECT_TRUE(check_schema(*db, steps, file));
    EXPECT_EQ(db->number("SELECT count(*) FROM notes WHERE author = 'nobody'"), 1);
    EXPECT_TRUE(db->outcome());
  }
}

TEST(Opening, AFailedMigrationLeavesTheOldVersion) {
  const std::vector<Migration> good{{1, "CREATE TABLE notes(text TEXT)"}};
  const std::vector<Migration> bad{good[0], {2, "CREATE TABLE more(x); CREATE TABLE notes(y)"}};
  Folder folder;
  const auto file = folder / "library.db";
  auto db = std::move(*Connection::open(file, Connection::Mode::create));
  ASSERT_TRUE(migrate(*db, good, file));
  EXPECT_FALSE(migrate(*db, bad, file));
  db->forget_error();
  EXPECT_EQ(db->number("PRAGMA user_version"), 1);
  EXPECT_EQ(db->number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"), 0);
}

TEST(Opening, ALibraryOfTheFirstSchemaKeepsItsPassages) {
  Folder folder;
  std::filesystem::create_directory(folder / "l");
  const auto file = folder / "l/library.db";
  {
    auto db = std::move(*Connection::open(file, Connection::Mode::create));
    ASSERT_TRUE(migrate(*db, migrations().first(1), file));
    db->run("INSERT INTO scopes VALUES(1, 'default', '[]')");
    db->run("INSERT INTO files VALUES(1, '/a.txt', 'default', 1, 1, 1, '', 'kept', '', 1)");
    db->run(
        "INSERT INTO documents VALUES(1, 'a', 1, 1, 0, 1, '글', 'text', 1, '2025', 1, '[]', "
        "x'00')");
    db->run("INSERT INTO passages VALUES(1, 1, 0, 0, '글', '', '[]', '[[0,0,\"\"]]')");
    ASSERT_TRUE(db->outcome()) << db->outcome().error().line();
  }
  const auto library = opened(folder / "l");
  const auto passages = library->passages_of("a").value();
  ASSERT_EQ(passages.size(), 1U);
  EXPECT_EQ(passages[0].passage.text, "글");
  EXPECT_EQ(passages[0].passage.defined, "");
}

TEST(Opening, TheShippedMigrationsRiseByOne) {
  int expected = 0;
  for (const Migration& step : migrations()) EXPECT_EQ(step.number, ++expected);
}

TEST(Opening, AReadOnlyFolderCanBeRead) {
  Folder folder;
  {
    const auto library = opened(folder / "l");
    keep_file(*library, "/a", {incoming("", "t", {"글"})});
  }
  std::filesystem::permissions(folder / "l", std::filesystem::perms(0555));
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0) {  // root may write anywhere
      std::filesystem::permissions((folder / "l").parent_path(), std::filesystem::perms(0755));
      std::filesystem::permissions(folder / "l" / "library.db", std::filesystem::perms(0444));
      if (setgid(65534) != 0 || setuid(65534) != 0) _exit(9);
    }
    const auto reader = Library::open(folder / "l", Access::read);
    if (!reader || texts(**reader) != std::vector<std::string>{"글"}) _exit(1);
    const auto writer = Library::open(folder / "l", Access::write);
    if (writer || writer.error().code != Code::storage) _exit(2);
    const auto recorded = (*reader)->record_answer("x", "{}");
    _exit(recorded ? 3 : 0);
  }
  int status = -1;
  waitpid(child, &status, 0);
  std::filesystem::permissions(folder / "l", std::filesystem::perms(0755));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// A limit on the size of files stands in for a full disk; at every limit either the whole batch is
// there or none of it, and the library takes more once there is room.
TEST(Opening, AFullDiskLeavesTheOldState) {
  Folder folder;
  std::string big;
  for (int i = 0; i < 20'000; ++i) big += std::to_string(i * 7919) + " ";
  {
    const auto library = opened(folder / "l");
    keep_file(*library, "/old", {incoming("", "old", {"먼저 있던 글"})});
  }
  const auto source = folder.file("source", big);
  int failures = 0;
  for (rlim_t limit = 4096; limit < (1U << 21); limit = limit * 3 / 2) {
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit cap{limit, limit};
      setrlimit(RLIMIT_FSIZE, &cap);
      const auto library = Library::open(folder / "l", Access::write);
      if (!library) _exit(library.error().code == Code::storage ? 1 : 9);
      const auto original = (*library)->keep_original(source);
      if (!original) _exit(original.error().code == Code::storage ? 1 : 9);
      const auto done = (*library)->together([&]() -> Result<void> {
        FileState state = reading("/new", *original);
        const auto scope = (*library)->scope_of("default", {});
        if (!scope) return fail(scope.error());
        const auto id = (*library)->note_file(state, scope->id);
        if (!id) return fail(id.error());
        state.id = *id;
        const auto kept =
            (*library)->keep(state.id, scope->id, std::vector{incoming("", "new", {big, "끝"})});
        if (!kept) return fail(kept.error());
        const auto finished = (*library)->finish_file(state);
        if (!finished) return fail(finished.error());
        return {};
      });
      if (done) _exit(0);
      _exit(done.error().code == Code::storage ? 1 : 9);
    }
    int status = -1;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    ASSERT_NE(WEXITSTATUS(status), 9) << limit;
    const auto library = opened(folder / "l", Access::read);
    ASSERT_NE(library, nullptr) << limit;
    EXPECT_EQ(library->list(owner()).value().size(), WEXITSTATUS(status) == 0 ? 2U : 1U) << limit;
    EXPECT_TRUE(library->check().value().empty()) << limit;
    failures += WEXITSTATUS(status);
    if (WEXITSTATUS(status) == 0) break;
  }
  EXPECT_GT(failures, 3);
}

TEST(Opening, WhatAKilledWriterLeftOfOriginalsIsSwept) {
  Folder folder;
  const auto source = folder.file("a.txt", "글");
  const auto library = folder / "l";
  const pid_t child = fork();
  if (child == 0) {
    const auto writer = Library::open(library, Access::write);
    Originals originals(library / "originals");
    if (!originals.take(source) || !originals.settle()) _exit(1);
    (void)originals.take(folder.file("b.txt", "다른 글"));
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  const auto digest = digest_of_file(source).value();
  ASSERT_TRUE(std::filesystem::exists(library / "originals" / digest.substr(0, 2) / digest));
  opened(library).reset();
  EXPECT_FALSE(std::filesystem::exists(library / "originals" / digest.substr(0, 2) / digest));
  EXPECT_FALSE(std::filesystem::exists(library / "originals" / "incoming"));
}

TEST(Opening, CheckFindsDamage) {
  Folder folder;
  {
    const auto library = opened(folder / "l");
    keep_file(*library, "/a", {incoming("", "t", {"하나", "둘"})});
    EXPECT_TRUE(library->check().value().empty());
  }
  run_sql(folder / "l" / "library.db", "DELETE FROM passages WHERE ordinal = 1");
  const auto findings = opened(folder / "l", Access::read)->check().value();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(findings[0].find("1 of 2 passages"), std::string::npos);
}

}  // namespace
}  // namespace sillok::library
