// Bytes of unknown encoding → UTF-8, saying which encoding and how sure.
#pragma once

#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::text {

struct Decoded {
  std::string text;          // valid UTF-8, NFC, '\n' line ends, no byte order mark, no NUL
  std::string encoding;      // "UTF-8", "UTF-16LE", "UTF-16BE", "CP949", ...
  double certainty = 0;      // 0..1; 1: a byte order mark, or valid UTF-8 with non-ASCII characters
  std::size_t replaced = 0;  // places that could not be decoded and became U+FFFD
};

// Detects and decodes. Fails with `unreadable` when the bytes are not text in any known encoding.
// `declared` is what the file itself says (HTML meta, XML declaration), empty if nothing; it is
// believed only when the bytes do not contradict it.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, std::string_view declared = {});

// True for text that is valid UTF-8. Gigabytes a second.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// Valid UTF-8 that did not come through decode() (entities, escapes, containers) in the same form:
// NFC, '\n' line ends, no byte order mark, U+FFFD for NUL.
[[nodiscard]] std::string tidied(std::string_view utf8);

// A cheap look at the first 64 KiB: false when decode() would find that the bytes are no text at
// all (NUL bytes that neither UTF-16 nor UTF-32 explains, many control characters).
[[nodiscard]] bool looks_like_text(std::string_view bytes);

}  // namespace sillok::text
