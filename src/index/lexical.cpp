#include "index/lexical.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "index/explain.h"
#include "index/latest.h"
#include "index/lexical_writer.h"
#include "index/search.h"
#include "index/sieve.h"
#include "index/sight.h"
#include "index/snapshot.h"
#include "index/terms.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

constexpr std::size_t kMostHits = 1'000;
// A check that meets this many commits of another process in a row reports what it finds.
constexpr int kTries = 5;

}  // namespace

struct LexicalIndex::Impl {
  Impl(const std::filesystem::path& folder_, const text::Analyzer& analyzer_)
      : folder(folder_),
        analyzer(analyzer_),
        analysis(analyzer_.version()),
        latest(folder,
               [this](const Snapshot* before) { return open_snapshot(folder, analysis, before); }),
        writer(folder, analyzer, latest) {}

  const std::filesystem::path folder;
  const text::Analyzer& analyzer;
  const std::string analysis;
  Latest<Snapshot> latest;
  LexicalWriter writer;  // ends before the rest does
};

LexicalIndex::LexicalIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LexicalIndex::~LexicalIndex() = default;

Result<std::unique_ptr<LexicalIndex>> LexicalIndex::open(const std::filesystem::path& folder,
                                                         const text::Analyzer& analyzer) {
  return std::unique_ptr<LexicalIndex>(new LexicalIndex(std::make_unique<Impl>(folder, analyzer)));
}

Result<void> LexicalIndex::add(std::span<const Entry> entries) {
  return impl_->writer.add(entries);
}

Result<void> LexicalIndex::remove(std::span<const std::int64_t> passages) {
  return impl_->writer.remove(passages);
}

Result<void> LexicalIndex::clear() {
  impl_->writer.clear();
  return {};
}

Result<void> LexicalIndex::commit(std::int64_t change) {
  return impl_->writer.commit(change);
}

void LexicalIndex::finish_merging() {
  impl_->writer.finish_merging();
}

bool LexicalIndex::sound() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  if (impl_->latest.trouble()) return false;
  return std::all_of(snapshot->segments.begin(), snapshot->segments.end(),
                     [](const OpenSegment& open) { return open.segment->sound(); });
}

std::int64_t LexicalIndex::change() const {
  return impl_->latest.get()->manifest.change;
}

Health LexicalIndex::check() const {
  impl_->writer.finish_merging();
  // Another process may commit meanwhile and remove what is being looked at: then once more.
  for (int attempt = 1;; ++attempt) {
    const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
    Health health = check_once(*snapshot);
    if (health.damage.empty() || attempt == kTries ||
        manifest_stamp(impl_->folder) == snapshot->stamp) {
      return health;
    }
  }
}

Health LexicalIndex::check_once(const Snapshot& snapshot) const {
  Health health;
  if (const auto trouble = impl_->latest.trouble()) health.damage.push_back(trouble->line());
  if (auto manifest = read_manifest(impl_->folder, impl_->analysis);
      !manifest && manifest.error().code != Code::not_found && health.damage.empty()) {
    health.damage.push_back(manifest.error().line());
  }
  health.segments = snapshot.segments.size();
  health.passages = snapshot.live();
  for (const OpenSegment& open : snapshot.segments) {
    health.bytes += open.segment->bytes();
    // Opened anew: what is on the disk counts, and a header may have changed since it was read.
    const auto path = impl_->folder / segment_name(open.ref.number);
    if (auto segment = Segment::open(path, impl_->analysis); !segment) {
      health.damage.push_back(segment.error().line());
    } else {
      for (std::string& finding : segment->verify()) health.damage.push_back(std::move(finding));
    }
    const auto gone = read_deletions(impl_->folder, open.ref, open.segment->passages());
    if (!gone) health.damage.push_back(gone.error().line());
  }
  return health;
}

std::vector<std::int64_t> LexicalIndex::passages() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  std::vector<std::int64_t> ids;
  ids.reserve(snapshot->live());
  for (const OpenSegment& open : snapshot->segments) {
    for (std::uint32_t p = 0; p < open.segment->passages(); ++p) {
      if (open.gone == nullptr || !(*open.gone)[p]) ids.push_back(open.segment->id(p));
    }
  }
  return ids;
}

Result<std::vector<Hit>> LexicalIndex::search(const Query& query) const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  if (auto trouble = impl_->latest.trouble()) return fail(std::move(*trouble));
  const std::vector<QuestionTerm> terms =
      question_terms(impl_->analyzer, query.text, query.likewise);
  std::optional<Sought> sought;
  if (query.conditions) sought.emplace(impl_->analyzer, *query.conditions);
  std::vector<Hit> hits;
  for (const Ranked& ranked :
       best_passages(*snapshot, terms, query.visible_scopes, std::min(query.k, kMostHits),
                     sought ? &*sought : nullptr)) {
    hits.push_back({ranked.passage, score_of(ranked.sum)});
  }
  return hits;
}

std::vector<double> LexicalIndex::rarity(const std::vector<std::string>& terms,
                                         const std::vector<bool>& visible_scopes) const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  const std::shared_ptr<const Sight> sight = snapshot->sights->of(*snapshot, visible_scopes);
  std::vector<double> result;
  result.reserve(terms.size());
  for (const std::string& term : terms) {
    // The same text may be filed as a word and as a bigram of longer words: the commoner counts.
    std::uint64_t with = 0;
    for (const auto kind : {text::TermKind::word, text::TermKind::number, text::TermKind::bigram}) {
      with = std::max(with, sight->passages_with(key_of(kind, term)));
    }
    result.push_back(rarity_of(with, sight->passages()));
  }
  return result;
}

Result<std::vector<Explanation>> LexicalIndex::explain(const Query& query,
                                                       std::span<const Fields> passages) const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  std::vector<Explanation> why;
  for (const Fields& passage : passages) {
    why.push_back({term_shares(*snapshot, impl_->analyzer, query, passage), {}});
  }
  return why;
}

std::string LexicalIndex::state() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->latest.get();
  return "lexical " + impl_->analysis + " " + std::to_string(snapshot->manifest.generation) + "/" +
         std::to_string(snapshot->manifest.change);
}

}  // namespace sillok::index
