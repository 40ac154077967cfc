// Rows from which the ranker learns (train/ranker.py): for each question the passages retrieved,
// with their features and whether they answer it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <span>
#include <string>

#include "index/hybrid.h"
#include "result/result.h"

namespace sillok::operate {

// Relevance of a passage that may answer or not: nothing is learned from it.
inline constexpr int kUnknown = -1;

// Tab-separated text: a line of names (question, relevance, then each feature), a line a
// passage. Rows of one question follow one another.
class TrainingRows {
 public:
  [[nodiscard]] static Result<TrainingRows> create(const std::filesystem::path& file);

  // 0: the passage does not answer; more: how well it does; or kUnknown.
  using Relevance = std::function<int(std::int64_t passage)>;
  void add(const std::string& question, std::span<const index::Candidate> candidates,
           const Relevance& relevance);
  // Whether everything was written.
  [[nodiscard]] Result<void> finish();

 private:
  explicit TrainingRows(const std::filesystem::path& file);
  std::filesystem::path file_;
  std::ofstream out_;
};

}  // namespace sillok::operate
