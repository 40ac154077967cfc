#include "index/vectors.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "index/latest.h"
#include "index/vectors_search.h"
#include "index/vectors_snapshot.h"

namespace sillok::index {
namespace {

constexpr std::size_t kMostDimensions = 4'096;
constexpr std::size_t kMostHits = 1'000;
// Vectors gathered before a segment is written: some 20 MB of them.
constexpr std::size_t kGathered = 65'536;

}  // namespace

// The writer's side (gathering, flushed, removed) belongs to the one writing thread; the snapshot
// is shared.
struct VectorIndex::Impl {
  explicit Impl(VectorKind kind_);

  VectorKind kind;

  // --- writing ---
  VectorGathering gathering;
  std::vector<SegmentRef> flushed;    // written, not yet in a manifest
  std::vector<std::int64_t> removed;  // ids
  std::int64_t highest = 0;           // id added last
  std::uint64_t next_number = 1;
  std::uint64_t first_number = 0;  // where a fresh store began to count
  bool cleared = false;            // the next commit drops what the manifest has

  // --- reading ---
  Latest<VectorSnapshot> latest{
      kind.folder, [this](const VectorSnapshot* before) { return open_vectors(kind, before); }};

  Result<void> flush();
  Result<void> note_removed(std::vector<OpenVectors>& segments);
};

VectorIndex::Impl::Impl(VectorKind kind_) : kind(std::move(kind_)), gathering(kind.dimensions) {
  const std::shared_ptr<const VectorSnapshot> known = latest.known();
  if (known->stamp == ManifestStamp()) {
    first_number = number_of_now();
    next_number = first_number;
    return;
  }
  next_number = known->manifest.next_number;
  if (known->segments.empty()) return;
  const VectorSegment& last = *known->segments.back().segment;
  if (last.passages() > 0) highest = last.id(last.passages() - 1);
}

Result<void> VectorIndex::Impl::flush() {
  if (gathering.size() == 0) return {};
  std::error_code error;
  std::filesystem::create_directories(kind.folder, error);
  if (error) {
    return fail(Code::storage, "cannot be created: " + error.message(), kind.folder.string());
  }
  const SegmentRef ref{next_number++, 0};
  auto written = gathering.write(kind.folder, segment_name(ref.number), kind.embedder);
  if (!written) return written;
  flushed.push_back(ref);
  gathering.clear();
  return {};
}

// Marks the removed passages as gone, in new deletion files where a segment holds any of them.
Result<void> VectorIndex::Impl::note_removed(std::vector<OpenVectors>& segments) {
  for (OpenVectors& open : segments) {
    std::unique_ptr<Gone> gone;
    for (const std::int64_t id : removed) {
      const std::uint32_t passage = open.segment->find_id(id);
      if (passage == open.segment->passages()) continue;
      if (!gone) {
        gone = open.gone ? std::make_unique<Gone>(*open.gone)
                         : std::make_unique<Gone>(open.segment->passages());
      }
      (*gone)[passage] = true;
    }
    if (!gone) continue;
    open.ref.deletions = next_number++;
    if (auto done = write_deletions(kind.folder, open.ref, *gone); !done) return done;
    open.mark_gone(std::move(*gone));
  }
  std::erase_if(segments, [](const OpenVectors& open) { return open.live == 0; });
  return {};
}

VectorIndex::VectorIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VectorIndex::~VectorIndex() = default;

Result<std::unique_ptr<VectorIndex>> VectorIndex::open(const std::filesystem::path& folder,
                                                       std::string_view embedder,
                                                       std::size_t dimensions) {
  if (dimensions == 0 || dimensions > kMostDimensions) {
    return fail(Code::unsupported,
                "vectors of " + std::to_string(dimensions) +
                    " dimensions cannot be stored; up to " + std::to_string(kMostDimensions) +
                    " can",
                folder.string());
  }
  // The manifest knows the embedder by one string: its dimensions are part of it.
  std::string name = std::string(embedder) + "/" + std::to_string(dimensions);
  auto impl = std::make_unique<Impl>(VectorKind{folder, std::move(name), dimensions});
  return std::unique_ptr<VectorIndex>(new VectorIndex(std::move(impl)));
}

Result<void> VectorIndex::add(std::span<const VectorEntry> entries) {
  Impl& impl = *impl_;
  for (const VectorEntry& entry : entries) {
    if (entry.passage <= impl.highest) {
      return fail(Code::internal,
                  "passage " + std::to_string(entry.passage) + " comes after " +
                      std::to_string(impl.highest) + "; run 'sillok index rebuild'",
                  impl.kind.folder.string());
    }
    if (entry.vector.size() != impl.kind.dimensions) {
      return fail(Code::internal,
                  "a vector of " + std::to_string(entry.vector.size()) +
                      " dimensions among those of " + std::to_string(impl.kind.dimensions),
                  impl.kind.folder.string());
    }
    const VectorGathering& gathered = impl.gathering;
    if (gathered.size() >= kGathered ||
        (gathered.size() > 0 && entry.passage - gathered.first_id() >= kIdSpan)) {
      if (auto flushed = impl.flush(); !flushed) return flushed;
    }
    impl.highest = entry.passage;
    impl.gathering.add(entry.passage, entry.scope, quantise(entry.vector));
  }
  return {};
}

Result<void> VectorIndex::remove(std::span<const std::int64_t> passages) {
  impl_->removed.insert(impl_->removed.end(), passages.begin(), passages.end());
  return {};
}

Result<void> VectorIndex::clear() {
  impl_->gathering.clear();
  impl_->flushed.clear();
  impl_->removed.clear();
  impl_->highest = 0;
  impl_->cleared = true;
  return {};
}

Result<void> VectorIndex::commit(std::int64_t change) {
  Impl& impl = *impl_;
  if (auto flushed = impl.flush(); !flushed) return flushed;
  std::error_code error;
  std::filesystem::create_directories(impl.kind.folder, error);
  const std::shared_ptr<const VectorSnapshot> before = impl.latest.get();
  std::vector<OpenVectors> segments;
  if (!impl.cleared) segments = before->segments;
  for (const SegmentRef& ref : impl.flushed) {
    Result<OpenVectors> added = open_vector_segment(impl.kind, ref);
    if (!added) return fail(added.error());
    segments.push_back(std::move(*added));
  }
  if (auto noted = impl.note_removed(segments); !noted) return noted;
  if (auto merged = merge_vectors(impl.kind, segments, impl.next_number); !merged) return merged;

  auto snapshot = std::make_shared<VectorSnapshot>();
  Manifest& manifest = snapshot->manifest;
  manifest.change = change;
  manifest.generation = std::max(before->manifest.generation, impl.first_number) + 1;
  manifest.next_number = impl.next_number;
  for (const OpenVectors& open : segments) manifest.segments.push_back(open.ref);
  if (auto written = write_manifest(impl.kind.folder, manifest, impl.kind.embedder); !written) {
    return written;
  }
  snapshot->stamp = manifest_stamp(impl.kind.folder);
  snapshot->segments = std::move(segments);
  impl.latest.use(snapshot);
  impl.flushed.clear();
  impl.removed.clear();
  impl.cleared = false;
  remove_unnamed(impl.kind.folder, snapshot->manifest);
  return {};
}

std::int64_t VectorIndex::change() const {
  return impl_->latest.get()->manifest.change;
}

std::size_t VectorIndex::dimensions() const {
  return impl_->kind.dimensions;
}

std::size_t VectorIndex::size() const {
  return static_cast<std::size_t>(impl_->latest.get()->live());
}

Health VectorIndex::check() const {
  Health health;
  const std::shared_ptr<const VectorSnapshot> snapshot = impl_->latest.get();
  const VectorKind& kind = impl_->kind;
  // A store of another embedder is not damaged.
  if (const auto trouble = impl_->latest.trouble(); trouble && trouble->code == Code::storage) {
    health.damage.push_back(trouble->line());
  }
  // Opened anew: what is on the disk counts, and may have changed since it was read.
  if (auto manifest = read_manifest(kind.folder, kind.embedder);
      !manifest && manifest.error().code == Code::storage && health.damage.empty()) {
    health.damage.push_back(manifest.error().line());
  }
  health.segments = snapshot->segments.size();
  health.passages = static_cast<std::size_t>(snapshot->live());
  for (const OpenVectors& open : snapshot->segments) {
    health.bytes += open.segment->bytes();
    if (auto again = open_vector_segment(kind, open.ref); !again) {
      health.damage.push_back(again.error().line());
    } else {
      for (std::string& finding : again->segment->verify()) {
        health.damage.push_back(std::move(finding));
      }
    }
    const auto gone = read_deletions(kind.folder, open.ref, open.segment->passages());
    if (!gone) health.damage.push_back(gone.error().line());
  }
  return health;
}

std::vector<std::int64_t> VectorIndex::passages() const {
  const std::shared_ptr<const VectorSnapshot> snapshot = impl_->latest.get();
  std::vector<std::int64_t> ids;
  ids.reserve(static_cast<std::size_t>(snapshot->live()));
  for (const OpenVectors& open : snapshot->segments) {
    for (std::uint32_t p = 0; p < open.segment->passages(); ++p) {
      if (open.gone == nullptr || !(*open.gone)[p]) ids.push_back(open.segment->id(p));
    }
  }
  return ids;
}

std::string VectorIndex::state() const {
  const std::shared_ptr<const VectorSnapshot> snapshot = impl_->latest.get();
  return "vectors " + impl_->kind.embedder + " " + std::to_string(snapshot->manifest.generation) +
         "/" + std::to_string(snapshot->manifest.change);
}

std::vector<Hit> VectorIndex::search(std::span<const float> question, std::size_t k,
                                     const std::vector<bool>& visible) const {
  if (question.size() != impl_->kind.dimensions) return {};
  k = std::min(k, kMostHits);
  const std::shared_ptr<const VectorSnapshot> snapshot = impl_->latest.get();
  return nearest(*snapshot, QuestionVector(question), visible, k, looked_at_again(k),
                 scans().front());
}

std::vector<float> VectorIndex::similarity(std::span<const float> question,
                                           std::span<const std::int64_t> passages) const {
  std::vector<float> result(passages.size());
  if (question.size() != impl_->kind.dimensions) return result;
  const std::shared_ptr<const VectorSnapshot> snapshot = impl_->latest.get();
  const QuestionVector asked(question);
  const Scan& scan = scans().front();
  for (std::size_t i = 0; i < passages.size(); ++i) {
    for (const OpenVectors& open : snapshot->segments) {
      const std::uint32_t passage = open.segment->find_id(passages[i]);
      if (passage == open.segment->passages()) continue;
      if (open.gone == nullptr || !(*open.gone)[passage]) {
        result[i] = cosine(*open.segment, passage, asked, scan);
      }
      break;
    }
  }
  return result;
}

}  // namespace sillok::index
