// Small random stores of vectors, and the naive twin of the store: every vector by itself.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <random>
#include <vector>

#include "index/vectors.h"
#include "index/vectors_search.h"
#include "library_of_words.h"

namespace sillok::index {

struct MadeVector {
  std::int64_t id = 0;
  std::int64_t scope = 0;
  std::vector<float> vector;

  [[nodiscard]] VectorEntry entry() const { return {id, scope, vector}; }
};

// Vectors that lie in clusters, as those of texts do.
class VectorSource {
 public:
  VectorSource(std::uint32_t seed, std::size_t dimensions)
      : random_(seed), dimensions_(dimensions) {
    for (int i = 0; i < 12; ++i) centres_.push_back(noise(1));
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::vector<float> vector() {
    const std::vector<float>& centre = centres_[below(12)];
    std::vector<float> made = noise(0.7F);
    for (std::size_t i = 0; i < dimensions_; ++i) made[i] += centre[i];
    return made;
  }
  MadeVector passage(std::int64_t id, std::uint32_t scopes) {
    const std::int64_t scope = below(scopes);
    if (below(20) == 0) return {id, scope, std::vector<float>(dimensions_)};  // says nothing
    return {id, scope, vector()};
  }

 private:
  std::vector<float> noise(float width) {
    std::normal_distribution<float> normal(0, width);
    std::vector<float> made(dimensions_);
    for (float& v : made) v = normal(random_);
    return made;
  }

  std::mt19937 random_;
  std::size_t dimensions_;
  std::vector<std::vector<float>> centres_;
};

inline bool shown(std::int64_t scope, const std::vector<bool>& visible) {
  return static_cast<std::size_t>(scope) < visible.size() &&
         visible[static_cast<std::size_t>(scope)];
}

inline float naive_cosine(const Quantised& vector, const QuestionVector& question) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < vector.codes.size(); ++i) {
    sum += vector.codes[i] * question.numbers[i];
  }
  return static_cast<float>(sum) * (vector.scale * question.scale);
}

// Both stages, one vector at a time.
inline std::vector<Hit> naive_nearest(const std::vector<MadeVector>& all,
                                      const std::vector<float>& question,
                                      const std::vector<bool>& visible, std::size_t k,
                                      std::size_t again) {
  const QuestionVector asked(question);
  std::vector<std::pair<std::uint32_t, const MadeVector*>> by_signs;
  for (const MadeVector& made : all) {
    if (!shown(made.scope, visible)) continue;
    const Quantised vector = quantise(made.vector);
    std::uint32_t distance = 0;
    for (std::size_t w = 0; w < vector.signs.size(); ++w) {
      distance += static_cast<std::uint32_t>(std::popcount(vector.signs[w] ^ asked.signs[w]));
    }
    by_signs.emplace_back(distance, &made);
  }
  std::stable_sort(by_signs.begin(), by_signs.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  by_signs.resize(std::min(by_signs.size(), std::max(again, k)));
  std::vector<Hit> hits;
  for (const auto& [distance, made] : by_signs) {
    const float score = naive_cosine(quantise(made->vector), asked);
    if (score > 0) hits.push_back({made->id, double{score}});
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  });
  hits.resize(std::min(hits.size(), k));
  return hits;
}

inline std::unique_ptr<VectorIndex> open_store(const std::filesystem::path& folder,
                                               std::size_t dimensions = 256,
                                               const std::string& embedder = "test-1") {
  auto store = VectorIndex::open(folder, embedder, dimensions);
  return store ? std::move(*store) : nullptr;
}

inline void add_all(VectorIndex& store, const std::vector<MadeVector>& all) {
  for (const MadeVector& made : all) {
    const VectorEntry entry = made.entry();
    (void)store.add({&entry, 1});
  }
}

}  // namespace sillok::index
