// The nearest vectors of a committed state of the store, in two stages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "index/manifest.h"
#include "index/retriever.h"
#include "index/vectors_scan.h"
#include "index/vectors_segment.h"

namespace sillok::index {

struct OpenVectors {
  SegmentRef ref;
  std::shared_ptr<const VectorSegment> segment;
  std::shared_ptr<const Gone> gone;  // nullptr: nothing is gone
  // The same as words, the lowest bit of the first is passage 0; empty when nothing is gone.
  std::shared_ptr<const std::vector<std::uint64_t>> gone_words;
  std::uint32_t live = 0;

  void mark_gone(Gone fresh);
};

struct VectorSnapshot {
  Manifest manifest;
  ManifestStamp stamp;
  std::vector<OpenVectors> segments;

  [[nodiscard]] std::uint64_t live() const;
};

// A question's vector as the scan takes it: its signs, and 12 bits a dimension with one scale.
struct QuestionVector {
  explicit QuestionVector(std::span<const float> vector);
  std::vector<std::uint64_t> signs;
  std::vector<std::int16_t> numbers;
  float scale = 0;  // 0: without direction
};

// How many of the nearest by their signs are looked at again for the k best.
[[nodiscard]] std::size_t looked_at_again(std::size_t k);

// Best first, ties by passage id; at most k, all above 0. Looks at `again` of the nearest by signs
// (ties to the lower id).
[[nodiscard]] std::vector<Hit> nearest(const VectorSnapshot& snapshot,
                                       const QuestionVector& question,
                                       const std::vector<bool>& visible, std::size_t k,
                                       std::size_t again, const Scan& scan);

// The cosine of one vector to the question.
[[nodiscard]] float cosine(const VectorSegment& segment, std::uint32_t passage,
                           const QuestionVector& question, const Scan& scan);

}  // namespace sillok::index
