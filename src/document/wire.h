// A Document as bytes: from the reading child to the parent, and into the library.
//
// Little-endian, length-prefixed, versioned. decode() reads bytes that a broken or hostile child
// may have written: any input gives a valid Document or an Error, never a crash, and never
// allocates more than a small multiple of the input. Text that is not valid UTF-8 is refused.
#pragma once

#include <string>
#include <string_view>

#include "document/document.h"
#include "result/result.h"

namespace sillok::document {

[[nodiscard]] std::string encode(const Document& document);
[[nodiscard]] Result<Document> decode(std::string_view bytes);

}  // namespace sillok::document
