#include "text/word_terms.h"

#include <algorithm>

#include "text/lexicon.h"
#include "text/numerals.h"
#include "text/segmenter.h"
#include "text/sounds.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

std::string utf8(std::u16string_view form) {
  std::string out;
  for (const char16_t c : form) append(out, c);
  return out;
}

class Gather {
 public:
  explicit Gather(WordTerms& out) : out_(out) {}

  void take(const std::vector<Morpheme>& morphemes) {
    for (std::size_t i = 0; i < morphemes.size();) {
      const Tag tag = morphemes[i].tag;
      if (tag == Tag::noun) {
        i = nouns(morphemes, i);
        continue;
      }
      if (tag == Tag::verb || tag == Tag::adverb) {
        push(utf8(morphemes[i].form), TermKind::word, morphemes[i].begin, morphemes[i].end);
        out_.taken = static_cast<std::uint8_t>(morphemes[i].end);
      }
      ++i;
    }
  }

 private:
  void push(std::string text, TermKind kind, std::size_t begin, std::size_t end) {
    out_.terms.push_back(
        {std::move(text), kind, static_cast<std::uint8_t>(begin), static_cast<std::uint8_t>(end)});
  }

  // Nouns that stand together: whole, then each. Gives the morpheme behind them.
  std::size_t nouns(const std::vector<Morpheme>& morphemes, std::size_t from) {
    std::size_t behind = from;
    std::u16string whole;
    bool known = true;
    for (; behind < morphemes.size() && morphemes[behind].tag == Tag::noun; ++behind) {
      whole += morphemes[behind].form;
      known = known && morphemes[behind].known;
    }
    const std::size_t begin = morphemes[from].begin;
    const std::size_t end = morphemes[behind - 1].end;
    push(utf8(whole), TermKind::word, begin, end);
    for (std::size_t i = from; behind > from + 1 && i < behind; ++i) {
      push(utf8(morphemes[i].form), TermKind::part, morphemes[i].begin, morphemes[i].end);
    }
    if (const auto days = days_of(whole)) {
      push(std::string(days->value), TermKind::number, begin, end);
      push(std::string(days->value) + std::string(days->unit), TermKind::number, begin, end);
    }
    // What the list of Sino-Korean words does not explain may come from another script.
    constexpr std::size_t kLoanWord = 3;
    if (!known || (whole.size() >= kLoanWord && behind == from + 1 && !in_lexicon(whole))) {
      if (std::string sound = sound_of_hangul(whole); !sound.empty())
        push(std::move(sound), TermKind::sound, begin, end);
    }
    out_.taken = static_cast<std::uint8_t>(end);
    return behind;
  }

  WordTerms& out_;
};

WordTerms terms_of(std::u16string_view word) {
  WordTerms out;
  const std::vector<Morpheme> morphemes = segment(word);
  Gather(out).take(morphemes);
  out.begins_noun = morphemes.front().tag == Tag::noun;
  out.bare_noun =
      out.taken > 1 && std::all_of(morphemes.begin(), morphemes.end(),
                                   [](const Morpheme& each) { return each.tag == Tag::noun; });
  return out;
}

}  // namespace

const WordTerms& WordMemory::of(std::u16string_view word) {
  return words_.of(word, terms_of);
}

bool WordMemory::hangs(std::u16string_view word) {
  return hanging_.of(word, is_particle);
}

}  // namespace sillok::text
