// One committed state of the index: its open segments and what is gone from them. Immutable once
// made, shared by the searches that run on it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/manifest.h"
#include "index/segment.h"
#include "result/result.h"

namespace sillok::index {

struct OpenSegment {
  SegmentRef ref;
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Gone> gone;  // nullptr: nothing is gone
  std::uint32_t live = 0;
};

class Sights;

struct Snapshot {
  Snapshot();
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  Manifest manifest;
  ManifestStamp stamp;
  std::vector<OpenSegment> segments;
  std::unique_ptr<Sights> sights;  // remembered by the searches; guards itself

  [[nodiscard]] std::uint64_t live() const;
};

// Opens one segment with what is gone from it.
[[nodiscard]] Result<OpenSegment> open_segment(const std::filesystem::path& folder,
                                               std::string_view analysis, const SegmentRef& ref,
                                               const Snapshot* before = nullptr);

// Opens what the manifest in `folder` names, taking over segments that `before` (may be null) has
// open already. Reads the manifest again when a commit removes files meanwhile. Fails as
// read_manifest does, or with `storage` for a damaged or missing segment.
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> open_snapshot(
    const std::filesystem::path& folder, std::string_view analysis, const Snapshot* before);

}  // namespace sillok::index
