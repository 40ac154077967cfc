#include "index/vectors_snapshot.h"

#include <algorithm>
#include <utility>

namespace sillok::index {
namespace {

// A reader that meets a commit midway looks again; more than a few times in a row means that a file
// is really missing.
constexpr int kTries = 5;

// Sizes stand in tiers of four, counted in live passages.
constexpr std::uint32_t kFirstTier = 4'096;
constexpr std::size_t kTierSegments = 4;
// Larger ones stay as they are; four of these are put together in 300 MB of memory.
constexpr std::uint32_t kLargest = 262'144;

unsigned tier_of(std::uint32_t live) {
  unsigned tier = 0;
  for (; live >= kFirstTier; live /= 4) ++tier;
  return tier;
}

Result<OpenVectors> open_one(const VectorKind& kind, const SegmentRef& ref,
                             const VectorSnapshot* before) {
  OpenVectors open;
  open.ref = ref;
  if (before != nullptr) {
    const auto same =
        std::find_if(before->segments.begin(), before->segments.end(),
                     [&](const OpenVectors& s) { return s.ref.number == ref.number; });
    if (same != before->segments.end()) {
      if (same->ref.deletions == ref.deletions) return *same;
      open.segment = same->segment;
    }
  }
  if (!open.segment) {
    Result<OpenVectors> opened = open_vector_segment(kind, ref);
    if (!opened) return opened;
    open.segment = opened->segment;
  }
  open.live = open.segment->passages();
  if (ref.deletions != 0) {
    Result<Gone> gone = read_deletions(kind.folder, ref, open.segment->passages());
    if (!gone) return fail(gone.error());
    open.mark_gone(std::move(*gone));
  }
  return open;
}

Result<std::shared_ptr<const VectorSnapshot>> open_once(const VectorKind& kind,
                                                        const VectorSnapshot* before) {
  auto snapshot = std::make_shared<VectorSnapshot>();
  snapshot->stamp = manifest_stamp(kind.folder);
  Result<Manifest> manifest = read_manifest(kind.folder, kind.embedder);
  if (!manifest) return fail(manifest.error());
  for (const SegmentRef& ref : manifest->segments) {
    Result<OpenVectors> segment = open_one(kind, ref, before);
    if (!segment) return fail(segment.error());
    snapshot->segments.push_back(std::move(*segment));
  }
  snapshot->manifest = std::move(*manifest);
  return std::shared_ptr<const VectorSnapshot>(std::move(snapshot));
}

// Segments [first, end) that should become one; first == end: none.
std::pair<std::size_t, std::size_t> next_merge(const std::vector<OpenVectors>& segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::uint32_t passages = segments[i].segment->passages();
    if (segments[i].live < passages - passages / 3) return {i, i + 1};
  }
  // The longest run at the end whose first is no larger than a tier in which four stand.
  std::size_t first = segments.size();
  unsigned tier = 0;
  std::pair<std::size_t, std::size_t> found{0, 0};
  std::size_t alike = 0;
  while (first > 0 && segments[first - 1].live < kLargest) {
    const unsigned next = tier_of(segments[first - 1].live);
    if (next > tier) {
      tier = next;
      alike = 0;
    }
    --first;
    if (next == tier) ++alike;
    if (alike >= kTierSegments) found = {first, segments.size()};
  }
  return found;
}

Result<OpenVectors> merge(const VectorKind& kind, std::span<const OpenVectors> segments,
                          const SegmentRef& ref) {
  VectorGathering gathering(kind.dimensions);
  for (const OpenVectors& open : segments) {
    std::uint32_t run = 0;
    const VectorSegment& segment = *open.segment;
    for (std::uint32_t p = 0; p < segment.passages(); ++p) {
      while (run + 1 < segment.runs() && segment.run(run + 1).first <= p) ++run;
      if (open.gone != nullptr && (*open.gone)[p]) continue;
      const std::int64_t scope = segment.runs() > 0 ? segment.run(run).scope : -1;
      gathering.add(segment.id(p), scope, segment.vector(p));
    }
  }
  if (auto written = gathering.write(kind.folder, segment_name(ref.number), kind.embedder);
      !written) {
    return fail(written.error());
  }
  return open_vector_segment(kind, ref);
}

}  // namespace

Result<std::shared_ptr<const VectorSnapshot>> open_vectors(const VectorKind& kind,
                                                           const VectorSnapshot* before) {
  for (int attempt = 1;; ++attempt) {
    const ManifestStamp stamp = manifest_stamp(kind.folder);
    Result<std::shared_ptr<const VectorSnapshot>> snapshot = open_once(kind, before);
    if (snapshot || attempt == kTries || manifest_stamp(kind.folder) == stamp) return snapshot;
  }
}

Result<OpenVectors> open_vector_segment(const VectorKind& kind, const SegmentRef& ref) {
  Result<VectorSegment> segment =
      VectorSegment::open(kind.folder / segment_name(ref.number), kind.embedder, kind.dimensions);
  if (!segment) return fail(segment.error());
  OpenVectors open;
  open.ref = ref;
  open.live = segment->passages();
  open.segment = std::make_shared<const VectorSegment>(std::move(*segment));
  return open;
}

Result<void> merge_vectors(const VectorKind& kind, std::vector<OpenVectors>& segments,
                           std::uint64_t& next_number) {
  for (;;) {
    const auto [first, end] = next_merge(segments);
    if (first == end) return {};
    const auto run = std::span(segments).subspan(first, end - first);
    const std::uint32_t last = run.back().segment->passages() - 1;
    if (run.back().segment->id(last) - run.front().segment->id(0) >= kIdSpan) return {};
    Result<OpenVectors> merged = merge(kind, run, {next_number++, 0});
    if (!merged) return fail(merged.error());
    const auto at = segments.begin() + static_cast<std::ptrdiff_t>(first);
    segments.erase(at + 1, segments.begin() + static_cast<std::ptrdiff_t>(end));
    segments[first] = std::move(*merged);
  }
}

}  // namespace sillok::index
