// Opening, closing, and turns.
#include "library/library.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <system_error>
#include <utility>

#include "library/impl.h"
#include "library/schema.h"

namespace sillok::library {
namespace {

// Written before anything else on every connection that writes.
//  - FULL: a commit waits for the disk, so what was acknowledged survives a power cut.
//  - secure_delete: what is removed is overwritten, not only unlinked.
//  - 64 MB of cache: an ingest touches the same index pages again and again.
//  - a checkpoint every 32 MB of log: each costs one more wait for the disk.
constexpr const char* kWriterPragmas = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 8192;
PRAGMA journal_size_limit = 67108864;
PRAGMA temp_store = FILE;
)sql";

// What a reading of a file has brought so far; gone with the connection, so that an interrupted
// reading starts from nothing.
constexpr const char* kReadingTables = R"sql(
CREATE TEMP TABLE readings(file INTEGER PRIMARY KEY, next INTEGER NOT NULL);
CREATE TEMP TABLE seen(
  file INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(file, document)) WITHOUT ROWID;
)sql";

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code problem;
  if (std::filesystem::is_directory(folder, problem)) return {};
  std::filesystem::create_directories(folder.parent_path(), problem);
  // Only its owner may look into a library: it holds everything that was ever added.
  if (mkdir(folder.c_str(), 0700) == 0) return {};
  return fail(Code::storage,
              std::string("cannot be made (") + std::strerror(errno) +
                  "); choose another folder with --library",
              folder.string());
}

}  // namespace

Result<std::unique_ptr<Library>> Library::open(const std::filesystem::path& folder, Access access) {
  std::error_code problem;
  const std::filesystem::path place = std::filesystem::absolute(folder, problem).lexically_normal();
  auto impl = std::make_unique<Impl>(problem ? folder : place, access);
  if (access == Access::write) {
    if (auto opened = impl->open_for_writing(); !opened) return fail(opened.error());
  }
  if (auto opened = impl->open_for_reading(); !opened) return fail(opened.error());
  return std::unique_ptr<Library>(new Library(std::move(impl)));
}

Library::Library(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Library::~Library() = default;

const std::filesystem::path& Library::folder() const {
  return impl_->folder;
}

Dictionary Library::dictionary() const {
  return impl_->dictionary.read();
}

Result<void> Library::Impl::open_for_writing() {
  if (auto made = make_folder(folder); !made) return made;
  Result<WriterLock> taken = WriterLock::take(folder);
  if (!taken) return fail(taken.error());
  lock.emplace(std::move(*taken));
  const std::filesystem::path file = folder / "library.db";
  Result<std::unique_ptr<Connection>> opened = Connection::open(file, Connection::Mode::create);
  if (!opened) return fail(opened.error());
  writing = std::move(*opened);
  // The version first: a newer library must not be touched, not even by journal_mode.
  if (auto known = recognise(*writing, migrations(), file); !known) return known;
  writing->script(kWriterPragmas);
  if (auto done = migrate(*writing, migrations(), file); !done) return done;
  writing->script(kReadingTables);
  if (auto done = writing->outcome(); !done) return done;
  if (lock->after_crash()) sweep_originals();
  return {};
}

Result<void> Library::Impl::open_for_reading() {
  const std::filesystem::path file = folder / "library.db";
  std::error_code problem;
  if (!std::filesystem::exists(file, problem)) {
    if (problem) {
      return fail(Code::storage, "permission denied; check the rights of the folder",
                  folder.string());
    }
    return fail(Code::not_found, "no library here; add documents first: sillok add PATH",
                folder.string());
  }
  Result<std::unique_ptr<Connection>> opened = Connection::open(file, Connection::Mode::read);
  if (!opened) return fail(opened.error());
  reading = std::move(*opened);
  return check_schema(*reading, migrations(), file);
}

void Library::Impl::sweep_originals() {
  originals.clear_incoming();
  std::vector<std::string> unknown;
  originals.each([&](const std::string& sha256) {
    const auto used = writing->number("SELECT 1 FROM originals WHERE sha256 = ?", sha256);
    if (!used && !writing->failed()) unknown.push_back(sha256);
  });
  for (const std::string& sha256 : unknown) originals.remove(sha256);
  writing->forget_error();
}

Result<void> Library::Impl::writable() const {
  if (access == Access::write) return {};
  return fail(Code::denied, "the library was opened for reading", folder.string());
}

Library::Impl::Writing::Writing(Impl& impl) : impl_(impl), turn_(impl.writing_turn) {
  if (impl_.depth++ > 0) return;
  impl_.broken = false;
  impl_.dropped.clear();
  transaction_.emplace(*impl_.writing);
}

Library::Impl::Writing::~Writing() {
  --impl_.depth;
  if (!committed_) impl_.broken = true;
  if (transaction_) {
    transaction_.reset();
    impl_.writing->forget_error();
  }
}

Result<void> Library::Impl::Writing::commit() {
  if (auto done = db().outcome(); !done) return done;
  if (transaction_) {
    if (impl_.broken) {
      return fail(Code::internal, "a write within the transaction failed", impl_.folder.string());
    }
    // No row may name an original that a power cut could still take away.
    if (auto settled = impl_.originals.settle(); !settled) return settled;
    std::vector<std::string> unused;
    for (const std::string& sha256 : impl_.dropped) {
      if (!db().number("SELECT 1 FROM originals WHERE sha256 = ?", sha256))
        unused.push_back(sha256);
    }
    if (auto done = transaction_->commit(); !done) return done;
    for (const std::string& sha256 : unused) impl_.originals.remove(sha256);
  }
  committed_ = true;
  return {};
}

Result<void> Library::together(const std::function<Result<void>()>& writes) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  Impl::Writing turn(*impl_);
  if (auto done = writes(); !done) return done;
  return turn.commit();
}

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, size};
}

}  // namespace sillok::library
