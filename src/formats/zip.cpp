#include "formats/zip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "formats/inflate.h"

namespace sillok::formats {
namespace {

constexpr std::uint32_t kLocalSignature = 0x04034B50;
constexpr std::uint32_t kCentralSignature = 0x02014B50;
constexpr std::uint32_t kEndSignature = 0x06054B50;
constexpr std::uint32_t kEnd64Signature = 0x06064B50;
constexpr std::uint32_t kLocator64Signature = 0x07064B50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kEnd64Size = 56;
constexpr std::size_t kLocator64Size = 20;
constexpr std::size_t kPiece = 64u << 10;
// Larger entries are unpacked piece by piece.
constexpr std::uint64_t kMostHeld = 128u << 20;
// Short entries of one repeated byte pack a thousandfold without being a bomb.
constexpr std::uint64_t kRatioFloor = 1u << 20;
constexpr std::uint16_t kEncryptedFlag = 1u << 0;
constexpr std::uint16_t kDescriptorFlag = 1u << 3;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kAes = 99;

// Little-endian numbers out of bytes; reading beyond the end gives 0.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t number(std::uint64_t at, unsigned width) const {
    if (at > bytes_.size() || bytes_.size() - at < width) return 0;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes_[at + i])} << (8 * i);
    }
    return value;
  }
  [[nodiscard]] std::uint16_t u16(std::uint64_t at) const {
    return static_cast<std::uint16_t>(number(at, 2));
  }
  [[nodiscard]] std::uint32_t u32(std::uint64_t at) const {
    return static_cast<std::uint32_t>(number(at, 4));
  }
  [[nodiscard]] std::uint64_t u64(std::uint64_t at) const { return number(at, 8); }
  [[nodiscard]] bool has(std::uint64_t at, std::uint64_t size) const {
    return at <= bytes_.size() && bytes_.size() - at >= size;
  }
  [[nodiscard]] std::string_view slice(std::uint64_t at, std::uint64_t size) const {
    return has(at, size) ? bytes_.substr(at, size) : std::string_view();
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

struct Directory {
  std::uint64_t start = 0;    // of its first record in the bytes
  std::uint64_t size = 0;     // in bytes
  std::uint64_t entries = 0;  // as declared
  std::uint64_t shift = 0;    // bytes before the archive (a program that unpacks itself)
};

// APPNOTE 4.3.14, 4.3.15: the record that takes over where a 16 or 32 bit field is all ones.
void widen(const Bytes& bytes, std::uint64_t end_at, Directory& directory,
           std::uint64_t& declared) {
  if (end_at < kLocator64Size) return;
  const std::uint64_t locator = end_at - kLocator64Size;
  if (bytes.u32(locator) != kLocator64Signature) return;
  const std::uint64_t at = bytes.u64(locator + 8);
  if (!bytes.has(at, kEnd64Size) || bytes.u32(at) != kEnd64Signature) return;
  directory.entries = bytes.u64(at + 32);
  directory.size = bytes.u64(at + 40);
  declared = bytes.u64(at + 48);
}

// APPNOTE 4.3.16: the end record stands last, before a comment of at most 65,535 bytes.
std::optional<Directory> find_directory(const Bytes& bytes) {
  if (bytes.size() < kEndSize) return std::nullopt;
  const std::uint64_t last = bytes.size() - kEndSize;
  const std::uint64_t first = last > 0xFFFF ? last - 0xFFFF : 0;
  for (std::uint64_t at = last + 1; at-- > first;) {
    if (bytes.u32(at) != kEndSignature) continue;
    Directory found;
    found.entries = bytes.u16(at + 10);
    found.size = bytes.u32(at + 12);
    std::uint64_t declared = bytes.u32(at + 16);
    const bool wide =
        found.entries == 0xFFFF || found.size == 0xFFFFFFFFu || declared == 0xFFFFFFFFu;
    if (wide) widen(bytes, at, found, declared);
    if (bytes.has(declared, 4) && bytes.u32(declared) == kCentralSignature) {
      found.start = declared;
    } else if (!wide && found.size <= at) {
      found.start = at - found.size;
      if (declared > found.start) continue;
      found.shift = found.start - declared;
    } else {
      continue;
    }
    if (found.entries == 0 || bytes.u32(found.start) == kCentralSignature) return found;
  }
  return std::nullopt;
}

// APPNOTE 4.5.3: 64 bit sizes in extra field 1, only those whose short field is all ones, in order.
void widen(std::string_view extra, ZipEntry& entry) {
  const Bytes bytes(extra);
  for (std::uint64_t at = 0; bytes.has(at, 4);) {
    const std::uint16_t size = bytes.u16(at + 2);
    if (bytes.u16(at) == 1) {
      std::uint64_t field = at + 4;
      for (std::uint64_t* value : {&entry.unpacked, &entry.packed, &entry.offset}) {
        if (*value != 0xFFFFFFFFu || field + 8 > at + 4 + size) continue;
        *value = bytes.u64(field);
        field += 8;
      }
      return;
    }
    at += 4u + size;
  }
}

std::string name_from(std::string_view stored) {
  std::string name(stored);
  std::replace(name.begin(), name.end(), '\\', '/');  // written so by some old packers
  return name;
}

bool is_encrypted(std::uint16_t flags, std::uint16_t method) {
  return (flags & kEncryptedFlag) != 0 || method == kAes;
}

Unexpected too_many(const Limits& limits) {
  return fail(Code::too_large, "the archive has more than " + std::to_string(limits.entries) +
                                   " entries; unpack it and add the parts");
}

Result<std::vector<ZipEntry>> from_directory(const Bytes& bytes, const Directory& directory,
                                             const Limits& limits) {
  std::vector<ZipEntry> entries;
  std::uint64_t at = directory.start;
  while (bytes.has(at, kCentralSize) && bytes.u32(at) == kCentralSignature) {
    if (entries.size() >= limits.entries) return too_many(limits);
    ZipEntry entry;
    entry.method = bytes.u16(at + 10);
    entry.encrypted = is_encrypted(bytes.u16(at + 8), entry.method);
    entry.crc = bytes.u32(at + 16);
    entry.packed = bytes.u32(at + 20);
    entry.unpacked = bytes.u32(at + 24);
    const std::uint64_t name_size = bytes.u16(at + 28);
    const std::uint64_t extra_size = bytes.u16(at + 30);
    const std::uint64_t comment_size = bytes.u16(at + 32);
    entry.offset = bytes.u32(at + 42);
    if (!bytes.has(at + kCentralSize, name_size + extra_size)) break;
    entry.name = name_from(bytes.slice(at + kCentralSize, name_size));
    widen(bytes.slice(at + kCentralSize + name_size, extra_size), entry);
    if (entry.offset <= bytes.size()) entry.offset += directory.shift;
    entries.push_back(std::move(entry));
    at += kCentralSize + name_size + extra_size + comment_size;
  }
  return entries;
}

// Where the next record starts at or after `at`; the end of the bytes if there is none.
std::uint64_t next_record(std::string_view bytes, std::uint64_t at) {
  while (at < bytes.size()) {
    const std::size_t hit = bytes.find("PK", at);
    if (hit == std::string_view::npos) break;
    const std::uint32_t signature = Bytes(bytes).u32(hit);
    if (signature == kLocalSignature || signature == kCentralSignature) return hit;
    at = hit + 2;
  }
  return bytes.size();
}

// A file without its end: the local headers still say what there is, one after the other. An entry
// that was written as a stream does not know its size; it reaches to the next record.
Result<std::vector<ZipEntry>> from_local_headers(std::string_view all, const Limits& limits) {
  const Bytes bytes(all);
  std::vector<ZipEntry> entries;
  std::uint64_t at = 0;
  while (bytes.has(at, kLocalSize) && bytes.u32(at) == kLocalSignature) {
    if (entries.size() >= limits.entries) return too_many(limits);
    ZipEntry entry;
    const std::uint16_t flags = bytes.u16(at + 6);
    entry.method = bytes.u16(at + 8);
    entry.encrypted = is_encrypted(flags, entry.method);
    if ((flags & kDescriptorFlag) == 0) entry.crc = bytes.u32(at + 14);
    entry.packed = bytes.u32(at + 18);
    entry.unpacked = bytes.u32(at + 22);
    entry.offset = at;
    const std::uint64_t name_size = bytes.u16(at + 26);
    const std::uint64_t extra_size = bytes.u16(at + 28);
    const std::uint64_t data = at + kLocalSize + name_size + extra_size;
    if (!bytes.has(at, data - at)) break;
    entry.name = name_from(bytes.slice(at + kLocalSize, name_size));
    widen(bytes.slice(at + kLocalSize + name_size, extra_size), entry);
    entry.offset = at;
    const bool unknown = (flags & kDescriptorFlag) != 0 && entry.packed == 0;
    if (unknown || !bytes.has(data, entry.packed)) {
      entry.packed = next_record(all, data) - data;
      entry.unpacked = 0;
      at = data + entry.packed;
    } else {
      at = next_record(all, data + entry.packed);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

// Of several entries with one name the last written one counts, as with other unpackers.
void keep_last_of_each_name(std::vector<ZipEntry>& entries) {
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < entries.size(); ++i) last[entries[i].name] = i;
  if (last.size() == entries.size()) return;
  std::vector<ZipEntry> kept;
  std::vector<std::size_t> wanted;
  for (const auto& [name, index] : last) wanted.push_back(index);
  std::sort(wanted.begin(), wanted.end());
  for (const std::size_t index : wanted) kept.push_back(std::move(entries[index]));
  entries = std::move(kept);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

Unexpected damaged(const ZipEntry& entry, std::string_view how) {
  return fail(Code::unreadable, "'" + entry.name + "' inside the file is damaged (" +
                                    std::string(how) +
                                    "); open it in its own program and save it again");
}

// The packed bytes of an entry, whatever its local header says about their number.
Result<std::string_view> packed_bytes(std::string_view all, const ZipEntry& entry) {
  const Bytes bytes(all);
  if (!bytes.has(entry.offset, kLocalSize) || bytes.u32(entry.offset) != kLocalSignature) {
    return damaged(entry, "no header where it should stand");
  }
  const std::uint64_t data =
      entry.offset + kLocalSize + bytes.u16(entry.offset + 26) + bytes.u16(entry.offset + 28);
  if (data > all.size()) return damaged(entry, "cut off");
  return all.substr(data, std::min<std::uint64_t>(entry.packed, all.size() - data));
}

// Checks what comes out against the limits before it goes anywhere.
class Meter {
 public:
  Meter(const ZipEntry& entry, const Limits& limits, std::uint64_t packed, std::uint64_t& spent)
      : entry_(entry), limits_(limits), packed_(packed), spent_(spent) {}

  // Whether an entry of this size may be unpacked at once.
  [[nodiscard]] bool allows(std::uint64_t unpacked) const {
    return unpacked <= limits_.unpacked_bytes - std::min(spent_, limits_.unpacked_bytes) &&
           (unpacked <= kRatioFloor ||
            unpacked / std::max<std::uint64_t>(packed_, 1) <= limits_.ratio);
  }
  // For bytes whose checksum is known to be right.
  void count_checked(std::uint64_t unpacked) { spent_ += unpacked; }
  Result<void> count(std::string_view bytes) {
    out_ += bytes.size();
    spent_ += bytes.size();
    if (spent_ > limits_.unpacked_bytes) {
      return fail(Code::too_large, "the file unpacks to more than " +
                                       std::to_string(limits_.unpacked_bytes >> 20) +
                                       " MB; split it into smaller files");
    }
    if (out_ > kRatioFloor && out_ / std::max<std::uint64_t>(packed_, 1) > limits_.ratio) {
      return fail(Code::too_large,
                  "'" + entry_.name + "' inside the file unpacks to more than " +
                      std::to_string(limits_.ratio) +
                      " times its size, which no document does; get it again from where "
                      "it came, or save it anew in its own program");
    }
    if (entry_.crc)
      crc_ = crc32_z(crc_, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    return {};
  }
  [[nodiscard]] Result<void> finish() const {
    if (entry_.crc && *entry_.crc != crc_) return damaged(entry_, "its checksum differs");
    return {};
  }

 private:
  const ZipEntry& entry_;
  const Limits& limits_;
  std::uint64_t packed_;
  std::uint64_t& spent_;
  std::uint64_t out_ = 0;
  uLong crc_ = crc32_z(0, nullptr, 0);
};

using Piece = std::function<bool(std::string_view)>;

Result<void> stream_stored(std::string_view packed, const ZipEntry& entry, Meter& meter,
                           const Piece& piece) {
  for (std::size_t at = 0; at < packed.size(); at += kPiece) {
    const std::string_view part = packed.substr(at, kPiece);
    if (auto counted = meter.count(part); !counted) return counted;
    if (!piece(part)) return {};
  }
  if (entry.packed > packed.size()) return damaged(entry, "cut off");
  return meter.finish();
}

class Inflation {
 public:
  explicit Inflation(std::string_view packed) : rest_(packed) {
    ready_ = inflateInit2(&stream_, -MAX_WBITS) == Z_OK;  // no zlib header inside a zip
  }
  ~Inflation() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  // Fills `out` as far as it goes; `size` is what came. Z_OK, Z_STREAM_END or an error of zlib.
  int next(std::array<char, kPiece>& out, std::size_t& size) {
    if (!ready_) return Z_MEM_ERROR;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    int state = Z_OK;
    while (stream_.avail_out > 0 && state == Z_OK) {
      if (stream_.avail_in == 0) {
        const std::size_t part = std::min<std::size_t>(rest_.size(), 1u << 20);
        stream_.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(rest_.data()));
        stream_.avail_in = static_cast<uInt>(part);
        rest_.remove_prefix(part);
      }
      state = inflate(&stream_, Z_NO_FLUSH);
    }
    size = out.size() - stream_.avail_out;
    return state;
  }

 private:
  z_stream stream_{};
  std::string_view rest_;
  bool ready_ = false;
};

// The entry unpacked at once, where it is as it says it is; nothing is said to anyone otherwise.
bool stream_whole(std::string_view packed, const ZipEntry& entry, Meter& meter,
                  const Piece& piece) {
  if (entry.unpacked == 0 || entry.unpacked > kMostHeld || !meter.allows(entry.unpacked)) {
    return false;
  }
  const std::size_t size = entry.unpacked;
  Unpacked bytes(size);
  bool fits = false;
  if (inflate_at_once(packed, bytes.room(), size, fits) != size) return false;
  bytes.set_size(size);
  const std::string_view whole = bytes.view();
  if (entry.crc && *entry.crc != crc_of(whole)) return false;
  meter.count_checked(size);
  piece(whole);
  return true;
}

Result<void> stream_deflated(std::string_view packed, const ZipEntry& entry, Meter& meter,
                             const Piece& piece) {
  if (stream_whole(packed, entry, meter, piece)) return {};
  Inflation inflation(packed);
  std::array<char, kPiece> out;
  for (;;) {
    std::size_t size = 0;
    const int state = inflation.next(out, size);
    const std::string_view part(out.data(), size);
    if (auto counted = meter.count(part); !counted) return counted;
    if (size > 0 && !piece(part)) return {};
    if (state == Z_STREAM_END) return meter.finish();
    if (state == Z_BUF_ERROR) return damaged(entry, "cut off");
    if (state != Z_OK) return damaged(entry, "not a deflated stream");
  }
}

}  // namespace

Result<Zip> Zip::open(std::string_view bytes, const Limits& limits) {
  Zip zip;
  zip.bytes_ = bytes;
  zip.limits_ = limits;
  std::vector<ZipEntry> entries;
  if (const auto directory = find_directory(Bytes(bytes))) {
    auto listed = from_directory(Bytes(bytes), *directory, limits);
    if (!listed) return fail(std::move(listed).error());
    entries = *std::move(listed);
    zip.truncated_ = entries.size() < directory->entries && directory->entries < 0xFFFF;
  }
  if (entries.empty()) {
    auto listed = from_local_headers(bytes, limits);
    if (!listed) return fail(std::move(listed).error());
    entries = *std::move(listed);
    zip.truncated_ = true;
  }
  if (entries.empty()) {
    return fail(Code::unreadable,
                "not a zip archive, or cut off before its first part; get the file again");
  }
  keep_last_of_each_name(entries);
  zip.entries_ = std::move(entries);
  return zip;
}

const ZipEntry* Zip::find(std::string_view name) const {
  for (const ZipEntry& entry : entries_) {
    if (entry.name == name) return &entry;
  }
  for (const ZipEntry& entry : entries_) {
    if (same_without_case(entry.name, name)) return &entry;
  }
  return nullptr;
}

Result<std::string> Zip::read(const ZipEntry& entry) const {
  std::string whole;
  // Reserving what is declared saves copies; the bound keeps a lie from costing memory.
  whole.reserve(std::min<std::uint64_t>(entry.unpacked, std::uint64_t{1} << 22));
  auto done = stream(entry, [&](std::string_view piece) {
    whole += piece;
    return true;
  });
  if (!done) return fail(std::move(done).error());
  return whole;
}

Result<void> Zip::stream(const ZipEntry& entry,
                         const std::function<bool(std::string_view piece)>& piece) const {
  if (entry.encrypted) {
    return fail(Code::unsupported,
                "'" + entry.name +
                    "' inside the file is encrypted; save it without a password and add it again");
  }
  auto packed = packed_bytes(bytes_, entry);
  if (!packed) return fail(std::move(packed).error());
  Meter meter(entry, limits_, packed->size(), spent_);
  if (entry.method == kStored) return stream_stored(*packed, entry, meter, piece);
  if (entry.method == kDeflated) return stream_deflated(*packed, entry, meter, piece);
  return fail(Code::unsupported, "'" + entry.name + "' inside the file is packed by method " +
                                     std::to_string(entry.method) +
                                     ", which is not read; save the file again");
}

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

}  // namespace sillok::formats
