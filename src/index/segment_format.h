// The header of a segment file, field by field as docs/index-format.md lists them.
#pragma once

#include <cstdint>
#include <string_view>

namespace sillok::index {

inline constexpr std::string_view kSegmentMagic = "SILLOKSG";
inline constexpr std::uint32_t kFormatVersion = 1;

struct SegmentHeader {
  char magic[8];
  std::uint32_t version;
  std::uint32_t prefix_bits;
  std::uint64_t file_bytes;
  std::uint64_t analysis;  // XXH3 of the analyser's version
  std::uint64_t postings;
  std::uint32_t passages;
  std::uint32_t terms;
  std::uint32_t runs;
  std::uint32_t reserved;  // 0
  // Where each part begins; the next one's beginning (or the end of the file) ends it. Parts begin
  // at multiples of 8, with zeros between.
  std::uint64_t ids;
  std::uint64_t run_table;
  std::uint64_t directory;
  std::uint64_t keys;
  std::uint64_t references;
  std::uint64_t lists;
  std::uint64_t checksum;         // XXH3 of the file from the end of the header on
  std::uint64_t header_checksum;  // XXH3 of the header up to here
};
static_assert(sizeof(SegmentHeader) == 120);

inline constexpr std::size_t kIdBytes = 8;
inline constexpr std::size_t kRunBytes = 16;
inline constexpr std::size_t kReferenceBytes = 5;
// A reference with this bit set is the term's only passage: level in bits 32..35, number below.
inline constexpr std::uint64_t kSingle = std::uint64_t{1} << 39U;

}  // namespace sillok::index
