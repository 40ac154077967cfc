// Hangul 3 documents made in memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ole_writer.h"

namespace sillok::formats::testing::hwp3 {

inline std::string little(std::uint64_t value, int bytes) {
  std::string out;
  ole_writer_detail::put(out, value, bytes);
  return out;
}

inline std::string zeros(std::size_t count) {
  return std::string(count, '\0');
}

// A syllable of today as Johab's code; other characters as they are.
inline std::uint16_t code_of(char16_t c) {
  if (c < 0xAC00 || c > 0xD7A3) return c;
  const unsigned index = static_cast<unsigned>(c) - 0xAC00u;
  const unsigned initial = index / 588 + 2;
  const unsigned v = index % 588 / 28;
  const unsigned vowel = v < 5 ? v + 3 : v < 11 ? v + 5 : v < 17 ? v + 7 : v + 9;
  const unsigned f = index % 28;
  const unsigned last = f < 17 ? f + 1 : f + 2;
  return static_cast<std::uint16_t>(0x8000u | initial << 10 | vowel << 5 | last);
}

inline std::string letters(std::u16string_view text) {
  std::string out;
  for (const char16_t c : text) out += little(code_of(c), 2);
  return out;
}

inline std::string code(std::uint16_t value) {
  return little(value, 2);
}

// Text as byte pairs, the higher byte first, filled up with zeros.
inline std::string name(std::u16string_view text, std::size_t size) {
  std::string out;
  for (const char16_t c : text) {
    const std::uint16_t value = code_of(c);
    if (value > 0xFF) out += static_cast<char>(value >> 8);
    out += static_cast<char>(value & 0xFF);
  }
  out.resize(size, '\0');
  return out;
}

inline std::string paragraph(const std::string& text, unsigned style = 0) {
  return little(0, 1) + little(text.size() / 2 + 1, 2) + little(1, 2) + little(0, 1) +
         little(0, 5) + little(style, 1) + zeros(31) + zeros(187) + zeros(14) + text + code(13);
}

inline std::string paragraph(std::u16string_view text) {
  return paragraph(letters(text));
}

inline std::string list(const std::string& paragraphs) {
  return paragraphs + zeros(43);
}

// A control that begins with four reserved bytes.
inline std::string opening(std::uint16_t control) {
  return code(control) + zeros(4) + code(control);
}

inline std::string block(std::uint16_t control, const std::string& bytes) {
  return code(control) + little(bytes.size(), 4) + code(control) + bytes;
}

inline std::string fixed(std::uint16_t control, const std::string& bytes) {
  return code(control) + bytes + code(control);
}

struct Cell {
  unsigned x = 0;
  unsigned y = 0;
  unsigned width = 100;
  unsigned height = 100;
  std::string paragraphs;
};

// Kind 0 table, 1 text box, 2 equation, 3 button.
inline std::string box(unsigned kind, const std::vector<Cell>& cells,
                       const std::string& caption = {}, unsigned anchor = 1) {
  std::string out = opening(10) + zeros(8) + little(anchor, 1) + zeros(69) + little(kind, 2) +
                    little(cells.size(), 2) + zeros(2);
  for (const Cell& cell : cells) {
    out += zeros(4) + little(cell.x, 2) + little(cell.y, 2) + little(cell.width, 2) +
           little(cell.height, 2) + zeros(15);
  }
  for (const Cell& cell : cells) out += list(cell.paragraphs);
  return out + list(caption);
}

// Kind 0 file, 1 OLE, 2 embedded, 3 drawing.
inline std::string picture(unsigned kind, const std::string& more = {},
                           const std::string& caption = {}) {
  return opening(11) + little(more.size(), 4) + zeros(70) + little(kind, 1) + zeros(273) + more +
         list(caption);
}

inline std::string shape(unsigned kind, const std::string& first, const std::string& second,
                         std::uint32_t flags = 0, const std::string& as_box = {}) {
  const std::string header =
      little(kind, 2) + zeros(82) + little(flags, 4) +
      (as_box.empty() ? std::string() : little(0, 4) + little(as_box.size(), 4) + as_box);
  return little(header.size(), 4) + header + little(first.size(), 4) + first +
         little(second.size(), 4) + second;
}

inline std::string drawing(const std::string& shapes, const std::string& caption = {}) {
  return picture(3, little(24, 4) + zeros(24) + shapes, caption);
}

inline std::string header(const std::string& paragraphs) {
  return opening(16) + zeros(10) + list(paragraphs);
}

inline std::string note(const std::string& paragraphs, unsigned number, bool endnote = false) {
  return opening(17) + zeros(8) + little(number, 2) + little(endnote ? 1 : 0, 2) + zeros(2) +
         list(paragraphs);
}

inline std::string hidden(const std::string& paragraphs) {
  return opening(15) + zeros(8) + list(paragraphs);
}

inline std::string number(unsigned kind, unsigned value) {
  return fixed(18, little(kind, 2) + little(value, 2));
}

// An outline number; `looks` and `around` are those of a writer's own look (0).
inline std::string outline(unsigned look, unsigned level, const std::array<unsigned, 7>& numbers,
                           const std::array<unsigned, 7>& looks = {},
                           const std::u16string& around = {}) {
  std::string out = little(1, 2) + little(look, 1) + little(level, 1);
  for (const unsigned n : numbers) out += little(n, 2);
  for (const unsigned l : looks) out += little(l, 2);
  std::string deco = letters(around);
  deco.resize(28, '\0');
  return fixed(28, out + deco);
}

inline std::string in_stored_blocks(std::string_view plain) {
  std::string out;
  do {
    const std::string_view part = plain.substr(0, 0xFFFF);
    plain.remove_prefix(part.size());
    out += little(plain.empty() ? 1 : 0, 1) + little(part.size(), 2) + little(~part.size(), 2);
    out += part;
  } while (!plain.empty());
  return out;
}

// One font, two styles: "바탕글" and "장 제목".
inline std::string styles() {
  std::string out = little(1, 2) + name(u"명조", 40);
  for (int i = 0; i < 6; ++i) out += little(0, 2);
  out += little(2, 2);
  for (const char16_t* style : {u"바탕글", u"장 제목"}) out += name(style, 20) + zeros(218);
  return out;
}

struct Head {
  bool packed = true;
  bool password = false;
  std::string version = "3.00";
};

inline std::string make(const std::string& body, const Head& head = {}) {
  std::string out = "HWP Document File V" + head.version + " \x1A\x01\x02\x03\x04\x05";
  out += zeros(96) + little(head.password ? 1 : 0, 2) + zeros(12) + ")" + zeros(13) +
         little(head.packed ? 1 : 0, 1) + little(1, 1) + little(4, 2);
  std::string summary;
  for (const char16_t* line : {u"여비 규정", u"", u"홍길동", u"1998년 2월", u"여비", u"출장"}) {
    std::string text = letters(line);
    text.resize(112, '\0');
    summary += text;
  }
  summary.resize(1008, '\0');
  out += summary + "info";
  return out + (head.packed ? in_stored_blocks(body) : body);
}

// A document of these paragraphs, with what stands behind them in a file.
inline std::string document(const std::string& paragraphs, const Head& head = {}) {
  return make(styles() + list(paragraphs) + zeros(8), head);
}

}  // namespace sillok::formats::testing::hwp3
