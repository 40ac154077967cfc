// The embedder that Sillok learns from a library's own passages (model/learn.h): each word and each
// piece of a word has a vector; a text's is their sum. No weights from elsewhere.
//
// A file holds it: header, keys, scales, codes; docs/index-format.md says what every byte means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/embedder.h"
#include "model/features.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::model {

inline constexpr std::size_t kLearnedDimensions = 256;

// How often a feature counts that a text holds `occurrences` times.
[[nodiscard]] float weight_of(std::size_t occurrences);

// A row for each feature: what has been learned, before it is written.
struct LearnedTable {
  std::vector<FeatureKey> keys;  // rising
  std::vector<float> rows;       // kLearnedDimensions each
  std::uint64_t passages = 0;    // in the library when it was learned
};

// The bytes of the file; rows are rounded to 8 bits with a scale each.
[[nodiscard]] std::string to_bytes(const LearnedTable& table, const text::Analyzer& analyzer);

class LearnedEmbedder final : public Embedder {
 public:
  // Reads `bytes`, which `owner` keeps alive (a mapped file, say), without copying them. `storage`
  // when they are damaged, `unsupported` when another version of the program or of the analysis
  // wrote them; `name` is for the message.
  [[nodiscard]] static Result<std::shared_ptr<const LearnedEmbedder>> open(
      std::string_view bytes, std::shared_ptr<const void> owner, const text::Analyzer& analyzer,
      const std::string& name);

  [[nodiscard]] Result<Vectors> embed(std::span<const std::string_view> texts,
                                      Purpose purpose) const override;
  [[nodiscard]] std::size_t dimensions() const override { return kLearnedDimensions; }
  [[nodiscard]] std::string version() const override { return version_; }

  // How many passages the library had when this was learned.
  [[nodiscard]] std::uint64_t passages() const { return passages_; }
  [[nodiscard]] std::size_t features() const { return keys_.size(); }

 private:
  explicit LearnedEmbedder(const text::Analyzer& analyzer) : analyzer_(analyzer) {}
  [[nodiscard]] std::vector<float> vector_of(std::vector<FeatureKey> features) const;

  const text::Analyzer& analyzer_;
  std::shared_ptr<const void> owner_;
  std::span<const FeatureKey> keys_;
  std::span<const float> scales_;
  std::span<const std::int8_t> codes_;
  std::uint64_t passages_ = 0;
  std::string version_;
};

}  // namespace sillok::model
