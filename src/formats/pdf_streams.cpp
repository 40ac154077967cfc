#include "formats/pdf_streams.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace sillok::formats::pdf {
namespace {

constexpr std::string_view kStream = "stream";
// A stream's dictionary stands right before it; no longer one is looked at.
constexpr std::size_t kLongestDictionary = 2048;
// Below this, short streams of one byte pack a thousandfold without being a bomb.
constexpr std::uint64_t kRatioFloor = 1u << 20;
// Filters of one stream.
constexpr int kMostLayers = 8;

struct Measured {
  bool beyond = false;
  std::string bytes;  // what it unpacks to, where that is to be unpacked again
};

// Unpacks what zlib has packed, counting into `all`.
Measured measure(std::string_view packed, const Limits& limits, bool keep, std::uint64_t& all) {
  Measured measured;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return measured;
  std::array<char, 64u << 10> out;
  stream.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), 1u << 30));
  int state = Z_OK;
  while (state == Z_OK && !measured.beyond) {
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    state = inflate(&stream, Z_NO_FLUSH);
    const std::size_t came = out.size() - stream.avail_out;
    all += came;
    if (keep) measured.bytes.append(out.data(), came);
    measured.beyond =
        all > limits.unpacked_bytes ||
        (stream.total_out > kRatioFloor && stream.total_out / (stream.total_in + 1) > limits.ratio);
  }
  inflateEnd(&stream);
  return measured;
}

// How often the stream whose dictionary this is has been packed; 0 for what is none of ours:
// pictures may be as large as they like, they are not unpacked for text.
int layers_of(std::string_view dictionary) {
  if (dictionary.find("/Image") != std::string_view::npos) return 0;
  int layers = 0;
  for (std::size_t at = dictionary.find("/FlateDecode"); at != std::string_view::npos;
       at = dictionary.find("/FlateDecode", at + 1)) {
    ++layers;
  }
  return std::min(layers, kMostLayers);
}

}  // namespace

bool unpacks_beyond(std::string_view file, const Limits& limits) {
  std::uint64_t all = 0;
  for (std::size_t at = file.find(kStream); at != std::string_view::npos;
       at = file.find(kStream, at + kStream.size())) {
    if (at >= 3 && file.substr(at - 3, 3) == "end") continue;
    const std::size_t from = at > kLongestDictionary ? at - kLongestDictionary : 0;
    const std::string_view before = file.substr(from, at - from);
    const std::size_t object = before.rfind("obj");
    const int layers = object == std::string_view::npos ? 0 : layers_of(before.substr(object));
    std::string_view packed = file.substr(at + kStream.size());
    packed.remove_prefix(std::min(packed.find_first_not_of("\r\n"), packed.size()));
    std::string held;
    for (int layer = 0; layer < layers; ++layer) {
      Measured measured = measure(packed, limits, layer + 1 < layers, all);
      if (measured.beyond) return true;
      held = std::move(measured.bytes);
      packed = held;
    }
  }
  return false;
}

}  // namespace sillok::formats::pdf
