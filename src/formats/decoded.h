// Decoding as every plain-text format does it: never silently.
#pragma once

#include <string>
#include <string_view>

#include "document/document.h"
#include "result/result.h"

namespace sillok::formats {

// The bytes as UTF-8 (see text/encoding.h). Which encoding it was and how sure goes to the
// document's meta ("encoding", "encoding_certainty" as 0.xx); doubt (certainty below 0.9) and
// replaced characters to its warnings. `declared` is what the file says of itself.
[[nodiscard]] Result<std::string> decode_into(document::Document& document, std::string_view bytes,
                                              std::string_view declared = {});

}  // namespace sillok::formats
