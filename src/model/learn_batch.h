// One step of learning: a batch of questions and their passages, both as rows of a table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sillok::model {

// The rows of one text, each with what it counts, and the sum they make.
class LearningSide {
 public:
  void clear();
  // `rows` in any order; the same row twice counts as weight_of(2).
  void add(std::vector<std::uint32_t>& rows);
  [[nodiscard]] std::size_t size() const { return ends_.size(); }

  // Sums of the table's rows, brought to length 1.
  void embed(const std::vector<float>& table);
  [[nodiscard]] const float* vector(std::size_t text) const;
  // Moves the rows against a gradient by vector(text): Adagrad, `squares` has a number a row.
  void learn(std::size_t text, std::span<const float> gradient, float rate,
             std::vector<float>& table, std::vector<float>& squares) const;

 private:
  struct Weighed {
    std::uint32_t row = 0;
    float weight = 0;
  };
  std::vector<Weighed> rows_;
  std::vector<std::size_t> ends_;
  std::vector<float> vectors_;
  std::vector<float> lengths_;
};

// Moves the table so that each question comes nearer to its own passage (the same number) than to
// the others, and each passage to its question. Gives the mean loss before the step.
double learn_batch(LearningSide& questions, LearningSide& passages, float warmth, float rate,
                   std::vector<float>& table, std::vector<float>& squares);

}  // namespace sillok::model
