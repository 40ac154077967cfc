// Learning an embedder from the passages of a library: a part of a passage (its title, its heading,
// one of its sentences, a few words of one) is to be nearer to the rest of that passage than to
// other passages (the inverse cloze task: Lee, Chang, Toutanova 2019; softmax over the others of a
// batch). Plain sums of word vectors, Adagrad with one rate a row (Duchi, Hazan, Singer 2011).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/learned.h"
#include "text/analyzer.h"

namespace sillok::model {

struct LearningOptions {
  std::uint64_t seed = 1;
  std::size_t features = 98'304;  // at most; the rarest are left out
  std::size_t passages = 40'000;  // learned from at most; a sample of more
  double rounds = 20;             // over the passages …
  std::size_t pairs = 300'000;    // … but at most so many pairs in all
  std::size_t batch = 128;
  std::size_t words_looked_at = 96;  // features of a passage in one step
  float warmth = 0.2F;               // of the softmax over cosines
  float rate = 0.1F;
};

// Gathers passages, then learns. The same passages in the same order under the same options give
// the same bytes, whatever the processor's registers. One thread, about 2 KB of memory a passage
// besides the table.
class Learner {
 public:
  Learner(const text::Analyzer& analyzer, const LearningOptions& options);

  // Beyond options.passages a sample is kept of all that come.
  void add(std::string_view title, std::string_view context, std::string_view body);
  // The table of what the passages teach; empty when there is nothing to learn from (fewer than 8
  // passages, or no word that two share). `stop`, when given, is asked now and then; true gives
  // what has been learned so far.
  [[nodiscard]] LearnedTable learn(const std::function<bool()>& stop = {});

 private:
  // A passage as features: part 0 is the title, part 1 the headings, then its sentences.
  struct Lesson {
    std::vector<FeatureKey> features;  // keys first, later their rows
    std::vector<std::uint32_t> ends;   // of the parts
  };

  std::size_t below(std::size_t n);
  void choose_features(LearnedTable& table);
  void begin_rows(LearnedTable& table) const;
  void pair_from(const Lesson& lesson, std::vector<std::uint32_t>& question,
                 std::vector<std::uint32_t>& passage);

  LearningOptions options_;
  FeatureReader reader_;
  std::uint64_t state_;
  std::uint64_t seen_ = 0;
  std::vector<Lesson> lessons_;
  std::vector<std::uint32_t> passages_with_;  // each row's feature
};

}  // namespace sillok::model
