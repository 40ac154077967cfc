// Whether text is in NFC already, asked cheaply.
#pragma once

#include <string_view>

namespace sillok::text {

// True only where nfc (text/unicode.h) would give the same again, so that well-formed text alone
// can be true. Most Korean text is; what is not sure costs a real look.
[[nodiscard]] bool surely_nfc(std::string_view text);

}  // namespace sillok::text
