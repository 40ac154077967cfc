// The parts of an HWP 5 file, each read by its own file of this folder. Internal to hwp5*.cpp.
//
// After Hancom's published description "한글문서파일형식 5.0" (revision 1.3): a compound file with
// FileHeader, DocInfo and BodyText/Section streams of records (tag, level, size).
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document.h"
#include "formats/hwp_numbers.h"
#include "formats/hwp_story.h"
#include "formats/inflate.h"
#include "formats/ole.h"
#include "formats/reader.h"

namespace sillok::formats {

// Little-endian fields of a record; reading beyond its end gives zeros and empty strings.
class Hwp5Fields {
 public:
  explicit Hwp5Fields(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint8_t u8() { return number<std::uint8_t>(); }
  [[nodiscard]] std::uint16_t u16() { return number<std::uint16_t>(); }
  [[nodiscard]] std::uint32_t u32() { return number<std::uint32_t>(); }
  [[nodiscard]] std::uint64_t u64() { return number<std::uint64_t>(); }
  // A count of UTF-16 units and the units, as UTF-8.
  [[nodiscard]] std::string text();
  // As many of the next bytes as there are.
  [[nodiscard]] std::string_view bytes(std::size_t count) {
    const std::string_view here = left() > 0 ? bytes_.substr(at_, count) : std::string_view();
    at_ += count;
    return here;
  }
  void skip(std::size_t bytes) { at_ += bytes; }
  [[nodiscard]] std::size_t left() const { return at_ < bytes_.size() ? bytes_.size() - at_ : 0; }

 private:
  template <class Number>
  [[nodiscard]] Number number() {
    static_assert(std::endian::native == std::endian::little, "fields are taken as they stand");
    Number value = 0;
    if (left() >= sizeof(value)) {
      std::memcpy(&value, bytes_.data() + at_, sizeof(value));
    } else if (left() > 0) {
      std::memcpy(&value, bytes_.data() + at_, left());
    }
    at_ += sizeof(value);
    return value;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// UTF-16LE as UTF-8; lone surrogates become U+FFFD.
[[nodiscard]] std::string utf8_of_utf16(std::string_view bytes);
// Appends what stands before the first unit below `least` (at most 0x80) and says how many bytes
// that was. `settled` turns false where text is_settled (hwp_signs.h) might not be true of it.
std::size_t append_utf8_of_utf16(std::string& out, std::string_view bytes, char32_t least,
                                 bool& settled);

struct Hwp5Record {
  std::uint32_t at = 0;  // in the stream, of what it holds
  std::uint32_t size = 0;
  std::uint32_t end = 0;  // index behind its last descendant
  std::uint16_t tag = 0;
  std::uint16_t level = 0;

  [[nodiscard]] std::string_view in(std::string_view stream) const {
    return stream.substr(at, size);
  }
};

// The records of a stream but for those that only say how text looks (its letters, the places of
// its lines, marked ranges): half of all, and none of them holds others. `whole` turns false where
// the last record is cut off, and beyond four gigabytes.
[[nodiscard]] std::vector<Hwp5Record> hwp5_records(std::string_view stream, bool& whole);

struct Hwp5Header {
  std::uint32_t version = 0;  // 0x05010001 for 5.1.0.1
  bool compressed = false;
  bool distribution = false;
};

// Fails with unsupported for password, DRM and certificate protection, unreadable for no HWP 5
// file.
[[nodiscard]] Result<Hwp5Header> read_hwp5_header(const Ole& ole);

// A stream as its records are: unpacked where the file is packed, deciphered where `distribution`.
// `spent` counts what all streams unpack to against Limits::unpacked_bytes (too_large). A damaged
// stream gives what came before the damage, with a warning.
[[nodiscard]] Result<Unpacked> hwp5_stream(const Ole& ole, const OleEntry& entry,
                                           const Hwp5Header& header, bool distribution,
                                           const Limits& limits, std::uint64_t& spent,
                                           std::vector<std::string>& warnings);

// Raw deflate under the limits; `whole` turns false when it is cut off or damaged.
[[nodiscard]] Result<Unpacked> inflate_raw(std::string_view packed, const Limits& limits,
                                           std::uint64_t& spent, bool& whole);

// The deciphered bytes of a distribution document's section stream; empty if it is none.
[[nodiscard]] std::string decipher_distribution(std::string_view stream);

// Loads what deciphering needs, so that it also works where no file may be opened any more.
void load_cipher();

// What DocInfo says about paragraphs.
struct Hwp5Shapes {
  std::vector<Numbering> numberings;  // referred to from 1
  struct Bullet {
    std::string sign;
    std::string checked;
  };
  std::vector<Bullet> bullets;  // referred to from 1
  std::vector<ParagraphHead> paragraphs;
  std::vector<int> title_levels;  // by style; 0: no title
  std::size_t tracked_changes = 0;
};

[[nodiscard]] Hwp5Shapes read_hwp5_shapes(std::string_view doc_info, std::uint32_t version);

// Reads a section into the story. Fails with too_large (nesting, cells).
[[nodiscard]] Result<void> read_hwp5_section(std::string_view stream, const Hwp5Shapes& shapes,
                                             const Limits& limits, Story& story, bool& whole);

// Title, author, dates from the summary stream, with our names.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_hwp5_summary(
    std::string_view stream);

}  // namespace sillok::formats
