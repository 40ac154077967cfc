#include "text/word_terms.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

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
  // The bytes of WordTerms.
  static std::string of(const std::vector<Morpheme>& morphemes) {
    Gather gather;
    gather.take(morphemes);
    const bool begins = morphemes.front().tag == Tag::noun;
    const bool bare = gather.taken_ > 1 &&
                      std::all_of(morphemes.begin(), morphemes.end(),
                                  [](const Morpheme& each) { return each.tag == Tag::noun; });
    gather.out_[0] = static_cast<char>(gather.taken_);
    gather.out_[1] = static_cast<char>((begins ? WordTerms::kBeginsNoun : 0) |
                                       (bare ? WordTerms::kBareNoun : 0));
    return std::move(gather.out_);
  }

 private:
  void take(const std::vector<Morpheme>& morphemes) {
    for (std::size_t i = 0; i < morphemes.size();) {
      const Tag tag = morphemes[i].tag;
      if (tag == Tag::noun) {
        i = nouns(morphemes, i);
        continue;
      }
      if (tag == Tag::verb || tag == Tag::adverb) {
        push(utf8(morphemes[i].form), TermKind::word, morphemes[i].begin, morphemes[i].end);
        taken_ = morphemes[i].end;
      }
      ++i;
    }
  }

  void push(std::string_view text, TermKind kind, std::size_t begin, std::size_t end) {
    if (text.size() > std::numeric_limits<std::uint8_t>::max()) return;
    for (const std::size_t byte : {static_cast<std::size_t>(kind), begin, end, text.size()}) {
      out_ += static_cast<char>(byte);
    }
    out_ += text;
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
      push(days->value, TermKind::number, begin, end);
      push(std::string(days->value) + std::string(days->unit), TermKind::number, begin, end);
    }
    // What the list of Sino-Korean words does not explain may come from another script.
    constexpr std::size_t kLoanWord = 3;
    if (!known || (whole.size() >= kLoanWord && behind == from + 1 && !in_lexicon(whole))) {
      if (const std::string sound = sound_of_hangul(whole); !sound.empty())
        push(sound, TermKind::sound, begin, end);
    }
    taken_ = end;
    return behind;
  }

  std::string out_ = std::string(WordTerms::kHead, '\0');
  std::size_t taken_ = 0;
};

std::string terms_of(std::u16string_view word) {
  return Gather::of(segment(word));
}

std::string_view whether_particle(std::u16string_view word) {
  return is_particle(word) ? "1" : "";
}

}  // namespace

WordTerms WordMemory::of(std::u16string_view word) {
  return WordTerms(words_.of(word, terms_of));
}

bool WordMemory::hangs(std::u16string_view word) {
  return !hanging_.of(word, whether_particle).empty();
}

}  // namespace sillok::text
