// Finding passages. The answer room knows only this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/conditions.h"
#include "result/result.h"

namespace sillok::index {

struct Query {
  std::string text;
  // Other words for the question's own (text/everyday.h), white space between them. They find and
  // rank like those of `text`, at a lower weight; a term that stands in both counts once.
  std::string likewise;
  std::size_t k = 10;  // at most 1,000
  // visible[scope] decides; a scope beyond the end is hidden. Always set: no filter means no
  // result.
  std::vector<bool> visible_scopes;
  // What hits must satisfy besides; may be null. All retrievers keep to it.
  std::shared_ptr<const Conditions> conditions;
};

struct Hit {
  std::int64_t passage = 0;
  double score = 0;
};

class Retriever {
 public:
  virtual ~Retriever() = default;
  // Best first; ties by passage id. Thread-safe.
  [[nodiscard]] virtual Result<std::vector<Hit>> search(const Query& query) const = 0;
  // ln(1 + (N − n + 0.5)/(n + 0.5)) of each analysed term over the passages of visible scopes (as
  // in Query: nothing about hidden ones shows); the value for n = 0 for a term that occurs nowhere.
  [[nodiscard]] virtual std::vector<double> rarity(
      const std::vector<std::string>& terms, const std::vector<bool>& visible_scopes) const = 0;
  // Names the state searched: changes whenever results may change.
  [[nodiscard]] virtual std::string state() const = 0;
};

}  // namespace sillok::index
