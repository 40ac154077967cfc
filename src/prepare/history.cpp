#include "prepare/history.h"

#include <algorithm>
#include <array>

#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

// A note lists its dates; 150 of them fit in this many bytes.
constexpr std::size_t kLongestNote = 2400;

// What may be done to a provision.
constexpr auto kActions = std::to_array<std::string_view>(
    {"개정", "신설", "삭제", "삽입", "이동", "변경", "제정", "폐지", "추가", "시행"});
// What else a note is made of. The longer ones first where one begins another.
constexpr auto kFillers = std::to_array<std::string_view>(
    {"전문",   "전부",   "전면", "일부", "본조", "본항", "본호",     "단서", "조항",   "조번호",
     "항번호", "호번호", "제목", "명칭", "규정", "규칙", "세칙",     "내규", "지침",   "학칙",
     "정관",   "종전의", "종전", "현행", "에서", "으로", "대통령령", "법률", "총리령", "부령",
     "훈령",   "예규",   "고시", "조례", "타법", "별표", "별지",     "서식", "부칙",   "부터",
     "제",     "조",     "항",   "호",   "목",   "년",   "월",       "일",   "의",     "은",
     "는",     "로",     "및",   "장",   "절",   "령",   "자"});

bool is_separator(char32_t c) {
  switch (c) {
    case '.':
    case ',':
    case '-':
    case '/':
    case '~':
    case ';':
    case ':':
    case '\'':
    case '(':
    case ')':
    case '<':
    case '>':
    case '[':
    case ']':
    case '#':
    case U'·':
    case U'ㆍ':
    case U'・':
    case U'～':
    case U'，':
    case U'．':
    case U'‹':
    case U'›':
    case U'〈':
    case U'〉':
    case U'＜':
    case U'＞':
    case U'「':
    case U'」':
    case U'｢':
    case U'｣':
    case U'→':
    case U'’':
    case U'‘':
      return true;
    default:
      return text::is_space(c);
  }
}

struct Reading {
  bool only_notes = false;   // every word is one that notes are made of
  bool acted = false;        // says what was done
  bool dated = false;        // has a number
  bool acted_first = false;  // says what was done before any date
  bool restricted = false;   // says what was done with 제정, 폐지, 시행 or 변경 only
};

template <std::size_t size>
bool accept_any(Cursor& cursor, const std::array<std::string_view, size>& words) {
  // All words are Hangul: a first syllable is three bytes.
  const std::string_view rest = cursor.rest();
  if (rest.size() < 3) return false;
  for (const std::string_view word : words) {
    const bool first = word[2] == rest[2] && word[1] == rest[1] && word[0] == rest[0];
    if (first && cursor.accept_spaced(word)) return true;
  }
  return false;
}

Reading read_note(std::string_view inside) {
  Reading reading;
  reading.restricted = true;
  Cursor cursor(inside);
  while (!cursor.done()) {
    if (is_separator(cursor.peek())) {
      cursor.next();
      continue;
    }
    if (digit_value(cursor.peek()) >= 0) {
      cursor.next();
      reading.dated = true;
      continue;
    }
    const std::size_t from = cursor.at();
    if (accept_any(cursor, kActions)) {
      const std::string_view action = inside.substr(from, cursor.at() - from);
      if (!reading.dated) reading.acted_first = true;
      reading.acted = true;
      if (action != "제정" && action != "폐지" && action != "시행" && action != "변경") {
        reading.restricted = false;
      }
      continue;
    }
    if (accept_any(cursor, kFillers)) continue;
    return {};
  }
  reading.only_notes = true;
  return reading;
}

bool is_round(char32_t c) {
  return c == '(' || c == U'（';
}

// Quick look for anything to do, so that most lines cost one scan.
bool may_hold_history(std::string_view text) {
  static constexpr auto kSigns = std::to_array<std::string_view>(
      {"개정", "신설", "삭제", "삽입", "이동", "변경", "삭 제", "신 설", "개 정", "제정", "시행"});
  // Which last two bytes their first syllables have: tells nearly all others at one look.
  constexpr auto place = [](std::string_view syllable) {
    return (static_cast<unsigned char>(syllable[1]) & 0x3FU) << 6U |
           (static_cast<unsigned char>(syllable[2]) & 0x3FU);
  };
  static constexpr auto kFirsts = [place] {
    std::array<bool, 4096> firsts{};
    for (const std::string_view sign : kSigns) firsts[place(sign)] = true;
    return firsts;
  }();
  for (std::size_t at = 0; at + 6 <= text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xEA || lead > 0xEC) continue;
    const std::string_view rest = text.substr(at);
    if (kFirsts[place(rest)] &&
        std::any_of(kSigns.begin(), kSigns.end(),
                    [rest](std::string_view sign) { return rest.starts_with(sign); })) {
      return true;
    }
    at += 2;
  }
  return false;
}

// A bracket at the cursor whose content is a note: moves behind it. Empty when it is none.
std::string_view accept_note(std::string_view text, Cursor& cursor) {
  const bool round = is_round(cursor.peek());
  Cursor ahead = cursor;
  ahead.next();
  const std::size_t begin = ahead.at();
  for (int depth = 1; !ahead.done() && ahead.at() - begin <= kLongestNote;) {
    const std::size_t here = ahead.at();
    const char32_t c = ahead.next();
    if (opens_bracket(c)) ++depth;
    if (!closes_bracket(c) || --depth > 0) continue;
    const std::string_view inside = text::trimmed(text.substr(begin, here - begin));
    if (!is_history_note(inside, round)) return {};
    cursor = ahead;
    return inside;
  }
  return {};
}

}  // namespace

bool is_history_note(std::string_view inside, bool round) {
  if (inside.size() > kLongestNote) return false;
  const Reading reading = read_note(inside);
  if (!reading.only_notes || !reading.acted) return false;
  if (!reading.dated) {
    std::string packed;
    for (const char c : inside) {
      if (c != ' ') packed += c;
    }
    return packed == "삭제" ||
           (!round && (packed == "본조신설" || packed == "제목개정" || packed == "전문개정" ||
                       packed == "신설" || packed == "개정" || packed == "조신설"));
  }
  return !round || (reading.acted_first && !reading.restricted);
}

bool is_history_line(std::string_view line) {
  line = text::trimmed(line);
  if (line.empty() || line.size() > kLongestNote || !may_hold_history(line)) return false;
  const Reading reading = read_note(line);
  // A full date at least: "제3조 개정" may be a heading.
  return reading.only_notes && reading.acted &&
         std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 4;
}

bool take_history(std::string_view text, std::string& kept, std::string& note) {
  if (!may_hold_history(text)) return false;
  std::string out;
  std::string notes;
  bool gap = false;    // white space is owed before the next kept character
  bool taken = false;  // the last thing read was a note
  for (Cursor cursor(text); !cursor.done();) {
    const std::size_t from = cursor.at();
    if (opens_bracket(cursor.peek())) {
      if (const std::string_view inside = accept_note(text, cursor); !inside.empty()) {
        if (!notes.empty()) notes += "; ";
        notes += inside;
        while (out.ends_with(' ') || out.ends_with('\t')) {
          out.pop_back();
          gap = true;
        }
        taken = true;
        continue;
      }
    }
    const char32_t c = cursor.next();
    if (taken && (c == ' ' || c == '\t')) {
      gap = true;
      continue;
    }
    if (taken && c == ',') {
      // The comma between two notes goes with them.
      Cursor ahead = cursor;
      ahead.skip_spaces();
      if (opens_bracket(ahead.peek()) && !accept_note(text, ahead).empty()) continue;
    }
    if (gap && !out.empty() && c != '\n' && c != '.' && c != ',') out += ' ';
    gap = false;
    taken = false;
    out.append(text, from, cursor.at() - from);
  }
  if (notes.empty()) return false;
  while (out.ends_with(' ') || out.ends_with('\t')) out.pop_back();
  kept = std::move(out);
  note = std::move(notes);
  return true;
}

}  // namespace sillok::prepare
