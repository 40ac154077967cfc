#include "prepare/lines.h"

#include <algorithm>
#include <array>
#include <vector>

#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

bool is_middle_dot(char32_t c) {
  switch (c) {
    case U'·':
    case U'ㆍ':
    case U'・':
    case U'･':
    case U'•':
    case U'․':
    case U'‧':
    case U'∙':
    case U'⋅':
      return true;
    default:
      return false;
  }
}

// What rules are called.
constexpr std::array<std::string_view, 31> kRules{
    "규정", "규칙", "세칙", "정관", "학칙", "내규", "지침", "요령", "요강", "기준", "준칙",
    "강령", "헌장", "예규", "조례", "법률", "법",   "령",   "방침", "약관", "규약", "회칙",
    "규범", "수칙", "협약", "사규", "훈령", "고시", "편람", "規程", "規則"};

}  // namespace

std::size_t count_characters(std::string_view text) {
  return text::code_points_before(text, text.size());
}

bool ends_sentence(std::string_view line) {
  line = text::trimmed(line);
  if (line.empty()) return false;
  const char last = line.back();
  return last == '.' || last == '?' || last == '!' || last == ':' || last == ';' ||
         line.ends_with("다") || line.ends_with("。") || line.ends_with("：");
}

bool is_plain_line(std::string_view line, std::size_t longest) {
  line = text::trimmed(line);
  return !line.empty() && line.find('\n') == std::string_view::npos &&
         line.find('\t') == std::string_view::npos && line.find(':') == std::string_view::npos &&
         line.find("：") == std::string_view::npos && line.find("    ") == std::string_view::npos &&
         line.size() <= longest * 3 && count_characters(line) <= longest && !ends_sentence(line);
}

std::string squeezed_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  Cursor cursor(name);
  while (!cursor.done()) {
    const std::size_t from = cursor.at();
    const char32_t c = cursor.next();
    if (text::is_space(c)) continue;
    if (is_middle_dot(c)) {
      out += "·";
      continue;
    }
    if (opens_bracket(c)) {
      Cursor inside = cursor;
      inside.skip_spaces();
      if ((inside.accept_spaced("폐지") || inside.accept_spaced("삭제")) &&
          closes_bracket(inside.next())) {
        cursor = inside;
        continue;
      }
    }
    out.append(name, from, cursor.at() - from);
  }
  return out;
}

std::string shown_title(std::string_view title) {
  std::vector<std::string_view> words;
  bool spread = true;  // every word is one character
  Cursor cursor(title);
  for (cursor.skip_spaces(); !cursor.done(); cursor.skip_spaces()) {
    const std::size_t from = cursor.at();
    std::size_t characters = 0;
    bool hangul = true;
    while (!cursor.done() && !text::is_space(cursor.peek())) {
      const char32_t c = cursor.next();
      hangul = hangul && (text::is_hangul_syllable(c) || text::is_hanja(c));
      ++characters;
    }
    words.push_back(title.substr(from, cursor.at() - from));
    spread = spread && characters == 1 && hangul;
  }
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty() && !(spread && words.size() > 1)) out += ' ';
    out += word;
  }
  return out;
}

bool names_rules(std::string_view name) {
  // Nearly every line is told by its last syllable; only behind a bracket more must be looked at.
  name = text::trimmed(name);
  if (name.size() < 3) return false;
  const std::string_view last = name.substr(name.size() - 3);
  if (!closes_bracket(static_cast<unsigned char>(last.back())) &&
      !closes_bracket(Cursor(last).peek()) &&
      std::none_of(kRules.begin(), kRules.end(),
                   [&](std::string_view ending) { return ending.ends_with(last); })) {
    return false;
  }
  std::string squeezed = squeezed_name(name);
  // "여비규정(안)", "운영지침(2021년 한시 지침)"
  if (squeezed.ends_with(')')) {
    const std::size_t open = squeezed.rfind('(');
    if (open != std::string::npos && open > 0) squeezed.resize(open);
  }
  return std::any_of(kRules.begin(), kRules.end(),
                     [&](std::string_view ending) { return squeezed.ends_with(ending); });
}

}  // namespace sillok::prepare
