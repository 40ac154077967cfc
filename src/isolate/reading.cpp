// The parent's side: starts the zygote, sends it files, and judges what comes back.
#include "isolate/reading.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "document/wire.h"
#include "isolate/confine.h"
#include "isolate/descriptor.h"
#include "isolate/frame.h"
#include "isolate/zygote.h"
#include "text/unicode.h"

namespace sillok::isolate {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kSocketInZygote = 3;
constexpr std::size_t kPiece = 256u << 10;
// Of one encoded Document. With what the parent makes of it (decoded, cut, kept, indexed) it is
// there some five times over: at this bound less than a child may take.
constexpr std::size_t kMostInOne = std::size_t{128} << 20;
// Starting takes milliseconds; on a machine that swaps it may take seconds.
constexpr Seconds kStartPatience{20};
// From the end of a child's output to word of how it ended.
constexpr Seconds kEndPatience{5};
// Set for the zygote, and for programs it might be by mistake: see start().
constexpr const char* kMark = "SILLOK_READING_CHILD";

Unexpected failed_with(int error, const std::string& what) {
  return fail(Code::internal, what + ": " + std::strerror(error));
}

// Waits until `fd` can be read or has ended; false when the patience is used up, which is counted
// down by the time spent here.
bool wait_for(int fd, Seconds& patience) {
  for (;;) {
    if (patience.count() <= 0) return false;
    const auto start = Clock::now();
    pollfd watched{fd, POLLIN, 0};
    const double milliseconds = std::min(patience.count() * 1000 + 1, 1e9);
    const int ready = ::poll(&watched, 1, static_cast<int>(milliseconds));
    patience -= Clock::now() - start;
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // let read() report it
  }
}

struct Pipe {
  Descriptor reading, writing;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failed_with(errno, "cannot make a pipe");
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// Rounded up, so that a file just over the limit does not read as equal to it.
std::string megabytes(std::size_t bytes) {
  return std::to_string((bytes + (1u << 20) - 1) >> 20) + " MB";
}

// ---- the file --------------------------------------------------------------------------------

Result<Descriptor> open_regular(const std::filesystem::path& path, std::size_t most_bytes) {
  const std::string& name = path.native();
  // O_NONBLOCK: opening a named pipe must not wait for its writer.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) {
    switch (errno) {
      case ENOENT:
      case ENOTDIR:
        return fail(Code::not_found, "there is no such file; check the path", name);
      case EACCES:
      case EPERM:
        return fail(Code::denied,
                    "no permission to read it; allow it with chmod or run as its owner", name);
      default:
        return fail(Code::storage, std::string("cannot be opened: ") + std::strerror(errno), name);
    }
  }
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) {
    return fail(Code::storage, std::string("cannot be looked at: ") + std::strerror(errno), name);
  }
  if (S_ISDIR(facts.st_mode)) {
    return fail(Code::unsupported, "is a folder; name a file in it, or give it to `sillok add`",
                name);
  }
  if (!S_ISREG(facts.st_mode)) {
    return fail(Code::unsupported, "is a device, a pipe or a socket; only ordinary files are read",
                name);
  }
  if (facts.st_size == 0) return fail(Code::unreadable, "is empty; nothing to read", name);
  if (static_cast<std::uint64_t>(facts.st_size) > most_bytes) {
    return fail(Code::too_large,
                "is " + megabytes(static_cast<std::size_t>(facts.st_size)) + ", more than the " +
                    megabytes(most_bytes) + " that are read; split it or raise reading.file_mb",
                name);
  }
  return file;
}

// The name as text: names are bytes, and those made on a Mac are decomposed.
std::string name_for_reader(const std::filesystem::path& path) {
  const std::string bytes = path.filename().native();
  std::string name;
  for (std::size_t at = 0; at < bytes.size();) text::append(name, text::next_code_point(bytes, at));
  return text::nfc(name);
}

// ---- how a child ended -----------------------------------------------------------------------

Error timed_out(int seconds) {
  return {Code::unreadable,
          "timed out: not read within " + std::to_string(seconds) +
              " s; it may be damaged or made to harm; split it or raise reading.seconds",
          ""};
}

Error judge_end(int status, int seconds) {
  if (!WIFSIGNALED(status)) {
    return {Code::unreadable, "crashed: the reader ended without a word; the file may be damaged",
            ""};
  }
  switch (const int signal = WTERMSIG(status)) {
    case SIGXCPU:
      return timed_out(seconds);
    case SIGKILL:
      return {
          Code::too_large,
          "crashed: the system killed its reader, most likely for want of memory; split the file",
          ""};
    case SIGSYS:
      return {
          Code::unreadable,
          "crashed: its reader was stopped doing what it must not; the file may be made to harm",
          ""};
    default:
      return {Code::unreadable,
              "crashed its reader (signal " + std::to_string(signal) + ", " + ::strsignal(signal) +
                  "); the file may be damaged; save it anew or as another format",
              ""};
  }
}

// How one attempt went.
struct Attempt {
  Result<void> outcome;
  bool zygote_gone = false;
  bool delivered = false;  // the sink has had a Document
};

}  // namespace

// ---- the room --------------------------------------------------------------------------------

struct ReadingRoom::Impl {
  explicit Impl(const Limits& given) : limits(given) {}
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> start();
  void stop();
  Result<void> greet();
  // Starts a new zygote unless that has been done since `seen`.
  Result<void> replace(unsigned seen);
  // Sends the order; gives the generation of the zygote that has it.
  bool send(const Request& request, const std::array<int, 3>& fds, unsigned& generation_sent);
  Attempt attempt(const std::filesystem::path& path, const Descriptor& file,
                  const formats::Sink& sink, unsigned& generation_sent);
  // Takes frames until the last one, the end of the pipe or of the patience.
  Attempt take_frames(Descriptor frames, Descriptor status, const formats::Sink& sink) const;

  const Limits limits;
  std::mutex mutex;  // guards all below
  Descriptor socket;
  pid_t zygote = -1;
  unsigned generation = 0;
};

Result<void> ReadingRoom::Impl::start() {
  // A program that opens a reading room but does not hand --reading-child to reading_child_main
  // would start itself without end.
  if (std::getenv(kMark) != nullptr) {
    return fail(Code::internal, "this program does not serve --reading-child; its main() must");
  }
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return failed_with(errno, "cannot make a socket pair");
  }
  socket = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), kSocketInZygote);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  // Libraries complain about bad files on standard error; that is not for the user. Reports of
  // sanitizers are.
  if (!is_sanitized()) posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, kSocketInZygote + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  // A session of its own: Ctrl-C at the terminal is for the parent, which then hangs up.
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);

  std::string program = "sillok", flag = "--reading-child", fd = std::to_string(kSocketInZygote);
  std::array<char*, 4> arguments{program.data(), flag.data(), fd.data(), nullptr};
  // Nothing of the environment but what a sanitizer wants: secrets in it are no reader's business.
  std::vector<std::string> kept{std::string(kMark) + "=1", "LC_ALL=C.UTF-8"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    const char* value = is_sanitized() ? std::getenv(name) : nullptr;
    if (value != nullptr) kept.push_back(std::string(name) + "=" + value);
  }
  std::vector<char*> environment;
  for (std::string& variable : kept) environment.push_back(variable.data());
  environment.push_back(nullptr);

  const int error = ::posix_spawn(&zygote, "/proc/self/exe", &actions, &attributes,
                                  arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    zygote = -1;
    return failed_with(error, "cannot start the reading process from /proc/self/exe");
  }
  ++generation;
  return {};
}

Result<void> ReadingRoom::Impl::greet() {
  Seconds patience = kStartPatience;
  std::string hello(1000, '\0');
  ssize_t size = 0;
  if (wait_for(socket.get(), patience)) size = ::recv(socket.get(), hello.data(), hello.size(), 0);
  if (size <= 0) {
    return fail(Code::internal,
                "the reading process did not start; is /proc mounted and the program readable?");
  }
  hello.resize(static_cast<std::size_t>(size));
  if (hello != kReady) return fail(Code::internal, std::move(hello));
  return {};
}

void ReadingRoom::Impl::stop() {
  socket.reset();
  if (zygote <= 0) return;
  // It ends when the socket closes; nothing it could still do is worth waiting for.
  ::kill(zygote, SIGKILL);
  while (::waitpid(zygote, nullptr, 0) < 0 && errno == EINTR) {
  }
  zygote = -1;
}

Result<void> ReadingRoom::Impl::replace(unsigned seen) {
  const std::lock_guard lock(mutex);
  if (generation != seen) return {};
  stop();
  if (auto started = start(); !started) return started;
  return greet();
}

bool ReadingRoom::Impl::send(const Request& request, const std::array<int, 3>& fds,
                             unsigned& generation_sent) {
  iovec part{const_cast<Request*>(&request), sizeof(request)};  // sendmsg only reads it
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(fds))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(fds));
  std::memcpy(CMSG_DATA(header), fds.data(), sizeof(fds));

  const std::lock_guard lock(mutex);
  generation_sent = generation;
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket.get(), &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof(request));
}

Attempt ReadingRoom::Impl::take_frames(Descriptor frames, Descriptor status,
                                       const formats::Sink& sink) const {
  Attempt attempt;
  std::optional<Result<void>> said;      // by the last frame, or by the sink
  std::vector<document::Document> come;  // in this piece
  const auto take = [&](FrameKind kind, std::string_view payload) {
    if (kind == FrameKind::end) {
      said = Result<void>{};
    } else if (kind == FrameKind::error) {
      said = fail(decode_error(payload));
    } else if (auto document = document::decode(payload); !document) {
      said = fail(std::move(document).error());
    } else {
      come.push_back(std::move(*document));
    }
    return !said.has_value();
  };
  // Only when their bytes are given back: the sink needs memory of its own.
  const auto hand_out = [&] {
    for (document::Document& document : come) {
      attempt.delivered = true;
      if (auto taken = sink(std::move(document)); !taken) {
        said = std::move(taken);
        break;
      }
    }
    come.clear();
  };

  FrameReader reader(limits.output_bytes, std::min(limits.output_bytes, kMostInOne));
  const auto piece = std::make_unique<char[]>(kPiece);
  Seconds patience{limits.seconds};  // the child's time; the sink's is not counted
  for (;;) {
    if (!wait_for(frames.get(), patience)) {
      attempt.outcome = fail(timed_out(limits.seconds));
      return attempt;
    }
    const ssize_t size = ::read(frames.get(), piece.get(), kPiece);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    const FrameReader::State state =
        reader.feed({piece.get(), static_cast<std::size_t>(size)}, take);
    hand_out();
    if (said) {
      attempt.outcome = std::move(*said);
      return attempt;
    }
    switch (state) {
      case FrameReader::State::open:
        continue;
      case FrameReader::State::done:  // never without a word
      case FrameReader::State::malformed:
        attempt.outcome = fail(Code::unreadable, "crashed: its reader wrote nonsense");
        return attempt;
      case FrameReader::State::too_much:
        attempt.outcome =
            fail(Code::too_large, "gives more than " + megabytes(limits.output_bytes) +
                                      " of text; split it or raise reading.output_mb");
        return attempt;
      case FrameReader::State::too_long:
        attempt.outcome =
            fail(Code::too_large, "gives more than " + megabytes(kMostInOne) +
                                      " of text and tables in one document; split it");
        return attempt;
    }
  }
  Seconds end_patience = kEndPatience;
  int ended = 0;
  if (!wait_for(status.get(), end_patience) ||
      ::read(status.get(), &ended, sizeof(ended)) != sizeof(ended)) {
    attempt.zygote_gone = true;
    attempt.outcome = fail(Code::internal, "the reading process ended; try again");
    return attempt;
  }
  attempt.outcome = fail(judge_end(ended, limits.seconds));
  return attempt;
}

Attempt ReadingRoom::Impl::attempt(const std::filesystem::path& path, const Descriptor& file,
                                   const formats::Sink& sink, unsigned& generation_sent) {
  auto frames = make_pipe();
  auto status = make_pipe();
  if (!frames || !status) {
    return {fail(!frames ? std::move(frames).error() : std::move(status).error()), false, false};
  }
  Request request;
  request.memory_bytes = limits.memory_bytes;
  request.seconds = limits.seconds;
  request.formats = limits.formats;
  const std::string name = name_for_reader(path);
  request.name_size = name.copy(request.name.data(), request.name.size());
  if (!send(request, {file.get(), frames->writing.get(), status->writing.get()}, generation_sent)) {
    return {fail(Code::internal, "the reading process has ended; try again"), true, false};
  }
  // From here on only the child and the zygote hold the writing ends. Closing the reading ends, by
  // leaving take_frames, ends a child that still runs.
  frames->writing.reset();
  status->writing.reset();
  return take_frames(std::move(frames->reading), std::move(status->reading), sink);
}

ReadingRoom::ReadingRoom(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReadingRoom::~ReadingRoom() = default;

Result<std::unique_ptr<ReadingRoom>> ReadingRoom::open(const Limits& limits) {
  auto impl = std::make_unique<Impl>(limits);
  auto started = impl->start();
  if (started) started = impl->greet();
  if (!started) return fail(std::move(started).error());
  return std::unique_ptr<ReadingRoom>(new ReadingRoom(std::move(impl)));
}

Result<void> ReadingRoom::read(const std::filesystem::path& path, const formats::Sink& sink) {
  const auto file = open_regular(path, impl_->limits.file_bytes);
  if (!file) return fail(file.error());
  const auto about = [&path](Result<void> outcome) -> Result<void> {
    if (outcome) return outcome;
    Error error = std::move(outcome).error();
    if (error.subject.empty()) error.subject = path.native();
    return fail(std::move(error));
  };
  unsigned generation = 0;
  Attempt attempt = impl_->attempt(path, *file, sink, generation);
  if (attempt.zygote_gone) {
    // Another file, or the system, took the zygote down. Once more, unless the sink would get the
    // same Documents twice.
    if (auto replaced = impl_->replace(generation); !replaced) return about(std::move(replaced));
    if (!attempt.delivered) attempt = impl_->attempt(path, *file, sink, generation);
  }
  return about(std::move(attempt.outcome));
}

}  // namespace sillok::isolate
