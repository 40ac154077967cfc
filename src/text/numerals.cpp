#include "text/numerals.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sillok::text {
namespace {

using Word = std::u16string_view;

constexpr std::array<std::pair<Word, Days>, 20> kDays{{
    {u"하루", {"1", "일"}},   {u"이틀", {"2", "일"}},     {u"사흘", {"3", "일"}},
    {u"나흘", {"4", "일"}},   {u"닷새", {"5", "일"}},     {u"엿새", {"6", "일"}},
    {u"이레", {"7", "일"}},   {u"여드레", {"8", "일"}},   {u"아흐레", {"9", "일"}},
    {u"열흘", {"10", "일"}},  {u"보름", {"15", "일"}},    {u"일주일", {"1", "주"}},
    {u"이주일", {"2", "주"}}, {u"삼주일", {"3", "주"}},   {u"반년", {"6", "개월"}},
    {u"한달", {"1", "개월"}}, {u"두달", {"2", "개월"}},   {u"석달", {"3", "개월"}},
    {u"넉달", {"4", "개월"}}, {u"반나절", {"4", "시간"}},
}};

constexpr std::array<std::pair<Word, std::uint64_t>, 14> kOnes{{
    {u"한", 1},
    {u"두", 2},
    {u"세", 3},
    {u"석", 3},
    {u"네", 4},
    {u"넉", 4},
    {u"다섯", 5},
    {u"여섯", 6},
    {u"일곱", 7},
    {u"여덟", 8},
    {u"아홉", 9},
    {u"하나", 1},
    {u"둘", 2},
    {u"셋", 3},
}};
constexpr std::array<std::pair<Word, std::uint64_t>, 10> kTens{{
    {u"열", 10},
    {u"스물", 20},
    {u"스무", 20},
    {u"서른", 30},
    {u"마흔", 40},
    {u"쉰", 50},
    {u"예순", 60},
    {u"일흔", 70},
    {u"여든", 80},
    {u"아흔", 90},
}};

std::uint64_t ones_of(Word word) {
  for (const auto& [spelling, value] : kOnes) {
    if (word == spelling) return value;
  }
  return 0;
}

std::uint64_t digit_of(char16_t c) {
  constexpr Word kDigits = u"일이삼사오육칠팔구";
  const std::size_t at = kDigits.find(c);
  return at == Word::npos ? 0 : at + 1;
}

std::uint64_t power_of(char16_t c) {
  switch (c) {
    case u'십':
      return 10;
    case u'백':
      return 100;
    case u'천':
      return 1000;
    case u'만':
      return 10000;
    case u'억':
      return 100000000;
    default:
      return 0;
  }
}

}  // namespace

std::optional<Days> days_of(Word word) {
  constexpr std::array<Word, 7> kTails{u"", u"간", u"동안", u"째", u"이내", u"전", u"후"};
  for (const auto& [spelling, days] : kDays) {
    if (word.starts_with(spelling) &&
        std::find(kTails.begin(), kTails.end(), word.substr(spelling.size())) != kTails.end()) {
      return days;
    }
  }
  return std::nullopt;
}

std::uint64_t counted(Word word) {
  if (const std::uint64_t ones = ones_of(word); ones != 0) return ones;
  for (const auto& [spelling, tens] : kTens) {
    if (!word.starts_with(spelling)) continue;
    if (word.size() == spelling.size()) return tens;
    const std::uint64_t ones = ones_of(word.substr(spelling.size()));
    if (ones != 0) return tens + ones;
  }
  return 0;
}

Numeral numeral_of(Word word) {
  Numeral best;
  std::uint64_t total = 0;    // what 만 and 억 have closed
  std::uint64_t section = 0;  // below 만
  std::uint64_t digit = 0;
  bool power = false;
  constexpr std::size_t kLongest = 16;
  for (std::size_t i = 0; i < std::min(word.size(), kLongest); ++i) {
    if (const std::uint64_t each = digit_of(word[i]); each != 0) {
      if (digit != 0) break;
      digit = each;
    } else if (const std::uint64_t by = power_of(word[i]); by != 0) {
      if (by < 10000) {
        section += std::max<std::uint64_t>(digit, 1) * by;
      } else {
        const std::uint64_t part = section + digit;
        // 억 closes all before it, 만 what stands since.
        total = by == 10000 ? total + std::max<std::uint64_t>(part, 1) * by
                            : std::max<std::uint64_t>(total + part, 1) * by;
        section = 0;
      }
      digit = 0;
      power = true;
    } else {
      break;
    }
    if (power && i >= 1) best = {total + section + digit, i + 1};
  }
  return best;
}

}  // namespace sillok::text
