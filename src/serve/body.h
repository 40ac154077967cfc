// The JSON that a request brings. For this room's .cpp files.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "result/result.h"
#include "serve/http.h"

namespace sillok::serve {

// The body as a JSON object. `usage` when it is none, is nested deeper than anything here needs, or
// does not come as application/json, which other sites' forms cannot send; `too_large` beyond
// `most_bytes`.
[[nodiscard]] Result<nlohmann::json> parse_body(const Request& request, std::size_t most_bytes);

// The text under `name`; nullopt when it is missing or null, `usage` when it is something else.
[[nodiscard]] Result<std::optional<std::string>> text_in(const nlohmann::json& object,
                                                         const char* name);

}  // namespace sillok::serve
