// Where a line that has begun goes on with another article or 항.
#include <cstddef>
#include <string_view>

#include "prepare/labels.h"
#include "text/unicode.h"

namespace sillok::prepare {
namespace {

// Whether a sentence ends before `at`: only there does a new article or 항 begin inside a line.
bool behind_sentence(std::string_view line, std::size_t at) {
  while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t')) --at;
  if (at == 0) return false;
  const std::string_view before = line.substr(0, at);
  return before.ends_with('.') || before.ends_with('>') || before.ends_with(')') ||
         before.ends_with(']') || before.ends_with("】") || before.ends_with("›") ||
         before.ends_with("〉");
}

}  // namespace

std::size_t inner_article(std::string_view line, std::size_t from, unsigned number) {
  for (std::size_t at = line.find("제", from); at != std::string_view::npos;
       at = line.find("제", at + 3)) {
    if (at == 0 || !behind_sentence(line, at)) continue;
    const Label label = leading_label(line.substr(at));
    if (label.kind != LabelKind::article || !label.certain || label.title.empty()) continue;
    if (label.number == number + 1 || (label.number == number && label.branch > 0)) return at;
  }
  return std::string_view::npos;
}

std::size_t inner_paragraph(std::string_view line, std::size_t from, unsigned number) {
  for (std::size_t at = from; at < line.size();) {
    // Circled numbers begin with the bytes E2 or E3, as does little else in Korean text.
    const unsigned char byte = static_cast<unsigned char>(line[at]);
    if (byte != 0xE2 && byte != 0xE3) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    if (circled_number(text::next_code_point(line, at)) == number + 1 && begin > 0 &&
        behind_sentence(line, begin)) {
      return begin;
    }
  }
  return std::string_view::npos;
}

}  // namespace sillok::prepare
