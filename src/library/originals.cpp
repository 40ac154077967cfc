#include "library/originals.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <system_error>
#include <utility>

#include "library/digest.h"
#include "library/library.h"

namespace sillok::library {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
// Open files waiting for the disk; far below the usual limit of 1,024 descriptors.
constexpr std::size_t kMostPending = 128;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

Unexpected cannot_read(const std::filesystem::path& file, int problem) {
  if (problem == EACCES || problem == EPERM) {
    return fail(Code::unreadable, "permission denied; check the rights of the file", file.string());
  }
  if (problem == ENOENT) return fail(Code::unreadable, "is no longer there", file.string());
  return fail(Code::unreadable, std::string("cannot be read (") + std::strerror(problem) + ")",
              file.string());
}

Unexpected cannot_write(const std::filesystem::path& folder, int problem) {
  if (problem == ENOSPC || problem == EDQUOT || problem == EFBIG) {
    return fail(Code::storage,
                "the disk is full; free some space and run the command again (nothing that was "
                "kept before is lost)",
                folder.string());
  }
  return fail(Code::storage,
              std::string("cannot be written (") + std::strerror(problem) +
                  "); check the owner and the rights of the folder",
              folder.string());
}

// 0, or the errno.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Hands the file's bytes to `each` chunk by chunk. 0, or the errno of reading; stops when `each`
// returns false.
template <class Each>
int read_chunks(int descriptor, const Each& each) {
  std::string chunk(kChunk, '\0');
  for (;;) {
    const ssize_t size = read(descriptor, chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return errno;
    if (size == 0) return 0;
    if (!each(std::string_view(chunk.data(), static_cast<std::size_t>(size)))) return 0;
  }
}

int sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0 || fsync(opened.get()) != 0) return errno;
  return 0;
}

}  // namespace

Originals::~Originals() {
  for (const Taken& taken : pending_) {
    close(taken.descriptor);
    unlink(taken.aside.c_str());
  }
}

std::filesystem::path Originals::path_of(const std::string& sha256) const {
  return folder_ / sha256.substr(0, 2) / sha256;
}

Result<Originals::Taken> Originals::copy(const std::filesystem::path& file) {
  const Descriptor source(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (source.get() < 0) return cannot_read(file, errno);
  std::error_code problem;
  const std::filesystem::path incoming = folder_ / "incoming";
  std::filesystem::create_directories(incoming, problem);
  Taken taken;
  {
    const std::lock_guard lock(mutex_);
    taken.aside = incoming / std::to_string(next_++);
  }
  Descriptor target(open(taken.aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (target.get() < 0) return cannot_write(folder_, errno);
  Sha256 digest;
  int unwritten = 0;
  const int unread = read_chunks(source.get(), [&](std::string_view chunk) {
    digest.add(chunk);
    unwritten = write_all(target.get(), chunk);
    return unwritten == 0;
  });
  if (unread != 0 || unwritten != 0) {
    unlink(taken.aside.c_str());
    if (unwritten != 0) return cannot_write(folder_, unwritten);
    return cannot_read(file, unread);
  }
  taken.sha256 = hex(digest.bytes());
  taken.descriptor = target.release();
  return taken;
}

Result<std::string> Originals::take(const std::filesystem::path& file) {
  Result<Taken> taken = copy(file);
  if (!taken) return fail(taken.error());
  std::string sha256 = taken->sha256;
  std::error_code problem;
  if (std::filesystem::exists(path_of(sha256), problem)) {
    close(taken->descriptor);
    unlink(taken->aside.c_str());
    return sha256;
  }
  bool many = false;
  {
    const std::lock_guard lock(mutex_);
    pending_.push_back(std::move(*taken));
    many = pending_.size() >= kMostPending;
  }
  if (many) {
    if (auto settled = settle(); !settled) return fail(settled.error());
  }
  return sha256;
}

Result<void> Originals::settle() {
  const std::lock_guard settling(settling_);
  std::vector<Taken> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(pending_);
  }
  Result<void> done = make_durable(taken);
  for (const Taken& each : taken) {
    close(each.descriptor);
    if (!done) unlink(each.aside.c_str());
  }
  return done;
}

Result<void> Originals::make_durable(const std::vector<Taken>& taken) {
  // First start all the writing, then wait: the waits share the disk's work.
  for (const Taken& each : taken) sync_file_range(each.descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
  std::set<std::filesystem::path> folders;
  for (const Taken& each : taken) {
    if (fsync(each.descriptor) != 0) return cannot_write(folder_, errno);
    const std::filesystem::path place = path_of(each.sha256);
    std::error_code problem;
    if (std::filesystem::create_directories(place.parent_path(), problem)) folders.insert(folder_);
    if (rename(each.aside.c_str(), place.c_str()) != 0) return cannot_write(folder_, errno);
    folders.insert(place.parent_path());
  }
  for (const std::filesystem::path& folder : folders) {
    if (const int problem = sync_folder(folder); problem != 0)
      return cannot_write(folder_, problem);
  }
  return {};
}

void Originals::remove(const std::string& sha256) {
  unlink(path_of(sha256).c_str());
}

void Originals::each(const std::function<void(const std::string&)>& visit) const {
  std::error_code problem;
  for (const auto& group : std::filesystem::directory_iterator(folder_, problem)) {
    if (group.path().filename().string().size() != 2) continue;
    for (const auto& file : std::filesystem::directory_iterator(group.path(), problem)) {
      visit(file.path().filename().string());
    }
  }
}

void Originals::clear_incoming() {
  std::error_code problem;
  std::filesystem::remove_all(folder_ / "incoming", problem);
}

Result<std::string> digest_of_file(const std::filesystem::path& file) {
  const Descriptor source(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (source.get() < 0) return cannot_read(file, errno);
  Sha256 digest;
  const int unread = read_chunks(source.get(), [&](std::string_view chunk) {
    digest.add(chunk);
    return true;
  });
  if (unread != 0) return cannot_read(file, unread);
  return hex(digest.bytes());
}

}  // namespace sillok::library
