#include "text/verbs.h"

#include <algorithm>

#include "text/jamo.h"

namespace sillok::text {
namespace {

using List = std::u16string_view;

// Stems of everyday and official verbs and adjectives, written down by hand, by the letter that
// ends them. Compounds with 하다, 되다, 시키다 are not listed: the noun in them is what counts.
constexpr List kVowel =
    // ㅏ ㅑ ㅓ ㅕ
    u"가 나 사 자 차 타 파 하 싸 짜 까 따 만나 떠나 나가 들어가 올라가 내려가 돌아가 지나 지나가 "
    u"자라 모자라 놀라 바라 비싸 끝나 일어나 나타나 어긋나 드러나 태어나 벗어나 늘어나 깨어나 "
    u"뛰어나 물러나 살아나 달아나 빗나 돌아나 따라가 넘어가 건너가 찾아가 걸어가 나아가 "
    u"오가 다가가 데려가 가져가 살아가 서 나서 일어서 건너 앞서 켜 펴 쳐 "
    u"돌아서 물러서 따라서 맞서 지새 세 "
    // ㅐ ㅔ
    u"내 대 매 배 새 재 캐 패 깨 때 빼 째 보내 지내 나타내 드러내 꺼내 끝내 펴내 이겨내 만들어내 "
    u"데 떼 메 베 세 헤 꿰 건네 없애 달래 "
    // ㅗ ㅛ
    u"보 오 쏘 꼬 고 돌보 나오 들어오 올라오 내려오 돌아오 바라보 살펴보 알아보 찾아보 물어보 "
    u"지켜보 둘러보 다가오 찾아오 가져오 데려오 불러오 따라오 나아오 쳐다보 여쭤보 뵈 되 못되 "
    u"안되 잘되 덜되 헛되 참되 외 꾀 쐬 죄 "
    // ㅜ
    u"주 두 추 누 꾸 쑤 배우 세우 싸우 태우 피우 지우 비우 키우 치우 새우 채우 깨우 끼우 씌우 메우 "
    u"때우 내세우 앞세우 거두 다투 가두 감추 맞추 낮추 늦추 멈추 갖추 들추 춤추 비추 부추 미루 "
    u"이루 다루 나누 바꾸 가꾸 꿈꾸 겨누 여쭈 견주 마주 도와주 돌려주 알아두 그만두 관두 외우 "
    u"배우 "
    // ㅟ ㅢ
    u"쉬 뛰 쥐 뒤 뉘 튀 휘 바뀌 사귀 여위 띄 희 "
    // ㅣ
    u"지 치 피 이기 남기 맡기 옮기 숨기 넘기 즐기 챙기 생기 당기 벗기 감기 안기 쫓기 빼앗기 뺏기 "
    u"섬기 뜯기 찢기 잠기 담기 끊기 굶기 웃기 씻기 맡기 매기 새기 튕기 풍기 어기 여기 "
    u"마시 모시 계시 주무시 드시 잡수시 돌아가시 누리 그리 버리 내리 올리 돌리 알리 살리 늘리 "
    u"달리 걸리 열리 풀리 들리 팔리 밀리 물리 불리 빌리 날리 말리 놀리 울리 흘리 틀리 "
    u"잘리 눌리 쓸리 실리 딸리 꺼리 가리 고리 기다리 두드리 드리 때리 뿌리 차리 부리 벌리 버무리 "
    u"사라지 가지 던지 만지 빠지 떨어지 넘어지 쓰러지 헤어지 이루어지 이뤄지 어우러지 미끄러지 "
    u"무너지 깨지 터지 퍼지 빚지 값지 멋지 벌어지 "
    u"주어지 이어지 "
    u"달라지 없어지 늘어지 따지 뒤지 모이 보이 먹이 죽이 붙이 높이 줄이 속이 녹이 끓이 쓰이 놓이 "
    u"쌓이 섞이 꺾이 낚이 트이 움직이 들이 받아들이 기울이 기울 벌이 숙이 덮이 뒤집히 "
    u"잡히 막히 먹히 밟히 뽑히 잊히 읽히 업히 입히 닫히 묻히 갇히 걷히 굳히 맺히 꽂히 찍히 적히 "
    u"박히 "
    u"밝히 넓히 좁히 식히 익히 앉히 맞히 괴롭히 붙잡히 눕히 더럽히 부딪히 얽히 긁히 꼽히 "
    u"다치 닥치 마치 고치 그치 거치 놓치 망치 미치 바치 합치 지치 해치 겹치 넘치 훔치 뭉치 설치 "
    u"펼치 떨치 끼치 부치 스치 외치 도망치 내치 물리치 가르치 뉘우치 부딪치 마주치 사무치 "
    u"시키 키 켜 가리키 지키 일으키 삼키 돌이키 비키 들키 엎지르 느끼 아끼 끼 이끼 베끼 "
    u"비비 누비 덤비 붐비 굽이 디디 견디 더디 "
    u"이 아니 띠 비 끼이 뵈 어리 느리 흐리 시리 여리 빛나 감싸 내쉬 끌어모으 걸치 "
    u"들여다보 뜨이 갈리 엇갈리 헷갈리 사로잡히 가렵 지니 다니 거니 지저귀 "
    u"찌 삐 뛰어나 빼어나 뜨이 "
    // ㅡ
    u"쓰 크 끄 뜨 트 모으 담그 잠그 따르 치르 들르 우러르 다다르 기쁘 슬프 아프 고프 바쁘 나쁘 "
    u"예쁘 미쁘 "
    u"애쓰 힘쓰 무릅쓰 눈뜨 움트 "
    // 르
    u"모르 부르 고르 흐르 오르 누르 자르 기르 찌르 지르 다르 빠르 바르 마르 배부르 서두르 서투르 "
    u"머무르 저지르 앞지르 가르 나르 구르 조르 무르 벼르 어지르 문지르 주무르 거스르 타오르 "
    u"떠오르 게으르 두르 휘두르 둘러 이르 일르 가로지르 무찌르 추스르 아우르 거르 이르 ";

constexpr List kRieul =
    u"알 살 놀 울 날 달 말 물 불 빌 팔 풀 쓸 갈 걸 열 벌 덜 들 길 질 줄 늘 얼 절 털 틀 돌 몰 밀 "
    u"만들 흔들 "
    u"잘 끌 뚫 머물 서둘 서툴 저물 거들 시들 힘들 기울 가늘 둥글 어질 모질 거칠 드물 "
    u"매달 내걸 이끌 베풀 떠들 접어들 줄어들 모여들 뛰어들 끼어들 잠들 철들 멍들 물들 "
    u"만들 깃들 편들 병들 찌들 부풀 까불 내밀 떠밀 나뒹굴 뒹굴 달 길 멀 잇달 아물 ";

constexpr List kClosed =
    u"먹 막 박 녹 썩 죽 식 적 작 속 묵 낚 닦 볶 깎 꺾 섞 겪 엮 묶 "
    u"읽 늙 맑 밝 붉 긁 굵 낡 얽 앉 얹 많 않 끊 귀찮 괜찮 하찮 점잖 편찮 "
    u"안 신 껴안 떠안 감 남 넘 담 참 숨 심 검 굶 닮 옮 젊 삶 품 뿜 다듬 더듬 쓰다듬 머금 가다듬 "
    u"보듬 "
    u"잡 입 집 뽑 씹 접 좁 꼽 업 굽 붙잡 사로잡 꼬집 헤집 움켜잡 갈아입 수줍 손꼽 "
    u"밟 넓 얇 짧 떫 없 가엾 핥 훑 읊 "
    u"닫 받 얻 믿 쏟 묻 굳 뻗 곧 돋 뜯 내걷 걷 본받 돌려받 건네받 이어받 물려받 주고받 깨물 쫓 "
    u"웃 씻 벗 빗 솟 앗 빼앗 뺏 비웃 치솟 엇 "
    u"있 맛있 재미있 멋있 값있 관계있 뜻있 맛없 재미없 멋없 틀림없 상관없 끊임없 쓸데없 어이없 "
    u"어쩔수없 "
    u"찾 맞 잊 맺 늦 꽂 꽃 갖 낮 짖 젖 찢 빚 알맞 걸맞 되찾 들어맞 잦 궂 벚 "
    u"쫓 좇 맡 같 붙 뱉 짙 얕 옅 흩 똑같 한결같 도맡 엎 갚 깊 높 싶 덮 짚 엎 되갚 뒤엎 "
    u"좋 놓 넣 낳 쌓 찧 땋 닿 찢 내놓 늘어놓 집어넣 잃 싫 앓 끓 꿇 옳 뚫 꿰뚫 닳 곯 사이좋 "
    u"찍 꺼리 째 겪 적 튀 굳 곱 익 낯익 찍 걷 핥 뱉 ";

// ㅂ that turns into 우 (오) before vowels.
constexpr List kBieup =
    u"돕 곱 눕 줍 굽 깁 맵 춥 덥 쉽 밉 무겁 가볍 어렵 두렵 고맙 반갑 가깝 아깝 아름답 정답 사납 "
    u"뜨겁 차갑 즐겁 괴롭 외롭 새롭 해롭 이롭 까다롭 날카롭 자유롭 평화롭 향기롭 지혜롭 번거롭 "
    u"부드럽 시끄럽 더럽 어지럽 간지럽 미끄럽 서럽 무섭 아쉽 안쓰럽 부럽 징그럽 귀엽 가엽 "
    u"두껍 싱겁 가렵 마렵 어둡 우습 그립 무덥 밉살스럽 자랑스럽 자연스럽 사랑스럽 갑작스럽 "
    u"만족스럽 부담스럽 조심스럽 걱정스럽 혼란스럽 고통스럽 놀랍 쑥스럽 역겹 지겹 눈물겹 힘겹 "
    u"버겁 흥겹 정겹 쉽 살갑 달갑 무겁 굽 노엽 여쭙 싸늘맞 아니꼽 남부럽 껄끄럽 매끄럽 너그럽 "
    u"보드랍 메스껍 어여쁘 아리땁 꽃답 참답 사람답 ";
constexpr List kDigeut = u"듣 걷 묻 싣 깨닫 긷 일컫 알아듣 엿듣 귀담아듣 캐묻 되묻 붇 눋 ";
constexpr List kSiot = u"짓 낫 잇 붓 긋 젓 퍼붓 잣 쏟아붓 지어짓 줄짓 결정짓 ";
constexpr List kHieut =
    u"그렇 이렇 저렇 어떻 요렇 고렇 아무렇 빨갛 파랗 노랗 하얗 까맣 커다랗 동그랗 뿌옇 허옇 퍼렇 "
    u"누렇 시커멓 꺼멓 기다랗 조그맣 둥그렇 높다랗 가느다랗 말갛 발갛 새빨갛 새파랗 새하얗 ";
constexpr List kReo = u"이르 푸르 누르 ";  // 이르러, 푸르러
constexpr List kFallenU = u"푸 ";          // 퍼
// Verbs in 르 that only lose ㅡ: 따라, 치러.
constexpr List kPlainReu = u"따르 치르 들르 우러르 다다르 잇따르 뒤따르 ";
// One-syllable nouns with 하다 that stand for themselves.
constexpr List kHa =
    u"대하 관하 위하 통하 정하 전하 구하 원하 향하 변하 급하 강하 약하 착하 심하 편하 흔하 귀하 "
    u"천하 "
    u"독하 순하 진하 연하 피하 취하 택하 속하 접하 반하 가하 더하 덜하 당하 면하 합하 행하 청하 "
    u"권하 금하 끝하 논하 과하 능하 말하 일하 못하 잘하 안하 뭐하 망하 상하 토하 패하 임하 의하 "
    u"인하 "
    u"비하 고하 처하 명하 칭하 봉하 벌하 범하 멸하 감하 겸하 꾀하 발하 쇠하 탓하 "
    u"뜻하 밥하 절하 욕하 친하 표하 곱하 굵직하 궁금하 답답하 따뜻하 깨끗하 조용하 시원하 똑똑하 "
    u"튼튼하 든든하 "
    u"부지런하 게을리하 같이하 함께하 달리하 멀리하 가까이하 어떡하 그러하 이러하 저러하 어떠하 "
    u"좋아하 싫어하 그리워하 기뻐하 슬퍼하 두려워하 미워하 부러워하 힘들어하 궁금해하 예뻐하 "
    u"아파하 "
    u"무서워하 어려워하 즐거워하 고마워하 괴로워하 아쉬워하 안타까워하 귀찮아하 ";

bool within(List list, List stem) {
  for (std::size_t at = list.find(stem); at != List::npos; at = list.find(stem, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == u' ';
    const std::size_t end = at + stem.size();
    if (begins && (end == list.size() || list[end] == u' ')) return true;
  }
  return false;
}

bool is_bright(char16_t syllable) {
  const std::uint8_t vowel = split(syllable).vowel;
  return vowel == 0 || vowel == 2 || vowel == 8;
}

// The last syllable of a stem in a vowel with 어/아 run into it; 0 where nothing runs together.
char16_t run_together(char16_t last) {
  constexpr std::uint8_t kA = 0, kAe = 1, kEo = 4, kE = 5, kYeo = 6, kO = 8, kWa = 9, kWae = 10,
                         kOe = 11, kU = 13, kWo = 14, kI = 20;
  Jamo jamo = split(last);
  switch (jamo.vowel) {
    case kA:
    case kAe:
    case kEo:
    case kE:
    case kYeo:
      return last;
    case kO:
      jamo.vowel = kWa;
      break;
    case kOe:
      jamo.vowel = kWae;
      break;
    case kU:
      jamo.vowel = kWo;
      break;
    case kI:
      jamo.vowel = kYeo;
      break;
    default:
      return 0;
  }
  return join(jamo);
}

using Forms = std::vector<StemForm>;

std::u16string with_last(List stem, char16_t last) {
  std::u16string out(stem);
  out.back() = last;
  return out;
}

void add_eu(List stem, Forms& forms) {
  forms.push_back({std::u16string(stem), StemState::open});
  const Jamo jamo = split(stem.back());
  constexpr std::uint8_t kA = 0, kEo = 4;
  const bool bright = stem.size() > 1 && is_bright(stem[stem.size() - 2]);
  forms.push_back({with_last(stem, join({jamo.initial, bright ? kA : kEo, 0})), StemState::joined});
}

void add_reu(List stem, Forms& forms) {
  forms.push_back({std::u16string(stem), StemState::open});
  if (stem.size() < 2) return;
  std::u16string joined(stem.substr(0, stem.size() - 1));
  const bool bright = is_bright(joined.back());
  Jamo before = split(joined.back());
  before.final = kFinalRieul;
  joined.back() = join(before);
  joined += bright ? u'라' : u'러';
  forms.push_back({std::move(joined), StemState::joined});
}

void add_vowel(List stem, Forms& forms) {
  if (stem.back() == u'하') {
    forms.push_back({std::u16string(stem), StemState::open});
    forms.push_back({with_last(stem, u'해'), StemState::joined});
    return;
  }
  if (within(kFallenU, stem)) {
    forms.push_back({std::u16string(stem), StemState::open});
    forms.push_back({u"퍼", StemState::joined});
    return;
  }
  constexpr std::uint8_t kEu = 18;
  if (split(stem.back()).vowel == kEu) {
    if (stem.back() == u'르' && !within(kPlainReu, stem)) return add_reu(stem, forms);
    return add_eu(stem, forms);
  }
  forms.push_back({std::u16string(stem), StemState::open});
  if (const char16_t fused = run_together(stem.back()); fused != 0) {
    forms.push_back({with_last(stem, fused), StemState::joined});
  }
}

void add_bieup(List stem, Forms& forms) {
  forms.push_back({std::u16string(stem), StemState::before_consonant});
  std::u16string open = with_last(stem, without_final(stem.back()));
  const bool to_o = stem == u"돕" || stem == u"곱";
  forms.push_back({open + u"우", StemState::before_vowel});
  forms.push_back({open + (to_o ? u"와" : u"워"), StemState::joined});
}

void add_hieut(List stem, Forms& forms) {
  forms.push_back({std::u16string(stem), StemState::before_consonant});
  const std::u16string open = with_last(stem, without_final(stem.back()));
  forms.push_back({open, StemState::before_vowel});
  Jamo jamo = split(stem.back());
  jamo.final = 0;
  constexpr std::uint8_t kAe = 1, kYa = 2, kYae = 3, kYeo = 6, kYe = 7, kE = 5;
  const bool pointing = stem.size() == 2 && (stem == u"그렇" || stem == u"이렇" ||
                                             stem == u"저렇" || stem == u"어떻" || stem == u"요렇");
  if (jamo.vowel == kYa) {
    jamo.vowel = kYae;
  } else if (jamo.vowel == kYeo) {
    jamo.vowel = kYe;
  } else {
    jamo.vowel = jamo.vowel == 0 || pointing || stem == u"아무렇" ? kAe : kE;
  }
  forms.push_back({with_last(stem, join(jamo)), StemState::joined});
}

}  // namespace

std::vector<StemForm> forms_of(std::u16string_view stem, VerbClass verb_class) {
  Forms forms;
  const Jamo last = split(stem.back());
  switch (verb_class) {
    case VerbClass::bieup:
      add_bieup(stem, forms);
      return forms;
    case VerbClass::digeut:
      forms.push_back({std::u16string(stem), StemState::before_consonant});
      forms.push_back(
          {with_last(stem, static_cast<char16_t>(without_final(stem.back()) + kFinalRieul)),
           StemState::before_eu});
      return forms;
    case VerbClass::siot:
      forms.push_back({std::u16string(stem), StemState::before_consonant});
      forms.push_back({with_last(stem, without_final(stem.back())), StemState::before_eu});
      return forms;
    case VerbClass::hieut:
      add_hieut(stem, forms);
      return forms;
    case VerbClass::reo:
      forms.push_back({std::u16string(stem), StemState::open});
      forms.push_back({std::u16string(stem) + u"러", StemState::joined});
      return forms;
    case VerbClass::regular:
      break;
  }
  if (last.final == 0) {
    add_vowel(stem, forms);
  } else if (last.final == kFinalRieul) {
    forms.push_back({std::u16string(stem), StemState::rieul});
    forms.push_back({with_last(stem, without_final(stem.back())), StemState::rieul_dropped});
  } else {
    forms.push_back({std::u16string(stem), StemState::closed});
  }
  return forms;
}

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = [] {
    std::vector<Verb> list;
    const auto add = [&](List words, VerbClass verb_class) {
      while (!words.empty()) {
        const std::size_t end = std::min(words.find(u' '), words.size());
        if (end > 0) list.push_back({words.substr(0, end), verb_class});
        words.remove_prefix(std::min(end + 1, words.size()));
      }
    };
    for (const List words : {kVowel, kRieul, kClosed, kHa}) add(words, VerbClass::regular);
    add(kBieup, VerbClass::bieup);
    add(kDigeut, VerbClass::digeut);
    add(kSiot, VerbClass::siot);
    add(kHieut, VerbClass::hieut);
    add(kReo, VerbClass::reo);
    add(kFallenU, VerbClass::regular);
    return list;
  }();
  return all;
}

}  // namespace sillok::text
