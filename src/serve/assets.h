// The page, compiled in: a table made from web/ when the program is built (assets.cmake). No file
// is opened when it is asked for.
#pragma once

#include <span>
#include <string_view>

namespace sillok::serve {

struct Asset {
  std::string_view name;  // "index.html"
  std::string_view bytes;
};

[[nodiscard]] std::span<const Asset> assets();

}  // namespace sillok::serve
