#include "index/hybrid.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "index/ranker.h"

namespace sillok::index {
namespace {

// Passages read again: the best of each way. More cost time and change little.
constexpr std::size_t kReadAgain = 40;

bool is_better(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.passage < b.passage;
}

}  // namespace

Hybrid::Hybrid(const LexicalIndex& lexical, const text::Analyzer& analyzer, Texts texts,
               const VectorSearch* vectors)
    : lexical_(lexical), analyzer_(analyzer), texts_(std::move(texts)), vectors_(vectors) {}

namespace {

// The visible scopes that are wanted: nothing else counts where there are no statistics.
std::vector<bool> scopes_of(const Query& query) {
  std::vector<bool> scopes = query.visible_scopes;
  if (!query.conditions || query.conditions->scopes.empty()) return scopes;
  const std::vector<bool>& wanted = query.conditions->scopes;
  for (std::size_t i = 0; i < scopes.size(); ++i) {
    scopes[i] = scopes[i] && i < wanted.size() && wanted[i];
  }
  return scopes;
}

}  // namespace

Result<std::vector<Candidate>> Hybrid::candidates(const Query& query) const {
  Query wide = query;
  wide.k = kReadAgain;
  Result<std::vector<Hit>> found = lexical_.search(wide);
  if (!found) return fail(std::move(found).error());
  std::vector<Hit> hits = std::move(*found);
  const double best = hits.empty() ? 0 : hits.front().score;

  std::vector<std::int64_t> ids;
  for (const Hit& hit : hits) ids.push_back(hit.passage);
  std::vector<float> similar;
  if (vectors_ != nullptr) {
    // Without the embedder (its server is down, say) words alone still find.
    const Result<VectorSearch::Asked> asked = vectors_->ask(query.text);
    if (asked && asked->ready()) {
      for (const Hit& near : asked->best(kReadAgain, scopes_of(query))) {
        if (query.conditions && !query.conditions->allows_unread(near.passage)) continue;
        if (std::find(ids.begin(), ids.end(), near.passage) != ids.end()) continue;
        ids.push_back(near.passage);
        hits.push_back({near.passage, 0});
      }
      similar = asked->similarity(ids);
    }
  }

  Result<std::vector<KeptText>> texts = texts_(ids);
  if (!texts) return fail(std::move(texts).error());
  std::unordered_map<std::int64_t, const KeptText*> text_of;
  for (const KeptText& text : *texts) text_of.emplace(text.passage, &text);

  const Asked asked(query, analyzer_, lexical_);
  std::vector<Candidate> candidates;
  candidates.reserve(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto kept = text_of.find(hits[i].passage);
    if (kept == text_of.end()) continue;
    const KeptText& text = *kept->second;
    candidates.push_back(
        {hits[i], asked.against({text.title, text.context, text.body},
                                {hits[i].score, best, i < similar.size() ? similar[i] : 0.0})});
  }
  return candidates;
}

Result<std::vector<Hit>> Hybrid::search(const Query& query) const {
  Result<std::vector<Candidate>> read = candidates(query);
  if (!read) return fail(std::move(read).error());
  std::vector<Hit> ranked;
  ranked.reserve(read->size());
  for (const Candidate& candidate : *read) {
    ranked.push_back({candidate.hit.passage, shipped_ranker().relevance(candidate.features)});
  }
  std::sort(ranked.begin(), ranked.end(), is_better);
  if (query.k > ranked.size() && ranked.size() >= kReadAgain) {
    // Those that were not read again follow in the order of their words, below the last that was.
    Result<std::vector<Hit>> rest = lexical_.search(query);
    if (!rest) return rest;
    const double last = ranked.back().score;
    const double best = rest->empty() ? 0 : rest->front().score;
    std::vector<std::int64_t> have;
    for (const Hit& hit : ranked) have.push_back(hit.passage);
    std::sort(have.begin(), have.end());
    for (const Hit& hit : *rest) {
      if (std::binary_search(have.begin(), have.end(), hit.passage)) continue;
      ranked.push_back({hit.passage, last * hit.score / (best * (1 + 1e-9))});
    }
  }
  if (ranked.size() > query.k) ranked.resize(query.k);
  return ranked;
}

std::vector<double> Hybrid::rarity(const std::vector<std::string>& terms,
                                   const std::vector<bool>& visible_scopes) const {
  return lexical_.rarity(terms, visible_scopes);
}

Explanation Hybrid::explain(const Query& query, const Fields& passage) const {
  return lexical_.explain(query, passage);
}

std::string Hybrid::state() const {
  return vectors_ == nullptr ? lexical_.state() : lexical_.state() + "+" + vectors_->state();
}

}  // namespace sillok::index
