#include "answer/question.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/everyday.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

using std::string_view;

// Words that ask, point or carry grammar but no content: a passage need not hold them to answer.
// Stems as the analyser leaves them, and the forms they take at the end of a question.
constexpr std::array kEmpty = std::to_array<string_view>({
    "무엇",     "뭐",       "뭔",       "누구",     "누가",   "어디",     "언제",   "얼마",
    "얼마나",   "몇",       "며칠",     "어떤",     "무슨",   "어느",     "왜",     "어떻게",
    "어떠",     "것",       "거",       "게",       "건",     "때",       "경우",   "수",
    "등",       "및",       "또는",     "그리고",   "그",     "이",       "저",     "이것",
    "그것",     "제",       "내",       "우리",     "저희",   "나",       "좀",     "꼭",
    "혹시",     "정도",     "대해",     "대하",     "대한",   "관한",     "관하",   "관련",
    "위해",     "위하",     "통해",     "통하",     "따라",   "따르",     "따른",   "의하",
    "의해",     "있",       "없",       "하",       "되",     "이다",     "아니",   "해",
    "할",       "한",       "된",       "될",       "돼",     "되나",     "하나",   "인가",
    "있나",     "없나",     "알려",     "알려주",   "주",     "줘",       "주세요", "알",
    "싶",       "싶은데",   "궁금",     "궁금하",   "말",     "말하",     "뜻",     "무엇인",
    "무엇인가", "무엇이",   "누구인",   "누구인가", "어디인", "어디인가", "언제인", "언제인가",
    "얼마인",   "얼마인가", "얼마까지", "하나요",   "되나요", "인가요",   "있나요", "없나요",
    "할까",     "될까",     "나요",     "가요",     "까요",   "입니까",   "합니까", "됩니까",
    "있습니까", "가능",     "가능하",   "해야",     "되어야", "돼야",     "돼요",   "해요",
    "어떻게되", "어떠한",   "무슨일",   "보",       "해도",   "되면",     "하면",   "하려면",
    "되려면",   "려면",     "있는지",   "되는지",   "하는지", "인지",
});

bool is_empty_word(string_view stem) {
  return std::find(kEmpty.begin(), kEmpty.end(), stem) != kEmpty.end();
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
      "퍼센트", "프로", "개월", "학점", "시간", "학기", "학년", "년도", "년", "월", "일", "주",
      "분",     "시",   "명",   "인",   "사람", "점",   "회",   "번",   "개", "매", "장", "권",
      "차례",   "살",   "세",   "배",   "원",   "호",   "급",   "건",   "층", "대", "평", "등",
  });
  const std::size_t at = folded.find("몇");
  if (at == string_view::npos) return {};
  const string_view after = text::trimmed(folded.substr(at + string_view("몇").size()));
  for (const string_view unit : kUnits) {
    if (after.starts_with(unit)) return std::string(unit);
  }
  return {};
}

void read_kind(Question& question, string_view folded) {
  question.unit = counted_unit(folded);
  if (contains(folded, "언제") || contains(folded, "며칠") || contains(folded, "날짜") ||
      contains(folded, "연도") || contains(folded, "년도")) {
    question.asks = Asks::time;
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

// The analyser's terms of one word of the question, gathered.
struct Spelled {
  std::uint32_t begin = 0;
  std::vector<std::string> words;
  std::vector<std::string> bigrams;
  bool number = false;
};

std::vector<Spelled> spell(string_view text, const std::vector<text::Term>& terms) {
  // Words of the question are what white space separates; a term belongs to the one it begins in.
  std::vector<Spelled> spelled;
  std::size_t last_space = 0;
  for (const text::Term& term : terms) {
    const std::size_t space = text.find_last_of(" \t\n", term.begin);
    const std::size_t start = space == string_view::npos ? 0 : space + 1;
    const bool fresh = spelled.empty() || start != last_space ||
                       (term.kind != text::TermKind::bigram && term.begin > spelled.back().begin &&
                        !spelled.back().words.empty());
    if (fresh) spelled.push_back({term.begin, {}, {}, false});
    last_space = start;
    if (term.kind == text::TermKind::bigram) {
      spelled.back().bigrams.push_back(term.text);
    } else {
      spelled.back().words.push_back(term.text);
      spelled.back().number = spelled.back().number || term.kind == text::TermKind::number;
    }
  }
  return spelled;
}

// Rarity of a word: half its own as a whole, half that of its rarest pair of syllables, so that a
// compound nobody wrote in one piece still weighs what its parts weigh.
double weight_of(const std::vector<double>& words, const std::vector<double>& bigrams) {
  const double whole = words.empty() ? 0 : *std::max_element(words.begin(), words.end());
  if (bigrams.empty()) return whole;
  const double part = *std::max_element(bigrams.begin(), bigrams.end());
  return words.empty() ? part : (whole + part) / 2;
}

}  // namespace

Question understand(string_view text, const text::Analyzer& analyzer,
                    const index::Retriever& retriever) {
  Question question;
  question.text = text::trimmed(text);
  const std::string folded = text::folded(text);
  read_kind(question, folded);
  std::vector<text::Term> terms;
  analyzer.analyse(folded, terms);
  std::vector<Spelled> spelled = spell(folded, terms);

  for (const Spelled& each : spelled) {
    if (each.words.empty()) continue;
    const std::string& stem = *std::min_element(
        each.words.begin(), each.words.end(),
        [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    if (is_empty_word(stem) || is_empty_word(each.words.front())) continue;
    if (std::any_of(question.words.begin(), question.words.end(),
                    [&](const Word& word) { return word.stem == stem; })) {
      continue;
    }
    Word word;
    word.stem = stem;
    word.number = each.number;
    word.weight = weight_of(retriever.rarity(each.words), retriever.rarity(each.bigrams));
    for (const string_view other : text::other_words(stem)) word.likewise.emplace_back(other);
    question.total += word.weight;
    question.words.push_back(std::move(word));
  }
  return question;
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
  const std::vector<string_view> units = spellings_of(question.unit);
  bool number = false;
  for (std::size_t at = 0; at < folded.size();) {
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
