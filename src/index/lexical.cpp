#include "index/lexical.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <system_error>
#include <utility>

#include "index/explain.h"
#include "index/gathering.h"
#include "index/merge.h"
#include "index/merger.h"
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
// A check that meets this many commits of another process in a row reports what it finds.
constexpr int kTries = 5;

// Which places of a segment hold these passages and are not gone yet.
std::vector<std::uint32_t> places_of(const OpenSegment& open, std::span<const std::int64_t> ids) {
  std::vector<std::uint32_t> places;
  for (const std::int64_t id : ids) {
    const std::uint32_t place = open.segment->find_id(id);
    if (place == open.segment->passages()) continue;
    if (open.gone == nullptr || !(*open.gone)[place]) places.push_back(place);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

// Writes a new deletions file with these places gone as well, and gives it to the segment.
Result<void> write_gone(const std::filesystem::path& folder, OpenSegment& open,
                        std::span<const std::uint32_t> places, std::uint64_t number) {
  auto gone = open.gone ? std::make_shared<Gone>(*open.gone)
                        : std::make_shared<Gone>(open.segment->passages());
  for (const std::uint32_t place : places) (*gone)[place] = true;
  open.live -= static_cast<std::uint32_t>(places.size());
  open.ref.deletions = number;
  open.gone = gone;
  return write_deletions(folder, open.ref, *gone);
}

// Appends the ids of a segment's passages that went between two of its states.
void gone_since(const OpenSegment& before, const OpenSegment& now, std::vector<std::int64_t>& ids) {
  if (now.gone == nullptr || now.gone == before.gone) return;
  for (std::uint32_t place = 0; place < now.gone->size(); ++place) {
    const bool already = before.gone != nullptr && (*before.gone)[place];
    if ((*now.gone)[place] && !already) ids.push_back(now.segment->id(place));
  }
}

}  // namespace

// gathering, flushed and removed belong to the one writing thread; what it shares with the merging
// one is guarded by `writing`; the snapshot is for everyone.
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
  std::uint64_t first_number = 0;     // where a fresh index began to count
  bool cleared = false;               // the next commit drops what the manifest has

  std::mutex writing;  // held while the manifest changes; guards the two below
  std::uint64_t next_number = 1;
  std::set<std::uint64_t> unnamed;  // segments that are being written or wait for a manifest

  // --- reading ---
  mutable std::mutex mutex;  // guards the three below
  mutable std::shared_ptr<const Snapshot> snapshot;
  mutable ManifestStamp tried;           // the manifest that was looked at last, good or bad
  mutable std::optional<Error> trouble;  // why the index was opened empty

  Merger merger{[this] { return merge_once(); }};  // ends before the rest does

  [[nodiscard]] std::shared_ptr<const Snapshot> current() const;
  void use(std::shared_ptr<const Snapshot> fresh);
  [[nodiscard]] SegmentRef new_segment();
  Result<void> flush();
  Result<void> publish(Manifest manifest, std::vector<OpenSegment> segments);
  Result<void> note_removed(std::vector<OpenSegment>& segments);
  bool merge_once();
  Result<void> replace(std::span<const OpenSegment> merged, const SegmentRef& with,
                       std::uint32_t passages);
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
      trouble.reset();
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
  trouble.reset();
}

SegmentRef LexicalIndex::Impl::new_segment() {
  const SegmentRef ref{next_number++, 0};
  unnamed.insert(ref.number);
  return ref;
}

Result<void> LexicalIndex::Impl::flush() {
  if (gathering.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Code::storage, "cannot be created: " + error.message(), folder.string());
  SegmentRef ref;
  {
    const std::lock_guard lock(writing);
    ref = new_segment();
  }
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
    Result<OpenSegment> open = open_segment(folder, analysis, ref);
    if (!open) return fail(open.error());
    segments.push_back(std::move(*open));
  }
  return segments;
}

// Marks the removed passages as gone, in new deletion files where a segment holds any of them.
Result<void> LexicalIndex::Impl::note_removed(std::vector<OpenSegment>& segments) {
  for (OpenSegment& open : segments) {
    const std::vector<std::uint32_t> gone = places_of(open, removed);
    if (gone.empty()) continue;
    if (auto written = write_gone(folder, open, gone, next_number++); !written) return written;
  }
  std::erase_if(segments, [](const OpenSegment& open) { return open.live == 0; });
  return {};
}

// Makes `segments` the committed state. `writing` is held.
Result<void> LexicalIndex::Impl::publish(Manifest manifest, std::vector<OpenSegment> segments) {
  manifest.generation = std::max(manifest.generation, first_number) + 1;
  manifest.next_number = next_number;
  manifest.segments.clear();
  for (const OpenSegment& open : segments) manifest.segments.push_back(open.ref);
  if (auto written = write_manifest(folder, manifest, analysis); !written) return written;
  auto fresh = std::make_shared<Snapshot>();
  fresh->stamp = manifest_stamp(folder);
  fresh->manifest = manifest;
  fresh->segments = std::move(segments);
  for (const SegmentRef& ref : manifest.segments) unnamed.erase(ref.number);
  use(std::move(fresh));
  remove_unused(manifest);
  return {};
}

// One merge, beside the writer: only the choice and the exchange hold it up. False when nothing is
// to be merged, or it failed: then the next commit tries again, and until then there are more
// segments than need be.
bool LexicalIndex::Impl::merge_once() {
  std::shared_ptr<const Snapshot> from;
  std::span<const OpenSegment> run;
  SegmentRef ref;
  {
    const std::lock_guard lock(writing);
    {
      const std::lock_guard reading(mutex);
      from = snapshot;
    }
    const auto [first, end] = next_merge(from->segments);
    if (first == end) return false;
    run = std::span(from->segments).subspan(first, end - first);
    ref = new_segment();
  }
  // Damage must not be carried over into a segment with a right checksum.
  const bool sound = std::all_of(run.begin(), run.end(),
                                 [](const OpenSegment& open) { return open.segment->sound(); });
  Result<std::uint32_t> merged = 0U;
  if (sound) merged = merge(run, folder, segment_name(ref.number), analysis);
  const std::lock_guard lock(writing);
  const bool done = sound && merged && replace(run, ref, *merged);
  unnamed.erase(ref.number);
  return done;
}

// Puts a merged segment in the place of those it was made of, unless they went meanwhile (clear);
// what was removed from them since is marked as gone. `writing` is held.
Result<void> LexicalIndex::Impl::replace(std::span<const OpenSegment> merged,
                                         const SegmentRef& with, std::uint32_t passages) {
  const std::shared_ptr<const Snapshot> now = current();
  std::vector<OpenSegment> segments = now->segments;
  const auto at = std::search(
      segments.begin(), segments.end(), merged.begin(), merged.end(),
      [](const OpenSegment& a, const OpenSegment& b) { return a.ref.number == b.ref.number; });
  if (at == segments.end() || passages == 0) {
    return fail(Code::not_found, "segments changed while they were merged", folder.string());
  }
  Result<OpenSegment> open = open_segment(folder, analysis, with);
  if (!open) return fail(open.error());
  std::vector<std::int64_t> gone;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    gone_since(merged[i], at[static_cast<std::ptrdiff_t>(i)], gone);
  }
  if (const std::vector<std::uint32_t> places = places_of(*open, gone); !places.empty()) {
    if (auto written = write_gone(folder, *open, places, next_number++); !written) return written;
  }
  const auto rest = segments.erase(at, at + static_cast<std::ptrdiff_t>(merged.size()));
  if (open->live > 0) segments.insert(rest, std::move(*open));
  return publish(now->manifest, std::move(segments));
}

// Files that no commit names any more, or that a crash left behind. What cannot be removed now is
// tried again at the next commit.
void LexicalIndex::Impl::remove_unused(const Manifest& manifest) const {
  std::set<std::string> used{kManifestName};
  for (const SegmentRef& ref : manifest.segments) {
    used.insert(segment_name(ref.number));
    if (ref.deletions != 0) used.insert(deletions_name(ref));
  }
  for (const std::uint64_t number : unnamed) {
    used.insert(segment_name(number));
    used.insert(segment_name(number) + ".part");
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
    if (snapshot.error().code != Code::not_found) impl->trouble = snapshot.error();
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
  const std::lock_guard lock(impl_->writing);
  for (const SegmentRef& ref : impl_->flushed) impl_->unnamed.erase(ref.number);
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
  Result<std::vector<OpenSegment>> added = impl.gathered_segments();
  if (!added) return fail(added.error());
  {
    const std::lock_guard lock(impl.writing);
    const std::shared_ptr<const Snapshot> before = impl.current();
    std::vector<OpenSegment> segments;
    if (!impl.cleared) segments = before->segments;
    segments.insert(segments.end(), added->begin(), added->end());
    if (auto noted = impl.note_removed(segments); !noted) return noted;
    Manifest manifest = before->manifest;
    manifest.change = change;
    if (auto done = impl.publish(std::move(manifest), std::move(segments)); !done) return done;
    // Those that were removed again before they were ever committed.
    for (const SegmentRef& ref : impl.flushed) impl.unnamed.erase(ref.number);
  }
  impl.flushed.clear();
  impl.removed.clear();
  impl.cleared = false;
  impl.merger.wake();
  return {};
}

void LexicalIndex::finish_merging() {
  impl_->merger.wait();
}

bool LexicalIndex::sound() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->trouble) return false;
  }
  return std::all_of(snapshot->segments.begin(), snapshot->segments.end(),
                     [](const OpenSegment& open) { return open.segment->sound(); });
}

std::int64_t LexicalIndex::change() const {
  return impl_->current()->manifest.change;
}

Health LexicalIndex::check() const {
  impl_->merger.wait();
  // Another process may commit meanwhile and remove what is being looked at: then once more.
  for (int attempt = 1;; ++attempt) {
    const std::shared_ptr<const Snapshot> snapshot = impl_->current();
    Health health = check_once(*snapshot);
    if (health.damage.empty() || attempt == kTries ||
        manifest_stamp(impl_->folder) == snapshot->stamp) {
      return health;
    }
  }
}

Health LexicalIndex::check_once(const Snapshot& snapshot) const {
  Health health;
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->trouble) health.damage.push_back(impl_->trouble->line());
  }
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
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->trouble) return fail(*impl_->trouble);
  }
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

Result<std::vector<Explanation>> LexicalIndex::explain(const Query& query,
                                                       std::span<const Fields> passages) const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
  std::vector<Explanation> why;
  for (const Fields& passage : passages) {
    why.push_back({term_shares(*snapshot, impl_->analyzer, query, passage), {}});
  }
  return why;
}

std::string LexicalIndex::state() const {
  const std::shared_ptr<const Snapshot> snapshot = impl_->current();
  return "lexical " + impl_->analysis + " " + std::to_string(snapshot->manifest.generation) + "/" +
         std::to_string(snapshot->manifest.change);
}

}  // namespace sillok::index
