#include "operate/finding.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "answer/question.h"
#include "operate/compare.h"
#include "text/analyzer.h"

namespace sillok::operate {
namespace {

constexpr std::size_t kLookedAt = 10;

Result<std::unordered_map<std::int64_t, library::KeptPassage>> fetched(
    const library::Library& library, const std::vector<std::int64_t>& ids) {
  Result<std::vector<library::KeptPassage>> passages = library.passages(ids);
  if (!passages) return fail(std::move(passages).error());
  std::unordered_map<std::int64_t, library::KeptPassage> by_id;
  for (library::KeptPassage& each : *passages) by_id.emplace(each.id, std::move(each));
  return by_id;
}

bool is_from(const library::KeptPassage& passage, const std::string& source) {
  return passage.document == source || passage.file == source || passage.title == source;
}

Result<void> note_rows(const ExamQuestion& question, const index::Query& query,
                       const library::Library& library, const index::Hybrid& hybrid,
                       TrainingRows& rows) {
  const Result<std::vector<index::Candidate>> candidates = hybrid.candidates(query);
  if (!candidates) return fail(candidates.error());
  std::vector<std::int64_t> ids;
  for (const index::Candidate& candidate : *candidates) ids.push_back(candidate.hit.passage);
  const auto passages = fetched(library, ids);
  if (!passages) return fail(passages.error());
  rows.add(question.question, *candidates, [&](std::int64_t passage) {
    const auto found = passages->find(passage);
    return found == passages->end() ? kUnknown : relevance_of(question, found->second);
  });
  return {};
}

void count(FindingFigures& figures, std::size_t rank) {
  figures.questions += 1;
  figures.first += rank < 1 ? 1 : 0;
  figures.among_five += rank < 5 ? 1 : 0;
  figures.among_ten += rank < 10 ? 1 : 0;
}

void average(FindingFigures& figures) {
  const double n = std::max<double>(1, static_cast<double>(figures.questions));
  for (double* figure : {&figures.first, &figures.among_five, &figures.among_ten}) *figure /= n;
}

}  // namespace

bool is_answered_by(const ExamQuestion& question, const library::KeptPassage& passage) {
  if (question.article.empty()) {
    const bool sourced = question.source.empty() || is_from(passage, question.source);
    const std::string text = squeezed(passage.passage.text);
    return sourced && std::any_of(question.expected.begin(), question.expected.end(),
                                  [&](const std::string& each) {
                                    return holds(text, each) ||
                                           holds_row(passage.passage.text, each);
                                  });
  }
  // A passage can hold several small articles: any of its places will do.
  for (const document::PlaceMark& mark : passage.passage.marks) {
    const document::Place place = passage.passage.place_at(mark.offset);
    if (is_at(place, question.regulation, question.article)) return true;
    for (const ExamQuestion::Elsewhere& other : question.also) {
      if (is_at(place, other.regulation, other.article)) return true;
    }
  }
  return false;
}

int relevance_of(const ExamQuestion& question, const library::KeptPassage& passage) {
  if (is_answered_by(question, passage)) return 1;
  const bool elsewhere = !question.source.empty() && !is_from(passage, question.source);
  return elsewhere ? kUnknown : 0;
}

Result<Finding> examine_finding(const std::vector<ExamQuestion>& questions,
                                const library::Library& library, const index::Hybrid& hybrid,
                                const library::Asker& asker, TrainingRows* rows) {
  Result<std::vector<bool>> visible = library.visible_scopes(asker);
  if (!visible) return fail(std::move(visible).error());
  Finding finding;
  for (const ExamQuestion& question : questions) {
    if (!question.answerable) continue;
    index::Query query = answer::query_for(
        answer::understand(question.question, text::korean_analyzer(), hybrid, *visible));
    query.k = kLookedAt;
    query.visible_scopes = *visible;
    const auto hits = hybrid.search(query);
    if (!hits) return fail(hits.error());
    std::vector<std::int64_t> ids;
    for (const index::Hit& hit : *hits) ids.push_back(hit.passage);
    const auto passages = fetched(library, ids);
    if (!passages) return fail(passages.error());
    const auto right = std::find_if(ids.begin(), ids.end(), [&](std::int64_t id) {
      const auto found = passages->find(id);
      return found != passages->end() && is_answered_by(question, found->second);
    });
    const auto rank =
        right == ids.end() ? kLookedAt : static_cast<std::size_t>(right - ids.begin());
    count(finding.all, rank);
    if (!question.kind.empty()) count(finding.by_kind[question.kind], rank);
    if (rows == nullptr) continue;
    if (auto done = note_rows(question, query, library, hybrid, *rows); !done)
      return fail(done.error());
  }
  average(finding.all);
  for (auto& [kind, figures] : finding.by_kind) average(figures);
  return finding;
}

}  // namespace sillok::operate
