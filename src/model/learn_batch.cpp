#include "model/learn_batch.h"

#include <algorithm>
#include <cmath>

#include "model/lanes.h"
#include "model/learned.h"

namespace sillok::model {
namespace {

constexpr std::size_t kWidth = kLearnedDimensions;

// Softmax over `count` numbers that stand `stride` apart, in place of them; gives −ln of the one at
// `right`.
double soften(float* from, std::size_t count, std::size_t stride, std::size_t right) {
  float most = from[0];
  for (std::size_t i = 1; i < count; ++i) most = std::max(most, from[i * stride]);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    from[i * stride] = std::exp(from[i * stride] - most);
    sum += from[i * stride];
  }
  for (std::size_t i = 0; i < count; ++i) from[i * stride] /= sum;
  return -std::log(std::max(double{from[right * stride]}, 1e-30));
}

}  // namespace

void LearningSide::clear() {
  rows_.clear();
  ends_.clear();
}

void LearningSide::add(std::vector<std::uint32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i + 1;
    while (end < rows.size() && rows[end] == rows[i]) ++end;
    rows_.push_back({rows[i], weight_of(end - i)});
    i = end;
  }
  ends_.push_back(rows_.size());
}

void LearningSide::embed(const std::vector<float>& table) {
  vectors_.assign(size() * kWidth, 0);
  lengths_.assign(size(), 0);
  for (std::size_t t = 0, r = 0; t < size(); ++t) {
    float* sum = vectors_.data() + t * kWidth;
    for (; r < ends_[t]; ++r) {
      lanes().add(sum, table.data() + rows_[r].row * kWidth, rows_[r].weight, kWidth);
    }
    lengths_[t] = std::sqrt(lanes().dot(sum, sum, kWidth));
    const float by = lengths_[t] > 0 ? 1 / lengths_[t] : 0;
    for (std::size_t i = 0; i < kWidth; ++i) sum[i] *= by;
  }
}

const float* LearningSide::vector(std::size_t text) const {
  return vectors_.data() + text * kWidth;
}

void LearningSide::learn(std::size_t text, std::span<const float> gradient, float rate,
                         std::vector<float>& table, std::vector<float>& squares) const {
  if (!(lengths_[text] > 0)) return;
  // Through the scaling to length 1: what points along the vector itself has no effect.
  std::vector<float> inner(gradient.begin(), gradient.end());
  const float* along = vector(text);
  lanes().add(inner.data(), along, -lanes().dot(along, inner.data(), kWidth), kWidth);
  for (float& g : inner) g /= lengths_[text];
  const float mean = lanes().dot(inner.data(), inner.data(), kWidth) / kWidth;
  if (!(mean > 0)) return;
  for (std::size_t r = text == 0 ? 0 : ends_[text - 1]; r < ends_[text]; ++r) {
    const auto [row, weight] = rows_[r];
    squares[row] += weight * weight * mean;
    lanes().add(table.data() + row * kWidth, inner.data(), -rate * weight / std::sqrt(squares[row]),
                kWidth);
  }
}

double learn_batch(LearningSide& questions, LearningSide& passages, float warmth, float rate,
                   std::vector<float>& table, std::vector<float>& squares) {
  const std::size_t count = questions.size();
  questions.embed(table);
  passages.embed(table);
  std::vector<float> to_passage(count * count);  // [question][passage]
  for (std::size_t q = 0; q < count; ++q) {
    for (std::size_t p = 0; p < count; ++p) {
      to_passage[q * count + p] =
          lanes().dot(questions.vector(q), passages.vector(p), kWidth) / warmth;
    }
  }
  std::vector<float> to_question = to_passage;
  double loss = 0;
  for (std::size_t i = 0; i < count; ++i) {
    loss += soften(to_passage.data() + i * count, count, 1, i);
    loss += soften(to_question.data() + i, count, count, i);
  }
  // The gradient of the loss by each cosine.
  std::vector<float>& by = to_passage;
  for (std::size_t i = 0; i < by.size(); ++i) by[i] = (by[i] + to_question[i]) / warmth;
  for (std::size_t i = 0; i < count; ++i) by[i * count + i] -= 2 / warmth;
  std::vector<float> gradients(2 * count * kWidth);
  for (std::size_t q = 0; q < count; ++q) {
    for (std::size_t p = 0; p < count; ++p) {
      const float g = by[q * count + p];
      if (std::abs(g) < 1e-4F) continue;  // nothing to learn from
      lanes().add(gradients.data() + q * kWidth, passages.vector(p), g, kWidth);
      lanes().add(gradients.data() + (count + p) * kWidth, questions.vector(q), g, kWidth);
    }
  }
  const std::span<const float> all = gradients;
  for (std::size_t i = 0; i < count; ++i) {
    questions.learn(i, all.subspan(i * kWidth, kWidth), rate, table, squares);
    passages.learn(i, all.subspan((count + i) * kWidth, kWidth), rate, table, squares);
  }
  return loss / static_cast<double>(2 * count);
}

}  // namespace sillok::model
