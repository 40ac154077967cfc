#include "index/vectors_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace sillok::index {
namespace {

constexpr float kMostNumber = 2'047;

// Which passages of a segment a search may see, a bit each; empty: all.
class Seen {
 public:
  Seen(const OpenVectors& open, const std::vector<bool>& visible) : segment_(*open.segment) {
    const auto shown = [&](std::int64_t scope) {
      return scope >= 0 && static_cast<std::uint64_t>(scope) < visible.size() &&
             visible[static_cast<std::size_t>(scope)];
    };
    const std::uint32_t passages = segment_.passages();
    // Passages before the first run (in a damaged segment) have no scope: hidden.
    bool every = segment_.runs() > 0 && segment_.run(0).first == 0;
    for (std::uint32_t i = 0; i < segment_.runs(); ++i) {
      every = every && shown(segment_.run(i).scope);
    }
    if (every && open.gone == nullptr) return;
    words_.resize((passages + std::size_t{63}) / 64);
    for (std::uint32_t i = 0; i < segment_.runs(); ++i) {
      const ScopeRun run = segment_.run(i);
      const std::uint32_t end = i + 1 < segment_.runs() ? segment_.run(i + 1).first : passages;
      if (shown(run.scope)) show(run.first, std::min(end, passages));
    }
    if (open.gone == nullptr) return;
    for (std::size_t w = 0; w < words_.size(); ++w) words_[w] &= ~(*open.gone_words)[w];
  }

  // The bits of a group of 64.
  [[nodiscard]] std::uint64_t group(std::uint32_t number) const {
    if (!words_.empty()) return words_[number];
    const std::uint32_t left = segment_.passages() - number * kGroup;
    return left >= kGroup ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  }

 private:
  void show(std::uint32_t first, std::uint32_t end) {
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

  const VectorSegment& segment_;
  std::vector<std::uint64_t> words_;
};

struct Candidate {
  std::uint32_t distance = 0;
  std::uint32_t segment = 0;
  std::uint32_t passage = 0;

  bool operator<(const Candidate& other) const {
    return std::tie(distance, segment, passage) <
           std::tie(other.distance, other.segment, other.passage);
  }
};

// Keeps the `most` nearest of what it is shown in the order of ids, ties to the earlier.
class Nearest {
 public:
  explicit Nearest(std::size_t most) : most_(most) { kept_.reserve(most * 2); }

  // Only what is below can still come in: among equals the earlier stay.
  [[nodiscard]] std::uint32_t limit() const { return limit_; }
  void take(const Candidate& candidate) {
    kept_.push_back(candidate);
    if (kept_.size() == most_ * 2) cut();
  }
  std::vector<Candidate> finish() {
    if (kept_.size() > most_) cut();
    return std::move(kept_);
  }

 private:
  void cut() {
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(most_) - 1;
    std::nth_element(kept_.begin(), last, kept_.end());
    limit_ = last->distance;
    kept_.resize(most_);
  }

  std::size_t most_;
  std::uint32_t limit_ = std::numeric_limits<std::uint32_t>::max();
  std::vector<Candidate> kept_;
};

void scan_segment(const OpenVectors& open, std::uint32_t number, const QuestionVector& question,
                  const std::vector<bool>& visible, const Scan& scan, Nearest& nearest) {
  const Seen seen(open, visible);
  const VectorSegment& segment = *open.segment;
  const std::uint32_t groups = (segment.passages() + std::uint32_t{kGroup} - 1) / kGroup;
  std::uint16_t distances[kGroup];
  for (std::uint32_t g = 0; g < groups; ++g) {
    const std::uint64_t shown = seen.group(g);
    if (shown == 0) continue;
    std::uint64_t bits = scan.near(segment.group(g), question.signs.data(), question.signs.size(),
                                   nearest.limit(), distances);
    for (bits &= shown; bits != 0; bits &= bits - 1) {
      const auto i = static_cast<std::uint32_t>(__builtin_ctzll(bits));
      if (distances[i] >= nearest.limit()) continue;  // fell within this group
      nearest.take({distances[i], number, g * std::uint32_t{kGroup} + i});
    }
  }
}

}  // namespace

void OpenVectors::mark_gone(Gone fresh) {
  auto words = std::make_shared<std::vector<std::uint64_t>>((fresh.size() + 63) / 64);
  live = static_cast<std::uint32_t>(fresh.size());
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (!fresh[i]) continue;
    (*words)[i / 64] |= std::uint64_t{1} << (i % 64);
    --live;
  }
  gone_words = std::move(words);
  gone = std::make_shared<const Gone>(std::move(fresh));
}

std::uint64_t VectorSnapshot::live() const {
  std::uint64_t sum = 0;
  for (const OpenVectors& segment : segments) sum += segment.live;
  return sum;
}

QuestionVector::QuestionVector(std::span<const float> vector)
    : signs(quantise(vector).signs), numbers(code_count(vector.size())) {
  double squares = 0;
  float most = 0;
  for (const float v : vector) {
    squares += double{v} * double{v};
    most = std::max(most, std::abs(v));
  }
  if (!(squares > 0) || !std::isfinite(squares) || !std::isfinite(kMostNumber / most)) return;
  scale = static_cast<float>(double{most} / std::sqrt(squares) / double{kMostNumber});
  for (std::size_t i = 0; i < vector.size(); ++i) {
    numbers[i] = static_cast<std::int16_t>(std::lround(vector[i] / most * kMostNumber));
  }
}

std::size_t looked_at_again(std::size_t k) {
  return std::max<std::size_t>(1'000, k * 10);
}

float cosine(const VectorSegment& segment, std::uint32_t passage, const QuestionVector& question,
             const Scan& scan) {
  const std::int32_t sum =
      scan.dot(segment.codes(passage), question.numbers.data(), question.numbers.size());
  return static_cast<float>(sum) * (segment.scale(passage) * question.scale);
}

std::vector<Hit> nearest(const VectorSnapshot& snapshot, const QuestionVector& question,
                         const std::vector<bool>& visible, std::size_t k, std::size_t again,
                         const Scan& scan) {
  if (k == 0 || question.scale == 0) return {};
  Nearest nearest(std::max(k, again));
  for (std::uint32_t i = 0; i < snapshot.segments.size(); ++i) {
    scan_segment(snapshot.segments[i], i, question, visible, scan, nearest);
  }
  std::vector<Hit> hits;
  for (const Candidate& candidate : nearest.finish()) {
    const VectorSegment& segment = *snapshot.segments[candidate.segment].segment;
    const float score = cosine(segment, candidate.passage, question, scan);
    if (score > 0) hits.push_back({segment.id(candidate.passage), double{score}});
  }
  const auto better = [](const Hit& a, const Hit& b) {
    return a.score != b.score ? a.score > b.score : a.passage < b.passage;
  };
  const std::size_t most = std::min(k, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(most), hits.end(),
                    better);
  hits.resize(most);
  return hits;
}

}  // namespace sillok::index
