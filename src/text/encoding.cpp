#include "text/encoding.h"

#include <simdjson.h>

namespace sillok::text {

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

bool looks_like_text(std::string_view bytes) {
  return bytes.substr(0, 65536).find('\0') == std::string_view::npos;
}

}  // namespace sillok::text
