#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/hwp5_parts.h"
#include "formats/hwp_signs.h"
#include "hwp5_writer.h"
#include "hwp_shown.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Document;
using namespace testing;
using testing::shown;

Result<Document> read(const std::string& bytes, const Limits& limits = {}) {
  return read_hwp(*hwp5_reader(), bytes, limits);
}

std::string shown(const std::string& section) {
  auto document = read(make_hwp5(section));
  return document ? shown(*document) : document.error().line();
}

TEST(Hwp5, Paragraphs) {
  const std::string numbered =
      little(1 | (0 << 4), 4) + little(3, 2) + little(0, 2) + little(0, 2) + little(')', 2);
  const std::vector<Case> cases = {
      {"characters of one unit", paragraph(0, u"가\n나\x18다\x1E라\x1F마"),
       "paragraph 가\n나-다 라 마"},
      {"a tab has eight units", paragraph(0, u"가" + extended(9) + u"나"), "paragraph 가\t나"},
      {"other planes", paragraph(0, u"😱\xD83D가"), "paragraph 😱\xEF\xBF\xBD가"},
      {"ruby",
       paragraph(0, extended(23) + u"뒤", control(1, "tdut", counted(u"본말") + counted(u"덧말"))),
       "paragraph 본말(덧말)뒤"},
      {"composed signs",
       paragraph(0, extended(23), control(1, "tcps", counted(u"7") + little(1, 1))), "paragraph ⑦"},
      {"a generated number", paragraph(0, extended(18) + u" 각주", control(1, "atno", numbered)),
       "paragraph 3) 각주"},
      {"an equation",
       paragraph(0, u"식" + extended(11),
                 control(1, "eqed") + record(0x58, 2, little(0, 4) + counted(u"a over b"))),
       "paragraph 식 a over b"},
      {"private signs", paragraph(0, u"\xF0FC 가"), "paragraph ✓ 가"},
      {"numbers and bullets",
       paragraph(0, u"하나", {}, 1) + paragraph(0, u"둘", {}, 2) + paragraph(0, u"셋", {}, 1) +
           paragraph(0, u"넷", {}, 5),
       "list_item1 1. 하나\nlist_item2 가. 둘\nlist_item1 2. 셋\nlist_item1 ▪ 넷"},
      {"outline by the section's numbering",
       paragraph(0, extended(2) + u"총칙", control(1, "secd", little(0, 14) + little(1, 2)), 3) +
           paragraph(0, u"목적", {}, 4),
       "heading1 1. 총칙\nheading2 가. 목적"},
      {"titles by style", paragraph(0, u"제1장 총칙", {}, 0, 1), "heading2 제1장 총칙"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwp5, LinksAndBookmarks) {
  const auto link = [](const std::u16string& command) {
    return control(1, "%hlk", little(0, 5) + counted(command) + little(0, 8));
  };
  std::u16string end = extended(4);
  end[1] = u'l' << 8 | u'k';  // "hlk", the last letter first; the program leaves the sign out
  end[2] = u'h';
  const std::string name = little(0x021B, 2) + little(1, 4) + little(0x4000, 2) + little(1, 2);
  auto document =
      read(make_hwp5(paragraph(0, u"앞 " + extended(3) + u"누리집" + end + u" 뒤",
                               link(u"https\\://example.org/a\\;b;1;0;0;")) +
                     paragraph(0, extended(3) + u"서식으로" + end, link(u"?서식;0;0;0;")) +
                     paragraph(0, extended(22) + u"별지 제1호서식",
                               control(1, "bokm") + record(0x57, 2, name + counted(u"서식")))));
  ASSERT_TRUE(document) << document.error().line();
  EXPECT_EQ(shown(*document),
            "paragraph 앞 누리집 뒤\nparagraph 서식으로\nparagraph 별지 제1호서식");
  EXPECT_EQ(testing::entries(*document, "link"),
            (std::vector<std::string>{"누리집 <https://example.org/a;b>", "서식으로 <#서식>"}));
  EXPECT_EQ(testing::entries(*document, "bookmark"),
            std::vector<std::string>{"서식: 별지 제1호서식"});
}

TEST(Hwp5, WhatIsAnchoredFollowsItsParagraph) {
  const auto aside = [](std::string_view letters, const std::u16string& text) {
    return control(1, letters) + list(2) + paragraph(2, text);
  };
  const std::string box = control(1, "gso ", little(0, 4)) + record(0x4C, 2, "") + list(3) +
                          paragraph(3, u"글상자") + record(0x4F, 3, "");
  const std::string group = control(1, "gso ", little(0, 4)) + record(0x4C, 2, "") +
                            record(0x56, 3, "") + record(0x4C, 3, "") + list(4) +
                            paragraph(4, u"묶음") + record(0x4F, 4, "");
  const std::string picture = control(1, "gso ", little(0, 4)) + list(2) + paragraph(2, u"그림 1") +
                              record(0x4C, 2, "") + record(0x55, 3, "");
  const std::string art = control(1, "gso ", little(0, 4)) + record(0x4C, 2, "") +
                          record(0x5A, 3, little(0, 32) + counted(u"글맵시"));
  const std::vector<Case> cases = {
      {"footnote", paragraph(0, u"앞" + extended(17) + u"뒤", aside("fn  ", u"각주")),
       "paragraph 앞뒤\nfootnote 각주"},
      {"endnote", paragraph(0, u"앞" + extended(17), aside("en  ", u"미주")),
       "paragraph 앞\nfootnote 미주"},
      {"header", paragraph(0, extended(16) + u"글", aside("head", u"머리말")),
       "paragraph 글\nrunning_head: paragraph 머리말"},
      {"hidden comment", paragraph(0, u"글" + extended(15), aside("tcmt", u"숨은 설명")),
       "paragraph 글\nmemo: paragraph 숨은 설명"},
      {"master page",
       paragraph(
           0, extended(2) + u"글",
           control(1, "secd", little(0, 14) + little(1, 2)) + list(2) + paragraph(2, u"바탕쪽")),
       "paragraph 글\nrunning_head: paragraph 바탕쪽"},
      {"comment in the margin",
       paragraph(0, u"글") + paragraph(0, u"끝") + record(0x5D, 1, little(0, 4)) + list(1) +
           paragraph(1, u"메모"),
       "paragraph 글\nparagraph 끝\nmemo: paragraph 메모"},
      {"text box", paragraph(0, u"글" + extended(11), box), "paragraph 글\nparagraph 글상자"},
      {"group of shapes", paragraph(0, extended(11), group), "paragraph 묶음"},
      {"picture with a caption", paragraph(0, extended(11), picture), "image 그림 1"},
      {"word art", paragraph(0, extended(11), art), "paragraph 글맵시"},
      {"a control without its character", paragraph(0, u"글", aside("fn  ", u"각주")),
       "paragraph 글\nfootnote 각주"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.section), c.blocks) << c.what;
}

TEST(Hwp5, Tables) {
  const std::string note = control(3, "fn  ") + list(4) + paragraph(4, u"칸의 각주");
  const std::string nested = table(3, 1, 1, cell(4, 0, 0, paragraph(4, u"안쪽")));
  const std::string cells =
      cell(2, 0, 0, paragraph(2, u"구분")) + cell(2, 0, 1, paragraph(2, u"금액")) +
      cell(2, 1, 0, paragraph(2, u"일비" + extended(17), note)) +
      cell(2, 1, 1, paragraph(2, u"2만") + paragraph(2, extended(11), nested));
  const std::string caption = list(2) + paragraph(2, u"표 1");
  auto document =
      read(make_hwp5(paragraph(0, u"다음과 같다." + extended(11), table(1, 2, 2, cells, caption))));
  ASSERT_TRUE(document);
  EXPECT_EQ(shown(*document),
            "paragraph 다음과 같다.\ntable 구분: 일비 | 금액: 2만\ntable in 1,1 안쪽\n"
            "footnote 칸의 각주");
  EXPECT_EQ(document->blocks[1].table->caption, "표 1");
  EXPECT_EQ(document->blocks[1].table->rows, 2);
  EXPECT_EQ(document->blocks[1].table->columns, 2);
}

std::string deflated(std::string plain) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, plain.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// What the program that makes distribution documents does: the reverse of decipher_distribution.
std::string enciphered(const std::string& plain, std::uint32_t seed) {
  std::string key_text = utf16(u"0123456789abcdef0123456789abcdef01234567");
  std::string data(256, '\x5A');
  data.replace(0, 4, little(seed, 4));
  data.replace(4 + (seed & 0xF), key_text.size(), key_text);
  std::uint32_t state = seed;
  const auto rand = [&] {
    state = state * 214013u + 2531011u;
    return (state >> 16) & 0x7FFFu;
  };
  for (std::size_t i = 0; i < data.size();) {
    const auto mask = static_cast<unsigned char>(rand() & 0xFFu);
    for (std::uint32_t run = (rand() & 0xFu) + 1; run > 0 && i < data.size(); --run, ++i) {
      if (i >= 4) data[i] = static_cast<char>(static_cast<unsigned char>(data[i]) ^ mask);
    }
  }
  std::string padded = plain;
  padded.resize((plain.size() + 15) / 16 * 16, '\0');
  std::string out(padded.size() + 16, '\0');
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), nullptr,
                     reinterpret_cast<const unsigned char*>(key_text.data()), nullptr);
  EVP_CIPHER_CTX_set_padding(context, 0);
  int size = 0;
  EVP_EncryptUpdate(context, reinterpret_cast<unsigned char*>(out.data()), &size,
                    reinterpret_cast<const unsigned char*>(padded.data()),
                    static_cast<int>(padded.size()));
  EVP_CIPHER_CTX_free(context);
  out.resize(static_cast<std::size_t>(size));
  return record(0x1C, 0, data) + out;
}

TEST(Hwp5, PackedAndDistributionDocuments) {
  const std::string section = paragraph(0, u"압축된 글");
  const std::string packed = make_ole({{"FileHeader", file_header(1)},
                                       {"DocInfo", deflated(doc_info())},
                                       {"BodyText/Section0", deflated(section)}});
  EXPECT_EQ(shown(*read(packed)), "paragraph 압축된 글");
  for (const std::uint32_t seed : {1u, 0x0Fu, 0xDEADBEEFu}) {
    const std::string bytes =
        make_ole({{"FileHeader", file_header(5)},
                  {"DocInfo", deflated(doc_info())},
                  {"ViewText/Section0", enciphered(deflated(section), seed)}});
    auto document = read(bytes);
    ASSERT_TRUE(document) << seed;
    EXPECT_EQ(shown(*document), "paragraph 압축된 글") << seed;
    EXPECT_TRUE(document->warnings.empty()) << seed;
  }
}

TEST(Hwp5, TrackedChangesAreSaid) {
  const std::string info = doc_info() + record(0x60, 1, little(0, 26));
  auto document = read(make_ole({{"FileHeader", file_header(0x4000)},
                                 {"DocInfo", info},
                                 {"BodyText/Section0", paragraph(0, u"글")}}));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->warnings.size(), 1u);
}

TEST(Hwp5, SectionsInOrderAndLargeOnes) {
  const std::u16string many(5'000, u'가');
  const std::string bytes = make_hwp5(
      paragraph(0, many), 0,
      {{"BodyText/Section10", paragraph(0, u"열")}, {"BodyText/Section2", paragraph(0, u"둘")}});
  auto document = read(bytes);
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 3u);
  EXPECT_EQ(document->blocks[0].text.size(), 15'000u);
  EXPECT_EQ(document->blocks[1].text, "둘");
  EXPECT_EQ(document->blocks[2].text, "열");
}

TEST(Hwp5, Summary) {
  std::string set = little(0, 4) + little(2, 4);
  set += little(4, 4) + little(24, 4) + little(12, 4) + little(40, 4);
  set += little(0x1F, 4) + little(4, 4) + utf16(u"홍길동\0");
  set.resize(40, '\0');
  set += little(0x40, 4) + little(133484544000000000ull, 8);
  std::string stream(44, '\0');
  stream += little(48, 4) + set;
  auto document = read(make_hwp5(paragraph(0, u"글"), 0, {{"\x05HwpSummaryInformation", stream}}));
  ASSERT_TRUE(document);
  const std::vector<std::pair<std::string, std::string>> meta = {
      {"author", "홍길동"}, {"created", "2023-12-31T00:00:00Z"}};
  EXPECT_EQ(document->meta, meta);
}

TEST(Hwp5, ProtectedAndBrokenFilesFailWithTheirReason) {
  const std::string section = paragraph(0, u"글");
  for (const std::uint32_t flag : {2u, 16u, 256u, 1024u}) {
    EXPECT_EQ(read(make_hwp5(section, flag)).error().code, Code::unsupported) << flag;
  }
  EXPECT_EQ(read(make_ole({{"FileHeader", file_header(0)}})).error().code, Code::unreadable);
  EXPECT_EQ(read(make_ole({{"WordDocument", "x"}})).error().code, Code::unreadable);
  EXPECT_EQ(read("\xD0\xCF\x11\xE0").error().code, Code::unreadable);
  std::string deep;
  for (unsigned level = 0; level < 900; level += 4) {
    deep += paragraph(level, extended(11)) + control(level + 1, "gso ", little(0, 4)) +
            record(0x4C, level + 2, "") + list(level + 3);
  }
  EXPECT_EQ(read(make_hwp5(deep)).error().code, Code::too_large);
  const std::string bomb = make_ole({{"FileHeader", file_header(1)},
                                     {"DocInfo", deflated(std::string(8u << 20, '\0'))},
                                     {"BodyText/Section0", ""}});
  EXPECT_EQ(read(bomb).error().code, Code::too_large);
}

TEST(Hwp5, TextIsConvertedWhateverItsLength) {
  for (std::size_t letters = 250; letters < 520; letters += letters == 260 ? 246 : 1) {
    const std::u16string before(letters, u'가');
    auto document = read(make_hwp5(paragraph(0, before + u"😱a¼" + before)));
    ASSERT_TRUE(document);
    std::string wanted;
    for (std::size_t i = 0; i < letters; ++i) wanted += "가";
    EXPECT_EQ(shown(*document), "paragraph " + wanted + "😱a¼" + wanted) << letters;
  }
}

// What is let through unseen is what a real look would leave as it is.
TEST(HwpSigns, SettledTextIsNotChanged) {
  std::size_t settled = 0;
  for (char32_t c = 1; c < 0x10000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string sign;
    text::append(sign, c);
    if (!is_settled(sign)) continue;
    ++settled;
    std::size_t unmapped = 0;
    EXPECT_EQ(text::nfc(sign), sign);
    EXPECT_EQ(mapped_signs(sign, unmapped), sign);
    EXPECT_TRUE(c >= 0x20 || c == '\t' || c == '\n') << sign;
  }
  EXPECT_GT(settled, 11'172u + 20'902u);  // syllables and ideographs at least
  for (const std::string_view ill : {"\xED\xA0\x80", "\xE0\x80\x80", "가\xEA\xB0", "\x80",
                                     "\xC0\x80", "\xF0\x9F\x98\xB1", "e\xCC\x81", "\x01"}) {
    EXPECT_FALSE(is_settled(ill)) << ill;
  }
}

TEST(Hwp5, ACutOffSectionKeepsWhatCameBefore) {
  const std::string whole = paragraph(0, u"앞의 글") + paragraph(0, u"뒤의 글");
  auto document = read(make_hwp5(whole.substr(0, whole.size() - 8)));
  ASSERT_TRUE(document);
  EXPECT_EQ(shown(*document), "paragraph 앞의 글");
  EXPECT_EQ(document->warnings.size(), 1u);
}

TEST(Ole, ReadsShortAndLongStreams) {
  const std::string tall(10'000, 'x');
  const std::string bytes = make_ole({{"a", "short"}, {"f/b", tall}, {"f/c", ""}});
  auto ole = Ole::open(bytes, {});
  ASSERT_TRUE(ole);
  EXPECT_EQ(ole->read(*ole->find("a")).bytes, "short");
  EXPECT_EQ(ole->read(*ole->find("F/B")).bytes, tall);
  EXPECT_EQ(ole->read(*ole->find("f/c")).bytes, "");
  EXPECT_EQ(ole->find("b"), nullptr);
}

// Sectors need not stand in the order of their chain.
TEST(Ole, GathersStreamsThatLieInPieces) {
  constexpr std::size_t kSector = 512;
  std::string tall;
  for (int i = 0; tall.size() < 10'000; ++i) tall += std::to_string(i) + ' ';
  std::string bytes = make_ole({{"a", tall}});
  auto whole = Ole::open(bytes, {});
  ASSERT_TRUE(whole);
  const std::uint32_t first = whole->find("a")->start;
  const auto sector = [&](std::uint32_t number) { return bytes.data() + (number + 1) * kSector; };
  std::uint32_t table = 0;  // the first sector of the allocation table
  std::memcpy(&table, bytes.data() + 76, sizeof(table));
  const auto link = [&](std::uint32_t from, std::uint32_t to) {
    std::memcpy(sector(table) + 4 * std::size_t{from}, &to, sizeof(to));
  };
  std::swap_ranges(sector(first + 1), sector(first + 2), sector(first + 2));
  link(first, first + 2);
  link(first + 2, first + 1);
  link(first + 1, first + 3);
  auto ole = Ole::open(bytes, {});
  ASSERT_TRUE(ole);
  Ole::Stream read = ole->read(*ole->find("a"));
  const Ole::Stream moved = std::move(read);
  EXPECT_TRUE(moved.whole);
  EXPECT_EQ(moved.bytes, tall);
  link(first + 1, first);  // in a circle: there is never more than was declared
  EXPECT_EQ(Ole::open(bytes, {})->read(*whole->find("a")).bytes.size(), tall.size());
}

TEST(Ole, DamageEverywhereEndsCleanly) {
  const std::string whole = make_hwp5(
      paragraph(0, u"글" + extended(11), table(1, 1, 1, cell(2, 0, 0, paragraph(2, u"칸")))));
  // Headers, tables and directory: each byte set to values that make loops and far places.
  for (std::size_t at = 8; at < whole.size(); at += 1 + at % 3) {
    for (const char value : {'\x00', '\x01', '\xFE'}) {
      std::string bytes = whole;
      bytes[at] = value;
      (void)read(bytes);
    }
  }
  for (std::size_t size = 0; size < whole.size(); size += 97) (void)read(whole.substr(0, size));
}

}  // namespace
}  // namespace sillok::formats
