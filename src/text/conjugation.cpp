#include "text/conjugation.h"

#include "text/jamo.h"
#include "text/segmenter.h"

namespace sillok::text {
namespace {

// Indices of Unicode's vowels and finals (chapter 3.12), beyond those of jamo.h.
constexpr std::uint8_t kA = 0, kAe = 1, kEo = 4, kE = 5, kYeo = 6, kO = 8, kWa = 9, kWae = 10,
                       kOe = 11, kU = 13, kWeo = 14, kEu = 18, kI = 20;
constexpr std::uint8_t kFinalDigeut = 7, kFinalSiot = 19;
constexpr std::uint8_t kInitialIeung = 11, kInitialRieul = 5;

class Conjugation {
 public:
  explicit Conjugation(std::u16string_view stem)
      : head_(stem.substr(0, stem.size() - 1)), last_(split(stem.back())) {}

  std::vector<Shape> shapes() && {
    add(last_, Follows::ending);
    if (head_.empty() && stem_is(u'하')) return with_ha();
    if (stem_is(u'하')) return with_ha();
    if (last_.final == 0) {
      open(last_);
    } else if (last_.final == kFinalRieul) {
      liquid();
    } else {
      closed();
    }
    return std::move(shapes_);
  }

 private:
  [[nodiscard]] bool stem_is(char16_t syllable) const { return join(last_) == syllable; }

  void add(Jamo syllable, Follows follows, std::u16string_view more = {}) {
    std::u16string begins = head_ + join(syllable);
    begins += more;
    shapes_.push_back({std::move(begins), follows});
  }
  static Jamo with_final(Jamo syllable, std::uint8_t final) {
    syllable.final = final;
    return syllable;
  }
  static Jamo with_vowel(Jamo syllable, std::uint8_t vowel) {
    syllable.vowel = vowel;
    syllable.final = 0;
    return syllable;
  }
  // 쉬어, 가: the infinitive, and the past made of it.
  void infinitive(Jamo syllable) {
    add(syllable, Follows::infinitive);
    add(with_final(syllable, kFinalSsangSiot), Follows::anything);
  }
  void infinitive(Jamo stem, char16_t vowel) {
    const std::u16string open(1, vowel);
    add(stem, Follows::infinitive, open);
    const std::u16string past(1, join(with_final(split(vowel), kFinalSsangSiot)));
    add(stem, Follows::anything, past);
  }
  // 쉰, 쉴, 쉽, 쉼.
  void finals(Jamo syllable) {
    add(with_final(syllable, kFinalNieun), Follows::adnominal);
    add(with_final(syllable, kFinalRieul), Follows::adnominal);
    add(with_final(syllable, kFinalBieup), Follows::adnominal);
    add(with_final(syllable, kFinalMieum), Follows::noun);
  }
  // 아 behind ㅏ and ㅗ, else 어.
  [[nodiscard]] static char16_t harmony(Jamo syllable) {
    return syllable.vowel == kA || syllable.vowel == kO ? u'아' : u'어';
  }

  std::vector<Shape> with_ha() {
    finals(last_);
    infinitive(with_vowel(last_, kAe));  // 해, 했
    add(last_, Follows::infinitive, u"여");
    add(last_, Follows::anything, u"였");
    return std::move(shapes_);
  }

  // A stem that ends in a vowel.
  void open(Jamo last) {
    finals(last);
    switch (last.vowel) {
      case kA:
      case kEo:
      case kAe:
      case kE:
      case kYeo:
        infinitive(last);
        break;
      case kO:
        infinitive(with_vowel(last, kWa));
        infinitive(last, u'아');
        break;
      case kU:
        infinitive(with_vowel(last, kWeo));
        infinitive(last, u'어');
        break;
      case kI:
        infinitive(with_vowel(last, kYeo));
        infinitive(last, u'어');
        break;
      case kOe:
        infinitive(with_vowel(last, kWae));
        infinitive(last, u'어');
        break;
      case kEu:
        weak_vowel(last);
        break;
      default:
        infinitive(last, u'어');
    }
  }

  // 쓰다 → 써, 아프다 → 아파, 모으다 → 모아; 자르다 → 잘라.
  void weak_vowel(Jamo last) {
    infinitive(with_vowel(last, kEo));
    infinitive(with_vowel(last, kA));
    if (last.initial != kInitialRieul || head_.empty()) return;
    Jamo before = split(head_.back());
    if (before.final != 0) return;
    before.final = kFinalRieul;
    const std::u16string kept = head_;
    head_.back() = join(before);
    infinitive({kInitialRieul, kA, 0});
    infinitive({kInitialRieul, kEo, 0});
    head_ = kept;
  }

  // 팔다 → 파는, 팝니다, 팔면, 팔아.
  void liquid() {
    const Jamo dropped = with_final(last_, 0);
    add(dropped, Follows::ending);
    add(last_, Follows::adnominal);
    add(with_final(last_, kFinalNieun), Follows::adnominal);
    add(with_final(last_, kFinalBieup), Follows::adnominal);
    infinitive(last_, harmony(last_));
  }

  // 뽑다 → 뽑은, 뽑아; 돕다 → 도운, 도와; 묻다 → 물은, 물어; 짓다 → 지은, 지어.
  void closed() {
    infinitive(last_, harmony(last_));
    if (last_.final == kFinalBieup) {
      const std::u16string kept = head_;
      head_ += join(with_final(last_, 0));
      open({kInitialIeung, kU, 0});
      infinitive({kInitialIeung, kWa, 0});
      add({kInitialIeung, kU, 0}, Follows::ending);
      head_ = kept;
    } else if (last_.final == kFinalDigeut) {
      const Jamo softened = with_final(last_, kFinalRieul);
      add(softened, Follows::ending);
      infinitive(softened, harmony(softened));
    } else if (last_.final == kFinalSiot) {
      const Jamo dropped = with_final(last_, 0);
      add(dropped, Follows::ending);
      infinitive(dropped, harmony(dropped));
    }
  }

  std::u16string head_;
  Jamo last_;
  std::vector<Shape> shapes_;
};

bool begins_with_one_of(std::u16string_view rest, std::u16string_view syllables) {
  return !rest.empty() && syllables.find(rest.front()) != syllables.npos;
}

}  // namespace

std::vector<Shape> shapes_of(std::u16string_view stem) {
  return Conjugation(stem).shapes();
}

bool may_follow(Follows kind, std::u16string_view rest) {
  switch (kind) {
    case Follows::ending:
      // -고 -나 -는 -네 -지 -기 -게 -자 -던 -더 -거 -겠 -습 -니 -려 -러 -면 -며 -므로 -시 -도록 -든
      // -냐 -길 -긴 -진 -건 -걸 -곤 -군 -다(가) -는, and 으 or 은, 을, 음 behind a consonant.
      return begins_with_one_of(
          rest,
          u"고나는네지기게자던더거겠습니려러면며므시세신실십도든냐길긴진건걸곤군다으은을음잖");
    case Follows::adnominal:
      return rest.empty() ||
             begins_with_one_of(rest, u"다데지채후뒤대걸가적까게수때래거려만텐경뿐니시건줄");
    case Follows::noun:
      return rest.empty() || is_particle(rest);
    case Follows::infinitive:
      return rest.empty() ||
             begins_with_one_of(rest,
                                u"서도야요라버주줘줬줄준줍보봐봤볼본놓둬두둘둔내낸냈낼먹달드오온"
                                u"왔올간갈가갔지진졌질집있놀치쳐");
    case Follows::anything:
      return true;
  }
  return false;
}

}  // namespace sillok::text
