// Characters that are in NFC whatever stands beside them.
#pragma once

namespace sillok::text {

// Whether the character lies in a block in which none decomposes, joins the one before it or is
// reordered (NFC_QC=Yes and combining class 0 throughout, UAX #15). Text of such characters and
// ASCII is in NFC; most Korean text is.
[[nodiscard]] constexpr bool is_inert(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF) ||  // Hangul, ideographs
         (c >= 0xA0 && c <= 0x2FF) ||                                     // Latin
         (c >= 0x2010 && c <= 0x20CF) ||                                  // punctuation, currency
         (c >= 0x2190 && c <= 0x2328) ||                                  // arrows, mathematics
         (c >= 0x2400 && c <= 0x2ADB) ||                                  // enclosed, boxes, shapes
         (c >= 0x3000 && c <= 0x3029) || (c >= 0x3130 && c <= 0x33FF) ||  // 、 「 ㄱ ㉠ ㈜ ㎡
         (c >= 0xE000 && c <= 0xF8FF) ||                                  // private use
         (c >= 0xFF00 && c <= 0xFFEF);                                    // full width
}

}  // namespace sillok::text
