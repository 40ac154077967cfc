#include "text/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>

#include "text/composed.h"

namespace sillok::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// The first byte of a character that is_space may be true of.
bool may_begin_space(unsigned char lead) {
  return lead <= ' ' || lead == 0xC2 || (lead >= 0xE1 && lead <= 0xE3) || lead == 0xEF;
}

// True only where nfc would give the same again.
bool surely_nfc(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = byte_at(text, at);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    if (!is_inert(next_code_point(text, at))) return false;
  }
  return true;
}

std::string normalised(std::string_view text, const icu::Normalizer2* form) {
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString result = form->normalize(source, status);
  std::string out;
  (U_SUCCESS(status) ? result : source).toUTF8String(out);
  return out;
}

}  // namespace

char32_t next_rare_code_point(std::string_view text, std::size_t& at) {
  const unsigned char lead = byte_at(text, at++);
  if (lead < 0x80) return lead;
  int more = 0;
  char32_t c = 0;
  char32_t least = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    more = 1, c = lead & 0x1FU, least = 0x80;
  } else if ((lead & 0xF0U) == 0xE0U) {
    more = 2, c = lead & 0x0FU, least = 0x800;
  } else if ((lead & 0xF8U) == 0xF0U) {
    more = 3, c = lead & 0x07U, least = 0x10000;
  } else {
    return kReplacement;
  }
  std::size_t ahead = at;
  for (int i = 0; i < more; ++i, ++ahead) {
    if (ahead >= text.size() || !is_continuation(byte_at(text, ahead))) return kReplacement;
    c = (c << 6U) | (byte_at(text, ahead) & 0x3FU);
  }
  if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kReplacement;
  at = ahead;
  return c;
}

void append(std::string& text, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | (c >> 6U));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    const std::array<char, 3> bytes = {static_cast<char>(0xE0U | (c >> 12U)),
                                       static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)),
                                       static_cast<char>(0x80U | (c & 0x3FU))};
    text.append(bytes.data(), bytes.size());
  } else {
    text += static_cast<char>(0xF0U | (c >> 18U));
    text += static_cast<char>(0x80U | ((c >> 12U) & 0x3FU));
    text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    text += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

std::size_t code_points_before(std::string_view text, std::size_t byte_offset) {
  constexpr std::size_t kPiece = 192;  // what a byte can count; compilers make vectors of that
  text = text.substr(0, byte_offset);
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, kPiece);
    std::uint8_t begun = 0;
    for (const char c : piece) begun += static_cast<std::uint8_t>((c & 0xC0) != 0x80);
    count += begun;
    text.remove_prefix(piece.size());
  }
  return count;
}

std::size_t byte_offset_of(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_continuation(byte_at(text, at))) continue;
    if (code_points == 0) break;
    --code_points;
  }
  return at;
}

bool is_hanja(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

std::string nfc(std::string_view text) {
  if (surely_nfc(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  return U_FAILURE(status) ? std::string(text) : normalised(text, form);
}

std::string folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const std::string wide = U_FAILURE(status) ? std::string(text) : normalised(text, form);
  std::string out;
  out.reserve(wide.size());
  bool gap = false;
  for (std::size_t at = 0; at < wide.size();) {
    const std::size_t from = at;
    if (is_space(next_code_point(wide, at))) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out.append(wide, from, at - from);
  }
  return out;
}

std::string_view trimmed_with_care(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && may_begin_space(byte_at(text, begin))) {
    std::size_t at = begin;
    if (!is_space(next_code_point(text, at))) break;
    begin = at;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t from = end - 1;
    while (from > begin && is_continuation(byte_at(text, from))) --from;
    if (!may_begin_space(byte_at(text, from))) break;
    std::size_t at = from;
    if (!is_space(next_code_point(text, at)) || at != end) break;
    end = from;
  }
  return text.substr(begin, end - begin);
}

}  // namespace sillok::text
