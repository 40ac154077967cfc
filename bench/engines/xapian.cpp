// Xapian (its glass backend) over the same terms, ranked by its BM25 with the weights sillok uses
// (k1 0.8, b 0.4).
//
//   bench_xapian index TOKENS FOLDER
//   bench_xapian ask FOLDER TOKENS K
#include <xapian.h>

#include <cstring>
#include <set>
#include <sstream>

#include "report.h"

namespace {

constexpr std::size_t kLongestTerm = 240;  // Xapian's own limit is 245 bytes

int index_tokens(const char* tokens, const char* folder) {
  Xapian::WritableDatabase db(folder, Xapian::DB_CREATE_OR_OVERWRITE);
  std::ifstream in(tokens);
  std::size_t passages = 0;
  const double began = bench::now();
  const double cpu_began = bench::cpu();
  for (std::string line; std::getline(in, line);) {
    Xapian::Document document;
    std::istringstream terms(line);
    for (std::string term; terms >> term;) {
      if (term.size() <= kLongestTerm) document.add_term(term);
    }
    db.add_document(document);
    ++passages;
  }
  db.commit();
  const double seconds = bench::now() - began;
  const double cpu = bench::cpu() - cpu_began;
  db.close();
  bench::print_indexing("xapian", passages, seconds, cpu, bench::size_of(folder));
  return 0;
}

int ask(const char* folder, const char* questions, unsigned k) {
  const Xapian::Database db(folder);
  std::vector<double> times;
  std::size_t hits = 0;
  for (int round = 0; round < bench::kRounds; ++round) {
    times.clear();
    hits = 0;
    for (const std::string& line : bench::lines_of(questions)) {
      const double began = bench::cpu();
      std::istringstream in(line);
      std::set<std::string> terms;
      for (std::string term; in >> term;) {
        if (term.size() <= kLongestTerm) terms.insert(term);
      }
      Xapian::Enquire enquire(db);
      enquire.set_weighting_scheme(Xapian::BM25Weight(0.8, 0, 1, 0.4, 0.5));
      enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
      hits += enquire.get_mset(0, k).size();
      times.push_back(bench::cpu() - began);
    }
  }
  bench::print_asking("xapian", times, hits);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4 && std::strcmp(arguments[1], "index") == 0) {
    return index_tokens(arguments[2], arguments[3]);
  }
  if (count == 5 && std::strcmp(arguments[1], "ask") == 0) {
    return ask(arguments[2], arguments[3], static_cast<unsigned>(std::stoul(arguments[4])));
  }
  std::fprintf(stderr, "bench_xapian index TOKENS FOLDER | ask FOLDER TOKENS K\n");
  return 2;
}
