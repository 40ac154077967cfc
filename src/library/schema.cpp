#include "library/schema.h"

#include <array>
#include <string>

namespace sillok::library {
namespace {

// docs/library.md explains the tables.
constexpr const char* kFirst = R"sql(
CREATE TABLE scopes(
  id INTEGER PRIMARY KEY,
  collection TEXT NOT NULL,
  groups TEXT NOT NULL,
  UNIQUE(collection, groups)
) STRICT;

CREATE TABLE files(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  collection TEXT NOT NULL,
  scope INTEGER NOT NULL REFERENCES scopes(id),
  size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  stage TEXT NOT NULL
    CHECK(stage IN ('waiting', 'reading', 'kept', 'failed', 'quarantined')),
  reason TEXT NOT NULL,
  readers_version INTEGER NOT NULL,
  UNIQUE(path, collection)
) STRICT;
CREATE INDEX files_by_content ON files(sha256);
CREATE INDEX files_not_kept ON files(stage) WHERE stage <> 'kept';

CREATE TABLE originals(
  file INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  kept TEXT NOT NULL,
  PRIMARY KEY(file, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX originals_by_content ON originals(sha256);

CREATE TABLE documents(
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  given INTEGER NOT NULL,
  file INTEGER NOT NULL REFERENCES files(id),
  ordinal INTEGER NOT NULL,
  scope INTEGER NOT NULL REFERENCES scopes(id),
  title TEXT NOT NULL,
  format TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated TEXT NOT NULL,
  passages INTEGER NOT NULL,
  warnings TEXT NOT NULL,
  digest BLOB NOT NULL
) STRICT;
CREATE INDEX documents_by_file ON documents(file, ordinal);

CREATE TABLE bodies(
  document INTEGER PRIMARY KEY REFERENCES documents(key) ON DELETE CASCADE,
  size INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE passages(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents(key) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  begin INTEGER NOT NULL,
  text TEXT NOT NULL,
  context TEXT NOT NULL,
  section TEXT NOT NULL,
  marks TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages(document, ordinal);

CREATE TABLE changes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  added TEXT NOT NULL,
  removed TEXT NOT NULL
) STRICT;

CREATE TABLE answers(
  id TEXT PRIMARY KEY,
  recorded TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
)sql";

// What a document's own definitions put behind a passage; empty until its file is read again.
constexpr const char* kDefined =
    "ALTER TABLE passages ADD COLUMN defined TEXT NOT NULL DEFAULT '';";

constexpr std::array<Migration, 2> kMigrations{{{1, kFirst}, {2, kDefined}}};

struct Version {
  int application = 0;
  int schema = 0;
};

Version version_of(Connection& connection) {
  Version version;
  version.application = static_cast<int>(connection.number("PRAGMA application_id").value_or(0));
  version.schema = static_cast<int>(connection.number("PRAGMA user_version").value_or(0));
  return version;
}

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

Result<void> recognise(Connection& connection, std::span<const Migration> steps,
                       const std::filesystem::path& file) {
  const Version version = version_of(connection);
  const bool empty = connection.number("SELECT count(*) FROM sqlite_schema").value_or(0) == 0;
  if (auto done = connection.outcome(); !done) return done;
  if (version.application != kApplicationId && !(version.application == 0 && empty)) {
    return fail(Code::unsupported, "is not a sillok library; choose another folder with --library",
                file.string());
  }
  if (version.schema > steps.back().number) {
    return fail(Code::unsupported,
                "written by a newer version of sillok (schema " + std::to_string(version.schema) +
                    "); use that version",
                file.string());
  }
  return {};
}

Result<void> migrate(Connection& connection, std::span<const Migration> steps,
                     const std::filesystem::path& file) {
  if (auto known = recognise(connection, steps, file); !known) return known;
  const Version version = version_of(connection);
  for (const Migration& step : steps) {
    if (step.number <= version.schema) continue;
    Transaction transaction(connection);
    connection.script(step.sql);
    const std::string mark = "PRAGMA application_id = " + std::to_string(kApplicationId) +
                             "; PRAGMA user_version = " + std::to_string(step.number);
    connection.script(mark.c_str());
    if (auto done = transaction.commit(); !done) return done;
  }
  return connection.outcome();
}

Result<void> check_schema(Connection& connection, std::span<const Migration> steps,
                          const std::filesystem::path& file) {
  if (auto known = recognise(connection, steps, file); !known) return known;
  const Version version = version_of(connection);
  if (auto done = connection.outcome(); !done) return done;
  if (version.schema == 0) {
    return fail(Code::not_found, "no library here; add documents first: sillok add PATH",
                file.parent_path().string());
  }
  if (version.schema < steps.back().number) {
    return fail(Code::unsupported,
                "written by an older version of sillok (schema " + std::to_string(version.schema) +
                    "); run `sillok index rebuild` once to bring it up to date",
                file.string());
  }
  return {};
}

}  // namespace sillok::library
