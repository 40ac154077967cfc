// A passage or a question as the keys of its terms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace sillok::index {

struct Entry;

// What a term is filed under: the upper 48 bits of the XXH3 hash of its text, seeded with its kind.
// Two terms of one library share a key about once in a hundred libraries of a million passages, and
// then are taken for one another.
using Key = std::uint64_t;
inline constexpr unsigned kKeyBits = 48;

[[nodiscard]] Key key_of(text::TermKind kind, std::string_view term);

struct PassageTerm {
  Key key = 0;
  std::uint32_t level = 0;
};

struct QuestionTerm {
  Key key = 0;
  text::TermKind kind = text::TermKind::word;
  bool likewise = false;  // another word for what was asked
};

// Analyses passages one after the other; keeps its buffers. One thread.
class PassageTerms {
 public:
  explicit PassageTerms(const text::Analyzer& analyzer) : analyzer_(analyzer) {}
  // The terms of an entry, each once, by key. Valid until the next call.
  [[nodiscard]] const std::vector<PassageTerm>& of(const Entry& entry);

 private:
  struct Counted {
    Key key = 0;
    std::uint32_t halves = 0;
  };
  void count(std::string_view text, std::uint32_t halves);

  const text::Analyzer& analyzer_;
  std::vector<text::Term> terms_;
  std::vector<Counted> counted_;
  std::vector<PassageTerm> result_;
};

// The words and numbers of a text in their order; each place with all the keys that what stands
// there is filed under (a compound and its first part, say). Bigrams are left out.
using Positions = std::vector<std::vector<Key>>;
[[nodiscard]] Positions positions_of(const text::Analyzer& analyzer, std::string_view text);

// The different terms of a question and of other words for it, in the order of their first
// occurrence, at most kMostTerms.
[[nodiscard]] std::vector<QuestionTerm> question_terms(const text::Analyzer& analyzer,
                                                       std::string_view question,
                                                       std::string_view likewise = {});

}  // namespace sillok::index
