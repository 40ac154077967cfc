// What one who asks may see of a snapshot, and how often terms occur there. Made once for a set of
// visible scopes and kept with the snapshot, because the next question mostly comes from someone
// who sees the same. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "index/mask.h"
#include "index/postings.h"
#include "index/snapshot.h"
#include "index/terms.h"

namespace sillok::index {

class Sight {
 public:
  // The snapshot must outlive it. visible[scope] as in Query.
  Sight(const Snapshot& snapshot, const std::vector<bool>& visible);

  [[nodiscard]] std::uint64_t passages() const { return passages_; }
  [[nodiscard]] const Mask& mask(std::size_t segment) const { return masks_[segment]; }
  // In how many visible passages a term occurs.
  [[nodiscard]] std::uint64_t passages_with(Key key) const;
  // The same, when its list in each segment is at hand.
  [[nodiscard]] std::uint64_t passages_with(Key key, std::span<const PostingList> lists) const;

 private:
  const Snapshot& snapshot_;
  std::vector<Mask> masks_;
  std::uint64_t passages_ = 0;
  bool all_ = true;  // nothing is hidden or gone: the lists know their counts
  mutable std::mutex mutex_;
  mutable std::unordered_map<Key, std::uint64_t> counts_;  // of terms that take long to count
};

// The sights of a snapshot that were used last.
class Sights {
 public:
  [[nodiscard]] std::shared_ptr<const Sight> of(const Snapshot& snapshot,
                                                const std::vector<bool>& visible);

 private:
  struct Known {
    std::vector<bool> visible;
    std::shared_ptr<const Sight> sight;
  };
  std::mutex mutex_;
  std::vector<Known> known_;  // the one used last in front
};

}  // namespace sillok::index
