// Little-endian numbers in byte strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace sillok::index {

// Numbers are stored little-endian; on a big-endian machine reading and writing would swap here.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

// The caller has checked that sizeof(T) bytes are there.
template <class T>
[[nodiscard]] T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Base-128, low bits first.
inline void store_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(static_cast<unsigned char>(value | 0x80U));
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

// Reads one and moves `at` behind it; false if the bytes end or it is longer than ten.
[[nodiscard]] inline bool load_varint(std::string_view bytes, std::size_t& at,
                                      std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 70 && at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

}  // namespace sillok::index
