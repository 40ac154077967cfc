// Real readers behind the walls: whatever they read in the open they read there.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "document/print.h"
#include "isolate/confine.h"
#include "isolate/reading.h"

namespace sillok::isolate {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

std::vector<fs::path> examples() {
  std::vector<fs::path> files;
  const fs::path folder = fs::path(SILLOK_SOURCE_DIR) / "examples/documents";
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What a file says, or the error; one line a Document. Warnings are left out: a reader that draws
// pages finds fonts in the open and none behind the walls, and says so.
struct Said {
  std::string text;
  formats::Sink sink() {
    return [this](document::Document&& document) -> Result<void> {
      document.warnings.clear();
      text += document::to_json(document) + "\n";
      return {};
    };
  }
  void end(const Result<void>& outcome) {
    if (!outcome) text += std::string(name_of(outcome.error().code)) + outcome.error().message;
  }
};

std::string read_in_the_open(const fs::path& file) {
  Said said;
  said.end(formats::read({file.filename().native(), bytes_of(file)}, {}, said.sink()));
  return said.text;
}

std::string read_confined(ReadingRoom& room, const fs::path& file) {
  Said said;
  said.end(room.read(file, said.sink()));
  return said.text;
}

TEST(Documents, ReadTheSameBehindTheWalls) {
  const auto room = ReadingRoom::open({});
  ASSERT_TRUE(room) << room.error().line();
  Milliseconds open{}, confined{};
  const std::vector<fs::path> files = examples();
  ASSERT_GE(files.size(), 12u);
  for (const fs::path& file : files) {
    auto start = Clock::now();
    const std::string expected = read_in_the_open(file);
    open += Clock::now() - start;
    start = Clock::now();
    EXPECT_EQ(read_confined(**room, file), expected) << file;
    confined += Clock::now() - start;
    EXPECT_EQ(expected.rfind("{\"", 0), 0u) << file << ": " << expected;
  }
  const double count = static_cast<double>(files.size());
  std::printf("in the open %.2f ms a file, confined %.2f ms\n", open.count() / count,
              confined.count() / count);
}

// A page with one line in a font that the file does not bring: its characters are found by tables
// of poppler-data, read from behind the walls.
std::string korean_pdf() {
  const std::string content =
      "BT /F1 12 Tf 72 700 Td <bdc3b3bbb1b3c5eb20323030> Tj ET";  // 시내교통 200 in CP949
  const std::string objects[] = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>"
      "/Contents 4 0 R>>",
      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
      "<</Type/Font/Subtype/Type0/BaseFont/HYGoThic-Medium/Encoding/KSCms-UHC-H"
      "/DescendantFonts[6 0 R]>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/HYGoThic-Medium/CIDSystemInfo<</Registry(Adobe)"
      "/Ordering(Korea1)/Supplement 1>>/FontDescriptor 7 0 R>>",
      "<</Type/FontDescriptor/FontName/HYGoThic-Medium/Flags 4/FontBBox[0 -200 1000 900]"
      "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"};
  std::string pdf = "%PDF-1.4\n", table;
  int number = 0;
  for (const std::string& object : objects) {
    char row[32];
    std::snprintf(row, sizeof(row), "%010zu 00000 n \n", pdf.size());
    table += row;
    pdf += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::size_t start = pdf.size();
  return pdf + "xref\n0 8\n0000000000 65535 f \n" + table +
         "trailer<</Size 8/Root 1 0 R>>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

TEST(Documents, KoreanFontsThatAPdfDoesNotBringAreRead) {
  if (is_sanitized()) GTEST_SKIP() << "no Landlock, hence no tables, under a sanitizer";
  if (!fs::exists("/usr/share/poppler/cMap/Adobe-Korea1")) GTEST_SKIP() << "no poppler-data";
  std::string pattern = (fs::temp_directory_path() / "sillok-pdf-XXXXXX").string();
  const fs::path folder = ::mkdtemp(pattern.data());
  const fs::path file = folder / "a.pdf";
  std::ofstream(file, std::ios::binary) << korean_pdf();
  const auto room = ReadingRoom::open({});
  ASSERT_TRUE(room) << room.error().line();
  const std::string said = read_confined(**room, file);
  EXPECT_NE(said.find("시내교통"), std::string::npos) << said;
  fs::remove_all(folder);
}

}  // namespace
}  // namespace sillok::isolate
