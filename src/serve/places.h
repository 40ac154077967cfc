// Places and blocks as the JSON of /api. For this room's .cpp files.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "document/document.h"

namespace sillok::serve {

// {"page"?,"article"?,"section":[..]}
[[nodiscard]] nlohmann::ordered_json json_of(const document::Place& place);
// {"rows","columns","caption"?,"parent"?,"cells":[{"row","column","rowspan","colspan","header"?,
// "text"}]}
[[nodiscard]] nlohmann::ordered_json json_of(const document::Table& table);

}  // namespace sillok::serve
