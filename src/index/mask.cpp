#include "index/mask.h"

#include <algorithm>
#include <bit>

namespace sillok::index {

Mask::Mask(const OpenSegment& open, const std::vector<bool>& visible) {
  const Segment& segment = *open.segment;
  const std::uint32_t passages = segment.passages();
  const auto shown = [&](std::int64_t scope) {
    return scope >= 0 && static_cast<std::uint64_t>(scope) < visible.size() &&
           visible[static_cast<std::size_t>(scope)];
  };
  // Passages before the first run (in a damaged segment) have no scope: hidden.
  bool every = segment.runs() > 0 && segment.run(0).first == 0;
  for (std::uint32_t i = 0; i < segment.runs(); ++i) every = every && shown(segment.run(i).scope);
  all_ = every && open.gone == nullptr;
  count_ = passages;
  if (all_) return;
  words_.resize((passages + std::size_t{63}) / 64);
  for (std::uint32_t i = 0; i < segment.runs(); ++i) {
    const ScopeRun run = segment.run(i);
    const std::uint32_t end = i + 1 < segment.runs() ? segment.run(i + 1).first : passages;
    if (shown(run.scope)) show(run.first, std::min(end, passages));
  }
  take_out_gone(open);
}

void Mask::show(std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end;) {
    if (i % 64 == 0 && end - i >= 64) {
      words_[i / 64] = ~std::uint64_t{0};
      i += 64;
    } else {
      words_[i / 64] |= std::uint64_t{1} << (i % 64);
      ++i;
    }
  }
}

void Mask::take_out_gone(const OpenSegment& open) {
  if (open.gone != nullptr) {
    for (std::uint32_t i = 0; i < open.gone->size(); ++i) {
      if ((*open.gone)[i]) words_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
    }
  }
  count_ = 0;
  for (const std::uint64_t word : words_) count_ += static_cast<std::uint32_t>(std::popcount(word));
}

std::uint32_t Mask::count_in(const PostingList& list) const {
  if (all_) return list.count();
  std::uint32_t seen = 0;
  Block block;
  for (std::uint32_t b = 0; b < list.blocks() && list.unpack(b, block); ++b) {
    for (std::uint32_t i = 0; i < block.count; ++i) seen += shows(block.passages[i]) ? 1 : 0;
  }
  return seen;
}

}  // namespace sillok::index
