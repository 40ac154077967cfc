#include "text/suffixes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/jamo.h"
#include "text/nouns.h"
#include "text/suffix_table.h"

namespace sillok::text {
namespace {

using Word = std::u16string_view;

// The suffixes, read from the end of a word: a trie over syllables. A suffix that begins with a
// bare consonant (ㄴ다) has that consonant as its last edge; it matches the final of the syllable
// before.
class Trie {
 public:
  // What ends at a node: the union of the flags of the particles, endings and fused endings there.
  struct Node {
    std::uint16_t particle = 0;
    std::uint16_t ending = 0;
    std::uint16_t fused = 0;
  };

  Trie() {
    nodes_.emplace_back();
    for (const Suffix& suffix : suffixes()) insert(suffix);
  }

  // 0 (the root, which is nobody's child): none.
  [[nodiscard]] std::uint32_t child(std::uint32_t node, char16_t c) const {
    const auto found = edges_.find(key(node, c));
    return found == edges_.end() ? 0 : found->second;
  }
  [[nodiscard]] const Node& at(std::uint32_t node) const { return nodes_[node]; }

 private:
  static std::uint64_t key(std::uint32_t node, char16_t c) {
    return (static_cast<std::uint64_t>(node) << 16U) | c;
  }
  void insert(const Suffix& suffix) {
    std::uint32_t node = 0;
    for (std::size_t i = suffix.spelling.size(); i > 0; --i) {
      const auto [edge, fresh] = edges_.try_emplace(key(node, suffix.spelling[i - 1]),
                                                    static_cast<std::uint32_t>(nodes_.size()));
      if (fresh) nodes_.emplace_back();
      node = edge->second;
    }
    Node& end = nodes_[node];
    std::uint16_t& flags = (suffix.flags & kParticle) != 0 ? end.particle
                           : (suffix.flags & kFused) != 0  ? end.fused
                                                           : end.ending;
    flags = static_cast<std::uint16_t>(flags | suffix.flags);
  }

  std::vector<Node> nodes_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
};

const Trie& trie() {
  static const Trie built;
  return built;
}

// Whether a particle with these flags may stand behind this syllable.
bool fits(std::uint16_t flags, char16_t before) {
  const Jamo jamo = split(before);
  if ((flags & kAfterConsonant) != 0 && jamo.final != 0) return true;
  if ((flags & kAfterVowel) != 0 && jamo.final == 0) return true;
  if ((flags & kAfterRieul) != 0 && jamo.final == kFinalRieul) return true;
  constexpr std::uint8_t kA = 0, kEo = 4;
  if ((flags & kAfterOpen) != 0 && jamo.final == 0 && (jamo.vowel == kA || jamo.vowel == kEo)) {
    return true;
  }
  return (flags & kAfterAny) != 0;
}

// A way to read a word's end.
struct Cut {
  Form stem;
  std::size_t weight = 0;  // twice the syllables taken off, one for a bare consonant
  bool verb = false;       // a verb made from a noun came off as well
  bool noun = false;       // what is left is a noun of the list
};

// What follows from the verb a noun is made into: 파견하 → 파견, 발표되 → 발표.
void strip_light_verb(Word word, Cut& cut) {
  static constexpr std::array<std::u16string_view, 12> kVerbs{u"하",   u"되",     u"시키", u"당하",
                                                              u"받",   u"드리",   u"스럽", u"롭",
                                                              u"해지", u"되어지", u"하시", u"되시"};
  std::u16string stem(word.substr(0, cut.stem.syllables));
  stem.back() = cut.stem.last;
  std::size_t longest = 0;
  for (const std::u16string_view verb : kVerbs) {
    if (stem.size() >= verb.size() + 2 && stem.ends_with(verb))
      longest = std::max(longest, verb.size());
  }
  if (longest == 0) return;
  const std::size_t left = stem.size() - longest;
  cut.stem = {left, word[left - 1]};
  cut.weight += 2 * longest;
  cut.verb = true;
}

Cut longest_particle(Word word) {
  Cut best;
  std::uint32_t node = 0;
  for (std::size_t i = word.size(); i-- > 1;) {
    node = trie().child(node, word[i]);
    if (node == 0) break;
    const std::uint16_t flags = trie().at(node).particle;
    if (flags != 0 && fits(flags, word[i - 1])) {
      if (best.noun) continue;
      best = {{i, word[i - 1]}, 2 * (word.size() - i), false, is_whole_noun(word.substr(0, i))};
    }
  }
  return best;
}

void keep_better(Cut& best, const Cut& cut) {
  if (cut.weight > best.weight) best = cut;
}

// Endings that begin with a bare consonant: 간다 → 가, 했다 → 하.
void try_bare(Word word, std::size_t i, std::uint32_t node, Cut& best) {
  const char16_t before = word[i - 1];
  const Jamo jamo = split(before);
  if (jamo.final == 0) return;
  const std::uint32_t bare = trie().child(node, final_letter(jamo.final));
  if (bare == 0) return;
  const std::uint16_t flags = trie().at(bare).ending;
  if (flags == 0) return;
  char16_t last = without_final(before);
  if (jamo.final == kFinalSsangSiot) last = uncontracted(last);
  Cut cut{{i, last}, 2 * (word.size() - i) + 1};
  strip_light_verb(word, cut);
  // A bare consonant alone (시간 = 시가+ㄴ?) is believed only behind a verb made from a noun; so is
  // ㅁ with a particle (이름은 = 이르+ㅁ+은?).
  if ((i == word.size() || jamo.final == kFinalMieum) && !cut.verb) return;
  keep_better(best, cut);
}

Cut longest_ending(Word word) {
  Cut best;
  std::uint32_t node = 0;
  try_bare(word, word.size(), node, best);
  for (std::size_t i = word.size(); i-- > 1;) {
    node = trie().child(node, word[i]);
    if (node == 0) break;
    const Trie::Node& end = trie().at(node);
    if (end.fused != 0 && is_fused(word[i - 1])) {
      Cut cut{{i, uncontracted(word[i - 1])}, 2 * (word.size() - i)};
      strip_light_verb(word, cut);
      keep_better(best, cut);
    }
    if (end.ending != 0 && fits(end.ending, word[i - 1])) {
      Cut cut{{i, word[i - 1]}, 2 * (word.size() - i)};
      strip_light_verb(word, cut);
      keep_better(best, cut);
    }
    try_bare(word, i, node, best);
  }
  if (best.weight == 0 && word.size() >= 3 && is_fused(word.back())) {  // 설명해, 포함돼
    Cut cut{{word.size(), uncontracted(word.back())}, 0};
    strip_light_verb(word, cut);
    if (cut.verb) best = cut;
  }
  return best;
}

// Verb stems that change before vowels are brought to one form.
Form regular(Word word, Form stem) {
  const std::size_t n = stem.syllables;
  // 어려우(면), 어려워 → 어렵; by the syllable that ends such stems.
  if (n >= 2 && stem.last == u'우') {
    const Jamo before = split(word[n - 2]);
    if (before.final == 0) {
      const char16_t closed = join({before.initial, before.vowel, kFinalBieup});
      if (kBieupStems.find(closed) != Word::npos) return {n - 1, closed};
    }
  }
  return stem;
}

}  // namespace

Form cut_once(Word word) {
  if (is_whole_noun(word)) return {word.size(), word.back()};
  const Cut particle = longest_particle(word);
  const Cut ending = longest_ending(word);
  if (particle.noun) return particle.stem;
  if (ending.weight > particle.weight) return regular(word, ending.stem);
  return particle.weight > 0 ? particle.stem : Form{word.size(), word.back()};
}

Form stem_of(Word word) {
  Form form = cut_once(word);
  // What is left may end like a suffix itself (강아지의 → 강아지 → 강아): cut it as it is cut when
  // it stands alone, so that both meet, but never down to one syllable.
  while (form.syllables > 2) {
    std::u16string left(word.substr(0, form.syllables));
    left.back() = form.last;
    const Form next = cut_once(left);
    if (next.syllables < 2 || next.syllables == form.syllables) break;
    form = next;
  }
  return form;
}

bool is_particle(Word run) {
  std::uint32_t node = 0;
  for (std::size_t i = run.size(); i-- > 0;) {
    node = trie().child(node, run[i]);
    if (node == 0) return false;
  }
  return trie().at(node).particle != 0;
}

}  // namespace sillok::text
