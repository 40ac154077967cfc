#include "index/mask.h"

#include <algorithm>
#include <bit>

namespace sillok::index {
namespace {

bool is_in(const std::vector<bool>& scopes, std::int64_t scope) {
  return scope >= 0 && static_cast<std::uint64_t>(scope) < scopes.size() &&
         scopes[static_cast<std::size_t>(scope)];
}

}  // namespace

Mask::Mask(const OpenSegment& open, const std::vector<bool>& visible) {
  const Segment& segment = *open.segment;
  const std::uint32_t passages = segment.passages();
  // Passages before the first run (in a damaged segment) have no scope: hidden.
  bool every = segment.runs() > 0 && segment.run(0).first == 0;
  for (std::uint32_t i = 0; i < segment.runs() && every; ++i) {
    every = is_in(visible, segment.run(i).scope);
  }
  all_ = every && open.gone == nullptr;
  count_ = passages;
  if (all_) return;
  words_.resize((passages + std::size_t{63}) / 64);
  show_scopes(segment, visible);
  take_out_gone(open);
  count_words();
}

Mask Mask::narrowed(const OpenSegment& open, const std::vector<bool>& scopes,
                    const std::optional<std::vector<IdRange>>& ranges) const {
  const Segment& segment = *open.segment;
  const std::uint32_t passages = segment.passages();
  Mask result(passages);
  if (all_) {
    result.show(0, passages);
  } else {
    result.words_ = words_;
  }
  if (!scopes.empty()) {
    Mask wanted(passages);
    wanted.show_scopes(segment, scopes);
    result.keep(wanted);
  }
  if (ranges) {
    Mask wanted(passages);
    for (const IdRange& range : *ranges) {
      wanted.show(segment.first_from(range.first), segment.first_beyond(range.last));
    }
    result.keep(wanted);
  }
  result.count_words();
  return result;
}

void Mask::show_scopes(const Segment& segment, const std::vector<bool>& scopes) {
  const std::uint32_t passages = segment.passages();
  for (std::uint32_t i = 0; i < segment.runs(); ++i) {
    const ScopeRun run = segment.run(i);
    const std::uint32_t end = i + 1 < segment.runs() ? segment.run(i + 1).first : passages;
    if (is_in(scopes, run.scope)) show(run.first, std::min(end, passages));
  }
}

void Mask::keep(const Mask& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

bool Mask::shows_any(std::uint32_t low, std::uint32_t high) const {
  if (all_) return true;
  const auto from = words_.begin() + low / 64;
  const auto to = words_.begin() + static_cast<std::ptrdiff_t>((high + std::size_t{63}) / 64);
  return std::any_of(from, to, [](std::uint64_t word) { return word != 0; });
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
  if (open.gone == nullptr) return;
  for (std::uint32_t i = 0; i < open.gone->size(); ++i) {
    if ((*open.gone)[i]) words_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  }
}

void Mask::count_words() {
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
