#include "answer/question.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>

#include "answer/owner.h"
#include "text/everyday.h"
#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

using std::string_view;

// How much a word of each part weighs against its rarity.
constexpr double kThing = 1.0;
constexpr double kDeed = 0.7;      // 신청하다, 지급되다: a noun made a verb
constexpr double kAsksToo = 0.35;  // 기한, 금액: another way to say 언제, 얼마
constexpr double kVerb = 0.3;      // 나가다, 쓰다: said in many other ways
constexpr double kFinds = 0.6;     // other words linked less strongly weigh, but do not find
constexpr double kAsked = 1.25;  // the thing right before 얼마, 누구, 몇: what is asked about

// Words that ask: the answer stands where they stand.
constexpr std::array kAsking =
    std::to_array<string_view>({"무엇", "뭐", "뭔", "무슨", "누구", "누가", "어디", "언제", "얼마",
                                "몇", "며칠", "어떤", "어느", "왜", "어떻게", "어떠", "어때"});

// Words that point or carry grammar but no content, as stems: a passage need not hold them to
// answer.
constexpr std::array kEmpty = std::to_array<string_view>({
    "것",     "거",   "게",   "건",     "때",       "경우",     "수",     "등",   "및",   "또는",
    "그리고", "그",   "이",   "저",     "이것",     "그것",     "제",     "내",   "우리", "저희",
    "나",     "좀",   "꼭",   "혹시",   "정도",     "대해",     "대하",   "대한", "관한", "관하",
    "관련",   "위해", "위하", "통해",   "통하",     "따라",     "따르",   "따른", "의하", "의해",
    "중",     "중에", "안",   "못",     "더",       "또",       "다",     "잘",   "전",   "후",
    "뒤",     "동안", "사람", "지",     "데",       "년",       "월",     "일",   "년에", "번",
    "번에",   "한",   "두",   "만",     "씩",       "쯤",       "달",     "알려", "궁금", "가능",
    "필요",   "뜻",   "말",   "돈",     "얼마나",   "최대",     "최소",   "모두", "가장", "처음",
    "당시",   "이후", "까지", "무엇인", "필요한가", "가능한가", "그런데", "그럼", "만약", "만일",
    "혹은",   "이런", "그런", "저런",   "해당",
});

// Verbs of no content by how their stems begin: 하다, 되다, 있다, 주다 … in any form.
constexpr std::array kEmptyVerbs = std::to_array<string_view>(
    {"하", "해", "했",   "할",   "한",   "되",   "돼",   "됐",   "될",   "된",   "있",   "없", "주",
     "줘", "줄", "준",   "받",   "가",   "갈",   "간",   "오",   "올",   "보",   "볼",   "봐", "싶",
     "알", "않", "아니", "나오", "나올", "걸리", "생기", "이루", "인가", "일까", "이었", "였"});

// Nouns that only say what kind of thing is asked for: an answer to "기한은 며칠인가요" need not
// say 기한.
constexpr std::array kAskingNouns = std::to_array<string_view>(
    {"기한", "기간", "시기", "날짜", "시간대", "조건",   "요건", "방법", "절차", "이유",
     "종류", "금액", "한도", "최고", "장소",   "위치",   "대상", "기준", "수준", "비율",
     "횟수", "이름", "내용", "자격", "담당자", "책임자", "서류", "사유", "개수", "인원"});

bool is_one_of(string_view stem, std::span<const string_view> list) {
  return std::find(list.begin(), list.end(), stem) != list.end();
}

bool asks_with(string_view word) {
  return std::any_of(kAsking.begin(), kAsking.end(),
                     [&](string_view asking) { return word.starts_with(asking); });
}

bool contains(string_view text, string_view part) {
  return text.find(part) != string_view::npos;
}

bool is_numeral(char32_t c) {
  static constexpr std::u32string_view kNumerals = U"일이삼사오육칠팔구십백천만억한두세네";
  return text::is_digit(c) || kNumerals.find(c) != std::u32string_view::npos;
}

// What follows "몇" in the question, without particle or ending: 몇 명까지 → 명.
std::string counted_unit(string_view folded) {
  static constexpr std::array kUnits = std::to_array<string_view>({
      "퍼센트",     "프로", "개월", "학점", "시간", "학기", "학년", "년도", "년",   "월",
      "일",         "주",   "분",   "시",   "명",   "인",   "사람", "점",   "회",   "번",
      "개",         "매",   "장",   "권",   "차례", "살",   "세",   "배",   "달러", "킬로미터",
      "기가바이트", "원",   "호",   "급",   "건",   "층",   "대",   "평",   "등",
  });
  const std::size_t at = folded.find("몇");
  if (at == string_view::npos) return {};
  const string_view after = text::trimmed(folded.substr(at + string_view("몇").size()));
  for (const string_view unit : kUnits) {
    if (after.starts_with(unit)) return std::string(unit);
  }
  return {};
}

// 얼마인지 물어도 되나요? asks whether one may, not how much. 얼마인지 알려 주세요 does ask.
bool asks_of_asking(string_view folded) {
  static constexpr std::array kWhich =
      std::to_array<string_view>({"얼마인지", "얼만지", "언제인지", "언젠지", "누구인지", "누군지",
                                  "어디인지", "어딘지", "며칠인지"});
  static constexpr std::array kTelling =
      std::to_array<string_view>({"알려", "알고 싶", "알 수", "궁금", "말해", "말씀", "설명",
                                  "가르쳐", "찾아", "정리", "모르"});
  return std::any_of(kWhich.begin(), kWhich.end(), [&](string_view asked) {
    const std::size_t at = folded.find(asked);
    if (at == string_view::npos) return false;
    const string_view after = text::trimmed(folded.substr(at + asked.size()));
    return text::code_points_before(after, after.size()) > 1 &&
           std::none_of(kTelling.begin(), kTelling.end(),
                        [&](string_view telling) { return contains(after, telling); });
  });
}

void read_kind(Question& question, string_view folded) {
  question.unit = counted_unit(folded);
  question.often = contains(folded, "얼마나 자주") || contains(folded, "얼마마다");
  if (question.often) {
    question.asks = Asks::time;
    question.unit.clear();
  } else if (asks_of_asking(folded)) {
    return;
  } else if (contains(folded, "언제") || contains(folded, "며칠") || contains(folded, "날짜") ||
             contains(folded, "연도") || contains(folded, "년도")) {
    question.asks = Asks::time;
    question.until = contains(folded, "언제까지") || contains(folded, "며칠 안") ||
                     contains(folded, "며칠까지") || contains(folded, "며칠 이내");
    if (contains(folded, "며칠")) question.unit = "일";
  } else if (!question.unit.empty()) {
    static constexpr std::array kTimes =
        std::to_array<string_view>({"년", "월", "일", "시", "개월", "년도"});
    const bool time = std::find(kTimes.begin(), kTimes.end(), question.unit) != kTimes.end();
    question.asks = time ? Asks::time : Asks::amount;
  } else if (contains(folded, "얼마")) {
    question.asks = Asks::amount;
  } else if (contains(folded, "누구") || contains(folded, "누가")) {
    question.asks = Asks::person;
  } else if (contains(folded, "어디")) {
    question.asks = Asks::place;
  }
}

// The spellings in which a unit may stand behind a number.
std::vector<string_view> spellings_of(const std::string& unit) {
  if (unit == "퍼센트" || unit == "프로") return {"%", "퍼센트", "분의"};
  if (unit == "명" || unit == "사람" || unit == "인") return {"명", "인"};
  if (unit == "번" || unit == "회" || unit == "차례") return {"회", "번", "차"};
  if (unit == "일") return {"일", "주"};
  if (unit == "개월" || unit == "월") return {"개월", "월"};
  if (unit == "년도") return {"년"};
  if (unit == "시") return {"시", ":"};
  if (unit.empty()) return {};
  return {unit};
}

// One word of the question with the terms the analyser made of it.
struct Spelled {
  std::uint32_t begin = 0, end = 0;  // the word in the folded text
  std::vector<std::string> words;    // stripped first, then whole
  std::vector<std::string> bigrams;
  std::vector<std::string> numerals;  // of a number that is spelled out: 하루 is 1일
  bool number = false;
};

std::vector<Spelled> spell(const std::vector<text::Term>& terms) {
  std::vector<Spelled> spelled;
  for (const text::Term& term : terms) {
    const bool inside = !spelled.empty() && term.begin < spelled.back().end;
    if (!inside) spelled.push_back({term.begin, term.end, {}, {}, {}, false});
    Spelled& word = spelled.back();
    word.end = std::max(word.end, term.end);
    if (term.kind == text::TermKind::bigram) {
      word.bigrams.push_back(term.text);
    } else if (term.kind == text::TermKind::number && !word.words.empty() && !word.number) {
      word.numerals.push_back(term.text);
    } else if (term.kind == text::TermKind::word || term.kind == text::TermKind::number) {
      word.words.push_back(term.text);
      word.number = word.number || term.kind == text::TermKind::number;
    }
  }
  return spelled;
}

// The word that begins at `begin`, with all that hangs on it up to the next space or mark.
string_view word_at(string_view folded, std::size_t begin) {
  std::size_t end = begin;
  while (end < folded.size()) {
    std::size_t next = end;
    const char32_t c = text::next_code_point(folded, next);
    const bool latin = (c >= 'a' && c <= 'z') || text::is_digit(c);
    if (!latin && !text::is_hangul_syllable(c)) break;
    end = next;
  }
  return folded.substr(begin, end - begin);
}

// 자주, 반드시: how it is done is worded in as many ways as what is done.
bool is_adverb(string_view whole) {
  const std::u16string word = text::syllables_of(whole);
  if (word.empty()) return false;
  const std::vector<text::Morpheme> read = text::segment(word);
  return read.size() == 1 && read.front().tag == text::Tag::adverb;
}

// What part a word plays, by what stands behind its stem.
Part part_of(string_view whole, const Spelled& spelled, bool unheard) {
  if (spelled.number) return Part::number;
  if (is_adverb(whole)) return Part::verb;
  static constexpr std::array kParticles = std::to_array<string_view>({
      "은",     "는",     "이",     "가",     "을",     "를",     "의",       "에",     "에서",
      "에게",   "께",     "로",     "으로",   "와",     "과",     "도",       "만",     "까지",
      "부터",   "보다",   "처럼",   "마다",   "이나",   "나",     "이랑",     "랑",     "에는",
      "에서는", "으로는", "로는",   "에게는", "한테",   "께서",   "에도",     "에서도", "이란",
      "란",     "라는",   "이라는", "으로도", "로도",   "에게서", "까지는",   "부터는", "밖에",
      "인가요", "이에요", "예요",   "이면",   "이나요", "였나요", "이었나요", "인가",   "입니까",
      "인지",   "이며",   "일까요", "짜리",   "당",     "이라면",
  });
  static constexpr std::array kMadeVerbs = std::to_array<string_view>(
      {"하", "해", "했", "할", "한", "합", "되", "돼", "됐", "될", "된", "됩", "받", "시키"});
  const string_view stem = spelled.words.front();
  if (!whole.starts_with(stem)) return Part::verb;
  const string_view tail = whole.substr(stem.size());
  constexpr std::size_t kSyllable = 3;              // bytes
  if (stem.size() <= kSyllable) return Part::verb;  // what stays of 쓰다, 내다, 찍다
  if (tail.empty()) {
    static constexpr std::array kEndings = std::to_array<string_view>(
        {"요", "까", "야", "면", "려고", "면서", "는데", "지만", "어서"});
    const bool ended = std::any_of(kEndings.begin(), kEndings.end(),
                                   [&](string_view ending) { return whole.ends_with(ending); });
    // 도면 and 분야 are nouns, 가면 and 지나야 are not: the library's own words tell.
    return ended && unheard ? Part::verb : Part::thing;
  }
  if (is_one_of(tail, kParticles)) return Part::thing;
  // 사물함은: rather a noun in 함 than the ending 함은.
  if (tail.starts_with("함") || tail.starts_with("됨")) return Part::deed;
  const bool made = std::any_of(kMadeVerbs.begin(), kMadeVerbs.end(),
                                [&](string_view verb) { return tail.starts_with(verb); });
  return made && stem.size() >= 6 ? Part::deed : Part::verb;
}

double weight_of(Part part) {
  switch (part) {
    case Part::thing:
    case Part::number:
      return kThing;
    case Part::deed:
      return kDeed;
    case Part::verb:
      return kVerb;
  }
  return kThing;
}

// Other words for what the question says at `word`, alone or together with its neighbours.
std::vector<Likewise> likewise_of(const Spelled& word, const std::vector<Bridged>& bridges) {
  std::vector<Likewise> others;
  // The longest says most: 1일, not 1.
  if (!word.numerals.empty()) others.push_back({word.numerals.back(), 1});
  for (const Bridged& each : bridges) {
    const text::Bridge& bridge = each.bridge;
    if (word.begin < bridge.begin || word.begin >= bridge.end) continue;
    const auto known = std::find_if(others.begin(), others.end(), [&](const Likewise& other) {
      return other.text == bridge.written;
    });
    if (known == others.end()) {
      others.push_back({bridge.written, bridge.strength});
    } else {
      known->strength = std::max(known->strength, bridge.strength);
    }
  }
  return others;
}

// Whether the vocabulary knows the word as the verb of an expression.
bool is_known_verb(const Spelled& word, string_view whole, const std::vector<Bridged>& bridges) {
  return std::any_of(bridges.begin(), bridges.end(), [&](const Bridged& each) {
    return each.bridge.verb && word.begin + whole.size() == each.bridge.end;
  });
}

bool is_empty_word(const Spelled& spelled, Part part, bool known) {
  const string_view stem = spelled.words.front();
  if (is_one_of(stem, kEmpty) || is_one_of(spelled.words.back(), kEmpty)) return true;
  if (part == Part::number) return false;
  // A lone syllable says something only where the vocabulary knows it (상, 술, 차).
  if (stem.size() <= 3 && !known) return true;
  return part == Part::verb && stem.size() <= 9 && !known &&
         std::any_of(kEmptyVerbs.begin(), kEmptyVerbs.end(),
                     [&](string_view verb) { return stem.starts_with(verb); });
}

// Rarity of a word: half its own as a whole, half that of its rarest pair of syllables, so that a
// compound nobody wrote in one piece still weighs what its parts weigh.
double rarity_of(Part part, const std::vector<double>& words, const std::vector<double>& bigrams) {
  // A number counts with its unit: 20 is everywhere, 20호봉 is not.
  if (part == Part::number && !words.empty()) return *std::max_element(words.begin(), words.end());
  // The stripped stem alone: the whole form with its particle is always rare.
  const double whole = words.empty() ? 0 : words.front();
  if (bigrams.empty()) return whole;
  const double piece = *std::max_element(bigrams.begin(), bigrams.end());
  return words.empty() ? piece : (whole + piece) / 2;
}

// Whether the last word is a thing of the party before it, which was spelled `before` in the
// question: bare or with 의.
bool is_owned(const std::vector<Word>& words, string_view before) {
  if (words.size() < 2 || words.back().part != Part::thing) return false;
  const Word& owner = words[words.size() - 2];
  return owner.part == Part::thing && is_party(owner.stem) &&
         (before == owner.stem || before == owner.stem + "의");
}

// Behind 제12조, 제3항 at `at`, which count nothing; `at` if there is none.
std::size_t behind_reference(string_view folded, std::size_t at) {
  constexpr string_view kHead = "제";
  if (!folded.substr(at).starts_with(kHead)) return at;
  std::size_t end = at + kHead.size();
  const std::size_t digits = end;
  while (end < folded.size() && text::is_digit(static_cast<unsigned char>(folded[end]))) ++end;
  const string_view rest = folded.substr(end);
  static constexpr std::array kParts =
      std::to_array<string_view>({"조", "항", "호", "목", "장", "절", "편", "관"});
  const bool part = std::any_of(kParts.begin(), kParts.end(),
                                [&](string_view each) { return rest.starts_with(each); });
  return end > digits && part ? end : at;
}

}  // namespace

const char* name_of(Source source) {
  return source == Source::dictionary ? "dictionary" : "vocabulary";
}

// The keeper's words first: what they say is as strong as can be.
std::vector<Bridged> bridges_in(string_view folded, const text::Vocabulary* dictionary) {
  std::vector<Bridged> bridges;
  if (dictionary != nullptr) {
    for (text::Bridge& bridge : dictionary->bridges(folded)) {
      if (bridge.strength >= kFinds) bridge.strength = 1;
      bridges.push_back({std::move(bridge), Source::dictionary});
    }
  }
  for (text::Bridge& bridge : text::everyday_vocabulary().bridges(folded)) {
    bridges.push_back({std::move(bridge), Source::vocabulary});
  }
  return bridges;
}

Question understand(string_view text, const text::Analyzer& analyzer,
                    const index::Retriever& retriever, const std::vector<bool>& visible_scopes,
                    const text::Vocabulary* dictionary) {
  Question question;
  question.text = text::trimmed(text);
  const std::string folded = text::folded(text);
  read_kind(question, folded);
  question.bridges = bridges_in(folded, dictionary);
  std::vector<text::Term> terms;
  analyzer.analyse(folded, terms);
  const double never =
      retriever.rarity({std::string()}, visible_scopes).front();  // of a word that is nowhere
  bool asked = false;  // the thing asked about is marked once
  string_view before;  // the word of the question before this one
  for (const Spelled& each : spell(terms)) {
    if (each.words.empty()) continue;
    const string_view whole = word_at(folded, each.begin);
    const string_view last = std::exchange(before, whole);
    if (asks_with(whole)) {
      if (!asked && !question.words.empty() && question.words.back().part == Part::thing) {
        question.words.back().weight *= kAsked;
        asked = true;
      }
      continue;
    }
    const std::vector<double> rarity = retriever.rarity(each.words, visible_scopes);
    Part part = part_of(whole, each, rarity.front() >= never);
    if (part == Part::thing && is_known_verb(each, whole, question.bridges)) part = Part::verb;
    std::vector<Likewise> likewise = likewise_of(each, question.bridges);
    if (is_empty_word(each, part, !likewise.empty())) continue;
    if (!question.unit.empty() && each.words.front() == question.unit) continue;
    const std::string& stem = each.words.front();
    if (std::any_of(question.words.begin(), question.words.end(),
                    [&](const Word& word) { return word.stem == stem; })) {
      continue;
    }
    Word word;
    word.stem = stem;
    word.part = part;
    word.weight = (is_one_of(stem, kAskingNouns) ? kAsksToo : weight_of(part)) *
                  rarity_of(part, rarity, retriever.rarity(each.bigrams, visible_scopes));
    word.likewise = std::move(likewise);
    question.words.push_back(std::move(word));
    if (is_owned(question.words, last)) {
      question.owned.push_back({question.words.size() - 2, question.words.size() - 1});
    }
  }
  for (const Word& word : question.words) question.total += word.weight;
  return question;
}

index::Query query_for(const Question& question) {
  index::Query query;
  query.text = question.text;
  for (const Word& word : question.words) {
    for (const Likewise& other : word.likewise) {
      if (other.strength < kFinds) continue;
      query.likewise += (query.likewise.empty() ? "" : " ") + other.text;
    }
    index::Sense& sense = query.senses.emplace_back();
    sense.word = word.stem;
    sense.weight = word.weight;
    for (const Likewise& other : word.likewise) {
      sense.others.push_back({other.text, other.strength});
    }
  }
  if (question.asks != Asks::anything) {
    query.offers = [asked = std::make_shared<const Question>(question)](string_view sentence) {
      return offers(*asked, text::folded(sentence));
    };
  }
  return query;
}

double offers(const Question& question, string_view folded) {
  if (question.asks == Asks::anything || question.asks == Asks::place) return 0.5;
  if (question.asks == Asks::person) {
    static constexpr std::array kOffices = std::to_array<string_view>(
        {"장은", "장이", "장으로", "장의", "자는", "자로", "위원", "부서", "팀", "담당", "님"});
    return std::any_of(kOffices.begin(), kOffices.end(),
                       [&](string_view office) { return contains(folded, office); })
               ? 1
               : 0.5;
  }
  if (question.often) {
    static constexpr std::array kRounds = std::to_array<string_view>(
        {"마다", "매년", "매월", "매주", "매일", "매 ", "매분기", "매학기", "매반기", "주기",
         "회 이상", "분기별", "월별", "연 ", "년에", "정기적"});
    return std::any_of(kRounds.begin(), kRounds.end(),
                       [&](string_view round) { return contains(folded, round); })
               ? 1
               : 0;
  }
  if (question.until) {
    static constexpr std::array kLimits = std::to_array<string_view>(
        {"까지", "이내", "내에", "이전", "전에", "기한", "~", "동안", "만료", "즉시"});
    if (std::none_of(kLimits.begin(), kLimits.end(),
                     [&](string_view limit) { return contains(folded, limit); })) {
      return 0;
    }
  }
  const std::vector<string_view> units = spellings_of(question.unit);
  bool number = false;
  for (std::size_t at = 0; at < folded.size();) {
    if (const std::size_t behind = behind_reference(folded, at); behind > at) {
      at = behind;
      continue;
    }
    const char32_t c = text::next_code_point(folded, at);
    if (!is_numeral(c)) continue;
    number = number || text::is_digit(c);
    string_view rest = folded.substr(at);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    for (const string_view unit : units) {
      if (rest.starts_with(unit)) return 1;
    }
    if (units.empty() && question.asks == Asks::amount && text::is_digit(c)) return 1;
    if (units.empty() && question.asks == Asks::time && text::is_digit(c) &&
        (rest.starts_with("년") || rest.starts_with("월") || rest.starts_with("일") ||
         rest.starts_with("시") || rest.starts_with("주"))) {
      return 1;
    }
  }
  return number ? 0.5 : 0;
}

}  // namespace sillok::answer
