#include "text/analyzer.h"

#include <algorithm>
#include <span>

#include "text/characters.h"
#include "text/numbers.h"
#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

using Text = std::span<const Character>;

// Raised whenever any text gives other terms.
constexpr const char* kVersion = "korean-2";

// Runs longer than this are no words (a page without spaces): their bigrams are taken, no stem.
constexpr std::size_t kLongestWord = 40;

class Scan {
 public:
  Scan(Text text, std::vector<Term>& terms) : text_(text), terms_(terms) {}

  void run() {
    for (std::size_t at = 0; at < text_.size();) {
      switch (text_[at].script) {
        case Script::hangul:
          at = hangul(at);
          break;
        case Script::digit:
          at = number(at);
          break;
        case Script::letter:
          at = letters(at);
          break;
        case Script::han:
          at = han(at);
          break;
        default:
          ++at;
      }
    }
  }

 private:
  [[nodiscard]] std::size_t run_end(std::size_t at) const {
    const Script script = text_[at].script;
    std::size_t end = at;
    while (end < text_.size() && text_[end].script == script) ++end;
    return end;
  }
  [[nodiscard]] bool is(std::size_t at, Script script) const {
    return at < text_.size() && text_[at].script == script;
  }
  [[nodiscard]] std::string spelled(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) append(out, text_[i].c);
    return out;
  }
  void push(std::string term, TermKind kind, std::size_t begin, std::size_t end) {
    terms_.push_back({std::move(term), kind, text_[begin].begin, text_[end - 1].end});
  }
  void bigrams(std::size_t begin, std::size_t end) {
    if (end == begin + 1) push(spelled(begin, end), TermKind::bigram, begin, end);
    for (std::size_t i = begin; i + 1 < end; ++i) bigram(i, i + 1);
  }
  void bigram(std::size_t first, std::size_t second) {
    std::string pair;
    append(pair, text_[first].c);
    append(pair, text_[second].c);
    push(std::move(pair), TermKind::bigram, first, second + 1);
  }

  std::size_t hangul(std::size_t at) {
    const std::size_t end = run_end(at);
    // 제12조: the 제 belongs to the number.
    if (end - at == 1 && text_[at].c == U'제' && is(end, Script::digit)) return end;
    if (end - at > kLongestWord) {
      bigrams(at, end);
      return end;
    }
    std::u16string word;
    for (std::size_t i = at; i < end; ++i) word += static_cast<char16_t>(text_[i].c);
    // Behind a number, a name or a closing mark, a particle stands alone: (재무)에는.
    const bool leans = at > 0 && text_[at - 1].script != Script::space;
    if (leans && is_particle(word)) return end;
    const std::vector<Morpheme> morphemes = segment(word);
    const std::size_t taken = words_of(morphemes, at);
    if (at > 0 && bare_noun_end_ + 1 == at && morphemes.front().tag == Tag::noun &&
        text_[at - 1].script == Script::space) {
      bigram(bare_noun_end_ - 1, at);
    }
    bigrams(at, at + taken);
    const bool bare = std::all_of(morphemes.begin(), morphemes.end(),
                                  [](const Morpheme& each) { return each.tag == Tag::noun; });
    if (bare && taken > 1) bare_noun_end_ = end;
    return end;
  }

  // The word terms of a word's morphemes: nouns that stand together as one, each verb's stem. Gives
  // the syllables they take.
  std::size_t words_of(const std::vector<Morpheme>& morphemes, std::size_t at) {
    std::size_t taken = 0;
    for (std::size_t i = 0; i < morphemes.size(); ++i) {
      const Morpheme& first = morphemes[i];
      if (first.tag == Tag::verb) {
        push(utf8(first.form), TermKind::word, at + first.begin, at + first.end);
        taken = first.end;
      }
      if (first.tag == Tag::adverb) {
        push(utf8(first.form), TermKind::word, at + first.begin, at + first.end);
        taken = first.end;
      }
      if (first.tag != Tag::noun) continue;
      std::string joined = utf8(first.form);
      std::size_t behind = i + 1;
      for (; behind < morphemes.size() && morphemes[behind].tag == Tag::noun; ++behind)
        joined += utf8(morphemes[behind].form);
      const std::size_t end = morphemes[behind - 1].end;
      push(std::move(joined), TermKind::word, at + first.begin, at + end);
      for (std::size_t k = i; behind > i + 1 && k < behind; ++k) {
        push(utf8(morphemes[k].form), TermKind::part, at + morphemes[k].begin,
             at + morphemes[k].end);
      }
      taken = end;
      i = behind - 1;
    }
    return taken;
  }
  static std::string utf8(std::u16string_view form) {
    std::string out;
    for (const char16_t c : form) append(out, c);
    return out;
  }

  std::size_t han(std::size_t at) {
    const std::size_t end = run_end(at);
    if (end - at <= kLongestWord) push(spelled(at, end), TermKind::word, at, end);
    bigrams(at, end);
    return end;
  }

  std::size_t number(std::size_t at) {
    numbers_.clear();
    const std::size_t end = read_numbers(text_, at, numbers_);
    for (const Number& n : numbers_) {
      push(n.value, TermKind::number, n.begin, n.end);
      if (!n.unit.empty()) push(n.value + n.unit, TermKind::number, n.begin, n.end);
    }
    return end;
  }

  // Latin and other alphabets. A name like BK21 or MP3 is one word with its digits, and its parts.
  std::size_t letters(std::size_t at) {
    const std::size_t end = run_end(at);
    if (const std::size_t initials = initials_end(at); initials > end) {
      std::string joined;
      for (std::size_t i = at; i < initials; i += 2) append(joined, text_[i].c);
      push(std::move(joined), TermKind::word, at, initials);
      return initials;
    }
    push(stemmed(spelled(at, end)), TermKind::word, at, end);
    if (end < text_.size() && text_[end].script == Script::digit) {
      const std::size_t joined = run_end(end);
      if (joined - at <= kLongestWord) push(spelled(at, joined), TermKind::word, at, joined);
    }
    return end;
  }

  // U.S.A: single letters with full stops between; the end of the last letter, or `at`.
  [[nodiscard]] std::size_t initials_end(std::size_t at) const {
    std::size_t end = at;
    while (is(end, Script::letter) && !is(end + 1, Script::letter)) {
      if (end + 2 >= text_.size() || text_[end + 1].c != U'.' || !is(end + 2, Script::letter)) {
        return end + 1;
      }
      end += 2;
    }
    return end > at ? end - 1 : at;
  }

  // English plurals (Harman's S stemmer, 1991).
  static std::string stemmed(std::string word) {
    const std::size_t n = word.size();
    if (n < 4 || word[n - 1] != 's') return word;
    const char before = word[n - 2];
    if (before == 's' || before == 'u' || before == 'i') return word;
    if (word.ends_with("ies")) return word.substr(0, n - 3) + "y";
    return word.substr(0, n - 1);
  }

  Text text_;
  std::size_t bare_noun_end_ = 0;  // of the last word if it was a noun without a particle
  std::vector<Term>& terms_;
  std::vector<Number> numbers_;
};

class KoreanAnalyzer final : public Analyzer {
 public:
  void analyse(std::string_view text, std::vector<Term>& terms) const override {
    const std::vector<Character> characters = characters_of(text);
    Scan(characters, terms).run();
  }
  [[nodiscard]] std::string version() const override { return kVersion; }
};

}  // namespace

const Analyzer& korean_analyzer() {
  static const KoreanAnalyzer analyzer;
  return analyzer;
}

}  // namespace sillok::text
