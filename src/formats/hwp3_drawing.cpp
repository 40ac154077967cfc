// Drawings: shapes and groups of them, of which only what is written inside is of interest.
#include <array>

#include "formats/hwp3_parts.h"

namespace sillok::formats {
namespace {

// Any shape may be made a text box: its list then ends the header, behind the attributes that its
// flags name. Empty for one that is none.
std::string_view text_of_header(std::string_view header) {
  constexpr std::size_t kFlags = 84;
  constexpr std::uint32_t kAsBox = 1u << 19;
  constexpr std::size_t kLengths = 8;
  struct Attribute {
    std::uint32_t flag;
    std::size_t size;
  };
  // Rotation, gradation, pattern, watermark.
  static constexpr std::array<Attribute, 4> kAttributes = {
      {{1u << 17, 32}, {1u << 16, 28}, {1u << 18, 278}, {1u << 20, 5}}};
  if (header.size() < kFlags + 4) return {};
  const std::uint32_t flags = Hwp3Bytes(header.substr(kFlags)).u32();
  std::size_t at = kFlags + 4 + kLengths;
  for (const Attribute& attribute : kAttributes) {
    if ((flags & attribute.flag) != 0) at += attribute.size;
  }
  return (flags & kAsBox) != 0 && header.size() > at ? header.substr(at) : std::string_view();
}

}  // namespace

// Each shape is a header (the first number says how long), then two blocks that begin with their
// lengths; the second block of a text box is its list. Groups stand before their members.
Hwp3Drawing open_hwp3_drawing(std::string_view bytes) {
  constexpr std::uint16_t kTextBox = 6;
  Hwp3Drawing drawing;
  Hwp3Bytes in(bytes);
  in.skip(in.u32());
  while (in.left() > 0 && !in.cut()) {
    const std::string_view header = in.take(in.u32());
    const unsigned kind = Hwp3Bytes(header).u16();
    if (const std::string_view text = text_of_header(header); !text.empty()) {
      drawing.texts.push_back(text);
    }
    in.skip(in.u32());
    const std::string_view inside = in.take(in.u32());
    if (kind == kTextBox && !inside.empty()) drawing.texts.push_back(inside);
  }
  drawing.whole = !in.cut();
  return drawing;
}

}  // namespace sillok::formats
