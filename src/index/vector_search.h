// The vectors of a library together with the embedder that made them: the two change hands
// together, so that a question's vector never meets those of another embedder.
//
// An embedder that is configured (a model behind a server) is used as it is. Otherwise the one
// learned from the library (model/learned.h) is read from `vectors/learned`; when it is learned
// anew, the next question takes the new one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/retriever.h"
#include "index/vectors.h"
#include "model/embedder.h"
#include "model/learned.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::index {

// Where the vectors of an index lie.
[[nodiscard]] std::filesystem::path vectors_folder(const std::filesystem::path& index_folder);
inline constexpr const char* kLearnedName = "learned";

// The embedder learned from the library: `not_found` when there is none yet, else fails as
// LearnedEmbedder::open does. Writing makes it durable by rename (see write_file).
[[nodiscard]] Result<std::shared_ptr<const model::LearnedEmbedder>> read_learned(
    const std::filesystem::path& index_folder, const text::Analyzer& analyzer);
Result<void> write_learned(const std::filesystem::path& index_folder, std::string_view bytes);

class VectorSearch {
 public:
  // A question on the state of the moment it was asked; keeps that state alive.
  class Asked {
   public:
    // False: there are no vectors (yet), or the question says nothing to the embedder; no hits then
    // and no similarity.
    [[nodiscard]] bool ready() const { return store_ != nullptr; }
    // As VectorIndex::search and similarity.
    [[nodiscard]] std::vector<Hit> best(std::size_t k, const std::vector<bool>& visible) const;
    [[nodiscard]] std::vector<float> similarity(std::span<const std::int64_t> passages) const;

   private:
    friend class VectorSearch;
    std::shared_ptr<const VectorIndex> store_;
    std::vector<float> vector_;
  };

  // `configured` may be null. Having no vectors is no failure.
  VectorSearch(std::filesystem::path index_folder, const text::Analyzer& analyzer,
               std::shared_ptr<const model::Embedder> configured = nullptr);
  ~VectorSearch();

  // Fails as the embedder does (a server that does not answer). Thread-safe.
  [[nodiscard]] Result<Asked> ask(std::string_view question) const;
  // Names the state searched; "" without vectors.
  [[nodiscard]] std::string state() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::index
