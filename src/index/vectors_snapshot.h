// Opening a committed state of the vector store, and keeping its segments few.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "index/vectors_search.h"
#include "result/result.h"

namespace sillok::index {

// What the vectors of a store have in common.
struct VectorKind {
  std::filesystem::path folder;
  std::string embedder;
  std::size_t dimensions = 0;
};

// Opens what the manifest in the folder names, taking over segments that `before` (may be null) has
// open already. Fails as open_snapshot does.
[[nodiscard]] Result<std::shared_ptr<const VectorSnapshot>> open_vectors(
    const VectorKind& kind, const VectorSnapshot* before);

[[nodiscard]] Result<OpenVectors> open_vector_segment(const VectorKind& kind,
                                                      const SegmentRef& ref);

// Merges neighbours until few segments remain, drawing numbers from `next_number`. Segments whose
// passages are all gone have been dropped before.
Result<void> merge_vectors(const VectorKind& kind, std::vector<OpenVectors>& segments,
                           std::uint64_t& next_number);

}  // namespace sillok::index
