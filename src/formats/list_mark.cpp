#include "formats/list_mark.h"

#include <string_view>

#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::u32string_view kBullets = U"•∙‧◦○●◎□■▢▣◇◆◈△▲▽▼▶▷►▸▪▫❍❏❑➢➤✓✔☐☑☞★☆※⁃";
// These are bullets only with white space behind them.
constexpr std::u32string_view kWeakBullets = U"-–—·*+ㅇoＯο";
constexpr std::u32string_view kItemSyllables =
    U"가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허";

std::size_t skip_spaces(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] == ' ') ++at;
  return at;
}

std::size_t skip_digits(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
  return at;
}

bool starts_with(std::string_view line, std::size_t at, std::string_view what) {
  return line.substr(at).starts_with(what);
}

bool space_or_end(std::string_view line, std::size_t at) {
  if (at >= line.size()) return true;
  std::size_t next = at;
  return text::is_space(text::next_code_point(line, next));
}

// "제12조의2(", "제3장 총칙", "부칙", "[별표 1]"
MarkFound rule_head(std::string_view line) {
  if (starts_with(line, 0, "제")) {
    std::size_t at = skip_spaces(line, 3);
    const std::size_t digits = at;
    at = skip_digits(line, at);
    if (at == digits || at - digits > 4) return {};
    at = skip_spaces(line, at);
    if (starts_with(line, at, "조")) {
      at += 3;
      const std::size_t of = skip_spaces(line, at);
      if (starts_with(line, of, "의")) {
        const std::size_t number = skip_spaces(line, of + 3);
        const std::size_t end = skip_digits(line, number);
        if (end > number) at = end;
      }
      const std::size_t open = skip_spaces(line, at);
      for (const std::string_view bracket : {"(", "（", "【", "[", "〔"}) {
        if (starts_with(line, open, bracket)) return {.mark = Mark::article, .length = at};
      }
      return {};
    }
    for (const std::string_view part : {"편", "장", "절", "관"}) {
      if (starts_with(line, at, part) && space_or_end(line, at + part.size())) {
        return {.mark = Mark::chapter, .length = at + part.size()};
      }
    }
    return {};
  }
  std::size_t at = starts_with(line, 0, "[") || starts_with(line, 0, "<") ? 1 : 0;
  if (starts_with(line, 0, "【")) at = 3;
  for (const std::string_view word : {"별표", "별지"}) {
    if (!starts_with(line, at, word)) continue;
    const std::size_t number = skip_spaces(line, at + word.size());
    const std::size_t digit = starts_with(line, number, "제") ? number + 3 : number;
    if (skip_digits(line, digit) > digit || at > 0)
      return {.mark = Mark::chapter, .length = at + word.size()};
  }
  if (line == "부칙" || line == "부 칙" || starts_with(line, 0, "부칙 <") ||
      starts_with(line, 0, "부칙<") || starts_with(line, 0, "부칙 (") ||
      starts_with(line, 0, "부칙(")) {
    return {.mark = Mark::chapter, .length = 6};
  }
  return {};
}

bool is_item_letter(char32_t c) {
  return kItemSyllables.find(c) != std::u32string_view::npos || (c >= U'a' && c <= U'z') ||
         (c >= U'A' && c <= U'Z') || (c >= U'\u2160' && c <= U'\u217F');
}

// Digits, one item letter or a Roman number from `at`; its end, or `at` if there is none.
std::size_t item_number_end(std::string_view line, std::size_t at) {
  const std::size_t digits = skip_digits(line, at);
  if (digits > at) return digits - at <= 3 ? digits : at;
  if (at >= line.size()) return at;
  std::size_t next = at;
  if (is_item_letter(text::next_code_point(line, next))) {
    std::size_t roman = at;
    while (roman < line.size() &&
           std::string_view("IVXivx").find(line[roman]) != std::string_view::npos) {
      ++roman;
    }
    return roman > next && roman - at <= 5 ? roman : next;
  }
  return at;
}

MarkFound item_number(std::string_view line) {
  if (starts_with(line, 0, "(")) {
    const std::size_t end = item_number_end(line, 1);
    if (end > 1 && starts_with(line, end, ")")) return {.mark = Mark::number, .length = end + 1};
    return {};
  }
  std::size_t end = item_number_end(line, 0);
  if (end == 0 || end >= line.size()) return {};
  if (line[end] != '.' && line[end] != ')') return {};
  // "1.5배" and "2024. 3." are no items; "1.2 범위" is a numbered heading.
  while (starts_with(line, end, ".") && skip_digits(line, end + 1) > end + 1) {
    end = skip_digits(line, end + 1);
    if (space_or_end(line, end)) return {.mark = Mark::number, .length = end};
  }
  if (end < line.size() && (line[end] == '.' || line[end] == ')')) {
    if (space_or_end(line, end + 1)) return {.mark = Mark::number, .length = end + 1};
    // "가.국내" and "1)국내" are common; "A.M" and "e.g" are not items.
    std::size_t at = end + 1;
    if (text::is_hangul_syllable(text::next_code_point(line, at)))
      return {.mark = Mark::number, .length = end + 1};
  }
  return {};
}

MarkFound mark_without_ordinal(std::string_view line) {
  if (line.empty()) return {};
  std::size_t at = 0;
  const char32_t c = text::next_code_point(line, at);
  if (kBullets.find(c) != std::u32string_view::npos) return {.mark = Mark::bullet, .length = at};
  // Private use: bullets of symbol fonts (Wingdings) end up there.
  if (c >= U'\uE000' && c <= U'\uF8FF') return {.mark = Mark::bullet, .length = at};
  if (kWeakBullets.find(c) != std::u32string_view::npos && at < line.size() &&
      space_or_end(line, at)) {
    return {.mark = Mark::bullet, .length = at};
  }
  if (c >= U'①' && c <= U'⑳') return {.mark = Mark::clause, .length = at};
  if ((c >= U'㉠' && c <= U'㉻') || (c >= U'⑴' && c <= U'⒇') || (c >= U'⒈' && c <= U'⒛') ||
      (c >= U'㈀' && c <= U'㈜')) {
    return {.mark = Mark::number, .length = at};
  }
  const MarkFound head = rule_head(line);
  return head.mark != Mark::none ? head : item_number(line);
}

}  // namespace

MarkFound mark_at_start(std::string_view line) {
  MarkFound found = mark_without_ordinal(line);
  if (found.mark != Mark::number) return found;
  std::size_t at = line.starts_with('(') ? 1 : 0;
  const std::size_t digits = skip_digits(line, at);
  if (digits > at) {
    found.style = U'1';
    for (; at < digits; ++at) found.ordinal = found.ordinal * 10 + (line[at] - '0');
    return found;
  }
  const std::size_t index = kItemSyllables.find(text::next_code_point(line, at));
  if (index != std::u32string_view::npos) {
    found.style = U'가';
    found.ordinal = static_cast<int>(index) + 1;
  }
  return found;
}

bool is_bare_mark(std::string_view text) {
  const MarkFound found = mark_at_start(text);
  return found.mark != Mark::none && found.length == text.size();
}

bool has_leaders(std::string_view text) {
  for (const std::string_view dots : {".....", ". . . .", "·····", "……", "‥‥"}) {
    if (text.find(dots) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace sillok::formats
