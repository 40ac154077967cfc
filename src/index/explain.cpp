#include "index/explain.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "index/lexical.h"
#include "index/sight.h"
#include "index/terms.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

using Counts = std::unordered_map<Key, std::uint32_t>;

Counts counts_of(std::string_view text, const text::Analyzer& analyzer) {
  std::vector<text::Term> terms;
  analyzer.analyse(text, terms);
  Counts counts;
  for (const text::Term& term : terms) ++counts[key_of(term.kind, term.text)];
  return counts;
}

std::uint32_t times(const Counts& counts, Key key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

// How the terms of the question are spelled; the index knows them by their keys alone.
std::unordered_map<Key, std::string> spellings(const Query& query, const text::Analyzer& analyzer) {
  std::vector<text::Term> terms;
  analyzer.analyse(query.text, terms);
  analyzer.analyse(query.likewise, terms);
  std::unordered_map<Key, std::string> spelled;
  for (text::Term& term : terms) {
    const Key key = key_of(term.kind, term.text);
    spelled.try_emplace(key, std::move(term.text));
  }
  return spelled;
}

}  // namespace

std::vector<TermShare> term_shares(const Snapshot& snapshot, const text::Analyzer& analyzer,
                                   const Query& query, const Fields& passage) {
  const std::shared_ptr<const Sight> sight = snapshot.sights->of(snapshot, query.visible_scopes);
  const std::unordered_map<Key, std::string> spelled = spellings(query, analyzer);
  const Counts title = counts_of(passage.title, analyzer);
  const Counts context = counts_of(passage.context, analyzer);
  const Counts body = counts_of(passage.body, analyzer);
  const Counts defined = counts_of(passage.defined, analyzer);
  std::map<Key, std::uint32_t> levels;
  PassageTerms passage_terms(analyzer);
  Entry entry;
  entry.title = passage.title;
  entry.context = passage.context;
  entry.body = passage.body;
  entry.defined = passage.defined;
  for (const PassageTerm& term : passage_terms.of(entry)) levels[term.key] = term.level;

  std::vector<TermShare> shares;
  for (const QuestionTerm& term : question_terms(analyzer, query.text, query.likewise)) {
    const auto level = levels.find(term.key);
    const std::uint64_t with = sight->passages_with(term.key);
    if (level == levels.end() || with == 0) continue;
    const std::uint32_t weight = term_weight(term.kind, term.likewise, with, sight->passages());
    TermShare share;
    share.term = spelled.at(term.key);
    share.kind = term.kind;
    share.likewise = term.likewise;
    share.in_title = times(title, term.key);
    share.in_context = times(context, term.key);
    share.in_body = times(body, term.key);
    share.in_defined = times(defined, term.key);
    share.weight = score_of(weight * (kLevelBase + kLevels - 1));
    share.gives = score_of(weight * (kLevelBase + level->second));
    shares.push_back(std::move(share));
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const TermShare& a, const TermShare& b) { return a.gives > b.gives; });
  return shares;
}

}  // namespace sillok::index
