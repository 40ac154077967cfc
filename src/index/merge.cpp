#include "index/merge.h"

#include <algorithm>
#include <limits>

namespace sillok::index {
namespace {

constexpr std::uint64_t kFirstTier = std::uint64_t{1} << 20U;  // below 1 MiB all are alike
constexpr std::uint64_t kLargest = std::uint64_t{256} << 20U;  // larger segments stay as they are
constexpr std::size_t kTierSegments = 4;
constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();

unsigned tier_of(const OpenSegment& open) {
  // Bytes that matter: a segment that is mostly gone is small.
  const Segment& segment = *open.segment;
  std::uint64_t bytes =
      segment.passages() == 0 ? 0 : segment.bytes() * open.live / segment.passages();
  unsigned tier = 0;
  for (; bytes >= kFirstTier; bytes /= 4) ++tier;
  return tier;
}

// One segment's terms, walked in key order, with its passages' new numbers.
struct Source {
  const Segment* segment = nullptr;
  std::uint32_t term = 0;
  std::vector<std::uint32_t> renumbered;  // kGone for those left out

  [[nodiscard]] bool done() const { return term >= segment->terms(); }
  [[nodiscard]] Key key() const { return segment->key(term); }
};

// The new numbers of a segment's live passages, with their ids and scopes.
Source take_passages(const OpenSegment& open, std::vector<std::int64_t>& ids,
                     std::vector<ScopeRun>& runs) {
  Source source{open.segment.get(), 0, {}};
  const Segment& segment = *open.segment;
  source.renumbered.resize(segment.passages(), kGone);
  std::uint32_t run = 0;
  for (std::uint32_t p = 0; p < segment.passages(); ++p) {
    while (run + 1 < segment.runs() && segment.run(run + 1).first <= p) ++run;
    if (open.gone != nullptr && (*open.gone)[p]) continue;
    const auto number = static_cast<std::uint32_t>(ids.size());
    const std::int64_t scope = segment.runs() > 0 ? segment.run(run).scope : -1;
    if (runs.empty() || runs.back().scope != scope) runs.push_back({scope, number});
    source.renumbered[p] = number;
    ids.push_back(segment.id(p));
  }
  return source;
}

// Appends a list's live passages; false if it is damaged.
bool take_list(const Source& source, std::vector<Posting>& postings) {
  const PostingList list = source.segment->list(source.term);
  Block block;
  for (std::uint32_t b = 0; b < list.blocks(); ++b) {
    if (!list.unpack(b, block)) return false;
    for (std::uint32_t i = 0; i < block.count; ++i) {
      const std::uint32_t number = source.renumbered[block.passages[i]];
      if (number != kGone) postings.push_back({number, block.levels[i]});
    }
  }
  return true;
}

}  // namespace

std::pair<std::size_t, std::size_t> next_merge(std::span<const OpenSegment> segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::uint32_t passages = segments[i].segment->passages();
    if (segments[i].live < passages - passages / 3) return {i, i + 1};
  }
  // The longest run at the end whose first is no larger than a tier in which four stand.
  std::size_t first = segments.size();
  unsigned tier = 0;
  std::pair<std::size_t, std::size_t> found{0, 0};
  std::size_t alike = 0;
  while (first > 0 && segments[first - 1].segment->bytes() < kLargest) {
    const unsigned next = tier_of(segments[first - 1]);
    if (next > tier) {
      tier = next;
      alike = 0;
    }
    --first;
    if (next == tier) ++alike;
    if (alike >= kTierSegments) found = {first, segments.size()};
  }
  return found;
}

Result<std::uint32_t> merge(std::span<const OpenSegment> segments,
                            const std::filesystem::path& folder, const std::string& name,
                            std::string_view analysis) {
  std::vector<std::int64_t> ids;
  std::vector<ScopeRun> runs;
  std::vector<Source> sources;
  for (const OpenSegment& open : segments) sources.push_back(take_passages(open, ids, runs));
  if (ids.empty()) return std::uint32_t{0};
  SegmentBuilder builder;
  std::vector<Posting> postings;
  for (;;) {
    Key lowest = std::numeric_limits<Key>::max();
    for (const Source& source : sources) {
      if (!source.done()) lowest = std::min(lowest, source.key());
    }
    if (lowest == std::numeric_limits<Key>::max()) break;
    postings.clear();
    for (Source& source : sources) {
      if (source.done() || source.key() != lowest) continue;
      if (!take_list(source, postings)) {
        return fail(Code::storage, "a segment is damaged; run 'sillok index rebuild'",
                    folder.string());
      }
      ++source.term;
    }
    if (!postings.empty()) builder.add_term(lowest, postings);
  }
  Result<std::uint64_t> written = builder.write(folder, name, ids, runs, analysis);
  if (!written) return fail(written.error());
  return static_cast<std::uint32_t>(ids.size());
}

}  // namespace sillok::index
