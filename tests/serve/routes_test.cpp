// From the route table: every route with every id there must not be, and the promises of all
// replies.
#include "serve/routes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "house.h"

namespace sillok::serve {
namespace {

using nlohmann::json;

const std::string kHiddenWords[] = {"임원보수표", "기본연봉", "3억", "보수표.txt"};

void expect_nothing_hidden(const Response& response, const std::string& where) {
  std::string all = response.body;
  for (const std::string& event : response.events) all += event;
  for (const std::string& word : kHiddenWords) {
    EXPECT_EQ(all.find(word), std::string::npos) << where << ": " << word;
  }
}

std::string with_id(std::string_view pattern, const std::string& id) {
  const std::size_t at = pattern.find("{id}");
  return at == std::string_view::npos ? std::string(pattern)
                                      : std::string(pattern.substr(0, at)) + id;
}

TEST(Routes, names_are_unique_and_well_formed) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : routes()) {
    EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_TRUE(route.pattern.starts_with("/"));
    EXPECT_TRUE(route.method == "GET" || route.method == "POST");
    EXPECT_NE(route.reply, nullptr);
  }
}

TEST(Routes, foreign_and_missing_ids_get_the_same_reply) {
  House house;
  for (const Route& route : routes()) {
    if (route.pattern.find("{id}") == std::string_view::npos) continue;
    // "pay" is there, for the group hr; "gone" is not there.
    Response foreign = house.get(with_id(route.pattern, "pay"));
    Response missing = house.get(with_id(route.pattern, "gone"));
    EXPECT_EQ(foreign.status, 404) << route.pattern;
    const std::size_t at = foreign.body.find("pay");
    if (at != std::string::npos) foreign.body.replace(at, 3, "gone");
    EXPECT_EQ(foreign.body, missing.body) << route.pattern;
  }
}

TEST(Routes, bad_ids_are_refused) {
  House house;
  for (const Route& route : routes()) {
    if (route.pattern.find("{id}") == std::string_view::npos) continue;
    for (const char* id : {"..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%2Fetc%2Fpasswd", "CON", "-1",
                           "0", "9223372036854775807", "99999999999999999999", "1%20OR%201=1",
                           "'%20OR%20''='", "%00", "%0d%0aX:%20y", "%ff", "%", "%f0%9f%92%a9",
                           "a%2Fb%00", "library.db", "index.html%00.js"}) {
      const Response response = house.get(with_id(route.pattern, id));
      EXPECT_TRUE(response.status == 404 || response.status == 400) << route.pattern << " " << id;
      EXPECT_TRUE(json::parse(response.body).contains("error")) << id;
      expect_nothing_hidden(response, std::string(route.pattern) + " " + id);
    }
    const Response longest = house.get(with_id(route.pattern, std::string(8'000, 'a')));
    EXPECT_EQ(longest.status, 404);
    EXPECT_EQ(house.get(with_id(route.pattern, "")).status, 404) << route.pattern;
    EXPECT_EQ(house.get(with_id(route.pattern, "a/b")).status, 404) << route.pattern;
  }
}

TEST(Routes, hidden_passages_are_missing_by_number) {
  House house;
  std::size_t seen = 0;
  for (int id = 0; id < 12; ++id) {
    const Response response = house.get("/api/passages/" + std::to_string(id));
    EXPECT_TRUE(response.status == 200 || response.status == 404);
    seen += response.status == 200 ? 1 : 0;
    expect_nothing_hidden(response, "passage");
  }
  EXPECT_GT(seen, 5U);
}

TEST(Routes, no_reply_tells_of_what_everyone_may_not_read) {
  House house;
  const std::string question = "대표이사의 기본연봉은 얼마인가요?";
  const std::string asked = json{{"question", question}}.dump();
  Response answer = house.post("/api/ask", asked);
  ASSERT_EQ(answer.status, 200);
  json parsed = json::parse(answer.body);
  parsed.erase("question");  // what the asker said himself
  answer.body = parsed.dump();
  expect_nothing_hidden(answer, "/api/ask");
  for (const char* target : {"/api/documents", "/api/documents?name=%EB%B3%B4%EC%88%98",
                             "/api/collections", "/api/search?q=%EC%97%B0%EB%B4%89", "/metrics",
                             "/v1/models", "/api/documents?collection=hr"}) {
    expect_nothing_hidden(house.get(target), target);
  }
  EXPECT_EQ(json::parse(house.get("/api/documents").body)["total"], 3);
  EXPECT_NE(house.get("/metrics").body.find("sillok_documents 3\n"), std::string::npos);
}

TEST(Routes, recorded_answers_are_for_those_who_may_read_their_documents) {
  House house;
  const std::string open = R"({"id":"a1","evidence":[{"document":"travel"}],"sentences":[]})";
  const std::string evidence = R"({"id":"a2","evidence":[{"document":"pay"}],"sentences":[]})";
  const std::string cited =
      R"({"id":"a3","evidence":[],"sentences":[{"citations":[{"document":"pay"}]}]})";
  ASSERT_TRUE(house.library().record_answer("a1", open));
  ASSERT_TRUE(house.library().record_answer("a2", evidence));
  ASSERT_TRUE(house.library().record_answer("a3", cited));
  ASSERT_TRUE(house.library().record_answer("a4", "broken"));
  EXPECT_EQ(house.get("/api/answers/a1").body, open);
  EXPECT_EQ(house.get("/api/answers/a4").status, 500);
  const std::string missing = house.get("/api/answers/a9").body;
  for (const char* id : {"a2", "a3"}) {
    Response response = house.get(std::string("/api/answers/") + id);
    EXPECT_EQ(response.status, 404);
    response.body.replace(response.body.find(id), 2, "a9");
    EXPECT_EQ(response.body, missing);
  }
}

TEST(Routes, wrong_method_and_unknown_address) {
  House house;
  for (const Route& route : routes()) {
    const std::string target = with_id(route.pattern, "x");
    Request request = House::request(route.method == "GET" ? "POST" : "GET", target);
    const Response response = respond(house.service(), request);
    EXPECT_EQ(response.status, 405) << route.pattern;
    ASSERT_EQ(response.extras.size(), 1U);
    EXPECT_EQ(response.extras.front().first, "Allow");
  }
  for (const char* target : {"/nothing", "/api", "/api/", "/v1", "/api/documents/x/y", "//",
                             "/index.html", "/page/", "/page/../library.db", "/api/ask/"}) {
    EXPECT_EQ(house.get(target).status, 404) << target;
  }
}

TEST(Routes, strangers_are_turned_away_everywhere) {
  House house;
  for (const Route& route : routes()) {
    Request request =
        House::request(std::string(route.method), with_id(route.pattern, "travel"), "{}");
    request.host = "evil.com";
    EXPECT_EQ(respond(house.service(), request).status, 400) << route.pattern;
    request.host = "127.0.0.1:8480";
    request.origin = "http://evil.com";
    if (route.method == "POST") {
      EXPECT_EQ(respond(house.service(), request).status, 400);
    }
  }
}

TEST(Routes, security_headers_forbid_what_is_inline_or_elsewhere) {
  const auto& headers = security_headers();
  const auto policy = std::find_if(headers.begin(), headers.end(), [](const auto& each) {
    return each.first == "Content-Security-Policy";
  });
  ASSERT_NE(policy, headers.end());
  EXPECT_EQ(policy->second.find("unsafe"), std::string_view::npos);
  EXPECT_EQ(policy->second.find('*'), std::string_view::npos);
  EXPECT_EQ(policy->second.find("http"), std::string_view::npos);
  EXPECT_TRUE(policy->second.starts_with("default-src 'none'"));
}

TEST(Page, is_embedded_and_revalidated) {
  House house;
  const Response page = house.get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("/page/main.js"), std::string::npos);
  EXPECT_EQ(page.body.find("style="), std::string::npos);
  EXPECT_EQ(house.get("/page/main.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(house.get("/page/style.css").content_type, "text/css; charset=utf-8");
  Request again = House::request("GET", "/");
  again.none_match = page.extras.front().second;
  const Response same = respond(house.service(), again);
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
}

TEST(Metrics, count_requests_and_answers) {
  House house;
  (void)house.get("/api/collections");
  (void)house.get("/api/documents/none");
  (void)house.post("/api/ask", R"({"question":"시내 교통비는 하루에 얼마까지 되나요?"})");
  (void)house.post("/api/ask", R"({"question":"김치찌개는 어떻게 끓이나요?"})");
  const std::string text = house.get("/metrics").body;
  for (const char* line :
       {"sillok_requests_total{route=\"/api/collections\",status=\"200\"} 1\n",
        "sillok_requests_total{route=\"/api/documents/{id}\",status=\"404\"} 1\n",
        "sillok_answers_total{status=\"answered\"} 1\n",
        "sillok_answers_total{status=\"abstained\"} 1\n", "sillok_answer_seconds_count 2\n",
        "sillok_request_seconds_bucket{route=\"/api/ask\",le=\"+Inf\"} 2\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace sillok::serve
