#include "cli/configuration.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace sillok::cli {
namespace {

using Variables = std::vector<std::string>;

TEST(Configuration, IsWholeWithoutAnyFile) {
  const auto plain = parse_configuration("", "sillok.toml", {"HOME=/root", "SILLOK_LIBRARY=/x"});
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->listen, "127.0.0.1:8480");
  EXPECT_EQ(plain->passages.characters, 800U);
  EXPECT_EQ(plain->threshold, 0.5);
}

TEST(Configuration, TheFileRulesOverDefaultsAndVariablesOverTheFile) {
  const std::string file = R"(
listen = "127.0.0.1:9000"
[passages]
characters = 500
[reading]
seconds = 30
memory_mb = 512
[answers]
threshold = 0.25
[embedder]
url = "http://127.0.0.1:8080"
model = "bge-m3"
dimensions = 1024
question_prefix = "query: "
[reranker]
url = "http://127.0.0.1:8081"
model = "judge"
passages = 30
[groups]
hr = ["kim", "lee"]
board = ["lee"]
)";
  auto set = parse_configuration(file, "sillok.toml", {});
  ASSERT_TRUE(set) << set.error().line();
  EXPECT_EQ(set->listen, "127.0.0.1:9000");
  EXPECT_EQ(set->passages.characters, 500U);
  EXPECT_EQ(set->reading.seconds, 30);
  EXPECT_EQ(set->reading.memory_bytes, std::size_t{512} << 20);
  EXPECT_EQ(set->threshold, 0.25);
  EXPECT_EQ(set->embedder.url, "http://127.0.0.1:8080");
  EXPECT_EQ(set->embedder.model, "bge-m3");
  EXPECT_EQ(set->embedder.dimensions, 1'024U);
  EXPECT_EQ(set->embedder.question_prefix, "query: ");
  EXPECT_EQ(set->embedder.batch, 16U);
  EXPECT_EQ(set->reranker.url, "http://127.0.0.1:8081");
  EXPECT_EQ(set->reranker.model, "judge");
  EXPECT_EQ(set->reranker.passages, 30U);
  EXPECT_EQ(set->reranker.seconds, 5);
  EXPECT_EQ(set->groups_of("lee"), (std::vector<std::string>{"board", "hr"}));
  EXPECT_TRUE(set->groups_of("park").empty());
  set = parse_configuration(file, "sillok.toml",
                            {"SILLOK_READING_SECONDS=7", "SILLOK_LISTEN=127.0.0.1:1"});
  ASSERT_TRUE(set);
  EXPECT_EQ(set->reading.seconds, 7);
  EXPECT_EQ(set->listen, "127.0.0.1:1");
  EXPECT_EQ(set->reading.memory_bytes, std::size_t{512} << 20);
}

struct Wrong {
  std::string file;
  Variables variables;
  std::vector<std::string> words;  // all in the message
};

TEST(Configuration, WhatIsWrongIsNamed) {
  const std::vector<Wrong> cases{
      {"lsten = \"x\"", {}, {"unknown key 'lsten'", "sillok.toml"}},
      {"[reading]\nsecond = 1", {}, {"unknown key 'reading.second'"}},
      {"[nonsense]\na = 1", {}, {"unknown key 'nonsense.a'"}},
      {"[reading]\nseconds = \"1\"", {}, {"'reading.seconds' must be a number"}},
      {"[reading]\nseconds = 0", {}, {"'reading.seconds'", "1 to 86400"}},
      {"[reading]\nseconds = 1.5", {}, {"'reading.seconds'", "whole"}},
      {"[embedder]\ndimensions = 0", {}, {"'embedder.dimensions'", "1 to 4096"}},
      {"[embedder]\nurl = 8080", {}, {"'embedder.url'", "text"}},
      {"[answers]\nthreshold = 2", {}, {"'answers.threshold'", "0 to 1"}},
      {"[answers]\nthreshold = nan", {}, {"'answers.threshold'"}},
      {"[reading]\nseconds = inf", {}, {"'reading.seconds'"}},
      {"listen = 8480", {}, {"'listen' must be a text"}},
      {"groups = 1", {}, {"'groups' must be a table"}},
      {"[groups]\nhr = \"kim\"", {}, {"'groups.hr' must be a list"}},
      {"[groups]\nhr = [1]", {}, {"'groups.hr' must be a list"}},
      {"listen = \n", {}, {"line 1", "sillok.toml"}},
      {"", {"SILLOK_REDING_SECONDS=1"}, {"SILLOK_REDING_SECONDS: unknown variable"}},
      {"", {"SILLOK_READING_SECONDS=soon"}, {"SILLOK_READING_SECONDS", "'soon'"}},
      {"", {"SILLOK_READING_SECONDS=-1"}, {"'SILLOK_READING_SECONDS'"}},
  };
  for (const Wrong& wrong : cases) {
    const auto parsed = parse_configuration(wrong.file, "sillok.toml", wrong.variables);
    ASSERT_FALSE(parsed) << wrong.file;
    EXPECT_EQ(parsed.error().code, Code::usage);
    for (const std::string& words : wrong.words) {
      EXPECT_NE(parsed.error().line().find(words), std::string::npos) << parsed.error().line();
    }
    EXPECT_EQ(parsed.error().line().find('\n'), std::string::npos) << parsed.error().line();
  }
}

TEST(Configuration, WhoAsksFailsClosed) {
  const auto set = parse_configuration("[groups]\nhr = [\"kim\"]", "sillok.toml", {});
  ASSERT_TRUE(set);
  EXPECT_TRUE(set->asker("", "").everything);
  const library::Asker stranger = set->asker("nobody", "c");
  EXPECT_FALSE(stranger.everything);
  EXPECT_TRUE(stranger.groups.empty());
  EXPECT_EQ(stranger.collection, "c");
  EXPECT_EQ(set->asker("kim", "").groups, std::vector<std::string>{"hr"});
}

// Every key that docs/settings.md names, with the value it names, is one that is known.
TEST(Configuration, WhatIsDocumentedIsKnown) {
  std::ifstream document(SILLOK_SOURCE_DIR "/docs/settings.md");
  const std::regex row(R"(\| (?:`(\[\w+\])` )?`(\w+)` \| (\S+) \|.*)");
  std::string toml;
  std::size_t rows = 0;
  bool block = false;
  for (std::string line; std::getline(document, line);) {
    std::smatch found;
    if (line.starts_with("```")) {
      block = line == "```toml";
    } else if (block) {
      toml += line + "\n";
    } else if (std::regex_match(line, found, row)) {
      ++rows;
      std::string value = found[3];
      std::erase(value, '`');
      const auto set = parse_configuration(
          found[1].str() + "\n" + found[2].str() + " = " + value + "\n", "settings.md", {});
      EXPECT_TRUE(set) << line << ": " << set.error().line();
    }
  }
  EXPECT_EQ(rows, 10U);
  const auto set = parse_configuration(toml, "settings.md", {});
  ASSERT_TRUE(set) << set.error().line();
  EXPECT_EQ(set->embedder.model, "bge-m3");
  EXPECT_EQ(set->reranker.passages, model::RerankerOptions{}.passages) << "the default is named";
  EXPECT_EQ(set->groups_of("kim"), (std::vector<std::string>{"hr"}));
}

}  // namespace
}  // namespace sillok::cli
