#include "model/features.h"

#include <xxhash.h>

#include <algorithm>

#include "text/unicode.h"

namespace sillok::model {
namespace {

constexpr std::uint64_t kTrigramSeed = 16;
constexpr std::size_t kTrigramWord = 4;   // shorter words are hardly more than their trigrams
constexpr std::size_t kLongestWord = 64;  // code points; what is longer is no word

FeatureKey key_of(std::string_view text, std::uint64_t seed) {
  const auto key =
      static_cast<FeatureKey>(XXH3_64bits_withSeed(text.data(), text.size(), seed) >> 32U);
  return std::max<FeatureKey>(key, 1);
}

void add_trigrams(std::string_view word, std::vector<FeatureKey>& keys) {
  std::size_t starts[kLongestWord + 1];
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size();) {
    if (count == kLongestWord) return;
    starts[count++] = at;
    (void)text::next_code_point(word, at);
  }
  starts[count] = word.size();
  if (count < kTrigramWord) return;
  for (std::size_t i = 0; i + 3 <= count; ++i) {
    keys.push_back(key_of(word.substr(starts[i], starts[i + 3] - starts[i]), kTrigramSeed));
  }
}

}  // namespace

const std::vector<FeatureKey>& FeatureReader::of(std::string_view text) {
  terms_.clear();
  keys_.clear();
  analyzer_.analyse(text, terms_);
  for (const text::Term& term : terms_) {
    // What a word sounds like says nothing about what it means.
    if (term.kind == text::TermKind::sound) continue;
    // A noun is the same one inside a compound and outside.
    const bool inside = term.kind == text::TermKind::part;
    const text::TermKind kind = inside ? text::TermKind::word : term.kind;
    keys_.push_back(key_of(term.text, static_cast<std::uint64_t>(kind)));
    if (term.kind == text::TermKind::word) add_trigrams(term.text, keys_);
  }
  return keys_;
}

std::string features_version(const text::Analyzer& analyzer) {
  return "2+" + analyzer.version();
}

std::string passage_text(std::string_view title, std::string_view context, std::string_view body) {
  std::string text;
  for (const std::string_view part : {title, context, body}) {
    if (part.empty()) continue;
    if (!text.empty()) text += '\n';
    text += part;
  }
  return text;
}

}  // namespace sillok::model
