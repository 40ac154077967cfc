// What bytes and names look like, before any reader has opened them.
#pragma once

#include <string>
#include <string_view>

#include "formats/reader.h"

namespace sillok::formats {

// The last extension of a file name, lower case, without the dot: "docx"; empty if there is none.
[[nodiscard]] std::string extension_of(std::string_view name);

// True when the bytes are not text in any encoding this program reads: known magic numbers, or NUL
// bytes that UTF-16 does not explain. Looks at the first 64 KiB only.
[[nodiscard]] bool looks_binary(std::string_view bytes);

// One line on a file that no reader wants: what it looks like, and what to do about it.
[[nodiscard]] std::string describe_unread(const Source& source);

// A warning when the file's extension belongs to another format than `format`, else empty.
[[nodiscard]] std::string name_mismatch(std::string_view name, std::string_view format);

}  // namespace sillok::formats
