// What the learned embedder sees of a text: its terms and the pieces of its words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace sillok::model {

// A term's or a piece's text and kind, hashed. Zero is none.
using FeatureKey = std::uint32_t;

// One thread each.
class FeatureReader {
 public:
  explicit FeatureReader(const text::Analyzer& analyzer) : analyzer_(analyzer) {}
  // Every occurrence, in text order: the analyser's words (those inside compounds too), bigrams and
  // numbers, and the trigrams of code points of words of four and more. Valid until the next call.
  [[nodiscard]] const std::vector<FeatureKey>& of(std::string_view text);

 private:
  const text::Analyzer& analyzer_;
  std::vector<text::Term> terms_;
  std::vector<FeatureKey> keys_;
};

// Changes when a text's features change; the analyser's version is part of it.
[[nodiscard]] std::string features_version(const text::Analyzer& analyzer);

// How a passage is handed to an embedder as one text.
[[nodiscard]] std::string passage_text(std::string_view title, std::string_view context,
                                       std::string_view body);

}  // namespace sillok::model
