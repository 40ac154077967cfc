// Entities that an XML file declares for itself. No reader here expands them, so none can unfold
// into gigabytes or name a file; a text that leans on them is told so.
#pragma once

#include <string_view>

#include "result/result.h"

namespace sillok::formats {

enum class Entities : unsigned char {
  none,
  plain,      // short forms of some text, or files beside this one
  unfolding,  // one that names another, as only files made to harm do
};

// What the prolog declares, names of single characters ("&#160;") left aside; only the first 64 KiB
// are looked at.
[[nodiscard]] Entities declared_entities(std::string_view xml);

// For formats that allow none (ECMA-376 part 2, 8.1.4, forbids the whole DOCTYPE): unsupported,
// with the remedy.
[[nodiscard]] Result<void> refuse_entities(std::string_view xml);

}  // namespace sillok::formats
