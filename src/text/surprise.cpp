// How unexpected a character is: the yardstick by which encodings are told apart. The same bytes,
// read under each encoding, give different characters; the right reading is the one that surprises
// least. Figures are rough on purpose: a wrong reading is off by ten bits a character, not by one.
#include <unicode/uchar.h>

#include <array>

#include "text/encoding_guess.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

// -log2 of the share of each letter at its place in a syllable of running Korean text, rounded to
// half bits. Independent letters are a coarse model, but they tell everyday syllables (다, 은, 정)
// from the thousands that no word uses (먛, 쳴, 턥).
constexpr std::array<float, 19> kInitial{3.0F, 7.5F, 4.0F, 3.5F, 7.5F, 4.0F, 4.5F, 4.5F, 9.0F, 3.5F,
                                         8.5F, 2.0F, 3.5F, 8.5F, 5.0F, 6.5F, 6.0F, 6.0F, 4.0F};
constexpr std::array<float, 21> kMedial{2.0F, 4.5F,  6.5F, 11.0F, 3.5F, 4.5F, 4.0F,
                                        7.5F, 3.0F,  5.5F, 9.0F,  6.0F, 6.0F, 3.5F,
                                        6.5F, 10.5F, 6.5F, 6.0F,  3.0F, 5.0F, 2.5F};
constexpr std::array<float, 28> kFinal{
    1.0F,  4.5F,  10.0F, 13.0F, 3.0F, 12.0F, 9.0F, 11.0F, 3.5F, 10.0F, 11.0F, 11.0F, 14.0F, 13.0F,
    11.0F, 11.0F, 4.5F,  5.5F,  8.5F, 6.5F,  6.0F, 4.0F,  9.5F, 11.0F, 13.0F, 9.5F,  9.5F,  9.5F};
constexpr double kHangul = 1;       // every other character is Hangul
constexpr double kImpossible = 28;  // replaced, unassigned or private: next to no evidence for text

double hangul(char32_t c) {
  const std::size_t index = c - 0xAC00;
  return kHangul + kInitial[index / 588] + kMedial[index / 28 % 21] + kFinal[index % 28];
}

double ascii(char32_t c) {
  if (c == ' ' || c == '\n') return 3;
  if (c == '\r' || c == '\t') return 7;
  if (c < 0x20 || c == 0x7F) return 30;
  if (u_isalnum(static_cast<UChar32>(c))) return 7;
  return 8;
}

double latin1(char32_t c) {
  if (c < 0xA0) return 26;
  if (c == 0xB7) return 10;  // the middle dot of Korean lists
  constexpr std::u32string_view kEveryday = U"éèàçüöäñßáíóêâô";
  if (kEveryday.find(c) != std::u32string_view::npos) return 12;
  constexpr std::u32string_view kOffice = U"«»°±×÷§®©²³½£";
  if (kOffice.find(c) != std::u32string_view::npos) return 14;
  return 16;
}

bool within(char32_t c, char32_t from, char32_t to) {
  return c >= from && c <= to;
}

}  // namespace

double surprise(char32_t c) {
  if (c < 0x80) return ascii(c);
  if (is_hangul_syllable(c)) return hangul(c);
  if (c < 0x100) return latin1(c);
  if (c == 0xFFFD || c > 0x10FFFF || within(c, 0xD800, 0xF8FF)) return kImpossible;
  constexpr std::u32string_view kOffice =
      U"※○●◎□■△▲▽▼◇◆☆★→←↑↓⇒「」『』《》〈〉【】‘’“”…–—‧・℃㎡㈜～";
  if (kOffice.find(c) != std::u32string_view::npos) return 11;
  if (within(c, 0x2460, 0x24FF) || within(c, 0x3260, 0x327B)) return 12;  // ① ㉠
  if (within(c, 0x3131, 0x3163) || within(c, 0x3001, 0x3003) || c == 0x3000) return 13;
  if (within(c, 0xFF01, 0xFF5E) || within(c, 0x2010, 0x203B)) return 13;
  if (within(c, 0x2150, 0x217F) || within(c, 0x2200, 0x22FF) || within(c, 0x2500, 0x25FF))
    return 14;
  if (within(c, 0x3380, 0x33DF) || within(c, 0x0391, 0x03C9) || within(c, 0x0410, 0x044F))
    return 15;
  if (within(c, 0x4E00, 0x9FFF) || within(c, 0x3041, 0x30FE)) return 16;
  if (within(c, 0xF900, 0xFA0B)) return 17;
  if (within(c, 0x1100, 0x11FF)) return 13;  // Hangul letters of decomposed text (macOS)
  if (within(c, 0xFF61, 0xFFDC)) return 22;  // half-width katakana and Hangul
  if (within(c, 0x0100, 0x017F)) return 17;
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_UNASSIGNED || type == U_CONTROL_CHAR ? kImpossible : 20;
}

}  // namespace sillok::text
