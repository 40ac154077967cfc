#include "index/lexical_writer.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "index/merge.h"

namespace sillok::index {
namespace {

// What is gathered in memory before a segment is written, so that adding any number of passages
// takes a bounded amount of it.
constexpr std::size_t kGatherBytes = std::size_t{96} << 20U;

// Which places of a segment hold these passages and are not gone yet.
std::vector<std::uint32_t> places_of(const OpenSegment& open, std::span<const std::int64_t> ids) {
  std::vector<std::uint32_t> places;
  for (const std::int64_t id : ids) {
    const std::uint32_t place = open.segment->find_id(id);
    if (place == open.segment->passages()) continue;
    if (open.gone == nullptr || !(*open.gone)[place]) places.push_back(place);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

// Writes a new deletions file with these places gone as well, and gives it to the segment.
Result<void> write_gone(const std::filesystem::path& folder, OpenSegment& open,
                        std::span<const std::uint32_t> places, std::uint64_t number) {
  auto gone = open.gone ? std::make_shared<Gone>(*open.gone)
                        : std::make_shared<Gone>(open.segment->passages());
  for (const std::uint32_t place : places) (*gone)[place] = true;
  open.live -= static_cast<std::uint32_t>(places.size());
  open.ref.deletions = number;
  open.gone = gone;
  return write_deletions(folder, open.ref, *gone);
}

// Appends the ids of a segment's passages that went between two of its states.
void gone_since(const OpenSegment& before, const OpenSegment& now, std::vector<std::int64_t>& ids) {
  if (now.gone == nullptr || now.gone == before.gone) return;
  for (std::uint32_t place = 0; place < now.gone->size(); ++place) {
    const bool already = before.gone != nullptr && (*before.gone)[place];
    if ((*now.gone)[place] && !already) ids.push_back(now.segment->id(place));
  }
}

}  // namespace

LexicalWriter::LexicalWriter(std::filesystem::path folder, const text::Analyzer& analyzer,
                             Latest<Snapshot>& latest)
    : folder_(std::move(folder)),
      analysis_(analyzer.version()),
      latest_(latest),
      passage_terms_(analyzer) {
  const std::shared_ptr<const Snapshot> known = latest_.known();
  if (known->stamp == ManifestStamp()) {
    first_number_ = number_of_now();
    next_number_ = first_number_;
    return;
  }
  next_number_ = known->manifest.next_number;
  if (known->segments.empty()) return;
  const Segment& last = *known->segments.back().segment;
  if (last.passages() > 0) highest_ = last.id(last.passages() - 1);
}

Result<void> LexicalWriter::add(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    if (entry.passage <= highest_) {
      return fail(Code::internal,
                  "passage " + std::to_string(entry.passage) + " comes after " +
                      std::to_string(highest_) + "; run 'sillok index rebuild'",
                  folder_.string());
    }
    highest_ = entry.passage;
    gathering_.add(entry.passage, entry.scope, passage_terms_.of(entry));
    if (gathering_.bytes() < kGatherBytes && !gathering_.full()) continue;
    if (auto done = flush(); !done) return done;
  }
  return {};
}

Result<void> LexicalWriter::remove(std::span<const std::int64_t> passages) {
  removed_.insert(removed_.end(), passages.begin(), passages.end());
  return {};
}

void LexicalWriter::clear() {
  const std::lock_guard lock(writing_);
  for (const SegmentRef& ref : flushed_) unnamed_.erase(ref.number);
  gathering_.clear();
  flushed_.clear();
  removed_.clear();
  highest_ = 0;
  cleared_ = true;
}

Result<void> LexicalWriter::commit(std::int64_t change) {
  if (auto done = flush(); !done) return done;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  Result<std::vector<OpenSegment>> added = gathered_segments();
  if (!added) return fail(added.error());
  {
    const std::lock_guard lock(writing_);
    const std::shared_ptr<const Snapshot> before = latest_.get();
    std::vector<OpenSegment> segments;
    if (!cleared_) segments = before->segments;
    segments.insert(segments.end(), added->begin(), added->end());
    if (auto noted = note_removed(segments); !noted) return noted;
    Manifest manifest = before->manifest;
    manifest.change = change;
    if (auto done = publish(std::move(manifest), std::move(segments)); !done) return done;
    // Those that were removed again before they were ever committed.
    for (const SegmentRef& ref : flushed_) unnamed_.erase(ref.number);
  }
  flushed_.clear();
  removed_.clear();
  cleared_ = false;
  merger_.wake();
  return {};
}

SegmentRef LexicalWriter::new_segment() {
  const SegmentRef ref{next_number_++, 0};
  unnamed_.insert(ref.number);
  return ref;
}

Result<void> LexicalWriter::flush() {
  if (gathering_.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) return fail(Code::storage, "cannot be created: " + error.message(), folder_.string());
  SegmentRef ref;
  {
    const std::lock_guard lock(writing_);
    ref = new_segment();
  }
  if (auto written = gathering_.write(folder_, segment_name(ref.number), analysis_); !written) {
    return fail(written.error());
  }
  flushed_.push_back(ref);
  gathering_.clear();
  return {};
}

// The segments written since the last commit, opened.
Result<std::vector<OpenSegment>> LexicalWriter::gathered_segments() {
  std::vector<OpenSegment> segments;
  for (const SegmentRef& ref : flushed_) {
    Result<OpenSegment> open = open_segment(folder_, analysis_, ref);
    if (!open) return fail(open.error());
    segments.push_back(std::move(*open));
  }
  return segments;
}

// Marks the removed passages as gone, in new deletion files where a segment holds any of them.
Result<void> LexicalWriter::note_removed(std::vector<OpenSegment>& segments) {
  for (OpenSegment& open : segments) {
    const std::vector<std::uint32_t> gone = places_of(open, removed_);
    if (gone.empty()) continue;
    if (auto written = write_gone(folder_, open, gone, next_number_++); !written) return written;
  }
  std::erase_if(segments, [](const OpenSegment& open) { return open.live == 0; });
  return {};
}

// Makes `segments` the committed state. `writing_` is held.
Result<void> LexicalWriter::publish(Manifest manifest, std::vector<OpenSegment> segments) {
  manifest.generation = std::max(manifest.generation, first_number_) + 1;
  manifest.next_number = next_number_;
  manifest.segments.clear();
  for (const OpenSegment& open : segments) manifest.segments.push_back(open.ref);
  if (auto written = write_manifest(folder_, manifest, analysis_); !written) return written;
  auto fresh = std::make_shared<Snapshot>();
  fresh->stamp = manifest_stamp(folder_);
  fresh->manifest = manifest;
  fresh->segments = std::move(segments);
  for (const SegmentRef& ref : manifest.segments) unnamed_.erase(ref.number);
  latest_.use(std::move(fresh));
  remove_unnamed(folder_, manifest, unnamed_);
  return {};
}

// One merge, beside the writer: only the choice and the exchange hold it up. False when nothing is
// to be merged, or it failed: then the next commit tries again, and until then there are more
// segments than need be.
bool LexicalWriter::merge_once() {
  std::shared_ptr<const Snapshot> from;
  std::span<const OpenSegment> run;
  SegmentRef ref;
  {
    const std::lock_guard lock(writing_);
    from = latest_.known();
    const auto [first, end] = next_merge(from->segments);
    if (first == end) return false;
    run = std::span(from->segments).subspan(first, end - first);
    ref = new_segment();
  }
  // Damage must not be carried over into a segment with a right checksum.
  const bool sound = std::all_of(run.begin(), run.end(),
                                 [](const OpenSegment& open) { return open.segment->sound(); });
  Result<std::uint32_t> merged = 0U;
  if (sound) merged = merge(run, folder_, segment_name(ref.number), analysis_);
  const std::lock_guard lock(writing_);
  const bool done = sound && merged && replace(run, ref, *merged);
  unnamed_.erase(ref.number);
  return done;
}

// Puts a merged segment in the place of those it was made of, unless they went meanwhile (clear);
// what was removed from them since is marked as gone. `writing_` is held.
Result<void> LexicalWriter::replace(std::span<const OpenSegment> merged, const SegmentRef& with,
                                    std::uint32_t passages) {
  const std::shared_ptr<const Snapshot> now = latest_.get();
  std::vector<OpenSegment> segments = now->segments;
  const auto at = std::search(
      segments.begin(), segments.end(), merged.begin(), merged.end(),
      [](const OpenSegment& a, const OpenSegment& b) { return a.ref.number == b.ref.number; });
  if (at == segments.end() || passages == 0) {
    return fail(Code::not_found, "segments changed while they were merged", folder_.string());
  }
  Result<OpenSegment> open = open_segment(folder_, analysis_, with);
  if (!open) return fail(open.error());
  std::vector<std::int64_t> gone;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    gone_since(merged[i], at[static_cast<std::ptrdiff_t>(i)], gone);
  }
  if (const std::vector<std::uint32_t> places = places_of(*open, gone); !places.empty()) {
    if (auto written = write_gone(folder_, *open, places, next_number_++); !written) return written;
  }
  const auto rest = segments.erase(at, at + static_cast<std::ptrdiff_t>(merged.size()));
  if (open->live > 0) segments.insert(rest, std::move(*open));
  return publish(now->manifest, std::move(segments));
}

}  // namespace sillok::index
