#include "text/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sillok::text {
namespace {

#include "text/lexicon_tables.inc"  // made by make_lexicon

std::uint64_t packed(std::u16string_view word) {
  std::uint64_t out = 0;
  for (const char16_t c : word) out = out << 16U | c;
  return out;
}

}  // namespace

bool in_lexicon(std::u16string_view word) {
  if (word.size() == 2) {
    return std::binary_search(kTwoSyllables.begin(), kTwoSyllables.end(), packed(word));
  }
  return word.size() == 3 &&
         std::binary_search(kThreeSyllables.begin(), kThreeSyllables.end(), packed(word));
}

char32_t reading_of(char32_t hanja, bool at_head) {
  if (hanja < 0x4E00 || hanja >= 0x4E00 + kReadings.size()) return 0;
  const std::uint32_t readings = kReadings[hanja - 0x4E00];
  return at_head ? readings >> 16U : readings & 0xFFFFU;
}

}  // namespace sillok::text
