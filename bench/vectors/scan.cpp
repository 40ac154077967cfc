// The store's scan against Debian's faiss and hnswlib: recall, speed, memory and time to build.
//
//   build/bench/vectors_scan DIR [COUNT] [brief|hnsw]     DIR in BEIR's layout; 100,000 vectors by
//   default
//
// The embedder is learned from DIR; its passages' vectors, and mixtures of two of them with some
// noise where COUNT is above their number, are stored; the questions' vectors are asked. Exact: the
// cosine in 32-bit numbers. One thread throughout; times are its own on the processor. "brief"
// leaves out all but the store and faiss's flat index, "hnsw" takes the graph in.
#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/IndexScalarQuantizer.h>
#include <hnswlib/hnswlib.h>
#include <omp.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "index/vectors.h"
#include "index/vectors_scan.h"
#include "index/vectors_snapshot.h"
#include "model/learn.h"
#include "model/learned.h"
#include "text/analyzer.h"

namespace {

using namespace sillok;
using Clock = std::chrono::steady_clock;
using Ids = std::vector<std::int64_t>;

constexpr std::size_t kWidth = model::kLearnedDimensions;
constexpr std::size_t kBest = 10;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

// Of this thread, so that what else the machine does counts little.
double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Data {
  std::vector<float> vectors;
  std::vector<std::vector<float>> questions;
  std::size_t count = 0;
  [[nodiscard]] const float* at(std::size_t i) const { return vectors.data() + i * kWidth; }
};

void to_length_1(float* vector) {
  double squares = 0;
  for (std::size_t i = 0; i < kWidth; ++i) squares += double(vector[i]) * double(vector[i]);
  const auto by = float(squares > 0 ? 1 / std::sqrt(squares) : 0);
  for (std::size_t i = 0; i < kWidth; ++i) vector[i] *= by;
}

Data make_data(const std::filesystem::path& folder, std::size_t count) {
  const text::Analyzer& analyzer = text::korean_analyzer();
  std::vector<std::pair<std::string, std::string>> passages;
  std::string line;
  for (std::ifstream in(folder / "corpus.jsonl"); std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    passages.emplace_back(json.value("title", ""), json["text"]);
  }
  model::Learner learner(analyzer, {});
  for (const auto& [title, body] : passages) learner.add(title, "", body);
  const std::string bytes = model::to_bytes(learner.learn(), analyzer);
  const auto embedder = *model::LearnedEmbedder::open(bytes, nullptr, analyzer, "learned");
  const auto embed = [&](std::string_view text) {
    return embedder->embed({&text, 1}, model::Purpose::passage)->front();
  };
  Data data;
  data.count = count;
  data.vectors.resize(count * kWidth);
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 0.2F / std::sqrt(float(kWidth)));
  const std::size_t real = std::min(count, passages.size());
  for (std::size_t i = 0; i < real; ++i) {
    const auto vector = embed(model::passage_text(passages[i].first, "", passages[i].second));
    std::copy(vector.begin(), vector.end(), data.vectors.begin() + std::ptrdiff_t(i * kWidth));
  }
  for (std::size_t i = real; i < count; ++i) {
    const float* a = data.at(random() % real);
    const float* b = data.at(random() % real);
    float* to = data.vectors.data() + i * kWidth;
    for (std::size_t d = 0; d < kWidth; ++d) to[d] = 0.8F * a[d] + 0.5F * b[d] + noise(random);
    to_length_1(to);
  }
  std::ifstream in(folder / "queries.jsonl");
  for (std::size_t i = 0; std::getline(in, line); ++i) {
    if (i % (count > 200'000 ? 80 : 20) == 0)
      data.questions.push_back(embed(std::string(nlohmann::json::parse(line)["text"])));
  }
  return data;
}

std::vector<Ids> exact(const Data& data) {
  faiss::IndexFlatIP index(kWidth);
  index.add(faiss::Index::idx_t(data.count), data.vectors.data());
  std::vector<float> scores(kBest);
  std::vector<Ids> best;
  for (const auto& question : data.questions) {
    best.emplace_back(kBest);
    index.search(1, question.data(), kBest, scores.data(), best.back().data());
  }
  return best;
}

void measure(const std::string& name, double build, double megabytes, const Data& data,
             const std::vector<Ids>& expected,
             const std::function<Ids(const std::vector<float>&)>& search) {
  std::vector<double> times;
  double found = 0;
  (void)search(data.questions.front());
  for (std::size_t q = 0; q < data.questions.size(); ++q) {
    const double began = cpu_ms();
    const Ids ids = search(data.questions[q]);
    times.push_back(cpu_ms() - began);
    for (const std::int64_t id : ids) {
      found += std::count(expected[q].begin(), expected[q].end(), id) > 0 ? 1 : 0;
    }
  }
  std::sort(times.begin(), times.end());
  std::printf("%-34s %8.1f %9.0f %8.3f %8.3f %9.4f\n", name.c_str(), build, megabytes,
              times[times.size() / 2], times[times.size() * 99 / 100],
              found / double(kBest * data.questions.size()));
  std::fflush(stdout);
}

void measure_sillok(const Data& data, const std::vector<Ids>& expected) {
  std::string pattern = "/tmp/sillok-bench-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  const auto began = Clock::now();
  {
    auto store = std::move(*index::VectorIndex::open(folder, "bench", kWidth));
    for (std::size_t i = 0; i < data.count; ++i) {
      const index::VectorEntry entry{std::int64_t(i) + 1, 0, {data.at(i), kWidth}};
      (void)store->add({&entry, 1});
    }
    (void)store->commit(1);
  }
  const double build = seconds_since(began);
  const auto store = std::move(*index::VectorIndex::open(folder, "bench", kWidth));
  const double megabytes = double(store->check().bytes) / 1e6;
  const auto ids_of = [](const std::vector<index::Hit>& hits) {
    Ids ids;
    for (const index::Hit& hit : hits) ids.push_back(hit.passage - 1);
    return ids;
  };
  measure("sillok (as searches run)", build, megabytes, data, expected,
          [&](const std::vector<float>& q) { return ids_of(store->search(q, kBest, {true})); });
  const auto snapshot =
      *index::open_vectors({folder, "bench/" + std::to_string(kWidth), kWidth}, nullptr);
  for (const std::size_t again : {100U, 300U, 3'000U}) {
    measure("sillok, " + std::to_string(again) + " looked at again", build, megabytes, data,
            expected, [&](const std::vector<float>& q) {
              return ids_of(index::nearest(*snapshot, index::QuestionVector(q), {true}, kBest,
                                           again, index::scans().front()));
            });
  }
  for (const index::Scan& scan : index::scans()) {
    measure("sillok, " + std::string(scan.name), build, megabytes, data, expected,
            [&](const std::vector<float>& q) {
              return ids_of(index::nearest(*snapshot, index::QuestionVector(q), {true}, kBest,
                                           index::looked_at_again(kBest), scan));
            });
  }
  std::filesystem::remove_all(folder);
}

void measure_faiss(const std::string& name, faiss::Index& index, const Data& data,
                   const std::vector<Ids>& expected, double bytes, faiss::IndexIVF* lists) {
  const auto began = Clock::now();
  // Trained on what its documentation asks for, 256 vectors a list at most.
  index.train(faiss::Index::idx_t(data.count), data.vectors.data());
  index.add(faiss::Index::idx_t(data.count), data.vectors.data());
  const double build = seconds_since(began);
  const double megabytes = bytes * double(data.count) / 1e6;
  std::vector<float> scores(kBest);
  const auto search = [&](const std::vector<float>& q) {
    Ids ids(kBest);
    index.search(1, q.data(), kBest, scores.data(), ids.data());
    return ids;
  };
  if (lists == nullptr) return measure(name, build, megabytes, data, expected, search);
  for (const std::size_t looked_in : {8U, 32U, 128U}) {
    lists->nprobe = looked_in;
    measure(name + ", nprobe " + std::to_string(looked_in), build, megabytes, data, expected,
            search);
  }
}

void measure_hnsw(const Data& data, const std::vector<Ids>& expected) {
  const auto began = Clock::now();
  hnswlib::InnerProductSpace space(kWidth);
  hnswlib::HierarchicalNSW<float> graph(&space, data.count, 16, 200);
  for (std::size_t i = 0; i < data.count; ++i) graph.addPoint(data.at(i), i);
  const double build = seconds_since(began);
  const double megabytes = double(graph.size_data_per_element_ * data.count) / 1e6;
  for (const std::size_t ef : {50U, 200U, 800U}) {
    graph.setEf(ef);
    measure("hnswlib M 16, ef " + std::to_string(ef), build, megabytes, data, expected,
            [&](const std::vector<float>& q) {
              Ids ids;
              auto found = graph.searchKnn(q.data(), kBest);
              for (; !found.empty(); found.pop()) ids.push_back(std::int64_t(found.top().second));
              return ids;
            });
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::puts("vectors_scan DIR [COUNT] [brief|hnsw]"), 2;
  omp_set_num_threads(1);
  const std::size_t count = argc > 2 ? std::size_t(std::atol(argv[2])) : 100'000;
  const Data data = make_data(argv[1], count);
  const std::vector<Ids> expected = exact(data);
  std::printf("%zu vectors, %zu questions, one thread\n", count, data.questions.size());
  std::printf("%-34s %8s %9s %8s %8s %9s\n", "", "build s", "MB", "p50 ms", "p99 ms", "recall@10");
  measure_sillok(data, expected);
  {
    faiss::IndexFlatIP flat(kWidth);
    measure_faiss("faiss flat", flat, data, expected, 4 * kWidth, nullptr);
  }
  if (argc > 3 && std::strcmp(argv[3], "brief") == 0) return 0;
  {
    faiss::IndexScalarQuantizer codes(kWidth, faiss::ScalarQuantizer::QT_8bit,
                                      faiss::METRIC_INNER_PRODUCT);
    measure_faiss("faiss 8 bits", codes, data, expected, kWidth, nullptr);
  }
  {
    const auto lists = std::size_t(4 * std::sqrt(double(count)));
    faiss::IndexFlatIP coarse(kWidth);
    faiss::IndexIVFScalarQuantizer inverted(&coarse, kWidth, lists, faiss::ScalarQuantizer::QT_8bit,
                                            faiss::METRIC_INNER_PRODUCT, false);
    inverted.cp.niter = 10;
    inverted.cp.max_points_per_centroid = 64;
    measure_faiss("faiss IVF " + std::to_string(lists) + ", 8 bits", inverted, data, expected,
                  kWidth + 8, &inverted);
  }
  if (argc > 3 && std::strcmp(argv[3], "hnsw") == 0) measure_hnsw(data, expected);
}
