// Is the library sound: the database's structure, its references, and the originals.
#include <system_error>

#include "library/impl.h"

namespace sillok::library {
namespace {

// SQLite lists at most this many findings.
constexpr std::int64_t kMostFindings = 100;

void check_database(Connection& db, std::vector<std::string>& findings) {
  {
    Rows rows = db.query("SELECT integrity_check FROM pragma_integrity_check(?)", kMostFindings);
    while (rows.next()) {
      if (rows.view(0) != "ok") findings.push_back("library.db: " + rows.text(0));
    }
  }
  Rows rows = db.query("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT ?",
                       kMostFindings);
  while (rows.next()) {
    findings.push_back("library.db: row " + std::to_string(rows.integer(1)) + " of " +
                       rows.text(0) + " points into nothing in " + rows.text(2));
  }
}

void check_counts(Connection& db, std::vector<std::string>& findings) {
  Rows rows = db.query(
      "SELECT d.id, d.passages, (SELECT count(*) FROM passages p WHERE p.document = d.key) AS "
      "there, "
      "EXISTS(SELECT 1 FROM bodies b WHERE b.document = d.key) AS body FROM documents d "
      "WHERE there <> d.passages OR body = 0 LIMIT ?",
      kMostFindings);
  while (rows.next()) {
    findings.push_back("document " + rows.text(0) + ": " + std::to_string(rows.integer(2)) +
                       " of " + std::to_string(rows.integer(1)) + " passages are there" +
                       (rows.integer(3) == 0 ? ", and no body" : ""));
  }
}

}  // namespace

Result<std::vector<std::string>> Library::check() const {
  std::vector<std::string> findings;
  Impl::Reading turn(*impl_);
  check_database(turn.db(), findings);
  check_counts(turn.db(), findings);
  {
    Rows rows = turn.db().query(
        "SELECT o.sha256, f.path FROM originals o JOIN files f ON f.id = o.file ORDER BY f.path");
    std::error_code problem;
    while (rows.next()) {
      if (!std::filesystem::is_regular_file(original(rows.text(0)), problem)) {
        findings.push_back("original of " + rows.text(1) + " is missing: " + rows.text(0));
      }
    }
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return findings;
}

}  // namespace sillok::library
