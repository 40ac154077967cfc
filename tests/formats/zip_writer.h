// Zip files made in memory, so that tests can say in code what a document holds.
//
// Stored entries only: what they test is the document inside, not the packing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::formats::testing {

namespace zip_writer_detail {

inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

inline void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFu));
}

}  // namespace zip_writer_detail

// The bytes of a zip with these entries, in this order.
inline std::string make_zip(const std::vector<std::pair<std::string, std::string>>& entries) {
  using zip_writer_detail::put;
  std::string out;
  std::string directory;
  for (const auto& [name, content] : entries) {
    const std::size_t offset = out.size();
    std::string common;      // shared by both headers
    put(common, 20, 2);      // version needed
    put(common, 0x0800, 2);  // names are UTF-8
    put(common, 0, 2);       // stored
    put(common, 0, 2);       // time
    put(common, 0x21, 2);    // date: 1980-01-01
    put(common, zip_writer_detail::crc32(content), 4);
    put(common, content.size(), 4);
    put(common, content.size(), 4);
    put(common, name.size(), 2);
    put(common, 0, 2);  // extra field
    put(out, 0x04034B50, 4);
    out += common + name + content;
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);  // version made by
    directory += common;
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, offset, 4);
    directory += name;
  }
  const std::size_t start = out.size();
  out += directory;
  put(out, 0x06054B50, 4);
  put(out, 0, 4);  // this disk, disk of the directory
  put(out, entries.size(), 2);
  put(out, entries.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);  // comment
  return out;
}

}  // namespace sillok::formats::testing
