// What the learned vectors add to lexical retrieval, on a folder in BEIR's layout:
//
//   build/bench/vectors/vectors_quality DIR [name=value…]   (see LearningOptions; every= asks each
//   nth) … url=http://127.0.0.1:8080 model=NAME dimensions=384   instead of learning: a model
//   behind a server
//
// One line each for the lexical index, the vectors alone, and the sum of both with several weights.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "index/lexical.h"
#include "index/vectors.h"
#include "model/learn.h"
#include "model/learned.h"
#include "model/server.h"
#include "text/analyzer.h"

namespace {

using namespace sillok;

struct Passage {
  std::string id, title, text;
};
struct Question {
  std::string text;
  std::map<std::int64_t, int> relevant;
};
struct Set {
  std::vector<Passage> passages;
  std::vector<Question> questions;
};

Set read_set(const std::filesystem::path& folder) {
  Set set;
  std::map<std::string, std::int64_t> numbers;
  std::string line;
  for (std::ifstream in(folder / "corpus.jsonl"); std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    set.passages.push_back({json["id"], json.value("title", ""), json["text"]});
    numbers[set.passages.back().id] = static_cast<std::int64_t>(set.passages.size());
  }
  std::map<std::string, Question> questions;
  for (std::ifstream in(folder / "queries.jsonl"); std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    questions[json["id"]].text = json["text"];
  }
  for (std::ifstream in(folder / "qrels.tsv"); std::getline(in, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const auto passage = numbers.find(line.substr(first + 1, second - first - 1));
    const int relevance = std::atoi(line.c_str() + second + 1);
    if (passage == numbers.end() || relevance <= 0) continue;
    questions[line.substr(0, first)].relevant[passage->second] = relevance;
  }
  for (const auto& [id, question] : questions) {
    if (!question.relevant.empty()) set.questions.push_back(question);
  }
  return set;
}

struct Figures {
  double ndcg = 0, first = 0, ten = 0, hundred = 0;
  void take(const Question& question, const std::vector<index::Hit>& hits) {
    double gain = 0;
    double found_10 = 0;
    double found_100 = 0;
    std::vector<int> best;
    for (const auto& [id, relevance] : question.relevant) best.push_back(relevance);
    std::sort(best.rbegin(), best.rend());
    double most = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(10, best.size()); ++i) {
      most += best[i] / std::log2(double(i) + 2);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(100, hits.size()); ++i) {
      const auto found = question.relevant.find(hits[i].passage);
      if (found == question.relevant.end()) continue;
      if (i < 10) gain += found->second / std::log2(double(i) + 2);
      if (i < 10) found_10 += 1;
      found_100 += 1;
      if (i == 0) first += 1.0 / double(question.relevant.size());
    }
    ndcg += gain / most;
    ten += found_10 / double(question.relevant.size());
    hundred += found_100 / double(question.relevant.size());
  }
  void print(const char* name, std::size_t questions) const {
    const double n = double(questions);
    std::printf("%-22s nDCG@10 %.4f  R@1 %.4f  R@10 %.4f  R@100 %.4f\n", name, ndcg / n, first / n,
                ten / n, hundred / n);
  }
};

void sort_hits(std::vector<index::Hit>& hits) {
  std::sort(hits.begin(), hits.end(), [](const index::Hit& a, const index::Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  });
}

double cpu_seconds() {
  return double(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::puts("vectors_quality DIR [name=value…]"), 2;
  model::LearningOptions options;
  std::size_t every = 1;
  model::ServerOptions server;
  for (int i = 2; i < argc; ++i) {
    const std::string entry = argv[i];
    const std::string name = entry.substr(0, entry.find('='));
    const double value = std::atof(entry.c_str() + name.size() + 1);
    if (name == "features") options.features = std::size_t(value);
    if (name == "passages") options.passages = std::size_t(value);
    if (name == "rounds") options.rounds = value;
    if (name == "pairs") options.pairs = std::size_t(value);
    if (name == "batch") options.batch = std::size_t(value);
    if (name == "looked") options.words_looked_at = std::size_t(value);
    if (name == "warmth") options.warmth = float(value);
    if (name == "rate") options.rate = float(value);
    if (name == "seed") options.seed = std::uint64_t(value);
    if (name == "url") server.url = entry.substr(4);
    if (name == "model") server.model = entry.substr(6);
    if (name == "dimensions") server.dimensions = std::size_t(value);
    if (name == "seconds") server.seconds = int(value);
    if (name == "characters") server.characters = std::size_t(value);
    if (name == "every") every = std::size_t(value);
  }
  const Set set = read_set(argv[1]);
  const text::Analyzer& analyzer = text::korean_analyzer();
  std::string pattern = "/dev/shm/sillok-bench-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  auto lexical = std::move(*index::LexicalIndex::open(folder / "index", analyzer));
  for (std::size_t i = 0; i < set.passages.size(); ++i) {
    const Passage& p = set.passages[i];
    const index::Entry entry{std::int64_t(i) + 1, 0, p.title, "", p.text};
    (void)lexical->add({&entry, 1});
  }
  (void)lexical->commit(1);

  std::string bytes;
  std::shared_ptr<const model::Embedder> embedder;
  if (!server.url.empty()) {
    const auto opened = model::ServerEmbedder::open(server);
    if (!opened) return std::puts(opened.error().line().c_str()), 1;
    embedder = *opened;
  } else {
    const double began = cpu_seconds();
    model::Learner learner(analyzer, options);
    for (const Passage& p : set.passages) learner.add(p.title, "", p.text);
    const double read = cpu_seconds() - began;
    const model::LearnedTable table = learner.learn();
    bytes = model::to_bytes(table, analyzer);
    std::printf("%zu passages, %zu features, %.1f MB; reading %.2f s, learning %.2f CPU s\n",
                set.passages.size(), table.keys.size(), double(bytes.size()) / 1e6, read,
                cpu_seconds() - began - read);
    embedder = *model::LearnedEmbedder::open(bytes, nullptr, analyzer, "learned");
  }

  const double began = cpu_seconds();
  auto vectors = std::move(
      *index::VectorIndex::open(folder / "vectors", embedder->version(), embedder->dimensions()));
  constexpr std::size_t kPage = 64;
  for (std::size_t i = 0; i < set.passages.size(); i += kPage) {
    std::vector<std::string> texts;
    for (std::size_t j = i; j < std::min(i + kPage, set.passages.size()); ++j) {
      texts.push_back(model::passage_text(set.passages[j].title, "", set.passages[j].text));
    }
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const auto made = embedder->embed(views, model::Purpose::passage);
    if (!made) return std::puts(made.error().line().c_str()), 1;
    for (std::size_t j = 0; j < made->size(); ++j) {
      const index::VectorEntry entry{std::int64_t(i + j) + 1, 0, (*made)[j]};
      (void)vectors->add({&entry, 1});
    }
  }
  (void)vectors->commit(1);
  std::printf("embedding and storing: %.0f passages/s\n",
              double(set.passages.size()) / (cpu_seconds() - began));

  const std::vector<double> weights{0.1, 0.2, 0.3, 0.4, 0.5, 0.7};
  Figures alone_lexical;
  Figures alone_vectors;
  std::vector<Figures> both(weights.size());
  std::size_t asked = 0;
  for (std::size_t q = 0; q < set.questions.size(); q += every) {
    const Question& question = set.questions[q];
    ++asked;
    index::Query query;
    query.text = question.text;
    query.k = 100;
    query.visible_scopes = {true};
    const auto words = *lexical->search(query);
    const std::string_view view = question.text;
    const auto made = embedder->embed({&view, 1}, model::Purpose::question);
    if (!made) return std::puts(made.error().line().c_str()), 1;
    const std::vector<float>& vector = made->front();
    const auto near = vectors->search(vector, 100, {true});
    alone_lexical.take(question, words);
    alone_vectors.take(question, near);
    // Lexical scores as a share of the question's best; cosines as they are.
    std::map<std::int64_t, std::pair<double, double>> scores;
    std::vector<std::int64_t> ids;
    for (const auto& hit : words) {
      scores[hit.passage].first = hit.score / words.front().score;
      ids.push_back(hit.passage);
    }
    const auto cosines = vectors->similarity(vector, ids);
    for (std::size_t i = 0; i < ids.size(); ++i) scores[ids[i]].second = double{cosines[i]};
    for (const auto& hit : near) scores[hit.passage].second = hit.score;
    for (std::size_t w = 0; w < weights.size(); ++w) {
      std::vector<index::Hit> hits;
      for (const auto& [id, score] : scores) {
        hits.push_back({id, (1 - weights[w]) * score.first + weights[w] * score.second});
      }
      sort_hits(hits);
      both[w].take(question, hits);
    }
  }
  alone_lexical.print("lexical", asked);
  alone_vectors.print("vectors", asked);
  for (std::size_t w = 0; w < weights.size(); ++w) {
    char name[32];
    std::snprintf(name, sizeof name, "both, vectors %.2f", weights[w]);
    both[w].print(name, asked);
  }
  std::filesystem::remove_all(folder);
}
