// HWP 5 documents made in memory, record by record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ole_writer.h"

namespace sillok::formats::testing {

using ole_writer_detail::put;

inline std::string little(std::uint64_t value, int bytes) {
  std::string out;
  put(out, value, bytes);
  return out;
}

inline std::string utf16(std::u16string_view text) {
  std::string out;
  for (const char16_t unit : text) put(out, unit, 2);
  return out;
}

// A count of units before the text.
inline std::string counted(std::u16string_view text) {
  return little(text.size(), 2) + utf16(text);
}

inline std::string record(unsigned tag, unsigned level, const std::string& bytes) {
  std::string out;
  const std::uint64_t size = bytes.size() < 0xFFF ? bytes.size() : 0xFFF;
  put(out, tag | (level << 10) | (size << 20), 4);
  if (size == 0xFFF) put(out, bytes.size(), 4);
  return out + bytes;
}

// Four letters as a control record begins with them.
inline std::string id(std::string_view letters) {
  return std::string(letters.rbegin(), letters.rend());
}

// An extended control character: eight units, the first and the last the code.
inline std::u16string extended(char16_t code) {
  std::u16string out(8, u' ');
  out.front() = out.back() = code;
  return out;
}

inline std::string paragraph(unsigned level, const std::u16string& text,
                             const std::string& controls = {}, unsigned shape = 0,
                             unsigned style = 0) {
  std::string head = little(text.size() + 1, 4) + little(0, 4) + little(shape, 2) +
                     little(style, 1) + little(0, 11);
  return record(0x42, level, head) + record(0x43, level + 1, utf16(text + u'\r')) + controls;
}

inline std::string control(unsigned level, std::string_view letters, const std::string& rest = {}) {
  return record(0x47, level, id(letters) + rest);
}

inline std::string list(unsigned level, const std::string& rest = {}) {
  return record(0x48, level, little(1, 2) + little(0, 2) + little(0, 4) + rest);
}

inline std::string cell(unsigned level, unsigned row, unsigned column, const std::string& body,
                        unsigned rows = 1, unsigned columns = 1) {
  return list(level, little(column, 2) + little(row, 2) + little(columns, 2) + little(rows, 2)) +
         body;
}

inline std::string table(unsigned level, unsigned rows, unsigned columns, const std::string& cells,
                         const std::string& caption = {}) {
  return control(level, "tbl ", little(1, 4)) + caption +
         record(0x4D, level + 1, little(0, 4) + little(rows, 2) + little(columns, 2)) + cells;
}

inline std::string file_header(std::uint32_t flags) {
  std::string out = "HWP Document File";
  out.resize(32, '\0');
  put(out, 0x05010001, 4);
  put(out, flags, 4);
  out.resize(256, '\0');
  return out;
}

// One numbering ("^1." digits, "^2." syllables), one bullet, paragraph shapes 0 none, 1 and 2
// numbers of level 1 and 2, 3 and 4 outline, 5 bullet; style 1 "장 제목".
inline std::string doc_info() {
  const auto head = [](unsigned format) { return little(format << 5, 4) + little(0, 8); };
  std::string numbering = head(0) + counted(u"^1.") + head(8) + counted(u"^2.");
  for (int i = 0; i < 5; ++i) numbering += head(0) + counted(u"");
  numbering += little(1, 2);
  for (int i = 0; i < 7; ++i) numbering += little(1, 4);
  const auto shape = [](unsigned kind, unsigned level, unsigned list_id) {
    return record(0x19, 1,
                  little((kind << 23) | (level << 25), 4) + little(0, 26) + little(list_id, 2));
  };
  return record(0x17, 1, numbering) + record(0x18, 1, little(0, 12) + utf16(u"\xF0A7")) +
         shape(0, 0, 0) + shape(2, 0, 1) + shape(2, 1, 1) + shape(1, 0, 0) + shape(1, 1, 0) +
         shape(3, 0, 1) + record(0x1A, 1, counted(u"바탕글") + counted(u"Normal")) +
         record(0x1A, 1, counted(u"장 제목") + counted(u""));
}

inline std::string make_hwp5(const std::string& section, std::uint32_t flags = 0,
                             std::vector<std::pair<std::string, std::string>> more = {}) {
  std::vector<std::pair<std::string, std::string>> streams = {
      {"FileHeader", file_header(flags)}, {"DocInfo", doc_info()}, {"BodyText/Section0", section}};
  for (auto& stream : more) streams.push_back(std::move(stream));
  return make_ole(streams);
}

}  // namespace sillok::formats::testing
