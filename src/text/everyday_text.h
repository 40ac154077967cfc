// The files of src/text/vocabulary/, as the build put them into the program (everyday_text.cmake).
#pragma once

#include <span>
#include <string_view>

namespace sillok::text {

[[nodiscard]] std::span<const std::string_view> everyday_text();

}  // namespace sillok::text
