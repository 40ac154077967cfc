// The client of reranking servers, against a small server that says what each test wants.
#include "model/reranker.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "small_server.h"

namespace sillok::model {
namespace {

using Json = nlohmann::json;

RerankerOptions options_for(const std::string& url) {
  RerankerOptions options;
  options.url = url;
  options.model = "small";
  options.seconds = 2;
  options.characters = 10;
  return options;
}

Result<std::vector<double>> ask(const ServerReranker& reranker) {
  const std::vector<std::string_view> passages{"가", "나나나", "다다다다다다다다다다다다"};
  return reranker.relevance("무엇인가요?", passages);
}

// The longer the better; in turned order: the index counts.
Answer by_length(const std::string& body) {
  const Json request = Json::parse(body);
  Json results = Json::array();
  for (std::size_t i = request["documents"].size(); i-- > 0;) {
    const auto length = request["documents"][i].get<std::string>().size();
    results.push_back({{"index", i}, {"relevance_score", double(length) - 5}});
  }
  return {200, Json{{"results", results}}.dump()};
}

TEST(Reranker, GivesANumberForEachPassageInTheirOrder) {
  std::string path, asked;
  const Server server([&](const std::string& head, const std::string& body) {
    path = head.substr(0, head.find(" HTTP"));
    asked = body;
    return by_length(body);
  });
  const auto reranker = ServerReranker::open(options_for(server.url()));
  ASSERT_TRUE(reranker);
  const auto scores = ask(**reranker);
  ASSERT_TRUE(scores) << scores.error().message;
  EXPECT_EQ(*scores, (std::vector<double>{-2, 4, 25})) << "ten characters of the last";
  EXPECT_EQ(path, "POST /v1/rerank");
  EXPECT_EQ(Json::parse(asked)["model"], "small");
  EXPECT_EQ(Json::parse(asked)["query"], "무엇인가요?");
}

TEST(Reranker, WhatIsNoJudgementIsRefused) {
  for (const char* body :
       {"", "[]", "{}", R"({"results":1})", R"({"results":[]})",
        R"({"results":[{"index":0,"relevance_score":1},{"index":1,"relevance_score":1}]})",
        R"({"results":[{"index":0,"score":1},{"index":1,"score":1},{"index":1,"score":1}]})",
        R"({"results":[{"index":0,"score":1},{"index":1,"score":1},{"index":3,"score":1}]})",
        R"({"results":[{"index":0,"score":"x"},{"index":1,"score":1},{"index":2,"score":1}]})",
        R"({"results":[{"index":-1,"score":1},{"index":1,"score":1},{"index":2,"score":1}]})"}) {
    const Server server([&](const std::string&, const std::string&) { return Answer{200, body}; });
    const auto reranker = ServerReranker::open(options_for(server.url()));
    ASSERT_TRUE(reranker);
    const auto scores = ask(**reranker);
    ASSERT_FALSE(scores) << body;
    EXPECT_EQ(scores.error().code, Code::unsupported) << body;
  }
}

TEST(Reranker, AServerThatFailedIsLeftAloneForAWhile) {
  const Server server([](const std::string&, const std::string&) { return Answer{500, "no"}; });
  const auto reranker = ServerReranker::open(options_for(server.url()));
  ASSERT_TRUE(reranker);
  const auto first = ask(**reranker);
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, Code::busy);
  const int requests = server.requests();
  const auto second = ask(**reranker);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::busy);
  EXPECT_EQ(server.requests(), requests) << "not asked again";
}

TEST(Reranker, WrongOptionsAreTold) {
  RerankerOptions nameless = options_for("http://127.0.0.1:1");
  nameless.model.clear();
  const auto unnamed = ServerReranker::open(nameless);
  ASSERT_FALSE(unnamed);
  EXPECT_NE(unnamed.error().message.find("[reranker] model"), std::string::npos);
  const auto elsewhere = ServerReranker::open(options_for("ftp://127.0.0.1"));
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().code, Code::usage);
  EXPECT_NE(elsewhere.error().message.find("[reranker] url"), std::string::npos);
}

}  // namespace
}  // namespace sillok::model
