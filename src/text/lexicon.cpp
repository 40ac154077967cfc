#include "text/lexicon.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sillok::text {
namespace {

#include "text/lexicon_tables.inc"  // made by make_lexicon

constexpr char16_t kFirstSyllable = 0xAC00;
constexpr std::size_t kSyllables = 11'172;

std::uint64_t packed(std::u16string_view word) {
  std::uint64_t out = 0;
  for (const char16_t c : word) out = out << 16U | c;
  return out;
}

// Packed words of one length, rising, found by their first syllable and then by halving.
class Words {
 public:
  Words(std::span<const std::uint64_t> words, unsigned syllables) : words_(words) {
    const unsigned shift = 16 * (syllables - 1);
    std::uint32_t at = 0;
    for (std::size_t syllable = 0; syllable <= kSyllables; ++syllable) {
      while (at < words.size() && words[at] >> shift < kFirstSyllable + syllable) ++at;
      begins_[syllable] = at;
    }
  }
  [[nodiscard]] bool hold(std::u16string_view word) const {
    if (word.front() < kFirstSyllable || word.front() >= kFirstSyllable + kSyllables) return false;
    const std::size_t syllable = word.front() - kFirstSyllable;
    const auto some = words_.subspan(begins_[syllable], begins_[syllable + 1] - begins_[syllable]);
    return std::binary_search(some.begin(), some.end(), packed(word));
  }

 private:
  std::span<const std::uint64_t> words_;
  std::array<std::uint32_t, kSyllables + 1> begins_{};
};

}  // namespace

bool in_lexicon(std::u16string_view word) {
  static const Words two(kTwoSyllables, 2);
  static const Words three(kThreeSyllables, 3);
  return (word.size() == 2 && two.hold(word)) || (word.size() == 3 && three.hold(word));
}

char32_t reading_of(char32_t hanja, bool at_head) {
  if (hanja < 0x4E00 || hanja >= 0x4E00 + kReadings.size()) return 0;
  const std::uint32_t readings = kReadings[hanja - 0x4E00];
  return at_head ? readings >> 16U : readings & 0xFFFFU;
}

}  // namespace sillok::text
