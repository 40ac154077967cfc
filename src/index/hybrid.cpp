#include "index/hybrid.h"

#include <algorithm>
#include <numeric>
#include <string>
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

bool of_vectors(Feature feature) {
  return feature == Feature::similarity || feature == Feature::similarity_short;
}

std::vector<Hit> by_relevance(const std::vector<Candidate>& candidates) {
  std::vector<Hit> ranked;
  ranked.reserve(candidates.size());
  for (const Candidate& each : candidates) {
    ranked.push_back({each.hit.passage, shipped_ranker().relevance(each.features)});
  }
  std::sort(ranked.begin(), ranked.end(), is_better);
  return ranked;
}

// The first of the ranked in the order of these numbers. The scores stay with the places: what
// reads them on knows them as the ranker's.
void put_in_order(const std::vector<double>& numbers, std::vector<Hit>& ranked) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return numbers[a] > numbers[b]; });
  std::vector<std::int64_t> passages;
  for (const std::size_t each : order) passages.push_back(ranked[each].passage);
  for (std::size_t i = 0; i < passages.size(); ++i) ranked[i].passage = passages[i];
}

// Appends what was not read again, in the order of its words and below what was.
void append(std::span<const Hit> rest, std::vector<Hit>& ranked) {
  if (rest.empty()) return;
  std::vector<std::int64_t> have;
  for (const Hit& hit : ranked) have.push_back(hit.passage);
  std::sort(have.begin(), have.end());
  // Above every share that follows, so that the first of the rest stands below the last above it.
  const double whole = rest.front().score * (1 + 1e-9);
  const double last = ranked.empty() ? 1 : ranked.back().score;
  for (const Hit& hit : rest) {
    if (std::binary_search(have.begin(), have.end(), hit.passage)) continue;
    ranked.push_back({hit.passage, last * hit.score / whole});
  }
}

}  // namespace

Hybrid::Hybrid(const LexicalIndex& lexical, const text::Analyzer& analyzer, Texts texts,
               const VectorSearch* vectors, const model::Reranker* reranker)
    : lexical_(lexical),
      analyzer_(analyzer),
      texts_(std::move(texts)),
      vectors_(vectors),
      reranker_(reranker) {}

Result<std::vector<Hit>> Hybrid::by_words(const Query& query, std::size_t k) const {
  Query wide = query;
  wide.k = k;
  return lexical_.search(wide);
}

Result<Hybrid::Reading> Hybrid::read_again(const Query& query, std::span<const Hit> words) const {
  std::vector<Hit> hits(words.begin(), words.end());
  const double best = hits.empty() ? 0 : hits.front().score;
  std::vector<std::int64_t> ids;
  for (const Hit& hit : hits) ids.push_back(hit.passage);
  Reading reading;
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
      reading.with_vectors = true;
    }
  }

  Result<std::vector<KeptText>> texts = texts_(ids);
  if (!texts) return fail(std::move(texts).error());
  std::unordered_map<std::int64_t, KeptText*> text_of;
  for (KeptText& text : *texts) text_of.emplace(text.passage, &text);

  const Asked asked(query, analyzer_, lexical_);
  reading.candidates.reserve(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const auto kept = text_of.find(hits[i].passage);
    if (kept == text_of.end()) continue;
    KeptText& text = *kept->second;
    const Features features =
        asked.against({text.title, text.context, text.body},
                      {hits[i].score, best, i < similar.size() ? similar[i] : 0.0});
    reading.candidates.push_back({hits[i], features, std::move(text)});
  }
  Features most{};
  for (const Candidate& each : reading.candidates) most = greatest(most, each.features);
  for (Candidate& each : reading.candidates) fall_short(most, each.features);
  return reading;
}

Result<std::vector<Candidate>> Hybrid::candidates(const Query& query) const {
  const Result<std::vector<Hit>> words = by_words(query, kReadAgain);
  if (!words) return fail(words.error());
  Result<Reading> reading = read_again(query, *words);
  if (!reading) return fail(std::move(reading).error());
  return std::move(reading->candidates);
}

Result<std::vector<Hit>> Hybrid::search(const Query& query) const {
  const Result<std::vector<Hit>> words = by_words(query, std::max(query.k, kReadAgain));
  if (!words) return fail(words.error());
  const auto best = std::span(*words).first(std::min(words->size(), kReadAgain));
  const Result<Reading> reading = read_again(query, best);
  if (!reading) return fail(reading.error());
  std::vector<Hit> ranked = by_relevance(reading->candidates);
  put_in_order(reranked(query, reading->candidates, ranked), ranked);
  append(std::span(*words).subspan(best.size()), ranked);
  if (ranked.size() > query.k) ranked.resize(query.k);
  return ranked;
}

std::vector<double> Hybrid::reranked(const Query& query, const std::vector<Candidate>& candidates,
                                     std::span<const Hit> ranked) const {
  if (reranker_ == nullptr || ranked.empty()) return {};
  const std::span<const Hit> first = ranked.first(std::min(ranked.size(), reranker_->passages()));
  std::vector<std::string> texts;
  for (const Hit& hit : first) {
    const auto read =
        std::find_if(candidates.begin(), candidates.end(),
                     [&](const Candidate& each) { return each.hit.passage == hit.passage; });
    texts.push_back(read->text.context + "\n" + read->text.body);
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  Result<std::vector<double>> scores = reranker_->relevance(query.text, views);
  return scores ? std::move(*scores) : std::vector<double>();
}

std::vector<double> Hybrid::rarity(const std::vector<std::string>& terms,
                                   const std::vector<bool>& visible_scopes) const {
  return lexical_.rarity(terms, visible_scopes);
}

Result<std::vector<Explanation>> Hybrid::explain(const Query& query,
                                                 std::span<const Fields> passages) const {
  Result<std::vector<Explanation>> why = lexical_.explain(query, passages);
  if (!why) return why;
  const Result<std::vector<Hit>> words = by_words(query, kReadAgain);
  if (!words) return fail(words.error());
  const Result<Reading> reading = read_again(query, *words);
  if (!reading) return fail(reading.error());
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const auto read = std::find_if(
        reading->candidates.begin(), reading->candidates.end(),
        [&](const Candidate& each) { return each.hit.passage == passages[i].passage; });
    if (read == reading->candidates.end()) continue;
    for (std::size_t f = 0; f < kFeatures; ++f) {
      const auto feature = static_cast<Feature>(f);
      if (of_vectors(feature) && !reading->with_vectors) continue;
      (*why)[i].features.emplace_back(name_of(feature), read->features[f]);
    }
  }
  const std::vector<Hit> ranked = by_relevance(reading->candidates);
  const std::vector<double> numbers = reranked(query, reading->candidates, ranked);
  for (std::size_t place = 0; place < numbers.size(); ++place) {
    for (std::size_t i = 0; i < passages.size(); ++i) {
      if (passages[i].passage != ranked[place].passage) continue;
      (*why)[i].features.emplace_back("reranker", numbers[place]);
    }
  }
  return why;
}

std::string Hybrid::state() const {
  std::string state = lexical_.state();
  if (vectors_ != nullptr) state += "+" + vectors_->state();
  if (reranker_ != nullptr) state += "+" + reranker_->version();
  return state;
}

}  // namespace sillok::index
