#include "text/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>

#include "text/unicode.h"

namespace sillok::text {
namespace {

Script script_of_ascii(char c) {
  if (c >= 'a' && c <= 'z') return Script::letter;
  if (c >= '0' && c <= '9') return Script::digit;
  return c == ' ' || (c >= 0x09 && c <= 0x0D) ? Script::space : Script::mark;
}

bool is_kana(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

Script script_of(char32_t c) {
  if (c < 0x80) return script_of_ascii(static_cast<char>(c));
  if (is_hangul_syllable(c)) return Script::hangul;
  if (is_hanja(c) || is_kana(c)) return Script::han;
  if (is_space(c)) return Script::space;
  const auto point = static_cast<UChar32>(c);
  if (u_isalpha(point) != 0) return Script::letter;
  // Marks that belong to a letter (accents, vowel signs) stay with it.
  return (U_GET_GC_MASK(point) & (U_GC_M_MASK)) != 0 ? Script::letter : Script::mark;
}

// Most marks in Korean text: general punctuation, middle dots, brackets, arrows, shapes, list marks
// like ① (which NFKC would turn into numbers, joining "①1" to 11).
bool is_plain_mark(char32_t c) {
  return c == 0xB7 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) ||
         (c >= 0x2190 && c <= 0x24FF) || (c >= 0x2500 && c <= 0x27BF) ||
         (c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x301F) || c == 0x318D ||
         c == 0x119E || c == 0xFFFD || (c >= 0x3200 && c <= 0x32FE && c != 0x3231);
}

void append_folded(char32_t c, std::uint32_t begin, std::uint32_t end,
                   std::vector<Character>& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) {
    out.push_back({c, begin, end, script_of(c)});
    return;
  }
  icu::UnicodeString source;
  source.append(static_cast<UChar32>(c));
  const icu::UnicodeString folded = form->normalize(source, status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i < folded.length();) {
    const UChar32 point = folded.char32At(i);
    i += U16_LENGTH(point);
    const auto f = static_cast<char32_t>(point);
    out.push_back({f, begin, end, script_of(f)});
  }
}

}  // namespace

std::vector<Character> characters_of(std::string_view text) {
  text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
  std::vector<Character> out;
  out.reserve(text.size() / 2 + 1);
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t c = next_code_point(text, at);
    const auto end = static_cast<std::uint32_t>(at);
    if (is_hangul_syllable(c)) {
      out.push_back({c, begin, end, Script::hangul});
    } else if (c < 0x80) {
      const char lower = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
      out.push_back({static_cast<char32_t>(lower), begin, end, script_of_ascii(lower)});
    } else if (c >= 0x4E00 && c <= 0x9FFF) {
      out.push_back({c, begin, end, Script::han});
    } else if (is_plain_mark(c)) {
      out.push_back({c, begin, end, Script::mark});
    } else if (is_space(c)) {
      out.push_back({' ', begin, end, Script::space});
    } else {
      append_folded(c, begin, end, out);
    }
  }
  return out;
}

}  // namespace sillok::text
