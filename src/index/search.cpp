#include "index/search.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "index/cursor.h"
#include "index/mask.h"
#include "index/sieve.h"
#include "index/sight.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

// Passages walked at a time: their sums fit the first-level cache.
constexpr std::uint32_t kWindow = 4096;

// Sums looked at together: most of them do not matter.
constexpr std::uint32_t kAtOnce = 16;
static_assert(kWindow % kAtOnce == 0);

// Looking a passage up in a list costs about as much as adding up this many of its passages.
constexpr std::uint32_t kProbeCost = 8;

// How many of the sums, a multiple of kAtOnce, pass `least`. Four at a time, which every machine's
// compiler makes one instruction.
std::uint32_t count_above(std::span<const std::uint32_t> sums, std::uint32_t least) {
  using Four [[gnu::vector_size(16)]] = std::uint32_t;
  const Four limit{least, least, least, least};
  Four minus{};  // a lane that passes is ~0, that is -1
  for (std::size_t i = 0; i < sums.size(); i += 4) {
    Four four;
    std::memcpy(&four, sums.data() + i, sizeof four);
    minus += static_cast<Four>(four > limit);
  }
  return 0U - (minus[0] + minus[1] + minus[2] + minus[3]);
}

// The k best so far, the worst of them on top.
class Best {
 public:
  explicit Best(std::size_t k) : k_(k) {}
  // Passages must be offered with rising ids: of equal sums the earlier one stays.
  void offer(std::uint32_t sum, std::int64_t passage) {
    if (heap_.size() == k_) {
      if (sum <= heap_.front().sum) return;
      std::pop_heap(heap_.begin(), heap_.end(), better);
      heap_.back() = {sum, passage};
    } else {
      heap_.push_back({sum, passage});
    }
    std::push_heap(heap_.begin(), heap_.end(), better);
  }
  // A sum must be above this to matter.
  [[nodiscard]] std::uint32_t threshold() const {
    return heap_.size() == k_ ? heap_.front().sum : 0;
  }
  [[nodiscard]] std::vector<Ranked> take() {
    std::sort(heap_.begin(), heap_.end(), better);
    return std::move(heap_);
  }

 private:
  static bool better(const Ranked& a, const Ranked& b) {
    return a.sum != b.sum ? a.sum > b.sum : a.passage < b.passage;
  }
  std::size_t k_;
  std::vector<Ranked> heap_;
};

struct Bounded {
  std::uint32_t bound = 0;
  Cursor* cursor = nullptr;
};

class Walk {
 public:
  // `sieve` may be null.
  Walk(const Segment& segment, const Mask& mask, Sieve* sieve, Best& best)
      : segment_(segment), mask_(mask), sieve_(sieve), best_(best), sums_(kWindow) {}

  void add(const PostingList& list, std::uint32_t weight) {
    if (list.count() > 0) cursors_.emplace_back(list, weight);
  }

  void run() {
    for (std::uint32_t low = 0; low < segment_.passages();) {
      const std::uint32_t high = std::min(segment_.passages(), low + kWindow);
      window(low, high);
      low = high;
    }
  }

 private:
  void window(std::uint32_t low, std::uint32_t high) {
    if (!mask_.shows_any(low, high) || (sieve_ != nullptr && !sieve_->may_pass(low, high))) return;
    order_.clear();
    for (Cursor& cursor : cursors_) {
      if (const std::uint32_t bound = cursor.bound(low, high); bound > 0) {
        order_.push_back({bound, &cursor});
      }
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [](const Bounded& a, const Bounded& b) { return a.bound < b.bound; });
    // The weakest terms, whose bounds together do not pass the threshold.
    std::size_t weak = 0;
    std::uint32_t weak_sum = 0;
    while (weak < order_.size() && weak_sum + order_[weak].bound <= best_.threshold()) {
      weak_sum += order_[weak++].bound;
    }
    if (weak == order_.size()) return;
    std::fill(sums_.begin(), sums_.end(), 0);
    for (std::size_t i = weak; i < order_.size(); ++i) order_[i].cursor->add_to(sums_, low, high);
    for (;;) {
      const std::uint32_t above = count_above(sums_, least_for(weak_sum));
      if (above == 0) return;
      if (weak == 0 || above * kProbeCost <= order_[weak - 1].cursor->about(high - low)) break;
      weak_sum -= order_[--weak].bound;
      order_[weak].cursor->add_to(sums_, low, high);
    }
    offer_above(low, weak, weak_sum);
  }

  // What a sum must pass for the weak terms to lift it over the threshold.
  [[nodiscard]] std::uint32_t least_for(std::uint32_t weak_sum) const {
    return best_.threshold() > weak_sum ? best_.threshold() - weak_sum : 0;
  }

  void offer_above(std::uint32_t low, std::size_t weak, std::uint32_t weak_sum) {
    for (std::uint32_t from = 0; from < kWindow; from += kAtOnce) {
      const std::span sums = std::span(sums_).subspan(from, kAtOnce);
      const std::uint32_t least = least_for(weak_sum);
      if (count_above(sums, least) == 0) continue;
      for (std::uint32_t i = 0; i < kAtOnce; ++i) {
        const std::uint32_t passage = low + from + i;
        if (sums[i] > least && mask_.shows(passage)) complete(passage, sums[i], weak, weak_sum);
      }
    }
  }

  // Adds the weak terms, strongest first, as long as the passage can still make it.
  void complete(std::uint32_t passage, std::uint32_t sum, std::size_t weak,
                std::uint32_t weak_sum) {
    while (weak > 0) {
      if (sum + weak_sum <= best_.threshold()) return;
      const Bounded& term = order_[--weak];
      weak_sum -= term.bound;
      sum += term.cursor->give(passage);
    }
    if (sum <= best_.threshold() || (sieve_ != nullptr && !sieve_->passes(passage))) return;
    best_.offer(sum, segment_.id(passage));
  }

  const Segment& segment_;
  const Mask& mask_;
  Sieve* sieve_;
  Best& best_;
  std::vector<Cursor> cursors_;
  std::vector<Bounded> order_;
  std::vector<std::uint32_t> sums_;
};

}  // namespace

std::vector<Ranked> best_passages(const Snapshot& snapshot, std::span<const QuestionTerm> terms,
                                  const std::vector<bool>& visible, std::size_t k, Sought* sought) {
  if (k == 0 || terms.empty()) return {};
  const std::shared_ptr<const Sight> sight = snapshot.sights->of(snapshot, visible);
  if (sight->passages() == 0) return {};
  const std::size_t segments = snapshot.segments.size();
  std::vector<PostingList> lists;  // lists[term * segments + segment]
  lists.reserve(segments * terms.size());
  std::vector<std::uint32_t> weights;
  for (const QuestionTerm& term : terms) {
    for (const OpenSegment& open : snapshot.segments) {
      lists.push_back(open.segment->find(term.key));
    }
    const std::uint64_t with = sight->passages_with(term.key, std::span(lists).last(segments));
    weights.push_back(with > 0 ? term_weight(term.kind, term.likewise, with, sight->passages())
                               : 0);
  }
  Best best(k);
  for (std::size_t s = 0; s < segments; ++s) {
    const OpenSegment& open = snapshot.segments[s];
    std::optional<Mask> narrowed;
    std::optional<Sieve> sieve;
    if (sought != nullptr) {
      const Conditions& conditions = sought->conditions();
      narrowed = sight->mask(s).narrowed(open, conditions.scopes, conditions.passages);
      sieve.emplace(*open.segment, *sought);
    }
    const Mask& mask = narrowed ? *narrowed : sight->mask(s);
    if (mask.count() == 0) continue;
    Walk walk(*open.segment, mask, sieve ? &*sieve : nullptr, best);
    for (std::size_t t = 0; t < terms.size(); ++t) {
      if (weights[t] > 0) walk.add(lists[t * segments + s], weights[t]);
    }
    walk.run();
  }
  return best.take();
}

}  // namespace sillok::index
