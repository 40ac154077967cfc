// Where sentences begin and end.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace sillok::text {

struct Span {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;    // one past the last byte
};

// What goes on beyond this is cut there: no line, however long, takes more memory than this needs.
inline constexpr std::size_t kLongestSentenceBytes = std::size_t{64} << 10;

// Splits text into sentences in order; a line end always ends one. Spans are trimmed of white
// space, never empty, never overlap, and never cut a code point. Dots in numbers (1.5), dates
// (2024. 3. 1.), abbreviations, list marks ("1.", "가.") and closing quotes or brackets do not end
// a sentence.
[[nodiscard]] std::vector<Span> split_sentences(std::string_view text);

}  // namespace sillok::text
