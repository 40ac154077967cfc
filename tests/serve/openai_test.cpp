#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "house.h"

namespace sillok::serve {
namespace {

using nlohmann::json;

constexpr const char* kQuestion = "시내 교통비는 하루에 얼마까지 되나요?";

json chat(json more = json::object()) {
  json body{{"model", "sillok"},
            {"messages",
             {{{"role", "system"}, {"content", "짧게 답하라"}},
              {{"role", "user"}, {"content", "먼저 물은 것"}},
              {{"role", "assistant"}, {"content", "먼저 답한 것"}},
              {{"role", "user"}, {"content", kQuestion}}}}};
  body.update(more);
  return body;
}

Response ask(House& house, const json& body) {
  return house.post("/v1/chat/completions", body.dump());
}

TEST(Chat, answers_the_last_question) {
  House house;
  const Response response = ask(house, chat({{"temperature", 0.7}, {"max_tokens", 5}}));
  ASSERT_EQ(response.status, 200) << response.body;
  const json completion = json::parse(response.body);
  EXPECT_EQ(completion["object"], "chat.completion");
  EXPECT_EQ(completion["model"], "sillok");
  const json& choice = completion["choices"][0];
  EXPECT_EQ(choice["finish_reason"], "stop");
  EXPECT_EQ(choice["message"]["role"], "assistant");
  EXPECT_EQ(choice["message"]["content"], completion["sillok"]["text"]);
  EXPECT_EQ(completion["sillok"]["question"], kQuestion);
  EXPECT_EQ(completion["usage"]["total_tokens"], 0);
  const std::string id = completion["sillok"]["id"];
  EXPECT_EQ(completion["id"], "chatcmpl-" + id);
  EXPECT_EQ(house.get("/api/answers/" + id).status, 200);
}

TEST(Chat, streams_sentence_by_sentence) {
  House house;
  const Response response =
      ask(house, chat({{"stream", true}, {"stream_options", {{"include_usage", true}}}}));
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/event-stream; charset=utf-8");
  ASSERT_GE(response.events.size(), 5U);
  EXPECT_EQ(response.events.back(), "data: [DONE]\n\n");
  std::string content;
  json finished;
  json usage;
  for (std::size_t i = 0; i + 1 < response.events.size(); ++i) {
    const std::string& event = response.events[i];
    ASSERT_TRUE(event.starts_with("data: ") && event.ends_with("\n\n"));
    EXPECT_EQ(event.find('\n'), event.size() - 2);
    const json chunk = json::parse(event.substr(6));
    EXPECT_EQ(chunk["object"], "chat.completion.chunk");
    if (chunk["choices"].empty()) {
      usage = chunk["usage"];
      continue;
    }
    const json& choice = chunk["choices"][0];
    if (i == 0) {
      EXPECT_EQ(choice["delta"]["role"], "assistant");
    }
    content += choice["delta"].value("content", "");
    if (!choice["finish_reason"].is_null()) finished = chunk;
  }
  EXPECT_EQ(usage["total_tokens"], 0);
  EXPECT_EQ(finished["choices"][0]["finish_reason"], "stop");
  EXPECT_EQ(content, finished["sillok"]["text"]);
  EXPECT_GE(finished["sillok"]["sentences"].size(), 1U);
}

TEST(Chat, abstains_in_words) {
  House house;
  json body = chat({{"stream", true}});
  body["messages"] = {{{"role", "user"}, {"content", "김치찌개는 어떻게 끓이나요?"}}};
  const Response response = ask(house, body);
  ASSERT_EQ(response.status, 200);
  EXPECT_NE(response.events[1].find("문서에 없습니다."), std::string::npos);
}

TEST(Chat, content_in_parts_and_a_collection_as_model) {
  House house;
  json body = chat();
  body["messages"] = {{{"role", "user"},
                       {"content",
                        {{{"type", "text"}, {"text", "시내 교통비는"}},
                         {{"type", "text"}, {"text", "하루에 얼마까지 되나요?"}}}}}};
  EXPECT_EQ(json::parse(ask(house, body).body)["sillok"]["status"], "answered");
  body["model"] = "sillok:hr";
  EXPECT_EQ(json::parse(ask(house, body).body)["sillok"]["status"], "abstained");
}

TEST(Chat, refuses_in_openais_shape) {
  House house;
  struct Row {
    json body;
    int status;
  };
  const std::vector<Row> table{
      {json::object(), 400},
      {chat({{"messages", nullptr}}), 400},
      {chat({{"messages", json::array()}}), 400},
      {chat({{"messages", {1}}}), 400},
      {chat({{"messages", {{{"role", 1}}}}}), 400},
      {chat({{"messages", {{{"role", "user"}}}}}), 400},
      {chat({{"messages", {{{"role", "user"}, {"content", nullptr}}}}}), 400},
      {chat({{"messages", {{{"role", "user"}, {"content", {1}}}}}}), 400},
      {chat({{"messages", {{{"role", "user"}, {"content", {{{"type", "image_url"}}}}}}}}), 400},
      {chat({{"messages", {{{"role", "system"}, {"content", "x"}}}}}), 400},
      {chat({{"n", 2}}), 400},
      {chat({{"n", 1e300}}), 400},
      {chat({{"stream", "yes"}}), 400},
      {chat({{"stream_options", 1}}), 400},
      {chat({{"model", 1}}), 400},
      {chat({{"model", "gpt-4"}}), 404},
      {chat({{"messages", {{{"role", "user"}, {"content", std::string(9'000, 'a')}}}}}), 413},
  };
  for (const Row& row : table) {
    const Response response = ask(house, row.body);
    EXPECT_EQ(response.status, row.status) << row.body.dump().substr(0, 120);
    const json error = json::parse(response.body)["error"];
    EXPECT_EQ(error["type"], "invalid_request_error");
    EXPECT_TRUE(error.contains("message") && error.contains("param") && error.contains("code"));
  }
}

TEST(Models, are_sillok_and_the_collections) {
  House house;
  const json models = json::parse(house.get("/v1/models").body);
  ASSERT_EQ(models["data"].size(), 3U);
  EXPECT_EQ(models["data"][0]["id"], "sillok");
  EXPECT_EQ(models["data"][2]["id"], "sillok:hr");
  EXPECT_EQ(json::parse(house.get("/v1/models/sillok:hr").body)["object"], "model");
  EXPECT_EQ(house.get("/v1/models/gpt-4").status, 404);
}

TEST(Embeddings, say_that_there_are_none) {
  House house;
  const Response response = house.post("/v1/embeddings", R"({"input":"a","model":"sillok"})");
  EXPECT_EQ(response.status, 501);
  EXPECT_EQ(json::parse(response.body)["error"]["code"], "unsupported");
}

}  // namespace
}  // namespace sillok::serve
