// The lexical index as the program uses it, and the tokens that the other engines get.
//
//   bench_sillok index CORPUS.jsonl FOLDER     analysis included, reading the JSON not
//   bench_sillok ask FOLDER QUESTIONS K        analysis of the question included
//   bench_sillok tokens CORPUS.jsonl|QUESTIONS   one line each: its terms, a letter for the kind
//   first
#include <cctype>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "index/lexical.h"
#include "report.h"
#include "text/analyzer.h"

namespace {

using sillok::index::Entry;
using sillok::index::LexicalIndex;

constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kCommitBytes = std::size_t{64} << 20U;  // as ingest does

struct Text {
  std::string title, body;
};

Text text_of(const std::string& line) {
  const auto json = nlohmann::json::parse(line);
  return {json.value("title", ""), json.value("text", "")};
}

int index_corpus(const char* corpus, const char* folder) {
  auto index = LexicalIndex::open(folder, sillok::text::korean_analyzer());
  if (!index) return 1;
  std::ifstream in(corpus);
  std::vector<Text> texts;
  std::int64_t id = 0;
  std::size_t gathered = 0;
  double seconds = 0;
  double cpu = 0;
  const auto measured = [&](const auto& work) {
    const double began = bench::now();
    const double cpu_began = bench::cpu();
    const bool done = work();
    seconds += bench::now() - began;
    cpu += bench::cpu() - cpu_began;
    return done;
  };
  bool more = true;
  while (more) {
    texts.clear();
    std::string line;
    while (texts.size() < kBatch && (more = static_cast<bool>(std::getline(in, line)))) {
      texts.push_back(text_of(line));
    }
    std::vector<Entry> entries;
    for (const Text& text : texts) {
      entries.push_back({++id, 1, text.title, {}, text.body});
      gathered += text.title.size() + text.body.size();
    }
    const bool done = measured([&] {
      if (!(*index)->add(entries)) return false;
      if (gathered < kCommitBytes && more) return true;
      gathered = 0;
      if (!(*index)->commit(id)) return false;
      if (!more) (*index)->finish_merging();
      return true;
    });
    if (!done) return 1;
  }
  bench::print_indexing("sillok", static_cast<std::size_t>(id), seconds, cpu,
                        bench::size_of(folder));
  return 0;
}

int ask(const char* folder, const char* questions, std::size_t k) {
  const auto index = LexicalIndex::open(folder, sillok::text::korean_analyzer());
  if (!index) return 1;
  std::vector<double> times;
  std::size_t hits = 0;
  sillok::index::Query query;
  query.k = k;
  query.visible_scopes = {true, true};
  for (int round = 0; round < bench::kRounds; ++round) {
    times.clear();
    hits = 0;
    for (const std::string& question : bench::lines_of(questions)) {
      query.text = question;
      const double began = bench::cpu();
      const auto found = (*index)->search(query);
      times.push_back(bench::cpu() - began);
      if (found) hits += found->size();
    }
  }
  bench::print_asking("sillok", times, hits);
  return 0;
}

void add_tokens(const std::string& text, std::string& out) {
  std::vector<sillok::text::Term> terms;
  sillok::text::korean_analyzer().analyse(text, terms);
  for (const auto& term : terms) {
    out += "wbnps"[static_cast<int>(term.kind)];
    for (const char c : term.text) {
      const auto byte = static_cast<unsigned char>(c);
      out += byte >= 0x80 || std::isalnum(byte) != 0 ? c : 'z';
    }
    out += ' ';
  }
}

int print_tokens(const char* path) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::string out;
    if (line.starts_with("{")) {
      const Text text = text_of(line);
      add_tokens(text.title, out);
      add_tokens(text.body, out);
    } else {
      add_tokens(line, out);
    }
    std::cout << out << '\n';
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4 && std::strcmp(arguments[1], "index") == 0) {
    return index_corpus(arguments[2], arguments[3]);
  }
  if (count == 5 && std::strcmp(arguments[1], "ask") == 0) {
    return ask(arguments[2], arguments[3], std::stoul(arguments[4]));
  }
  if (count == 3 && std::strcmp(arguments[1], "tokens") == 0) return print_tokens(arguments[2]);
  std::cerr << "bench_sillok index CORPUS FOLDER | ask FOLDER QUESTIONS K | tokens FILE\n";
  return 2;
}
