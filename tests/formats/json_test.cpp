#include <gtest/gtest.h>

#include <string>

#include "shape.h"

namespace sillok::formats {
namespace {

using testing::meta;
using testing::Outcome;
using testing::read_all;
using testing::read_one;
using testing::Shapes;
using testing::shapes;

TEST(Json, Shapes) {
  const struct {
    const char* json;
    Shapes expected;
  } kCases[] = {
      {R"({"제목":"안내","담당":"총무팀","수":3,"참":true,"빈":null})",
       {"p 제목: 안내/담당: 총무팀/수: 3/참: true"}},
      {R"([{"가":"1","나":"2"},{"가":"3","나":["4","5"]}])",
       {"table 3x2 [H:가|H:나][1|2][3|4, 5]"}},
      {R"({"방":[{"이름":"가","층":1},{"이름":"나","층":2}]})",
       {"h1 방", "table 3x2 [H:이름|H:층][가|1][나|2]"}},
      {R"({"규칙":["하나","둘"]})", {"h1 규칙", "li1 하나", "li1 둘"}},
      {R"({"가":{"나":{"다":"라"}}})", {"h1 가", "h2 나", "p 다: 라"}},
      {R"([{"이름":"가","속":{"나":1}},{"이름":"다"}])",
       {"h1 가", "p 이름: 가", "h2 속", "p 나: 1", "h1 다", "p 이름: 다"}},
      {R"({"글":"첫 줄\n\n둘째 줄"})", {"h1 글", "p 첫 줄", "p 둘째 줄"}},
      {R"("그냥 글")", {"p 그냥 글"}},
      {"{}", {}},
  };
  for (const auto& c : kCases) EXPECT_EQ(shapes(read_one("a.json", c.json)), c.expected) << c.json;
}

TEST(Json, PathsAreSections) {
  const document::Document document = read_one("a.json", R"({"가":{"나":{"다":"라"}}})");
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.blocks[2].section, (std::vector<std::string>{"가", "나"}));
}

TEST(Json, TitleComesFromTheRoot) {
  EXPECT_EQ(read_one("a.json", R"({"title":"여비"})").title, "여비");
  EXPECT_EQ(read_one("a.json", R"({"x":{"title":"여비"}})").title, "a");
}

TEST(Json, BrokenOrTooDeepFails) {
  for (const char* json : {"{\"a\":", "{\"a\":1}x", "[1,]", "{\"a\":\"\\ud800\"}"}) {
    const Outcome outcome = read_all("a.json", json);
    ASSERT_FALSE(outcome.result) << json;
    EXPECT_EQ(outcome.result.error().code, Code::unreadable);
    EXPECT_EQ(outcome.result.error().subject, "a.json");
  }
  const Outcome deep = read_all("a.json", std::string(5'000, '[') + std::string(5'000, ']'));
  ASSERT_FALSE(deep.result);
  EXPECT_EQ(deep.result.error().code, Code::too_large);
}

TEST(Jsonl, OneDocumentALine) {
  const Outcome outcome = read_all(
      "faq.jsonl",
      "{\"id\":\"a\",\"title\":\"제목\",\"text\":\"글\",\"부서\":\"총무\",\"n\":[1,{\"b\":2}]}\n"
      "\n"
      "{\"id\":7,\"text\":\"하나\\n\\n둘\"}\r\n"
      "{\"text\":\"이름 없음\"}");
  ASSERT_TRUE(outcome.result) << outcome.result.error().line();
  ASSERT_EQ(outcome.documents.size(), 3U);
  EXPECT_EQ(outcome.documents[0].id, "a");
  EXPECT_EQ(outcome.documents[0].title, "제목");
  EXPECT_EQ(outcome.documents[0].format, "jsonl");
  EXPECT_EQ(shapes(outcome.documents[0]), Shapes{"p 글"});
  EXPECT_EQ(meta(outcome.documents[0], "부서"), "총무");
  EXPECT_EQ(meta(outcome.documents[0], "n"), "[1,{\"b\":2}]");
  EXPECT_EQ(meta(outcome.documents[0], "encoding"), "UTF-8");
  EXPECT_EQ(outcome.documents[1].id, "7");
  EXPECT_EQ(shapes(outcome.documents[1]), (Shapes{"p 하나", "p 둘"}));
  EXPECT_EQ(outcome.documents[2].id, "faq.jsonl#4");
}

TEST(Jsonl, BadLinesAreNamedAfterAllGoodOnes) {
  const Outcome outcome = read_all("a.jsonl",
                                   "{\"id\":\"1\",\"text\":\"가\"}\n"
                                   "아님\n"
                                   "[1]\n"
                                   "{\"id\":\"4\"}\n"
                                   "{\"id\":\"5\",\"text\":5}\n"
                                   "{\"id\":\"6\",\"text\":\"나\"} x\n"
                                   "{\"id\":\"7\",\"text\":\"다\"}\n");
  EXPECT_EQ(outcome.documents.size(), 2U);
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, Code::unreadable);
  EXPECT_NE(outcome.result.error().message.find("line 2 "), std::string::npos);
  EXPECT_NE(outcome.result.error().message.find("4 other lines"), std::string::npos);
  EXPECT_EQ(outcome.result.error().subject, "a.jsonl");
}

TEST(Jsonl, SinkErrorsEndTheReading) {
  int calls = 0;
  const Result<void> result =
      read({"a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"}, {}, [&](document::Document&&) {
        ++calls;
        return Result<void>(fail(Code::storage, "full"));
      });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::storage);
  EXPECT_EQ(calls, 1);
}

TEST(Jsonl, OtherEncodings) {
  const Outcome cp949 =
      read_all("a.jsonl", "{\"id\":\"1\",\"text\":\"\xBF\xA9\xBA\xF1\xB1\xD4\xC1\xA4\"}\n");
  ASSERT_TRUE(cp949.result) << cp949.result.error().line();
  EXPECT_EQ(shapes(cp949.documents.at(0)), Shapes{"p 여비규정"});
  EXPECT_EQ(meta(cp949.documents.at(0), "encoding"), "CP949");
  const Outcome marked = read_all("a.jsonl", "\xEF\xBB\xBF{\"id\":\"1\",\"text\":\"x\"}");
  ASSERT_TRUE(marked.result);
  EXPECT_EQ(marked.documents.at(0).id, "1");
}

TEST(Jsonl, TextIsTidied) {
  const Outcome outcome =
      read_all("a.jsonl", "{\"id\":\"1\",\"text\":\"\\u1100\\u1161\\r\\nb\\u0000c\"}\n");
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(shapes(outcome.documents.at(0)), Shapes{"p 가/b\uFFFDc"});
}

TEST(Jsonl, LinesOfEveryLengthAreReadInPlace) {
  std::string file;
  for (std::size_t length = 1; length < 300; ++length) {
    file += "{\"id\":\"" + std::to_string(length) + "\",\"text\":\"" + std::string(length, 'x') +
            "\"}\n";
  }
  const Outcome outcome = read_all("a.jsonl", file);
  ASSERT_TRUE(outcome.result);
  ASSERT_EQ(outcome.documents.size(), 299U);
  for (std::size_t i = 0; i < 299; ++i) {
    EXPECT_EQ(outcome.documents[i].blocks.at(0).text.size(), i + 1);
  }
}

}  // namespace
}  // namespace sillok::formats
