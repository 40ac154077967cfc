// Both ways of finding together, and the best of what they find read again: what people search
// with.
//
// Words find what says the same, vectors what means the same. The best passages of each way are
// held against the question whole (features.h) and ranked by a model learned from judged questions
// (ranker.h): it begins with a weighted sum of the two scores, the lexical one as a share of the
// question's best so that both are of one kind, and mends it by what the other features tell. Where
// a reranking model is configured, the first of these stand in the order that it gives them. What
// words found beyond those follows below, in its order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "index/features.h"
#include "index/lexical.h"
#include "index/retriever.h"
#include "index/vector_search.h"
#include "model/reranker.h"
#include "text/analyzer.h"

namespace sillok::index {

// A passage as it is kept.
struct KeptText {
  std::int64_t passage = 0;
  std::string title;
  std::string context;
  std::string body;
};
// The texts of these passages, in any order; those no longer kept are left out. Thread-safe.
using Texts = std::function<Result<std::vector<KeptText>>(std::span<const std::int64_t>)>;

struct Candidate {
  Hit hit;  // as retrieved: the lexical score
  Features features{};
  KeptText text;
};

class Hybrid final : public Retriever {
 public:
  // All must outlive this; `vectors` and `reranker` may be null.
  Hybrid(const LexicalIndex& lexical, const text::Analyzer& analyzer, Texts texts,
         const VectorSearch* vectors, const model::Reranker* reranker = nullptr);

  [[nodiscard]] Result<std::vector<Hit>> search(const Query& query) const override;
  [[nodiscard]] std::vector<double> rarity(const std::vector<std::string>& terms,
                                           const std::vector<bool>& visible_scopes) const override;
  // The terms as LexicalIndex tells them; the features are those that search() ranked by, the
  // similarity of the vectors among them where there are vectors, and none for a passage that was
  // not read again. What a reranking model says of a passage is one more, "reranker".
  [[nodiscard]] Result<std::vector<Explanation>> explain(
      const Query& query, std::span<const Fields> passages) const override;
  [[nodiscard]] std::string state() const override;

  // What either way finds, with its features, in no order that matters: what search() ranks and
  // what the ranker is taught with.
  [[nodiscard]] Result<std::vector<Candidate>> candidates(const Query& query) const;

 private:
  struct Reading {
    std::vector<Candidate> candidates;
    bool with_vectors = false;
  };
  [[nodiscard]] Result<std::vector<Hit>> by_words(const Query& query, std::size_t k) const;
  // What words found, best first, and what the vectors add to it, held against the question.
  [[nodiscard]] Result<Reading> read_again(const Query& query, std::span<const Hit> words) const;
  // What the reranking model says of the first of `ranked`, in their order; empty without one, and
  // where it does not answer: then the order stays as it is.
  [[nodiscard]] std::vector<double> reranked(const Query& query,
                                             const std::vector<Candidate>& candidates,
                                             std::span<const Hit> ranked) const;

  const LexicalIndex& lexical_;
  const text::Analyzer& analyzer_;
  Texts texts_;
  const VectorSearch* vectors_;
  const model::Reranker* reranker_;
};

}  // namespace sillok::index
