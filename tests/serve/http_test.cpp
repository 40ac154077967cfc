#include "serve/http.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include "house.h"
#include "serve/body.h"

namespace sillok::serve {
namespace {

using Segments = std::vector<std::string>;

TEST(Target, paths) {
  struct Row {
    const char* target;
    Segments segments;
  };
  const std::vector<Row> table{
      {"/", {""}},
      {"/api/documents", {"api", "documents"}},
      {"/api/documents/", {"api", "documents", ""}},
      {"/api/documents/a%2Fb", {"api", "documents", "a/b"}},
      {"/%EA%B0%80", {"가"}},
      {"/a+b", {"a+b"}},
      {"/a?x=1", {"a"}},
      {"/a#b?c", {"a"}},
      {"/../../etc/passwd", {"..", "..", "etc", "passwd"}},
  };
  for (const Row& row : table) {
    const Result<Target> target = parse_target(row.target);
    ASSERT_TRUE(target) << row.target;
    EXPECT_EQ(target->segments, row.segments) << row.target;
  }
}

TEST(Target, refuses_what_cannot_be_decoded) {
  for (const char* text : {"", "api", "*", "http://x/", "/%", "/%4", "/%zz", "/%ff", "/%00", "/%0a",
                           "/a?q=%", "/a?q=%ff", "/a?%g=1"}) {
    const Result<Target> target = parse_target(text);
    ASSERT_FALSE(target) << text;
    EXPECT_EQ(target.error().code, Code::usage) << text;
  }
}

TEST(Target, queries) {
  const Result<Target> target = parse_target(
      "/s?q=%EA%B5%90%ED%86%B5%EB%B9%84+%ED%95%9C%EB%8F%84&k=5&q=second&empty=&&alone");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->value("q"), "교통비 한도");
  EXPECT_EQ(target->value("k"), "5");
  EXPECT_EQ(target->value("empty"), "");
  EXPECT_EQ(target->value("alone"), "");
  EXPECT_FALSE(target->value("none"));
}

TEST(Target, numbers_are_capped) {
  struct Row {
    const char* query;
    bool good;
    std::size_t value;
  };
  const std::vector<Row> table{
      {"", true, 10},       {"k=1", true, 1},
      {"k=100", true, 100}, {"k=0", false, 0},
      {"k=101", false, 0},  {"k=-1", false, 0},
      {"k=", false, 0},     {"k=1.5", false, 0},
      {"k=1x", false, 0},   {"k=99999999999999999999999999", false, 0},
  };
  for (const Row& row : table) {
    const Result<Target> target = parse_target(std::string("/s?") + row.query);
    ASSERT_TRUE(target);
    const Result<std::size_t> number = target->number("k", 10, 1, 100);
    EXPECT_EQ(number.has_value(), row.good) << row.query;
    if (number) {
      EXPECT_EQ(*number, row.value) << row.query;
    }
  }
}

TEST(Body, must_be_a_json_object_sent_as_such) {
  struct Row {
    const char* type;
    std::string body;
    bool good;
  };
  const std::vector<Row> table{
      {"application/json", "{}", true},
      {"application/json; charset=utf-8", R"({"a":[1]})", true},
      {"application/json ;charset=utf-8", "{}", true},
      {"application/jsonx", "{}", false},
      {"text/plain", "{}", false},
      {"application/x-www-form-urlencoded", "{}", false},
      {"", "{}", false},
      {"application/json", "", false},
      {"application/json", "[]", false},
      {"application/json", "\"text\"", false},
      {"application/json", "{\"a\":", false},
      {"application/json", "{\"a\":\"\xff\"}", false},
      {"application/json", std::string(1'000, '['), false},
      {"application/json", "{\"a\":\"" + std::string(1'000, '[') + "\"}", true},
      {"application/json", "{\"a\":\"\\\"" + std::string(1'000, '[') + "\"}", true},
  };
  for (const Row& row : table) {
    Request request = House::request("POST", "/api/ask", row.body);
    request.content_type = row.type;
    EXPECT_EQ(parse_body(request, 4'096).has_value(), row.good) << row.type << " " << row.body;
  }
}

TEST(Body, longer_than_taken) {
  const Request request =
      House::request("POST", "/api/ask", "{\"a\":\"" + std::string(100, 'x') + "\"}");
  const auto body = parse_body(request, 50);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().code, Code::too_large);
}

TEST(ErrorResponse, tells_no_paths_of_ours) {
  const Response ours = error_response({Code::storage, "the disk is full", "/home/kim/library.db"});
  EXPECT_EQ(ours.status, 500);
  EXPECT_EQ(ours.body.find("/home/kim"), std::string::npos);
  const Response theirs = error_response({Code::not_found, "no such document", "x"});
  EXPECT_EQ(theirs.status, 404);
  EXPECT_EQ(theirs.body, R"({"error":{"code":"not_found","message":"x: no such document"}})");
}

}  // namespace
}  // namespace sillok::serve
