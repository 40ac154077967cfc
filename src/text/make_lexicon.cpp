// Run by the build: hanja.txt of libhangul-data (one "한글:漢字:meaning" a line) → the tables
// behind text/lexicon.h. Usage: make_lexicon hanja.txt > lexicon_tables.inc
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "text/unicode.h"

namespace {

using sillok::text::is_hangul_syllable;

std::u32string decoded(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += sillok::text::next_code_point(text, at);
  return out;
}

// How often each reading of a character is used, alone and in words, at their head and inside:
// 樂 is 낙 in 樂園, 악 in 音樂.
struct Readings {
  std::map<char32_t, int> head;
  std::map<char32_t, int> inside;
};

char32_t commonest(const std::map<char32_t, int>& readings) {
  char32_t best = 0;
  int most = 0;
  for (const auto& [reading, count] : readings) {
    if (count > most) {
      most = count;
      best = reading;
    }
  }
  return best;
}

void print(const char* name, const std::set<std::uint64_t>& words) {
  std::printf("constexpr std::array<std::uint64_t, %zu> %s{", words.size(), name);
  for (const std::uint64_t word : words)
    std::printf("%lluU,", static_cast<unsigned long long>(word));
  std::printf("};\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "");
  if (!file) {
    std::fprintf(stderr, "make_lexicon: cannot read %s\n", argc > 1 ? argv[1] : "(no file named)");
    return 1;
  }
  std::set<std::uint64_t> two;
  std::set<std::uint64_t> three;
  std::map<char32_t, Readings> characters;
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) continue;
    const std::u32string word = decoded(std::string_view(line).substr(0, colon));
    const std::u32string hanja =
        decoded(std::string_view(line).substr(colon + 1, line.find(':', colon + 1) - colon - 1));
    bool hangul = word.size() == hanja.size();
    for (const char32_t c : word) hangul = hangul && is_hangul_syllable(c);
    if (!hangul) continue;
    std::uint64_t packed = 0;
    for (const char32_t c : word) packed = packed << 16U | c;
    if (word.size() == 2) two.insert(packed);
    if (word.size() == 3) three.insert(packed);
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (hanja[i] < 0x4E00 || hanja[i] > 0x9FFF) continue;
      Readings& readings = characters[hanja[i]];
      ++(i == 0 ? readings.head : readings.inside)[word[i]];
    }
  }
  if (two.size() < 1000 || characters.size() < 1000) {
    std::fprintf(stderr, "make_lexicon: %s is not the list it should be\n", argv[1]);
    return 1;
  }
  print("kTwoSyllables", two);
  print("kThreeSyllables", three);
  // From U+4E00 on: the reading at the head of a word in the upper half, inside it in the lower.
  std::printf("constexpr std::array<std::uint32_t, %u> kReadings{", 0xA000 - 0x4E00);
  for (char32_t c = 0x4E00; c < 0xA000; ++c) {
    const Readings& readings = characters[c];
    const char32_t head = commonest(readings.head);
    const char32_t inside = commonest(readings.inside);
    const char32_t first = head != 0 ? head : inside;
    std::printf("%uU,", static_cast<unsigned>(first << 16U | (inside != 0 ? inside : first)));
  }
  std::printf("};\n");
  return 0;
}
