#include "index/senses.h"

#include <algorithm>

namespace sillok::index {
namespace {

// Pieces of a word (상조 and 조금 for 상조금) say less than the word, and its other words a little
// less.
constexpr double kPieces = 0.8;
constexpr double kOther = 0.9;

}  // namespace

Senses::Senses(const Query& query, const text::Analyzer& analyzer) {
  double total = 0;
  for (const Sense& sense : query.senses) total += sense.weight;
  if (total <= 0) return;
  for (const Sense& sense : query.senses) {
    Word word;
    word.weight = sense.weight / total;
    word.ways.push_back({1, {number_of(words_, sense.word)}});
    add_ways(sense.word, 1, analyzer, word);
    for (const Sense::Other& other : sense.others) {
      add_ways(other.text, kOther * other.strength, analyzer, word);
    }
    senses_.push_back(std::move(word));
  }
}

std::size_t Senses::number_of(Numbers& among, const std::string& term) {
  return among.try_emplace(term, terms()).first->second;
}

// As its words, and as the pieces of them.
void Senses::add_ways(const std::string& written, double strength, const text::Analyzer& analyzer,
                      Word& word) {
  std::vector<text::Term> terms;
  analyzer.analyse(written, terms);
  Way whole{strength, {}};
  Way pieces{strength * kPieces, {}};
  for (const text::Term& term : terms) {
    if (term.kind == text::TermKind::bigram) {
      pieces.terms.push_back(number_of(pairs_, term.text));
    } else if (term.kind == text::TermKind::word || term.kind == text::TermKind::number) {
      whole.terms.push_back(number_of(words_, term.text));
    }
  }
  for (Way* way : {&whole, &pieces}) {
    if (!way->terms.empty()) word.ways.push_back(std::move(*way));
  }
}

double Senses::held_of(const Word& word, const std::vector<bool>& held) {
  double best = 0;
  for (const Way& way : word.ways) {
    const auto count = std::count_if(way.terms.begin(), way.terms.end(),
                                     [&](std::size_t term) { return held[term]; });
    best = std::max(
        best, way.strength * static_cast<double>(count) / static_cast<double>(way.terms.size()));
  }
  return best;
}

double Senses::covered(const std::vector<bool>& held) const {
  double sum = 0;
  for (const Word& word : senses_) sum += word.weight * held_of(word, held);
  return std::min(sum, 1.0);
}

double Senses::missed(const std::vector<bool>& held) const {
  double most = 0;
  for (const Word& word : senses_) {
    if (word.weight > most && held_of(word, held) <= 0) most = word.weight;
  }
  return most;
}

}  // namespace sillok::index
