// Raw deflate (RFC 1951) in one go, for streams that fit into memory: two to three times as fast as
// piece by piece. Whoever calls it has zlib for the rest: what is cut off or damaged is read piece
// by piece as far as it goes, what is too large must be seen to be so before it is held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

namespace sillok::formats {

// Bytes in memory that is not cleared before they are written: room for what a stream may unpack to
// costs nothing where it stays unused.
class Unpacked {
 public:
  Unpacked() = default;
  explicit Unpacked(std::size_t room);
  // A copy.
  explicit Unpacked(std::string_view bytes) : Unpacked(bytes.size()) {
    size_ = bytes.copy(bytes_.get(), bytes.size());
  }

  [[nodiscard]] char* room() { return bytes_.get(); }
  // How many bytes have been written.
  void set_size(std::size_t size) { size_ = size; }
  // The same, at the end: the room behind them is given back, so that what is allocated next stands
  // close by and not in fresh memory.
  void close(std::size_t size);
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };

  std::unique_ptr<char[], Free> bytes_;
  std::size_t size_ = 0;
};

// Unpacks all of the stream into `room` bytes at `out`; bytes behind its end do not matter. How
// many bytes it gave, or nothing when they do not fit or the stream is damaged; `fits` tells which.
[[nodiscard]] std::optional<std::size_t> inflate_at_once(std::string_view packed, char* out,
                                                         std::size_t room, bool& fits);

// The CRC-32 that zip and gzip use.
[[nodiscard]] std::uint32_t crc_of(std::string_view bytes);

}  // namespace sillok::formats
