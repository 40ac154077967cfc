#include "formats/ole.h"

#include <algorithm>
#include <utility>

#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::string_view kSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::uint32_t kNone = 0xFFFFFFFF;         // no entry, free sector
constexpr std::uint32_t kLastRegular = 0xFFFFFFFA;  // larger numbers are marks, not sectors
constexpr std::size_t kSmallSector = 64;
constexpr std::size_t kHeaderSize = 512;
constexpr std::size_t kDirectoryEntry = 128;
constexpr std::size_t kTableInHeader = 109;
// Storages inside storages; real files have two levels.
constexpr std::size_t kDeepest = 32;

std::uint64_t number(std::string_view bytes, std::size_t at, unsigned width) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < width && at + i < bytes.size(); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}

std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(number(bytes, at, 4));
}

std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}

// UTF-16 names of at most 31 characters, without the characters of other planes.
std::string name_of_entry(std::string_view entry) {
  const std::size_t units = std::min<std::size_t>(u16(entry, 64) / 2, 32);
  std::string name;
  for (std::size_t i = 0; i + 1 < units; ++i) text::append(name, u16(entry, 2 * i));
  return name;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Lists the streams below a storage. Siblings form a binary tree; `seen` ends loops.
class Walk {
 public:
  Walk(std::string_view directory, std::vector<OleEntry>& entries)
      : directory_(directory),
        seen_(directory.size() / kDirectoryEntry, false),
        entries_(entries) {}

  void storage(std::uint32_t root, const std::string& path, std::size_t depth) {
    std::vector<std::uint32_t> waiting = {root};
    while (!waiting.empty()) {
      const std::uint32_t id = waiting.back();
      waiting.pop_back();
      if (id >= seen_.size() || seen_[id]) continue;
      seen_[id] = true;
      const std::string_view entry = directory_.substr(id * kDirectoryEntry, kDirectoryEntry);
      waiting.push_back(u32(entry, 68));
      waiting.push_back(u32(entry, 72));
      const std::string name = path + name_of_entry(entry);
      const auto type = static_cast<unsigned char>(entry[66]);
      if (type == 2) entries_.push_back({name, u32(entry, 116), number(entry, 120, 8)});
      if (type == 1 && depth < kDeepest) storage(u32(entry, 76), name + "/", depth + 1);
    }
  }

 private:
  std::string_view directory_;
  std::vector<bool> seen_;
  std::vector<OleEntry>& entries_;
};

// Puts a piece behind what the stream has, up to `most` bytes in all.
void put(Ole::Stream& stream, std::string_view piece, std::size_t most) {
  const std::size_t size = stream.bytes.size();
  piece = piece.substr(0, most - size);
  if (size == 0) {
    stream.bytes = piece;
    return;
  }
  if (stream.gathered.room() == nullptr) {
    stream.gathered = Unpacked(most);
    stream.bytes.copy(stream.gathered.room(), size);
  }
  piece.copy(stream.gathered.room() + size, piece.size());
  stream.gathered.set_size(size + piece.size());
  stream.bytes = stream.gathered.view();
}

Unexpected damaged() {
  return fail(
      Code::unreadable,
      "the file's inner structure is damaged; open it in its own program and save it again");
}

}  // namespace

bool looks_like_ole(std::string_view bytes) {
  return bytes.starts_with(kSignature);
}

Result<Ole> Ole::open(std::string_view bytes, const Limits& limits) {
  if (!looks_like_ole(bytes) || bytes.size() < kHeaderSize) return damaged();
  Ole ole;
  ole.bytes_ = bytes;
  const std::uint16_t shift = u16(bytes, 30);
  if (shift != 9 && shift != 12) return damaged();
  ole.sector_size_ = std::size_t{1} << shift;
  ole.small_limit_ = u32(bytes, 56);
  if (ole.small_limit_ == 0 || ole.small_limit_ > (1u << 20)) ole.small_limit_ = 4096;
  ole.read_table(u32(bytes, 68));
  const Stream small_table = ole.chain(u32(bytes, 60), kNone);
  for (std::size_t at = 0; at + 4 <= small_table.bytes.size(); at += 4) {
    ole.next_small_.push_back(u32(small_table.bytes, at));
  }
  auto read = ole.read_directory(u32(bytes, 48), limits);
  if (!read) return fail(std::move(read).error());
  return ole;
}

std::string_view Ole::sector(std::uint32_t number) const {
  const std::uint64_t at = (std::uint64_t{number} + 1) * sector_size_;
  return at < bytes_.size() ? bytes_.substr(at, sector_size_) : std::string_view();
}

// The allocation table: its first 109 sectors are named in the header, more in extension sectors.
void Ole::read_table(std::uint32_t first_extension) {
  const std::size_t most = bytes_.size() / sector_size_ + 1;
  const auto take = [&](std::uint32_t number) {
    const std::string_view table = number < kLastRegular ? sector(number) : std::string_view();
    for (std::size_t at = 0; at + 4 <= table.size() && next_.size() < most; at += 4) {
      next_.push_back(u32(table, at));
    }
  };
  for (std::size_t i = 0; i < kTableInHeader; ++i) take(u32(bytes_, 76 + 4 * i));
  std::uint32_t extension = first_extension;
  for (std::size_t steps = 0; extension < kLastRegular && steps < most; ++steps) {
    const std::string_view more = sector(extension);
    if (more.size() < sector_size_) return;
    for (std::size_t at = 0; at + 8 <= more.size(); at += 4) take(u32(more, at));
    extension = u32(more, more.size() - 4);
  }
}

Result<void> Ole::read_directory(std::uint32_t start, const Limits& limits) {
  const Stream directory = chain(start, kNone);
  if (directory.bytes.size() < kDirectoryEntry) return damaged();
  if (directory.bytes.size() / kDirectoryEntry > 2 * limits.entries + 64) {
    return fail(Code::too_large, "the file holds more than " + std::to_string(limits.entries) +
                                     " parts; save it again without its attachments");
  }
  const std::string_view root = directory.bytes.substr(0, kDirectoryEntry);
  small_ = chain(u32(root, 116), number(root, 120, 8));
  Walk(directory.bytes, entries_).storage(u32(root, 76), "", 0);
  return {};
}

const OleEntry* Ole::find(std::string_view path) const {
  for (const OleEntry& entry : entries_) {
    if (same_name(entry.path, path)) return &entry;
  }
  return nullptr;
}

Ole::Stream Ole::read(const OleEntry& entry) const {
  return entry.size < small_limit_ ? small_chain(entry.start, entry.size)
                                   : chain(entry.start, entry.size);
}

// In bytes; of one that runs in a circle, about as long as the file.
std::uint64_t Ole::length_of_chain(std::uint32_t start) const {
  std::uint64_t sectors = 0;
  for (std::uint32_t at = start; at < next_.size() && sectors <= next_.size(); at = next_[at]) {
    ++sectors;
  }
  return sectors * sector_size_;
}

// `size` kNone: as long as the chain is.
Ole::Stream Ole::chain(std::uint32_t start, std::uint64_t size) const {
  Stream stream;
  const std::uint64_t wanted =
      std::min<std::uint64_t>(size == kNone ? length_of_chain(start) : size, bytes_.size());
  std::uint32_t at = start;
  // A chain longer than the file has sectors runs in a circle.
  for (std::size_t steps = 0; at < next_.size() && steps <= next_.size(); ++steps) {
    if (stream.bytes.size() >= wanted || sector(at).empty()) break;
    // Sectors that follow each other in the file, as most do, come in one piece.
    const std::uint32_t first = at;
    std::uint32_t last = at;
    while (next_[last] == last + 1 && last + 1 < next_.size() && steps < next_.size() &&
           std::uint64_t{last - first + 1} * sector_size_ < wanted) {
      ++last;
      ++steps;
    }
    const std::uint64_t from = (std::uint64_t{first} + 1) * sector_size_;
    put(stream, bytes_.substr(from, (std::uint64_t{last - first} + 1) * sector_size_), wanted);
    at = next_[last];
  }
  stream.whole = size == kNone || stream.bytes.size() == size;
  return stream;
}

Ole::Stream Ole::small_chain(std::uint32_t start, std::uint64_t size) const {
  Stream stream;
  const std::uint64_t wanted = std::min<std::uint64_t>(size, small_.bytes.size());
  std::uint32_t at = start;
  while (at < next_small_.size() && stream.bytes.size() < wanted &&
         std::uint64_t{at} * kSmallSector < small_.bytes.size()) {
    put(stream, small_.bytes.substr(at * kSmallSector, kSmallSector), wanted);
    at = next_small_[at];
  }
  stream.whole = stream.bytes.size() == size;
  return stream;
}

}  // namespace sillok::formats
