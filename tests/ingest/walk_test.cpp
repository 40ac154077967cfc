#include "ingest/walk.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../library/setup.h"
#include "ingest/queue.h"

#include <thread>

namespace sillok::ingest {
namespace {

using Names = std::vector<std::string>;
using library::Folder;

struct Walked {
  Names files;
  Names problems;
};

Walked walked(const Folder& folder, const std::vector<std::filesystem::path>& paths,
              const std::string& library = "library") {
  const std::string base = std::filesystem::canonical(folder / ".").string() + "/";
  Walked found;
  Walk(paths, folder / library)
      .each(
          [&](const FoundFile& file) {
            EXPECT_EQ(file.path.string().rfind(base, 0), 0U);
            found.files.push_back(file.path.string().substr(base.size()));
            return true;
          },
          [&](const std::filesystem::path& path, const std::string& reason) {
            found.problems.push_back(path.filename().string() + ": " + reason);
          });
  return found;
}

TEST(Walk, GoesInOrderAndLeavesOutWhatIsNoDocument) {
  Folder folder;
  for (const char* name : {"b", "a", "a/z", "a/.hidden", ".git", "library"}) {
    std::filesystem::create_directories(folder / name);
  }
  for (const char* name : {"b/2", "b/10", "a/z/y", "a/x", "a/.dot", "a/~$x.docx", ".git/config",
                           "a/.hidden/h", "library/library.db", "가", "c"}) {
    folder.file(name, "x");
  }
  std::filesystem::create_symlink(folder / "c", folder / "link");
  std::filesystem::create_directory_symlink(folder / "a", folder / "loop");
  mkfifo((folder / "pipe").c_str(), 0600);
  const Walked all = walked(folder, {folder / "."});
  EXPECT_EQ(all.files, (Names{"a/x", "a/z/y", "b/10", "b/2", "c", "가"}));
  EXPECT_TRUE(all.problems.empty());
}

TEST(Walk, TakesWhatIsNamedOnceAndAsItReallyIs) {
  Folder folder;
  std::filesystem::create_directories(folder / "a/b");
  folder.file("a/b/1", "x");
  folder.file(".dot", "x");
  std::filesystem::create_directory_symlink(folder / "a", folder / "link");
  mkfifo((folder / "pipe").c_str(), 0600);
  const Walked found =
      walked(folder, {folder / "a/b/1", folder / "a", folder / "link/b", folder / "a/./b/../b/1",
                      folder / ".dot", folder / "pipe", folder / "none", folder / "a/b/1/under"});
  EXPECT_EQ(found.files, (Names{".dot", "a/b/1"}));
  ASSERT_EQ(found.problems.size(), 2U);
  EXPECT_NE(found.problems[0].find("none: there is no such file"), std::string::npos);
  EXPECT_NE(found.problems[1].find("pipe"), std::string::npos);
}

TEST(Walk, StopsWhenTold) {
  Folder folder;
  for (const char* name : {"1", "2", "3"}) folder.file(name, "x");
  int count = 0;
  Walk({folder / "."}, folder / "l")
      .each([&](const FoundFile&) { return ++count < 2; }, [](const auto&, const auto&) {});
  EXPECT_EQ(count, 2);
}

TEST(Walk, AFolderWithoutPermissionIsToldAndTheRestGoesOn) {
  Folder folder;
  std::filesystem::create_directory(folder / "shut");
  folder.file("shut/secret", "x");
  folder.file("open", "x");
  std::filesystem::permissions(folder / "shut", std::filesystem::perms(0));
  std::filesystem::permissions(folder / ".", std::filesystem::perms(0755));
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(9);
    const Walked found = walked(folder, {folder / "."});
    const bool told =
        found.problems.size() == 1 && found.problems[0].find("shut: permission denied") == 0;
    _exit(told && found.files == Names{"open"} ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  std::filesystem::permissions(folder / "shut", std::filesystem::perms(0755));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Queue, HoldsNoMoreThanItsCapacity) {
  Queue<int> queue(10);
  std::thread fast([&] {
    for (int i = 0; i < 200; ++i) EXPECT_TRUE(queue.push(i, i % 7 == 0 ? 25 : 4));
    queue.close();
  });
  int expected = 0;
  for (;;) {
    const std::vector<int> taken = queue.pop(12);
    if (taken.empty()) break;
    EXPECT_LE(taken.size(), 3U);
    for (const int each : taken) EXPECT_EQ(each, expected++);
  }
  fast.join();
  EXPECT_EQ(expected, 200);
}

TEST(Queue, AbandonedItGivesAndTakesNothing) {
  Queue<int> queue(10);
  EXPECT_TRUE(queue.push(1, 10));
  std::thread waiting([&] { EXPECT_FALSE(queue.push(2, 10)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  queue.abandon();
  waiting.join();
  EXPECT_TRUE(queue.pop(10).empty());
}

}  // namespace
}  // namespace sillok::ingest
