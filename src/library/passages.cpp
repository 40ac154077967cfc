// Passages, and the log of changes that the index follows.
#include <algorithm>
#include <utility>

#include "library/impl.h"
#include "library/rows.h"
#include "text/unicode.h"

namespace sillok::library {
namespace {

constexpr std::int64_t kPage = 256;  // rows read in one turn, so that no reader holds up the others

// Behind every time of a day when it follows the day, and behind every day.
constexpr const char* kAfterAllDays = "~";

// Every query of passages selects these columns in this order.
KeptPassage passage_of(const Rows& row) {
  KeptPassage kept;
  kept.id = row.integer(0);
  kept.document = row.text(1);
  kept.title = row.text(2);
  const std::string_view path = row.view(3);
  kept.file = text::nfc(path.substr(path.find_last_of('/') + 1));
  kept.scope = row.integer(4);
  kept.ordinal = static_cast<int>(row.integer(5));
  kept.passage.begin = static_cast<std::size_t>(row.integer(6));
  kept.passage.text = row.text(7);
  kept.passage.context = row.text(8);
  kept.passage.section = texts_of(row.view(9));
  kept.passage.marks = marks_of(row.view(10));
  kept.passage.defined = row.text(11);
  return kept;
}

}  // namespace

Result<std::vector<KeptPassage>> Library::passages(std::span<const std::int64_t> ids) const {
  Impl::Reading turn(*impl_);
  std::vector<KeptPassage> passages;
  passages.reserve(ids.size());
  for (const std::int64_t id : ids) {
    Rows rows = turn.db().query(
        "SELECT p.id, d.id, d.title, f.path, d.scope, p.ordinal, p.begin, p.text, p.context, "
        "p.section, p.marks, p.defined FROM passages p JOIN documents d ON d.key = p.document "
        "JOIN files f ON f.id = d.file WHERE p.id = ?",
        id);
    if (rows.next()) passages.push_back(passage_of(rows));
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return passages;
}

Result<std::vector<KeptPassage>> Library::passages_of(const std::string& document) const {
  Impl::Reading turn(*impl_);
  std::vector<KeptPassage> passages;
  {
    Rows rows = turn.db().query(
        "SELECT p.id, d.id, d.title, f.path, d.scope, p.ordinal, p.begin, p.text, p.context, "
        "p.section, p.marks, p.defined FROM documents d JOIN passages p ON p.document = d.key "
        "JOIN files f ON f.id = d.file WHERE d.id = ? ORDER BY p.ordinal",
        document);
    while (rows.next()) passages.push_back(passage_of(rows));
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return passages;
}

Result<void> Library::each_passage(const std::function<bool(const KeptPassage&)>& each) const {
  std::int64_t after = 0;
  std::vector<KeptPassage> page;
  do {
    page.clear();
    {
      Impl::Reading turn(*impl_);
      {
        Rows rows = turn.db().query(
            "SELECT p.id, d.id, d.title, f.path, d.scope, p.ordinal, p.begin, p.text, p.context, "
            "p.section, p.marks, p.defined FROM passages p JOIN documents d ON d.key = p.document "
            "JOIN files f ON f.id = d.file WHERE p.id > ? ORDER BY p.id LIMIT ?",
            after, kPage);
        while (rows.next()) page.push_back(passage_of(rows));
      }
      if (auto done = turn.db().outcome(); !done) return done;
    }
    for (const KeptPassage& passage : page) {
      if (!each(passage)) return {};
      after = passage.id;
    }
  } while (!page.empty());
  return {};
}

Result<std::vector<PassageRange>> Library::passage_ranges(const PassageFilter& filter) const {
  Impl::Reading turn(*impl_);
  const std::string since = filter.since;
  const std::string until = filter.until.empty() ? kAfterAllDays : filter.until + kAfterAllDays;
  std::vector<std::int64_t> ids;
  const auto take = [&](Rows rows) {
    while (rows.next()) ids.push_back(rows.integer(0));
  };
  if (filter.documents.empty()) {
    take(
        turn.db().query("SELECT p.id FROM documents d JOIN passages p ON p.document = d.key "
                        "WHERE d.updated >= ? AND d.updated <= ?",
                        since, until));
  }
  for (const std::string& document : filter.documents) {
    take(
        turn.db().query("SELECT p.id FROM documents d JOIN passages p ON p.document = d.key "
                        "WHERE d.id = ? AND d.updated >= ? AND d.updated <= ?",
                        document, since, until));
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  std::sort(ids.begin(), ids.end());
  std::vector<PassageRange> ranges;
  for (const std::int64_t id : ids) {
    if (!ranges.empty() && id <= ranges.back().last + 1) {
      ranges.back().last = id;
    } else {
      ranges.push_back({id, id});
    }
  }
  return ranges;
}

Result<std::vector<std::int64_t>> Library::passage_ids() const {
  Impl::Reading turn(*impl_);
  std::vector<std::int64_t> ids;
  {
    Rows rows = turn.db().query("SELECT id FROM passages ORDER BY id");
    while (rows.next()) ids.push_back(rows.integer(0));
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return ids;
}

Result<std::uint64_t> Library::passage_count(const std::vector<bool>& visible) const {
  Impl::Reading turn(*impl_);
  std::uint64_t count = 0;
  {
    Rows rows = turn.db().query(
        "SELECT d.scope, count(*) FROM documents d JOIN passages p ON p.document = d.key "
        "GROUP BY d.scope");
    while (rows.next()) {
      const auto scope = static_cast<std::size_t>(rows.integer(0));
      if (scope < visible.size() && visible[scope]) {
        count += static_cast<std::uint64_t>(rows.integer(1));
      }
    }
  }
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return count;
}

Result<std::int64_t> Library::last_change() const {
  Impl::Reading turn(*impl_);
  const auto last = turn.db().number("SELECT max(id) FROM changes");
  if (auto done = turn.db().outcome(); !done) return fail(done.error());
  return last.value_or(0);
}

Result<void> Library::changes_after(std::int64_t after,
                                    const std::function<bool(const Change&)>& each) const {
  std::vector<Change> page;
  do {
    page.clear();
    {
      Impl::Reading turn(*impl_);
      {
        Rows rows = turn.db().query(
            "SELECT id, added, removed FROM changes WHERE id > ? ORDER BY id LIMIT ?", after,
            kPage);
        while (rows.next()) {
          page.push_back({rows.integer(0), ids_of(rows.view(1)), ids_of(rows.view(2))});
        }
      }
      if (auto done = turn.db().outcome(); !done) return done;
    }
    for (const Change& change : page) {
      if (!each(change)) return {};
      after = change.id;
    }
  } while (!page.empty());
  return {};
}

}  // namespace sillok::library
