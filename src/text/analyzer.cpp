#include "text/analyzer.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/characters.h"
#include "text/lexicon.h"
#include "text/numbers.h"
#include "text/sounds.h"
#include "text/unicode.h"
#include "text/word_terms.h"

namespace sillok::text {
namespace {

using Text = std::span<const Character>;

// Raised whenever any text gives other terms.
constexpr const char* kVersion = "korean-2";

// Runs longer than this are no words (a page without spaces): their bigrams are taken, no stem.
constexpr std::size_t kLongestWord = 40;

class Scan {
 public:
  Scan(Text text, WordMemory& memory, std::vector<Term>& terms)
      : text_(text), memory_(memory), terms_(terms) {}

  void run() {
    find_words();
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
  // Where words may be asked for: most are.
  void find_words() {
    units_.resize(text_.size());
    std::transform(text_.begin(), text_.end(), units_.begin(),
                   [](const Character& each) { return static_cast<char16_t>(each.c); });
    std::vector<std::u16string_view> words;
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = run_end(at);
      if (text_[at].script == Script::hangul && end - at <= kLongestWord) {
        words.push_back(units(at, end));
      }
      at = end;
    }
    memory_.expect(words);
  }
  [[nodiscard]] std::u16string_view units(std::size_t at, std::size_t end) const {
    return std::u16string_view(units_).substr(at, end - at);
  }
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
    if (const std::size_t behind = numeral(at); behind > at) return behind;
    const std::u16string_view word = units(at, end);
    // Behind a number, a name or a closing mark, a particle stands alone: (재무)에는.
    const bool leans = at > 0 && text_[at - 1].script != Script::space;
    if (leans && memory_.hangs(word)) return end;
    const WordTerms read = memory_.of(word);
    read.each([&](const WordTerm& term) {
      push(std::string(term.text), term.kind, at + term.begin, at + term.end);
    });
    const bool behind_noun = bare_noun_end_ > 0 && bare_noun_end_ + 1 == at;
    if (behind_noun && read.begins_noun() && text_[at - 1].script == Script::space) {
      bigram(bare_noun_end_ - 1, at);
    }
    bigrams(at, at + read.taken());
    if (read.bare_noun()) bare_noun_end_ = end;
    return end;
  }

  // 두 명, 삼만 원; `at` if no such number begins there.
  std::size_t numeral(std::size_t at) {
    numbers_.clear();
    const std::size_t end = read_numeral(text_, at, numbers_);
    push_numbers();
    return end;
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
    push_numbers();
    return end;
  }
  void push_numbers() {
    for (const Number& n : numbers_) {
      push(n.value, TermKind::number, n.begin, n.end);
      if (n.unit.empty()) continue;
      push(n.value + n.unit, TermKind::number, n.begin, n.end);
      // Units that are asked about by themselves: 호봉, 학점.
      constexpr std::array<std::string_view, 6> kThings{"호봉", "학점", "학년",
                                                        "학기", "과목", "등급"};
      if (std::find(kThings.begin(), kThings.end(), n.unit) != kThings.end())
        push(n.unit, TermKind::word, n.begin, n.end);
    }
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
    std::string word = stemmed(spelled(at, end));
    if (std::string sound = sound_of_latin(word); !sound.empty() && end - at <= kLongestWord)
      push(std::move(sound), TermKind::sound, at, end);
    push(std::move(word), TermKind::word, at, end);
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
  WordMemory& memory_;
  std::u16string units_;           // of UTF-16, one a character
  std::size_t bare_noun_end_ = 0;  // of the last word if it was a noun without a particle
  std::vector<Term>& terms_;
  std::vector<Number> numbers_;
};

// Hanja are taken as the Hangul they are read as: 大韓民國 is 대한민국.
void read_hanja(std::vector<Character>& characters) {
  bool head = true;
  for (Character& each : characters) {
    if (each.script == Script::han) {
      if (const char32_t reading = reading_of(each.c, head); reading != 0) {
        each.c = reading;
        each.script = Script::hangul;
      }
    }
    head = each.script != Script::hangul;
  }
}

class KoreanAnalyzer final : public Analyzer {
 public:
  void analyse(std::string_view text, std::vector<Term>& terms) const override {
    static thread_local WordMemory memory;
    std::vector<Character> characters = characters_of(text);
    read_hanja(characters);
    Scan(characters, memory, terms).run();
  }
  [[nodiscard]] std::string version() const override { return kVersion; }
};

}  // namespace

const Analyzer& korean_analyzer() {
  static const KoreanAnalyzer analyzer;
  return analyzer;
}

}  // namespace sillok::text
