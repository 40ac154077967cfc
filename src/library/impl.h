// What a Library is made of. Only for the files of this room.
//
// Two connections: one that writes, one that reads, each with its mutex. Every public method takes
// one turn at one of them; the functions of rows.h and the private ones below work inside a turn.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "library/dictionary.h"
#include "library/library.h"
#include "library/lock.h"
#include "library/originals.h"
#include "library/statement.h"

namespace sillok::library {

struct Library::Impl {
  Impl(std::filesystem::path at, Access how)
      : folder(std::move(at)), access(how), originals(folder / "originals"), dictionary(folder) {}

  std::filesystem::path folder;
  Access access;
  std::optional<WriterLock> lock;  // released last
  Originals originals;
  DictionaryFile dictionary;
  std::recursive_mutex writing_turn;  // recursive: together() calls the methods that write
  std::unique_ptr<Connection> writing;
  int depth = 0;                     // of turns within together()
  bool broken = false;               // a write within together() failed: nothing is committed
  std::vector<std::string> dropped;  // digests whose last user the transaction may have removed
  std::mutex reading_turn;
  std::unique_ptr<Connection> reading;
  std::mutex recording_turn;
  std::unique_ptr<Connection> recording;  // for answers; opened at the first

  // A turn at the writing connection: a transaction of its own, or a part of the one that
  // together() has begun. Rolled back unless commit() succeeds.
  class Writing {
   public:
    explicit Writing(Impl& impl);
    ~Writing();
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;
    [[nodiscard]] Connection& db() { return *impl_.writing; }
    [[nodiscard]] Result<void> commit();

   private:
    Impl& impl_;
    std::unique_lock<std::recursive_mutex> turn_;
    std::optional<Transaction> transaction_;
    bool committed_ = false;
  };

  // A turn at the reading connection.
  class Reading {
   public:
    explicit Reading(Impl& impl) : turn_(impl.reading_turn), db_(*impl.reading) {}
    ~Reading() { db_.forget_error(); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    [[nodiscard]] Connection& db() { return db_; }

   private:
    std::unique_lock<std::mutex> turn_;
    Connection& db_;
  };

  [[nodiscard]] Result<void> open_for_writing();
  [[nodiscard]] Result<void> open_for_reading();
  // Removes originals that no row names: what a killed writer left.
  void sweep_originals();
  // Fails with `denied` for a library opened for reading.
  [[nodiscard]] Result<void> writable() const;

  // Inside a turn: a document with everything that hangs on it; the ids of its passages are
  // appended.
  static void delete_document(Connection& db, std::int64_t key, std::vector<std::int64_t>& removed);
  // Inside a turn: the file's row and its originals, when no document is left of it.
  void delete_file_if_empty(Connection& db, std::int64_t file);
  static void log_change(Connection& db, const std::vector<std::int64_t>& added,
                         const std::vector<std::int64_t>& removed);
};

// Now, as ISO 8601 in UTC with seconds.
[[nodiscard]] std::string now_utc();

}  // namespace sillok::library
