// Compound files ("OLE", MS-CFB): the little file system inside HWP 5 and old office documents.
//
// Everything in it is a chain of sectors that may lie, loop or end outside the file; every walk
// here is bounded by the file's own size. Views into the bytes handed in, which must outlive this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/inflate.h"
#include "formats/reader.h"
#include "result/result.h"

namespace sillok::formats {

struct OleEntry {
  std::string path;  // "BodyText/Section0"
  std::uint32_t start = 0;
  std::uint64_t size = 0;  // as declared
};

class Ole {
 public:
  // Fails with unreadable when header, allocation table or directory make no sense, with too_large
  // beyond Limits::entries.
  [[nodiscard]] static Result<Ole> open(std::string_view bytes, const Limits& limits);

  // The streams, in the directory's order.
  [[nodiscard]] const std::vector<OleEntry>& entries() const { return entries_; }
  // nullptr if there is none; names are compared without regard to case, as the format says.
  [[nodiscard]] const OleEntry* find(std::string_view path) const;

  struct Stream {
    std::string_view bytes;  // of the file itself where the stream lies there in one piece
    bool whole = true;       // false: its chain ends early, bytes is what there was
    Unpacked gathered;       // else what `bytes` looks into
  };
  [[nodiscard]] Stream read(const OleEntry& entry) const;

 private:
  [[nodiscard]] std::string_view sector(std::uint32_t number) const;
  void read_table(std::uint32_t first_extension);
  Result<void> read_directory(std::uint32_t start, const Limits& limits);
  [[nodiscard]] std::uint64_t length_of_chain(std::uint32_t start) const;
  [[nodiscard]] Stream chain(std::uint32_t start, std::uint64_t size) const;
  [[nodiscard]] Stream small_chain(std::uint32_t start, std::uint64_t size) const;

  std::string_view bytes_;
  std::size_t sector_size_ = 512;
  std::uint64_t small_limit_ = 4096;       // shorter streams live in the small stream
  std::vector<std::uint32_t> next_;        // of each sector
  std::vector<std::uint32_t> next_small_;  // of each 64 byte piece of the small stream
  Stream small_;                           // the small stream
  std::vector<OleEntry> entries_;
};

// True if the bytes start like a compound file.
[[nodiscard]] bool looks_like_ole(std::string_view bytes);

}  // namespace sillok::formats
