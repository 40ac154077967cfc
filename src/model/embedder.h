// Texts → vectors whose cosine says how near they are in meaning. What makes them (learned from the
// library itself, or a model behind a server) stays behind this.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result/result.h"

namespace sillok::model {

// One vector a text, dimensions() numbers each, of length 1; all zeros for a text that says nothing
// to the embedder.
using Vectors = std::vector<std::vector<float>>;

// Questions and passages may have to be embedded in different ways.
enum class Purpose { passage, question };

class Embedder {
 public:
  virtual ~Embedder() = default;
  // In the order of `texts`. Thread-safe. Fails (a server that does not answer, say) for all of
  // them together.
  [[nodiscard]] virtual Result<Vectors> embed(std::span<const std::string_view> texts,
                                              Purpose purpose) const = 0;
  [[nodiscard]] virtual std::size_t dimensions() const = 0;
  // Vectors of different versions must never meet.
  [[nodiscard]] virtual std::string version() const = 0;
};

}  // namespace sillok::model
