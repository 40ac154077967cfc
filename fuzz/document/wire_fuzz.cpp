// decode() on any bytes: an Error, or a Document that encodes to the same bytes and prints.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "document/print.h"
#include "document/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = sillok::document::decode(bytes);
  if (!document) return 0;
  if (sillok::document::encode(*document) != bytes) std::abort();
  // An empty grid may be many times larger than its bytes; printing it says nothing new.
  for (const auto& block : document->blocks) {
    if (block.table && block.table->columns > 4096) return 0;
  }
  if (sillok::document::to_json(*document).empty()) std::abort();
  static_cast<void>(sillok::document::to_markdown(*document));
  return 0;
}
