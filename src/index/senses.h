// What a question means, word by word: each word of content, what else may be written for it, and
// how much of that a stretch of text holds. A word counts once, whether it stands there itself, in
// pieces, or as another word for it.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "index/retriever.h"
#include "text/analyzer.h"

namespace sillok::index {

// Not changed once made; any number of threads.
class Senses {
 public:
  Senses(const Query& query, const text::Analyzer& analyzer);

  // What the senses look for by its text, each term with its number below terms(): words and
  // numbers, and pairs of syllables.
  using Numbers = std::unordered_map<std::string, std::size_t>;
  [[nodiscard]] const Numbers& words() const { return words_; }
  [[nodiscard]] const Numbers& pairs() const { return pairs_; }
  [[nodiscard]] std::size_t terms() const { return words_.size() + pairs_.size(); }
  // 0..1: the held share of the question; held[number of a term]. 0 for a question without senses.
  [[nodiscard]] double covered(const std::vector<bool>& held) const;
  // 0..1: what the heaviest sense that is not held at all weighs.
  [[nodiscard]] double missed(const std::vector<bool>& held) const;

 private:
  // One way to say it: as good as the share of its terms that are held.
  struct Way {
    double strength = 1;
    std::vector<std::size_t> terms;
  };
  struct Word {
    double weight = 0;  // of all words together: 1
    std::vector<Way> ways;
  };
  [[nodiscard]] std::size_t number_of(Numbers& among, const std::string& term);
  void add_ways(const std::string& written, double strength, const text::Analyzer& analyzer,
                Word& word);
  [[nodiscard]] static double held_of(const Word& word, const std::vector<bool>& held);

  Numbers words_, pairs_;
  std::vector<Word> senses_;
};

}  // namespace sillok::index
