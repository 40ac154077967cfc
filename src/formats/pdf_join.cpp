#include "formats/pdf_join.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "text/unicode.h"

namespace sillok::formats::pdf {
namespace {

using text::is_hangul_syllable;
using text::next_code_point;

constexpr int kEnoughBreaks = 6;             // before how lines are broken is believed to be known
constexpr std::size_t kMostWords = 200'000;  // of memory for learned words

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0u) == 0x80u) --at;
  if (at == 0) return 0;
  --at;
  return next_code_point(text, at);
}

char32_t first_code_point(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.find_last_of(" \n");
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find(' '));
}

// The Hangul syllables at the beginning (or end) of a word, punctuation left out.
std::string_view leading_syllables(std::string_view word) {
  std::size_t at = 0;
  while (at < word.size()) {
    std::size_t next = at;
    if (!is_hangul_syllable(next_code_point(word, next))) break;
    at = next;
  }
  return word.substr(0, at);
}

std::string_view trailing_syllables(std::string_view word) {
  std::size_t start = word.size();
  while (start >= 3 && is_hangul_syllable(last_code_point(word.substr(0, start)))) start -= 3;
  return word.substr(start);
}

bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'\u00C0' && c <= U'\u024F');
}

bool one_of(char32_t c, std::u32string_view set) {
  return c != 0 && set.find(c) != std::u32string_view::npos;
}

template <std::size_t N>
bool any_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Particles and endings that never stand as words of their own.
constexpr auto kNeverWords = std::to_array<std::string_view>(
    {"은",   "는",     "을",     "를",     "의",   "에",   "와",   "과",     "로",   "에서",
     "에게", "으로",   "까지",   "부터",   "에는", "에도", "에만", "로서",   "로써", "하여",
     "하고", "하며",   "으로서", "으로써", "하는", "한다", "된다", "하여야", "된",   "될",
     "되는", "되어",   "되며",   "함을",   "됨을", "다",   "니다", "습니다", "이다", "이며",
     "이고", "이나",   "라도",   "라고",   "려고", "면서", "지만", "하지",   "하기", "하도록",
     "하였", "하거나", "되거나", "거나",   "여야", "야",   "였다", "었다",   "지는", "지도",
     "인",   "처럼",   "보다",   "마다",   "들은", "들의", "들이", "들을"});
// Syllables that end far more words than they stand inside; counted as if seen so this often.
constexpr std::u32string_view kFinalSyllables =
    U"을를은는의에고며여과와로라아어서면게한할된될및등수";
constexpr double kSeenFinal = 4;
// Counters that follow a number without a space.
constexpr std::u32string_view kCounters =
    U"년월일시분초원명개회조항호편장절관세주차배인건점위급만억천백%％℃";

}  // namespace

void Joiner::learn_words(const Line& line) {
  std::string_view text = line.text;
  // The first and the last word may be parts.
  const std::size_t first = text.find(' ');
  const std::size_t last = text.rfind(' ');
  if (first == std::string_view::npos || first == last) return;
  text = text.substr(first + 1, last - first - 1);
  while (!text.empty() && words_.size() < kMostWords) {
    const std::string_view word = first_word(text);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    learn_word(word);
  }
}

void Joiner::learn_word(std::string_view word) {
  const std::size_t digits = word.find_first_not_of("0123456789.,");
  if (digits != std::string_view::npos && digits > 0) {
    const std::string_view unit = leading_syllables(word.substr(digits));
    if (!unit.empty()) ++units_[std::string(unit.substr(0, std::min<std::size_t>(unit.size(), 6)))];
    return;
  }
  const std::string_view stem = leading_syllables(word);
  if (stem.empty()) return;
  learn_ends(stem, stem.size() == word.size());
  ++words_[std::string(stem)];
  for (std::size_t size = 6; size <= stem.size() && size <= 24; size += 3) {
    ++beginnings_[std::string(stem.substr(0, size))];
  }
}

void Joiner::learn_ends(std::string_view stem, bool whole) {
  ++boundaries_;
  for (std::size_t at = 0; at < stem.size();) {
    const bool first = at == 0;
    Ends& ends = ends_[next_code_point(stem, at)];
    ++(first ? ends.first : ends.not_first);
    if (at < stem.size()) {
      ++ends.not_last;
      ++insides_;
    } else if (whole) {
      ++ends.last;
    }
  }
}

void Joiner::learn_break(const Line& line, const Line& next) {
  if (line.size <= 0 || leading_syllables(first_word(next.text)).size() < 6) return;
  ++breaks_;
  if (line.column_right - line.box.right > 1.3 * line.size) ++ragged_breaks_;
  if (line.word_gap > 0) {
    ++gaps_;
    gap_sum_ += line.word_gap;
    gap_squares_ += line.word_gap * line.word_gap;
  }
}

Joiner::Wrap Joiner::wrap() const {
  if (breaks_ < kEnoughBreaks) return Wrap::unknown;
  if (ragged_breaks_ * 8 >= breaks_) return Wrap::at_words;
  if (gaps_ < kEnoughBreaks) return Wrap::unknown;
  // Justified between words, white space differs from line to line; between syllables, it does not.
  const double mean = gap_sum_ / gaps_;
  const double spread = std::sqrt(std::max(0.0, gap_squares_ / gaps_ - mean * mean));
  if (spread > 0.18 * mean) return Wrap::at_words;
  return spread < 0.15 * mean ? Wrap::anywhere : Wrap::unknown;
}

int Joiner::times(std::string_view beginning) const {
  const auto& map = beginning.size() >= 6 ? beginnings_ : words_;
  const auto found = map.find(std::string(beginning));
  return found == map.end() ? 0 : found->second;
}

double Joiner::word_evidence(std::string_view head, std::string_view tail) const {
  // How often the document writes the two as one word, at least as far as into the second part; and
  // how often it writes each as a word. Particles differ, so two syllables of the tail may be off.
  const std::string both = std::string(head) + std::string(tail);
  int together = 0;
  for (std::size_t size = both.size(); size > head.size() && size + 6 >= both.size() && size >= 6;
       size -= 3) {
    together = std::max(together, times(std::string_view(both).substr(0, size)));
  }
  const auto word = words_.find(std::string(head));
  const int before = word == words_.end() ? 0 : word->second;
  const int apart = std::min(before, times(tail.substr(0, std::min<std::size_t>(tail.size(), 6))));
  return std::log((apart + 0.4) / (together + 0.4));
}

double Joiner::syllable_evidence(char32_t last, char32_t first) const {
  // Naive Bayes on what the document shows at the ends and the beginnings of its words.
  const double boundaries = 1 + boundaries_;
  const double insides = 2.5 + insides_;
  const auto odds = [&](const Ends& ends, bool at_end) {
    const double yes = (at_end ? ends.last : ends.first) + boundaries / insides;
    const double no = (at_end ? ends.not_last : ends.not_first) + 1;
    return std::log(yes / no);
  };
  const auto look_up = [&](char32_t c) {
    const auto found = ends_.find(c);
    return found == ends_.end() ? Ends{} : found->second;
  };
  Ends left = look_up(last);
  if (one_of(last, kFinalSyllables)) left.last += kSeenFinal;
  return odds(left, true) + odds(look_up(first), false) - std::log(boundaries / insides);
}

bool Joiner::words_say_space(std::string_view before, std::string_view after) const {
  const std::string_view head = trailing_syllables(before);
  const std::string_view tail = leading_syllables(after);
  if (any_of(tail, kNeverWords)) return false;
  const double evidence =
      word_evidence(head, tail) + syllable_evidence(last_code_point(head), first_code_point(tail));
  return evidence > (wrap() == Wrap::anywhere ? 0 : -1);
}

bool Joiner::space_between(std::string_view before, std::string_view after) const {
  const char32_t a = last_code_point(before);
  const char32_t b = first_code_point(after);
  const bool bare_sign = before.size() <= 3 && one_of(a, U"·~∼〜/_-=+&");
  if (bare_sign) return true;  // it stands between spaces
  if (one_of(a, U"([{「『〈《“‘<‹·~∼〜/_") || one_of(b, U")]}」』〉》”’>›,.;:!?·~∼〜/%％、。")) {
    return false;
  }
  const bool digit_a = text::is_digit(a);
  const bool digit_b = text::is_digit(b);
  if (one_of(a, U".;:!?)]」』〉》”’")) return true;
  if (a == U',') {  // "20,|000원"
    const bool amount = before.size() >= 2 &&
                        text::is_digit(static_cast<unsigned char>(before[before.size() - 2])) &&
                        digit_b && after.size() >= 3 &&
                        text::is_digit(static_cast<unsigned char>(after[2]));
    return !amount;
  }
  if (digit_a && one_of(b, kCounters)) return false;
  if (digit_a && is_hangul_syllable(b)) {
    const std::string_view unit = leading_syllables(after);
    if (units_.contains(std::string(unit.substr(0, std::min<std::size_t>(unit.size(), 6)))))
      return false;
  }
  if (digit_a && digit_b) return true;
  const bool hangul_a = is_hangul_syllable(a);
  const bool hangul_b = is_hangul_syllable(b);
  if (hangul_a && hangul_b) {
    return wrap() == Wrap::at_words || words_say_space(before, after);
  }
  if (text::is_hanja(a) && text::is_hanja(b)) return wrap() == Wrap::at_words;
  // "조|(" and "제|3조" and "A|는": glued when the tail cannot be a word.
  if (hangul_b && any_of(leading_syllables(after), kNeverWords)) return false;
  if (hangul_a && (b == U'(' || b == U'['))
    return wrap() == Wrap::at_words && !before.ends_with("조");
  if (before.ends_with("제") && digit_b && last_word(before) == "제") return false;
  return true;
}

void Joiner::append(std::string& text, std::string_view next) const {
  if (text.empty() || next.empty()) {
    text += next;
    return;
  }
  const std::string_view before = last_word(text);
  const std::string_view after = first_word(next);
  const char32_t a = last_code_point(before);
  const char32_t b = first_code_point(after);
  if (a == U'\u00AD' || a == U'-' || a == U'\u2010') {
    const std::size_t hyphen = a == U'-' ? 1 : (a == U'\u00AD' ? 2 : 3);
    const std::string_view stem = before.substr(0, before.size() - hyphen);
    if (is_latin(last_code_point(stem)) && b >= U'a' && b <= U'z') {
      text.resize(text.size() - hyphen);
    } else if (stem.empty()) {
      text += ' ';
    }
    text += next;
    return;
  }
  if (space_between(before, after)) text += ' ';
  text += next;
}

}  // namespace sillok::formats::pdf
