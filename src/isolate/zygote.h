// The small process from which reading children are forked.
//
// It holds one end of a Unix socket whose other end is the parent's. A request is one message: a
// Request with three descriptors, the file, the pipe for frames, and the pipe for the exit status.
// The zygote forks a child for each and writes the child's wait status (an int) to the status pipe
// when it has ended. When the parent closes its end of the status pipe, the child is killed; when
// it closes the socket, all are and the zygote ends. One thread, no state beyond the running
// children.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "formats/reader.h"
#include "result/result.h"

namespace sillok::isolate {

// Plain bytes: both ends are the same program.
struct Request {
  std::uint64_t memory_bytes = 0;
  std::int64_t seconds = 0;
  formats::Limits formats;
  std::size_t name_size = 0;
  std::array<char, 1024> name{};  // file name without folders, UTF-8; a name has at most 255 bytes
};

// The first message over the socket, from the zygote: kReady, or what is wrong in words.
inline constexpr char kReady[] = "ready";

// formats::read, or another in tests.
using ReadFunction = std::function<Result<void>(const formats::Source&, const formats::Limits&,
                                                const formats::Sink&)>;

// Serves until the parent hangs up; gives the exit status. `prepare` is called once, before the
// walls go up: whatever the readers load from files is loaded there.
[[nodiscard]] int run_zygote(int socket, const std::function<void()>& prepare,
                             const ReadFunction& read);

}  // namespace sillok::isolate
