#include "ingest/vectors.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "index/vector_search.h"
#include "index/vectors.h"
#include "ingest/follow.h"
#include "model/features.h"
#include "model/learn.h"

namespace sillok::ingest {
namespace {

// Vectors stored between two commits: each writes a segment, which is merged again later.
constexpr std::size_t kMostGathered = 65'536;
// The library has grown a lot: so many times what the embedder was learned from.
constexpr std::uint64_t kGrowth = 2;

std::filesystem::path index_folder(const library::Library& library) {
  return library.folder() / "index";
}

using Embedder = std::shared_ptr<const model::Embedder>;

// The stored vectors, following.
class FollowingVectors final : public Following {
 public:
  FollowingVectors(const library::Library& library, const model::Embedder& embedder,
                   index::VectorIndex& store, const VectorOptions& options)
      : library_(library), embedder_(embedder), store_(store), options_(options) {}

  [[nodiscard]] std::int64_t change() override { return store_.change(); }
  Result<void> add(std::span<const library::KeptPassage> passages) override;
  Result<void> remove(std::span<const std::int64_t> passages) override {
    return store_.remove(passages);
  }
  Result<void> clear() override;
  Result<void> commit(std::int64_t change) override;
  [[nodiscard]] bool is_laden() const override { return gathered_ >= kMostGathered; }

 private:
  const library::Library& library_;
  const model::Embedder& embedder_;
  index::VectorIndex& store_;
  const VectorOptions& options_;
  std::size_t gathered_ = 0;  // vectors since the last commit
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

Result<void> FollowingVectors::add(std::span<const library::KeptPassage> passages) {
  std::vector<std::string> texts;
  texts.reserve(passages.size());
  for (const library::KeptPassage& kept : passages) {
    texts.push_back(model::passage_text(kept.title, kept.passage.context, kept.passage.text));
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const Result<model::Vectors> vectors = embedder_.embed(views, model::Purpose::passage);
  if (!vectors) return fail(vectors.error());
  std::vector<index::VectorEntry> entries;
  entries.reserve(passages.size());
  for (std::size_t i = 0; i < passages.size(); ++i) {
    entries.push_back({passages[i].id, passages[i].scope, (*vectors)[i]});
  }
  gathered_ += passages.size();
  done_ += passages.size();
  if (options_.progress) options_.progress(done_, total_);
  return store_.add(entries);
}

Result<void> FollowingVectors::clear() {
  if (options_.progress) {
    const auto ids = library_.passage_ids();
    if (!ids) return fail(ids.error());
    total_ = ids->size();
  }
  return store_.clear();
}

Result<void> FollowingVectors::commit(std::int64_t change) {
  gathered_ = 0;
  return store_.commit(change);
}

// What everyone may read: visible[scope], and the passages there.
struct Public {
  std::vector<bool> scopes;
  std::uint64_t passages = 0;
};

Result<Public> what_everyone_reads(const library::Library& library) {
  auto scopes = library.visible_scopes({.everything = false, .groups = {}, .collection = {}});
  if (!scopes) return fail(std::move(scopes).error());
  const auto passages = library.passage_count(*scopes);
  if (!passages) return fail(passages.error());
  return Public{std::move(*scopes), *passages};
}

// Learns an embedder from the library as it is and keeps it.
Result<Embedder> learn(const library::Library& library, const std::vector<bool>& everyone,
                       const text::Analyzer& analyzer, const VectorOptions& options) {
  model::Learner learner(analyzer, model::LearningOptions{});
  const auto read = library.each_passage([&](const library::KeptPassage& kept) {
    const auto scope = static_cast<std::size_t>(kept.scope);
    if (kept.scope < 0 || scope >= everyone.size() || !everyone[scope]) return true;
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
// now; null where there is too little to learn from.
Result<Embedder> choose_embedder(const library::Library& library, const text::Analyzer& analyzer,
                                 const VectorOptions& options) {
  if (options.configured) return options.configured;
  const Result<Public> everyone = what_everyone_reads(library);
  if (!everyone) return fail(everyone.error());
  if (options.learning != Learning::anew) {
    const auto learned = index::read_learned(index_folder(library), analyzer);
    if (learned &&
        everyone->passages < kGrowth * std::max<std::uint64_t>((*learned)->passages(), 1))
      return Embedder(*learned);
  }
  if (everyone->passages < options.least_passages) return Embedder{};
  return learn(library, everyone->scopes, analyzer, options);
}

}  // namespace

Result<void> catch_up_vectors(const library::Library& library, const text::Analyzer& analyzer,
                              const VectorOptions& options) {
  const Result<Embedder> embedder = choose_embedder(library, analyzer, options);
  if (!embedder) return fail(embedder.error());
  if (*embedder == nullptr) return {};
  auto store = index::VectorIndex::open(index::vectors_folder(index_folder(library)),
                                        (*embedder)->version(), (*embedder)->dimensions());
  if (!store) return fail(store.error());
  FollowingVectors vectors(library, **embedder, **store, options);
  Follower follower(library, vectors);
  if (auto done = follower.follow(); !done) return done;
  return follower.commit();
}

Result<bool> can_have_vectors(const library::Library& library, const VectorOptions& options) {
  if (options.configured) return true;
  std::error_code none;
  const auto learned = index::vectors_folder(index_folder(library)) / index::kLearnedName;
  if (std::filesystem::exists(learned, none)) return true;
  const Result<Public> everyone = what_everyone_reads(library);
  if (!everyone) return fail(everyone.error());
  return everyone->passages >= options.least_passages;
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
