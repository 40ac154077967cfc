// One row a file: what was read when, and what became of it.
#include <utility>

#include "library/impl.h"

namespace sillok::library {
namespace {

// Every query of files selects these columns in this order.
FileState state_of(const Rows& row) {
  FileState state;
  state.id = row.integer(0);
  state.path = row.text(1);
  state.size = static_cast<std::uint64_t>(row.integer(2));
  state.modified_ns = row.integer(3);
  state.sha256 = row.text(4);
  state.stage = row.text(5);
  state.reason = row.text(6);
  state.readers_version = static_cast<int>(row.integer(7));
  state.scope = row.integer(8);
  state.collection = row.text(9);
  return state;
}

Result<std::vector<FileState>> states_of(Connection& db, Rows rows_of_files) {
  std::vector<FileState> states;
  while (rows_of_files.next()) states.push_back(state_of(rows_of_files));
  if (auto done = db.outcome(); !done) return fail(done.error());
  return states;
}

}  // namespace

Result<std::optional<FileState>> Library::file(const std::string& path,
                                               const std::string& collection) const {
  Impl::Reading turn(*impl_);
  std::optional<FileState> state;
  {
    Rows rows = turn.db().query(
        "SELECT id, path, size, modified_ns, sha256, stage, reason, readers_version, scope, "
        "collection FROM files WHERE path = ? AND collection = ?",
        path, collection);
    if (rows.next()) state = state_of(rows);
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return state;
}

Result<std::vector<FileState>> Library::files_in_stage(const std::string& stage) const {
  Impl::Reading turn(*impl_);
  return states_of(
      turn.db(),
      turn.db().query(
          "SELECT id, path, size, modified_ns, sha256, stage, reason, readers_version, scope, "
          "collection FROM files WHERE stage = ? ORDER BY path, collection",
          stage));
}

Result<std::vector<FileState>> Library::problem_files() const {
  Impl::Reading turn(*impl_);
  return states_of(
      turn.db(),
      turn.db().query(
          "SELECT id, path, size, modified_ns, sha256, stage, reason, readers_version, scope, "
          "collection FROM files WHERE stage IN ('failed', 'quarantined') OR reason <> '' "
          "ORDER BY path, collection"));
}

Result<std::vector<FileState>> Library::files_with_content(const std::string& sha256,
                                                           const std::string& collection) const {
  Impl::Reading turn(*impl_);
  return states_of(
      turn.db(),
      turn.db().query(
          "SELECT id, path, size, modified_ns, sha256, stage, reason, readers_version, scope, "
          "collection FROM files WHERE sha256 = ? AND collection = ? AND stage = 'kept' "
          "ORDER BY path",
          sha256, collection));
}

Result<std::int64_t> Library::note_file(const FileState& state, std::int64_t scope) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  Impl::Writing turn(*impl_);
  Connection& db = turn.db();
  db.run(
      "INSERT INTO files(path, collection, scope, size, modified_ns, sha256, stage, reason, "
      "readers_version) SELECT ?, collection, id, ?, ?, ?, ?, ?, ? FROM scopes WHERE id = ? "
      "ON CONFLICT(path, collection) DO UPDATE SET scope = excluded.scope, size = excluded.size, "
      "modified_ns = excluded.modified_ns, sha256 = excluded.sha256, stage = excluded.stage, "
      "reason = excluded.reason, readers_version = excluded.readers_version",
      state.path, state.size, state.modified_ns, state.sha256, state.stage, state.reason,
      state.readers_version, scope);
  const std::int64_t id =
      db.number(
            "SELECT f.id FROM files f, scopes s WHERE s.id = ? AND f.path = ? AND "
            "f.collection = s.collection",
            scope, state.path)
          .value_or(0);
  if (!db.failed() && id == 0) {
    return fail(Code::internal, "no scope " + std::to_string(scope), state.path);
  }
  if (!state.sha256.empty()) {
    db.run("INSERT OR IGNORE INTO originals(file, sha256, kept) VALUES(?, ?, ?)", id, state.sha256,
           now_utc());
  }
  if (state.stage == "reading") {
    db.run("DELETE FROM temp.seen WHERE file = ?", id);
    db.run("INSERT OR REPLACE INTO temp.readings(file, next) VALUES(?, 0)", id);
  }
  if (auto done = turn.commit(); !done) return fail(done.error());
  return id;
}

Result<bool> Library::move_file(std::int64_t file, const std::string& from, const std::string& to) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  Impl::Writing turn(*impl_);
  turn.db().run("UPDATE OR IGNORE files SET path = ? WHERE id = ? AND path = ?", to, file, from);
  const bool moved = turn.db().changed_rows() == 1;
  if (auto done = turn.commit(); !done) return fail(done.error());
  return moved;
}

Result<std::size_t> Library::documents_in(std::int64_t file) const {
  Impl::Reading turn(*impl_);
  const auto count = turn.db().number("SELECT count(*) FROM documents WHERE file = ?", file);
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return static_cast<std::size_t>(count.value_or(0));
}

Result<std::string> Library::keep_original(const std::filesystem::path& file) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  return impl_->originals.take(file);
}

std::filesystem::path Library::original(const std::string& sha256) const {
  return impl_->originals.path_of(sha256);
}

}  // namespace sillok::library
