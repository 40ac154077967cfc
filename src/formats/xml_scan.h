// Looking for signs in XML and telling names, a few bytes at a time. Internal to the parser of tags
// and to those who ask it for names.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sillok::formats {

// The longest reference is "&#x0010FFFF;" with room to spare.
constexpr std::size_t kLongestReference = 16;

inline bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::uint64_t kOnes = 0x0101010101010101;  // times a byte: eight of it
constexpr std::uint64_t kTops = 0x8080808080808080;

// The first byte of which `tops_of(word)` leaves the highest bit, told eight at a time, or `end`;
// where they are no eight, `is` tells of one.
template <class TopsOf, class Is>
inline const char* first_byte(const char* at, const char* end, const TopsOf& tops_of,
                              const Is& is) {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= static_cast<std::ptrdiff_t>(sizeof(word)); at += sizeof(word)) {
      std::memcpy(&word, at, sizeof(word));
      const std::uint64_t tops = tops_of(word);
      if (tops != 0) return at + std::countr_zero(tops) / 8;
    }
  }
  while (at != end && !is(*at)) ++at;
  return at;
}

// All that may end a name is below 0x40, and of what is in names nearly nothing.
inline const char* behind_letters(const char* at, const char* end) {
  return first_byte(
      at, end, [](std::uint64_t word) { return ~(word | word << 1U) & kTops; },
      [](char c) { return static_cast<unsigned char>(c) < 0x40; });
}

// For what is mostly near; `end` if it is not there.
inline const char* find_near(char c, const char* at, const char* end) {
  return first_byte(
      at, end,
      [c](std::uint64_t word) {
        const std::uint64_t other = word ^ kOnes * static_cast<unsigned char>(c);
        return (other - kOnes) & ~other & kTops;
      },
      [c](char one) { return one == c; });
}

// Whether two names are the same, without a call for the few letters that they have.
inline bool same_name(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  const char* a = one.data();
  const char* b = other.data();
  const auto same = [&]<class Word>(Word, std::size_t at) {
    Word left;
    Word right;
    std::memcpy(&left, a + at, sizeof(Word));
    std::memcpy(&right, b + at, sizeof(Word));
    return left == right;
  };
  const std::size_t size = one.size();
  if (size > 16) return one == other;
  if (size >= 8) return same(std::uint64_t{}, 0) && same(std::uint64_t{}, size - 8);
  if (size >= 4) return same(std::uint32_t{}, 0) && same(std::uint32_t{}, size - 4);
  if (size >= 2) return same(std::uint16_t{}, 0) && same(std::uint16_t{}, size - 2);
  return size == 0 || *a == *b;
}

}  // namespace sillok::formats
