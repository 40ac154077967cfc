#include "index/postings.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "index/bytes.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

constexpr unsigned kLevelBits = 4;
static_assert(kLevels == 1U << kLevelBits);

// Numbers of `width` bits each, low bits first.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  void put(std::uint64_t value, unsigned width) {
    held_ |= value << bits_;
    bits_ += width;
    while (bits_ >= 8) {
      out_ += static_cast<char>(held_ & 0xFFU);
      held_ >>= 8U;
      bits_ -= 8;
    }
  }
  void finish() {
    if (bits_ > 0) out_ += static_cast<char>(held_ & 0xFFU);
    held_ = 0;
    bits_ = 0;
  }

 private:
  std::string& out_;
  std::uint64_t held_ = 0;
  unsigned bits_ = 0;  // below 8 between calls
};

// Up to 8 bytes from `at`, zeros beyond the end.
std::uint64_t load_up_to_8(std::string_view bytes, std::size_t at) {
  if (at + 8 <= bytes.size()) return load<std::uint64_t>(bytes.data() + at);
  std::uint64_t value = 0;
  if (at < bytes.size()) std::memcpy(&value, bytes.data() + at, bytes.size() - at);
  return value;
}

std::size_t packed_size(std::uint32_t count, unsigned width) {
  return (static_cast<std::size_t>(count) * width + 7) / 8;
}

// The numbers of a whole block, each kind of width unrolled: eight numbers take `kWidth` bytes.
// Reads up to 8 bytes beyond them.
template <unsigned kWidth>
void unpack_numbers(const char* from, std::uint32_t* out) {
  constexpr std::uint64_t kMask = (std::uint64_t{1} << kWidth) - 1;
  for (std::uint32_t group = 0; group < kBlockSize / 8; ++group, from += kWidth, out += 8) {
    for (unsigned i = 0; i < 8; ++i) {
      const auto bits = load<std::uint64_t>(from + i * kWidth / 8) >> (i * kWidth % 8);
      out[i] = static_cast<std::uint32_t>(bits & kMask);
    }
  }
}

using Unpacker = void (*)(const char*, std::uint32_t*);
constexpr unsigned kWidest = 32;

template <std::size_t... kWidths>
constexpr std::array<Unpacker, sizeof...(kWidths)> unpackers(std::index_sequence<kWidths...>) {
  return {&unpack_numbers<kWidths>...};
}
constexpr auto kUnpackers = unpackers(std::make_index_sequence<kWidest + 1>());

void pack_block(std::span<const Posting> block, std::uint64_t next, std::string& out) {
  std::uint64_t widest = 0;
  std::uint64_t expected = next;  // the lowest passage that may come
  for (const Posting& posting : block) {
    widest |= posting.passage - expected;
    expected = posting.passage + std::uint64_t{1};
  }
  const auto width = static_cast<unsigned>(std::bit_width(widest));
  out += static_cast<char>(width);
  BitWriter writer(out);
  expected = next;
  for (const Posting& posting : block) {
    writer.put(posting.passage - expected, width);
    expected = posting.passage + std::uint64_t{1};
  }
  writer.finish();
  for (const Posting& posting : block) writer.put(posting.level, kLevelBits);
  writer.finish();
}

}  // namespace

void pack(std::span<const Posting> postings, std::string& out) {
  store_varint(out, postings.size());
  std::uint64_t next = 0;
  if (postings.size() <= kBlockSize) {
    for (const Posting& posting : postings) {
      store_varint(out, (posting.passage - next) << kLevelBits | posting.level);
      next = posting.passage + std::uint64_t{1};
    }
    return;
  }
  std::string table;
  std::string data;
  for (std::size_t from = 0; from < postings.size(); from += kBlockSize) {
    const auto block =
        postings.subspan(from, std::min<std::size_t>(kBlockSize, postings.size() - from));
    std::uint32_t highest = 0;
    for (const Posting& posting : block) highest = std::max(highest, posting.level);
    store<std::uint32_t>(table, block.back().passage);
    store<std::uint32_t>(table, static_cast<std::uint32_t>(data.size()) << kLevelBits | highest);
    pack_block(block, next, data);
    next = block.back().passage + std::uint64_t{1};
  }
  store_varint(out, data.size());
  out += table;
  out += data;
}

PostingList::PostingList(Posting only, std::uint32_t passages)
    : count_(only.passage < passages ? 1 : 0), passages_(passages), only_(only) {}

PostingList::PostingList(std::string_view bytes, std::uint32_t passages) : passages_(passages) {
  std::size_t at = 0;
  std::uint64_t count = 0;
  if (!load_varint(bytes, at, count) || count < 2 || count > passages) return;
  count_ = static_cast<std::uint32_t>(count);
  if (count <= kBlockSize) {
    data_ = bytes.substr(at);
    return;
  }
  std::uint64_t size = 0;
  const std::size_t table = blocks() * kTableEntry;
  if (!load_varint(bytes, at, size) || bytes.size() - at < table ||
      bytes.size() - at - table < size) {
    count_ = 0;
    return;
  }
  table_ = bytes.substr(at, table);
  data_ = bytes.substr(at + table, size);
}

bool PostingList::unpack_short(Block& out) const {
  std::size_t at = 0;
  std::uint64_t next = 0;
  for (std::uint32_t i = 0; i < count_; ++i) {
    std::uint64_t both = 0;
    if (!load_varint(data_, at, both)) return false;
    const std::uint64_t passage = next + (both >> kLevelBits);
    if (passage >= passages_) return false;
    out.passages[i] = static_cast<std::uint32_t>(passage);
    out.levels[i] = static_cast<std::uint8_t>(both & (kLevels - 1));
    next = passage + 1;
  }
  out.count = count_;
  return true;
}

bool PostingList::unpack(std::uint32_t block, Block& out) const {
  out.count = 0;
  if (block >= blocks()) return false;
  if (count_ == 1) {
    out.passages[0] = only_.passage;
    out.levels[0] = static_cast<std::uint8_t>(only_.level);
    out.count = 1;
    return true;
  }
  if (table_.empty()) return unpack_short(out);
  const std::uint32_t count = std::min(kBlockSize, count_ - block * kBlockSize);
  std::size_t at = load<std::uint32_t>(table_.data() + block * kTableEntry + 4) >> kLevelBits;
  if (at >= data_.size()) return false;
  const auto width = static_cast<unsigned char>(data_[at++]);
  const std::size_t gaps = packed_size(count, width);
  if (width > kWidest || data_.size() - at < gaps + packed_size(count, kLevelBits)) return false;
  if (count == kBlockSize && data_.size() - at >= gaps + sizeof(std::uint64_t)) {
    kUnpackers[width](data_.data() + at, out.passages.data());
  } else {
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    for (std::uint32_t i = 0, bit = 0; i < count; ++i, bit += width) {
      const std::uint64_t bits = load_up_to_8(data_, at + bit / 8) >> (bit % 8);
      out.passages[i] = static_cast<std::uint32_t>(bits & mask);
    }
  }
  std::uint64_t next = block == 0 ? 0 : std::uint64_t{last(block - 1)} + 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    next += out.passages[i];
    out.passages[i] = static_cast<std::uint32_t>(next);
    ++next;
  }
  if (next > passages_ || next - 1 != last(block)) return false;
  at += gaps;
  for (std::uint32_t i = 0; i < count / 2; ++i) {
    const auto both = static_cast<unsigned char>(data_[at + i]);
    out.levels[2 * i] = both & kLevelMask;
    out.levels[2 * i + 1] = static_cast<std::uint8_t>(both >> kLevelBits);
  }
  if (count % 2 != 0) {
    out.levels[count - 1] = static_cast<unsigned char>(data_[at + count / 2]) & kLevelMask;
  }
  out.count = count;
  return true;
}

}  // namespace sillok::index
