#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "house.h"
#include "text/unicode.h"

namespace sillok::serve {
namespace {

using nlohmann::json;

TEST(Ask, answers_and_records) {
  House house;
  const Response response = house.post(
      "/api/ask", R"({"question":"시내 교통비는 하루에 얼마까지 되나요?","mode":"quote"})");
  ASSERT_EQ(response.status, 200) << response.body;
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer["status"], "answered");
  EXPECT_NE(answer["text"].get<std::string>().find("1일 20,000원"), std::string::npos);
  EXPECT_EQ(house.get("/api/answers/" + answer["id"].get<std::string>()).body, response.body);
}

TEST(Ask, every_citation_opens_at_its_quote) {
  House house;
  const json answer = json::parse(
      house.post("/api/ask", R"({"question":"시내 교통비는 하루에 얼마까지 되나요?"})").body);
  std::size_t citations = 0;
  for (const json& sentence : answer["sentences"]) {
    for (const json& citation : sentence["citations"]) {
      ++citations;
      const std::string quote = citation["quote"];
      const std::size_t begin = citation["begin"];
      const json document =
          json::parse(house
                          .get("/api/documents/" + citation["document"].get<std::string>() +
                               "?blocks=1&around=" + std::to_string(begin))
                          .body);
      const json& block = document["blocks"][0];
      const std::string text = block["text"];
      EXPECT_EQ(text.substr(begin - block["begin"].get<std::size_t>(), quote.size()), quote);
      // The passage and its code points lead to the same words.
      const json passage =
          json::parse(house.get("/api/passages/" + citation["passage"].get<std::string>()).body);
      const std::string words = passage["text"];
      const std::size_t from = text::byte_offset_of(words, citation["start"]);
      EXPECT_EQ(words.substr(from, text::byte_offset_of(words, citation["end"]) - from), quote);
    }
  }
  EXPECT_GE(citations, 1U);
}

TEST(Ask, only_from_the_collection) {
  House house;
  const json answer = json::parse(
      house
          .post("/api/ask",
                R"({"question":"시내 교통비는 하루에 얼마까지 되나요?","collection":"hr"})")
          .body);
  EXPECT_EQ(answer["status"], "abstained");
  for (const json& each : answer["evidence"]) EXPECT_EQ(each["document"], "a/b ?#%<x>");
}

TEST(Ask, refuses_what_is_no_question) {
  House house;
  struct Row {
    std::string body;
    int status;
  };
  const std::vector<Row> table{
      {"{}", 400},
      {R"({"question":null})", 400},
      {R"({"question":""})", 400},
      {R"({"question":"  \n "})", 400},
      {R"({"question":7})", 400},
      {R"({"question":["a"]})", 400},
      {R"({"question":"a","collection":7})", 400},
      {R"({"question":"a","mode":"guess"})", 400},
      {R"({"question":"a","mode":"write"})", 501},
      {R"({"question":"a","mode":"select"})", 501},
      {json{{"question", std::string(8'193, 'a')}}.dump(), 413},
      {json{{"question", std::string(70'000, 'a')}}.dump(), 413},
      {"nonsense", 400},
  };
  for (const Row& row : table) {
    const Response response = house.post("/api/ask", row.body);
    EXPECT_EQ(response.status, row.status) << row.body.substr(0, 80);
    EXPECT_TRUE(json::parse(response.body)["error"].contains("message"));
  }
}

TEST(Search, finds_and_caps) {
  House house;
  const json found = json::parse(
      house.get("/api/search?q=%EC%8B%9C%EB%82%B4%EA%B5%90%ED%86%B5%EB%B9%84&k=2").body);
  ASSERT_EQ(found["hits"].size(), 2U);
  EXPECT_EQ(found["hits"][0]["document"], "travel");
  EXPECT_TRUE(found["hits"][0]["place"].contains("article"));
  for (const char* query : {"", "?q=", "?q=%20", "?q=a&k=0", "?q=a&k=101", "?q=a&k=1e9"}) {
    EXPECT_EQ(house.get(std::string("/api/search") + query).status, 400) << query;
  }
  EXPECT_EQ(house.get("/api/search?q=" + std::string(9'000, 'a')).status, 413);
  EXPECT_EQ(json::parse(house.get("/api/search?q=x&collection=nowhere").body)["hits"].size(), 0U);
}

TEST(Search, says_why_where_asked) {
  House house;
  const std::string asked = "q=%EC%8B%9C%EB%82%B4%EA%B5%90%ED%86%B5%EB%B9%84";
  const json hit = json::parse(house.get("/api/search?" + asked + "&explain=1").body)["hits"][0];
  EXPECT_TRUE(hit["explain"]["terms"].is_array());
  EXPECT_TRUE(hit["explain"]["features"].is_object());
  const std::string passage = "/api/passages/" + hit["passage"].get<std::string>();
  EXPECT_FALSE(json::parse(house.get(passage).body).contains("explain"));
  const json why = json::parse(house.get(passage + "?" + asked).body);
  EXPECT_EQ(why["text"], hit["text"]);
  EXPECT_TRUE(why["explain"]["terms"].is_array());
  EXPECT_TRUE(why["bridges"].is_array());
  EXPECT_EQ(house.get(passage + "?" + asked + "&collection=default").status, 200);
  EXPECT_EQ(house.get(passage + "?" + asked + "&collection=hr").status, 404);
  EXPECT_EQ(house.get(passage + "?q=").status, 400);
  EXPECT_EQ(house.get(passage + "?q=" + std::string(9'000, 'a')).status, 413);
}

}  // namespace
}  // namespace sillok::serve
