#include "document/wire.h"

#include <gtest/gtest.h>

#include <functional>

#include "document/print.h"

namespace sillok::document {
namespace {

Document full_document() {
  Document document;
  document.id = "규정-1";
  document.format = "hwpx";
  document.title = "여비규정";
  document.meta = {{"author", "총무팀"}, {"encoding", ""}};
  document.warnings = {"그림 1개를 읽지 않음"};
  for (int kind = 0; kind <= static_cast<int>(BlockKind::image); ++kind) {
    Block block;
    block.kind = static_cast<BlockKind>(kind);
    block.role = static_cast<Role>(kind % 5);
    block.text = "제12조(교통비) ① 시내교통비는 1일 20,000원 이내\n둘째 줄";
    block.level = kind;
    block.page = 3 * kind;
    block.section = {"여비규정", "제3장"};
    block.article = "제12조제1항";
    block.note = "개정 2020. 3. 1.";
    document.blocks.push_back(block);
  }
  Table& table = document.blocks[3].table.emplace();
  table.rows = 3;
  table.columns = 3;
  table.caption = "[별표 1]";
  table.cells = {{0, 0, 2, 1, true, "구분"},
                 {0, 1, 1, 2, true, "한도"},
                 {1, 1, 1, 1, false, "국내"},
                 {1, 2, 2, 1, false, ""},
                 {2, 0, 1, 2, false, "교통비\n20,000원"}};
  Block nested = document.blocks[3];
  nested.table->parent = ParentCell{1, 2};
  document.blocks.insert(document.blocks.begin() + 4, nested);
  return document;
}

Document with_table(int rows, int columns, std::vector<Cell> cells) {
  Document document;
  Block& block = document.blocks.emplace_back();
  block.kind = BlockKind::table;
  block.table = Table{rows, columns, std::move(cells), "", std::nullopt};
  return document;
}

TEST(Wire, BringsEveryFieldBack) {
  const Document sent = full_document();
  const std::string bytes = encode(sent);
  const auto got = decode(bytes);
  ASSERT_TRUE(got);
  EXPECT_EQ(encode(*got), bytes);
  EXPECT_EQ(to_json(*got), to_json(sent));
  ASSERT_EQ(got->blocks.size(), sent.blocks.size());
  const Block& block = got->blocks[4];
  EXPECT_EQ(block.kind, BlockKind::table);
  EXPECT_EQ(block.role, Role::history);
  EXPECT_EQ(block.page, 9);
  EXPECT_EQ(block.section, sent.blocks[4].section);
  EXPECT_EQ(block.note, sent.blocks[4].note);
  ASSERT_TRUE(block.table && block.table->parent);
  EXPECT_EQ(block.table->parent->column, 2);
  EXPECT_TRUE(block.table->cells[0].header);
  EXPECT_EQ(block.table->cells[4].column_span, 2);
}

TEST(Wire, AnEmptyDocumentIsADocument) {
  const auto got = decode(encode(Document{}));
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->blocks.empty());
}

TEST(Wire, EveryTruncationAndEveryTailIsRefused) {
  const std::string bytes = encode(full_document());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // An exact-size copy, so that a sanitizer sees any read behind the end.
    const std::vector<char> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    const auto got = decode({cut.data(), cut.size()});
    ASSERT_FALSE(got) << size;
    EXPECT_EQ(got.error().code, Code::unreadable);
  }
  EXPECT_FALSE(decode(bytes + '\0'));
}

TEST(Wire, AnyChangedByteGivesAValidDocumentOrAnError) {
  const std::string bytes = encode(full_document());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned flip : {0x01u, 0x80u, 0xFFu}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
      const auto got = decode(changed);
      if (got) {
        EXPECT_EQ(encode(*got), changed) << at;
      }
    }
  }
}

TEST(Wire, RefusesWhatNoReaderMayWrite) {
  struct Case {
    const char* what;
    std::function<void(Document&)> spoil;
  };
  const Case cases[] = {
      {"title not UTF-8", [](Document& d) { d.title = "\xEC\x8B"; }},
      {"surrogate in a cell",
       [](Document& d) { d.blocks[3].table->cells[0].text = "\xED\xA0\x80"; }},
      {"meta not UTF-8", [](Document& d) { d.meta[0].second = "\xFF"; }},
      {"unknown kind", [](Document& d) { d.blocks[0].kind = static_cast<BlockKind>(7); }},
      {"unknown role", [](Document& d) { d.blocks[0].role = static_cast<Role>(5); }},
      {"negative page", [](Document& d) { d.blocks[0].page = -1; }},
      {"table on a paragraph", [](Document& d) { d.blocks[1].table = Table{}; }},
      {"negative parent", [](Document& d) { d.blocks[4].table->parent->row = -1; }},
  };
  for (const Case& c : cases) {
    Document document = full_document();
    c.spoil(document);
    EXPECT_FALSE(decode(encode(document))) << c.what;
  }
}

TEST(Wire, GridsAreWholeOrRefused) {
  constexpr int kMost = std::numeric_limits<int>::max();
  struct Case {
    const char* what;
    Document document;
    bool valid;
  };
  const Case cases[] = {
      {"no cells", with_table(0, 0, {}), true},
      {"empty places", with_table(5, 5, {{4, 4, 1, 1, false, "x"}}), true},
      {"side by side", with_table(1, 2, {{0, 0, 1, 1, false, ""}, {0, 1, 1, 1, false, ""}}), true},
      {"same place", with_table(1, 2, {{0, 0, 1, 1, false, ""}, {0, 0, 1, 1, false, ""}}), false},
      {"overlap in a row", with_table(1, 3, {{0, 0, 1, 2, false, ""}, {0, 1, 1, 1, false, ""}}),
       false},
      {"overlap from above", with_table(3, 3, {{0, 0, 3, 2, false, ""}, {2, 1, 1, 1, false, ""}}),
       false},
      {"under a wide one from above",
       with_table(3, 3, {{0, 1, 2, 1, false, ""}, {1, 0, 1, 3, false, ""}}), false},
      {"below a spanning one", with_table(3, 2, {{0, 0, 2, 2, false, ""}, {2, 0, 1, 2, false, ""}}),
       true},
      {"rows out of order", with_table(2, 1, {{1, 0, 1, 1, false, ""}, {0, 0, 1, 1, false, ""}}),
       false},
      {"outside", with_table(1, 1, {{0, 0, 1, 2, false, ""}}), false},
      {"outside by overflow", with_table(2, 2, {{1, 1, kMost, kMost, false, ""}}), false},
      {"no span", with_table(1, 1, {{0, 0, 0, 1, false, ""}}), false},
      {"endless grid", with_table(kMost, kMost, {{0, 0, 1, 1, false, ""}}), false},
      {"endless columns", with_table(1, 65'537, {{0, 0, 1, 1, false, ""}}), false},
      {"a whole sheet of rows", with_table(1 << 20, 16, {{0, 0, 1, 1, false, ""}}), true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(decode(encode(c.document)).has_value(), c.valid) << c.what;
  }
}

// A count of four thousand million members in a few bytes must be refused before memory is taken;
// under the sanitizers' allocation limit this would end the test.
TEST(Wire, ClaimedCountsAreNotBelieved) {
  const std::string bytes = encode(Document{});
  for (std::size_t at = 4; at + 4 <= bytes.size(); at += 4) {
    std::string claimed = bytes;
    claimed.replace(at, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_FALSE(decode(claimed)) << at;
  }
}

}  // namespace
}  // namespace sillok::document
