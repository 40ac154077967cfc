#include "formats/xlsx_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "text/unicode.h"

namespace sillok::formats::xlsx {
namespace {

// One element of a format section.
struct Token {
  enum class Kind { literal, digit, point, comma, percent, exponent, date, am_pm, elapsed, text };
  Kind kind = Kind::literal;
  std::string text;  // the literal; the date letters ("yyyy"); the placeholder ("0", "#", "?")
};

struct Section {
  std::vector<Token> tokens;
  std::optional<std::pair<std::string, double>> condition;  // "[>=100]"
  bool has_date = false;
  bool has_digits = false;
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool starts_with_caseless(std::string_view text, std::string_view what) {
  if (text.size() < what.size()) return false;
  for (std::size_t i = 0; i < what.size(); ++i) {
    if (lower(text[i]) != lower(what[i])) return false;
  }
  return true;
}

// What stands in brackets: a currency sign, a colour, a condition, elapsed time.
void put_bracket(std::string_view inside, Section& section) {
  if (inside.starts_with('$')) {
    const std::string_view sign =
        inside.substr(1, inside.find('-') == std::string_view::npos ? std::string_view::npos
                                                                    : inside.find('-') - 1);
    if (!sign.empty()) section.tokens.push_back({Token::Kind::literal, std::string(sign)});
    return;
  }
  if (!inside.empty() && (inside[0] == '<' || inside[0] == '>' || inside[0] == '=')) {
    const std::size_t number = inside.find_first_not_of("<>=");
    double bound = 0;
    if (number != std::string_view::npos) {
      std::from_chars(inside.data() + number, inside.data() + inside.size(), bound);
      section.condition.emplace(std::string(inside.substr(0, number)), bound);
    }
    return;
  }
  const bool elapsed =
      !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
  if (elapsed) {
    std::string letters;
    for (const char c : inside) letters.push_back(lower(c));
    section.tokens.push_back({Token::Kind::elapsed, letters});
    section.has_date = true;
  }
}

// Takes one token from `code` at `at`.
void take_token(std::string_view code, std::size_t& at, Section& section) {
  using Kind = Token::Kind;
  const char c = code[at];
  const auto put = [&](Kind kind, std::string text) {
    section.tokens.push_back({kind, std::move(text)});
  };
  if (c == '"') {
    const std::size_t end = std::min(code.find('"', at + 1), code.size());
    put(Kind::literal, std::string(code.substr(at + 1, end - at - 1)));
    at = std::min(end + 1, code.size());
    return;
  }
  if (c == '[') {
    const std::size_t end = std::min(code.find(']', at), code.size());
    put_bracket(code.substr(at + 1, end - at - 1), section);
    at = std::min(end + 1, code.size());
    return;
  }
  if (c == '\\' || c == '_' || c == '*') {
    std::size_t next = at + 1;
    if (next < code.size()) {
      const char32_t sign = text::next_code_point(code, next);
      std::string literal;
      if (c == '\\') text::append(literal, sign);
      if (!literal.empty()) put(Kind::literal, literal);
    }
    at = next;
    return;
  }
  if (starts_with_caseless(code.substr(at), "am/pm") ||
      starts_with_caseless(code.substr(at), "a/p")) {
    put(Kind::am_pm, "");
    at += lower(code[at + 1]) == 'm' ? 5 : 3;
    section.has_date = true;
    return;
  }
  if (starts_with_caseless(code.substr(at), "general")) {
    put(Kind::digit, "General");
    section.has_digits = true;
    at += 7;
    return;
  }
  if (std::string_view("ymdhsae").find(lower(c)) != std::string_view::npos && c != 'E') {
    std::size_t end = at;
    std::string letters;
    while (end < code.size() && lower(code[end]) == lower(c)) {
      letters.push_back(lower(c));
      ++end;
    }
    put(Kind::date, letters);
    section.has_date = true;
    at = end;
    return;
  }
  ++at;
  if (c == 'E' && at < code.size() && (code[at] == '+' || code[at] == '-')) {
    put(Kind::exponent, std::string(1, code[at++]));
  } else if (c == '0' || c == '#' || c == '?') {
    put(Kind::digit, std::string(1, c));
    section.has_digits = true;
  } else if (c == '.') {
    put(Kind::point, ".");
  } else if (c == ',') {
    put(Kind::comma, ",");
  } else if (c == '%') {
    put(Kind::percent, "%");
  } else if (c == '@') {
    put(Kind::text, "");
  } else {  // any other sign stands for itself, several bytes long perhaps
    std::size_t start = at - 1;
    std::string literal;
    text::append(literal, text::next_code_point(code, start));
    at = start;
    put(Kind::literal, literal);
  }
}

std::vector<Section> parse(std::string_view code) {
  std::vector<Section> sections(1);
  for (std::size_t at = 0; at < code.size();) {
    if (code[at] == ';') {
      sections.emplace_back();
      ++at;
    } else {
      take_token(code, at, sections.back());
    }
  }
  return sections;
}

std::string plain(double value) {
  if (!std::isfinite(value)) return "#NUM!";
  if (value == 0) return "0";
  std::array<char, 64> buffer{};
  const bool huge = std::abs(value) >= 1e21 || std::abs(value) < 1e-9;
  if (!huge) {
    // 15 digits, as spreadsheets keep them: 0.1 + 0.2 is 0.3.
    std::snprintf(buffer.data(), buffer.size(), "%.15g", value);
    double rounded = value;
    const std::string_view text(buffer.data());
    std::from_chars(text.data(), text.data() + text.size(), rounded);
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded,
                                            std::chars_format::fixed);
    if (error == std::errc{}) return std::string(buffer.data(), end);
  }
  std::snprintf(buffer.data(), buffer.size(), "%.15g", value);
  return buffer.data();
}

// The absolute value with this many decimals, halves away from zero.
std::string fixed_digits(double value, int decimals) {
  const double power = std::pow(10.0, decimals);
  double magnitude = std::abs(value);
  if (magnitude * power < 4e15) magnitude = std::round(magnitude * power * (1 + 4e-16)) / power;
  std::array<char, 400> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, magnitude);
  return buffer.data();
}

std::string with_thousands(const std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

// ---- dates ----

struct Moment {
  int year = 0;
  int month = 0;
  int day = 0;
  int weekday = 0;  // 0: Sunday
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// Day numbers of spreadsheets: 1 is 1900-01-01, and 60 a 29th of February 1900 that never was.
std::optional<Moment> moment_of(double value, bool from_1904) {
  if (!(value >= 0 && value < 2'958'466)) return std::nullopt;  // up to the year 9999
  double days = std::floor(value);
  long long seconds = std::llround((value - days) * 86'400);
  if (seconds >= 86'400) {
    seconds -= 86'400;
    days += 1;
  }
  long long serial = static_cast<long long>(days);
  Moment moment;
  moment.hour = static_cast<int>(seconds / 3'600);
  moment.minute = static_cast<int>(seconds / 60 % 60);
  moment.second = static_cast<int>(seconds % 60);
  if (from_1904) {
    serial += 1'462;
  } else if (serial == 60) {
    moment.year = 1900, moment.month = 2, moment.day = 29, moment.weekday = 3;
    return moment;
  }
  // Days since 1970-01-01, then the calendar by eras of 400 years (Hinnant's civil_from_days).
  const long long since = serial - (serial < 60 && !from_1904 ? 25'568 : 25'569);
  moment.weekday = static_cast<int>(((since + 4) % 7 + 7) % 7);
  const long long z = since + 719'468;
  const long long era = (z >= 0 ? z : z - 146'096) / 146'097;
  const long long of_era = z - era * 146'097;
  const long long year_of_era =
      (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const long long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long long shifted = (5 * of_year + 2) / 153;
  moment.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  moment.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  moment.year = static_cast<int>(year_of_era + era * 400 + (moment.month <= 2 ? 1 : 0));
  return moment;
}

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  while (digits.size() < width) digits.insert(digits.begin(), '0');
  return digits;
}

// Whether the 'm' at `index` means minutes: behind hours, or before seconds.
bool is_minutes(const std::vector<Token>& tokens, std::size_t index) {
  const auto is_time = [](const Token& token) {
    return token.kind == Token::Kind::date || token.kind == Token::Kind::elapsed;
  };
  for (std::size_t i = index; i-- > 0;) {
    if (is_time(tokens[i])) return tokens[i].text[0] == 'h';
  }
  for (std::size_t i = index + 1; i < tokens.size(); ++i) {
    if (is_time(tokens[i])) return tokens[i].text[0] == 's';
  }
  return false;
}

std::string date_part(const std::vector<Token>& tokens, std::size_t index, const Moment& moment,
                      bool twelve) {
  static constexpr std::array<std::string_view, 7> kDays{"일", "월", "화", "수", "목", "금", "토"};
  static constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string& letters = tokens[index].text;
  const std::size_t width = letters.size() >= 2 ? 2 : 1;
  const std::string_view day = kDays[static_cast<std::size_t>(moment.weekday)];
  switch (letters[0]) {
    case 'y':
    case 'e':
      return letters.size() == 2 ? padded(moment.year % 100, 2) : std::to_string(moment.year);
    case 'd':
      if (letters.size() == 3) return std::string(day);
      if (letters.size() > 3) return std::string(day) + "요일";
      return padded(moment.day, width);
    case 'a':
      return std::string(day) + (letters.size() > 3 ? "요일" : "");
    case 'h': {
      const int hour = twelve ? (moment.hour + 11) % 12 + 1 : moment.hour;
      return padded(hour, width);
    }
    case 's':
      return padded(moment.second, width);
    default:
      if (is_minutes(tokens, index)) return padded(moment.minute, width);
      if (letters.size() >= 3)
        return std::string(kMonths[static_cast<std::size_t>(moment.month - 1)]);
      return padded(moment.month, width);
  }
}

std::string show_date(const Section& section, double value, bool from_1904) {
  const std::optional<Moment> moment = moment_of(value, from_1904);
  if (!moment) return plain(value);
  bool twelve = false;
  for (const Token& token : section.tokens) twelve = twelve || token.kind == Token::Kind::am_pm;
  std::string out;
  for (std::size_t i = 0; i < section.tokens.size(); ++i) {
    const Token& token = section.tokens[i];
    switch (token.kind) {
      case Token::Kind::date:
        out += date_part(section.tokens, i, *moment, twelve);
        break;
      case Token::Kind::am_pm:
        out += moment->hour < 12 ? "오전" : "오후";
        break;
      case Token::Kind::elapsed: {
        const double unit = token.text[0] == 'h' ? 24 : (token.text[0] == 'm' ? 1'440 : 86'400);
        out += std::to_string(static_cast<long long>(std::floor(value * unit + 1e-7)));
        break;
      }
      case Token::Kind::literal:
      case Token::Kind::comma:
        out += token.text;
        break;
      case Token::Kind::point:
        // ".00" behind seconds: fractions are not shown.
        if (i + 1 == section.tokens.size() || section.tokens[i + 1].kind != Token::Kind::digit)
          out += '.';
        break;
      default:
        break;
    }
  }
  return out;
}

// ---- numbers ----

// How the digits of a section are to be shown.
struct Shape {
  int decimals = 0;
  int least = 0;  // digits before the point
  bool thousands = false;
  double scale = 1;
  bool general = false;
  bool exponent = false;
};

Shape shape_of(const Section& section) {
  Shape shape;
  bool behind_point = false;
  std::optional<std::size_t> last_digit;
  for (std::size_t i = 0; i < section.tokens.size(); ++i) {
    const Token& token = section.tokens[i];
    if (token.kind == Token::Kind::digit) {
      last_digit = i;
      shape.general = shape.general || token.text == "General";
      if (behind_point && !shape.exponent) ++shape.decimals;
      if (!behind_point && token.text == "0") ++shape.least;
    } else if (token.kind == Token::Kind::point) {
      behind_point = true;
    } else if (token.kind == Token::Kind::percent) {
      shape.scale *= 100;
    } else if (token.kind == Token::Kind::exponent) {
      shape.exponent = true;
    }
  }
  for (std::size_t i = 0; i < section.tokens.size(); ++i) {
    if (section.tokens[i].kind != Token::Kind::comma || !last_digit) continue;
    if (i < *last_digit) {
      shape.thousands = true;
    } else if (i > *last_digit) {
      shape.scale /= 1'000;  // "#,##0," shows thousands
    }
  }
  shape.decimals = std::min(shape.decimals, 30);
  return shape;
}

// Optional decimals ("0.##") that are zero go.
std::string trimmed_decimals(std::string digits, const Section& section) {
  bool behind_point = false;
  std::size_t optional = 0;
  for (const Token& token : section.tokens) {
    if (token.kind == Token::Kind::point) behind_point = true;
    if (behind_point && token.kind == Token::Kind::digit)
      optional = token.text == "0" ? 0 : optional + 1;
  }
  while (optional > 0 && digits.find('.') != std::string::npos && digits.back() == '0') {
    digits.pop_back();
    --optional;
  }
  if (!digits.empty() && digits.back() == '.') digits.pop_back();
  return digits;
}

// The digits where the first place stands, the signs around them.
std::string with_signs(const Section& section, const std::string& digits) {
  std::string out;
  bool shown = false;
  for (const Token& token : section.tokens) {
    if (token.kind == Token::Kind::digit && !std::exchange(shown, true)) out += digits;
    if (token.kind == Token::Kind::literal) out += token.text;
    if (token.kind == Token::Kind::percent) out += '%';
  }
  return out;
}

// Place by place from the right, since signs may stand between: "000000-0000000".
std::string filled_places(const Section& section, const std::string& digits) {
  std::size_t places = 0;
  for (const Token& token : section.tokens) {
    if (token.kind == Token::Kind::digit) ++places;
  }
  std::string out;
  std::size_t at = 0;  // of the digits
  std::size_t left = places;
  for (const Token& token : section.tokens) {
    if (token.kind == Token::Kind::digit) {
      // The first place takes all that the others have no room for.
      while (at < digits.size() && digits.size() - at >= left) out += digits[at++];
      --left;
    } else if (token.kind == Token::Kind::literal) {
      out += token.text;
    } else if (token.kind == Token::Kind::percent) {
      out += '%';
    }
  }
  return out;
}

std::string show_number(const Section& section, double value) {
  const Shape shape = shape_of(section);
  std::string digits;
  if (shape.general) {
    digits = plain(std::abs(value));
  } else if (shape.exponent) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*E", shape.decimals,
                  std::abs(value * shape.scale));
    digits = buffer.data();
  } else {
    digits = trimmed_decimals(fixed_digits(value * shape.scale, shape.decimals), section);
    if (shape.least == 0 && digits.starts_with("0.")) digits.erase(0, 1);
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    if (whole < static_cast<std::size_t>(shape.least)) {
      digits.insert(0, static_cast<std::size_t>(shape.least) - whole, '0');
    }
    if (shape.thousands) digits = with_thousands(digits);
  }
  // A section without any digit to show (#,### of 0) shows its signs only.
  if (!shape.general && shape.least == 0 && shape.decimals == 0 && digits == "0") digits.clear();
  return shape.decimals == 0 && !shape.general && !shape.exponent && !shape.thousands
             ? filled_places(section, digits)
             : with_signs(section, digits);
}

bool holds(const std::pair<std::string, double>& condition, double value) {
  const auto& [sign, bound] = condition;
  if (sign == ">") return value > bound;
  if (sign == ">=") return value >= bound;
  if (sign == "<") return value < bound;
  if (sign == "<=") return value <= bound;
  if (sign == "<>") return value != bound;
  return value == bound;
}

// The section for a value, and whether it brings its own sign for negative numbers.
std::pair<const Section*, bool> section_for(const std::vector<Section>& sections, double value) {
  bool conditions = false;
  for (const Section& section : sections) {
    if (!section.condition) continue;
    conditions = true;
    if (holds(*section.condition, value)) return {&section, false};
  }
  if (conditions) {
    for (const Section& section : sections) {
      if (!section.condition) return {&section, false};
    }
    return {&sections.front(), false};
  }
  if (value < 0 && sections.size() > 1) return {&sections[1], true};
  if (value == 0 && sections.size() > 2) return {&sections[2], false};
  return {&sections.front(), false};
}

}  // namespace

std::string_view built_in_format(int id) {
  switch (id) {
    case 1:
      return "0";
    case 2:
      return "0.00";
    case 3:
      return "#,##0";
    case 4:
      return "#,##0.00";
    case 5:
    case 6:
      return "₩#,##0;-₩#,##0";
    case 7:
    case 8:
      return "₩#,##0.00;-₩#,##0.00";
    case 9:
      return "0%";
    case 10:
      return "0.00%";
    case 11:
      return "0.00E+00";
    case 14:
    case 30:
      return "yyyy-mm-dd";
    case 15:
      return "dd-mmm-yy";
    case 16:
      return "dd-mmm";
    case 17:
      return "mmm-yy";
    case 18:
      return "h:mm AM/PM";
    case 19:
      return "h:mm:ss AM/PM";
    case 20:
      return "h:mm";
    case 21:
      return "h:mm:ss";
    case 22:
      return "yyyy-mm-dd h:mm";
    case 27:
    case 36:
    case 50:
    case 57:
      return "yyyy\"年\" mm\"月\" dd\"日\"";
    case 28:
    case 29:
    case 51:
    case 54:
    case 58:
      return "mm-dd";
    case 31:
    case 55:
      return "yyyy\"년\" mm\"월\" dd\"일\"";
    case 32:
      return "h\"시\" mm\"분\"";
    case 33:
      return "h\"시\" mm\"분\" ss\"초\"";
    case 34:
    case 35:
    case 52:
    case 53:
    case 56:
      return "yyyy-mm-dd";
    case 37:
    case 38:
      return "#,##0;-#,##0";
    case 39:
    case 40:
      return "#,##0.00;-#,##0.00";
    case 41:
      return "#,##0;-#,##0;\"-\"";
    case 42:
      return "₩#,##0;-₩#,##0;₩\"-\"";
    case 43:
      return "#,##0.00;-#,##0.00;\"-\"";
    case 44:
      return "₩#,##0.00;-₩#,##0.00;₩\"-\"";
    case 45:
      return "mm:ss";
    case 46:
      return "[h]:mm:ss";
    case 47:
      return "mm:ss";
    default:
      return {};
  }
}

bool is_date_format(std::string_view code) {
  const std::vector<Section> sections = parse(code);
  return sections.front().has_date;
}

std::string format_value(double value, std::string_view code, bool from_1904) {
  if (!std::isfinite(value)) return "#NUM!";
  if (code.empty() || code == "General" || code == "@" || code.size() > 1'000) return plain(value);
  const std::vector<Section> sections = parse(code);
  const auto [section, own_sign] = section_for(sections, value);
  if (section->has_date) return show_date(*section, value, from_1904);
  if (section->tokens.empty() && code != ";;;" && sections.size() == 1) return plain(value);
  for (const Token& token : section->tokens) {
    const bool fraction = token.kind == Token::Kind::literal && token.text == "/";
    if (token.kind == Token::Kind::text || (fraction && section->has_digits)) return plain(value);
  }
  const std::string shown = show_number(*section, value);
  const bool has_digit = shown.find_first_of("123456789") != std::string::npos;
  const bool signed_itself = own_sign || !section->has_digits;
  return value < 0 && !signed_itself && has_digit ? "-" + shown : shown;
}

}  // namespace sillok::formats::xlsx
