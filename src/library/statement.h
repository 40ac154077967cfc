// SQLite behind two small types: a Connection with its prepared statements, and the Rows of a
// query.
//
// Failures are sticky: the first one is kept in the connection, later calls do nothing, and whoever
// began the work asks error() once at its end. So the code between reads like the SQL it runs.
// A Connection belongs to one thread at a time; its owner has the mutex.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "result/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sillok::library {

struct Blob {
  std::string_view bytes;
};

class Connection;

// Steps through a result; ends (next() false) at the last row or at a failure. Values of the
// current row; views are valid until the next step.
class Rows {
 public:
  Rows(Connection& connection, sqlite3_stmt* statement)
      : connection_(connection), statement_(statement) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view view(int column) const;  // text or blob
  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }

 private:
  Connection& connection_;
  sqlite3_stmt* statement_;  // owned by the connection; nullptr after a failure
};

class Connection {
 public:
  enum class Mode { create, write, read };

  // `read` falls back to reading without locks where the folder cannot be written and no writer has
  // left a log behind (a library on read-only media).
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file,
                                                                Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs one statement to its end. `sql` must be a literal: it is the key of the prepared
  // statement.
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    sqlite3_stmt* statement = prepare(sql);
    int index = 0;
    (bind(statement, ++index, values), ...);
    finish(statement);
  }
  // The rows of one statement. Only one result of the same text may be open at a time.
  template <class... Values>
  [[nodiscard]] Rows query(std::string_view sql, const Values&... values) {
    sqlite3_stmt* statement = prepare(sql);
    int index = 0;
    (bind(statement, ++index, values), ...);
    return Rows(*this, statement);
  }
  // The first column of the first row, if there is one.
  template <class... Values>
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view sql, const Values&... values) {
    Rows rows = query(sql, values...);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
  }
  // Several statements, unprepared: schema and pragmas.
  void script(const char* sql);

  [[nodiscard]] std::int64_t last_row() const;
  [[nodiscard]] std::int64_t changed_rows() const;

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  // What failed first since forget_error(), as a Result.
  [[nodiscard]] Result<void> outcome() const;
  void forget_error() { error_.reset(); }

 private:
  friend class Rows;
  Connection(sqlite3* handle, std::filesystem::path file)
      : handle_(handle), file_(std::move(file)) {}

  sqlite3_stmt* prepare(std::string_view sql);
  void bind(sqlite3_stmt* statement, int index, std::int64_t value);
  void bind(sqlite3_stmt* statement, int index, int value) {
    bind(statement, index, static_cast<std::int64_t>(value));
  }
  void bind(sqlite3_stmt* statement, int index, std::size_t value) {
    bind(statement, index, static_cast<std::int64_t>(value));
  }
  void bind(sqlite3_stmt* statement, int index, std::string_view value);
  void bind(sqlite3_stmt* statement, int index, const Blob& value);
  void finish(sqlite3_stmt* statement);
  void note(int status);

  sqlite3* handle_;
  std::filesystem::path file_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
  std::optional<Error> error_;
};

// One transaction: begins at once as the only writer (waits up to ten seconds for another's), rolls
// back when it is destroyed without a successful commit().
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  [[nodiscard]] Result<void> commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace sillok::library
