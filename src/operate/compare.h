// When a text counts as the expected one, and a place as the named one.
#pragma once

#include <string>

#include "document/document.h"

namespace sillok::operate {

// Without white space, and with every middle dot alike: how names and expected strings compare.
[[nodiscard]] std::string squeezed(const std::string& text);

// Whether a squeezed text contains an expected string; never for an empty one.
[[nodiscard]] bool holds(const std::string& squeezed_text, const std::string& expected);

// Whether a line of a text holds the cells of `expected` ("근로 | 구내 2131"), neighbours and in
// order, each by itself or behind its head ("담당: 근로 | 전화: 구내 2131"). Never for a text
// without a |.
[[nodiscard]] bool holds_row(const std::string& text, const std::string& expected);

// Whether a place's section path names the regulation (none: any) and its article begins with
// `article`.
[[nodiscard]] bool is_at(const document::Place& place, const std::string& regulation,
                         const std::string& article);

}  // namespace sillok::operate
