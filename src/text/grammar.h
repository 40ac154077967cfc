// What may stand behind what inside a Korean word: particles, endings, auxiliary verbs, as data.
//
// Pure functions over immutable tables; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/verbs.h"

namespace sillok::text {

enum class Tag : std::uint8_t {
  noun,       // nouns, names, pronouns, numerals
  adverb,     // what else stands without an ending: 어떤, 매우, 그리고
  verb,       // stems of verbs and adjectives
  light,      // the verb a noun is made into: 하, 되, 시키; 이 (이다)
  auxiliary,  // 주, 보, 있, 싶 behind another verb
  particle,
  ending,
};

// How far a word has been read. A morpheme goes from some of these to one.
enum class Spot : std::uint8_t {
  start,
  negated,  // behind 안, 못
  noun,
  lone,     // a noun of one syllable: makes no compound with what follows
  pronoun,  // as a noun; takes the short particles ㄴ, ㄹ as well
  particle,
  copula,  // 이 of 이다, written or swallowed
  closed,  // the states of a stem, see StemState
  open,
  rieul,
  rieul_dropped,
  before_consonant,
  before_vowel,
  before_eu,
  joined,     // a stem with 어/아 inside
  connected,  // behind 어/아 written out
  past,       // behind 었, 겠
  clause,     // behind endings that particles follow: 는지, 기, 음
  linked,     // behind endings that 는, 도, 만, 요 follow: 고, 면서
  modifying,  // behind 는, ㄴ, ㄹ, 던
  go,         // 고
  ji,         // 지
  ge,         // 게, 도록
  must,       // 어야
  intending,  // 려고
  end,
};
inline constexpr std::size_t kSpots = 26;
using Spots = std::uint32_t;  // a set of them
[[nodiscard]] constexpr Spots bit(Spot spot) {
  return 1U << static_cast<unsigned>(spot);
}

// What the letter before must be.
enum class Before : std::uint8_t { any, consonant, vowel, liquid };  // liquid: a vowel or ㄹ

struct Piece {
  std::u16string spelling;  // as written; may begin with a bare final consonant (ㄴ다)
  std::u16string form;      // as told: 어 for what is swallowed in 해, 것 for 거
  Spots from = 0;
  Spot to = Spot::end;
  Before before = Before::any;
  Tag tag = Tag::ending;
  std::int16_t cost = 0;
};

// All of them; made anew at each call.
[[nodiscard]] std::vector<Piece> pieces();

[[nodiscard]] Spot spot_of(StemState state);

}  // namespace sillok::text
