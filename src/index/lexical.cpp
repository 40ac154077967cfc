#include "index/lexical.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "index/gathering.h"
#include "index/merge.h"
#include "index/search.h"
#include "index/sieve.h"
#include "index/sight.h"
#include "index/snapshot.h"
#include "index/terms.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

// What is gathered in memory before a segment is written, so that adding any number of passages
// takes a bounded amount of it.
constexpr std::size_t kGatherBytes = std::size_t{96} << 20U;
constexpr std::size_t kMostHits = 1'000;

}  // namespace

// The writer's side (gathering_, flushed_, removed_) belongs to the one writing thread; the
// snapshot is shared.
struct LexicalIndex::Impl {
  Impl(std::filesystem::path folder_, const text::Analyzer& analyzer_)
      : folder(std::move(folder_)),
        analyzer(analyzer_),
        analysis(analyzer_.version()),
        passage_terms(analyzer_),
        snapshot(std::make_shared<const Snapshot>()) {}

  std::filesystem::path folder;
  const text::Analyzer& analyzer;
  std::string analysis;

  // --- writing ---
  PassageTerms passage_terms;
  Gathering gathering;
  std::vector<SegmentRef> flushed;    // written, not yet in a manifest
  std::vector<std::int64_t> removed;  // ids
  std::int64_t highest = 0;           // id added last
  std::uint64_t next_number = 1;
  std::uint64_t first_number = 0;  // where a fresh index began to count
  bool cleared = false;            // the next commit drops what the manifest has

  // --- reading ---
  mutable std::mutex mutex;  // guards the three below
  mutable std::shared_ptr<const Snapshot> snapshot;
  mutable ManifestStamp tried;  // the manifest that was looked at last, good or bad
  std::string damage;           // why the index was opened empty

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const;
  void use(std::shared_ptr<const Snapshot> fresh);
  Result<void> flush();
  Result<std::shared_ptr<const Snapshot>> open_new(const Manifest& manifest) const;
  Result<void> note_removed(std::vector<OpenSegment>& segments, Manifest& manifest);
  Result<void> merge_small(std::vector<OpenSegment>& segments);
  Result<std::vector<OpenSegment>> gathered_segments();
  void remove_unused(const Manifest& manifest) const;
};

// The newest committed state. A manifest that cannot be read (another program version is writing,
// or damage) leaves the state as it is: what is open stays sound.
std::shared_ptr<const Snapshot> LexicalIndex::Impl::current() const {
  const ManifestStamp stamp = manifest_stamp(folder);
  const std::lock_guard lock(mutex);
  if (stamp != tried) {
    tried = stamp;
    if (auto fresh = open_snapshot(folder, analysis, snapshot.get())) {
      snapshot = std::move(*fresh);
      tried = snapshot->stamp;
    } else if (fresh.error().code == Code::not_found) {
      snapshot = std::make_shared<const Snapshot>();
    }
  }
  return snapshot;
}

void LexicalIndex::Impl::use(std::shared_ptr<const Snapshot> fresh) {
  const std::lock_guard lock(mutex);
  snapshot = std::move(fresh);
  tried = snapshot->stamp;
  damage.clear();
}

Result<void> LexicalIndex::Impl::flush() {
  if (gathering.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Code::storage, "cannot be created: " + error.message(), folder.string());
  const SegmentRef ref{next_number++, 0};
  if (auto written = gathering.write(folder, segment_name(ref.number), analysis); !written) {
    return fail(written.error());
  }
  flushed.push_back(ref);
  gathering.clear();
  return {};
}

// The segments written since the last commit, opened.
Result<std::vector<OpenSegment>> LexicalIndex::Impl::gathered_segments() {
  std::vector<OpenSegment> segments;
  for (const SegmentRef& ref : flushed) {
    Result<Segment> segment = Segment::open(folder / segment_name(ref.number), analysis);
    if (!segment) return fail(segment.error());
    const std::uint32_t passages = segment->passages();
    segments.push_back({ref, std::make_shared<const Segment>(std::move(*segment)), {}, passages});
  }
  return segments;
}

// Marks the removed passages as gone, in new deletion files where a segment holds any of them.
Result<void> LexicalIndex::Impl::note_removed(std::vector<OpenSegment>& segments,
                                              Manifest& manifest) {
  for (OpenSegment& open : segments) {
    std::shared_ptr<Gone> gone;
    for (const std::int64_t id : removed) {
      const std::uint32_t passage = open.segment->find_id(id);
      if (passage == open.segment->passages()) continue;
      if (!gone) {
        gone = open.gone ? std::make_shared<Gone>(*open.gone)
                         : std::make_shared<Gone>(open.segment->passages());
      }
      if (!(*gone)[passage]) --open.live;
      (*gone)[passage] = true;
    }
    if (!gone) continue;
    open.ref.deletions = manifest.next_number++;
    open.gone = gone;
    if (auto written = write_deletions(folder, open.ref, *gone); !written) return written;
  }
  std::erase_if(segments, [](const OpenSegment& open) { return open.live == 0; });
  return {};
}

Result<void> LexicalIndex::Impl::merge_small(std::vector<OpenSegment>& segments) {
  for (;;) {
    const auto [first, end] = next_merge(segments);
    if (first == end) return {};
    const SegmentRef ref{next_number++, 0};
    const auto run = std::span(segments).subspan(first, end - first);
    const Result<std::uint32_t> merged = merge(run, folder, segment_name(ref.number), analysis);
    if (!merged) return fail(merged.error());
    Result<Segment> segment = Segment::open(folder / segment_name(ref.number), analysis);
    if (!segment) return fail(segment.error());
    OpenSegment open{ref, std::make_shared<const Segment>(std::move(*segment)), {}, *merged};
    const auto at = segments.begin();
    segments.erase(at + static_cast<std::ptrdiff_t>(first) + 1,
                   at + static_cast<std::ptrdiff_t>(end));
    segments[first] = std::move(open);
  }
}

// Files that no commit names any more, or that a crash left behind. What cannot be removed now is
// tried again at the next commit.
void LexicalIndex::Impl::remove_unused(const Manifest& manifest) const {
  std::set<std::string> used{kManifestName};
  for (const SegmentRef& ref : manifest.segments) {
    used.insert(segment_name(ref.number));
    if (ref.deletions != 0) used.insert(deletions_name(ref));
  }
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool ours =
        name.starts_with("segment-") || name.starts_with("deletions-") || name.ends_with(".part");
    if (ours && !used.contains(name)) (void)remove_file(entry.path());
  }
}

LexicalIndex::LexicalIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LexicalIndex::~LexicalIndex() = default;

Result<std::unique_ptr<LexicalIndex>> LexicalIndex::open(const std::filesystem::path& folder,
                                                         const text::Analyzer& analyzer) {
  auto impl = std::make_unique<Impl>(folder, analyzer);
  impl->tried = manifest_stamp(folder);
  if (auto snapshot = open_snapshot(folder, impl->analysis, nullptr)) {
    impl->use(std::move(*snapshot));
    const std::vector<OpenSegment>& segments = impl->snapshot->segments;
    if (!segments.empty()) {
      const Segment& last = *segments.back().segment;
      if (last.passages() > 0) impl->highest = last.id(last.passages() - 1);
    }
    impl->next_number = impl->snapshot->manifest.next_number;
  } else {
    if (snapshot.error().code != Code::not_found) impl->damage = snapshot.error().line();
    // A fresh index takes no number that an earlier one in this folder had: a reader may still have
    // its files open, and would take the new ones for them.
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    impl->first_number = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now).count());
    impl->next_number = impl->first_number;
  }
  return std::unique_ptr<LexicalIndex>(new LexicalIndex(std::move(impl)));
}

Result<void> LexicalIndex::add(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    if (entry.passage <= impl_->highest) {
      return fail(Code::internal,
                  "passage " + std::to_string(entry.passage) + " comes after " +
                      std::to_string(impl_->highest) + "; run 'sillok index rebuild'",
                  impl_->folder.string());
    }
    impl_->highest = entry.passage;
    impl_->gathering.add(entry.passage, entry.scope, impl_->passage_terms.of(entry));
    if (impl_->gathering.bytes() < kGatherBytes && !impl_->gathering.full()) continue;
    if (auto flushed = impl_->flush(); !flushed) return flushed;
  }
  return {};
}

Result<void> LexicalIndex::remove(std::span<const std::int64_t> passages) {
  impl_->removed.insert(impl_->removed.end(), passages.begin(), passages.end());
  return {};
}

Result<void> LexicalIndex::clear() {
  impl_->gathering.clear();
  impl_->flushed.clear();
  impl_->removed.clear();
  impl_->highest = 0;
  impl_->cleared = true;
  return {};
}

Result<void> LexicalIndex::commit(std::int64_t change) {
  Impl& impl = *impl_;
  if (auto flushed = impl.flush(); !flushed) return flushed;
  std::error_code error;
  std::filesystem::create_directories(impl.folder, error);
  const std::shared_ptr<const Snapshot> before = impl.current();
  std::vector<OpenSegment> segments;
  if (!impl.cleared) segments = before->segments;
  Result<std::vector<OpenSegment>> added = impl.gathered_segments();
  if (!added) return fail(added.error());
  segments.insert(segments.end(), added->begin(), added->end());

  Manifest manifest;
  manifest.change = change;
  manifest.generation = std::max(before->manifest.generation, impl.first_number) + 1;
  manifest.next_number = impl.next_number;
  if (auto noted = impl.note_removed(segments, manifest); !noted) return noted;
  impl.next_number = manifest.next_number;
  if (auto merged = impl.merge_small(segments); !merged) return merged;
  manifest.next_number = impl.next_number;
  for (const OpenSegment& open : segments) manifest.segments.push_back(open.ref);
  if (auto written = write_manifest(impl.folder, manifest, impl.analysis); !written) return written;

  auto snapshot = std::make_shared<Snapshot>();
  snapshot->stamp = manifest_stamp(impl.folder);
  snapshot->manifest = manifest;
  snapshot->segments = std::move(segments);
  impl.use(std::move(snapshot));
  impl.flushed.clear();
  impl.removed.clear();
  impl.cleared = false;
  impl.remove_unused(manifest);
  return {};
}

std::int64_t LexicalIndex::change() const {
  return impl_->current()->manifest.change;
}

Health LexicalIndex::check() const {
  Health health;
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
  {
    const std::lock_guard lock(impl_->mutex);
    if (!impl_->damage.empty()) health.damage.push_back(impl_->damage);
  }
  if (auto manifest = read_manifest(impl_->folder, impl_->analysis);
      !manifest && manifest.error().code != Code::not_found && health.damage.empty()) {
    health.damage.push_back(manifest.error().line());
  }
  health.segments = snapshot->segments.size();
  health.passages = snapshot->live();
  for (const OpenSegment& open : snapshot->segments) {
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
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
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
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
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
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
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

std::string LexicalIndex::state() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
  return "lexical " + impl_->analysis + " " + std::to_string(snapshot->manifest.generation) + "/" +
         std::to_string(snapshot->manifest.change);
}

}  // namespace sillok::index
