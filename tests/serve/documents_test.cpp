#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "house.h"
#include "text/unicode.h"

namespace sillok::serve {
namespace {

using nlohmann::json;

json get(House& house, const std::string& target) {
  return json::parse(house.get(target).body);
}

TEST(Documents, are_listed_page_by_page) {
  House house;
  const json all = get(house, "/api/documents");
  EXPECT_EQ(all["total"], 3);
  EXPECT_EQ(all["documents"].size(), 3U);
  const json second = get(house, "/api/documents?from=1&limit=1");
  ASSERT_EQ(second["documents"].size(), 1U);
  EXPECT_EQ(second["documents"][0], all["documents"][1]);
  EXPECT_EQ(second["first"], 1);
  EXPECT_EQ(get(house, "/api/documents?from=99")["documents"].size(), 0U);
  EXPECT_EQ(get(house, "/api/documents?name=HWPX")["total"], 1);
  EXPECT_EQ(get(house, "/api/documents?collection=hr")["total"], 1);
  for (const char* query : {"?limit=0", "?limit=1001", "?limit=x", "?from=-1"}) {
    EXPECT_EQ(house.get(std::string("/api/documents") + query).status, 400) << query;
  }
}

TEST(Documents, no_reply_names_folders) {
  House house;
  for (const char* target : {"/api/documents", "/api/documents/travel"}) {
    EXPECT_EQ(house.get(target).body.find("/documents/"), std::string::npos);
  }
}

TEST(Document, comes_with_places_and_tables) {
  House house;
  const json document = get(house, "/api/documents/travel");
  EXPECT_EQ(document["title"], "여비규정");
  EXPECT_EQ(document["total"], 4);
  EXPECT_EQ(document["warnings"].size(), 1U);
  const json& table = document["blocks"][3];
  EXPECT_EQ(table["kind"], "table");
  EXPECT_EQ(table["page"], 4);
  EXPECT_EQ(table["table"]["rows"], 3);
  EXPECT_EQ(table["table"]["cells"].size(), 6U);
  EXPECT_EQ(table["table"]["cells"][0]["header"], true);
}

TEST(Document, begins_agree_in_bytes_and_code_points) {
  House house;
  const json document = get(house, "/api/documents/travel");
  std::string text;
  for (const json& block : document["blocks"]) {
    EXPECT_EQ(block["begin"], text.size());
    EXPECT_EQ(block["begin_code_points"], text::code_points_before(text, text.size()));
    text += block["text"].get<std::string>() + "\n";
  }
  EXPECT_EQ(document["bytes"], text.size());
}

TEST(Document, any_id_can_be_asked_for) {
  House house;
  EXPECT_EQ(get(house, "/api/documents/a%2Fb%20%3F%23%25%3Cx%3E")["id"], "a/b ?#%<x>");
}

TEST(Document, windows_cover_it_without_gap) {
  House house;
  std::size_t from = 0;
  std::size_t bytes = 0;
  while (true) {
    const json window = get(house, "/api/documents/book?blocks=700&from=" + std::to_string(from));
    EXPECT_EQ(window["first"], from);
    if (window["blocks"].empty()) break;
    EXPECT_EQ(window["blocks"][0]["begin"], bytes);
    for (const json& block : window["blocks"]) bytes += block["text"].get<std::string>().size() + 1;
    from += window["blocks"].size();
  }
  EXPECT_EQ(from, 3'000U);
  EXPECT_EQ(get(house, "/api/documents/book")["bytes"], bytes);
}

TEST(Document, a_window_around_any_offset_holds_it) {
  House house;
  const std::size_t bytes = get(house, "/api/documents/book")["bytes"];
  for (std::size_t offset = 0; offset < bytes; offset += 977) {
    const json window = get(house, "/api/documents/book?blocks=9&around=" + std::to_string(offset));
    const json& last = window["blocks"].back();
    EXPECT_LE(window["blocks"][0]["begin"].get<std::size_t>(), offset);
    EXPECT_GT(last["begin"].get<std::size_t>() + last["text"].get<std::string>().size() + 1,
              offset);
  }
  EXPECT_EQ(house.get("/api/documents/book?around=9007199254740992").status, 200);
  for (const char* query : {"?around=-1", "?around=x", "?before=-1", "?blocks=0", "?blocks=5001",
                            "?around=99999999999999999999", "?from=1.5"}) {
    EXPECT_EQ(house.get(std::string("/api/documents/book") + query).status, 400) << query;
  }
}

TEST(Document, windows_backwards_meet_those_before) {
  House house;
  std::size_t before = 3'000;
  while (before > 0) {
    const json window =
        get(house, "/api/documents/book?blocks=700&before=" + std::to_string(before));
    ASSERT_FALSE(window["blocks"].empty());
    EXPECT_EQ(window["first"].get<std::size_t>() + window["blocks"].size(), before);
    before = window["first"];
  }
}

TEST(Document, removed_ones_are_gone_at_once) {
  House house;
  ASSERT_EQ(house.get("/api/documents/travel").status, 200);  // now on the shelf
  ASSERT_TRUE(house.library().remove("travel"));
  EXPECT_EQ(house.get("/api/documents/travel").status, 404);
}

TEST(Collections, with_their_counts) {
  House house;
  const json expected{{{"name", "default"}, {"documents", 2}, {"passages", 3'003}},
                      {{"name", "hr"}, {"documents", 1}, {"passages", 2}}};
  EXPECT_EQ(get(house, "/api/collections")["collections"], expected);
}

}  // namespace
}  // namespace sillok::serve
