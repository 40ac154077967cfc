// Rules of the house that a compiler does not know.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "sources.h"

namespace sillok::house {
namespace {

namespace fs = std::filesystem;

// A file above this has a reason, which stands in its first lines.
constexpr std::size_t kMostLines = 600;
constexpr std::size_t kMostHeaderLines = 200;

std::string inside(const fs::path& file) {
  return fs::relative(file, root()).string();
}

// Generated tables say so in their first line.
bool is_generated(const std::vector<std::string>& lines) {
  return !lines.empty() && lines[0].find("enerated") != std::string::npos;
}

TEST(Sources, FilesStayReadable) {
  for (const char* folder : {"src", "tests", "fuzz"}) {
    for (const fs::path& file : sources_under(folder)) {
      const std::vector<std::string> lines = lines_of(file);
      if (is_generated(lines)) continue;
      const bool header = file.extension() == ".h";
      EXPECT_LE(lines.size(), header ? kMostHeaderLines : kMostLines) << inside(file);
    }
  }
}

TEST(Sources, NothingIsAManager) {
  const std::regex type(R"(\b(class|struct)\s+\w*(Manager|Helper|Handler|Util|Utils|Misc|Base)\b)");
  const std::set<std::string> names{"util",   "utils",   "common", "misc",
                                    "helper", "helpers", "manager"};
  for (const fs::path& file : sources_under("src")) {
    for (const fs::path& part : fs::relative(file, root() / "src")) {
      EXPECT_FALSE(names.count(part.stem().string())) << inside(file);
    }
    for (const std::string& line : lines_of(file)) {
      EXPECT_FALSE(std::regex_search(line, type)) << inside(file) << ": " << line;
    }
  }
}

TEST(Sources, HeadersAreGuardedOnceAndOpenWithTheirPurpose) {
  for (const fs::path& file : sources_under("src")) {
    if (file.extension() != ".h") continue;
    const std::vector<std::string> lines = lines_of(file);
    ASSERT_FALSE(lines.empty()) << inside(file);
    EXPECT_EQ(lines[0].rfind("//", 0), 0u) << inside(file) << ": say what it is for";
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "#pragma once"), 1) << inside(file);
  }
}

// Heavy libraries are compiled once, in the file that uses them.
TEST(Sources, HeadersDoNotSpreadThirdPartyLibraries) {
  const std::regex third_party(
      R"(#include <(nlohmann|boost|CLI|unicode|poppler|pugixml|toml|sqlite3|fmt|spdlog|gumbo|simdjson|openssl).*)");
  for (const fs::path& file : sources_under("src")) {
    if (file.extension() != ".h") continue;
    // A header that only its own room includes may name what the room is made of.
    const std::string room = file.parent_path().filename();
    bool shared = false;
    const std::string include = "#include \"" + room + "/" + file.filename().string() + "\"";
    for (const fs::path& other : sources_under("src")) {
      if (other.parent_path() == file.parent_path()) continue;
      const std::vector<std::string> lines = lines_of(other);
      shared = shared || std::count(lines.begin(), lines.end(), include) > 0;
    }
    if (!shared) continue;
    for (const std::string& line : lines_of(file)) {
      EXPECT_FALSE(std::regex_match(line, third_party)) << inside(file) << ": " << line;
    }
  }
}

// Sillok fetches nothing: no name is ever looked up, no program started by a shell, and only the
// server has to do with sockets (the reading room talks to its child over a Unix pair). The one
// client is that of a model's server, which is reached only where sillok.toml names one.
TEST(Sources, NothingReachesForTheNetworkOrAShell) {
  const std::regex outward(
      R"(\b(getaddrinfo|gethostbyname|curl_easy_init|tcp::resolver|async_resolve|system|popen)\s*\()"
      R"(|\bip::tcp::resolver\b|<curl/curl\.h>|\bexecl[pe]?\s*\(|\bexecvp?e?\s*\()");
  const std::regex sockets(R"(\bAF_INET6?\b|<netinet/|<arpa/inet|\bboost/(asio|beast))");
  for (const fs::path& file : sources_under("src")) {
    const bool server = inside(file).rfind("src/serve/", 0) == 0;
    if (inside(file) == "src/model/endpoint.cpp") continue;
    for (const std::string& line : lines_of(file)) {
      const std::string code = line.substr(0, line.find("//"));
      EXPECT_FALSE(std::regex_search(code, outward)) << inside(file) << ": " << line;
      EXPECT_TRUE(server || !std::regex_search(code, sockets)) << inside(file) << ": " << line;
    }
  }
}

}  // namespace
}  // namespace sillok::house
