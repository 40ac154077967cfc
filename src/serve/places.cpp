#include "serve/places.h"

#include <nlohmann/json.hpp>

namespace sillok::serve {

using Json = nlohmann::ordered_json;

Json json_of(const document::Place& place) {
  Json json = Json::object();
  if (place.page > 0) json["page"] = place.page;
  if (!place.article.empty()) json["article"] = place.article;
  json["section"] = place.section;
  return json;
}

Json json_of(const document::Table& table) {
  Json json{{"rows", table.rows}, {"columns", table.columns}};
  if (!table.caption.empty()) json["caption"] = table.caption;
  if (table.parent) json["parent"] = {{"row", table.parent->row}, {"column", table.parent->column}};
  Json cells = Json::array();
  for (const document::Cell& cell : table.cells) {
    Json each{{"row", cell.row},
              {"column", cell.column},
              {"rowspan", cell.row_span},
              {"colspan", cell.column_span}};
    if (cell.header) each["header"] = true;
    each["text"] = cell.text;
    cells.push_back(std::move(each));
  }
  json["cells"] = std::move(cells);
  return json;
}

}  // namespace sillok::serve
