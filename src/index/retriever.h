// Finding passages. The answer room knows only this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/conditions.h"
#include "result/result.h"
#include "text/analyzer.h"

namespace sillok::index {

// A word of a question that carries content, and what else may be written for it.
struct Sense {
  struct Other {
    std::string text;
    double strength = 1;  // 0..1
  };
  std::string word;   // as the analyser gives it
  double weight = 1;  // against the others'
  std::vector<Other> others;
};

struct Query {
  std::string text;
  // Other words for the question's own (text/everyday.h), white space between them. They find and
  // rank like those of `text`, at a lower weight; a term that stands in both counts once.
  std::string likewise;
  // What the text means and the kind of thing that would answer it: these rank what was found, and
  // find nothing. Both may be empty.
  std::vector<Sense> senses;
  // How well a sentence offers what is asked for (an amount, a time, a person), 0..1.
  std::function<double(std::string_view sentence)> offers;
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

// A passage as it is indexed; views.
struct Fields {
  std::int64_t passage = 0;
  std::string_view title;
  std::string_view context;
  std::string_view body;
  std::string_view defined{};
};

// What one term of a question gives to a passage.
struct TermShare {
  std::string term;
  text::TermKind kind = text::TermKind::word;
  bool likewise = false;  // another word for one asked
  std::uint32_t in_title = 0, in_context = 0, in_body = 0, in_defined = 0;  // occurrences
  double weight = 0;  // the most it can give: by rarity, kind, and whether it was asked itself
  double gives = 0;   // of the passage's lexical score
};

// Why a passage ranks where it does.
struct Explanation {
  std::vector<TermShare> terms;                          // those that give something, most first
  std::vector<std::pair<std::string, double>> features;  // what else was weighed, by name
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
  // Why each of the passages ranks where it does for the query, in their order; empty ones where a
  // retriever cannot tell. The caller has made sure that the passages may be seen; nothing about
  // hidden ones shows. Fails as search() does.
  [[nodiscard]] virtual Result<std::vector<Explanation>> explain(
      const Query& /*query*/, std::span<const Fields> passages) const {
    return std::vector<Explanation>(passages.size());
  }
  // Names the state searched: changes whenever results may change.
  [[nodiscard]] virtual std::string state() const = 0;
};

}  // namespace sillok::index
