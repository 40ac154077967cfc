// What an element is, told by its name: for the readers that see every tag of a document.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace sillok::formats {

// A table of names, ASCII, entered by the first letter; few names share one. Made once, when the
// program is compiled, of pairs sorted by name.
template <class Element, std::size_t kCount>
class ElementNames {
 public:
  using Pairs = std::array<std::pair<std::string_view, Element>, kCount>;

  constexpr explicit ElementNames(const Pairs& sorted) : pairs_(sorted) {
    std::size_t at = 0;
    for (std::size_t letter = 0; letter < kLetters; ++letter) {
      while (at < kCount && letter_of(pairs_[at].first) < letter) ++at;
      first_[letter] = at;
    }
    first_[kLetters] = kCount;
  }

  // `otherwise` for a name that is not in the table.
  [[nodiscard]] Element find(std::string_view name, Element otherwise) const {
    if (name.empty()) return otherwise;
    const std::size_t letter = letter_of(name);
    if (letter >= kLetters) return otherwise;
    for (std::size_t at = first_[letter]; at < first_[letter + 1]; ++at) {
      if (pairs_[at].first == name) return pairs_[at].second;
    }
    return otherwise;
  }

 private:
  static constexpr std::size_t kLetters = 128;
  static constexpr std::size_t letter_of(std::string_view name) {
    return static_cast<unsigned char>(name.front());
  }

  Pairs pairs_;
  std::array<std::size_t, kLetters + 1> first_{};
};

// Takes the names as a braced list.
template <class Element, std::size_t kCount>
constexpr ElementNames<Element, kCount> element_names(
    const std::pair<std::string_view, Element> (&sorted)[kCount]) {
  typename ElementNames<Element, kCount>::Pairs pairs{};
  std::copy(std::begin(sorted), std::end(sorted), pairs.begin());
  return ElementNames<Element, kCount>(pairs);
}

}  // namespace sillok::formats
