// What an element is, told by its name: for the readers that see every tag of a document.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "formats/xml_scan.h"

namespace sillok::formats {

// A table of names, entered by their first and last letters and their lengths; few names share
// these. Made once, when the program is compiled.
template <class Element, std::size_t kCount>
class ElementNames {
 public:
  using Pairs = std::array<std::pair<std::string_view, Element>, kCount>;

  constexpr explicit ElementNames(const Pairs& pairs) : pairs_(pairs) {
    for (std::size_t i = 0; i < kCount; ++i) {
      std::size_t slot = slot_of(pairs_[i].first);
      while (slots_[slot] != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = static_cast<std::uint8_t>(i + 1);
    }
  }

  // `otherwise` for a name that is not in the table.
  [[nodiscard]] Element find(std::string_view name, Element otherwise) const {
    if (name.empty()) return otherwise;
    for (std::size_t slot = slot_of(name); slots_[slot] != 0; slot = (slot + 1) % kSlots) {
      const auto& [known, element] = pairs_[slots_[slot] - 1U];
      if (same_name(known, name)) return element;
    }
    return otherwise;
  }

 private:
  static_assert(kCount < 256, "slots hold one byte");
  static constexpr std::size_t kSlots = std::bit_ceil(4 * kCount);  // three of four stay free
  static constexpr std::size_t slot_of(std::string_view name) {
    return (static_cast<unsigned char>(name.front()) * 5U +
            static_cast<unsigned char>(name.back()) * 3U + name.size() * 16U) %
           kSlots;
  }

  Pairs pairs_;
  std::array<std::uint8_t, kSlots> slots_{};  // where in `pairs_`, counted from 1; 0 if free
};

// Takes the names as a braced list.
template <class Element, std::size_t kCount>
constexpr ElementNames<Element, kCount> element_names(
    const std::pair<std::string_view, Element> (&names)[kCount]) {
  typename ElementNames<Element, kCount>::Pairs pairs{};
  std::copy(std::begin(names), std::end(names), pairs.begin());
  return ElementNames<Element, kCount>(pairs);
}

}  // namespace sillok::formats
