#include "text/segmenter.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "text/jamo.h"
#include "text/lexicon.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

// A word as letters: initials 0..18, vowels 19..39, finals 40..66. A syllable border is where an
// initial stands.
constexpr std::size_t kLetters = 67;
constexpr std::uint8_t kFirstVowel = 19;
constexpr std::uint8_t kFirstFinal = 39;  // plus 1..27

struct Letters {
  std::array<std::uint8_t, 3 * kLongestSegmented + 1> letter{};
  std::array<std::uint8_t, 3 * kLongestSegmented + 2> syllable{};  // of each letter
  std::size_t size = 0;
};

std::uint8_t final_of(char16_t letter) {
  switch (letter) {
    case u'ㄴ':
      return kFinalNieun;
    case u'ㄹ':
      return kFinalRieul;
    case u'ㅁ':
      return kFinalMieum;
    case u'ㅂ':
      return kFinalBieup;
    case u'ㄻ':
      return 10;
    default:
      return kFinalSsangSiot;
  }
}

template <class Take>
void each_letter(char16_t c, Take take) {
  if (c < 0xAC00) {
    take(static_cast<std::uint8_t>(kFirstFinal + final_of(c)));
    return;
  }
  const Jamo jamo = split(c);
  take(jamo.initial);
  take(static_cast<std::uint8_t>(kFirstVowel + jamo.vowel));
  if (jamo.final != 0) take(static_cast<std::uint8_t>(kFirstFinal + jamo.final));
}

Letters letters_of(std::u16string_view word) {
  Letters out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    each_letter(word[i], [&](std::uint8_t letter) {
      out.syllable[out.size] = static_cast<std::uint8_t>(i);
      out.letter[out.size++] = letter;
    });
  }
  out.syllable[out.size] = static_cast<std::uint8_t>(word.size());
  return out;
}

// All pieces by their letters.
class Pieces {
 public:
  Pieces() : all_(pieces()) {
    nodes_.emplace_back();
    next_.resize(all_.size(), kNone);
    for (std::size_t i = 0; i < all_.size(); ++i) insert(static_cast<std::uint32_t>(i));
  }
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  // 0 (the root, which is nobody's child): none.
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint8_t letter) const {
    return nodes_[node].children[letter];
  }
  // The pieces that end at a node: the first, and the one after each.
  [[nodiscard]] std::uint32_t first(std::uint32_t node) const { return nodes_[node].first; }
  [[nodiscard]] std::uint32_t next(std::uint32_t piece) const { return next_[piece]; }
  [[nodiscard]] const Piece& at(std::uint32_t piece) const { return all_[piece]; }

 private:
  struct Node {
    std::array<std::uint16_t, kLetters> children{};
    std::uint32_t first = kNone;
  };
  void insert(std::uint32_t piece) {
    std::uint32_t node = 0;
    for (const char16_t c : all_[piece].spelling) {
      each_letter(c, [&](std::uint8_t letter) {
        if (nodes_[node].children[letter] == 0) {
          nodes_[node].children[letter] = static_cast<std::uint16_t>(nodes_.size());
          nodes_.emplace_back();
        }
        node = nodes_[node].children[letter];
      });
    }
    next_[piece] = nodes_[node].first;
    nodes_[node].first = piece;
  }

  std::vector<Piece> all_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> next_;
};

const Pieces& table() {
  static const Pieces built;
  return built;
}

// What words that no list knows cost, by their length in syllables; a third syllable and each
// further one costs as much as a particle and a half, so that what can be a particle is one.
constexpr int kLoneNoun = 92;
constexpr int kUnknownNoun = 94;
constexpr int kMoreSyllables = 21;
constexpr int kLexiconNoun = 72;
constexpr int kLexiconMore = 4;
constexpr int kDoubtful = 20;  // 치료가: 治療家, or 치료 and a particle
constexpr int kCompound = 8;
constexpr int kUnknownVerb = 112;
constexpr int kSwallowed = 22;  // 이 of 이다 behind a vowel: 학교다
constexpr int kOpenEnd = 14;    // a word that ends in 어/아: 먹어, 해

constexpr Spots kFinished = bit(Spot::noun) | bit(Spot::lone) | bit(Spot::pronoun) |
                            bit(Spot::particle) | bit(Spot::joined) | bit(Spot::connected) |
                            bit(Spot::clause) | bit(Spot::linked) | bit(Spot::modifying) |
                            bit(Spot::go) | bit(Spot::ji) | bit(Spot::ge) | bit(Spot::must) |
                            bit(Spot::intending) | bit(Spot::end);

// Where a cell of the search came from. `piece` above kUnknown tells which kind of unknown word.
// Nothing in it means anything before the search has come to it.
struct Cell {
  std::int32_t cost;
  std::uint32_t piece;
  std::uint8_t from;
  Spot spot;
};
constexpr std::uint32_t kNounOfNoList = Pieces::kNone - 1;
constexpr std::uint32_t kVerbOfNoList = Pieces::kNone - 2;
constexpr std::uint32_t kSwallowedCopula = Pieces::kNone - 3;

class Search {
 public:
  // The cells are left as they are: they would cost more to fill than most words to read.
  explicit Search(std::u16string_view word) : word_(word), letters_(letters_of(word)) {}

  // Fills the cells from `start` on; whether the end was reached.
  bool run(Spot start) {
    for (std::size_t at = 0; at <= letters_.size; ++at) live_[at] = 0;
    cells_[0][index(start)].cost = 0;
    live_[0] = bit(start);
    hanging_ = start != Spot::start;
    for (std::size_t at = 0; at < letters_.size; ++at) {
      if (live_[at] == 0) continue;
      swallow_copula(at);
      take_pieces(at);
      if (at_border(at) && !hanging_) take_unknown(at);
    }
    return (live_[letters_.size] & kFinished) != 0;
  }

  [[nodiscard]] std::vector<Morpheme> best() const;

 private:
  static std::size_t index(Spot spot) { return static_cast<std::size_t>(spot); }
  [[nodiscard]] bool at_border(std::size_t at) const {
    return at == letters_.size || letters_.letter[at] < kFirstVowel;
  }
  [[nodiscard]] bool ends_in_vowel(std::size_t at) const {
    return at > 0 && letters_.letter[at - 1] <= kFirstFinal;
  }
  [[nodiscard]] bool fits(Before before, std::size_t at) const {
    if (before == Before::any || at == 0) return true;
    const bool vowel = ends_in_vowel(at);
    if (before == Before::vowel) return vowel;
    if (before == Before::consonant) return !vowel;
    return vowel || letters_.letter[at - 1] == kFirstFinal + kFinalRieul;
  }
  void relax(std::size_t at, Spot from, std::size_t to, Spot spot, int cost, std::uint32_t piece) {
    const Cell& before = cells_[at][index(from)];
    Cell& cell = cells_[to][index(spot)];
    const bool fresh = (live_[to] & bit(spot)) == 0;
    if (!fresh && cell.cost <= before.cost + cost) return;
    live_[to] |= bit(spot);
    cell = {before.cost + cost, piece, static_cast<std::uint8_t>(at), from};
  }
  // The cheapest live spot of a set.
  [[nodiscard]] Spot cheapest(std::size_t at, Spots set) const {
    Spot best = Spot::start;
    int cost = std::numeric_limits<int>::max();
    for (Spots left = live_[at] & set; left != 0; left &= left - 1) {
      const auto spot = static_cast<Spot>(__builtin_ctz(left));
      if (cells_[at][index(spot)].cost < cost) {
        cost = cells_[at][index(spot)].cost;
        best = spot;
      }
    }
    return best;
  }

  void swallow_copula(std::size_t at) {
    constexpr Spots nouns =
        bit(Spot::noun) | bit(Spot::lone) | bit(Spot::pronoun) | bit(Spot::particle);
    const bool hangs = hanging_ && at == 0;
    if ((live_[at] & nouns) == 0 || (!ends_in_vowel(at) && !hangs)) return;
    relax(at, cheapest(at, nouns), at, Spot::copula, kSwallowed, kSwallowedCopula);
  }

  void take_pieces(std::size_t at) {
    std::uint32_t node = 0;
    for (std::size_t end = at; end < letters_.size;) {
      node = table_.child(node, letters_.letter[end++]);
      if (node == 0) return;
      for (std::uint32_t i = table_.first(node); i != Pieces::kNone; i = table_.next(i)) {
        const Piece& piece = table_.at(i);
        if ((piece.from & live_[at]) == 0 || !fits(piece.before, at)) continue;
        if (hanging_ &&
            (piece.tag == Tag::noun || piece.tag == Tag::verb || piece.tag == Tag::adverb))
          continue;
        const bool whole = piece.to == Spot::noun || piece.to == Spot::lone ||
                           piece.to == Spot::end || piece.to == Spot::particle ||
                           piece.to == Spot::linked;
        if (whole && !at_border(end)) continue;
        const Spot from = cheapest(at, piece.from);
        const int more = from == Spot::noun && piece.tag == Tag::noun ? kCompound : 0;
        relax(at, from, end, piece.to, piece.cost + more, i);
      }
    }
  }

  void take_unknown(std::size_t at) {
    constexpr Spots begins = bit(Spot::start) | bit(Spot::negated);
    const bool start = (live_[at] & bit(Spot::start)) != 0;
    const bool behind_noun = (live_[at] & bit(Spot::noun)) != 0;
    if (!start && !behind_noun && (live_[at] & begins) == 0) return;
    const std::size_t first = letters_.syllable[at];
    std::size_t end = at;
    for (std::size_t n = 1; first + n <= word_.size(); ++n) {
      do ++end;
      while (!at_border(end));
      const bool known = n > 1 && in_lexicon(word_.substr(first, n));
      const int more = static_cast<int>(n) - 2;
      if (known) {
        const int cost = kLexiconNoun + kLexiconMore * more +
                         (n == 3 && may_be_particle(word_[first + 2]) ? kDoubtful : 0);
        if (start) relax(at, Spot::start, end, Spot::noun, cost, kNounOfNoList);
        const int doubt = n == 2 && may_be_particle(word_[first + 1]) ? kDoubtful : 0;
        if (behind_noun)
          relax(at, Spot::noun, end, Spot::noun, cost + kCompound + doubt, kNounOfNoList);
      } else if (start) {
        const int cost = n == 1   ? kLoneNoun
                         : n == 2 ? kUnknownNoun + (is_lone_with_particle(first) ? kDoubtful : 0)
                                  : kUnknownNoun + kMoreSyllables * more;
        relax(at, Spot::start, end, n == 1 ? Spot::lone : Spot::noun, cost, kNounOfNoList);
      }
      if ((live_[at] & begins) != 0 && n > 1) take_unknown_verb(at, end, n);
    }
  }

  static bool may_be_particle(char16_t last) {
    return std::u16string_view(u"가과도로의이만나에은").find(last) != std::u16string_view::npos;
  }

  // Two syllables of which the second fits as a particle behind the first: 곳은, 컵을.
  [[nodiscard]] bool is_lone_with_particle(std::size_t first) const {
    const bool vowel = split(word_[first]).final == 0;
    const std::u16string_view fitting = vowel ? u"는를의에" : u"은을이과의에";
    return fitting.find(word_[first + 1]) != std::u16string_view::npos;
  }

  // A stem of no list, by its shape.
  void take_unknown_verb(std::size_t at, std::size_t end, std::size_t n) {
    const Spot from = cheapest(at, bit(Spot::start) | bit(Spot::negated));
    const char16_t last = word_[letters_.syllable[at] + n - 1];
    const Jamo jamo = split(last);
    const int cost = kUnknownVerb + kMoreSyllables * (static_cast<int>(n) - 2);
    if (jamo.final == 0) {
      relax(at, from, end, Spot::open, cost, kVerbOfNoList);
      if (uncontracted(last) != 0) relax(at, from, end, Spot::joined, cost + 8, kVerbOfNoList);
    } else if (jamo.final == kFinalRieul) {
      relax(at, from, end, Spot::rieul, cost + 10, kVerbOfNoList);
    } else if (jamo.final != kFinalSsangSiot && jamo.final != kFinalNieun) {
      relax(at, from, end, Spot::closed, cost + 10, kVerbOfNoList);
    }
    if (jamo.final != 0) {  // 바꾼다: the stem ends before the final
      relax(at, from, end - 1, Spot::open, cost, kVerbOfNoList);
      if (jamo.final == kFinalSsangSiot && uncontracted(last) != 0) {
        relax(at, from, end - 1, Spot::joined, cost, kVerbOfNoList);
      }
    }
  }

  // The stem's own syllable where it may have taken in 어: 려 → 리, 워 → 우; 0 where none did.
  static char16_t uncontracted(char16_t syllable) {
    Jamo jamo = split(syllable);
    jamo.final = 0;
    constexpr std::uint8_t kYeo = 6, kO = 8, kWa = 9, kWae = 10, kOe = 11, kU = 13, kWo = 14,
                           kI = 20;
    switch (jamo.vowel) {
      case kYeo:
        jamo.vowel = kI;
        return join(jamo);
      case kWa:
        jamo.vowel = kO;
        return join(jamo);
      case kWae:
        jamo.vowel = kOe;
        return join(jamo);
      case kWo:
        jamo.vowel = kU;
        return join(jamo);
      default:
        return jamo.vowel <= 1 || jamo.vowel == 4 || jamo.vowel == 5 ? join(jamo) : char16_t{0};
    }
  }

  void tell(const Cell& cell, std::size_t end, Spot spot, std::vector<Morpheme>& out) const;
  void tell_piece(const Cell& cell, std::size_t begin, std::size_t end,
                  std::vector<Morpheme>& out) const;
  [[nodiscard]] bool is_bright(std::size_t end) const {
    const std::uint8_t vowel = letters_.letter[end - 1];
    return vowel == kFirstVowel || vowel == kFirstVowel + 9;  // ㅏ ㅘ
  }

  std::u16string_view word_;
  Letters letters_;
  bool hanging_ = false;
  const Pieces& table_ = table();
  std::array<Spots, 3 * kLongestSegmented + 1> live_{};  // the spots that have been come to
  std::array<std::array<Cell, kSpots>, 3 * kLongestSegmented + 1> cells_;
};

void Search::tell_piece(const Cell& cell, std::size_t begin, std::size_t end,
                        std::vector<Morpheme>& out) const {
  const Piece& piece = table_.at(cell.piece);
  if (piece.form == u"었") {
    // 하+어+ㅆ: the 어 was part of 었.
    if (!out.empty() && out.back().tag == Tag::ending) out.pop_back();
  }
  std::u16string_view forms = piece.form;
  Tag tag = piece.tag;
  while (!forms.empty()) {
    const std::size_t plus = std::min(forms.find(u'+'), forms.size());
    out.push_back({std::u16string(forms.substr(0, plus)), tag, true, begin, end});
    forms.remove_prefix(std::min(plus + 1, forms.size()));
    if (tag == Tag::noun) tag = Tag::particle;
    if (tag == Tag::light || tag == Tag::auxiliary) tag = Tag::ending;
  }
}

void Search::tell(const Cell& cell, std::size_t end, Spot spot, std::vector<Morpheme>& out) const {
  const std::size_t first = letters_.syllable[cell.from];
  const std::size_t behind = letters_.syllable[end - 1] + std::size_t{1};
  if (cell.piece == kSwallowedCopula) {
    const std::size_t at = letters_.syllable[end - 1];
    out.push_back({u"이", Tag::light, true, at, at + 1});
    return;
  }
  if (cell.piece == kNounOfNoList) {
    out.push_back({std::u16string(word_.substr(first, behind - first)), Tag::noun,
                   in_lexicon(word_.substr(first, behind - first)), first, behind});
  } else if (cell.piece == kVerbOfNoList) {
    std::u16string stem(word_.substr(first, behind - first));
    if (at_border(end) && spot != Spot::joined) {
      out.push_back({std::move(stem), Tag::verb, false, first, behind});
    } else {
      stem.back() = spot == Spot::joined ? uncontracted(stem.back()) : without_final(stem.back());
      out.push_back({std::move(stem), Tag::verb, false, first, behind});
    }
  } else {
    tell_piece(cell, first, behind, out);
  }
  if (spot == Spot::joined) {
    const std::size_t at = behind - 1;
    out.push_back({is_bright(end) ? u"아" : u"어", Tag::ending, true, at, at + 1});
  }
}

std::vector<Morpheme> Search::best() const {
  std::size_t at = letters_.size;
  Spot spot = Spot::start;
  int cost = std::numeric_limits<int>::max();
  for (Spots left = live_[at] & kFinished; left != 0; left &= left - 1) {
    const auto each = static_cast<Spot>(__builtin_ctz(left));
    const bool open = each == Spot::joined || each == Spot::connected;
    const int total = cells_[at][index(each)].cost + (open ? kOpenEnd : 0);
    if (total < cost) {
      cost = total;
      spot = each;
    }
  }
  std::vector<std::pair<std::size_t, Spot>> path;  // where each step ends
  while (at > 0 || spot != Spot::start) {
    path.emplace_back(at, spot);
    const Cell& cell = cells_[at][index(spot)];
    at = cell.from;
    spot = cell.spot;
  }
  std::vector<Morpheme> out;
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    tell(cells_[step->first][index(step->second)], step->first, step->second, out);
  }
  return out;
}

}  // namespace

std::vector<Morpheme> segment(std::u16string_view word) {
  if (word.size() > kLongestSegmented)
    return {{std::u16string(word), Tag::noun, false, 0, word.size()}};
  Search search(word);
  if (!search.run(Spot::start)) return {{std::u16string(word), Tag::noun, false, 0, word.size()}};
  return search.best();
}

std::u16string syllables_of(std::string_view word) {
  std::u16string syllables;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    if (!is_hangul_syllable(c) || syllables.size() == kLongestSegmented) return {};
    syllables += static_cast<char16_t>(c);
  }
  return syllables;
}

bool is_particle(std::u16string_view run) {
  return run.size() <= kLongestSegmented && Search(run).run(Spot::noun);
}

}  // namespace sillok::text
