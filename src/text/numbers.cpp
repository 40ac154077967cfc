#include "text/numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "text/numerals.h"
#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

using Text = std::span<const Character>;

// Longer runs of digits are identifiers, not amounts; they keep their spelling.
constexpr std::size_t kLongestAmount = 15;

// What is counted or measured right behind a number. Longest first among those that begin alike is
// not needed: the longest match is taken.
constexpr std::array kUnits = std::to_array<std::u32string_view>(
    {U"원",       U"년",   U"월",     U"일",   U"시",       U"분",   U"초",       U"명",
     U"인",       U"개",   U"회",     U"번",   U"차",       U"차례", U"세",       U"살",
     U"조",       U"항",   U"호",     U"목",   U"장",       U"절",   U"편",       U"관",
     U"급",       U"등",   U"위",     U"층",   U"호선",     U"개월", U"주",       U"주일",
     U"시간",     U"학점", U"학년",   U"학기", U"점",       U"배",   U"퍼센트",   U"프로",
     U"달러",     U"엔",   U"유로",   U"위안", U"파운드",   U"대",   U"척",       U"마리",
     U"권",       U"쪽",   U"페이지", U"평",   U"제곱미터", U"미터", U"킬로미터", U"센티미터",
     U"킬로그램", U"그램", U"톤",     U"리터", U"도",       U"건",   U"곳",       U"가지",
     U"종",       U"종류", U"세기",   U"년대", U"년도",     U"주년", U"박",       U"부",
     U"석",       U"표",   U"동",     U"채",   U"병",       U"잔",   U"쌍",       U"세대",
     U"가구",     U"개국", U"개소",   U"개년", U"천원",     U"만원", U"매",       U"등급",
     U"등분",     U"학급", U"과목",   U"교시", U"시간제",   U"년차", U"회차",     U"주차",
     U"차시",     U"달",   U"득점",   U"승",   U"패",       U"골",   U"경기",     U"연승",
     U"집",       U"군",   U"사단",   U"연대", U"호봉",     U"사람", U"분기",     U"끼",
     U"그루",     U"켤레", U"벌"});

bool is(Text text, std::size_t at, Script script) {
  return at < text.size() && text[at].script == script;
}
bool is(Text text, std::size_t at, char32_t c) {
  return at < text.size() && text[at].c == c;
}

std::size_t end_of(Text text, std::size_t at, Script script) {
  while (is(text, at, script)) ++at;
  return at;
}

std::string spelled(Text text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) append(out, text[i].c);
  return out;
}

std::string without_leading_zeros(std::string digits) {
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return digits.substr(first);
}

// 1,234,567: groups of three behind the first comma, no digit behind the last group.
std::size_t read_groups(Text text, std::size_t at, std::string& digits) {
  std::size_t end = end_of(text, at, Script::digit);
  digits = spelled(text, at, end);
  if (end - at > 3) return end;
  while (is(text, end, U',')) {
    const std::size_t next = end_of(text, end + 1, Script::digit);
    if (next != end + 4) break;
    digits += spelled(text, end + 1, next);
    end = next;
  }
  return end;
}

int power_of(char32_t c) {
  switch (c) {
    case U'십':
      return 1;
    case U'백':
      return 2;
    case U'천':
      return 3;
    case U'만':
      return 4;
    case U'억':
      return 8;
    case U'조':
      return 12;
    default:
      return 0;
  }
}

// Whether the multiplier at `at` counts: 12조 is an article unless money follows, 3천 and 2만 are
// amounts unless a longer word begins with them (백화점, 천막: then no unit or space follows).
bool multiplies(Text text, std::size_t at) {
  if (power_of(text[at].c) == 0) return false;
  std::size_t next = at + 1;
  if (is(text, next, Script::space)) ++next;
  const bool money = is(text, next, U'원') || is(text, next, U'달') || is(text, next, U'엔');
  if (text[at].c == U'조') {
    const std::size_t digits = end_of(text, next, Script::digit);
    const bool more =
        digits > next && digits < text.size() &&
        (text[digits].c == U'억' || text[digits].c == U'천' || text[digits].c == U'백');
    return money || more || is(text, at + 1, U'여');
  }
  if (text[at].c == U'만' || text[at].c == U'억') return true;
  // 십, 백, 천
  return !is(text, at + 1, Script::hangul) || power_of(text[at + 1].c) > 0 || money ||
         is(text, at + 1, U'여') || is(text, at + 1, U'명') || is(text, at + 1, U'개') ||
         is(text, at + 1, U'년');
}

struct Amount {
  std::uint64_t value = 0;
  std::size_t end = 0;
};

std::optional<std::uint64_t> scaled(std::uint64_t value, int power) {
  for (int i = 0; i < power; ++i) {
    if (value > UINT64_MAX / 10) return std::nullopt;
    value *= 10;
  }
  return value;
}

// Reads on behind a number's first digits: 3만5천, 1억 2,000만, 2천만, 1.5억. A section is what
// stands before 만, 억 or 조; inside it 천, 백 and 십 count.
class AmountReader {
 public:
  AmountReader(Text text, std::size_t at, std::string digits, std::string fraction)
      : text_(text), at_(at), digits_(std::move(digits)), fraction_(std::move(fraction)) {}

  // Nothing if no multiplier follows or the result is no whole number below 2^64.
  std::optional<Amount> read() {
    std::size_t end = 0;
    while (at_ < text_.size() && power_of(text_[at_].c) > 0 && multiplies(text_, at_)) {
      const int power = power_of(text_[at_].c);
      if (!(power < 4 ? take_small(power) : take_large(power))) return std::nullopt;
      ++at_;
      take_digits(power);
      end = at_;
    }
    if (end == 0 || !take_small(0) || total_ > UINT64_MAX - section_) return std::nullopt;
    return Amount{total_ + section_, end};
  }

 private:
  // The pending digits times 10^power; 0 without digits.
  std::optional<std::uint64_t> pending(int power) const {
    if (digits_.empty()) return 0;
    const int places = static_cast<int>(fraction_.size());
    if (digits_.size() + fraction_.size() > kLongestAmount || places > power) return std::nullopt;
    return scaled(std::stoull(digits_ + fraction_), power - places);
  }
  bool take_small(int power) {
    const auto part = pending(power);
    if (!part || section_ > UINT64_MAX - *part) return false;
    section_ += *part;
    digits_.clear();
    fraction_.clear();
    return true;
  }
  bool take_large(int power) {
    const auto part = pending(power);
    const auto before = scaled(section_, power);
    if (!part || !before || *before > UINT64_MAX - *part) return false;
    const std::uint64_t sum = *before + *part;
    if (total_ > UINT64_MAX - sum) return false;
    total_ += sum;
    section_ = 0;
    digits_.clear();
    fraction_.clear();
    return true;
  }
  // Digits of the next section: right behind, or across a space when a smaller multiplier follows.
  void take_digits(int power) {
    const std::size_t next = at_ + (is(text_, at_, Script::space) ? 1 : 0);
    if (!is(text_, next, Script::digit)) return;
    std::string digits;
    const std::size_t end = read_groups(text_, next, digits);
    const int follows = end < text_.size() && multiplies(text_, end) ? power_of(text_[end].c) : 0;
    const bool belongs = next == at_ ? follows < power : follows > 0 && follows < power;
    if (!belongs || digits.size() > 5) return;
    digits_ = std::move(digits);
    at_ = end;
  }

  Text text_;
  std::size_t at_;
  std::string digits_;  // not yet multiplied
  std::string fraction_;
  std::uint64_t section_ = 0;
  std::uint64_t total_ = 0;
};

std::u16string syllables(Text text, std::size_t begin, std::size_t end) {
  std::u16string out;
  for (std::size_t i = begin; i < end; ++i) out += static_cast<char16_t>(text[i].c);
  return out;
}

// The longest unit that the Hangul at `at` begins with; 0: none.
std::size_t unit_length(Text text, std::size_t at) {
  std::size_t longest = 0;
  for (const std::u32string_view unit : kUnits) {
    if (unit.size() <= longest || at + unit.size() > text.size()) continue;
    bool equal = true;
    for (std::size_t i = 0; i < unit.size() && equal; ++i) equal = text[at + i].c == unit[i];
    if (equal) longest = unit.size();
  }
  return longest;
}

// 제12조의2: behind 조 and the like, 의 and a digit belong to the label.
std::size_t read_branch(Text text, std::size_t at, std::string& unit) {
  std::size_t digits = at + 1;
  if (!is(text, at, U'의')) return at;
  if (is(text, digits, Script::space)) ++digits;
  const std::size_t end = end_of(text, digits, Script::digit);
  if (end == digits || end - digits > 3) return at;
  unit += "의" + spelled(text, digits, end);
  return end;
}

// One spelling for units that say the same: 5인, 5명; 3달, 3개월; 10퍼센트, 10%.
std::string one_spelling(std::string unit) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kSame{{
      {"퍼센트", "%"},
      {"프로", "%"},
      {"인", "명"},
      {"사람", "명"},
      {"달", "개월"},
      {"주일", "주"},
      {"살", "세"},
      {"킬로미터", "km"},
      {"미터", "m"},
      {"센티미터", "cm"},
      {"킬로그램", "kg"},
      {"그램", "g"},
  }};
  for (const auto& [from, to] : kSame) {
    if (unit == from) return std::string(to);
  }
  return unit;
}

// The unit behind a number that ends at `at`, directly or across one space.
std::size_t read_unit(Text text, std::size_t at, std::string& unit) {
  if (is(text, at, U'%')) {
    unit = "%";
    return at + 1;
  }
  if (is(text, at, Script::letter)) {
    const std::size_t end = end_of(text, at, Script::letter);
    if (end - at <= 3) unit = spelled(text, at, end);
    return unit.empty() ? at : end;
  }
  std::size_t from = at;
  if (is(text, from, Script::space)) ++from;
  // 여, 약간의 수: 1,000여 명.
  if (is(text, from, U'여') && from == at) {
    ++from;
    if (is(text, from, Script::space)) ++from;
  }
  if (!is(text, from, Script::hangul)) return at;
  const std::size_t length = unit_length(text, from);
  const std::size_t run = end_of(text, from, Script::hangul);
  if (length == 0) return at;
  const std::size_t end = from + length;
  if (from != at && end != run && !is_particle(syllables(text, end, run))) return at;
  unit = spelled(text, from, end);
  unit = one_spelling(std::move(unit));
  if (unit == "조" || unit == "항" || unit == "호") return read_branch(text, end, unit);
  return end;
}

// Two or three digit groups of a date behind a year: "2024. 3. 1.", "2024-03-01", "2024/3/1".
std::size_t read_date(Text text, std::size_t at, std::vector<Number>& numbers) {
  const std::size_t year_end = at + 4;
  if (end_of(text, at, Script::digit) != year_end) return at;
  const char32_t mark = year_end < text.size() ? text[year_end].c : 0;
  if (mark != '.' && mark != '-' && mark != '/') return at;
  const auto part = [&](std::size_t from, std::size_t& begin, int most) -> std::size_t {
    begin = from;
    if (mark == '.' && is(text, begin, Script::space)) ++begin;
    const std::size_t end = end_of(text, begin, Script::digit);
    if (end == begin || end - begin > 2) return 0;
    const int value = std::stoi(spelled(text, begin, end));
    return value >= 1 && value <= most ? end : 0;
  };
  std::size_t month = 0;
  std::size_t day = 0;
  const std::size_t month_end = part(year_end + 1, month, 12);
  if (month_end == 0 || !is(text, month_end, mark)) return at;
  const std::size_t day_end = part(month_end + 1, day, 31);
  const auto push = [&](std::size_t begin, std::size_t end, const char* unit) {
    numbers.push_back({without_leading_zeros(spelled(text, begin, end)), unit, begin, end});
  };
  if (day_end == 0 && mark != '.') return at;
  push(at, year_end, "년");
  push(month, month_end, "월");
  if (day_end == 0) return month_end + 1;
  push(day, day_end, "일");
  return is(text, day_end, mark) ? day_end + 1 : day_end;
}

// 18:30, 09:00.
std::size_t read_time(Text text, std::size_t at, std::vector<Number>& numbers) {
  const std::size_t hour_end = end_of(text, at, Script::digit);
  const std::size_t minute_end = end_of(text, hour_end + 1, Script::digit);
  if (hour_end - at > 2 || !is(text, hour_end, U':') || minute_end != hour_end + 3) return at;
  const std::string hour = without_leading_zeros(spelled(text, at, hour_end));
  const std::string minute = without_leading_zeros(spelled(text, hour_end + 1, minute_end));
  if (std::stoi(hour) > 24 || std::stoi(minute) > 59) return at;
  numbers.push_back({hour, "시", at, hour_end});
  if (minute != "0") numbers.push_back({minute, "분", hour_end + 1, minute_end});
  return minute_end;
}

}  // namespace

std::size_t read_numbers(Text text, std::size_t at, std::vector<Number>& numbers) {
  if (const std::size_t end = read_date(text, at, numbers); end > at) return end;
  if (const std::size_t end = read_time(text, at, numbers); end > at) return end;
  std::string digits;
  std::size_t end = read_groups(text, at, digits);
  std::string fraction;
  // 1.2.3 is a section or a version: its parts are numbers of their own.
  const bool part = at >= 2 && text[at - 1].c == U'.' && text[at - 2].script == Script::digit;
  if (!part && is(text, end, U'.') && is(text, end + 1, Script::digit)) {
    const std::size_t after = end_of(text, end + 1, Script::digit);
    if (!(is(text, after, U'.') && is(text, after + 1, Script::digit))) {
      fraction = spelled(text, end + 1, after);
      end = after;
    }
  }
  Number number{{}, {}, at, end};
  if (const auto amount = AmountReader(text, end, digits, fraction).read()) {
    number.value = std::to_string(amount->value);
    end = amount->end;
  } else {
    number.value = digits.size() > kLongestAmount ? digits : without_leading_zeros(digits);
    if (!fraction.empty()) number.value += "." + fraction;
  }
  number.end = read_unit(text, end, number.unit);
  const std::size_t next = number.end;
  numbers.push_back(std::move(number));
  return std::max(next, end);
}

std::size_t read_numeral(Text text, std::size_t at, std::vector<Number>& numbers) {
  const std::size_t run = end_of(text, at, Script::hangul);
  constexpr std::size_t kLongest = 24;
  if (run - at > kLongest) return at;
  const std::u16string word = syllables(text, at, run);
  Number number{{}, {}, at, at};
  std::size_t end = at;
  if (const Numeral numeral = numeral_of(word); numeral.syllables > 0) {
    number.value = std::to_string(numeral.value);
    end = at + numeral.syllables;
  } else if (const std::uint64_t count = counted(word); count > 0) {
    number.value = std::to_string(count);
    end = run;
  } else {
    return at;
  }
  number.end = read_unit(text, end, number.unit);
  if (number.unit.empty()) return at;
  const std::size_t next = number.end;
  numbers.push_back(std::move(number));
  return next;
}

}  // namespace sillok::text
