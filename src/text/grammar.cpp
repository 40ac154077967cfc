#include "text/grammar.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "text/jamo.h"
#include "text/nouns.h"

namespace sillok::text {
namespace {

using List = std::u16string_view;

constexpr Spots any_of(std::initializer_list<Spot> spots) {
  Spots set = 0;
  for (const Spot spot : spots) set |= bit(spot);
  return set;
}

constexpr Spots kNounLike = any_of({Spot::noun, Spot::pronoun, Spot::lone});
// Stems before endings that begin with a consonant, and before those with ㄴ (노는).
constexpr Spots kPlain = any_of(
    {Spot::closed, Spot::open, Spot::rieul, Spot::before_consonant, Spot::past, Spot::copula});
constexpr Spots kBeforeNieun = any_of({Spot::closed, Spot::open, Spot::rieul_dropped,
                                       Spot::before_consonant, Spot::past, Spot::copula});
// Before endings whose 으 shows, and before those that lost it.
constexpr Spots kWithEu = any_of({Spot::closed, Spot::before_eu, Spot::past});
constexpr Spots kWithoutEu = any_of({Spot::open, Spot::before_vowel, Spot::rieul, Spot::copula});
constexpr Spots kWithoutEuDropped =
    any_of({Spot::open, Spot::before_vowel, Spot::rieul_dropped, Spot::copula});
constexpr Spots kTakesEo =
    any_of({Spot::closed, Spot::open, Spot::rieul, Spot::before_eu, Spot::past, Spot::copula});
constexpr Spots kBehindEo = any_of({Spot::joined, Spot::connected});

// Endings behind consonants and vowels alike, by what may follow them.
constexpr List kEnds =
    u"다 다며 다면서 다니 다던 지요 죠 자 자마자 자며 자면 자는데 거나 거든 거든요 거니와 게요 "
    u"던가 던가요 던데 던데요 "
    u"더니 더라 더라도 더라면 더라고 더라고요 더군요 더냐 든 든가 듯 듯이 습니다 습니까 습니다만 "
    u"구나 군 군요 "
    u"구먼 겠다 다오 소 다시피 다가 다가도 다면 다면야 단다 단 답니다 다네 다지 다만 더구나 더군 "
    u"구려 거라 거늘 길래 기에 "
    u"자고 자는 자니 자길래 다는데 다는 다던데 대 대요 대서 댄다 던지 든지 건대 건만 건마는 지만 "
    u"지마는 다지만 래요";
constexpr List kEndsNieun =
    u"는구나 는군요 는군 나요 냐 냐며 네 네요 느라 느라고 는다 는다며 는다면 는다면서 는다는 "
    u"는단다 느냐 느냐며 니 니까요 "
    u"는데 는데요 는데도 는지라 는걸 는걸요 노라 는다네 는답니다 느니 는가요 는지요 냐는 느냐는 "
    u"는대 는대요 나 나봐 나봐요 나보다";
constexpr List kClauses = u"다고 자고 기";
constexpr List kClausesNieun = u"는지 는가 나 느냐 느냐고 냐고 는다고";
// Without 으; the first letter decides what they follow.
constexpr List kEndsEu =
    u"면 면야 니 니까 므로 려면 려다 려다가 려던 려나 려나요 러 래 래요 "
    u"ㄴ데 ㄴ데요 ㄴ데도 ㄴ가요 ㄴ지요 ㄴ걸 ㄴ걸요 ㄴ들 ㄴ바 ㄴ지라 "
    u"ㄹ까 ㄹ까요 ㄹ까봐 ㄹ게 ㄹ게요 ㄹ께 ㄹ께요 ㄹ래 ㄹ래요 ㄹ걸 ㄹ걸요 ㄹ텐데 ㄹ텐데요 ㄹ지라도 "
    u"ㄹ지언정 ㄹ수록 "
    u"ㄹ망정 ㄹ만큼 ㄹ라 ㄹ꺼 ㄹ꺼야 ㄹ꺼예요 ㅁ세 며 면서 면서도 나 나마 ㄴ다면 ㄹ뿐 ㄹ뿐만 "
    u"ㄹ뿐더러 렴 려무나 ㄹ는지 ㄴ가봐 ㄴ가봐요 ㄹ시";
constexpr List kClausesEu = u"ㄴ지 ㄴ가 ㄹ지 ㅁ";
// Commands, told on: 하라는, 가라고. Rarer than they look (나라는).
constexpr List kCommands = u"라 라는 라며 라면 라니 라던데 라길래 라고 라도 라서";
// Verbs in the present behind a vowel.
constexpr List kEndsOpen =
    u"ㄴ다 ㄴ다며 ㄴ다면서 ㄴ다는 ㄴ다네 ㄴ단다 ㄴ답니다 ㄴ대 ㄴ대요 ㄴ다니 ㄴ다는데 ㄴ다지 "
    u"ㄴ다던데";
constexpr List kPolite = u"ㅂ니다 ㅂ니까 ㅂ니다만 ㅂ시다 ㅂ시오 ㅂ쇼 오 ㅂ디다 ㅂ니당";
// Behind 어/아.
constexpr List kEndsEo =
    u"서요 야죠 야지 야지요 야만 라 라며 다 다가 다오 도요 요 야돼 야겠다 서라도 선 놔라 달라 "
    u"달라고 달라며 야함 야됨 야겠어 야겠어요 야겠습니다";

// Costs, in tenths of what a doubtful syllable costs (see segmenter.cpp): a reading with fewer and
// better known pieces wins.
constexpr int kParticleCost = 12;
constexpr int kShortCost = 16;   // one syllable, or a bare consonant
constexpr int kEndingCost = 10;  // of two syllables and more
constexpr int kShortEndingCost = 14;
constexpr int kBareCost = 18;
constexpr int kVerbCost = 38;
constexpr int kShortVerbCost = 44;
constexpr int kAuxiliaryCost = 20;
constexpr int kLightCost = 2;
constexpr int kCopulaCost = 16;
constexpr int kNounCost = 45;

class Table {
 public:
  std::vector<Piece> take() { return std::move(pieces_); }

  void add(List spelling, List form, Spots from, Spot to, Tag tag, int cost,
           Before before = Before::any) {
    pieces_.push_back({std::u16string(spelling), std::u16string(form), from, to, before, tag,
                       static_cast<std::int16_t>(cost)});
  }
  void add_list(List list, Spots from, Spot to, Tag tag, int cost, Before before = Before::any) {
    each(list, [&](List word) {
      add(word, word, from, to, tag, cost + (tag == Tag::ending ? shorter(word) : 0), before);
    });
  }
  // "건:것+은" pairs.
  void add_pairs(List list, Spots from, Spot to, Tag tag, int cost, Before before = Before::any) {
    each(list, [&](List word) {
      const std::size_t colon = word.find(u':');
      add(word.substr(0, colon), word.substr(colon + 1), from, to, tag, cost, before);
    });
  }
  // Endings that lose 으 behind a vowel and show it behind a consonant.
  void add_eu(List list, Spot to, int cost) {
    each(list, [&](List word) {
      const bool bare = word.front() < 0xAC00;
      const char16_t first = word.front();
      // 놀면, 놀므로, 놀려고 keep their ㄹ; 노니, 논, 노시 lose it; so does ㄻ: 놂.
      const bool keeps = !bare && (split(first).initial == 6 || split(first).initial == 5);
      add(word, word, keeps ? kWithoutEu : kWithoutEuDropped, to, Tag::ending,
          cost + shorter(word));
      std::u16string shown;
      if (bare) {
        shown = first == u'ㄴ' ? u"은" : first == u'ㄹ' ? u"을" : u"음";
        shown += word.substr(1);
      } else {
        shown = std::u16string(u"으").append(word);
      }
      add(shown, shown, kWithEu, to, Tag::ending, cost);
    });
  }
  void add_verb(List stem, VerbClass verb_class, Spots from, Tag tag, int cost) {
    for (const StemForm& form : forms_of(stem, verb_class)) {
      add(form.spelling, stem, from, spot_of(form.state), tag, cost);
    }
  }
  void add_verbs(List list, Spots from, Tag tag, int cost) {
    each(list, [&](List stem) { add_verb(stem, VerbClass::regular, from, tag, cost); });
  }

  // An ending of one syllable tells less.
  static int shorter(List word) {
    return word.size() == 1 || (word.size() == 2 && word.front() < 0xAC00)
               ? kShortEndingCost - kEndingCost
               : 0;
  }

  template <class Each>
  static void each(List list, Each take) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(u' '), list.size());
      if (end > 0) take(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

 private:
  std::vector<Piece> pieces_;
};

void add_particles(Table& table) {
  constexpr Spots from = kNounLike | bit(Spot::clause) | bit(Spot::particle);
  constexpr Tag tag = Tag::particle;
  const auto both = [&](List list, Before before) {
    table.add_list(list, from, Spot::particle, tag, kParticleCost, before);
  };
  table.add_list(u"만 에 께 뿐", from, Spot::particle, tag, kShortCost);
  table.add_list(u"과", from, Spot::particle, tag, kShortCost, Before::consonant);
  table.add_list(u"와 나 랑", from, Spot::particle, tag, kShortCost, Before::vowel);
  // The last particle of a word.
  table.add_list(u"의 도", from, Spot::end, tag, kShortCost);
  table.add_list(u"요", from, Spot::end, tag, 2 * kShortCost);
  table.add_list(u"이 은 을", from, Spot::end, tag, kShortCost, Before::consonant);
  table.add_list(u"가 는 를", from, Spot::end, tag, kShortCost, Before::vowel);
  table.add_list(u"로", from, Spot::particle, tag, kShortCost, Before::liquid);
  both(
      u"에서 에게 에게서 께서 한테 한테서 까지 부터 보다 처럼 만큼 대로 마다 조차 마저 밖에 같이 "
      u"에다 에다가 더러 "
      u"에서부터 만이 만은 만을 씩 쯤 끼리 커녕 치고 이나마 뿐만 까지만 부터는 서부터 이란",
      Before::any);
  both(u"으로 으로서 으로써 으로부터 이랑 이나 이라도 이든 이든지 이야 이여", Before::consonant);
  both(u"로서 로써 로부터", Before::liquid);
  both(u"라도 든 든지 야말로 란", Before::vowel);
  both(u"이야말로", Before::consonant);
  table.add_pairs(
      u"에선:에서+는 에겐:에게+는 한텐:한테+는 까진:까지+는 에서:에서 엔:에+는 론:로+는 "
      u"으론:으로+는 부턴:부터+는 보단:보다+는 "
      u"하곤:하고+는 께선:께서+는",
      from, Spot::particle, tag, kParticleCost);
  table.add_pairs(u"ㄴ:는 ㄹ:를", bit(Spot::pronoun), Spot::end, tag, kBareCost + 4, Before::vowel);
  table.add_list(u"하고", from, Spot::particle, tag, 3 * kShortCost);
  table.add_list(u"들", kNounLike, Spot::noun, tag, kShortCost);
  table.add_list(u"는 도 만 요 들 까지 부터 은 서 야",
                 bit(Spot::linked) | bit(Spot::go) | bit(Spot::ji) | bit(Spot::ge) |
                     bit(Spot::must) | bit(Spot::intending) | bit(Spot::connected) |
                     bit(Spot::joined),
                 Spot::end, tag, kShortCost);
}

// A dictionary form or a quotation with a particle: 취소하다의 정의, 가자는.
void add_quoted(Table& table) {
  table.add_list(u"의 란 라는 라고 이란 이라는 이라고 를 가 와", bit(Spot::linked), Spot::end,
                 Tag::particle, 2 * kShortCost);
}

void add_copula(Table& table) {
  // 이 written; behind a vowel it may be swallowed (see segmenter.cpp).
  table.add(u"이", u"이", kNounLike | bit(Spot::clause) | bit(Spot::particle), Spot::copula,
            Tag::light, kCopulaCost);
  table.add(u"여", u"이", kNounLike, Spot::joined, Tag::light, kCopulaCost + 4, Before::vowel);
  table.add(u"이여", u"이", kNounLike, Spot::joined, Tag::light, kCopulaCost + 4,
            Before::consonant);
  table.add_list(u"에요", bit(Spot::copula), Spot::end, Tag::ending, kEndingCost);
  table.add(u"예요", u"이+에요", kNounLike | bit(Spot::particle), Spot::end, Tag::light,
            kCopulaCost);
  table.add(u"이예요", u"이+에요", kNounLike, Spot::end, Tag::light, kCopulaCost);
  table.add(u"야", u"이+야", kNounLike, Spot::end, Tag::light, kCopulaCost + 4, Before::vowel);
  table.add(u"이야", u"이+야", kNounLike, Spot::end, Tag::light, kCopulaCost + 2,
            Before::consonant);
  table.add_list(
      u"라고 라는 라면 라며 라서 라도 라던가 라든지 라든가 라니 란 랍니다 라네 라기 라기보다 "
      u"라지만 라야 로서 자 라 라는데 라면서 "
      u"라던데 래 래요 라구요 라고요 랄까 라구",
      bit(Spot::copula), Spot::linked, Tag::ending, kEndingCost);
}

void add_endings(Table& table) {
  constexpr Tag tag = Tag::ending;
  table.add_list(kEnds, kPlain, Spot::linked, tag, kEndingCost);
  table.add_list(kEndsNieun, kBeforeNieun, Spot::linked, tag, kEndingCost);
  table.add_list(kClauses, kPlain, Spot::clause, tag, kEndingCost);
  table.add_list(kClausesNieun, kBeforeNieun, Spot::clause, tag, kEndingCost);
  table.add_eu(kEndsEu, Spot::linked, kEndingCost);
  table.add_eu(kClausesEu, Spot::clause, kEndingCost);
  table.add_eu(kCommands, Spot::clause, 2 * kEndingCost);
  table.add(u"ㄻ", u"ㅁ", bit(Spot::rieul_dropped), Spot::clause, tag, kEndingCost);
  table.add_list(kEndsOpen, kWithoutEuDropped, Spot::linked, tag, kEndingCost);
  table.add_list(u"ㄴ다고", kWithoutEuDropped, Spot::clause, tag, kEndingCost);
  table.add_list(kPolite, kWithoutEuDropped, Spot::linked, tag, kEndingCost);
  table.add_list(u"읍시다 읍시오", bit(Spot::closed), Spot::linked, tag, kEndingCost);
  table.add_list(u"고", kPlain, Spot::go, tag, kEndingCost);
  table.add_list(u"고요 구요 고서 고선 고도 고자", kPlain, Spot::linked, tag, kEndingCost);
  table.add_list(u"지", kPlain, Spot::ji, tag, kEndingCost);
  table.add_pairs(u"질:지+를 진:지+는", kPlain, Spot::ji, tag, 3 * kEndingCost);
  table.add_list(u"게 게끔 도록 게는 게도", kPlain, Spot::ge, tag, kEndingCost);
  table.add_eu(u"려고 려 려는 려구", Spot::intending, kEndingCost);
  table.add_list(u"는 던", kBeforeNieun, Spot::modifying, tag, kEndingCost);
  table.add_list(u"던", bit(Spot::rieul), Spot::modifying, tag, kShortCost);
  table.add_eu(u"ㄴ ㄹ", Spot::modifying, kBareCost - 4);
  // Honorific 시, which is a stem of its own.
  for (const StemForm& form : forms_of(u"시", VerbClass::regular)) {
    const std::u16string shown = u"으" + form.spelling;
    table.add(form.spelling, u"시", kWithoutEuDropped, spot_of(form.state), tag, kEndingCost);
    table.add(shown, u"시", kWithEu, spot_of(form.state), tag, kEndingCost);
  }
  table.add_pairs(u"세요:시+어요 세용:시+어요 세:시+어 십시오:시+ㅂ시오 십시요:시+ㅂ시오 소서:소서",
                  kWithoutEuDropped, Spot::linked, tag, kEndingCost);
  table.add_pairs(u"으세요:시+어요 으십시오:시+ㅂ시오 으소서:소서", kWithEu, Spot::linked, tag,
                  kEndingCost);
  // 었, 겠, 어.
  table.add_pairs(u"ㅆ:었", kBehindEo, Spot::past, tag, 4);
  table.add_list(u"겠", kPlain, Spot::past, tag, kEndingCost);
  table.add_pairs(u"어:어 아:아", kTakesEo & ~bit(Spot::open), Spot::connected, tag, kEndingCost);
  // Behind a vowel they mostly run together: 지어 is rather 짓+어 than 지+어.
  table.add_pairs(u"어:어 아:아", bit(Spot::open), Spot::connected, tag, kEndingCost + 6);
  table.add_pairs(u"여:어", bit(Spot::open), Spot::connected, tag, kEndingCost);
  table.add_list(kEndsEo, kBehindEo, Spot::linked, tag, kEndingCost);
  table.add_list(u"서 도", kBehindEo, Spot::linked, tag, kEndingCost);
  table.add_list(u"야", kBehindEo, Spot::must, tag, kEndingCost);
}

void add_auxiliaries(Table& table) {
  constexpr Tag tag = Tag::auxiliary;
  table.add_verbs(u"주 보 있 버리 지 내 놓 두 가 오 드리 계시", kBehindEo, tag, kAuxiliaryCost);
  table.add_verbs(u"대 나가 나", kBehindEo, tag, 2 * kAuxiliaryCost);
  table.add_pairs(u"줌:주+ㅁ 논:놓+은 놨:놓+었 놔:놓+어 냅두:냅두 둬:두+어", kBehindEo,
                  Spot::linked, tag, kAuxiliaryCost);
  table.add_verbs(u"있 싶 나 말 계시 보", bit(Spot::go), tag, kAuxiliaryCost);
  table.add_verbs(u"말 않 못하", bit(Spot::ji), tag, kAuxiliaryCost);
  table.add_pairs(
      u"마:말+어 마라:말+어라 마요:말+어요 말아:말+아 말라:말+라 마세요:말+시+어요 "
      u"마십시오:말+시+ㅂ시오",
      bit(Spot::ji), Spot::linked, tag, kAuxiliaryCost - 4);
  table.add_verbs(u"하 되", bit(Spot::ge) | bit(Spot::must) | bit(Spot::intending), tag,
                  kAuxiliaryCost);
  table.add_verbs(u"되 안되 하", bit(Spot::linked), tag, kAuxiliaryCost + 16);
  table.add_pairs(u"겠:겠", bit(Spot::must), Spot::past, Tag::ending, kEndingCost);
  table.add_verbs(u"하", bit(Spot::clause), tag, kAuxiliaryCost);
  table.add_verbs(u"만하 듯하 뻔하 척하 체하 법하", bit(Spot::modifying), tag, kAuxiliaryCost);
  // Nouns that lean on what stands before them.
  constexpr Spots leaning = bit(Spot::modifying);
  table.add_list(u"것 수 때 데 줄 지 채 뿐 만큼 대로 적 중 후 뒤 법 동안 경우 바 터 정도 예정 듯",
                 leaning, Spot::noun, Tag::noun, kShortCost);
  table.add_pairs(u"거:것 꺼:것 때:때", leaning, Spot::pronoun, Tag::noun, kShortCost);
  table.add_pairs(u"건:것+은 걸:것+을 게:것+이 땐:때+는 겁니다:것+이+ㅂ니다 겁니까:것+이+ㅂ니까",
                  leaning, Spot::end, Tag::noun, kShortCost);
}

void add_light_verbs(Table& table) {
  constexpr Spots from = bit(Spot::noun);
  constexpr Tag tag = Tag::light;
  table.add_verbs(u"하 되 시키 당하", from, tag, kLightCost);
  table.add_pairs(u"토록:하+도록 케:하+게", from, Spot::linked, tag, kLightCost + kEndingCost);
  table.add_list(u"때문", bit(Spot::clause), Spot::noun, Tag::noun, kShortCost);
  table.add_verbs(u"받 드리", from, tag, kLightCost + 24);
  table.add_verbs(u"지", from, tag, kLightCost + 45);
  table.add_verb(u"스럽", VerbClass::bieup, from, tag, kLightCost);
  table.add_verb(u"롭", VerbClass::bieup, from, tag, kLightCost + 4);
  table.add_verb(u"답", VerbClass::bieup, from, tag, kLightCost + 10);
  table.add_verbs(u"없 있 같 나 내 치 짓 들 타 맞 많 높 잡", from, Tag::verb, kVerbCost + 30);
}

}  // namespace

Spot spot_of(StemState state) {
  switch (state) {
    case StemState::closed:
      return Spot::closed;
    case StemState::open:
      return Spot::open;
    case StemState::rieul:
      return Spot::rieul;
    case StemState::rieul_dropped:
      return Spot::rieul_dropped;
    case StemState::before_consonant:
      return Spot::before_consonant;
    case StemState::before_vowel:
      return Spot::before_vowel;
    case StemState::before_eu:
      return Spot::before_eu;
    case StemState::joined:
      return Spot::joined;
  }
  return Spot::end;
}

std::vector<Piece> pieces() {
  Table table;
  add_particles(table);
  add_quoted(table);
  add_copula(table);
  add_endings(table);
  add_auxiliaries(table);
  add_light_verbs(table);
  constexpr Spots begins = bit(Spot::start) | bit(Spot::negated);
  for (const Verb& verb : verbs()) {
    // The commonest of all, which other readings must not beat by a hair.
    constexpr List kCommon = u"가 하 되 오 보 주 있 없 알 쓰 받 내 ";
    const bool common = verb.stem.size() == 1 && kCommon.find(verb.stem) != List::npos;
    const int cost = verb.stem.size() == 1 && !common ? kShortVerbCost : kVerbCost;
    table.add_verb(verb.stem, verb.verb_class, begins, Tag::verb, cost);
  }
  table.add_list(u"안 못", bit(Spot::start), Spot::negated, Tag::noun, kShortCost);
  for_each_adverb([&](List word) {
    table.add(word, word, bit(Spot::start), word.size() == 1 ? Spot::lone : Spot::noun, Tag::adverb,
              kNounCost);
  });
  for_each_noun([&](List noun) {
    if (noun.size() == 1) {
      table.add(noun, noun, bit(Spot::start), Spot::lone, Tag::noun, kNounCost);
      return;
    }
    table.add(noun, noun, bit(Spot::start) | bit(Spot::noun), Spot::noun, Tag::noun, kNounCost);
  });
  table.add_list(
      u"나 너 저 우리 저희 너희 누구 뭐 무어 어디 언제 여기 거기 저기 이거 그거 저거 얼마 요거",
      bit(Spot::start), Spot::pronoun, Tag::noun, kNounCost - 10);
  table.add_list(u"이 그 저 이것 그것 저것 무엇 것 수 때 데 중 등", bit(Spot::start), Spot::lone,
                 Tag::noun, kNounCost - 10);
  table.add_list(u"어느 무슨 어떤 몇 왜 다 더 좀 잘 또 꼭 및", bit(Spot::start), Spot::lone,
                 Tag::adverb, kNounCost - 10);
  table.add_pairs(u"뭐:무엇 거:것 이거:이것 그거:그것 저거:저것", bit(Spot::start), Spot::pronoun,
                  Tag::noun, kNounCost - 12);
  table.add_pairs(u"물을:물+을 누가:누구+가 내가:나+가 제가:저+가 네가:너+가 내:나 제:저 네:너",
                  bit(Spot::start), Spot::end, Tag::noun, kNounCost - 5);
  table.add_pairs(
      u"이게:이것+이 그게:그것+이 저게:저것+이 이건:이것+은 그건:그것+은 저건:저것+은 이걸:이것+을 "
      u"그걸:그것+을 저걸:저것+을 "
      u"건:것+은 걸:것+을 게:것+이 땐:때+는 뭔:무엇+이+ㄴ 난:나+는 널:너+를 넌:너+는 날:날",
      bit(Spot::start), Spot::end, Tag::noun, kNounCost - 20);
  return table.take();
}

}  // namespace sillok::text
