// Text from inside other formats, made fit for a Document.
#pragma once

#include <string>
#include <string_view>

namespace sillok::formats {

// Valid UTF-8 in NFC: ill-formed bytes become U+FFFD; control characters, tabs and odd white space
// become spaces; soft hyphens, byte order marks and zero-width characters go. '\n' stays ("\r\n"
// and
// '\r' become it). Ends are not trimmed.
[[nodiscard]] std::string clean_text(std::string_view raw);

// False for titles that programs write into a file's properties by themselves: file names,
// "Microsoft Word - …", "제목 없음", "PowerPoint 프레젠테이션".
[[nodiscard]] bool is_sensible_title(std::string_view title);

}  // namespace sillok::formats
