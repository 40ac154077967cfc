// FileHeader, packed and enciphered streams, records.
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "formats/hwp5_parts.h"
#include "formats/hwp_signs.h"
#include "formats/inflate.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::string_view kSignature = "HWP Document File";
// Room for what a stream unpacks to is made in steps within these.
constexpr std::size_t kPiece = 64u << 10;
constexpr std::size_t kMostAtOnce = 8u << 20;
// Longer streams are unpacked piece by piece.
constexpr std::uint64_t kMostHeld = 128u << 20;
// As in zip files: short streams of one byte pack a thousandfold without being a bomb.
constexpr std::uint64_t kRatioFloor = 1u << 20;

// Properties of FileHeader (table 3 of the description).
constexpr std::uint32_t kCompressed = 1u << 0;
constexpr std::uint32_t kPassword = 1u << 1;
constexpr std::uint32_t kDistribution = 1u << 2;
constexpr std::uint32_t kDrm = 1u << 4;
constexpr std::uint32_t kCertificate = 1u << 8;
constexpr std::uint32_t kCertificateDrm = 1u << 10;

constexpr std::uint16_t kDistributeDocData = 0x1C;
// Shapes of letters, places of lines and marked ranges of a paragraph (table 57).
constexpr std::uint16_t kFirstLook = 0x44;
constexpr std::uint16_t kLastLook = 0x46;
constexpr std::size_t kDistributeSize = 256;
constexpr std::size_t kKeySize = 16;  // AES-128
// More records than a stream of documents has; each costs memory though it may be four bytes.
constexpr std::size_t kMostRecords = 6'000'000;

// The generator that the description's cipher was written with: Microsoft's rand().
class Rand {
 public:
  explicit Rand(std::uint32_t seed) : state_(seed) {}
  std::uint32_t next() {
    state_ = state_ * 214013u + 2531011u;
    return (state_ >> 16) & 0x7FFFu;
  }

 private:
  std::uint32_t state_;
};

// "배포용 문서" (revision 1.2, section 4.2.15 and the document on distribution): 256 bytes, in runs
// of 1 to 16 XORed with one random byte each, hide the key somewhere in their first twenty.
std::string distribution_key(std::string_view data) {
  const std::uint32_t seed = Hwp5Fields(data).u32();
  std::string plain(data.substr(0, kDistributeSize));
  Rand rand(seed);
  std::uint32_t mask = 0;
  std::uint32_t run = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (run == 0) {
      mask = rand.next() & 0xFFu;
      run = (rand.next() & 0xFu) + 1;
    }
    --run;
    if (i >= 4) plain[i] = static_cast<char>(static_cast<unsigned char>(plain[i]) ^ mask);
  }
  return plain.substr(4 + (seed & 0xFu), kKeySize);
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

std::string decrypt(std::string_view data, const std::string& key) {
  data = data.substr(0, data.size() / kKeySize * kKeySize);
  const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(EVP_CIPHER_CTX_new());
  const auto* key_bytes = reinterpret_cast<const unsigned char*>(key.data());
  if (context == nullptr ||
      EVP_DecryptInit_ex(context.get(), EVP_aes_128_ecb(), nullptr, key_bytes, nullptr) != 1) {
    return {};
  }
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string plain(data.size() + kKeySize, '\0');
  auto* out = reinterpret_cast<unsigned char*>(plain.data());
  std::size_t size = 0;
  constexpr std::size_t kAtOnce = 1u << 24;  // the library counts in int
  for (std::size_t at = 0; at < data.size(); at += kAtOnce) {
    const std::string_view part = data.substr(at, kAtOnce);
    int written = 0;
    if (EVP_DecryptUpdate(context.get(), out + size, &written,
                          reinterpret_cast<const unsigned char*>(part.data()),
                          static_cast<int>(part.size())) != 1) {
      break;
    }
    size += static_cast<std::size_t>(written);
  }
  plain.resize(size);
  return plain;
}

class Inflation {
 public:
  Inflation() { ready_ = inflateInit2(&stream, -MAX_WBITS) == Z_OK; }
  ~Inflation() {
    if (ready_) inflateEnd(&stream);
  }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  [[nodiscard]] bool ready() const { return ready_; }

  z_stream stream{};

 private:
  bool ready_ = false;
};

}  // namespace

std::string Hwp5Fields::text() {
  const std::size_t units = u16();
  return utf8_of_utf16(bytes(2 * units));
}

std::string utf8_of_utf16(std::string_view bytes) {
  std::string out;
  bool settled = true;
  append_utf8_of_utf16(out, bytes, 0, settled);
  return out;
}

std::size_t append_utf8_of_utf16(std::string& out, std::string_view bytes, char32_t least,
                                 bool& settled) {
  // In pieces of this many units. None takes more than three bytes; a pair of surrogates that lies
  // over the end takes one more, and four are written of each.
  constexpr std::size_t kUnits = 256;
  std::array<char, 3 * kUnits + 2> piece;  // NOLINT(*-member-init): written before it is read
  const std::size_t units = bytes.size() / 2;
  const auto unit = [from = bytes.data()](std::size_t i) -> char32_t {
    std::uint16_t value = 0;
    std::memcpy(&value, from + 2 * i, sizeof(value));
    return value;
  };
  bool stopped = false;
  std::size_t i = 0;
  while (i < units && !stopped) {
    char* to = piece.data();
    const auto put = [&to](std::uint32_t coded, std::size_t size) {
      std::memcpy(to, &coded, sizeof(coded));
      to += size;
    };
    for (const std::size_t end = std::min(units, i + kUnits); i < end; ++i) {
      char32_t c = unit(i);
      if (!kSettledRows[c >> 4u]) {
        stopped = c < least;
        if (stopped) break;
        settled = false;
        if (c >= 0xD800 && c <= 0xDFFF) {
          const char32_t low = c <= 0xDBFF && i + 1 < units ? unit(i + 1) : 0;
          if (low >= 0xDC00 && low <= 0xDFFF) {
            ++i;
            c = 0x10000 + ((c - 0xD800) << 10u) + (low - 0xDC00);
            put(0x808080F0u | (c >> 18u) | ((c & 0x3F000u) >> 4u) | ((c & 0xFC0u) << 10u) |
                    ((c & 0x3Fu) << 24u),
                4);
            continue;
          }
          c = 0xFFFD;
        }
      }
      if (c - 0x80 < 0x800 - 0x80) {
        put(0x80C0u | (c >> 6u) | ((c & 0x3Fu) << 8u), 2);
        continue;
      }
      // Letters and blanks come in no order that a processor could foresee: no branch parts them.
      const std::uint32_t wide = c < 0x80 ? 0 : 1;
      const std::uint32_t three =
          0x8080E0u | (c >> 12u) | ((c & 0xFC0u) << 2u) | ((c & 0x3Fu) << 16u);
      put(c ^ ((three ^ c) & (0 - wide)), 1 + 2 * wide);
    }
    out.append(piece.data(), static_cast<std::size_t>(to - piece.data()));
  }
  return 2 * i;
}

std::vector<Hwp5Record> hwp5_records(std::string_view stream, bool& whole) {
  constexpr std::uint32_t kLong = 0xFFF;  // the size follows in four bytes of its own
  if (stream.size() > std::numeric_limits<std::uint32_t>::max()) {
    stream = stream.substr(0, std::numeric_limits<std::uint32_t>::max());
    whole = false;
  }
  std::vector<Hwp5Record> records;
  // Records of running text and tables take some fifty bytes with those that are left out.
  records.reserve(std::min(stream.size() / 48, kMostRecords));
  // The open records, each level once, upwards.
  struct Open {
    std::uint32_t level;
    std::uint32_t index;
  };
  std::array<Open, 1u << 10> open;  // NOLINT(*-member-init): written before it is read
  std::size_t depth = 0;
  const auto close = [&](std::uint32_t level) {
    while (depth > 0 && open[depth - 1].level >= level) {
      records[open[--depth].index].end = static_cast<std::uint32_t>(records.size());
    }
  };
  std::size_t seen = 0;
  std::size_t at = 0;
  const auto take = [&] {
    std::uint32_t value = 0;
    std::memcpy(&value, stream.data() + at, sizeof(value));
    at += sizeof(value);
    return value;
  };
  while (stream.size() - at >= sizeof(std::uint32_t)) {
    const std::uint32_t head = take();
    std::uint32_t size = head >> 20;
    const bool cut = size == kLong && stream.size() - at < sizeof(std::uint32_t);
    if (size == kLong && !cut) size = take();
    if (cut || stream.size() - at < size || ++seen > kMostRecords) {
      whole = false;
      break;
    }
    const std::uint32_t tag = head & 0x3FF;
    if (tag < kFirstLook || tag > kLastLook) {
      const std::uint32_t level = (head >> 10) & 0x3FF;
      close(level);
      open[depth++] = {level, static_cast<std::uint32_t>(records.size())};
      records.push_back({static_cast<std::uint32_t>(at), size, 0, static_cast<std::uint16_t>(tag),
                         static_cast<std::uint16_t>(level)});
    }
    at += size;
  }
  close(0);
  return records;
}

Result<Hwp5Header> read_hwp5_header(const Ole& ole) {
  const OleEntry* entry = ole.find("FileHeader");
  const Ole::Stream stream = entry == nullptr ? Ole::Stream() : ole.read(*entry);
  const std::string_view bytes = stream.bytes;
  if (!bytes.starts_with(kSignature)) {
    return fail(
        Code::unreadable,
        "not an HWP 5 document, or its first part is damaged; open it in Hangul and save it "
        "again");
  }
  Hwp5Fields fields(bytes);
  fields.skip(32);
  Hwp5Header header;
  header.version = fields.u32();
  const std::uint32_t flags = fields.u32();
  if ((flags & kPassword) != 0) {
    return fail(Code::unsupported,
                "the document is protected by a password; save it without one and add it again");
  }
  if ((flags & (kDrm | kCertificate | kCertificateDrm)) != 0) {
    return fail(
        Code::unsupported,
        "the document is under rights management (DRM); save an unprotected copy and add it");
  }
  header.compressed = (flags & kCompressed) != 0;
  header.distribution = (flags & kDistribution) != 0;
  return header;
}

namespace {

// A whole stream that unpacks to at most `most` bytes; anything else is left to the slower way.
std::optional<Unpacked> inflate_whole(std::string_view packed, std::uint64_t most) {
  // Records of text pack to a sixth or less; those of tables to less than a twentieth.
  constexpr std::uint64_t kUsualRatio = 24;
  most = std::min<std::uint64_t>(most, kMostHeld);
  std::uint64_t room = std::max<std::uint64_t>(kUsualRatio * packed.size(), kPiece);
  for (bool fits = false; !fits; room *= 4) {
    const std::uint64_t here = std::min(room, most);
    Unpacked out(here);
    if (const auto size = inflate_at_once(packed, out.room(), here, fits)) {
      out.close(*size);
      return out;
    }
    if (here == most) break;
  }
  return std::nullopt;
}

// Piece by piece: what is too large is noticed before it is held, what is damaged gives what came
// before. `whole` as inflate_raw has it.
Result<std::string> inflate_pieces(std::string_view packed, const Limits& limits,
                                   std::uint64_t& spent, bool& whole) {
  std::string out;
  std::size_t size = 0;  // of `out`, so far; what is behind is room
  Inflation inflation;
  z_stream& stream = inflation.stream;
  std::string_view rest = packed;
  int state = inflation.ready() ? Z_OK : Z_MEM_ERROR;
  while (state == Z_OK) {
    if (stream.avail_in == 0) {
      const std::size_t part = std::min<std::size_t>(rest.size(), 1u << 20);
      stream.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(rest.data()));
      stream.avail_in = static_cast<uInt>(part);
      rest.remove_prefix(part);
    }
    if (size == out.size()) {
      out.resize(size + std::clamp(std::max(size, 6 * packed.size()), kPiece, kMostAtOnce));
    }
    const std::size_t room = out.size() - size;
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + size);
    stream.avail_out = static_cast<uInt>(room);
    state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t came = room - stream.avail_out;
    size += came;
    spent += came;
    const bool bomb = size > kRatioFloor && size / (packed.size() + 1) > limits.ratio;
    if (spent > limits.unpacked_bytes || bomb) {
      return fail(Code::too_large, "the document unpacks to more than its limits (" +
                                       std::to_string(limits.unpacked_bytes >> 20) +
                                       " MB in all, " + std::to_string(limits.ratio) +
                                       " times its size); split it into smaller files");
    }
  }
  out.resize(size);
  whole = whole && state == Z_STREAM_END;
  return out;
}

}  // namespace

Result<Unpacked> inflate_raw(std::string_view packed, const Limits& limits, std::uint64_t& spent,
                             bool& whole) {
  const std::uint64_t most = std::min<std::uint64_t>(
      limits.unpacked_bytes - std::min(spent, limits.unpacked_bytes),
      std::max<std::uint64_t>(kRatioFloor, limits.ratio * std::uint64_t{packed.size()}));
  if (auto at_once = inflate_whole(packed, most)) {
    spent += at_once->view().size();
    return *std::move(at_once);
  }
  auto pieces = inflate_pieces(packed, limits, spent, whole);
  if (!pieces) return fail(std::move(pieces).error());
  return Unpacked(std::string_view(*pieces));
}

std::string decipher_distribution(std::string_view stream) {
  bool whole = true;
  // The first record alone is plain; what follows is no record.
  const auto records = hwp5_records(stream.substr(0, kDistributeSize + 8), whole);
  if (records.empty() || records[0].tag != kDistributeDocData ||
      records[0].size < kDistributeSize) {
    return {};
  }
  return decrypt(stream.substr(records[0].at + records[0].size),
                 distribution_key(records[0].in(stream)));
}

void load_cipher() {
  static_cast<void>(decrypt(std::string(kKeySize, '\0'), std::string(kKeySize, '\0')));
}

Result<Unpacked> hwp5_stream(const Ole& ole, const OleEntry& entry, const Hwp5Header& header,
                             bool distribution, const Limits& limits, std::uint64_t& spent,
                             std::vector<std::string>& warnings) {
  const Ole::Stream stream = ole.read(entry);
  bool whole = stream.whole;
  std::string deciphered;
  if (distribution) deciphered = decipher_distribution(stream.bytes);
  const std::string_view bytes = distribution ? deciphered : stream.bytes;
  Result<Unpacked> plain =
      header.compressed ? inflate_raw(bytes, limits, spent, whole) : Unpacked(bytes);
  if (plain && !whole) warnings.push_back(entry.path + " is damaged; what came before is read");
  return plain;
}

}  // namespace sillok::formats
