#include "formats/decoded.h"

#include <array>
#include <cstdio>
#include <utility>

#include "text/encoding.h"

namespace sillok::formats {

Result<std::string> decode_into(document::Document& document, std::string_view bytes,
                                std::string_view declared) {
  Result<text::Decoded> decoded = text::decode(bytes, declared);
  if (!decoded) return fail(std::move(decoded).error());
  std::array<char, 16> certainty{};
  (void)std::snprintf(certainty.data(), certainty.size(), "%.2f", decoded->certainty);
  document.meta.emplace_back("encoding", decoded->encoding);
  document.meta.emplace_back("encoding_certainty", certainty.data());
  if (decoded->certainty < 0.9) {
    document.warnings.push_back("the encoding was taken for " + decoded->encoding +
                                " with certainty " + certainty.data() +
                                " only; save the file as UTF-8 if its text looks wrong");
  }
  if (decoded->replaced > 0) {
    document.warnings.push_back(std::to_string(decoded->replaced) +
                                " characters could not be decoded as " + decoded->encoding +
                                " and were replaced by U+FFFD");
  }
  return std::move(decoded->text);
}

}  // namespace sillok::formats
