#include "prepare/labels.h"

#include <algorithm>
#include <array>

#include "prepare/history.h"
#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

// A heading's title; longer text behind a mark is running text. Bytes (about 50 and 90 syllables).
constexpr std::size_t kLongestTitle = 240;
constexpr std::size_t kLongestHeadingLine = 180;

using Words = std::initializer_list<std::string_view>;

bool begins_with_any(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

bool ends_with_any(std::string_view text, Words words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.ends_with(word); });
}

int hanja_digit(char32_t c) {
  static constexpr std::u32string_view kDigits = U"一二三四五六七八九十";
  const std::size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at) + 1;
}

// A number of at most four digits, or of Chinese numerals up to 99. 0: none, the cursor unmoved.
unsigned read_number(Cursor& cursor) {
  Cursor ahead = cursor;
  unsigned value = 0;
  int digits = 0;
  while (digits < 5 && digit_value(ahead.peek()) >= 0) {
    value = value * 10 + static_cast<unsigned>(digit_value(ahead.next()));
    ++digits;
  }
  if (digits > 0) {
    if (digits > 4) return 0;
    cursor = ahead;
    return value;
  }
  unsigned tens = 0;
  unsigned ones = 0;
  for (int digit = hanja_digit(ahead.peek()); digit > 0; digit = hanja_digit(ahead.peek())) {
    ahead.next();
    if (digit == 10) {
      tens = std::max(1U, ones);
      ones = 0;
    } else {
      ones = static_cast<unsigned>(digit);
    }
  }
  value = tens * 10 + ones;
  if (value > 0) cursor = ahead;
  return value;
}

struct Bracketed {
  bool found = false;
  std::string_view inside;
};

// A bracket and what it holds, to its partner (of any shape: "[별지 제1호 서식〕"); nested ones
// count. When the partner is missing, the title ends where a bracket inside it closed:
// "(정원외 전담전공(학과) 각 대학원은 …".
Bracketed read_bracket(std::string_view line, Cursor& cursor) {
  if (!opens_bracket(cursor.peek())) return {};
  Cursor ahead = cursor;
  ahead.next();
  const std::size_t begin = ahead.at();
  std::size_t first_close = 0;
  for (int depth = 1; !ahead.done() && ahead.at() - begin <= kLongestTitle;) {
    const std::size_t here = ahead.at();
    const char32_t c = ahead.next();
    if (opens_bracket(c)) {
      ++depth;
    } else if (closes_bracket(c)) {
      if (first_close == 0) first_close = ahead.at();
      if (--depth == 0) {
        cursor = ahead;
        return {true, text::trimmed(line.substr(begin, here - begin))};
      }
    }
  }
  if (first_close == 0) return {};
  cursor.move_to(first_close);
  return {true, text::trimmed(line.substr(begin, first_close - begin))};
}

// Text behind a mark that goes on with a sentence about it: the mark is a mention, no heading.
bool goes_on_attached(std::string_view rest) {
  return begins_with_any(
             rest,
             {"의 ",  "에 ",  "에서",  "에도", "에는", "에게", "에의", "에 ",  "와 ",  "과 ",
              "을 ",  "를 ",  "은 ",   "는 ",  "가 ",  "부터", "까지", "내지", "으로", "로 ",
              "로서", "및",   "또는",  "나 ",  "이나", "만 ",  "도 ",  "이며", "이고", "과는",
              "와는", "에만", "에 의", "상의", "중 ",  ",",    "·",    "ㆍ",   "・",   "‧",
              "～",   "~",    "에따",  "의규", "에의", "에규", "각호", "이라", "라 ",  "라고"}) ||
         (rest.starts_with("제") && rest.size() > 3 &&
          (digit_value(Cursor(rest, 3).peek()) >= 0 || rest[3] == ' '));
}
bool refers_on(std::string_view rest) {  // "제1항에", "제 3조의": another mark
  if (!rest.starts_with("제")) return false;
  Cursor cursor(rest, 3);
  cursor.skip_spaces();
  return digit_value(cursor.peek()) >= 0;
}
bool goes_on_as_particle(std::string_view rest) {
  return begins_with_any(
      rest, {"의 ",   "에 ",  "에서 ", "을 ", "를 ",  "와 ",   "과 ", "및 제", "또는 제", "내지",
             "부터 ", "까지", ",",     "·",   "에의", "에 의", "~",   "～",    "으로 ",   "로 "});
}
bool goes_on_spaced(std::string_view rest) {
  return refers_on(rest) || goes_on_as_particle(rest) ||
         begins_with_any(rest, {"및 ", "또는 ", "각 호", "각호", "각 항", "단서", "본문", "전단",
                                "후단", "규정에", "중 ", "관련"});
}

// Whether a line, behind its mark, reads as a sentence and not as a title.
bool reads_as_sentence(std::string_view rest) {
  rest = text::trimmed(rest);
  return rest.size() > kLongestHeadingLine || rest.ends_with('.') ||
         rest.find("다. ") != std::string_view::npos ||
         ends_with_any(rest, {"다", "한다)", "바람", "것", "함", "까?"});
}

void finish(Label& label, std::string_view line) {
  label.bare = text::trimmed(line.substr(std::min(label.end, line.size()))).empty();
}

// "제12조(교통비) …" behind 제N조: its branch, title, and whether it is a heading at all.
Label read_article(std::string_view line, Cursor cursor, unsigned number) {
  Label label;
  label.kind = LabelKind::article;
  label.number = number;
  Cursor branch = cursor;
  const bool gap = branch.skip_spaces();
  if (branch.accept(U'의')) {
    branch.skip_spaces();
    label.branch = read_number(branch);
    if (label.branch > 0) cursor = branch;
  } else if (label.branch = read_number(branch); label.branch > 0) {
    // "제15조 1 (논문지도)", "제10조2 (분실)": a number before the title's bracket counts as 의N.
    Cursor behind = branch;
    behind.skip_spaces();
    if (label.branch < 100 && (behind.peek() == '(' || circled_number(behind.peek()) == 1)) {
      cursor = branch;
    } else {
      label.branch = 0;
      if (!gap) return {};
    }
  }
  label.end = cursor.at();
  const bool spaced = cursor.skip_spaces();
  if (cursor.done()) {
    finish(label, line);
    return label;
  }
  if (circled_number(cursor.peek()) > 0) {
    // "제5조 ① (자격심사)": the title behind the first 항.
    Cursor titled = cursor;
    titled.next();
    titled.skip_spaces();
    const Bracketed title = read_bracket(line, titled);
    if (title.found && !is_history_note(title.inside, true)) label.title = title.inside;
    label.end = cursor.at();
    return label;
  }
  const Bracketed title = read_bracket(line, cursor);
  if (!title.found) {
    const std::string_view rest = cursor.rest();
    if (begins_with_any(rest, {"삭제", "(삭제", "<삭제", "폐지"})) {
      finish(label, line);
      return label;
    }
    // "제13조 내지 제17조 (삭제)": one line for a range that is gone.
    const bool range = begins_with_any(rest, {"내지", "부터", "~", "～", "-", "및 ", "∼"});
    if (range && rest.find("삭제") != std::string_view::npos && rest.size() < 90) {
      label.ranged = true;
      return label;
    }
    if (rest.starts_with(":") || rest.starts_with("- ")) {
      if (reads_as_sentence(rest)) return {};
      cursor.next();
      label.title = text::trimmed(cursor.rest());
      label.end = line.size();
      finish(label, line);
      return label;
    }
    if (goes_on_spaced(rest) || (!spaced && goes_on_attached(rest))) return {};
    if (!spaced && label.branch == 0 && text::is_hangul_syllable(cursor.peek()) &&
        !rest.starts_with("이 ")) {
      return {};
    }
    label.certain = false;
    return label;
  }
  if (is_history_note(title.inside, true)) {
    finish(label, line);
    return label;
  }
  label.title = title.inside;
  label.end = cursor.at();
  if (cursor.skip_spaces()) {
    if (goes_on_as_particle(cursor.rest())) return {};
    // "제3조 (추천) 제2조에 해당하는 학생은 …" is a heading, "제3조(추천) 제2항에 따라" none.
    label.certain = !goes_on_spaced(cursor.rest());
  } else if (!cursor.done()) {
    if (goes_on_attached(cursor.rest())) return {};
    if (cursor.rest().starts_with("이 ")) label.certain = false;
  }
  finish(label, line);
  return label;
}

LabelKind division_kind(char32_t c) {
  switch (c) {
    case U'편':
    case U'編':
    case U'부':
      return LabelKind::part;
    case U'장':
    case U'章':
      return LabelKind::chapter;
    case U'절':
    case U'節':
      return LabelKind::section;
    case U'관':
    case U'款':
      return LabelKind::subsection;
    case U'조':
    case U'條':
      return LabelKind::article;
    default:
      return LabelKind::none;
  }
}

// 제N편, 제N장, 제N절, 제N관, 제N조.
Label read_numbered(std::string_view line, Cursor cursor) {
  const std::size_t begin = cursor.at();
  if (!cursor.accept(U'제') && !cursor.accept(U'第')) return {};
  cursor.skip_spaces();
  const unsigned number = read_number(cursor);
  if (number == 0) return {};
  cursor.skip_spaces();
  const char32_t unit = cursor.next();
  Label label;
  label.kind = division_kind(unit);
  if (label.kind == LabelKind::none) return {};
  if (label.kind == LabelKind::article) {
    label = read_article(line, cursor, number);
    label.begin = begin;
    return label;
  }
  label.begin = begin;
  label.number = number;
  Cursor branch = cursor;
  if (branch.accept(U'의')) {
    label.branch = read_number(branch);
    if (label.branch == 0) return {};
    cursor = branch;
  }
  const std::string_view behind = cursor.rest();
  const bool spaced = cursor.skip_spaces();
  const std::string_view rest = text::trimmed(cursor.rest());
  if (reads_as_sentence(rest) || goes_on_spaced(rest)) return {};
  if (!spaced && !behind.empty()) {
    if (goes_on_attached(behind) || begins_with_any(behind, {"의", "에", "은", "는", "을", "를"})) {
      return {};
    }
    // "제1부터", "제2관왕", "제3부대": the unit is a word's first syllable. 장 is safe enough.
    if (unit != U'장' && text::is_hangul_syllable(Cursor(behind).peek())) return {};
  }
  label.title = rest;
  while (begins_with_any(label.title, {":", "."}))
    label.title = text::trimmed(label.title.substr(1));
  label.end = line.size();
  label.bare = true;
  return label;
}

// 부칙, alone or with its date or number: "부      칙", "부칙 <2020. 3. 1.>", "부칙(제12호)".
Label read_addenda(std::string_view line, Cursor cursor) {
  Label label;
  label.kind = LabelKind::addenda;
  label.begin = cursor.at();
  const bool open = opens_bracket(cursor.peek());
  if (open) cursor.next();
  if (!cursor.accept_spaced("부칙") && !cursor.accept_spaced("附則")) return {};
  if (open && !closes_bracket(cursor.next())) return {};
  label.end = cursor.at();
  const bool spaced = cursor.skip_spaces();
  if (cursor.done()) {
    label.bare = true;
    return label;
  }
  const std::string_view rest = text::trimmed(cursor.rest());
  Cursor titled = cursor;
  if (const Bracketed title = read_bracket(line, titled); title.found) {
    titled.skip_spaces();
    const bool dated = std::any_of(title.inside.begin(), title.inside.end(),
                                   [](char c) { return c >= '0' && c <= '9'; });
    if (dated) {
      label.title = title.inside;
      label.end = titled.at();
      finish(label, line);
      return label;
    }
    return spaced || titled.done() ? label : Label{};
  }
  if (rest.size() <= 60 &&
      digit_value(Cursor(rest.starts_with("제") ? rest.substr(3) : rest).peek()) >= 0 &&
      rest.find("조") == std::string_view::npos && rest.find("항") == std::string_view::npos &&
      !reads_as_sentence(rest.substr(0, rest.size() - (rest.ends_with('.') ? 1 : 0)))) {
    const Label inner = leading_label(rest);
    if (inner.kind != LabelKind::item || rest.find("20") == 0 || rest.find("19") == 0) {
      label.title = rest;
      label.end = line.size();
      label.bare = true;
      return label;
    }
  }
  if (!spaced) return {};
  const LabelKind inner = leading_label(rest).kind;
  const bool provision =
      inner == LabelKind::item || inner == LabelKind::paragraph || inner == LabelKind::article ||
      begins_with_any(rest, {"이 규", "이 세", "이 내", "이 지", "이 정관", "이 학칙", "이 기준",
                             "이 요", "이 법", "이 개정", "이 변경"});
  if (!provision) return {};
  label.end = cursor.at();
  return label;
}

struct AnnexNumber {
  std::string text;       // "1", "2-1", "1의2"
  bool numbered = false;  // 호 stands behind it
};

// [제] 1[-2][의3] [호]
AnnexNumber read_annex_number(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.skip_spaces();
  if (ahead.accept(U'제')) ahead.skip_spaces();
  if (ahead.accept('#')) ahead.skip_spaces();
  AnnexNumber out;
  const unsigned first = read_number(ahead);
  if (first == 0) return out;
  out.text = std::to_string(first);
  for (;;) {
    Cursor more = ahead;
    if (more.accept('-') || more.accept(U'－') || more.accept(U'–')) {
      const unsigned next = read_number(more);
      if (next == 0) break;
      out.text += "-" + std::to_string(next);
    } else if (more.accept(U'의')) {
      const unsigned next = read_number(more);
      if (next == 0) break;
      out.text += "의" + std::to_string(next);
    } else {
      break;
    }
    ahead = more;
  }
  Cursor unit = ahead;
  unit.skip_spaces();
  if (unit.accept(U'호')) {
    out.numbered = true;
    ahead = unit;
    if (Cursor branch = ahead; branch.accept(U'의')) {
      if (const unsigned next = read_number(branch); next > 0) {
        out.text += "의" + std::to_string(next);
        ahead = branch;
      }
    }
  }
  cursor = ahead;
  return out;
}

// The name of an annex at the cursor: "별표 1", "별지 제1호서식"; empty when there is none.
std::string read_annex_name(Cursor& cursor) {
  const char32_t first = cursor.peek();
  if (first != U'별' && first != U'서' && first != U'양' && first != U'제') return {};
  Cursor ahead = cursor;
  std::string_view word;
  for (const std::string_view known : {"별표", "별지", "별첨"}) {
    if (ahead.accept_spaced(known)) {
      word = known;
      break;
    }
  }
  const auto accept_form = [](Cursor& at) {
    Cursor form = at;
    form.skip_spaces();
    if (!form.accept_spaced("서식") && !form.accept_spaced("양식")) return false;
    at = form;
    return true;
  };
  bool form = accept_form(ahead);
  if (word.empty() && !form && ahead.peek() != U'제') return {};
  const AnnexNumber number = read_annex_number(ahead);
  form = accept_form(ahead) || form;
  if (word.empty()) {
    if (!form || number.text.empty()) return {};
    cursor = ahead;
    return number.numbered ? "제" + number.text + "호서식" : "서식 " + number.text;
  }
  cursor = ahead;
  if (number.text.empty()) return form ? std::string(word) + " 서식" : std::string(word);
  if (word == "별지" && (form || number.numbered)) return "별지 제" + number.text + "호서식";
  return std::string(word) + " " + number.text;
}

// [별표 1] 여비 지급표, <별지 제1호 서식>, 별표 1, ■ [별지 제1호서식]
Label read_annex(std::string_view line, Cursor cursor) {
  if (cursor.accept(U'■') || cursor.accept(U'□') || cursor.accept(U'▣')) cursor.skip_spaces();
  Label label;
  label.kind = LabelKind::annex;
  label.begin = cursor.at();
  const bool open = opens_bracket(cursor.peek());
  if (open) {
    cursor.next();
    cursor.skip_spaces();
  }
  label.name = read_annex_name(cursor);
  if (label.name.empty() || (!open && label.name.find("별") != 0)) return {};
  if (open) {
    // The rest inside the bracket is a title: "[별표 1: 여비표]", "<별표 2(2-1)>".
    const std::size_t inside = cursor.at();
    int depth = 1;
    std::size_t close = inside;
    while (!cursor.done() && depth > 0 && cursor.at() - inside < 120) {
      close = cursor.at();
      const char32_t c = cursor.next();
      depth += opens_bracket(c) ? 1 : closes_bracket(c) ? -1 : 0;
    }
    if (depth > 0) return {};
    label.title = text::trimmed(line.substr(inside, close - inside));
    if (goes_on_attached(label.title) || goes_on_spaced(label.title)) return {};
    label.end = cursor.at();
    if (goes_on_attached(cursor.rest())) return {};
    cursor.skip_spaces();
  } else {
    label.end = cursor.at();
    const std::string_view attached = cursor.rest();
    const bool spaced = cursor.skip_spaces();
    if (!spaced && !attached.empty() && !opens_bracket(cursor.peek()) && attached[0] != ':' &&
        attached[0] != '.') {
      return {};
    }
    label.certain = cursor.done();
  }
  std::string_view rest = text::trimmed(cursor.rest());
  if (goes_on_spaced(rest) || reads_as_sentence(rest)) return {};
  while (begins_with_any(rest, {":", "."})) rest = text::trimmed(rest.substr(1));
  if (!rest.empty()) label.title = rest;
  label.end = line.size();
  label.bare = true;
  return label;
}

// 가나다…하, 거너더…허, 고노도…호: the order in which 목 are numbered. 0: none of them.
unsigned subitem_number(char32_t c) {
  static constexpr std::u32string_view kOrder =
      U"가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호";
  // None of them has a final consonant.
  if (!text::is_hangul_syllable(c) || (c - U'가') % 28 != 0) return 0;
  const std::size_t at = kOrder.find(c);
  return at == std::u32string_view::npos ? 0 : static_cast<unsigned>(at) + 1;
}

bool accept_dot(Cursor& cursor) {
  return cursor.accept('.') || cursor.accept(U'．');
}

// 1. 가. 1) (1) 가)
Label read_list_mark(std::string_view line, Cursor cursor) {
  Label label;
  label.begin = cursor.at();
  const bool open = cursor.accept('(') || cursor.accept(U'（');
  if (text::is_hangul_syllable(cursor.peek())) {
    const char32_t letter = cursor.next();
    if (!open && accept_dot(cursor)) {
      label.kind = LabelKind::subitem;
    } else if (cursor.accept(')') || cursor.accept(U'）')) {
      label.kind = LabelKind::minor;
    } else {
      return {};
    }
    label.number = subitem_number(letter);
    if (label.number == 0) return {};
    label.end = cursor.at();
    finish(label, line);
    return label;
  }
  if (digit_value(cursor.peek()) < 0) return {};
  label.number = read_number(cursor);
  if (label.number == 0 || label.number > 999) return {};
  if (!open && cursor.accept(U'의')) {
    label.branch = read_number(cursor);
    if (label.branch == 0) return {};
  }
  if (!open && accept_dot(cursor)) {
    if (digit_value(cursor.peek()) >= 0) return {};  // 1.5, 2020.3.1
    label.kind = LabelKind::item;
  } else if (label.branch == 0 && (cursor.accept(')') || cursor.accept(U'）'))) {
    label.kind = LabelKind::minor;
  } else {
    return {};
  }
  label.end = cursor.at();
  finish(label, line);
  return label;
}

}  // namespace

unsigned circled_number(char32_t c) {
  if (c >= 0x2460 && c <= 0x2473) return static_cast<unsigned>(c - 0x2460) + 1;
  if (c >= 0x3251 && c <= 0x325F) return static_cast<unsigned>(c - 0x3251) + 21;
  if (c >= 0x32B1 && c <= 0x32BF) return static_cast<unsigned>(c - 0x32B1) + 36;
  if (c >= 0x2780 && c <= 0x2789) return static_cast<unsigned>(c - 0x2780) + 1;  // ➀..➉
  if (c == 0x24DB) return 1;  // ⓛ, typed for ①
  return 0;
}

bool begins_numbered(std::string_view line) {
  Cursor cursor(line);
  cursor.skip_spaces();
  return cursor.peek() == U'제' || cursor.peek() == U'第';
}

Label leading_label(std::string_view line) {
  Cursor cursor(line);
  cursor.skip_spaces();
  if (cursor.done()) return {};
  const char32_t c = cursor.peek();
  if (c < 0x80 && digit_value(c) < 0 && !opens_bracket(c)) return {};
  if (const unsigned number = circled_number(c); number > 0) {
    Label label;
    label.kind = LabelKind::paragraph;
    label.number = number;
    label.begin = cursor.at();
    cursor.next();
    label.end = cursor.at();
    finish(label, line);
    return label;
  }
  switch (c) {
    case U'제':
    case U'第':
      return read_numbered(line, cursor);
    case U'부':
    case U'附':
      return read_addenda(line, cursor);
    case U'별':
    case U'■':
    case U'□':
    case U'▣':
      return read_annex(line, cursor);
    default:
      break;
  }
  if (opens_bracket(c)) {
    if (Label label = read_annex(line, cursor); label.kind != LabelKind::none) return label;
    if (Label label = read_addenda(line, cursor); label.kind != LabelKind::none) return label;
  }
  return read_list_mark(line, cursor);
}

}  // namespace sillok::prepare
