// How values stand in the columns of library.db, both ways.
//
// Lists are JSON, so that the database explains itself to anyone who opens it with other tools.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace sillok::library {

[[nodiscard]] std::string json_of(const std::vector<std::string>& texts);
[[nodiscard]] std::vector<std::string> texts_of(std::string_view json);

// [[offset, page, "article"], …]
[[nodiscard]] std::string json_of(const std::vector<document::PlaceMark>& marks);
[[nodiscard]] std::vector<document::PlaceMark> marks_of(std::string_view json);

// Ids in the given order, neighbours that rise by one as a range: [[first, last], …].
[[nodiscard]] std::string ranges_of(const std::vector<std::int64_t>& ids);
[[nodiscard]] std::vector<std::int64_t> ids_of(std::string_view json);

}  // namespace sillok::library
