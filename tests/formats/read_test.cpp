#include "formats/reader.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/magic.h"
#include "shape.h"

namespace sillok::formats {
namespace {

using namespace std::string_literals;
using testing::Outcome;
using testing::read_all;
using testing::read_one;

TEST(Read, ContentDecidesAndTheNameOnlyWarns) {
  const struct {
    const char* name;
    const char* bytes;
    const char* format;
    bool warned;
  } kCases[] = {
      {"a.txt", "글", "text", false},
      {"a.md", "글", "markdown", false},
      {"a", "글", "text", false},
      {"a.unknown", "글", "text", false},
      {"a.txt", "<!DOCTYPE html><p>글", "html", true},
      {"a.html", "<!DOCTYPE html><p>글", "html", false},
      {"a.html", "글", "html", false},
      {"a", "<?xml version='1.0'?>\n<!-- x -->\n<html><body>글</body></html>", "html", false},
      {"a", "<?xml version='1.0'?><rss><![CDATA[<html>글</html>]]></rss>", "xml", false},
      {"a.txt", "<?xml version='1.0'?><a>글</a>", "xml", true},
      {"a.txt", "{\"가\": 1}", "json", true},
      {"a.txt", "{가} 글", "text", false},
      {"a.txt", "[별표 1] 여비", "text", false},
      {"a.json", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "jsonl", false},
      {"a.json", "{\"text\":\"a\"}", "json", false},
      {"a.docx", "글", "text", true},
      {"a.csv", "가,나\n1,2", "csv", false},
      {"a.txt", "MZ세대는 누구인가", "text", false},
      {"A.TXT", "글", "text", false},
  };
  for (const auto& c : kCases) {
    const Outcome outcome = read_all(c.name, c.bytes);
    ASSERT_TRUE(outcome.result) << c.name << " " << c.bytes;
    ASSERT_FALSE(outcome.documents.empty());
    const document::Document& document = outcome.documents[0];
    EXPECT_EQ(document.format, c.format) << c.name << " " << c.bytes;
    bool warned = false;
    for (const std::string& warning : document.warnings) {
      warned = warned || warning.starts_with("the name ends in");
    }
    EXPECT_EQ(warned, c.warned) << c.name << " " << c.bytes;
  }
}

TEST(Read, EmptyFile) {
  const Outcome outcome = read_all("a.txt", "");
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, Code::unreadable);
  EXPECT_TRUE(outcome.result.error().message.starts_with("the file is empty"));
}

TEST(Read, BlankFileIsSaidToBeBlank) {
  const document::Document document = read_one("a.txt", " \n\n ");
  ASSERT_EQ(document.warnings.size(), 1U);
}

TEST(Read, WhatIsNotReadIsNamed) {
  const std::string zeros(600, '\0');
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + zeros;
  const auto wide = [](const char* name) {
    std::string out;
    for (; *name != 0; ++name) out += {*name, '\0'};
    return out;
  };
  const struct {
    std::string bytes;
    const char* named;
  } kCases[] = {
      {"\xFF\xD8\xFF\xE0\0\x10JFIF\0"s + zeros, "JPEG"},
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s + zeros, "PNG"},
      {"GIF89a"s + zeros, "GIF"},
      {"MZ\x90\0\3\0"s + zeros, "Windows program"},
      {"\x7F"
       "ELF\2\1\1"s +
           zeros,
       "ELF"},
      {"7z\xBC\xAF\x27\x1C\0\4"s + zeros, "7-Zip"},
      {"Rar!\x1A\7\1\0"s + zeros, "RAR"},
      {"HWP Document File V2.10 \x1A\1\2\3\4\5"s + zeros, "older than 3.0"},
      {ole + wide("FileHeader") + zeros + wide("DocInfo"), "Hangul 5"},
      {ole + wide("WordDocument"), "old Word"},
      {ole + wide("Workbook"), "old Excel"},
      {ole + wide("PowerPoint Document"), "old PowerPoint"},
      {ole + wide("EncryptedPackage"), "password"},
      {"{\\rtf1\\ansi text}", "RTF"},
      {"\1\2\3\4"s + zeros, "no document format known"},
  };
  for (const auto& c : kCases) {
    const Outcome outcome = read_all("a.bin", c.bytes);
    ASSERT_FALSE(outcome.result) << c.named;
    EXPECT_EQ(outcome.result.error().code, Code::unsupported) << c.named;
    EXPECT_NE(outcome.result.error().message.find(c.named), std::string::npos)
        << outcome.result.error().message;
    EXPECT_EQ(outcome.result.error().message.find('\n'), std::string::npos);
  }
}

TEST(Read, BinaryUnderATextNameIsNotReadAsText) {
  for (const char* name : {"a.txt", "a.md", "a.csv", "a.json", "a.jsonl", "a.xml", "a.html"}) {
    EXPECT_FALSE(read_all(name, "GIF89a\1\0\1\0\x80\0\0\xFF\xFF\xFF\0\0\0!"s).result) << name;
  }
}

TEST(Read, NamesInAnyForm) {
  EXPECT_EQ(read_one("\xE1\x84\x80\xE1\x85\xA1.txt", "글").title, "가");
  EXPECT_EQ(read_one("bad\xFFname.txt", "글").title, "bad\uFFFDname");
  EXPECT_EQ(read_one(".hidden", "글").title, ".hidden");
}

TEST(Magic, Extensions) {
  EXPECT_EQ(extension_of("a.b.TXT"), "txt");
  EXPECT_EQ(extension_of("a"), "");
  EXPECT_EQ(extension_of("a."), "");
}

}  // namespace
}  // namespace sillok::formats
