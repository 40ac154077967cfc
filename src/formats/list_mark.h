// Marks at the beginning of a line: bullets, item numbers, the heads of articles and chapters.
#pragma once

#include <cstddef>
#include <string_view>

namespace sillok::formats {

enum class Mark {
  none,
  bullet,   // "•", "-", "○", "※", followed by white space where it could be a letter or sign
  number,   // "1.", "1)", "(1)", "가.", "나)", "(다)", "a.", "Ⅱ.", "㉠"
  clause,   // "①"
  article,  // "제12조(", "제12조의2 (", "제12조【"
  chapter,  // "제3장 ", "제2절", "제1편", "부칙", "별표 1", "[별지 제3호 서식]"
};

struct MarkFound {
  Mark mark = Mark::none;
  std::size_t length = 0;  // bytes of the mark without the white space behind it
  char32_t style = 0;      // number: '1' for digits, U'가' for syllables in that order; else 0
  int ordinal = 0;         // number of a known style: 3 for "3." and for "다."
};

[[nodiscard]] MarkFound mark_at_start(std::string_view line);
// The whole text is a bullet or a number: "1.", "○".
[[nodiscard]] bool is_bare_mark(std::string_view text);

// Dots that lead the eye to a page number, as in a table of contents.
[[nodiscard]] bool has_leaders(std::string_view text);

}  // namespace sillok::formats
