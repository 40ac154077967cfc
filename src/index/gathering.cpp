#include "index/gathering.h"

#include <algorithm>

namespace sillok::index {
namespace {

constexpr std::size_t kFirstSlots = 1U << 12U;
constexpr unsigned kLevelBits = 4;
constexpr std::uint32_t kLevelMask = (1U << kLevelBits) - 1;

}  // namespace

std::size_t Gathering::bytes() const {
  return slots_.size() * sizeof(Slot) +
         gathered_.size() * (sizeof(Gathered) + sizeof(std::uint32_t)) +
         ids_.size() * sizeof(std::int64_t);
}

// Keys are hashes already: their low bits choose the slot.
Gathering::Slot& Gathering::slot_of(Key key) {
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].count != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
  return slots_[at];
}

void Gathering::grow() {
  std::vector<Slot> before = std::move(slots_);
  slots_ = std::vector<Slot>(std::max(kFirstSlots, before.size() * 2));
  for (const Slot& slot : before) {
    if (slot.count != 0) slot_of(slot.key) = slot;
  }
}

void Gathering::add(std::int64_t id, std::int64_t scope, std::span<const PassageTerm> terms) {
  const auto passage = static_cast<std::uint32_t>(ids_.size());
  ids_.push_back(id);
  if (runs_.empty() || runs_.back().scope != scope) runs_.push_back({scope, passage});
  // The slots lie all over the memory: they are called for together and then used one by one.
  for (const PassageTerm& term : terms) {
    if (!slots_.empty()) __builtin_prefetch(&slots_[term.key & (slots_.size() - 1)], 1);
  }
  for (const PassageTerm& term : terms) {
    if (std::size_t{used_} * 3 >= slots_.size() * 2) grow();
    Slot& slot = slot_of(term.key);
    if (slot.count == 0) slot = {term.key, 0, used_++};
    ++slot.count;
    gathered_.push_back({slot.number, passage << kLevelBits | term.level});
  }
}

Result<std::uint64_t> Gathering::write(const std::filesystem::path& folder, const std::string& name,
                                       std::string_view analysis) const {
  std::vector<Slot> terms;
  terms.reserve(used_);
  std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(terms),
               [](const Slot& slot) { return slot.count != 0; });
  std::sort(terms.begin(), terms.end(), [](const Slot& a, const Slot& b) { return a.key < b.key; });
  // Each posting goes to its term's stretch, which keeps the order of passages.
  std::vector<std::uint32_t> next(used_);
  std::uint32_t begin = 0;
  for (const Slot& term : terms) {
    next[term.number] = begin;
    begin += term.count;
  }
  std::vector<std::uint32_t> sorted(gathered_.size());
  for (const Gathered& each : gathered_) sorted[next[each.term]++] = each.both;
  SegmentBuilder builder;
  std::vector<Posting> postings;
  auto at = sorted.begin();
  for (const Slot& term : terms) {
    postings.clear();
    for (std::uint32_t i = 0; i < term.count; ++i, ++at) {
      postings.push_back({*at >> kLevelBits, *at & kLevelMask});
    }
    builder.add_term(term.key, postings);
  }
  return builder.write(folder, name, ids_, runs_, analysis);
}

void Gathering::clear() {
  *this = Gathering();
}

}  // namespace sillok::index
