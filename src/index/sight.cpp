#include "index/sight.h"

#include <algorithm>
#include <utility>

namespace sillok::index {
namespace {

constexpr std::size_t kMostSights = 16;         // an eighth of a byte a passage each
constexpr std::size_t kMostCounts = 1U << 16U;  // some 3 MB
constexpr std::uint32_t kQuick = 8;             // blocks that are counted faster than remembered

}  // namespace

Sight::Sight(const Snapshot& snapshot, const std::vector<bool>& visible) : snapshot_(snapshot) {
  masks_.reserve(snapshot.segments.size());
  for (const OpenSegment& open : snapshot.segments) {
    masks_.emplace_back(open, visible);
    passages_ += masks_.back().count();
    all_ = all_ && masks_.back().all();
  }
}

std::uint64_t Sight::passages_with(Key key) const {
  std::vector<PostingList> lists;
  lists.reserve(snapshot_.segments.size());
  for (const OpenSegment& open : snapshot_.segments) lists.push_back(open.segment->find(key));
  return passages_with(key, lists);
}

std::uint64_t Sight::passages_with(Key key, std::span<const PostingList> lists) const {
  std::uint64_t sum = 0;
  std::uint32_t blocks = 0;
  for (const PostingList& list : lists) {
    sum += list.count();
    blocks += list.blocks();
  }
  if (all_) return sum;
  const bool remember = blocks > kQuick;
  if (remember) {
    const std::lock_guard lock(mutex_);
    const auto known = counts_.find(key);
    if (known != counts_.end()) return known->second;
  }
  sum = 0;
  for (std::size_t i = 0; i < lists.size(); ++i) sum += masks_[i].count_in(lists[i]);
  if (remember) {
    const std::lock_guard lock(mutex_);
    if (counts_.size() >= kMostCounts) counts_.clear();
    counts_.emplace(key, sum);
  }
  return sum;
}

std::shared_ptr<const Sight> Sights::of(const Snapshot& snapshot,
                                        const std::vector<bool>& visible) {
  const auto find = [&] {
    const auto known = std::find_if(known_.begin(), known_.end(),
                                    [&](const Known& each) { return each.visible == visible; });
    if (known == known_.end()) return std::shared_ptr<const Sight>();
    std::rotate(known_.begin(), known, known + 1);
    return known_.front().sight;
  };
  {
    const std::lock_guard lock(mutex_);
    if (auto known = find()) return known;
  }
  auto made =
      std::make_shared<const Sight>(snapshot, visible);  // not under the lock: it takes long
  const std::lock_guard lock(mutex_);
  if (auto known = find()) return known;
  if (known_.size() == kMostSights) known_.pop_back();
  known_.insert(known_.begin(), {visible, made});
  return made;
}

}  // namespace sillok::index
