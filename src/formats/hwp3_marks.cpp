// What small controls show: the numbers of outlines, dates; and the grid that frames of cells make.
#include <algorithm>
#include <array>
#include <utility>

#include "formats/hwp3_letters.h"
#include "formats/hwp3_parts.h"
#include "formats/hwp_numbers.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::size_t kLevels = 7;

// Looks that Hangul offers (1 to 5), level by level: how the number is written and what stands
// around it. The first two join the numbers of all levels.
struct Look {
  NumberFormat format;
  std::string_view before;
  std::string_view behind;
};
using Looks = std::array<Look, kLevels>;
constexpr std::array<Looks, 3> kLooks = {{
    {{{NumberFormat::roman_capital, "", "."},
      {NumberFormat::hangul_syllable, "", "."},
      {NumberFormat::digit, "", "."},
      {NumberFormat::hangul_syllable, "", ")"},
      {NumberFormat::digit, "(", ")"},
      {NumberFormat::hangul_syllable, "(", ")"},
      {NumberFormat::roman_small, "", ")"}}},
    {{{NumberFormat::roman_capital, "", "."},
      {NumberFormat::latin_capital, "", "."},
      {NumberFormat::digit, "", "."},
      {NumberFormat::latin_small, "", ")"},
      {NumberFormat::digit, "(", ")"},
      {NumberFormat::latin_small, "(", ")"},
      {NumberFormat::roman_small, "", ")"}}},
    {{{NumberFormat::digit, "", "."},
      {NumberFormat::hangul_syllable, "", "."},
      {NumberFormat::digit, "(", ")"},
      {NumberFormat::hangul_syllable, "(", ")"},
      {NumberFormat::digit, "", ")"},
      {NumberFormat::hangul_syllable, "", ")"},
      {NumberFormat::latin_small, "", "."}}},
}};

// Rows of bullets (129 to 132), level by level.
constexpr std::array<std::u32string_view, 4> kBullets = {U"●○■□■□•", U"●○■□▲△•", U"◆◇■□●○•",
                                                         U"●●○○■□•"};

constexpr std::uint16_t kJoined = 12;
constexpr std::uint16_t kNoNumber = 128;

// A writer's own look: 0 to 12 in the order of Hangul's menu, or the letter of a bullet.
constexpr std::array<NumberFormat, 12> kOwnFormats = {NumberFormat::digit,
                                                      NumberFormat::roman_capital,
                                                      NumberFormat::roman_small,
                                                      NumberFormat::latin_capital,
                                                      NumberFormat::latin_small,
                                                      NumberFormat::hangul_syllable,
                                                      NumberFormat::hangul_jamo,
                                                      NumberFormat::ideograph,
                                                      NumberFormat::circled_digit,
                                                      NumberFormat::circled_latin_small,
                                                      NumberFormat::circled_hangul_syllable,
                                                      NumberFormat::circled_hangul_jamo};

using Numbers = std::array<int, kLevels>;

std::string joined(const Numbers& numbers, std::size_t level) {
  std::string out;
  for (std::size_t i = 0; i <= level; ++i) {
    if (i > 0) out += '.';
    out += std::to_string(numbers[i]);
  }
  return out;
}

std::string own_label(std::uint16_t look, std::uint16_t before, std::uint16_t behind,
                      const Numbers& numbers, std::size_t level, std::size_t& unmapped) {
  std::string out;
  if (before >= 32) append_hwp3_letter(out, before, unmapped);
  if (look < kOwnFormats.size()) {
    out += format_number(numbers[level], kOwnFormats[look]);
  } else if (look == kJoined) {
    out += joined(numbers, level);
  } else if (look != kNoNumber && look >= 32) {
    append_hwp3_letter(out, look, unmapped);
  }
  if (behind >= 32) append_hwp3_letter(out, behind, unmapped);
  return out;
}

// Lines in order, those closer together than `kHair` as one.
std::vector<int> lines_of(std::vector<int> edges) {
  constexpr int kHair = 5;
  std::sort(edges.begin(), edges.end());
  std::vector<int> lines;
  for (const int edge : edges) {
    if (lines.empty() || edge - lines.back() >= kHair) lines.push_back(edge);
  }
  return lines;
}

int line_of(const std::vector<int>& lines, int edge) {
  return static_cast<int>(std::upper_bound(lines.begin(), lines.end(), edge) - lines.begin()) - 1;
}

std::string padded(unsigned value, bool two_digits) {
  return (two_digits && value < 10 ? "0" : "") + std::to_string(value);
}

struct Date {
  unsigned year = 0;
  unsigned month = 0;
  unsigned weekday = 0;  // from Sunday
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
};

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 7> kKoreanDays = {"일", "월", "화", "수", "목", "금", "토"};
constexpr std::array<std::string_view, 7> kHanjaDays = {"日", "月", "火", "水", "木", "金", "土"};

template <std::size_t N>
std::string_view name_at(const std::array<std::string_view, N>& names, unsigned index) {
  return index < N ? names[index] : std::string_view();
}

std::string short_name(std::string_view name) {
  return name.empty() ? std::string() : std::string(name.substr(0, 3)) + ".";
}

std::string ordinal(unsigned day) {
  const unsigned last = day % 10;
  const bool teen = day / 10 == 1;
  if (last == 1 && !teen) return std::to_string(day) + "st";
  if (last == 2 && !teen) return std::to_string(day) + "nd";
  if (last == 3 && !teen) return std::to_string(day) + "rd";
  return std::to_string(day) + "th";
}

// What a sign of a date pattern stands for; `known` turns false for one that stands for itself.
std::string date_part(std::uint16_t sign, const Date& date, bool two_digits, bool& known) {
  const bool afternoon = date.hour >= 12;
  switch (sign) {
    case '1':
      return std::to_string(date.year);
    case '!':
      return padded(date.year % 100, two_digits);
    case '2':
      return padded(date.month, two_digits);
    case '@':
      return short_name(name_at(kMonths, date.month - 1));
    case '*':
      return std::string(name_at(kMonths, date.month - 1));
    case '3':
      return padded(date.day, two_digits);
    case '#':
      return ordinal(date.day);
    case '4':
      return padded(date.hour > 12 ? date.hour - 12 : date.hour, two_digits);
    case '$':
      return padded(date.hour, two_digits);
    case '5':
    case '%':
      return padded(date.minute, two_digits);
    case '6':
      return std::string(name_at(kKoreanDays, date.weekday));
    case '^':
      return short_name(name_at(kDays, date.weekday));
    case '_':
      return std::string(name_at(kDays, date.weekday));
    case '7':
      return afternoon ? "오후" : "오전";
    case '&':
      return afternoon ? "p.m." : "a.m.";
    case '+':
      return afternoon ? "P.M." : "A.M.";
    case '8':  // the name of the file
    case '9':
      return {};
    default:
      known = false;
      return {};
  }
}

// The same for the two signs that a '~' before them turns into Hanja.
std::string_view hanja_part(std::uint16_t sign, const Date& date) {
  if (sign == '6') return name_at(kHanjaDays, date.weekday);
  if (sign == '7') return date.hour >= 12 ? "午後" : "午前";
  return {};
}

}  // namespace

std::vector<CellPlace> place_hwp3_cells(const std::vector<Hwp3Frame>& frames, int& rows) {
  std::vector<int> across;
  std::vector<int> down;
  for (const Hwp3Frame& frame : frames) {
    across.insert(across.end(), {frame.x, frame.x + frame.width});
    down.insert(down.end(), {frame.y, frame.y + frame.height});
  }
  across = lines_of(std::move(across));
  down = lines_of(std::move(down));
  std::vector<CellPlace> places;
  for (const Hwp3Frame& frame : frames) {
    CellPlace place;
    place.column = line_of(across, frame.x);
    place.row = line_of(down, frame.y);
    place.column_span = std::max(1, line_of(across, frame.x + frame.width) - place.column);
    place.row_span = std::max(1, line_of(down, frame.y + frame.height) - place.row);
    places.push_back(place);
  }
  rows = std::max(0, static_cast<int>(down.size()) - 1);
  return places;
}

std::string hwp3_outline(std::string_view bytes, std::size_t& level, std::size_t& unmapped) {
  constexpr unsigned kNumber = 1;
  constexpr unsigned kOwn = 0;
  constexpr unsigned kOwnBullets = 128;
  Hwp3Bytes in(bytes);
  const bool numbered = in.u16() == kNumber;
  const unsigned look = in.u8();
  level = std::min<std::size_t>(in.u8(), kLevels - 1);
  Numbers numbers{};
  for (int& number : numbers) number = std::max<int>(in.u16(), 1);
  if (!numbered) return {};
  if (look == 1) return joined(numbers, level) + ".";
  if (look == 2) return joined(numbers, level) + (level == 0 ? "." : "");
  if (look >= 3 && look < 3 + kLooks.size()) {
    const Look& own = kLooks[look - 3][level];
    return std::string(own.before) + format_number(numbers[level], own.format) +
           std::string(own.behind);
  }
  if (look > kOwnBullets && look <= kOwnBullets + kBullets.size()) {
    std::string sign;
    text::append(sign, kBullets[look - kOwnBullets - 1][level]);
    return sign;
  }
  if (look != kOwn && look != kOwnBullets) return {};
  in.skip(2 * level);
  const std::uint16_t own = in.u16();
  in.skip(2 * (kLevels - 1 - level) + 4 * level);
  const std::uint16_t before = in.u16();
  return own_label(own, before, in.u16(), numbers, level, unmapped);
}

std::string hwp3_date(std::string_view bytes, std::size_t& unmapped) {
  constexpr std::size_t kPattern = 80;
  Hwp3Bytes in(bytes);
  Hwp3Bytes pattern(in.take(kPattern));
  Date date;
  date.year = in.u16();
  date.month = in.u16();
  date.weekday = in.u16();
  date.day = in.u16();
  date.hour = in.u16();
  date.minute = in.u16();
  std::string out;
  bool two_digits = false;
  while (pattern.left() >= 2) {
    const std::uint16_t sign = pattern.u16();
    if (sign == 0) break;
    const bool two = std::exchange(two_digits, sign == '0');
    if (sign == '0') continue;
    if (sign == '~') {
      out += hanja_part(pattern.u16(), date);
      continue;
    }
    bool known = sign != '\\';  // what follows it stands for itself
    const std::uint16_t letter = known ? sign : pattern.u16();
    if (known) out += date_part(sign, date, two, known);
    if (!known && letter >= 32) append_hwp3_letter(out, letter, unmapped);
  }
  if (out.empty() && date.year > 0) {  // Hangul's own pattern where there is none
    out = std::to_string(date.year) + "년 " + std::to_string(date.month) + "월 " +
          std::to_string(date.day) + "일";
  }
  return out;
}

}  // namespace sillok::formats
