#include "ingest/follow.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "ingest/ingest.h"

namespace sillok::ingest {
namespace {

// Passages fetched at once.
constexpr std::size_t kPage = 256;
// Text handed over between two commits of the index: each commit writes a segment, and segments are
// merged again, so not too often; but the index holds it in memory, so not too much.
constexpr std::size_t kMostGathered = std::size_t{64} << 20;
constexpr std::size_t kMostFindings = 100;

}  // namespace

// ---- the log of changes

Result<void> Follower::add(std::span<const library::KeptPassage> passages) {
  if (passages.empty()) return {};
  top_ = passages.back().id;
  uncommitted_ = true;
  return following_.add(passages);
}

Result<void> Follower::apply(const library::Change& change) {
  if (!change.removed.empty()) {
    uncommitted_ = true;
    if (auto done = following_.remove(change.removed); !done) return done;
  }
  // start_over() reads passages while the log grows: what it has seen already is not added again.
  std::span<const std::int64_t> added = change.added;
  while (!added.empty() && added.front() <= top_) added = added.subspan(1);
  while (!added.empty()) {
    const std::size_t count = std::min(kPage, added.size());
    const auto passages = library_.passages(added.first(count));
    if (!passages) return fail(passages.error());
    if (auto done = add(*passages); !done) return done;
    added = added.subspan(count);
  }
  return {};
}

Result<void> Follower::follow() {
  const Result<std::int64_t> last = library_.last_change();
  if (!last) return fail(last.error());
  if (at_ < 0) at_ = following_.change();
  if (at_ == *last) return {};
  // At 0 it may hold a part of a filling that was interrupted; ahead of the library, it belongs to
  // another one (restored from an older backup, say).
  if (at_ == 0 || at_ > *last) {
    if (auto done = start_over(); !done) return done;
  }
  Result<void> outcome;
  const auto read = library_.changes_after(at_, [&](const library::Change& change) {
    outcome = apply(change);
    if (!outcome) return false;
    at_ = change.id;
    uncommitted_ = true;
    if (following_.is_laden()) outcome = commit();
    return outcome.has_value();
  });
  if (!read) return read;
  return outcome;
}

Result<void> Follower::commit() {
  if (!uncommitted_) return {};
  if (auto done = following_.commit(at_); !done) return done;
  uncommitted_ = false;
  return {};
}

Result<void> Follower::start_over() {
  const Result<std::int64_t> last = library_.last_change();
  if (!last) return fail(last.error());
  if (auto done = following_.clear(); !done) return done;
  uncommitted_ = true;
  // Commits before the last passage say that it agrees with nothing: after a crash the filling
  // starts over.
  at_ = 0;
  top_ = 0;
  std::vector<library::KeptPassage> page;
  Result<void> outcome;
  const auto hand_over = [&] {
    outcome = add(page);
    page.clear();
    if (outcome && following_.is_laden()) outcome = commit();
    return outcome.has_value();
  };
  const auto read = library_.each_passage([&](const library::KeptPassage& passage) {
    page.push_back(passage);
    return page.size() < kPage || hand_over();
  });
  if (!read) return read;
  if (outcome && !page.empty()) (void)hand_over();
  if (outcome) at_ = *last;
  uncommitted_ = true;
  return outcome;
}

// ---- the index of words

std::int64_t FollowingWords::change() {
  return index_.sound() ? index_.change() : 0;
}

Result<void> FollowingWords::add(std::span<const library::KeptPassage> passages) {
  std::vector<index::Entry> entries;
  entries.reserve(passages.size());
  for (const library::KeptPassage& kept : passages) {
    entries.push_back({kept.id, kept.scope, kept.title, kept.passage.context, kept.passage.text,
                       kept.passage.defined});
    gathered_ += kept.passage.text.size() + kept.passage.context.size() + kept.title.size();
  }
  passages_ += passages.size();
  if (progress_) progress_(passages_);
  return index_.add(entries);
}

Result<void> FollowingWords::remove(std::span<const std::int64_t> passages) {
  return index_.remove(passages);
}

Result<void> FollowingWords::clear() {
  return index_.clear();
}

Result<void> FollowingWords::commit(std::int64_t change) {
  gathered_ = 0;
  return index_.commit(change);
}

bool FollowingWords::is_laden() const {
  return gathered_ >= kMostGathered;
}

// ---- whole libraries

Result<void> catch_up(library::Library& library, index::LexicalIndex& index) {
  FollowingWords words(index);
  Follower follower(library, words);
  if (auto done = follower.follow(); !done) return done;
  return follower.commit();
}

Result<void> rebuild(library::Library& library, index::LexicalIndex& index,
                     const std::function<void(const Progress&)>& progress) {
  FollowingWords words(index, [&](std::size_t passages) {
    if (!progress) return;
    Progress now;
    now.passages = passages;
    progress(now);
  });
  Follower follower(library, words);
  const auto done = follower.start_over();
  if (!done) return done;
  return follower.commit();
}

Result<std::vector<std::string>> check(library::Library& library,
                                       const index::LexicalIndex& index) {
  std::vector<std::string> findings = index.check().damage;
  const Result<std::int64_t> last = library.last_change();
  if (!last) return fail(last.error());
  if (index.change() != *last) {
    findings.push_back("the index stands at change " + std::to_string(index.change()) +
                       ", the library at " + std::to_string(*last));
  }
  const Result<std::vector<std::int64_t>> kept = library.passage_ids();
  if (!kept) return fail(kept.error());
  const std::vector<std::int64_t> indexed = index.passages();
  std::vector<std::int64_t> missing;
  std::set_difference(kept->begin(), kept->end(), indexed.begin(), indexed.end(),
                      std::back_inserter(missing));
  std::vector<std::int64_t> extra;
  std::set_difference(indexed.begin(), indexed.end(), kept->begin(), kept->end(),
                      std::back_inserter(extra));
  const auto list = [&](const std::vector<std::int64_t>& ids, const std::string& what) {
    for (std::size_t i = 0; i < std::min(ids.size(), kMostFindings); ++i) {
      findings.push_back("passage " + std::to_string(ids[i]) + what);
    }
    if (ids.size() > kMostFindings) {
      findings.push_back(std::to_string(ids.size() - kMostFindings) + " more passages" + what);
    }
  };
  list(missing, " is not in the index");
  list(extra, " is in the index, but no longer in the library");
  return findings;
}

}  // namespace sillok::ingest
