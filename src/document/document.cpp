#include "document/document.h"

#include <algorithm>
#include <array>

namespace sillok::document {

Place Passage::place_at(std::size_t offset) const {
  Place place;
  place.section = section;
  const auto after =
      std::upper_bound(marks.begin(), marks.end(), offset,
                       [](std::size_t at, const PlaceMark& mark) { return at < mark.offset; });
  if (after != marks.begin()) {
    const PlaceMark& mark = *std::prev(after);
    place.page = mark.page;
    place.article = mark.article;
  }
  return place;
}

std::string extracted_text(const Document& document) {
  std::size_t size = 0;
  for (const Block& block : document.blocks) size += block.text.size() + 1;
  std::string text;
  text.reserve(size);
  for (const Block& block : document.blocks) {
    text += block.text;
    text += '\n';
  }
  return text;
}

std::vector<std::size_t> block_offsets(const Document& document) {
  std::vector<std::size_t> offsets;
  offsets.reserve(document.blocks.size());
  std::size_t at = 0;
  for (const Block& block : document.blocks) {
    offsets.push_back(at);
    at += block.text.size() + 1;
  }
  return offsets;
}

const char* name_of(BlockKind kind) {
  static constexpr std::array<const char*, 7> kNames{"heading",  "paragraph", "list_item", "table",
                                                     "footnote", "code",      "image"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(Role role) {
  static constexpr std::array<const char*, 5> kNames{"body", "running_head", "contents", "history",
                                                     "memo"};
  return kNames[static_cast<std::size_t>(role)];
}

}  // namespace sillok::document
