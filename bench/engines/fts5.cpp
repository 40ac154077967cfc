// SQLite's FTS5 over the same terms, ranked by its bm25(); contentless, without positions, as its
// documentation recommends where only documents are looked for.
//
//   bench_fts5 index TOKENS FILE
//   bench_fts5 ask FILE TOKENS K
#include <sqlite3.h>

#include <cstring>
#include <set>
#include <sstream>

#include "report.h"

namespace {

int index_tokens(const char* tokens, const char* file) {
  sqlite3* db = nullptr;
  sqlite3_open(file, &db);
  sqlite3_exec(
      db,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;"
      "CREATE VIRTUAL TABLE passages USING fts5(terms, content = '', detail = none, "
      "tokenize = 'unicode61 remove_diacritics 0'); BEGIN",
      nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO passages(rowid, terms) VALUES(?, ?)", -1, &insert, nullptr);
  std::ifstream in(tokens);
  sqlite3_int64 id = 0;
  const double began = bench::now();
  const double cpu_began = bench::cpu();
  for (std::string line; std::getline(in, line);) {
    sqlite3_bind_int64(insert, 1, ++id);
    sqlite3_bind_text(insert, 2, line.data(), static_cast<int>(line.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_exec(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
  const double seconds = bench::now() - began;
  const double cpu = bench::cpu() - cpu_began;
  sqlite3_finalize(insert);
  sqlite3_close(db);
  bench::print_indexing("fts5", static_cast<std::size_t>(id), seconds, cpu, bench::size_of(file));
  return 0;
}

std::string expression_for(const std::string& tokens) {
  std::istringstream in(tokens);
  std::set<std::string> seen;
  std::string expression;
  for (std::string token; in >> token;) {
    if (!seen.insert(token).second) continue;
    if (!expression.empty()) expression += " OR ";
    expression += '"' + token + '"';
  }
  return expression;
}

int ask(const char* file, const char* questions, int k) {
  sqlite3* db = nullptr;
  sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, nullptr);
  sqlite3_exec(db, "PRAGMA cache_size = -262144; PRAGMA mmap_size = 4294967296", nullptr, nullptr,
               nullptr);
  sqlite3_stmt* select = nullptr;
  sqlite3_prepare_v2(db, "SELECT rowid FROM passages(?) ORDER BY rank LIMIT ?", -1, &select,
                     nullptr);
  std::vector<double> times;
  std::size_t hits = 0;
  for (int round = 0; round < bench::kRounds; ++round) {
    times.clear();
    hits = 0;
    for (const std::string& line : bench::lines_of(questions)) {
      const double began = bench::cpu();
      const std::string expression = expression_for(line);
      sqlite3_bind_text(select, 1, expression.data(), static_cast<int>(expression.size()),
                        SQLITE_STATIC);
      sqlite3_bind_int(select, 2, k);
      while (sqlite3_step(select) == SQLITE_ROW) ++hits;
      sqlite3_reset(select);
      times.push_back(bench::cpu() - began);
    }
  }
  sqlite3_finalize(select);
  sqlite3_close(db);
  bench::print_asking("fts5", times, hits);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4 && std::strcmp(arguments[1], "index") == 0) {
    return index_tokens(arguments[2], arguments[3]);
  }
  if (count == 5 && std::strcmp(arguments[1], "ask") == 0) {
    return ask(arguments[2], arguments[3], std::stoi(arguments[4]));
  }
  std::fprintf(stderr, "bench_fts5 index TOKENS FILE | ask FILE TOKENS K\n");
  return 2;
}
