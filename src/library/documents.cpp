// What is in the library, for those who may see it; and its removal.
#include <utility>

#include "document/wire.h"
#include "library/digest.h"
#include "library/impl.h"
#include "library/rows.h"
#include "text/unicode.h"

namespace sillok::library {
namespace {

// The same words for what is missing and what is hidden.
Unexpected no_such_document(const std::string& id) {
  return fail(Code::not_found, "no such document; `sillok list` shows what there is", id);
}

// Names on disk may be decomposed (NFD) or no UTF-8 at all; shown, they are neither.
std::string shown_name(std::string_view path) {
  return text::nfc(path.substr(path.find_last_of('/') + 1));
}

// Every query of documents selects these columns in this order.
DocumentRow document_of(const Rows& row) {
  DocumentRow document;
  document.id = row.text(0);
  document.title = row.text(1);
  document.format = row.text(2);
  document.path = row.text(3);
  document.file = shown_name(document.path);
  document.scope.id = row.integer(4);
  document.scope.collection = row.text(5);
  document.scope.groups = texts_of(row.view(6));
  document.version = static_cast<int>(row.integer(7));
  document.updated = row.text(8);
  document.passages = static_cast<std::size_t>(row.integer(9));
  document.warnings = texts_of(row.view(10));
  return document;
}

bool sees(const std::vector<bool>& visible, std::int64_t scope) {
  return scope >= 0 && static_cast<std::size_t>(scope) < visible.size() &&
         visible[static_cast<std::size_t>(scope)];
}

}  // namespace

Result<std::vector<DocumentRow>> Library::list(const Asker& asker) const {
  const Result<std::vector<bool>> visible = visible_scopes(asker);
  if (!visible) return fail(visible.error());
  Impl::Reading turn(*impl_);
  std::vector<DocumentRow> documents;
  {
    Rows rows = turn.db().query(
        "SELECT d.id, d.title, d.format, f.path, d.scope, s.collection, s.groups, d.version, "
        "d.updated, d.passages, d.warnings FROM documents d JOIN files f ON f.id = d.file "
        "JOIN scopes s ON s.id = d.scope ORDER BY f.path, f.collection, d.ordinal, d.id");
    while (rows.next()) {
      if (sees(*visible, rows.integer(4))) documents.push_back(document_of(rows));
    }
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return documents;
}

Result<DocumentRow> Library::document(const std::string& id, const Asker& asker) const {
  const Result<std::vector<bool>> visible = visible_scopes(asker);
  if (!visible) return fail(visible.error());
  Impl::Reading turn(*impl_);
  std::optional<DocumentRow> document;
  {
    Rows rows = turn.db().query(
        "SELECT d.id, d.title, d.format, f.path, d.scope, s.collection, s.groups, d.version, "
        "d.updated, d.passages, d.warnings FROM documents d JOIN files f ON f.id = d.file "
        "JOIN scopes s ON s.id = d.scope WHERE d.id = ?",
        id);
    if (rows.next() && sees(*visible, rows.integer(4))) document = document_of(rows);
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  if (!document) return no_such_document(id);
  return std::move(*document);
}

Result<document::Document> Library::body(const std::string& id, const Asker& asker) const {
  const Result<DocumentRow> allowed = document(id, asker);
  if (!allowed) return fail(allowed.error());
  std::string packed;
  std::int64_t size = 0;
  Impl::Reading turn(*impl_);
  {
    Rows rows = turn.db().query(
        "SELECT b.size, b.body FROM bodies b JOIN documents d ON d.key = b.document WHERE d.id = ?",
        id);
    if (rows.next()) {
      size = rows.integer(0);
      packed = rows.text(1);
    }
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  if (packed.empty()) return no_such_document(id);
  const Result<std::string> bytes = unpack(packed, static_cast<std::size_t>(size));
  if (!bytes) return fail(Code::storage, bytes.error().message, id);
  return document::decode(*bytes);
}

Result<void> Library::remove(const std::string& document) {
  if (auto allowed = impl_->writable(); !allowed) return allowed;
  Impl::Writing turn(*impl_);
  Connection& db = turn.db();
  std::int64_t key = 0;
  std::int64_t file = 0;
  {
    Rows rows = db.query("SELECT key, file FROM documents WHERE id = ?", document);
    if (rows.next()) {
      key = rows.integer(0);
      file = rows.integer(1);
    }
  }
  if (auto done = db.outcome(); !done) return done;
  if (key == 0) return no_such_document(document);
  std::vector<std::int64_t> removed;
  Impl::delete_document(db, key, removed);
  Impl::log_change(db, {}, removed);
  db.run("UPDATE files SET stage = 'waiting', sha256 = '' WHERE id = ?", file);
  impl_->delete_file_if_empty(db, file);
  return turn.commit();
}

Result<std::size_t> Library::remove_path(const std::string& path) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  Impl::Writing turn(*impl_);
  Connection& db = turn.db();
  std::vector<std::int64_t> files;
  {
    // Below a folder: from "path/" up to the next name that sorts after all of them ('0' follows
    // '/').
    Rows rows = db.query(
        "SELECT id FROM files WHERE path = ?1 OR (path >= ?1 || '/' AND path < ?1 || '0')", path);
    while (rows.next()) files.push_back(rows.integer(0));
  }
  if (auto done = db.outcome(); !done) return fail(done.error());
  if (files.empty()) {
    return fail(Code::not_found, "nothing in the library has this id or path", path);
  }
  std::size_t count = 0;
  for (const std::int64_t file : files) {
    std::vector<std::int64_t> keys;
    {
      Rows rows = db.query("SELECT key FROM documents WHERE file = ?", file);
      while (rows.next()) keys.push_back(rows.integer(0));
    }
    std::vector<std::int64_t> removed;
    for (const std::int64_t key : keys) Impl::delete_document(db, key, removed);
    Impl::log_change(db, {}, removed);
    impl_->delete_file_if_empty(db, file);
    count += keys.size();
  }
  if (auto done = turn.commit(); !done) return fail(done.error());
  return count;
}

void Library::Impl::delete_document(Connection& db, std::int64_t key,
                                    std::vector<std::int64_t>& removed) {
  {
    Rows rows = db.query("SELECT id FROM passages WHERE document = ? ORDER BY id", key);
    while (rows.next()) removed.push_back(rows.integer(0));
  }
  db.run("DELETE FROM documents WHERE key = ?", key);  // passages and body follow
}

void Library::Impl::delete_file_if_empty(Connection& db, std::int64_t file) {
  if (db.number("SELECT 1 FROM documents WHERE file = ?", file)) return;
  {
    Rows rows = db.query("SELECT sha256 FROM originals WHERE file = ?", file);
    while (rows.next()) dropped.push_back(rows.text(0));
  }
  db.run("DELETE FROM files WHERE id = ?", file);  // its originals' rows follow
}

void Library::Impl::log_change(Connection& db, const std::vector<std::int64_t>& added,
                               const std::vector<std::int64_t>& removed) {
  if (added.empty() && removed.empty()) return;
  db.run("INSERT INTO changes(added, removed) VALUES(?, ?)", ranges_of(added), ranges_of(removed));
}

}  // namespace sillok::library
