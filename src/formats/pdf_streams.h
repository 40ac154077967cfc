// How much the streams of a PDF unpack to, asked when a file has given no text, so that a file made
// to harm is told from a scan.
#pragma once

#include <string_view>

#include "formats/reader.h"

namespace sillok::formats::pdf {

// Whether the streams that Flate has packed, pictures left out, unpack to more than
// Limits::unpacked_bytes in all, or one of them to more than Limits::ratio times its size. Goes
// through the bytes without understanding the file; stops at the limit.
[[nodiscard]] bool unpacks_beyond(std::string_view file, const Limits& limits);

}  // namespace sillok::formats::pdf
