#include "library/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace sillok::library {
namespace {

constexpr int kTries = 100;
constexpr std::chrono::milliseconds kBetweenTries{10};

std::string owner_in(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size(), 0);
  std::string owner(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return owner.substr(0, owner.find_first_not_of("0123456789"));
}

bool is_running(const std::string& process) {
  pid_t id = 0;
  const auto [end, problem] = std::from_chars(process.data(), process.data() + process.size(), id);
  if (problem != std::errc() || id <= 0) return true;  // nobody knows
  return kill(id, 0) == 0 || errno != ESRCH;
}

// A writer that is killed while it starts another process leaves its descriptors to that one until
// it has begun: the lock of a dead process is waited for.
bool lock(int descriptor) {
  for (int tries = 0; tries < kTries; ++tries) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
    if (is_running(owner_in(descriptor))) return false;
    std::this_thread::sleep_for(kBetweenTries);
  }
  return false;
}

}  // namespace

Result<WriterLock> WriterLock::take(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "writer.lock";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return fail(Code::storage,
                std::string("cannot be written (") + std::strerror(errno) +
                    "); check the owner and the rights of the folder",
                folder.string());
  }
  if (!lock(descriptor)) {
    const std::string owner = owner_in(descriptor);
    close(descriptor);
    return fail(Code::busy,
                "process " + (owner.empty() ? "unknown" : owner) +
                    " is writing to this library; try again when it is done",
                folder.string());
  }
  const bool after_crash = !owner_in(descriptor).empty();
  const std::string own = std::to_string(getpid()) + "\n";
  // Only a message for others: a full disk must not keep the writer from removing things.
  if (ftruncate(descriptor, 0) == 0) (void)!pwrite(descriptor, own.data(), own.size(), 0);
  return WriterLock(descriptor, after_crash);
}

WriterLock::~WriterLock() {
  if (descriptor_ < 0) return;
  (void)!ftruncate(descriptor_, 0);
  close(descriptor_);
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), after_crash_(other.after_crash_) {}

}  // namespace sillok::library
