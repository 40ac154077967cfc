// Documents on their way in: new, changed, or as they were.
#include <system_error>
#include <utility>

#include "document/wire.h"
#include "library/digest.h"
#include "library/impl.h"
#include "library/rows.h"

namespace sillok::library {
namespace {

constexpr std::size_t kIdDigits = 12;

// A document made ready outside the transaction: what is stored, and the digest that tells whether
// anything a reader of it could notice has changed.
struct Ready {
  std::string body;  // wire bytes, not packed yet
  std::string digest;
};

void add_text(Sha256& digest, std::string_view text) {
  digest.add(std::to_string(text.size()));
  digest.add(":");
  digest.add(text);
}

Ready make_ready(const Incoming& incoming) {
  Ready ready;
  ready.body = document::encode(incoming.document);
  Sha256 digest;
  digest.add(ready.body);
  for (const document::Passage& passage : incoming.passages) {
    add_text(digest, std::to_string(passage.begin));
    add_text(digest, passage.text);
    add_text(digest, passage.context);
    add_text(digest, passage.defined);
    for (const std::string& title : passage.section) add_text(digest, title);
    for (const document::PlaceMark& mark : passage.marks) {
      add_text(digest, std::to_string(mark.offset) + " " + std::to_string(mark.page));
      add_text(digest, mark.article);
    }
    digest.add(";");
  }
  ready.digest = digest.bytes();
  return ready;
}

// Where a document may already be.
struct Found {
  std::int64_t key = 0;  // 0: new
  std::string id;
  std::int64_t file = 0;
  std::string path;  // of that file
  std::int64_t scope = 0;
  std::int64_t ordinal = 0;
  std::int64_t version = 0;
  std::string digest;
};

Found found_in(Rows rows) {
  Found found;
  if (!rows.next()) return found;
  found.key = rows.integer(0);
  found.id = rows.text(1);
  found.file = rows.integer(2);
  found.path = rows.text(3);
  found.scope = rows.integer(4);
  found.ordinal = rows.integer(5);
  found.version = rows.integer(6);
  found.digest = rows.text(7);
  return found;
}

Found find_by_id(Connection& db, const std::string& id) {
  return found_in(
      db.query("SELECT d.key, d.id, d.file, f.path, d.scope, d.ordinal, d.version, d.digest "
               "FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?",
               id));
}

// Documents without an id of their own are known by their place in the file, so that a file that
// was moved keeps the ids it got under its first path.
Found find_by_place(Connection& db, std::int64_t file, std::int64_t ordinal) {
  return found_in(
      db.query("SELECT d.key, d.id, d.file, f.path, d.scope, d.ordinal, d.version, d.digest "
               "FROM documents d JOIN files f ON f.id = d.file "
               "WHERE d.file = ? AND d.ordinal = ? AND d.given = 0",
               file, ordinal));
}

// The same for the same collection, path and place in the file, whenever it is added; another one
// only when that is taken, by a file that has since been moved away.
std::string new_id(Connection& db, std::int64_t file, std::int64_t ordinal) {
  std::string collection;
  std::string path;
  {
    Rows rows = db.query("SELECT collection, path FROM files WHERE id = ?", file);
    if (rows.next()) {
      collection = rows.text(0);
      path = rows.text(1);
    }
  }
  for (int round = 0;; ++round) {
    Sha256 digest;
    add_text(digest, collection);
    add_text(digest, path);
    add_text(digest, std::to_string(ordinal));
    if (round > 0) add_text(digest, std::to_string(round));
    std::string id = hex(digest.bytes()).substr(0, kIdDigits);
    if (!db.number("SELECT 1 FROM documents WHERE id = ?", id)) return id;
  }
}

struct Written {
  std::vector<std::int64_t> added;
  std::vector<std::int64_t> removed;
  std::vector<std::int64_t> left;  // files, no longer there, that a document was taken over from
};

void write_passages(Connection& db, std::int64_t document,
                    const std::vector<document::Passage>& passages, Written& written) {
  std::size_t ordinal = 0;
  for (const document::Passage& passage : passages) {
    db.run(
        "INSERT INTO passages(document, ordinal, begin, text, context, section, marks, defined) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        document, ordinal++, passage.begin, passage.text, passage.context, json_of(passage.section),
        json_of(passage.marks), passage.defined);
    written.added.push_back(db.last_row());
  }
}

std::int64_t write_document(Connection& db, const Found& found, const Incoming& incoming,
                            const Ready& ready, Written& written) {
  const document::Document& document = incoming.document;
  std::int64_t key = found.key;
  if (key == 0) {
    db.run(
        "INSERT INTO documents(id, given, file, ordinal, scope, title, format, version, updated, "
        "passages, warnings, digest) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
        found.id, document.id.empty() ? 0 : 1, found.file, found.ordinal, found.scope,
        document.title, document.format, now_utc(), incoming.passages.size(),
        json_of(document.warnings), Blob{ready.digest});
    key = db.last_row();
  } else {
    Rows old = db.query("SELECT id FROM passages WHERE document = ? ORDER BY id", key);
    while (old.next()) written.removed.push_back(old.integer(0));
    db.run("DELETE FROM passages WHERE document = ?", key);
    db.run(
        "UPDATE documents SET file = ?, ordinal = ?, scope = ?, title = ?, format = ?, "
        "version = version + 1, updated = ?, passages = ?, warnings = ?, digest = ? WHERE key = ?",
        found.file, found.ordinal, found.scope, document.title, document.format, now_utc(),
        incoming.passages.size(), json_of(document.warnings), Blob{ready.digest}, key);
  }
  db.run("INSERT OR REPLACE INTO bodies(document, size, body) VALUES(?, ?, ?)", key,
         ready.body.size(), Blob{pack(ready.body)});
  write_passages(db, key, incoming.passages, written);
  return key;
}

bool still_there(const std::string& path) {
  std::error_code problem;
  return std::filesystem::exists(path, problem) || problem;
}

// Keeps one document of a reading; the turn is the caller's.
void keep_one(Connection& db, std::int64_t file, std::int64_t scope, const Incoming& incoming,
              const Ready& ready, Library::Kept& kept, Written& written) {
  const std::int64_t ordinal =
      db.number("SELECT next FROM temp.readings WHERE file = ?", file).value_or(0);
  const std::string& given = incoming.document.id;
  Found found = given.empty() ? find_by_place(db, file, ordinal) : find_by_id(db, given);
  if (found.key != 0) {
    const bool twice =
        found.file == file &&
        db.number("SELECT 1 FROM temp.seen WHERE file = ? AND document = ?", file, found.key);
    if (twice || (found.file != file && still_there(found.path))) {
      kept.conflicts.push_back({found.id, found.path});
      return;
    }
  }
  const bool same = found.key != 0 && found.scope == scope && found.digest == ready.digest;
  if (same && found.file == file) {
    ++kept.unchanged;
    if (found.ordinal != ordinal) {
      db.run("UPDATE documents SET ordinal = ? WHERE key = ?", ordinal, found.key);
    }
  } else {
    ++(found.key == 0 ? kept.added : kept.updated);
    if (found.key != 0 && found.file != file) written.left.push_back(found.file);
    if (found.key == 0) found.id = given.empty() ? new_id(db, file, ordinal) : given;
    found.file = file;
    found.scope = scope;
    found.ordinal = ordinal;
    found.key = write_document(db, found, incoming, ready, written);
    kept.passages += incoming.passages.size();
  }
  db.run("INSERT OR IGNORE INTO temp.seen(file, document) VALUES(?, ?)", file, found.key);
  db.run("UPDATE temp.readings SET next = next + 1 WHERE file = ?", file);
}

}  // namespace

Result<Library::Kept> Library::keep(std::int64_t file, std::int64_t scope,
                                    std::span<const Incoming> batch) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  std::vector<Ready> ready;
  ready.reserve(batch.size());
  for (const Incoming& incoming : batch) ready.push_back(make_ready(incoming));
  Impl::Writing turn(*impl_);
  Kept kept;
  Written written;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    keep_one(turn.db(), file, scope, batch[i], ready[i], kept, written);
  }
  for (const std::int64_t left : written.left) impl_->delete_file_if_empty(turn.db(), left);
  Impl::log_change(turn.db(), written.added, written.removed);
  if (auto done = turn.commit(); !done) return fail(done.error());
  return kept;
}

Result<std::size_t> Library::finish_file(const FileState& state) {
  if (auto allowed = impl_->writable(); !allowed) return fail(allowed.error());
  Impl::Writing turn(*impl_);
  Connection& db = turn.db();
  std::vector<std::int64_t> gone;
  {
    Rows rows = db.query(
        "SELECT key FROM documents WHERE file = ?1 AND key NOT IN "
        "(SELECT document FROM temp.seen WHERE file = ?1) ORDER BY key",
        state.id);
    while (rows.next()) gone.push_back(rows.integer(0));
  }
  std::vector<std::int64_t> removed;
  for (const std::int64_t key : gone) Impl::delete_document(db, key, removed);
  Impl::log_change(db, {}, removed);
  db.run(
      "UPDATE files SET size = ?, modified_ns = ?, sha256 = ?, stage = 'kept', reason = ?, "
      "readers_version = ? WHERE id = ?",
      state.size, state.modified_ns, state.sha256, state.reason, state.readers_version, state.id);
  if (!state.sha256.empty()) {
    db.run("INSERT OR IGNORE INTO originals(file, sha256, kept) VALUES(?, ?, ?)", state.id,
           state.sha256, now_utc());
  }
  db.run("DELETE FROM temp.seen WHERE file = ?", state.id);
  db.run("DELETE FROM temp.readings WHERE file = ?", state.id);
  if (auto done = turn.commit(); !done) return fail(done.error());
  return gone.size();
}

}  // namespace sillok::library
