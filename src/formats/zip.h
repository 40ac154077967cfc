// The zip containers of office documents, read under limits (zip bombs end in too_large).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/reader.h"
#include "result/result.h"

namespace sillok::formats {

struct ZipEntry {
  std::string name;            // as stored, '/' between folders; never used as a path on disk
  std::uint64_t packed = 0;    // bytes in the archive
  std::uint64_t unpacked = 0;  // as declared; not believed
  std::uint64_t offset = 0;    // of the local header
  std::uint16_t method = 0;    // 0 stored, 8 deflated
  bool encrypted = false;
  std::optional<std::uint32_t> crc;  // of the unpacked bytes; empty where the archive does not say
};

class Zip {
 public:
  // Reads the central directory of `bytes`, which must outlive this. Falls back to walking the
  // local headers when the central directory is missing (a truncated file); truncated() then says
  // so. Of entries with one name the last counts.
  [[nodiscard]] static Result<Zip> open(std::string_view bytes, const Limits& limits);

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  [[nodiscard]] bool truncated() const { return truncated_; }
  // nullptr if there is none of that name (exact match first, then without regard to case).
  [[nodiscard]] const ZipEntry* find(std::string_view name) const;
  // The whole entry, unpacked. Fails with unreadable (damaged), unsupported (encrypted, or packed
  // by a method other than stored and deflated) or too_large. What all reads of this archive unpack
  // is counted against Limits::unpacked_bytes, so reading an entry twice counts twice.
  [[nodiscard]] Result<std::string> read(const ZipEntry& entry) const;
  // The same in one piece, or, where an entry is damaged or larger than 128 MB, in pieces of up to
  // 64 KiB, so that it is not held. `piece` returns false to stop early, which is no error. A
  // damaged entry fails after the pieces before the damage.
  Result<void> stream(const ZipEntry& entry,
                      const std::function<bool(std::string_view piece)>& piece) const;

 private:
  std::string_view bytes_;
  Limits limits_;
  std::vector<ZipEntry> entries_;
  bool truncated_ = false;
  mutable std::uint64_t spent_ = 0;  // bytes unpacked so far; one thread reads one archive
};

// True if the bytes start like a zip file.
[[nodiscard]] bool looks_like_zip(std::string_view bytes);

}  // namespace sillok::formats
