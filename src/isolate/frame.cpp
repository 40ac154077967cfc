#include "isolate/frame.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "text/unicode.h"

namespace sillok::isolate {
namespace {

constexpr std::size_t kHeader = 9;
constexpr std::size_t kFlushAt = 64u << 10;   // what a pipe holds: more only waits
constexpr std::size_t kKept = 1u << 20;       // room that is not given back between frames
constexpr std::size_t kLongestMessage = 500;  // a line for a person

}  // namespace

void FrameWriter::put(FrameKind kind, std::string_view payload) {
  pending_ += static_cast<char>(kind);
  for (int shift = 0; shift < 64; shift += 8) {
    pending_ += static_cast<char>((std::uint64_t{payload.size()} >> shift) & 0xFFu);
  }
  if (payload.size() < kFlushAt) {
    pending_ += payload;
    if (pending_.size() >= kFlushAt) flush();
    return;
  }
  flush();
  write_all(payload);
}

void FrameWriter::flush() {
  write_all(pending_);
  pending_.clear();
}

void FrameWriter::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(1);  // nobody can be told
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string encode_error(const Error& error) {
  std::string payload(1, static_cast<char>(error.code));
  payload += error.message;
  return payload;
}

Error decode_error(std::string_view payload) {
  Error error{Code::unreadable, "", ""};
  if (payload.empty()) payload = std::string_view("\xFF", 1);
  const auto code = static_cast<unsigned char>(payload[0]);
  if (code <= static_cast<unsigned char>(Code::internal)) error.code = static_cast<Code>(code);
  const std::string_view message = payload.substr(1);
  for (std::size_t at = 0; at < message.size() && error.message.size() < kLongestMessage;) {
    const char32_t c = text::next_code_point(message, at);
    text::append(error.message, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
  }
  if (error.message.empty()) error.message = "the reader gave up without saying why";
  return error;
}

FrameReader::State FrameReader::feed(
    std::string_view bytes,
    const std::function<bool(FrameKind kind, std::string_view payload)>& take) {
  if (bytes.size() > left_) return State::too_much;
  left_ -= bytes.size();
  pending_ += bytes;
  std::string_view rest = pending_;
  while (rest.size() >= kHeader) {
    const auto kind = static_cast<unsigned char>(rest[0]);
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      size |= std::uint64_t{static_cast<unsigned char>(rest[1 + i])} << (8 * i);
    }
    if (kind < 1 || kind > 3) return State::malformed;
    const std::size_t here = rest.size() - kHeader;
    if (size > here && size - here > left_) return State::too_much;
    if (size > most_in_one_) return State::too_long;
    if (size > here) {
      // Room for all of it at once, where growing would hold it twice.
      if (rest.size() == pending_.size()) pending_.reserve(kHeader + size);
      break;
    }
    if (!take(static_cast<FrameKind>(kind), rest.substr(kHeader, size))) return State::done;
    rest.remove_prefix(kHeader + size);
  }
  if (rest.empty() && pending_.capacity() > kKept) {
    pending_ = std::string();
  } else {
    pending_.erase(0, pending_.size() - rest.size());
  }
  return State::open;
}

}  // namespace sillok::isolate
