#include "ingest/vectors.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "index/vector_search.h"
#include "index/vectors.h"
#include "model/features.h"
#include "model/learn.h"

namespace sillok::ingest {
namespace {

// Passages embedded at once.
constexpr std::size_t kPage = 256;
// Vectors stored between two commits: each writes a segment, which is merged again later.
constexpr std::size_t kMostGathered = 65'536;
// The library has grown a lot: so many times what the embedder was learned from.
constexpr std::uint64_t kGrowth = 2;

std::filesystem::path index_folder(const library::Library& library) {
  return library.folder() / "index";
}

using Embedder = std::shared_ptr<const model::Embedder>;

// Hands the store what changed since.
class VectorFollower {
 public:
  VectorFollower(const library::Library& library, const model::Embedder& embedder,
                 index::VectorIndex& store, const VectorOptions& options)
      : library_(library),
        embedder_(embedder),
        store_(store),
        options_(options),
        at_(store.change()) {}

  Result<void> follow();

 private:
  Result<void> start_over();
  Result<void> apply(const library::Change& change);
  Result<void> add(std::span<const library::KeptPassage> passages);
  Result<void> commit();
  Result<void> commit_if_much();

  const library::Library& library_;
  const model::Embedder& embedder_;
  index::VectorIndex& store_;
  const VectorOptions& options_;
  std::int64_t at_;
  std::int64_t top_ = 0;  // the highest passage handed over
  std::size_t gathered_ = 0;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

Result<void> VectorFollower::add(std::span<const library::KeptPassage> passages) {
  std::vector<std::string> texts;
  texts.reserve(passages.size());
  for (const library::KeptPassage& kept : passages) {
    texts.push_back(model::passage_text(kept.title, kept.passage.context, kept.passage.text));
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Result<model::Vectors> vectors = embedder_.embed(views, model::Purpose::passage);
  if (!vectors) return fail(vectors.error());
  std::vector<index::VectorEntry> entries;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    entries.push_back({passages[i].id, passages[i].scope, (*vectors)[i]});
  }
  if (!passages.empty()) top_ = passages.back().id;
  gathered_ += passages.size();
  done_ += passages.size();
  if (options_.progress) options_.progress(done_, total_);
  return store_.add(entries);
}

Result<void> VectorFollower::apply(const library::Change& change) {
  if (auto done = store_.remove(change.removed); !done) return done;
  // start_over() reads passages while the log grows: what it has seen already is not added again.
  std::span<const std::int64_t> added = change.added;
  while (!added.empty() && added.front() <= top_) added = added.subspan(1);
  while (!added.empty()) {
    const std::size_t count = std::min(kPage, added.size());
    const auto passages = library_.passages(added.first(count));
    if (!passages) return fail(passages.error());
    if (auto done = add(*passages); !done) return done;
    added = added.subspan(count);
  }
  return {};
}

Result<void> VectorFollower::commit() {
  gathered_ = 0;
  return store_.commit(at_);
}

Result<void> VectorFollower::commit_if_much() {
  return gathered_ < kMostGathered ? Result<void>{} : commit();
}

Result<void> VectorFollower::start_over() {
  const Result<std::int64_t> last = library_.last_change();
  if (!last) return fail(last.error());
  if (options_.progress) {
    const auto ids = library_.passage_ids();
    if (!ids) return fail(ids.error());
    total_ = ids->size();
  }
  if (auto done = store_.clear(); !done) return done;
  at_ = 0;  // commits before the last passage say that the store agrees with nothing
  std::vector<library::KeptPassage> page;
  Result<void> outcome;
  const auto hand_over = [&] {
    outcome = add(page);
    page.clear();
    if (outcome) outcome = commit_if_much();
    return outcome.has_value();
  };
  const auto read = library_.each_passage([&](const library::KeptPassage& passage) {
    page.push_back(passage);
    return page.size() < kPage || hand_over();
  });
  if (!read) return read;
  if (outcome && !page.empty()) (void)hand_over();
  if (outcome) at_ = *last;
  return outcome;
}

Result<void> VectorFollower::follow() {
  const Result<std::int64_t> last = library_.last_change();
  if (!last) return fail(last.error());
  if (at_ == *last) return {};
  // At 0 it may hold a part of a filling that was interrupted; ahead of the library, it belongs to
  // another one (restored from an older backup, say).
  if (at_ == 0 || at_ > *last) {
    if (auto done = start_over(); !done) return done;
  }
  Result<void> outcome;
  const auto read = library_.changes_after(at_, [&](const library::Change& change) {
    outcome = apply(change);
    if (!outcome) return false;
    at_ = change.id;
    outcome = commit_if_much();
    return outcome.has_value();
  });
  if (!read) return read;
  if (!outcome) return outcome;
  return commit();
}

// Learns an embedder from the library as it is and keeps it.
Result<Embedder> learn(const library::Library& library, const text::Analyzer& analyzer,
                       const VectorOptions& options) {
  model::Learner learner(analyzer, model::LearningOptions{});
  const auto everyone =
      library.visible_scopes({.everything = false, .groups = {}, .collection = {}});
  if (!everyone) return fail(everyone.error());
  const auto read = library.each_passage([&](const library::KeptPassage& kept) {
    const auto scope = static_cast<std::size_t>(kept.scope);
    if (kept.scope < 0 || scope >= everyone->size() || !(*everyone)[scope]) return true;
    learner.add(kept.title, kept.passage.context, kept.passage.text);
    return true;
  });
  if (!read) return fail(read.error());
  const model::LearnedTable table = learner.learn([&] {
    if (options.progress) options.progress(0, 0);
    return options.stop && options.stop();
  });
  const std::filesystem::path folder = index_folder(library);
  const std::string bytes = model::to_bytes(table, analyzer);
  if (auto written = index::write_learned(folder, bytes); !written) return fail(written.error());
  auto learned = index::read_learned(folder, analyzer);
  if (!learned) return fail(learned.error());
  return Embedder(std::move(*learned));
}

// The embedder to use: the configured one, or the learned one where it still fits, or one learned
// now; null when it must not be learned.
Result<Embedder> choose_embedder(const library::Library& library, const text::Analyzer& analyzer,
                                 const VectorOptions& options) {
  if (options.configured) return options.configured;
  if (options.learning != Learning::anew) {
    const auto learned = index::read_learned(index_folder(library), analyzer);
    if (learned) {
      const auto ids = library.passage_ids();
      if (!ids) return fail(ids.error());
      const std::uint64_t outgrown = kGrowth * std::max<std::uint64_t>((*learned)->passages(), 1);
      if (options.learning == Learning::never || ids->size() < outgrown) return Embedder(*learned);
    }
  }
  if (options.learning == Learning::never) return Embedder{};
  return learn(library, analyzer, options);
}

}  // namespace

Result<void> catch_up_vectors(const library::Library& library, const text::Analyzer& analyzer,
                              const VectorOptions& options) {
  const Result<std::int64_t> last = library.last_change();
  if (!last) return fail(last.error());
  if (*last == 0) return {};  // nothing to learn from, nothing to embed
  const Result<Embedder> embedder = choose_embedder(library, analyzer, options);
  if (!embedder) return fail(embedder.error());
  if (*embedder == nullptr) return {};
  auto store = index::VectorIndex::open(index::vectors_folder(index_folder(library)),
                                        (*embedder)->version(), (*embedder)->dimensions());
  if (!store) return fail(store.error());
  VectorFollower follower(library, **embedder, **store, options);
  return follower.follow();
}

Result<std::vector<std::string>> check_vectors(const library::Library& library,
                                               const text::Analyzer& analyzer,
                                               const Embedder& configured) {
  std::vector<std::string> findings;
  Embedder embedder = configured;
  if (!embedder) {
    auto learned = index::read_learned(index_folder(library), analyzer);
    if (!learned && learned.error().code == Code::not_found) return findings;
    if (!learned) return std::vector<std::string>{learned.error().line()};
    embedder = std::move(*learned);
  }
  auto store = index::VectorIndex::open(index::vectors_folder(index_folder(library)),
                                        embedder->version(), embedder->dimensions());
  if (!store) return fail(store.error());
  findings = (*store)->check().damage;
  const Result<std::vector<std::int64_t>> kept = library.passage_ids();
  if (!kept) return fail(kept.error());
  const std::vector<std::int64_t> stored = (*store)->passages();
  std::vector<std::int64_t> differing;
  std::set_symmetric_difference(kept->begin(), kept->end(), stored.begin(), stored.end(),
                                std::back_inserter(differing));
  if (!differing.empty()) {
    findings.push_back("vectors: " + std::to_string(differing.size()) +
                       " passages are not both in the library and among the vectors; run 'sillok "
                       "index rebuild'");
  }
  return findings;
}

}  // namespace sillok::ingest
