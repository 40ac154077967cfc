#include "operate/compare.h"

#include <algorithm>

#include "text/unicode.h"

namespace sillok::operate {

std::string squeezed(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = text::next_code_point(text, at);
    if (text::is_space(c)) continue;
    if (c == U'·' || c == U'ㆍ' || c == U'․' || c == U'‧' || c == U'・' || c == U'･') {
      out += "·";
    } else {
      out.append(text, from, at - from);
    }
  }
  return out;
}

bool holds(const std::string& squeezed_text, const std::string& expected) {
  const std::string wanted = squeezed(expected);
  return !wanted.empty() && squeezed_text.find(wanted) != std::string::npos;
}

bool is_at(const document::Place& place, const std::string& regulation,
           const std::string& article) {
  const bool named =
      regulation.empty() ||
      std::any_of(place.section.begin(), place.section.end(), [&](const std::string& title) {
        return squeezed(title) == squeezed(regulation);
      });
  return named && squeezed(place.article).starts_with(squeezed(article));
}

}  // namespace sillok::operate
