#include "serve/body.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace sillok::serve {
namespace {

// Chat messages of the OpenAI format are five deep; a tree of a million levels is an attack.
constexpr std::size_t kDeepest = 64;

bool is_too_deep(std::string_view json) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

Result<nlohmann::json> parse_body(const Request& request, std::size_t most_bytes) {
  static constexpr std::string_view kType = "application/json";
  const std::string_view type = request.content_type;
  if (!type.starts_with(kType) ||
      (type.size() > kType.size() && type[kType.size()] != ';' && type[kType.size()] != ' ')) {
    return fail(Code::usage, "send the body with Content-Type: application/json");
  }
  if (request.body.size() > most_bytes) {
    return fail(Code::too_large,
                "the body is longer than " + std::to_string(most_bytes) + " bytes; shorten it");
  }
  if (is_too_deep(request.body)) return fail(Code::usage, "the body's JSON is nested too deep");
  nlohmann::json json = nlohmann::json::parse(request.body, nullptr, false);
  if (json.is_discarded()) return fail(Code::usage, "the body is not valid JSON");
  if (!json.is_object()) return fail(Code::usage, "the body must be a JSON object");
  return json;
}

Result<std::optional<std::string>> text_in(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::optional<std::string>();
  if (!found->is_string()) return fail(Code::usage, "'" + std::string(name) + "' must be a text");
  return std::optional(found->get<std::string>());
}

}  // namespace sillok::serve
