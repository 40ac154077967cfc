#include "formats/hwp_signs.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/hwp_numbers.h"
#include "formats/hwp_old_hangul.h"
#include "text/composed.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

struct Sign {
  char32_t code;
  std::string_view text;
};

// Hancom's fonts draw these in plane 15. What each looks like was read off documents whose text
// makes it certain (a name in brackets, the place of a seal, frames drawn with letters) and off
// what others report of the program's own output. Sorted by code.
constexpr std::array<Sign, 39> kHancomSigns = {{
    {0xF0099, "(인)"}, {0xF00E1, "(인)"}, {0xF012B, "(인)"}, {0xF02EC, "◇"},  {0xF02EF, "·"},
    {0xF03A7, "⊟"},    {0xF03A8, "⊞"},    {0xF03DA, "□"},    {0xF03FF, "□"},  {0xF0806, "┌"},
    {0xF0807, "┬"},    {0xF0808, "┐"},    {0xF0809, "├"},    {0xF080A, "┼"},  {0xF080B, "┤"},
    {0xF080C, "└"},    {0xF080D, "┴"},    {0xF080E, "┘"},    {0xF080F, "─"},  {0xF0810, "│"},
    {0xF0811, "┏"},    {0xF0812, "┳"},    {0xF0813, "┓"},    {0xF0814, "┣"},  {0xF0815, "╋"},
    {0xF0816, "┫"},    {0xF0817, "┗"},    {0xF0818, "┻"},    {0xF0819, "┛"},  {0xF081A, "━"},
    {0xF081B, "┃"},    {0xF081C, "┈"},    {0xF0827, "─"},    {0xF0832, "═"},  {0xF0848, "━"},
    {0xF0852, "「"},   {0xF0853, "」"},   {0xF0854, "『"},   {0xF0855, "』"},
}};

// The Wingdings font at U+F000 + its byte, as Windows programs store symbol fonts. Sorted by code.
constexpr std::array<Sign, 40> kWingdings = {{
    {0xF04A, "☺"}, {0xF06C, "●"}, {0xF06D, "❍"}, {0xF06E, "■"}, {0xF06F, "□"}, {0xF071, "❑"},
    {0xF072, "❒"}, {0xF073, "⬧"}, {0xF074, "⧫"}, {0xF075, "◆"}, {0xF076, "❖"}, {0xF077, "⬥"},
    {0xF081, "①"}, {0xF082, "②"}, {0xF083, "③"}, {0xF084, "④"}, {0xF085, "⑤"}, {0xF086, "⑥"},
    {0xF087, "⑦"}, {0xF088, "⑧"}, {0xF089, "⑨"}, {0xF08A, "⑩"}, {0xF09E, "·"}, {0xF09F, "•"},
    {0xF0A1, "○"}, {0xF0A4, "◉"}, {0xF0A7, "▪"}, {0xF0A8, "◻"}, {0xF0AB, "★"}, {0xF0B7, "•"},
    {0xF0D8, "➢"}, {0xF0DF, "←"}, {0xF0E0, "→"}, {0xF0E1, "↑"}, {0xF0E2, "↓"}, {0xF0E8, "➔"},
    {0xF0FB, "✗"}, {0xF0FC, "✓"}, {0xF0FD, "☒"}, {0xF0FE, "☑"},
}};

// U+F85E is the Hanyang code of the vowel ㆍ by itself, typed as a middle dot.
constexpr char32_t kHanyangDot = 0xF85E;

template <std::size_t N>
std::string_view find_sign(const std::array<Sign, N>& signs, char32_t c) {
  const auto at =
      std::lower_bound(signs.begin(), signs.end(), c,
                       [](const Sign& sign, char32_t code) { return sign.code < code; });
  return at != signs.end() && at->code == c ? at->text : std::string_view();
}

// Framed numbers come as nine signs for 1 to 9, then the left halves of 10 to 90, then the right
// halves of 0 to 9: the program lays two halves over each other.
constexpr std::array<char32_t, 2> kNumberSeries = {0xF0280, 0xF02B1};
constexpr char32_t kSeriesLength = 28;
// Those of three digits: nine signs for hundreds, ten for tens, ten for ones.
constexpr char32_t kThirds = 0xF0491;
constexpr char32_t kThirdsLength = 29;

bool append_framed(std::string& out, char32_t c) {
  if (c >= kThirds && c < kThirds + kThirdsLength) {
    out += static_cast<char>('0' + (c - kThirds + 1) % 10);
    return true;
  }
  for (const char32_t first : kNumberSeries) {
    if (c < first || c >= first + kSeriesLength) continue;
    const char32_t index = c - first;
    if (index < 9) {
      text::append(out, 0x2460 + index);
    } else {
      out += static_cast<char>(index < 18 ? '1' + (index - 9) : '0' + (index - 18));
    }
    return true;
  }
  return false;
}

constexpr bool is_private(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string without_blanks(std::string_view name) {
  std::string packed(name);
  std::erase(packed, ' ');
  return packed;
}

}  // namespace

constinit const std::array<bool, 0x1000> kSettledRows = [] {
  std::array<bool, 0x1000> settled{};
  for (char32_t row = 0; row < settled.size(); ++row) {
    bool all = true;
    for (char32_t c = row << 4u; c < (row + 1) << 4u; ++c) {
      all = all && !is_private(c) && (c < 0x80 ? c >= 0x20 : text::is_inert(c));
    }
    settled[row] = all;
  }
  return settled;
}();

bool is_settled(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto continues = [&](std::size_t at) { return (byte(at) & 0xC0u) == 0x80u; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
      if (lead < 0x20 && lead != '\t' && lead != '\n') return false;
      ++at;
      continue;
    }
    const std::size_t left = text.size() - at;
    char32_t c = 0;
    if (lead >= 0xE1 && lead <= 0xEF && left >= 3 && continues(at + 1) && continues(at + 2)) {
      c = ((lead & 0x0Fu) << 12u) | ((byte(at + 1) & 0x3Fu) << 6u) | (byte(at + 2) & 0x3Fu);
      at += 3;
    } else if (lead >= 0xC2 && lead <= 0xDF && left >= 2 && continues(at + 1)) {
      c = ((lead & 0x1Fu) << 6u) | (byte(at + 1) & 0x3Fu);
      at += 2;
    }
    if (!kSettledRows[c >> 4u]) return false;
  }
  return true;
}

std::string mapped_signs(std::string_view text, std::size_t& unmapped) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  char32_t c = 0;
  for (std::size_t at = 0; at < text.size(); before = c) {
    c = text::next_code_point(text, at);
    if (!is_private(c)) {
      text::append(out, c);
      continue;
    }
    std::string_view sign = c >= 0xF0000 ? find_sign(kHancomSigns, c) : find_sign(kWingdings, c);
    if (c == kHanyangDot && !is_old_onset(before)) sign = "·";
    if (!sign.empty()) {
      out += sign;
    } else if (!append_framed(out, c) && !append_old_hangul(out, c)) {
      text::append(out, c);
      ++unmapped;
    }
  }
  return out;
}

std::string mapped_sign(std::string_view text) {
  std::size_t unmapped = 0;
  std::string sign = mapped_signs(text, unmapped);
  return unmapped > 0 ? std::string("•") : sign;
}

std::string composed_sign(std::string signs, bool framed) {
  const bool number = !signs.empty() && signs.size() < 5 &&
                      std::all_of(signs.begin(), signs.end(), [](char c) { return is_digit(c); });
  if (number) {
    const std::string circled = format_number(std::stoi(signs), NumberFormat::circled_digit);
    return circled.size() > 2 && circled != signs ? circled : "(" + signs + ")";
  }
  return framed && !signs.empty() ? "(" + signs + ")" : signs;
}

int title_level(std::string_view name, std::string_view english) {
  const std::string packed = without_blanks(name);
  for (const std::string_view other :
       {"캡션", "내용", "본문", "표제목", "그림제목", "도표", "주석"}) {
    if (contains(packed, other)) return 0;
  }
  struct Named {
    std::string_view part;
    int level;
  };
  static constexpr std::array<Named, 13> kNames = {{{"규정명", 1},
                                                    {"규칙명", 1},
                                                    {"문서제목", 1},
                                                    {"큰제목", 1},
                                                    {"대제목", 1},
                                                    {"편제목", 1},
                                                    {"장제목", 2},
                                                    {"중제목", 2},
                                                    {"중간제목", 2},
                                                    {"절제목", 3},
                                                    {"소제목", 3},
                                                    {"작은제목", 3},
                                                    {"관제목", 4}}};
  for (const Named& named : kNames) {
    if (contains(packed, named.part)) return named.level;
  }
  if (packed == "제목" || packed == "부칙" || english == "Title") return 1;
  return 0;
}

}  // namespace sillok::formats
