// Who may include whom: src/arrows.txt against every #include and every USES of the build.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "sources.h"

namespace sillok::house {
namespace {

namespace fs = std::filesystem;

using Arrows = std::map<std::string, std::set<std::string>>;

Arrows allowed_arrows() {
  Arrows arrows;
  for (const std::string& line : lines_of(root() / "src/arrows.txt")) {
    const std::size_t colon = line.find(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    std::istringstream rooms(line.substr(colon + 1));
    std::set<std::string>& to = arrows[line.substr(0, colon)];
    for (std::string room; rooms >> room;) to.insert(room);
  }
  return arrows;
}

std::string room_of(const fs::path& file) {
  const fs::path inside = fs::relative(file, root() / "src");
  return inside.has_parent_path() ? inside.begin()->string() : "main";
}

TEST(Arrows, EveryRoomHasALineAndEveryLineARoom) {
  const Arrows arrows = allowed_arrows();
  for (const auto& entry : fs::directory_iterator(root() / "src")) {
    if (fs::exists(entry.path() / "CMakeLists.txt")) {
      EXPECT_TRUE(arrows.count(entry.path().filename())) << entry.path();
    }
  }
  for (const auto& [room, uses] : arrows) {
    EXPECT_TRUE(room == "main" || fs::is_directory(root() / "src" / room)) << room;
    for (const std::string& used : uses)
      EXPECT_TRUE(arrows.count(used)) << room << " uses " << used;
  }
}

// A room may be used by others only if none of what it uses leads back to it.
TEST(Arrows, NeverLeadInACircle) {
  const Arrows arrows = allowed_arrows();
  for (const auto& [start, unused] : arrows) {
    std::set<std::string> reached;
    std::vector<std::string> open(arrows.at(start).begin(), arrows.at(start).end());
    while (!open.empty()) {
      const std::string room = open.back();
      open.pop_back();
      if (!reached.insert(room).second || !arrows.count(room)) continue;
      open.insert(open.end(), arrows.at(room).begin(), arrows.at(room).end());
    }
    EXPECT_FALSE(reached.count(start)) << start;
  }
}

TEST(Arrows, EveryIncludeIsAllowed) {
  const Arrows arrows = allowed_arrows();
  for (const fs::path& file : sources_under("src")) {
    const std::string room = room_of(file);
    const auto allowed = arrows.find(room);
    ASSERT_NE(allowed, arrows.end()) << file;
    for (const std::string& line : lines_of(file)) {
      if (line.rfind("#include \"", 0) != 0) continue;
      const std::string path = line.substr(10, line.find('"', 10) - 10);
      const std::string from = path.substr(0, path.find('/'));
      EXPECT_NE(from, path) << file << ": " << line << " (write room/file.h)";
      EXPECT_TRUE(from == room || allowed->second.count(from)) << file << ": " << line;
    }
  }
}

TEST(Arrows, TheBuildLinksWhatIsAllowed) {
  const Arrows arrows = allowed_arrows();
  for (const auto& [room, allowed] : arrows) {
    bool uses = false;
    for (const std::string& line : lines_of(root() / "src" / room / "CMakeLists.txt")) {
      std::istringstream words(line.substr(0, line.find('#')));
      for (std::string word; words >> word;) {
        const bool last = word.back() == ')';
        if (last) word.pop_back();
        if (word == "USES" || word == "LINKS" || word == "SOURCES") {
          uses = word == "USES";
        } else if (uses && !word.empty()) {
          EXPECT_TRUE(allowed.count(word)) << room << " USES " << word;
        }
        if (last) uses = false;
      }
    }
  }
}

}  // namespace
}  // namespace sillok::house
