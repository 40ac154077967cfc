// What a reading child says to its parent, over a pipe: a row of frames, the last of which is `end`
// or `error`. A frame is its kind (u8), the length of its payload (u64, little-endian), the
// payload.
//
// The parent believes none of it: lengths are checked against what is allowed before anything is
// kept, Documents are checked by document::decode, messages are made one plain line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::isolate {

enum class FrameKind : std::uint8_t {
  document = 1,  // payload: document::encode
  end = 2,       // all of the file has been read; no payload
  error = 3,     // payload: Error code (u8), message
};

// The child's side: collects frames and writes them in large pieces. A pipe that nobody reads ends
// the process by SIGPIPE, which is what a child that is no longer wanted should do.
class FrameWriter {
 public:
  explicit FrameWriter(int fd) : fd_(fd) {}
  void put(FrameKind kind, std::string_view payload);
  void flush();

 private:
  void write_all(std::string_view bytes);
  int fd_;
  std::string pending_;
};

// The payload of an `error` frame, and back. Anything decodes: a code that does not exist becomes
// `unreadable`, a message becomes one line of valid UTF-8 without control characters.
[[nodiscard]] std::string encode_error(const Error& error);
[[nodiscard]] Error decode_error(std::string_view payload);

// The parent's side: takes bytes as they come and hands out whole frames.
class FrameReader {
 public:
  // `most_bytes` of all frames together, `most_in_one` of a single one: that is held as a whole.
  FrameReader(std::size_t most_bytes, std::size_t most_in_one)
      : left_(most_bytes), most_in_one_(most_in_one) {}

  enum class State : std::uint8_t { open, done, malformed, too_much, too_long };
  // `take` gets each whole frame and says whether to go on; false makes the state `done`. Payloads
  // are valid during the call.
  State feed(std::string_view bytes,
             const std::function<bool(FrameKind kind, std::string_view payload)>& take);

 private:
  std::string pending_;
  std::size_t left_;  // bytes that may still come
  std::size_t most_in_one_;
};

}  // namespace sillok::isolate
