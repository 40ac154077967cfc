// Any bytes as the passages of a document, one a line, every fourth an article's first: names and
// meanings of valid text are valid, and what stands behind a passage stays short.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "prepare/defined.h"
#include "text/definitions.h"
#include "text/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok;
  constexpr std::size_t kMost = 400;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool valid = text::is_utf8(text);
  for (const text::Definition& each : text::find_definitions(text)) {
    if (each.name.empty() || each.meaning.empty() || each.begin > size) std::abort();
    if (valid && !(text::is_utf8(each.name) && text::is_utf8(each.meaning))) std::abort();
  }
  std::vector<document::Passage> passages;
  for (std::size_t at = 0; at < size;) {
    const std::size_t end = std::min(text.find('\n', at), size);
    document::Passage passage;
    passage.text = text.substr(at, end - at);
    passage.section = {passages.size() / 8 % 2 == 0 ? "가 규정" : "나 규정"};
    passage.marks = {{0, 0, passages.size() % 4 == 0 ? "제1조" : "제2조제1항"}};
    passages.push_back(passage);
    at = end + 1;
  }
  prepare::note_defined(passages);
  for (const document::Passage& passage : passages) {
    if (passage.defined.size() > kMost + passages.size()) std::abort();
    if (valid && !text::is_utf8(passage.defined)) std::abort();
  }
  return 0;
}
