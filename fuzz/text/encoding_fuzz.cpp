// decode() on any bytes, the first line of which may be what the file declares: an Error, or text
// as promised.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "text/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(all.find('\n'), all.size());
  const std::string_view declared = line < 20 ? all.substr(0, line) : std::string_view();
  const std::vector<char> exact(all.begin(), all.end());
  const auto decoded = sillok::text::decode({exact.data(), exact.size()}, declared);
  if (!decoded) return 0;
  const std::string& text = decoded->text;
  if (!sillok::text::is_utf8(text)) std::abort();
  if (text.find('\0') != std::string::npos || text.find('\r') != std::string::npos) std::abort();
  if (decoded->certainty < 0 || decoded->certainty > 1 || decoded->encoding.empty()) std::abort();
  return 0;
}
