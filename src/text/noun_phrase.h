// The nouns that stand together at the end of a stretch of text: what a definition behind it names.
//
// Conservative: what is no noun for certain ends the phrase, and a phrase that would say nothing of
// its own (것, 경우, 자) is none. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

struct NounPhrases {
  std::vector<std::string> phrases;  // in text order; at most eight, each of at most six words
  bool whole = true;                 // false: listed with something that is no phrase
};

// The phrase that ends where `text` ends, and those it is listed with (교수, 부교수 및 조교수). One
// space stands between words. A quoted name is a phrase as it stands. Brackets at the end are
// passed over, and so is an object's particle behind the last word. Looks at the last 240 bytes and
// at one line only.
[[nodiscard]] NounPhrases noun_phrases_before(std::string_view text);

// The list that `text` is, as above but whole: empty when anything else stands in it. 등 at its end
// is left out.
[[nodiscard]] std::vector<std::string> noun_phrases_of(std::string_view text);

// The mark that closes what this one opens, 0 for those that open nothing. Quotation marks only.
[[nodiscard]] char32_t closing_quote(char32_t c);

// The text without its white space.
[[nodiscard]] std::string without_spaces(std::string_view text);

}  // namespace sillok::text
