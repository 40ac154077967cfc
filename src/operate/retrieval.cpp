#include "operate/retrieval.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "answer/question.h"
#include "answer/texts.h"
#include "index/hybrid.h"
#include "index/lexical.h"
#include "ingest/ingest.h"
#include "ingest/vectors.h"
#include "library/library.h"
#include "operate/training.h"
#include "text/analyzer.h"

namespace sillok::operate {
namespace {

using Clock = std::chrono::steady_clock;

// Passages asked for to rank this many documents: a document may be cut into several.
constexpr std::size_t kRankedDocuments = 100;
constexpr std::size_t kPassagesAsked = 400;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

Unexpected bad_line(const std::filesystem::path& file, std::size_t line, const char* what) {
  return fail(Code::unreadable, "line " + std::to_string(line) + ": " + what, file.string());
}

// A folder of its own, removed at the end.
class Scratch {
 public:
  [[nodiscard]] static Result<Scratch> make() {
    std::error_code error;
    std::string pattern =
        (std::filesystem::temp_directory_path(error) / "sillok-eval-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr) {
      return fail(Code::storage, "cannot make a temporary folder; set TMPDIR to one with space",
                  pattern);
    }
    return Scratch(pattern);
  }
  ~Scratch() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit Scratch(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

Result<void> read_queries(const std::filesystem::path& file,
                          std::vector<JudgedQuestion>& questions) {
  std::ifstream in(file);
  if (!in) return fail(Code::not_found, "cannot be read", file.string());
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const nlohmann::json value = nlohmann::json::parse(line, nullptr, false);
    const char* key = value.is_object() && value.contains("_id") ? "_id" : "id";
    if (!value.is_object() || !value.contains(key) || !value[key].is_string() ||
        !value.contains("text") || !value["text"].is_string()) {
      return bad_line(file, number, "is no object with \"id\" and \"text\"");
    }
    questions.push_back({value[key], value["text"], {}});
  }
  return {};
}

Result<void> read_relevance(const std::filesystem::path& file,
                            std::vector<JudgedQuestion>& questions) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < questions.size(); ++i) places.emplace(questions[i].id, i);
  std::ifstream in(file);
  if (!in) return fail(Code::not_found, "cannot be read", file.string());
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos) {
      return bad_line(file, number, "has no three columns between tabs");
    }
    const std::string degree = line.substr(second + 1);
    char* end = nullptr;
    const long relevance = std::strtol(degree.c_str(), &end, 10);
    if (end == degree.c_str() || *end != '\0') {
      if (number == 1) continue;  // the header
      return bad_line(file, number, "the third column is no whole number");
    }
    const auto place = places.find(line.substr(0, first));
    if (relevance <= 0 || place == places.end()) continue;
    questions[place->second].relevant[line.substr(first + 1, second - first - 1)] =
        static_cast<int>(relevance);
  }
  return {};
}

std::string set_of(const std::string& document) {
  std::size_t end = 0;
  while (end < document.size() && std::isalpha(static_cast<unsigned char>(document[end])) != 0)
    ++end;
  return document.substr(0, end);
}

void average(RetrievalFigures& figures) {
  const double n = std::max<double>(1, static_cast<double>(figures.questions));
  for (double* figure : {&figures.ndcg_at_k, &figures.recall_at_1, &figures.recall_at_10,
                         &figures.recall_at_100, &figures.mrr_at_k}) {
    *figure /= n;
  }
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

// What is searched, and whose document each passage is.
struct Searched {
  std::unique_ptr<library::Library> library;
  std::unique_ptr<index::LexicalIndex> index;
  std::unique_ptr<index::VectorSearch> vectors;
  std::unique_ptr<index::Hybrid> hybrid;
  std::unordered_map<std::int64_t, std::string> document_of;
  std::vector<bool> visible;
};

Result<Searched> build(const std::filesystem::path& corpus, const std::filesystem::path& scratch,
                       RetrievalReport& report) {
  Searched searched;
  const Clock::time_point start = Clock::now();
  auto library = library::Library::open(scratch, library::Access::write);
  if (!library) return fail(std::move(library).error());
  searched.library = std::move(*library);
  auto index = index::LexicalIndex::open(scratch / "index", text::korean_analyzer());
  if (!index) return fail(std::move(index).error());
  searched.index = std::move(*index);
  const auto added = ingest::add(*searched.library, *searched.index, {corpus}, {});
  if (!added) return fail(added.error());
  if (!added->failed.empty()) {
    return fail(Code::unreadable, added->failed.front().reason, corpus.string());
  }
  report.index_seconds = seconds_since(start);
  if (auto done = ingest::catch_up_vectors(*searched.library, text::korean_analyzer()); !done)
    return fail(std::move(done).error());
  report.vectors_seconds = seconds_since(start) - report.index_seconds;
  searched.vectors =
      std::make_unique<index::VectorSearch>(scratch / "index", text::korean_analyzer());
  report.documents = added->added;
  report.index_bytes = searched.index->check().bytes;
  auto visible =
      searched.library->visible_scopes({.everything = true, .groups = {}, .collection = {}});
  if (!visible) return fail(std::move(visible).error());
  searched.visible = std::move(*visible);
  auto walked = searched.library->each_passage([&](const library::KeptPassage& passage) {
    searched.document_of.emplace(passage.id, passage.document);
    return true;
  });
  if (!walked) return fail(std::move(walked).error());
  searched.hybrid =
      std::make_unique<index::Hybrid>(*searched.index, text::korean_analyzer(),
                                      answer::texts_of(*searched.library), searched.vectors.get());
  return searched;
}

index::Query query_for(const Searched& searched, const JudgedQuestion& question) {
  index::Query query = answer::query_for(answer::understand(question.text, text::korean_analyzer(),
                                                            *searched.hybrid, searched.visible));
  query.visible_scopes = searched.visible;
  return query;
}

Result<void> note_rows(const Searched& searched, const JudgedQuestion& question,
                       TrainingRows& rows) {
  const auto candidates = searched.hybrid->candidates(query_for(searched, question));
  if (!candidates) return fail(candidates.error());
  rows.add(question.id, *candidates, [&](std::int64_t passage) {
    const auto document = searched.document_of.find(passage);
    if (document == searched.document_of.end()) return 0;
    const auto relevance = question.relevant.find(document->second);
    return relevance == question.relevant.end() ? 0 : relevance->second;
  });
  return {};
}

// The documents of a question's best passages, each once.
Result<std::vector<std::string>> ranking_for(const Searched& searched,
                                             const JudgedQuestion& question, std::size_t k,
                                             std::vector<double>& milliseconds) {
  index::Query query = query_for(searched, question);
  query.k = k;
  const Clock::time_point start = Clock::now();
  if (const auto hits = searched.hybrid->search(query); !hits) return fail(hits.error());
  milliseconds.push_back(seconds_since(start) * 1000);
  query.k = kPassagesAsked;
  const auto hits = searched.hybrid->search(query);
  if (!hits) return fail(hits.error());
  std::vector<std::string> ranking;
  std::unordered_set<std::string> seen;
  for (const index::Hit& hit : *hits) {
    const auto document = searched.document_of.find(hit.passage);
    if (document == searched.document_of.end() || !seen.insert(document->second).second) continue;
    ranking.push_back(document->second);
    if (ranking.size() == kRankedDocuments) break;
  }
  return ranking;
}

nlohmann::ordered_json figures_json(const RetrievalFigures& figures, std::size_t k) {
  return {{"ndcg@" + std::to_string(k), figures.ndcg_at_k},
          {"recall@1", figures.recall_at_1},
          {"recall@10", figures.recall_at_10},
          {"recall@100", figures.recall_at_100},
          {"mrr@" + std::to_string(k), figures.mrr_at_k},
          {"queries", figures.questions}};
}

}  // namespace

Result<std::vector<JudgedQuestion>> read_judged(const std::filesystem::path& folder) {
  std::vector<JudgedQuestion> questions;
  if (auto read = read_queries(folder / "queries.jsonl", questions); !read)
    return fail(read.error());
  if (auto read = read_relevance(folder / "qrels.tsv", questions); !read) return fail(read.error());
  std::erase_if(questions, [](const JudgedQuestion& q) { return q.relevant.empty(); });
  return questions;
}

void judge(const JudgedQuestion& question, const std::vector<std::string>& ranking, std::size_t k,
           RetrievalFigures& sum) {
  const auto gain = [](int relevance, std::size_t rank) {
    return relevance / std::log2(static_cast<double>(rank) + 2);
  };
  double dcg = 0;
  double reciprocal = 0;
  std::size_t among[3] = {0, 0, 0};  // the first 1, 10, 100
  for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
    const auto found = question.relevant.find(ranking[rank]);
    if (found == question.relevant.end()) continue;
    if (rank < k) dcg += gain(found->second, rank);
    if (rank < k && reciprocal == 0) reciprocal = 1 / (static_cast<double>(rank) + 1);
    among[0] += rank < 1 ? 1 : 0;
    among[1] += rank < 10 ? 1 : 0;
    among[2] += rank < 100 ? 1 : 0;
  }
  std::vector<int> degrees;
  for (const auto& [document, relevance] : question.relevant) degrees.push_back(relevance);
  std::sort(degrees.rbegin(), degrees.rend());
  double ideal = 0;
  for (std::size_t rank = 0; rank < std::min(k, degrees.size()); ++rank) {
    ideal += gain(degrees[rank], rank);
  }
  const auto relevant = static_cast<double>(question.relevant.size());
  sum.questions += 1;
  sum.ndcg_at_k += ideal > 0 ? dcg / ideal : 0;
  sum.recall_at_1 += static_cast<double>(among[0]) / relevant;
  sum.recall_at_10 += static_cast<double>(among[1]) / relevant;
  sum.recall_at_100 += static_cast<double>(among[2]) / relevant;
  sum.mrr_at_k += reciprocal;
}

Result<RetrievalReport> evaluate_retrieval(const std::filesystem::path& folder, std::size_t k,
                                           TrainingRows* rows) {
  Result<std::vector<JudgedQuestion>> questions = read_judged(folder);
  if (!questions) return fail(std::move(questions).error());
  Result<Scratch> scratch = Scratch::make();
  if (!scratch) return fail(std::move(scratch).error());
  RetrievalReport report;
  report.k = k;
  Result<Searched> searched = build(folder / "corpus.jsonl", scratch->path(), report);
  if (!searched) return fail(std::move(searched).error());
  std::vector<double> milliseconds;
  for (const JudgedQuestion& question : *questions) {
    auto ranking = ranking_for(*searched, question, k, milliseconds);
    if (!ranking) return fail(std::move(ranking).error());
    if (rows != nullptr) {
      if (auto done = note_rows(*searched, question, *rows); !done) return fail(done.error());
    }
    judge(question, *ranking, k, report.all);
    judge(question, *ranking, k, report.by_set[set_of(question.relevant.begin()->first)]);
  }
  average(report.all);
  for (auto& [name, figures] : report.by_set) average(figures);
  report.p50_ms = percentile(milliseconds, 0.5);
  report.p99_ms = percentile(milliseconds, 0.99);
  return report;
}

std::string to_json(const RetrievalReport& report) {
  nlohmann::ordered_json json = figures_json(report.all, report.k);
  json["documents"] = report.documents;
  json["index_seconds"] = report.index_seconds;
  json["vectors_seconds"] = report.vectors_seconds;
  json["index_bytes"] = report.index_bytes;
  json["p50_ms"] = report.p50_ms;
  json["p99_ms"] = report.p99_ms;
  if (report.by_set.size() > 1) {
    for (const auto& [name, figures] : report.by_set) {
      json["sets"][name.empty() ? "other" : name] = figures_json(figures, report.k);
    }
  }
  return json.dump();
}

}  // namespace sillok::operate
