// How well passages are found: a set of questions with the documents that answer them (BEIR
// layout), run through the real path: a scratch library, ingest, the index.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "operate/training.h"
#include "result/result.h"

namespace sillok::operate {

struct JudgedQuestion {
  std::string id;
  std::string text;
  std::map<std::string, int> relevant;  // document → relevance, above 0
};

// Averages over questions, 0..1.
struct RetrievalFigures {
  std::size_t questions = 0;
  double ndcg_at_k =
      0;  // gains are the relevances (Järvelin, Kekäläinen 2002), as trec_eval counts
  double recall_at_1 = 0, recall_at_10 = 0, recall_at_100 = 0;
  double mrr_at_k = 0;
};

struct RetrievalReport {
  RetrievalFigures all;
  // By set, where the documents' ids tell one: what stands before the first digit or mark.
  std::map<std::string, RetrievalFigures> by_set;
  std::size_t k = 10;
  std::size_t documents = 0;
  double index_seconds = 0;    // reading, preparing, keeping and indexing
  double vectors_seconds = 0;  // learning an embedder and making the vectors
  std::uint64_t index_bytes = 0;
  double p50_ms = 0, p99_ms = 0;  // of searching for k passages
};

// Reads queries.jsonl and qrels.tsv of `folder`; questions without a relevant document are left
// out. Errors name file and line.
[[nodiscard]] Result<std::vector<JudgedQuestion>> read_judged(const std::filesystem::path& folder);

// Adds to `sum` (counts, not yet averaged) what a ranking of documents, best first, gives a
// question.
void judge(const JudgedQuestion& question, const std::vector<std::string>& ranking, std::size_t k,
           RetrievalFigures& sum);

// Builds a scratch library from corpus.jsonl in a temporary folder, asks every question, removes
// it. A document's rank is its best passage's. `rows` (may be null) is given what the ranker can
// learn from it.
[[nodiscard]] Result<RetrievalReport> evaluate_retrieval(const std::filesystem::path& folder,
                                                         std::size_t k,
                                                         TrainingRows* rows = nullptr);

// The JSON of the contract, with "sets" besides.
[[nodiscard]] std::string to_json(const RetrievalReport& report);

}  // namespace sillok::operate
