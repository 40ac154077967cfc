// Which encoding bytes without a byte order mark are most likely in. Private to text/encoding.cpp;
// a header of its own for its tests.
#pragma once

#include <string>
#include <string_view>

namespace sillok::text {

struct Guess {
  std::string encoding;  // as in Decoded::encoding; empty: the bytes are no text
  double certainty = 0;  // 0..1
};

// `bytes` are not valid UTF-8 beyond doubt, start with no byte order mark and are not empty.
[[nodiscard]] Guess guess_encoding(std::string_view bytes, std::string_view declared);

// The name ICU knows for an encoding, for "CP949" and the like, whatever spelling a document uses
// (ks_c_5601-1987, euc-kr, utf8, latin1); empty if there is no such encoding.
[[nodiscard]] std::string converter_name(std::string_view encoding);

// How unexpected a character is in the documents of a Korean office, in bits: -log2 of a rough
// probability. Everyday syllables about 8, odd ones (뷁) above 20, U+FFFD and controls near 30.
[[nodiscard]] double surprise(char32_t c);

}  // namespace sillok::text
