// What a broken or hostile child writes, in pieces: frames come out the same however the bytes are
// cut, and their messages are plain lines. The first byte says how large the pieces are.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "isolate/frame.h"

namespace {

using sillok::isolate::FrameKind;
using sillok::isolate::FrameReader;
using Frames = std::vector<std::pair<FrameKind, std::string>>;

Frames read_in_pieces(std::string_view bytes, std::size_t piece) {
  FrameReader reader(4096, 2048);
  Frames frames;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const auto state =
        reader.feed(bytes.substr(at, piece), [&](FrameKind kind, std::string_view payload) {
          frames.emplace_back(kind, payload);
          return kind == FrameKind::document;
        });
    if (state != FrameReader::State::open) break;
  }
  return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 4096) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Frames frames = read_in_pieces(bytes, 1 + data[0]);
  if (frames != read_in_pieces(bytes, 4096)) std::abort();
  for (const auto& [kind, payload] : frames) {
    if (kind != FrameKind::error) continue;
    const sillok::Error error = sillok::isolate::decode_error(payload);
    const bool plain = std::none_of(error.message.begin(), error.message.end(),
                                    [](char c) { return c >= 0 && c < 0x20; });
    if (error.message.empty() || !plain) std::abort();
  }
  return 0;
}
