// How likely a passage answers a question, by what they have in common: boosted regression trees
// (src/index/ranker.model), learned from judged questions by train/ranker.py. docs/ranking.md says
// from which, and what it gains.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "index/features.h"
#include "result/result.h"

namespace sillok::index {

class Ranker {
 public:
  // A line each: "+ feature weight", what a feature adds as it is; or a tree: "0.12" (a leaf) or
  // "(feature threshold tree tree)", the left tree for values at most the threshold. Lines that
  // begin with # say what the model is.
  [[nodiscard]] static Result<Ranker> parse(std::string_view model);

  // Above 0, below 1; a higher one is the likelier answer. To be compared between passages of one
  // question, roughly between questions.
  [[nodiscard]] double relevance(const Features& features) const;
  [[nodiscard]] std::size_t trees() const { return roots_.size(); }

 private:
  struct Node {
    float number = 0;           // a fork's threshold, a leaf's value
    std::int16_t feature = -1;  // -1: a leaf
    std::uint16_t above = 0;  // how many nodes further the right tree stands; the left is the next
  };
  class Parser;
  Features weights_{};
  std::vector<Node> nodes_;
  std::vector<std::size_t> roots_;
};

// The ranker that sillok ships with. One for the process, immutable.
[[nodiscard]] const Ranker& shipped_ranker();

}  // namespace sillok::index
