#include "text/sentences.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/unicode.h"

namespace sillok::text {
namespace {

// A quotation or bracket longer than this no longer protects the full stops inside it: more likely
// its closing mark belongs to another one. Bytes.
constexpr std::size_t kLongestAside = 400;

struct Char {
  char32_t c = 0;
  std::uint32_t at = 0;  // byte offset in the window
  bool inside = false;   // between a bracket or quotation mark and its partner
};

char32_t closing_of(char32_t c) {
  switch (c) {
    case '(':
      return ')';
    case '[':
      return ']';
    case U'（':
      return U'）';
    case U'“':
      return U'”';
    case U'‘':
      return U'’';
    case U'「':
      return U'」';
    case U'『':
      return U'』';
    case U'《':
      return U'》';
    case U'〈':
      return U'〉';
    case '"':
      return '"';
    default:
      return 0;
  }
}

bool closes(char32_t c) {
  static constexpr std::array<char32_t, 14> kClosing{
      ')', ']', U'）', U'”', U'’', U'」', U'』', U'》', U'〉', '"', '\'', U'】', '}', U'］'};
  return std::find(kClosing.begin(), kClosing.end(), c) != kClosing.end();
}

bool is_stop(char32_t c) {
  return c == '.' || c == U'．';
}
bool is_terminator(char32_t c) {
  return is_stop(c) || c == '?' || c == '!' || c == U'。' || c == U'？' || c == U'！';
}
bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<Char> characters_of(std::string_view line) {
  std::vector<Char> chars;
  chars.reserve(line.size() / 2 + 1);
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(line, at);
    chars.push_back({c, static_cast<std::uint32_t>(from), false});
  }
  return chars;
}

// Marks what stands between matching brackets and quotation marks.
void mark_asides(std::vector<Char>& chars) {
  struct Open {
    char32_t closing;
    std::size_t index;
  };
  std::vector<Open> open;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char32_t c = chars[i].c;
    if (!open.empty() && open.back().closing == c) {
      const std::size_t from = open.back().index;
      open.pop_back();
      if (chars[i].at - chars[from].at <= kLongestAside) {
        for (std::size_t j = from; j < i; ++j) chars[j].inside = true;
      }
    } else if (const char32_t closing = closing_of(c); closing != 0) {
      if (open.size() < 16) open.push_back({closing, i});
    } else if (closes(c) && c != '\'') {
      // A stray closing mark: forget what was opened after its partner, if it has one.
      for (std::size_t k = open.size(); k > 0; --k) {
        if (open[k - 1].closing == c) {
          open.resize(k - 1);
          break;
        }
      }
    }
  }
}

// Index of the first character of the word that ends before `i`.
std::size_t word_start(const std::vector<Char>& chars, std::size_t i, std::size_t first) {
  while (i > first && !is_space(chars[i - 1].c)) --i;
  return i;
}

// "1.", "12.", "가.", "A.", "(1)." and the like at the head of a sentence: a list mark, no end.
bool is_list_mark(const std::vector<Char>& chars, std::size_t first, std::size_t stop) {
  const std::size_t length = stop - first;
  if (length == 0 || length > 4) return false;
  bool digits = true;
  for (std::size_t i = first; i < stop; ++i) {
    digits = digits && (is_digit(chars[i].c) || chars[i].c == '-' ||
                        closing_of(chars[i].c) == ')' || chars[i].c == ')');
  }
  return digits || length == 1;
}

// An initial or a short Latin word before a full stop: "J.", "Jr.", "vs.", "U.S.".
bool is_abbreviation(const std::vector<Char>& chars, std::size_t first, std::size_t stop) {
  const std::size_t word = word_start(chars, stop, first);
  std::size_t letters = 0;
  bool dotted = false;
  for (std::size_t i = word; i < stop; ++i) {
    if (is_latin(chars[i].c))
      ++letters;
    else if (is_stop(chars[i].c))
      dotted = true;
    else if (closing_of(chars[i].c) == 0)
      return false;
  }
  if (letters == 0) return false;
  const char32_t head = chars[word].c;
  const bool capital = head >= 'A' && head <= 'Z';
  static constexpr std::array<std::string_view, 14> kKnown{
      "vs", "etc", "Jr", "Sr", "Mr", "Mrs", "Dr", "No", "St", "Inc", "Co", "Ltd", "Vol", "pp"};
  std::string spelled;
  for (std::size_t i = word; i < stop; ++i) {
    if (is_latin(chars[i].c)) spelled += static_cast<char>(chars[i].c);
  }
  return dotted || (capital && letters == 1) ||
         std::find(kKnown.begin(), kKnown.end(), spelled) != kKnown.end();
}

// Whether the terminators [stop, after) end the sentence that began at `first`.
bool ends_sentence(const std::vector<Char>& chars, std::size_t first, std::size_t stop,
                   std::size_t after) {
  if (chars[stop].inside) return false;
  if (chars[stop].c == U'。') return true;  // written without spaces around it
  const bool at_end = after >= chars.size();
  if (!is_stop(chars[stop].c)) {
    // A particle or a comma right behind "!" or "?" goes on with the sentence: 《제발!》을.
    return at_end || is_space(chars[after].c);
  }
  if (at_end) return true;
  const char32_t before = stop > first ? chars[stop - 1].c : 0;
  const bool closed = closes(chars[after - 1].c);
  if (!is_space(chars[after].c)) {
    // No space behind the full stop: only "…했다.그는", never "1.5", "a.b" or "다.”라고".
    return !closed && before == U'다' && is_hangul_syllable(chars[after].c);
  }
  if (is_digit(before)) return false;  // dates, numbers, list marks
  if (is_list_mark(chars, first, stop)) return false;
  return !is_abbreviation(chars, first, stop);
}

void split_line(std::string_view line, std::size_t offset, std::vector<Span>& spans) {
  std::vector<Char> chars = characters_of(line);
  mark_asides(chars);
  const auto byte_of = [&](std::size_t i) {
    return i < chars.size() ? std::size_t{chars[i].at} : line.size();
  };
  const auto add = [&](std::size_t first, std::size_t after) {
    const std::string_view piece =
        trimmed(line.substr(byte_of(first), byte_of(after) - byte_of(first)));
    if (piece.empty()) return;
    const std::size_t begin = offset + static_cast<std::size_t>(piece.data() - line.data());
    spans.push_back({begin, begin + piece.size()});
  };
  std::size_t first = 0;
  for (std::size_t i = 0; i < chars.size();) {
    if (first == i && is_space(chars[i].c)) {
      first = ++i;
      continue;
    }
    if (!is_terminator(chars[i].c)) {
      ++i;
      continue;
    }
    std::size_t after = i + 1;
    while (after < chars.size() && (is_terminator(chars[after].c) || closes(chars[after].c))) {
      ++after;
    }
    if (ends_sentence(chars, first, i, after)) {
      add(first, after);
      first = after;
    }
    i = after;
  }
  add(first, chars.size());
}

// Where the window of a line that begins at `at` ends.
std::size_t window_end(std::string_view text, std::size_t at, std::size_t line_end) {
  if (line_end - at <= kLongestSentenceBytes) return line_end;
  std::size_t end = at + kLongestSentenceBytes;
  while (end > at + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return end;
}

}  // namespace

std::vector<Span> split_sentences(std::string_view text) {
  std::vector<Span> spans;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t newline = std::min(text.find('\n', at), text.size());
    while (at < newline) {
      const std::size_t known = spans.size();
      std::size_t end = window_end(text, at, newline);
      split_line(text.substr(at, end - at), at, spans);
      // The last sentence may go on behind the window: it is read again from where it begins.
      if (end < newline && spans.size() > known + 1) {
        end = spans.back().begin;
        spans.pop_back();
      }
      at = end;
    }
    at = newline + 1;
  }
  return spans;
}

}  // namespace sillok::text
