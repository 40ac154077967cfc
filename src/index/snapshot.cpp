#include "index/snapshot.h"

#include <algorithm>

#include "index/sight.h"

namespace sillok::index {
namespace {

// A reader that meets a commit midway looks again; more than a few times in a row means that a file
// is really missing.
constexpr int kTries = 5;

Result<std::shared_ptr<const Snapshot>> open_once(const std::filesystem::path& folder,
                                                  std::string_view analysis,
                                                  const Snapshot* before) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->stamp = manifest_stamp(folder);
  Result<Manifest> manifest = read_manifest(folder, analysis);
  if (!manifest) return fail(manifest.error());
  for (const SegmentRef& ref : manifest->segments) {
    Result<OpenSegment> segment = open_segment(folder, analysis, ref, before);
    if (!segment) return fail(segment.error());
    snapshot->segments.push_back(std::move(*segment));
  }
  snapshot->manifest = std::move(*manifest);
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

}  // namespace

Result<OpenSegment> open_segment(const std::filesystem::path& folder, std::string_view analysis,
                                 const SegmentRef& ref, const Snapshot* before) {
  OpenSegment open;
  open.ref = ref;
  if (before != nullptr) {
    const auto same =
        std::find_if(before->segments.begin(), before->segments.end(),
                     [&](const OpenSegment& s) { return s.ref.number == ref.number; });
    if (same != before->segments.end()) {
      if (same->ref.deletions == ref.deletions) return *same;
      open.segment = same->segment;
    }
  }
  if (!open.segment) {
    Result<Segment> segment = Segment::open(folder / segment_name(ref.number), analysis);
    if (!segment) return fail(segment.error());
    open.segment = std::make_shared<const Segment>(std::move(*segment));
  }
  open.live = open.segment->passages();
  if (ref.deletions != 0) {
    Result<Gone> gone = read_deletions(folder, ref, open.segment->passages());
    if (!gone) return fail(gone.error());
    open.live -= static_cast<std::uint32_t>(std::count(gone->begin(), gone->end(), true));
    open.gone = std::make_shared<const Gone>(std::move(*gone));
  }
  return open;
}

Snapshot::Snapshot() : sights(std::make_unique<Sights>()) {}
Snapshot::~Snapshot() = default;

std::uint64_t Snapshot::live() const {
  std::uint64_t sum = 0;
  for (const OpenSegment& segment : segments) sum += segment.live;
  return sum;
}

Result<std::shared_ptr<const Snapshot>> open_snapshot(const std::filesystem::path& folder,
                                                      std::string_view analysis,
                                                      const Snapshot* before) {
  for (int attempt = 1;; ++attempt) {
    const ManifestStamp stamp = manifest_stamp(folder);
    Result<std::shared_ptr<const Snapshot>> snapshot = open_once(folder, analysis, before);
    if (snapshot || attempt == kTries || manifest_stamp(folder) == stamp) return snapshot;
  }
}

}  // namespace sillok::index
