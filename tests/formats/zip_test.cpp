#include "formats/zip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "zip_writer.h"

namespace sillok::formats {
namespace {

using testing::make_zip;
using testing::zip_writer_detail::put;

std::string deflated(const std::string& content) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, content.size()), '\0');
  std::string in = content;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

struct Packing {
  bool descriptor = false;  // sizes behind the data, as a program writes that cannot seek
  bool zip64 = false;       // sizes and places in the 64 bit fields only
  std::uint16_t flags = 0;
  std::uint16_t method = 8;
  std::uint32_t claimed = 0;  // if not 0: the unpacked size that both headers claim
};

// One deflated entry, written the way `packing` says.
std::string pack(const std::string& name, const std::string& content, const Packing& packing = {}) {
  const std::string data = packing.method == 8 ? deflated(content) : content;
  const std::uint32_t crc = testing::zip_writer_detail::crc32(content);
  const std::uint64_t unpacked = packing.claimed != 0 ? packing.claimed : content.size();
  const std::uint16_t flags =
      static_cast<std::uint16_t>(packing.flags | (packing.descriptor ? 8u : 0u));
  const auto head = [&](std::string& out, bool known) {
    put(out, packing.zip64 ? 45 : 20, 2);
    put(out, flags, 2);
    put(out, packing.method, 2);
    put(out, 0, 4);
    put(out, known ? crc : 0, 4);
    put(out, packing.zip64 ? 0xFFFFFFFFu : known ? data.size() : 0, 4);
    put(out, packing.zip64 ? 0xFFFFFFFFu : known ? unpacked : 0, 4);
    put(out, name.size(), 2);
    put(out, packing.zip64 ? 28 : 0, 2);
  };
  std::string extra;
  if (packing.zip64) {
    put(extra, 1, 2);
    put(extra, 24, 2);
    put(extra, unpacked, 8);
    put(extra, data.size(), 8);
    put(extra, 0, 8);
  }
  std::string out;
  put(out, 0x04034B50, 4);
  head(out, !packing.descriptor);
  out += name + extra + data;
  if (packing.descriptor) {
    put(out, 0x08074B50, 4);
    put(out, crc, 4);
    put(out, data.size(), 4);
    put(out, unpacked, 4);
  }
  const std::size_t start = out.size();
  put(out, 0x02014B50, 4);
  put(out, 45, 2);
  head(out, true);
  put(out, 0, 8);
  put(out, 0, 2);
  put(out, packing.zip64 ? 0xFFFFFFFFu : 0, 4);
  out += name + extra;
  const std::size_t size = out.size() - start;
  const std::size_t end64 = out.size();
  if (packing.zip64) {
    put(out, 0x06064B50, 4);
    put(out, 44, 8);
    put(out, 0x002D002D, 4);
    put(out, 0, 8);
    put(out, 1, 8);
    put(out, 1, 8);
    put(out, size, 8);
    put(out, start, 8);
    put(out, 0x07064B50, 4);
    put(out, 0, 4);
    put(out, end64, 8);
    put(out, 1, 4);
  }
  put(out, 0x06054B50, 4);
  put(out, 0, 4);
  put(out, packing.zip64 ? 0xFFFF : 1, 2);
  put(out, packing.zip64 ? 0xFFFF : 1, 2);
  put(out, packing.zip64 ? 0xFFFFFFFFu : size, 4);
  put(out, packing.zip64 ? 0xFFFFFFFFu : start, 4);
  put(out, 0, 2);
  return out;
}

// What the entry of that name holds, or the code of the failure.
std::string read_or_code(const std::string& bytes, const std::string& name,
                         const Limits& limits = {}) {
  auto zip = Zip::open(bytes, limits);
  if (!zip) return "open " + std::string(name_of(zip.error().code));
  const ZipEntry* entry = zip->find(name);
  if (entry == nullptr) return "none";
  auto text = zip->read(*entry);
  return text ? *text : std::string(name_of(text.error().code));
}

std::string varied(std::size_t size) {
  std::string text;
  std::uint32_t seed = 1;
  while (text.size() < size) {
    seed = seed * 1664525u + 1013904223u;
    text += static_cast<char>('a' + (seed >> 27));
  }
  return text;
}

TEST(Zip, ReadsEveryWayOfWriting) {
  const std::string text = varied(300'000);
  EXPECT_EQ(read_or_code(make_zip({{"a/b.xml", text}}), "a/b.xml"), text);
  EXPECT_EQ(read_or_code(pack("a", text), "a"), text);
  EXPECT_EQ(read_or_code(pack("a", text, {.descriptor = true}), "a"), text);
  EXPECT_EQ(read_or_code(pack("a", text, {.zip64 = true}), "a"), text);
  EXPECT_EQ(read_or_code(pack("a", ""), "a"), "");
  EXPECT_EQ(read_or_code("program" + pack("a", text), "a"), text) << "bytes before the archive";
  EXPECT_EQ(read_or_code(pack("a", text) + std::string(500, '\0'), "a"), text) << "bytes behind it";
}

TEST(Zip, FindsNames) {
  const std::string bytes = make_zip({{"Contents/a", "1"}, {"contents/A", "2"}, {"x\\y", "3"}});
  EXPECT_EQ(read_or_code(bytes, "contents/A"), "2") << "exact first";
  EXPECT_EQ(read_or_code(bytes, "CONTENTS/a"), "1") << "then without case";
  EXPECT_EQ(read_or_code(bytes, "x/y"), "3") << "backslashes of old packers";
  EXPECT_EQ(read_or_code(bytes, "b"), "none");
}

TEST(Zip, OfOneNameTheLastCounts) {
  const std::string bytes = make_zip({{"a", "old"}, {"b", "other"}, {"a", "new"}});
  EXPECT_EQ(read_or_code(bytes, "a"), "new");
  EXPECT_EQ(Zip::open(bytes, {})->entries().size(), 2u);
}

TEST(Zip, ReadsWhatIsLeftOfATruncatedFile) {
  const std::string first = varied(1000);
  const std::string bytes = make_zip({{"a", first}, {"b", varied(5000)}});
  const std::string cut = bytes.substr(0, 3000);
  auto zip = Zip::open(cut, {});
  ASSERT_TRUE(zip);
  EXPECT_TRUE(zip->truncated());
  EXPECT_EQ(read_or_code(cut, "a"), first);
  EXPECT_FALSE(Zip::open(bytes, {})->truncated());

  const std::string text = varied(400'000);
  const std::string streamed = pack("a", text, {.descriptor = true});
  const std::string half = streamed.substr(0, streamed.size() / 2);
  auto open = Zip::open(half, {});
  ASSERT_TRUE(open);
  std::string got;
  const auto done = open->stream(open->entries().front(), [&](std::string_view piece) {
    got += piece;
    return true;
  });
  EXPECT_EQ(done.error().code, Code::unreadable);
  EXPECT_GT(got.size(), text.size() / 3) << "pieces before the damage are handed out";
  EXPECT_TRUE(text.starts_with(got));
}

TEST(Zip, RefusesBombs) {
  const std::string zeros(8u << 20, '\0');
  EXPECT_EQ(read_or_code(pack("a", zeros), "a"), "too_large") << "ratio";
  EXPECT_EQ(read_or_code(pack("a", zeros, {.claimed = 10}), "a"), "too_large") << "a lie";
  EXPECT_EQ(read_or_code(pack("a", std::string(500'000, '\0')), "a").size(), 500'000u)
      << "a short entry of one byte is no bomb";
  EXPECT_EQ(read_or_code(pack("a", varied(3'000)), "a", {.unpacked_bytes = 2'000}), "too_large");
  std::vector<std::pair<std::string, std::string>> many(30, {"a", ""});
  for (std::size_t i = 0; i < many.size(); ++i) many[i].first += std::to_string(i);
  EXPECT_EQ(read_or_code(make_zip(many), "a1", {.entries = 29}), "open too_large");
  EXPECT_EQ(read_or_code(make_zip(many), "a1", {.entries = 30}), "");
}

TEST(Zip, CountsAllReadsTogether) {
  const std::string bytes = make_zip({{"a", varied(600)}, {"b", varied(600)}});
  auto zip = Zip::open(bytes, {.unpacked_bytes = 1'000});
  ASSERT_TRUE(zip);
  EXPECT_TRUE(zip->read(zip->entries()[0]));
  EXPECT_EQ(zip->read(zip->entries()[1]).error().code, Code::too_large);
}

TEST(Zip, SaysWhatIsWrong) {
  const std::string text = varied(1000);
  EXPECT_EQ(read_or_code("", "a"), "open unreadable");
  EXPECT_EQ(read_or_code("hello", "a"), "open unreadable");
  EXPECT_EQ(read_or_code(pack("a", text, {.flags = 1}), "a"), "unsupported") << "encrypted";
  EXPECT_EQ(read_or_code(pack("a", text, {.method = 12}), "a"), "unsupported") << "bzip2";
  EXPECT_EQ(read_or_code(pack("a", text, {.method = 99}), "a"), "unsupported") << "AES";
  std::string flipped = make_zip({{"a", text}});
  flipped[200] = static_cast<char>(flipped[200] ^ 1);
  EXPECT_EQ(read_or_code(flipped, "a"), "unreadable") << "checksum";
  std::string broken = pack("a", text);
  for (std::size_t i = 40; i < 80; ++i) broken[i] = '\xFF';
  EXPECT_EQ(read_or_code(broken, "a"), "unreadable");
}

TEST(Zip, StopsWhenAsked) {
  // One that lies about its size is unpacked piece by piece.
  const std::string bytes = pack("a", varied(500'000), {.claimed = 10});
  auto zip = Zip::open(bytes, {});
  ASSERT_TRUE(zip);
  int pieces = 0;
  EXPECT_TRUE(zip->stream(zip->entries().front(), [&](std::string_view) { return ++pieces < 2; }));
  EXPECT_EQ(pieces, 2);
}

TEST(Zip, HandsOutInOnePieceWhatIsAsItSays) {
  const std::string text = varied(500'000);
  const std::string bytes = pack("a", text);
  auto zip = Zip::open(bytes, {});
  ASSERT_TRUE(zip);
  std::vector<std::string> pieces;
  EXPECT_TRUE(zip->stream(zip->entries().front(), [&](std::string_view piece) {
    pieces.emplace_back(piece);
    return true;
  }));
  EXPECT_EQ(pieces, std::vector{text});
}

TEST(Zip, EveryPrefixAndEveryFlippedByteEndsCleanly) {
  const std::string whole = make_zip({{"a", "first"}, {"b", "second"}}) + pack("c", varied(200));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    auto zip = Zip::open(std::string_view(exact.data(), exact.size()), {});
    if (!zip) continue;
    for (const ZipEntry& entry : zip->entries()) (void)zip->read(entry);
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(~bytes[at]);
    auto zip = Zip::open(bytes, {});
    if (!zip) continue;
    for (const ZipEntry& entry : zip->entries()) (void)zip->read(entry);
  }
}

TEST(LooksLikeZip, GoesByTheFirstBytes) {
  EXPECT_TRUE(looks_like_zip(make_zip({{"a", "b"}})));
  EXPECT_TRUE(looks_like_zip(make_zip({})));
  EXPECT_FALSE(looks_like_zip("PK"));
  EXPECT_FALSE(looks_like_zip(""));
}

}  // namespace
}  // namespace sillok::formats
