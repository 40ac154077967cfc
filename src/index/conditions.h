// What a passage must satisfy besides being found: words it must hold or must not, phrases,
// collection, documents, dates. Conditions only leave passages out; how much a word weighs comes
// from all passages that the asker may see, with conditions or without, so a passage has the same
// score either way.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::index {

// Passage ids from `first` to `last`, both included.
struct IdRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool operator==(const IdRange&) const = default;
};

// A passage's text, field by field, for conditions that need more than the index holds.
struct PassageFields {
  std::string title, context, body;
};

struct Conditions {
  // Words a passage must hold, anywhere in title, context or body or in what a name of the body
  // stands for; in any order.
  std::vector<std::string> must;
  // A passage is left out when it holds all words of one of these.
  std::vector<std::string> must_not;
  // Words that must follow one another in one field, as `must` compares them: without particles and
  // endings.
  std::vector<std::string> phrases;
  std::vector<std::string> phrases_not;
  // wanted[scope], within the visible ones; empty: all.
  std::vector<bool> scopes;
  // Rising, apart from each other; nothing: all, empty: none.
  std::optional<std::vector<IdRange>> passages;
  // Needed for phrases: false when the passage is no longer kept. Thread-safe. The index knows
  // which words a passage holds, not their order, so a phrase is looked for in the text of those
  // that hold all its words and would be among the best; at most 10,000 for one search.
  std::function<bool(std::int64_t passage, PassageFields&)> read;

  // Whether a passage of a wanted scope that was found without its words may stand: not when there
  // are conditions on words.
  [[nodiscard]] bool allows_unread(std::int64_t passage) const;
};

// A query as people type it: words; "words in this order" (also “…”); +word; -word; -"…".
struct TypedQuery {
  std::string text;  // the words to find and rank by, those of conditions included
  Conditions conditions;

  [[nodiscard]] bool plain() const {
    return conditions.must.empty() && conditions.must_not.empty() && conditions.phrases.empty() &&
           conditions.phrases_not.empty();
  }
};

// Never fails: what is no syntax is words. A quotation mark that is never closed, a sign that
// stands alone or inside a word, an empty phrase mean nothing; a query of nothing but words that
// must not be there is one of plain words.
[[nodiscard]] TypedQuery read_query(std::string_view typed);

}  // namespace sillok::index
