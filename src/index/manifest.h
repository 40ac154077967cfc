// Which files make up the index: one small file, replaced by rename at each commit. And the files
// that say which passages of a segment are gone. Format: docs/index-format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "result/result.h"

namespace sillok::index {

struct SegmentRef {
  std::uint64_t number = 0;     // the file segment-<number>
  std::uint64_t deletions = 0;  // the file deletions-<number>-<deletions>; 0: none are gone
};

struct Manifest {
  std::int64_t change = 0;       // the library's change the index agrees with
  std::uint64_t generation = 0;  // rises with each commit
  std::uint64_t next_number = 1;
  std::vector<SegmentRef> segments;  // in the order of their passages
};

inline constexpr const char* kManifestName = "manifest";

[[nodiscard]] std::string segment_name(std::uint64_t number);
[[nodiscard]] std::string deletions_name(const SegmentRef& ref);
// Where an index made anew begins to count: above every number that an earlier one in this folder
// had, because a reader may still have its files open and would take the new ones for them.
[[nodiscard]] std::uint64_t number_of_now();
// Removes the files that no commit names any more, or that a crash left behind, but for the
// segments that are being written or wait for a manifest. What cannot be removed now is tried again
// at the next commit.
void remove_unnamed(const std::filesystem::path& folder, const Manifest& manifest,
                    const std::set<std::uint64_t>& waiting = {});

Result<void> write_manifest(const std::filesystem::path& folder, const Manifest& manifest,
                            std::string_view analysis);
// `not_found` when there is none, `storage` when it is damaged, `unsupported` when it was written
// by another version of the format or of the analysis.
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& folder,
                                             std::string_view analysis);

// gone[passage]; as long as the segment has passages.
using Gone = std::vector<bool>;
Result<void> write_deletions(const std::filesystem::path& folder, const SegmentRef& ref,
                             const Gone& gone);
[[nodiscard]] Result<Gone> read_deletions(const std::filesystem::path& folder,
                                          const SegmentRef& ref, std::uint32_t passages);

// What tells one state of the manifest file from another without reading it; zeros: there is none.
struct ManifestStamp {
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t size = 0;
  bool operator==(const ManifestStamp&) const = default;
};
[[nodiscard]] ManifestStamp manifest_stamp(const std::filesystem::path& folder);

}  // namespace sillok::index
