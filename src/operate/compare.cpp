#include "operate/compare.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/unicode.h"

namespace sillok::operate {
namespace {

// What stands between the marks, squeezed; what is empty at either end is no part.
std::vector<std::string> parted(std::string_view text, char mark) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    parts.push_back(squeezed(std::string(text.substr(at, end - at))));
    at = end + 1;
  }
  while (!parts.empty() && parts.back().empty()) parts.pop_back();
  while (!parts.empty() && parts.front().empty()) parts.erase(parts.begin());
  return parts;
}

}  // namespace

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

bool holds_row(const std::string& text, const std::string& expected) {
  const std::vector<std::string> wanted = parted(expected, '|');
  if (wanted.size() < 2) return false;
  const auto says = [](const std::string& cell, const std::string& value) {
    return cell == value || cell.ends_with(":" + value);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::vector<std::string> row = parted(std::string_view(text).substr(at, end - at), '|');
    if (std::search(row.begin(), row.end(), wanted.begin(), wanted.end(), says) != row.end()) {
      return true;
    }
    at = end + 1;
  }
  return false;
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
