#include "index/storage.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace sillok::index {
namespace {

Interruption& interruption() {
  static Interruption held;
  return held;
}

bool may(std::string_view step) {
  return !interruption() || interruption()(step);
}

Unexpected failed(const std::string& what, const std::filesystem::path& path, int number) {
  std::string message = what + ": " + std::generic_category().message(number);
  if (number == ENOSPC) message += "; free some disk space and try again";
  return fail(Code::storage, std::move(message), path.string());
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

// Writes all of it; errno on failure, else 0.
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return 0;
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) return failed("cannot open the folder", folder, errno);
  if (!may("sync")) return failed("interrupted", folder, EIO);
  if (::fsync(descriptor.get()) != 0)
    return failed("cannot make the folder durable", folder, errno);
  return {};
}

}  // namespace

void set_interruption(Interruption held) {
  interruption() = std::move(held);
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) return failed("cannot open", path, errno);
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) return failed("cannot look at", path, errno);
  MappedFile file;
  if (status.st_size == 0) return file;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor.get(), 0);
  if (address == MAP_FAILED) return failed("cannot map", path, errno);
  file.bytes_ = {static_cast<const char*>(address), size};
  return file;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}
MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

Result<void> write_file(const std::filesystem::path& folder, const std::string& name,
                        std::span<const std::string_view> parts) {
  const std::filesystem::path aside = folder / (name + ".part");
  {
    if (!may("write")) return failed("interrupted", aside, EIO);
    const Descriptor descriptor(
        ::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (descriptor.get() < 0) return failed("cannot create", aside, errno);
    for (const std::string_view part : parts) {
      if (!may("write")) return failed("interrupted", aside, EIO);
      if (const int number = write_all(descriptor.get(), part); number != 0) {
        return failed("cannot write", aside, number);
      }
    }
    if (!may("sync")) return failed("interrupted", aside, EIO);
    if (::fsync(descriptor.get()) != 0) return failed("cannot make durable", aside, errno);
  }
  if (!may("rename")) return failed("interrupted", aside, EIO);
  if (::rename(aside.c_str(), (folder / name).c_str()) != 0) {
    return failed("cannot rename", aside, errno);
  }
  return sync_folder(folder);
}

Result<void> remove_file(const std::filesystem::path& path) {
  if (!may("remove")) return failed("interrupted", path, EIO);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("cannot remove", path, errno);
  return {};
}

}  // namespace sillok::index
