#include "formats/pdf_streams.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <string>

namespace sillok::formats::pdf {
namespace {

std::string packed(const std::string& plain) {
  uLongf size = compressBound(plain.size());
  std::string out(size, '\0');
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                      reinterpret_cast<const Bytef*>(plain.data()), plain.size(), 9),
            Z_OK);
  out.resize(size);
  return out;
}

std::string stream(const std::string& facts, const std::string& bytes) {
  return "%PDF-1.7\n4 0 obj\n<< " + facts + " /Length " + std::to_string(bytes.size()) +
         " >>\nstream\n" + bytes + "\nendstream\nendobj\n";
}

TEST(PdfStreams, TellsWhatUnpacksBeyondTheLimits) {
  const std::string zeros(4u << 20, '\0');
  std::string lively(3u << 20, '\0');
  std::uint32_t state = 1;
  for (char& c : lively) c = static_cast<char>("abcdefgh"[(state = state * 69069 + 1) >> 29]);
  Limits limits;
  limits.unpacked_bytes = 8u << 20;
  const struct {
    const char* what;
    std::string file;
    bool beyond;
  } cases[] = {
      {"a thousandfold", stream("/Filter /FlateDecode", packed(zeros)), true},
      {"twice packed", stream("/Filter [/FlateDecode /FlateDecode]", packed(packed(zeros))), true},
      {"a picture may", stream("/Subtype /Image /Filter /FlateDecode", packed(zeros)), false},
      {"not packed", stream("", zeros), false},
      {"below the limit in all", stream("/Filter /FlateDecode", packed(lively)), false},
      {"beyond it in all",
       stream("/Filter /FlateDecode", packed(lively)) +
           stream("/Filter /FlateDecode", packed(lively)) +
           stream("/Filter /FlateDecode", packed(lively)),
       true},
      {"no stream behind the word", "%PDF-1.7\n1 0 obj << /FlateDecode >> stream", false},
      {"damaged", stream("/Filter /FlateDecode", "no deflate"), false},
      {"nothing", "", false},
  };
  for (const auto& c : cases) EXPECT_EQ(unpacks_beyond(c.file, limits), c.beyond) << c.what;
}

}  // namespace
}  // namespace sillok::formats::pdf
