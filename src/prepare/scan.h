// A reading position in one line of text, for the hand-written scanners of this room. It never
// reads past the end: there peek() is 0. Cheap to copy, so a scanner that fails simply drops its
// copy.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/unicode.h"

namespace sillok::prepare {

class Cursor {
 public:
  explicit Cursor(std::string_view line, std::size_t at = 0) : line_(line), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ >= line_.size(); }
  [[nodiscard]] std::string_view rest() const { return line_.substr(at_); }
  [[nodiscard]] char32_t peek() const {
    std::size_t at = at_;
    return done() ? 0 : text::next_code_point(line_, at);
  }
  char32_t next() { return done() ? 0 : text::next_code_point(line_, at_); }
  void move_to(std::size_t at) { at_ = at; }

  // Skips white space; true when there was some.
  bool skip_spaces() {
    const std::size_t from = at_;
    while (!done() && text::is_space(peek())) next();
    return at_ > from;
  }
  bool accept(char32_t c) {
    if (done() || peek() != c) return false;
    next();
    return true;
  }
  bool accept(std::string_view word) {
    if (line_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  // The word with any white space between its characters: "부      칙" for "부칙".
  bool accept_spaced(std::string_view word) {
    const std::size_t from = at_;
    for (std::size_t w = 0; w < word.size();) {
      if (w > 0) skip_spaces();
      if (!accept(text::next_code_point(word, w))) {
        at_ = from;
        return false;
      }
    }
    return true;
  }

 private:
  std::string_view line_;
  std::size_t at_;
};

// The value of a decimal digit, half or full width; -1 for anything else.
[[nodiscard]] inline int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= U'０' && c <= U'９') return static_cast<int>(c - U'０');
  return -1;
}

// Opening and closing brackets of every shape that rules are written with.
[[nodiscard]] inline bool opens_bracket(char32_t c) {
  switch (c) {
    case '(':
    case '[':
    case '<':
    case '{':
    case U'（':
    case U'［':
    case U'＜':
    case U'｛':
    case U'【':
    case U'〔':
    case U'〈':
    case U'《':
    case U'「':
    case U'『':
    case U'｢':
    case U'‹':
    case U'≪':
      return true;
    default:
      return false;
  }
}
[[nodiscard]] inline bool closes_bracket(char32_t c) {
  switch (c) {
    case ')':
    case ']':
    case '>':
    case '}':
    case U'）':
    case U'］':
    case U'＞':
    case U'｝':
    case U'】':
    case U'〕':
    case U'〉':
    case U'》':
    case U'」':
    case U'』':
    case U'｣':
    case U'›':
    case U'≫':
      return true;
    default:
      return false;
  }
}

}  // namespace sillok::prepare
