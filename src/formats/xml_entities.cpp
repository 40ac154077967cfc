#include "formats/xml_entities.h"

#include <cstddef>
#include <utility>

namespace sillok::formats {
namespace {

constexpr std::size_t kProlog = 64u << 10;

// Whether a value names another entity; "&#44032;" is a character.
bool names_another(std::string_view value) {
  for (std::size_t at = value.find('&'); at != std::string_view::npos;
       at = value.find('&', at + 1)) {
    const std::string_view behind = value.substr(at + 1);
    bool known = behind.starts_with('#');
    for (const std::string_view name : {"amp;", "lt;", "gt;", "quot;", "apos;"}) {
      known = known || behind.starts_with(name);
    }
    if (!known) return true;
  }
  return false;
}

// "&#160;": one character, no harm.
bool is_one_character(std::string_view value) {
  return value.size() <= 10 && value.starts_with("&#") && value.find(';') == value.size() - 1;
}

}  // namespace

Entities declared_entities(std::string_view xml) {
  constexpr std::string_view kDeclaration = "<!ENTITY";
  Entities found = Entities::none;
  xml = xml.substr(0, kProlog);
  if (xml.find("<!DOCTYPE") == std::string_view::npos) return found;
  for (std::size_t at = xml.find(kDeclaration); at != std::string_view::npos;
       at = xml.find(kDeclaration, at)) {
    at += kDeclaration.size();
    const Entities before = std::exchange(found, Entities::plain);
    const std::size_t open = xml.find_first_of("\"'>", at);
    if (open == std::string_view::npos || xml[open] == '>') continue;
    const std::size_t close = xml.find(xml[open], open + 1);
    if (close == std::string_view::npos) continue;
    const std::string_view value = xml.substr(open + 1, close - open - 1);
    if (names_another(value)) return Entities::unfolding;
    if (is_one_character(value)) found = before;
    at = close;
  }
  return found;
}

Result<void> refuse_entities(std::string_view xml) {
  if (declared_entities(xml) == Entities::none) return {};
  return fail(Code::unsupported,
              "declares entities of its own, as only files made to harm do; open it in its own "
              "program and save it again");
}

}  // namespace sillok::formats
