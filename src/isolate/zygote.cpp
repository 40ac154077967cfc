#include "isolate/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

#include "document/wire.h"
#include "isolate/confine.h"
#include "isolate/descriptor.h"
#include "isolate/frame.h"

namespace sillok::isolate {
namespace {

constexpr int kFile = 3;  // in the child, after the others are closed
constexpr int kFrames = 4;

struct Running {
  pid_t pid;
  Descriptor status;
};

struct Order {
  Request request;
  Descriptor file, frames, status;
};

// ---- the child -------------------------------------------------------------------------------

Result<void> read_mapped(const Request& request, const ReadFunction& read, FrameWriter& writer) {
  struct stat facts {};
  if (::fstat(kFile, &facts) != 0) return fail(Code::unreadable, "the file cannot be looked at");
  const auto size = static_cast<std::size_t>(facts.st_size);
  formats::Source source{{request.name.data(), request.name_size}, {}};
  if (size > 0) {
    // Mapped, not copied: a large archive costs only the pages that are looked at.
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, kFile, 0);
    if (bytes == MAP_FAILED) return fail(Code::unreadable, "the file cannot be mapped into memory");
    source.bytes = {static_cast<const char*>(bytes), size};
  }
  return read(source, request.formats, [&writer](document::Document&& document) -> Result<void> {
    writer.put(FrameKind::document, document::encode(document));
    return {};
  });
}

Result<void> read_or_explain(const Request& request, const ReadFunction& read,
                             FrameWriter& writer) {
  try {
    return read_mapped(request, read, writer);
  } catch (const std::bad_alloc&) {
    return fail(
        Code::too_large,
        "needs more than the " + std::to_string(request.memory_bytes >> 20) +
            " MB of memory that reading a file may take; split it or raise reading.memory_mb");
  } catch (const std::exception& failure) {
    return fail(Code::unreadable, std::string("the reader failed: ") + failure.what());
  }
}

[[noreturn]] void be_child(const Order& order, const Confinement& confinement, pid_t zygote,
                           const ReadFunction& read) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (::getppid() != zygote) ::_exit(1);
  // Only the file and the pipe stay; both descriptors are above kFile when they arrive.
  if (::dup2(order.file.get(), kFile) < 0 ||
      (order.frames.get() != kFrames && ::dup2(order.frames.get(), kFrames) < 0) ||
      ::close_range(kFrames + 1, ~0u, 0) != 0) {
    ::_exit(1);
  }
  ::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);

  FrameWriter writer(kFrames);
  Result<void> outcome =
      confinement.enter({order.request.memory_bytes, static_cast<int>(order.request.seconds)});
  if (outcome) outcome = read_or_explain(order.request, read, writer);
  if (outcome) {
    writer.put(FrameKind::end, {});
  } else {
    writer.put(FrameKind::error, encode_error(outcome.error()));
  }
  writer.flush();
  ::_exit(0);
}

// ---- the zygote ------------------------------------------------------------------------------

// The next order, or nothing when the parent has hung up or sent what is none.
std::optional<Order> receive(int socket) {
  Order order;
  iovec part{&order.request, sizeof(order.request)};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t size = 0;
  do {
    size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (size != sizeof(order.request) || header == nullptr || header->cmsg_type != SCM_RIGHTS ||
      header->cmsg_len != CMSG_LEN(3 * sizeof(int))) {
    return std::nullopt;
  }
  std::array<int, 3> fds{};
  std::memcpy(fds.data(), CMSG_DATA(header), sizeof(fds));
  order.file = Descriptor(fds[0]);
  order.frames = Descriptor(fds[1]);
  order.status = Descriptor(fds[2]);
  order.request.name_size = std::min(order.request.name_size, order.request.name.size());
  return order;
}

class Zygote {
 public:
  Zygote(int socket, int signals, const Confinement& confinement, const ReadFunction& read)
      : socket_(socket), signals_(signals), confinement_(confinement), read_(read) {}
  ~Zygote() {
    for (const Running& child : running_) ::kill(child.pid, SIGKILL);
  }
  Zygote(const Zygote&) = delete;
  Zygote& operator=(const Zygote&) = delete;

  void serve() {
    std::vector<pollfd> watched;
    for (;;) {
      watched = {{socket_, POLLIN, 0}, {signals_, POLLIN, 0}};
      // A pipe whose reader is gone reports an error without being asked.
      for (const Running& child : running_) watched.push_back({child.status.get(), 0, 0});
      if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
      for (std::size_t i = 2; i < watched.size(); ++i) {
        if (watched[i].revents != 0) ::kill(running_[i - 2].pid, SIGKILL);
      }
      if (watched[1].revents != 0) reap();
      if (watched[0].revents != 0) {
        std::optional<Order> order = receive(socket_);
        if (!order) return;
        start(std::move(*order));
      }
    }
  }

 private:
  void start(Order order) {
    const pid_t self = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) be_child(order, confinement_, self, read_);
    // Without a child, the closed pipes tell the parent.
    if (child > 0) running_.push_back({child, std::move(order.status)});
  }

  void reap() {
    std::array<signalfd_siginfo, 8> ignored{};
    static_cast<void>(::read(signals_, ignored.data(), sizeof(ignored)));
    for (;;) {
      int status = 0;
      const pid_t ended = ::waitpid(-1, &status, WNOHANG);
      if (ended <= 0) return;
      const auto child = std::find_if(running_.begin(), running_.end(),
                                      [ended](const Running& each) { return each.pid == ended; });
      if (child == running_.end()) continue;
      static_cast<void>(::write(child->status.get(), &status, sizeof(status)));
      running_.erase(child);
    }
  }

  int socket_;
  int signals_;
  const Confinement& confinement_;
  const ReadFunction& read_;
  std::vector<Running> running_;
};

// A child that only puts up its walls: whether this kernel and container allow them is known before
// the first file. Empty when they do.
std::string try_confinement(const Confinement& confinement) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::strerror(errno);
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return std::string("cannot start a process: ") + std::strerror(errno);
  if (child == 0) {
    const auto entered = confinement.enter({std::size_t{1} << 30, 1});
    const std::string said = entered ? "" : entered.error().message;
    ::_exit(::write(writing.get(), said.data(), said.size()) < 0 ? 1 : 0);
  }
  writing.reset();
  std::string said(1000, '\0');
  const ssize_t size = ::read(reading.get(), said.data(), said.size());
  said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (said.empty() && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
    return "cannot confine the reading of files: a trial process did not end well";
  }
  return said;
}

}  // namespace

int run_zygote(int socket, const std::function<void()>& prepare, const ReadFunction& read) {
  // The parent may be gone already; orphans must not stay.
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &ended, nullptr);

  prepare();
  const auto confinement = Confinement::prepare();
  std::string trouble = confinement ? try_confinement(*confinement) : confinement.error().message;
  const std::string hello = trouble.empty() ? std::string(kReady) : trouble;
  if (::send(socket, hello.data(), hello.size(), MSG_NOSIGNAL) < 0 || !trouble.empty()) return 1;

  const Descriptor signals(::signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!signals.is_open()) return 1;
  Zygote(socket, signals.get(), *confinement, read).serve();
  return 0;
}

}  // namespace sillok::isolate
