#include "index/ranker.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "index/ranker_model.h"

namespace sillok::index {

// One line of a model.
class Ranker::Parser {
 public:
  Parser(std::string_view line, std::vector<Node>& nodes) : rest_(line), nodes_(nodes) {}

  // Whether the line is one tree, and nothing else.
  bool is_tree() { return tree(0) && rest_.empty(); }

  // Whether the line is a feature's weight, and nothing else.
  bool is_weight(Features& weights) {
    if (!rest_.starts_with('+')) return false;
    rest_.remove_prefix(1);
    if (!space()) return false;
    const std::optional<std::int16_t> feature = name();
    return feature && number(weights[static_cast<std::size_t>(*feature)]) && rest_.empty();
  }

 private:
  static constexpr int kDeepest = 32;

  bool tree(int depth) {
    if (depth > kDeepest) return false;
    const std::size_t at = nodes_.size();
    nodes_.emplace_back();
    if (!rest_.starts_with('(')) return number(nodes_[at].number);
    rest_.remove_prefix(1);
    const std::optional<std::int16_t> feature = name();
    if (!feature || !number(nodes_[at].number) || !space() || !tree(depth + 1)) return false;
    const std::size_t above = nodes_.size() - at;
    if (above > std::numeric_limits<std::uint16_t>::max()) return false;
    nodes_[at].feature = *feature;
    nodes_[at].above = static_cast<std::uint16_t>(above);
    if (!space() || !tree(depth + 1) || !rest_.starts_with(')')) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool space() {
    if (!rest_.starts_with(' ')) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A feature's name and the space behind it.
  std::optional<std::int16_t> name() {
    const std::string_view word = rest_.substr(0, rest_.find(' '));
    for (std::size_t i = 0; i < kFeatures; ++i) {
      if (name_of(static_cast<Feature>(i)) != word) continue;
      rest_.remove_prefix(word.size());
      return space() ? std::optional(static_cast<std::int16_t>(i)) : std::nullopt;
    }
    return std::nullopt;
  }

  bool number(float& value) {
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }

  std::string_view rest_;
  std::vector<Node>& nodes_;
};

Result<Ranker> Ranker::parse(std::string_view model) {
  Ranker ranker;
  for (std::size_t number = 1; !model.empty(); ++number) {
    const std::string_view line = model.substr(0, model.find('\n'));
    model.remove_prefix(std::min(model.size(), line.size() + 1));
    if (line.empty() || line.starts_with('#')) continue;
    if (Parser(line, ranker.nodes_).is_weight(ranker.weights_)) continue;
    ranker.roots_.push_back(ranker.nodes_.size());
    if (!Parser(line, ranker.nodes_).is_tree()) {
      return fail(Code::unreadable, "line " + std::to_string(number) + " is no tree and no weight",
                  "ranker.model");
    }
  }
  if (ranker.roots_.empty()) return fail(Code::unreadable, "holds no tree", "ranker.model");
  return ranker;
}

double Ranker::relevance(const Features& features) const {
  double sum = 0;
  for (std::size_t i = 0; i < kFeatures; ++i) {
    sum += static_cast<double>(weights_[i]) * static_cast<double>(features[i]);
  }
  for (std::size_t at : roots_) {
    while (nodes_[at].feature >= 0) {
      const Node& fork = nodes_[at];
      const float value = features[static_cast<std::size_t>(fork.feature)];
      at += value <= fork.number ? 1 : fork.above;
    }
    sum += static_cast<double>(nodes_[at].number);
  }
  return 1 / (1 + std::exp(-sum));
}

const Ranker& shipped_ranker() {
  static const Ranker ranker = [] {
    Result<Ranker> parsed = Ranker::parse(ranker_model());
    if (!parsed) std::abort();  // the build checks it: tests/index
    return std::move(*parsed);
  }();
  return ranker;
}

}  // namespace sillok::index
