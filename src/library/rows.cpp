#include "library/rows.h"

#include <nlohmann/json.hpp>

namespace sillok::library {
namespace {

using nlohmann::json;

std::string written(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// The columns are our own writing; a damaged one reads as empty rather than ending the program.
json read(std::string_view text) {
  json value = json::parse(text, nullptr, false);
  return value.is_array() ? value : json::array();
}

}  // namespace

std::string json_of(const std::vector<std::string>& texts) {
  return texts.empty() ? "[]" : written(json(texts));
}

std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> texts;
  if (text == "[]") return texts;
  for (const json& each : read(text)) {
    if (each.is_string()) texts.push_back(each.get<std::string>());
  }
  return texts;
}

std::string json_of(const std::vector<document::PlaceMark>& marks) {
  json rows = json::array();
  for (const document::PlaceMark& mark : marks) {
    rows.push_back(json::array({mark.offset, mark.page, mark.article}));
  }
  return written(rows);
}

std::vector<document::PlaceMark> marks_of(std::string_view text) {
  std::vector<document::PlaceMark> marks;
  for (const json& row : read(text)) {
    if (!row.is_array() || row.size() != 3 || !row[0].is_number_unsigned() ||
        !row[1].is_number_integer() || !row[2].is_string()) {
      continue;
    }
    marks.push_back({row[0].get<std::size_t>(), row[1].get<int>(), row[2].get<std::string>()});
  }
  return marks;
}

std::string ranges_of(const std::vector<std::int64_t>& ids) {
  json ranges = json::array();
  for (std::size_t at = 0; at < ids.size();) {
    std::size_t end = at + 1;
    while (end < ids.size() && ids[end] == ids[end - 1] + 1) ++end;
    ranges.push_back(json::array({ids[at], ids[end - 1]}));
    at = end;
  }
  return written(ranges);
}

std::vector<std::int64_t> ids_of(std::string_view text) {
  std::vector<std::int64_t> ids;
  for (const json& range : read(text)) {
    if (!range.is_array() || range.size() != 2 || !range[0].is_number_integer() ||
        !range[1].is_number_integer()) {
      continue;
    }
    for (auto id = range[0].get<std::int64_t>(); id <= range[1].get<std::int64_t>(); ++id) {
      ids.push_back(id);
    }
  }
  return ids;
}

}  // namespace sillok::library
