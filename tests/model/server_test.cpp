// The client of embedding servers, against a small server that says what each test wants.
#include "model/server.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "small_server.h"

namespace sillok::model {
namespace {

using Json = nlohmann::json;

ServerOptions options_for(const std::string& url) {
  ServerOptions options;
  options.url = url;
  options.model = "small";
  options.dimensions = 3;
  options.seconds = 5;
  return options;
}

// A vector by each text's length, in turned order: the index counts.
Answer by_length(const std::string& body) {
  const Json request = Json::parse(body);
  Json data = Json::array();
  std::size_t index = request["input"].size();
  while (index-- > 0) {
    const auto length = request["input"][index].get<std::string>().size();
    data.push_back({{"index", index}, {"embedding", {3.0, 4.0 * double(length), 0.0}}});
  }
  return {200, Json{{"data", data}}.dump()};
}

Result<Vectors> ask(const ServerOptions& options, std::vector<std::string_view> texts,
                    Purpose purpose = Purpose::passage) {
  const auto embedder = ServerEmbedder::open(options);
  if (!embedder) return fail(embedder.error());
  return (*embedder)->embed(texts, purpose);
}

TEST(ServerEmbedder, SendsBatchesAndBringsVectorsToLength1) {
  std::vector<Json> seen;
  const Server server([&](const std::string& head, const std::string& body) {
    EXPECT_EQ(head.rfind("POST /v1/embeddings HTTP/1.1", 0), 0U) << head;
    EXPECT_EQ(head.find("Authorization"), std::string::npos);
    seen.push_back(Json::parse(body));
    return by_length(body);
  });
  ServerOptions options = options_for(server.url());
  options.batch = 2;
  options.characters = 4;
  options.question_prefix = "q: ";
  const auto vectors = ask(options, {"가", "", "나다라마바"});
  ASSERT_TRUE(vectors) << vectors.error().line();
  ASSERT_EQ(vectors->size(), 3U);
  const auto length = [](const std::vector<float>& v) { return v[1] / v[0] * 3 / 4; };
  EXPECT_NEAR(length((*vectors)[0]), 3, 1e-4);
  EXPECT_NEAR(length((*vectors)[1]), 1, 1e-4) << "an empty text is sent as a space";
  EXPECT_NEAR(length((*vectors)[2]), 12, 1e-3) << "cut to four characters";
  EXPECT_NEAR((*vectors)[1][0], 0.6, 1e-6);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0]["model"], "small");
  EXPECT_EQ(seen[0]["input"], (Json{"가", " "}));
  EXPECT_EQ(seen[1]["input"], (Json{"나다라마"}));
  EXPECT_TRUE(ask(options, {"가"}, Purpose::question));
  EXPECT_EQ(seen.back()["input"], (Json{"q: 가"}));
}

TEST(ServerEmbedder, AddressesAsPeopleWriteThem) {
  const Server server([&](const std::string& head, const std::string& body) {
    EXPECT_EQ(head.rfind("POST /v1/embeddings HTTP/1.1", 0), 0U) << head;
    return by_length(body);
  });
  for (const char* path : {"", "/", "/v1", "/v1/", "/v1/embeddings"}) {
    EXPECT_TRUE(ask(options_for(server.url() + path), {"가"})) << path;
  }
  ServerOptions options = options_for(server.url());
  const std::string version = (*ServerEmbedder::open(options))->version();
  options.url += "/v1";
  EXPECT_EQ((*ServerEmbedder::open(options))->version(), version) << "the address is no part of it";
  options.passage_prefix = "p: ";
  EXPECT_NE((*ServerEmbedder::open(options))->version(), version);
}

TEST(ServerEmbedder, WrongOptions) {
  struct Case {
    const char* word;
    std::function<void(ServerOptions&)> spoil;
  };
  const std::vector<Case> cases{
      {"url", [](ServerOptions& o) { o.url = "ftp://127.0.0.1/"; }},
      {"url", [](ServerOptions& o) { o.url = "file:///etc/passwd"; }},
      {"url", [](ServerOptions& o) { o.url = "no address"; }},
      {"password", [](ServerOptions& o) { o.url = "http://me:secret@127.0.0.1/"; }},
      {"model", [](ServerOptions& o) { o.model = ""; }},
      {"dimensions", [](ServerOptions& o) { o.dimensions = 0; }},
      {"dimensions", [](ServerOptions& o) { o.dimensions = 5'000; }},
      {"key_file", [](ServerOptions& o) { o.key_file = "/no/such/file"; }},
      {"clear",
       [](ServerOptions& o) {
         o.url = "http://192.0.2.1/";
         o.key_file = "/dev/null";
       }},
  };
  for (const Case& each : cases) {
    ServerOptions options = options_for("http://127.0.0.1:1");
    each.spoil(options);
    const auto embedder = ServerEmbedder::open(options);
    ASSERT_FALSE(embedder) << each.word;
    EXPECT_EQ(embedder.error().code, Code::usage);
    EXPECT_NE(embedder.error().message.find(each.word), std::string::npos)
        << embedder.error().message;
  }
}

TEST(ServerEmbedder, SendsTheKey) {
  std::string head_seen;
  const Server server([&](const std::string& head, const std::string& body) {
    head_seen = head;
    return by_length(body);
  });
  std::string path = "/tmp/sillok-key-XXXXXX";
  ::close(::mkstemp(path.data()));
  std::ofstream(path) << "secret-1\n";
  ServerOptions options = options_for(server.url());
  options.key_file = path;
  EXPECT_TRUE(ask(options, {"가"}));
  EXPECT_NE(head_seen.find("Authorization: Bearer secret-1\r\n"), std::string::npos);
  std::ofstream(path) << "se cret\n";
  EXPECT_FALSE(ask(options, {"가"}));
  ::unlink(path.c_str());
}

TEST(ServerEmbedder, FailuresSayWhatToDo) {
  struct Case {
    Answer answer;
    Code code;
    const char* word;
  };
  const std::string vectors_2 = R"({"data":[{"index":0,"embedding":[1,2]}]})";
  const std::vector<Case> cases{
      {{401, R"({"error":{"message":"bad key"}})"}, Code::usage, "bad key"},
      {{404, R"({"error":"no\u0007 such\nmodel"})"}, Code::usage, "no  such model"},
      {{500, "input is too large"}, Code::busy, "characters"},
      {{302, "", "Location: http://127.0.0.1:1/\r\n"}, Code::usage, "302"},
      {{200, "hello"}, Code::unsupported, "format"},
      {{200, R"({"data":5})"}, Code::unsupported, "format"},
      {{200, R"({"data":[]})"}, Code::unsupported, "each text"},
      {{200, R"({"data":[5]})"}, Code::unsupported, "format"},
      {{200, vectors_2}, Code::unsupported, "2 dimensions"},
      {{200, R"({"data":[{"index":7,"embedding":[1,2,3]}]})"}, Code::unsupported, "order"},
      {{200, R"({"data":[{"embedding":[1,"x",3]}]})"}, Code::unsupported, "numbers"},
      {{200, R"({"data":[{"embedding":[1e39,1e300,3]}]})"}, Code::unsupported, "numbers"},
      {{200, std::string(200'000, ' ')}, Code::unsupported, "too long"},
  };
  for (const Case& each : cases) {
    const Server server([&](const std::string&, const std::string&) { return each.answer; });
    const auto vectors = ask(options_for(server.url()), {"가"});
    ASSERT_FALSE(vectors) << each.word;
    EXPECT_EQ(vectors.error().code, each.code) << vectors.error().line();
    EXPECT_NE(vectors.error().message.find(each.word), std::string::npos)
        << vectors.error().message;
    EXPECT_EQ(vectors.error().message.find('\n'), std::string::npos);
    EXPECT_EQ(server.requests(), 1);
  }
}

TEST(ServerEmbedder, WaitsWhileTheModelIsLoading) {
  int asked = 0;
  const Server server([&](const std::string&, const std::string& body) {
    return ++asked == 1 ? Answer{503, R"({"error":{"message":"Loading model"}})"} : by_length(body);
  });
  EXPECT_TRUE(ask(options_for(server.url()), {"가"}));
  EXPECT_EQ(asked, 2);
}

TEST(ServerEmbedder, NoServer) {
  std::string url;
  {
    url = Server([](const auto&, const auto&) { return Answer{}; }).url();
  }
  const auto refused = ask(options_for(url), {"가"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::busy);
  const Server slow([](const std::string&, const std::string& body) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
    return by_length(body);
  });
  ServerOptions options = options_for(slow.url());
  options.seconds = 1;
  const auto late = ask(options, {"가"});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::busy);
}

TEST(ServerEmbedder, ManyThreads) {
  const Server server([](const std::string&, const std::string& body) { return by_length(body); });
  const auto embedder = *ServerEmbedder::open(options_for(server.url()));
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const std::string_view text = "가나다";
        const auto vectors = embedder->embed({&text, 1}, Purpose::question);
        if (vectors && vectors->size() == 1) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 40);
}

}  // namespace
}  // namespace sillok::model
