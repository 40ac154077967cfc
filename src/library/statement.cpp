#include "library/statement.h"

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <system_error>
#include <thread>

namespace sillok::library {
namespace {

// How long a writer waits for another process's transaction: many times the longest batch.
constexpr int kPatienceMilliseconds = 10'000;

// Asks every millisecond: an ingest frees the database only for a few between two batches, which
// SQLite's own handler, with its growing pauses, would miss again and again.
int wait_a_little(void* /*unused*/, int asked) {
  if (asked >= kPatienceMilliseconds) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return 1;
}

Error error_of(int status, const std::string& detail, const std::filesystem::path& file) {
  const std::string name = file.string();
  switch (status & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::busy, "another process is writing to the library; try again in a moment", name};
    case SQLITE_FULL:
      return {Code::storage,
              "the disk is full; free some space and run the command again (nothing that was kept "
              "before is lost)",
              name};
    case SQLITE_IOERR:
      return {Code::storage,
              "the disk is full or failing (" + detail +
                  "); check it and run the command again (nothing that was kept before is lost)",
              name};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::storage,
              "the database is damaged (" + detail + "); restore the library from a backup", name};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::storage, "cannot be written; check the owner and the rights of the folder",
              name};
    case SQLITE_CANTOPEN:
      return {Code::storage, "cannot be opened; check the owner and the rights of the folder",
              name};
    default:
      return {Code::internal, "database error: " + detail, name};
  }
}

// Read-only media: nobody can be writing, so the file may be read without locks.
bool unchanging(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::filesystem::path log = file.string() + "-wal";
  const bool log_left =
      std::filesystem::exists(log, ignored) && std::filesystem::file_size(log, ignored) > 0;
  return access(file.parent_path().c_str(), W_OK) != 0 && access(file.c_str(), R_OK) == 0 &&
         !log_left;
}

std::string immutable_uri(const std::filesystem::path& file) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char letter : file.string()) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '?' || letter == '#' || letter == '%') {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      uri += letter;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
  if (statement_ == nullptr || connection_.failed()) return false;
  const int status = sqlite3_step(statement_);
  if (status == SQLITE_ROW) return true;
  if (status != SQLITE_DONE) connection_.note(status);
  return false;
}

std::int64_t Rows::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Rows::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Mode mode) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  const bool immutable = mode == Mode::read && unchanging(file);
  const std::string name = immutable ? immutable_uri(file) : file.string();
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  if (status != SQLITE_OK) {
    const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : "no memory";
    sqlite3_close(handle);
    return fail(error_of(status, detail, file));
  }
  sqlite3_busy_handler(handle, wait_a_little, nullptr);
  // Size limits of SQLite's defaults (1 GB a value) hold; foreign files cannot load code.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return std::unique_ptr<Connection>(new Connection(handle, file));
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

sqlite3_stmt* Connection::prepare(std::string_view sql) {
  if (failed()) return nullptr;
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int status = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (status != SQLITE_OK) {
    note(status);
    return nullptr;
  }
  statements_.emplace(sql, statement);
  return statement;
}

void Connection::bind(sqlite3_stmt* statement, int index, std::int64_t value) {
  if (statement != nullptr) note(sqlite3_bind_int64(statement, index, value));
}

void Connection::bind(sqlite3_stmt* statement, int index, std::string_view value) {
  if (statement == nullptr) return;
  // A null pointer would bind NULL instead of an empty text.
  const char* bytes = value.data() != nullptr ? value.data() : "";
  note(sqlite3_bind_text64(statement, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Connection::bind(sqlite3_stmt* statement, int index, const Blob& value) {
  if (statement == nullptr) return;
  note(sqlite3_bind_blob64(statement, index, value.bytes.data(), value.bytes.size(),
                           SQLITE_TRANSIENT));
}

void Connection::finish(sqlite3_stmt* statement) {
  if (statement == nullptr) return;
  if (!failed()) {
    int status = sqlite3_step(statement);
    while (status == SQLITE_ROW) status = sqlite3_step(statement);
    if (status != SQLITE_DONE) note(status);
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

void Connection::script(const char* sql) {
  if (!failed()) note(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::int64_t Connection::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}
std::int64_t Connection::changed_rows() const {
  return sqlite3_changes64(handle_);
}

Result<void> Connection::outcome() const {
  if (error_) return fail(*error_);
  return {};
}

void Connection::note(int status) {
  if (status == SQLITE_OK || error_) return;
  error_ = error_of(status, sqlite3_errmsg(handle_), file_);
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  connection_.forget_error();
  connection_.run("ROLLBACK");  // SQLite may have done so already, on a full disk for example
  connection_.forget_error();
}

Result<void> Transaction::commit() {
  if (!connection_.failed()) connection_.run("COMMIT");
  if (auto done = connection_.outcome(); !done) return done;
  open_ = false;
  return {};
}

}  // namespace sillok::library
