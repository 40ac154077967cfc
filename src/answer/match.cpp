#include "answer/match.h"

#include <algorithm>

#include "text/unicode.h"

namespace sillok::answer {
namespace {

constexpr double kInside = 0.9;     // 강사 in 강사료: the word, or another one
constexpr double kLikewise = 0.85;  // another word for the same thing is nearly as good
constexpr double kNotFirst = 0.8;   // the tail of a compound tells less than its head
// Shorter stems must stand within one word: two syllables meet by chance across a space.
constexpr std::size_t kSpanningSyllables = 4;

bool is_middle_dot(char32_t c) {
  return c == U'·' || c == U'ㆍ' || c == U'․' || c == U'‧' || c == U'・' || c == U'･';
}

// Byte offsets of the code points of `text`, and its end.
std::vector<std::size_t> borders(std::string_view text) {
  std::vector<std::size_t> at{0};
  for (std::size_t i = 0; i < text.size();) {
    (void)text::next_code_point(text, i);
    at.push_back(i);
  }
  return at;
}

bool is_hangul_word(std::string_view stem) {
  std::size_t at = 0;
  return !stem.empty() && text::is_hangul_syllable(text::next_code_point(stem, at));
}

// A Latin word or a number must stand on its own: "art" is not in "start".
bool stands_alone(std::string_view text, std::string_view stem) {
  const auto is_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  for (std::size_t at = text.find(stem); at != std::string_view::npos;
       at = text.find(stem, at + 1)) {
    const bool left = at == 0 || !is_word(text[at - 1]);
    const std::size_t after = at + stem.size();
    if (left && (after == text.size() || !is_word(text[after]))) return true;
  }
  return false;
}

double degree_of_hangul(std::string_view stem, const Looked& text) {
  constexpr std::size_t kSyllable = 3;  // bytes; alone it stands in too many words (상 in 대상)
  if (stem.size() <= kSyllable) return 0;
  if (text.folded.find(stem) != std::string::npos) return kInside;
  const std::vector<std::size_t> at = borders(stem);
  const std::size_t syllables = at.size() - 1;
  if (syllables >= kSpanningSyllables && text.flat.find(stem) != std::string::npos) return 1;
  for (std::size_t length = syllables - 1; length >= 2 && length < syllables; --length) {
    for (std::size_t from = 0; from + length <= syllables; ++from) {
      const std::string_view part = stem.substr(at[from], at[from + length] - at[from]);
      if (text.folded.find(part) == std::string::npos) continue;
      const double share = static_cast<double>(length) / static_cast<double>(syllables);
      return from == 0 ? share : kNotFirst * share;
    }
  }
  return 0;
}

}  // namespace

std::string flattened(std::string_view text) {
  std::string flat;
  flat.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = text::next_code_point(text, at);
    if (!text::is_space(c) && !is_middle_dot(c)) flat.append(text.substr(from, at - from));
  }
  return flat;
}

Looked look(std::string_view text, const text::Analyzer& analyzer) {
  Looked looked;
  looked.folded = text::folded(text);
  looked.flat = flattened(looked.folded);
  std::vector<text::Term> terms;
  analyzer.analyse(looked.folded, terms);
  for (text::Term& term : terms) {
    if (term.kind != text::TermKind::bigram) looked.terms.push_back(std::move(term.text));
  }
  std::sort(looked.terms.begin(), looked.terms.end());
  return looked;
}

double degree(const Word& word, const Looked& text) {
  if (std::binary_search(text.terms.begin(), text.terms.end(), word.stem)) return 1;
  if (word.part == Part::number) return stands_alone(text.folded, word.stem) ? 1 : 0;
  if (!is_hangul_word(word.stem)) return stands_alone(text.folded, word.stem) ? 1 : 0;
  double best = degree_of_hangul(word.stem, text);
  for (const Likewise& other : word.likewise) {
    const double held = kLikewise * other.strength;
    if (held > best && text.folded.find(other.text) != std::string::npos) best = held;
  }
  return best;
}

std::vector<double> degrees(const Question& question, const Looked& text) {
  std::vector<double> held;
  held.reserve(question.words.size());
  for (const Word& word : question.words) held.push_back(degree(word, text));
  return held;
}

}  // namespace sillok::answer
