#include "text/suffix_table.h"

#include <algorithm>
#include <utility>

#include "text/jamo.h"

namespace sillok::text {
namespace {

using List = std::u16string_view;

// --- particles
// ------------------------------------------------------------------------------------

constexpr List kShortAny = u"의 도 만 인 께 에";
constexpr List kShortAfterConsonant = u"이 은 과 을";
constexpr List kShortAfterVowel = u"가 와 나 며 란 고 다 는 를 랑 든지";
constexpr List kShortLiquid = u"로";

// Case particles that other particles follow.
constexpr List kCaseAny =
    u"에 에서 에게 에게서 께서 한테 한테서 까지 부터 보다 처럼 만큼 대로 마다 조차 마저 밖에 "
    u"에서부터 "
    u"에까지 에서까지 하고 뿐 같이 에다 에다가 더러";
constexpr List kCaseAfterConsonant =
    u"으로 으로서 으로써 으로부터 으로까지 과 이랑 이나 이라도 이든 이든지";
constexpr List kCaseLiquid = u"로서 로써 로부터 로까지 로";
constexpr List kCaseAfterVowel = u"와 랑 라도 든 든지";
constexpr List kFollowing =
    u"는 도 의 만 은 을 이 가 까지 부터 라도 나 이나 조차 마저 만은 만이 만을 만의 "
    u"요 서 나마 이나마 만큼은 까지는 까지도 인 이다 이며 이고 이었다";

// 이다 behind nouns. The first list keeps its 이 behind vowels too.
constexpr List kCopulaAny =
    u"입니다 입니까 이다 인데 인데도 인지 인지는 인지를 인지도 인가 인가요 일까 일까요 일지 일지도 "
    u"일지라도 "
    u"일수록 임을 임에도 임이 이지만 이므로 이었다 이었던 이었고 이었으며 이었으나 이었는데 "
    u"이었지만 이었습니다 "
    u"이었음 이었는가 이었는지 이었을 이기 이기도 이기에 이기는 이던 이든 이라면 이라는 이라고 "
    u"이라며 이라서 "
    u"이라도 이란 이란다 이라 이라지만 이라기보다 이라기 이자 이며 이고 이면 이면서 이니 이니까 "
    u"이나 이어서 이어야 "
    u"이어도 이에요 예요 이냐 이냐고 이네 이네요 이군요 이구나 이죠 이지 이지요 이랍니다 이라니 "
    u"이십니다 이신 "
    u"이셨다 이세요 이신가요 이신지 인걸 인 이었나 이었나요 이었을까 이였다 이였던 이라던가 "
    u"이라든지 이라든가 "
    u"이라고는 이라고도 이라는데 이라면서 이라야 이야 이야말로 이요 이고요 인가를 인가에";
constexpr List kCopulaAfterVowel =
    u"였다 였던 였고 였으며 였으나 였는데 였지만 였습니다 였음 였는가 였는지 였을 였나 였나요 "
    u"였을까 라면 라는 "
    u"라고 라며 라서 라도 라던 란 다 고 며 면서 지만 므로 여서 여야 여도 니까 라기보다 라든지 "
    u"라던가 라든가 라니 "
    u"라고도 라고는 라는데 라면서 라야 야말로 죠 네요 군요 랍니다";
constexpr List kPlural =
    u"들이 들은 들을 들의 들에게 들과 들도 들에 들만 들로 들이나 들까지 들에게는 들에게서 들인 "
    u"들이다";

// --- endings
// --------------------------------------------------------------------------------------

// Behind a past tense or any other final consonant as well as a vowel.
constexpr List kAfterEither =
    u"다 다고 다는 다며 다면 다면서 다가 다가도 다던 다던가 다지만 다니 다니까 다기보다 다기보다는 "
    u"다시피 "
    u"고 고는 고도 고서 고자 고있는 고있다 지 지만 지도 지는 지를 지요 지마는 죠 자 자마자 자고 "
    u"자는 거나 거든 거든요 "
    u"거니와 게 게끔 게도 게는 게요 기 기가 기는 기도 기를 기만 기에 기에는 기로 기로는 기까지 "
    u"기까지는 "
    u"기보다 기보다는 기부터 기의 기위해 기위한 기때문에 는 는가 는가를 는가에 는가요 는데 는데도 "
    u"는데요 는지 는지는 "
    u"는지도 는지를 는지에 는지요 는다 는다고 는다는 는다며 는다면 는다면서 는단다 는구나 는군요 "
    u"는냐 는냐고 느냐 느냐고 "
    u"느라 느라고 는바 는지라 나 나요 냐 냐고 냐는 네 네요 던 던가 던데 던지 더니 더라 더라도 "
    u"더라면 더군요 도록 도록은 "
    u"든 든가 든지 듯 듯이 든지간에 습니다 습니까 습니다만 구나 군요 겠다 겠고 겠지만 겠습니다 "
    u"겠습니까 겠는가 "
    u"겠으나 겠으며 겠다고 겠다는 겠는데 겠지요 겠죠 겠네요 겠어요";
constexpr List kAfterConsonantOnly =
    u"으며 으면 으면서 으면서도 으나 으나마 으니 으니까 으므로 으려 으려고 으려면 으려는 으려다 "
    u"으려다가 으러 으로써 "
    u"으라 으라고 으라는 으라며 으라면 으십시오 으세요 으시 으신 으실 으셨다 으시는 으시고 으시면 "
    u"으시며 은 은가 은가요 "
    u"은데 은데도 은데요 은지 은지는 은지를 은지도 은채 은후 을 을까 을까요 을지 을지는 을지도 "
    u"을지라도 을지를 을수록 "
    u"을게 을게요 을래 을래요 을걸 을텐데 을뿐 을때 음 음을 음에 음에도 음은 음이 음으로 음으로써 "
    u"음으로서 음에도불구하고 "
    u"읍시다 을때는 을경우";
constexpr List kVowelVerb =  // behind stems in a vowel
    u"며 면 면서 면서도 면은 니 니까 므로 려 려고 려면 려는 려다 려다가 려던 러 라 라고 라는 라며 "
    u"라면 라도 나 나마 "
    u"십시오 세요";
// 어/아 written out: 먹어서, 되어, 하여.
constexpr List kOpenVowels = u"어 아 여";
constexpr List kOpenFollowing =
    u"서 서는 서도 서야 서라도 야 야만 야지 야죠 야한다 야하는 야할 야합니다 도 도된다 라 요 지다 "
    u"진 질 지는 지고 지며 "
    u"져 져서 졌다 졌고 졌던 졌으며 졌는데 졌는지 졌지만 졌습니다 지지 짐 짐에 있다 있는 있던 있어 "
    u"있고 있으며 있었다 "
    u"내다 내는 낸 냈다 보다 본 봤다 왔다 온 왔던 오는 오던 가는 간 갔다 나다 나는 난 났다 버린 "
    u"버렸다 주는 준 줄 주다 "
    u"줬다 주었다 주었던 주고 주어 줘 줘야 주기 주세요 주십시오 드립니다 드린 드리는 놓은 두는 둔 "
    u"놓고 둘 들인 들이는";
// Finals of the past tense, behind 었/았/였 and ㅆ run into the stem.
constexpr List kPastFollowing =
    u"다 다고 다는 다며 다면 다면서 다가 다가도 다던 다지만 다니 다기 고 고는 고도 지 지만 지는 "
    u"지요 죠 거나 거든 건 기 "
    u"기에 기는 기도 기를 기만 기로 기까지 기보다 기때문에 는가 는가를 는가요 는데 는데도 는데요 "
    u"는지 는지는 는지도 "
    u"는지를 는지에 느냐 느냐고 냐 냐고 나 나요 네 네요 던 던가 던데 던지 던것 더니 더라 더라도 "
    u"더라면 더군요 든 든지 듯 "
    u"듯이 습니다 습니까 습니다만 구나 군 군요 으며 으면 으면서 으면서도 으나 으니 으니까 으므로 "
    u"음 음을 음에도 음은 음이 "
    u"음에 을 을까 을까요 을지 을지도 을때 을뿐 을텐데 을것 어 어도 어야 어요 어서 었다 었던 었고 "
    u"었으며 었으나 었는데 "
    u"었지만 는바 으리라 으랴 자 기로";
constexpr List kPast = u"었 았 였 ㅆ 으셨 겠 었겠 ㅆ겠";
// A consonant that closes the stem's last syllable.
constexpr List kBareNieun =
    u"다 다고 다는 다며 다면 다면서 단다 가 가를 가요 가에 데 데도 데요 지 지는 지도 지를 지에 "
    u"지요 채 후 뒤 바 들 "
    u"다음 다기보다 다든지";
constexpr List kBareRieul =
    u"까 까요 까봐 지 지는 지도 지라도 지를 지에 지언정 수록 게 게요 래 래요 걸 텐데 뿐 뿐만 때 "
    u"때는 때의 수 수있는 수없는 "
    u"것 것을 것이다 것인가 것인지 것으로 경우 경우에 경우에는 라 만한 만큼 듯 듯이 듯한 무렵";
constexpr List kBareMieum =
    u"을 에 에도 은 이 으로 으로써 으로서 의 과 에따라 에도불구하고 으로인해 이다";
constexpr List kBareBieup = u"니다 니까 니다만 시다 시오";
constexpr List kFusedFollowing =
    u"서 서는 서도 서야 서라도 야 야만 야지 야죠 야한다 야하는 야할 야합니다 야하며 야하고 "
    u"야하나요 야되는 도 도된다 "
    u"도되나요 라 요 지다 진 질 지는 지고 지며 져 져서 졌다 졌고 졌던 졌으며 졌는데 졌는지 졌지만 "
    u"졌습니다 짐 지지 지면 "
    u"있다 있는 있던 있고 있어 있으며 있었다 있었던 내다 내는 낸 냈다 왔다 왔던 왔고 왔으며 온 "
    u"오는 오던 오고 가는 간 갔다 "
    u"나는 난 났다 버린 버렸다 주는 준 줄 줄까 주다 줬다 주었다 주었던 주고 주어 주며 줘 줘야 줘서 "
    u"주기 주세요 주십시오 "
    u"드립니다 드린 드리는 본 봐 놓은 놓고 둔 두는 달라 달라고 달라는 내고 내며 나가는 나간 나갔다 "
    u"나가고 온다 왔는데";

class Table {
 public:
  void add(List spelling, std::uint16_t flags) {
    suffixes_.push_back({std::u16string(spelling), flags});
  }

  void add_list(List list, std::uint16_t flags, List before = {}) {
    each(list, [&](List tail) { add(std::u16string(before).append(tail), flags); });
  }
  void add_product(List heads, List tails, std::uint16_t flags) {
    each(heads, [&](List head) { add_list(tails, flags, head); });
  }
  std::vector<Suffix> take() { return std::move(suffixes_); }

 private:
  template <class Each>
  static void each(List list, Each take) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(u' '), list.size());
      if (end > 0) take(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  std::vector<Suffix> suffixes_;
};

void add_particles(Table& table) {
  constexpr std::uint16_t kLiquid = kAfterVowel | kAfterRieul;
  table.add_list(kShortAny, kParticle | kAfterAny);
  table.add_list(kShortAfterConsonant, kParticle | kAfterConsonant);
  table.add_list(kShortAfterVowel, kParticle | kAfterVowel);
  table.add_list(kShortLiquid, kParticle | kLiquid);
  for (const auto& [cases, where] :
       {std::pair{kCaseAny, kAfterAny}, std::pair{kCaseAfterConsonant, kAfterConsonant},
        std::pair{kCaseLiquid, kLiquid}, std::pair{kCaseAfterVowel, kAfterVowel}}) {
    const auto flags = static_cast<std::uint16_t>(where | kParticle);
    table.add_list(cases, flags);
    table.add_product(cases, kFollowing, flags);
  }
  table.add_list(kCopulaAny, kParticle | kAfterAny);
  table.add_list(kCopulaAfterVowel, kParticle | kAfterVowel);
  table.add_list(kPlural, kParticle | kAfterAny);
}

void add_endings(Table& table) {
  table.add_list(kAfterEither, kEnding | kAfterAny);
  table.add_list(kAfterConsonantOnly, kEnding | kAfterConsonant);
  table.add_list(kVowelVerb, kEnding | kAfterVowel | kAfterRieul);
  table.add_list(kOpenVowels, kEnding | kAfterAny);
  table.add_product(kOpenVowels, kOpenFollowing, kEnding | kAfterAny);
  table.add_list(kPast, kEnding | kAfterAny);
  table.add_product(kPast, kPastFollowing, kEnding | kAfterAny);
  table.add_list(kBareNieun, kEnding | kAfterAny, u"ㄴ");
  table.add_list(kBareRieul, kEnding | kAfterAny, u"ㄹ");
  table.add_list(kBareMieum, kEnding | kAfterAny, u"ㅁ");
  table.add_list(kBareBieup, kEnding | kAfterAny, u"ㅂ");
  table.add_list(u"ㄴ ㄹ ㅁ", kEnding | kAfterAny);
  table.add_list(kFusedFollowing, kEnding | kFused);
  table.add_list(u"서 서는 서도 서야", kEnding | kAfterOpen);
}

}  // namespace

std::vector<Suffix> suffixes() {
  Table table;
  add_particles(table);
  add_endings(table);
  return table.take();
}

bool is_fused(char16_t syllable) {
  const Jamo jamo = split(syllable);
  if (jamo.final != 0) return false;
  constexpr std::uint8_t kAe = 1, kYeo = 6, kWa = 9, kWae = 10, kWo = 14;
  switch (jamo.vowel) {
    case kAe:
      return syllable == u'해';
    case kYeo:
      return syllable != u'여';
    case kWa:
      return syllable == u'와' || syllable == u'봐';
    case kWae:
      return syllable == u'돼';
    case kWo:
      return true;
    default:
      return false;
  }
}

char16_t uncontracted(char16_t syllable) {
  Jamo jamo = split(syllable);
  if (jamo.final != 0) return syllable;
  constexpr std::uint8_t kAe = 1, kEo = 4, kYeo = 6, kO = 8, kWa = 9, kWae = 10, kOe = 11, kU = 13,
                         kWo = 14, kEu = 18, kI = 20;
  switch (jamo.vowel) {
    case kAe:
      return syllable == u'해' ? u'하' : syllable;
    case kYeo:
      jamo.vowel = kI;
      break;
    case kWa:
      jamo.vowel = kO;
      break;
    case kWae:
      jamo.vowel = kOe;
      break;
    case kWo:
      jamo.vowel = kU;
      break;
    case kEo:  // 써 → 쓰, 커 → 크, 꺼 → 끄, 떠 → 뜨: but 서, 거, 더 stand for themselves
      if (syllable == u'써' || syllable == u'커' || syllable == u'꺼' || syllable == u'떠')
        jamo.vowel = kEu;
      break;
    default:
      break;
  }
  return join(jamo);
}

}  // namespace sillok::text
