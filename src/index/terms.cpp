#include "index/terms.h"

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "index/lexical.h"
#include "index/weights.h"

namespace sillok::index {

Key key_of(text::TermKind kind, std::string_view term) {
  const auto seed = static_cast<XXH64_hash_t>(kind);
  return XXH3_64bits_withSeed(term.data(), term.size(), seed) >> (64 - kKeyBits);
}

void PassageTerms::count(std::string_view text, std::uint32_t halves) {
  terms_.clear();
  analyzer_.analyse(text, terms_);
  for (const text::Term& term : terms_) counted_.push_back({key_of(term.kind, term.text), halves});
}

const std::vector<PassageTerm>& PassageTerms::of(const Entry& entry) {
  counted_.clear();
  count(entry.title, kTitleHalves);
  count(entry.context, kContextHalves);
  count(entry.body, kBodyHalves);
  std::uint64_t length = 0;
  for (const Counted& term : counted_) length += term.halves;
  count(entry.defined, kDefinedHalves);  // makes the passage no longer
  std::sort(counted_.begin(), counted_.end(),
            [](const Counted& a, const Counted& b) { return a.key < b.key; });
  result_.clear();
  for (std::size_t i = 0; i < counted_.size();) {
    const Key key = counted_[i].key;
    std::uint64_t halves = 0;
    for (; i < counted_.size() && counted_[i].key == key; ++i) halves += counted_[i].halves;
    const std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    result_.push_back({key, level_of(static_cast<std::uint32_t>(std::min(halves, most)), length)});
  }
  return result_;
}

Positions positions_of(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<text::Term> terms;
  analyzer.analyse(text, terms);
  std::erase_if(terms, [](const text::Term& term) {
    return term.kind != text::TermKind::word && term.kind != text::TermKind::number;
  });
  std::stable_sort(terms.begin(), terms.end(),
                   [](const text::Term& a, const text::Term& b) { return a.begin < b.begin; });
  Positions positions;
  std::uint32_t begin = 0;
  for (const text::Term& term : terms) {
    if (positions.empty() || term.begin != begin) positions.emplace_back();
    begin = term.begin;
    positions.back().push_back(key_of(term.kind, term.text));
  }
  return positions;
}

std::vector<QuestionTerm> question_terms(const text::Analyzer& analyzer, std::string_view question,
                                         std::string_view likewise) {
  std::vector<QuestionTerm> result;
  std::unordered_set<Key> seen;
  std::vector<text::Term> terms;
  for (const bool other : {false, true}) {
    terms.clear();
    analyzer.analyse(other ? likewise : question, terms);
    for (const text::Term& term : terms) {
      if (result.size() >= kMostTerms) return result;
      const Key key = key_of(term.kind, term.text);
      if (seen.insert(key).second) result.push_back({key, term.kind, other});
    }
  }
  return result;
}

}  // namespace sillok::index
