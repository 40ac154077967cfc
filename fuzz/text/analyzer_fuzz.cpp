// Any bytes as text: terms stand inside it and are valid UTF-8; in valid text they begin and end at
// code point borders.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::text;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool valid = is_utf8(text);
  std::vector<Term> terms;
  korean_analyzer().analyse(text, terms);
  for (const Term& term : terms) {
    if (term.begin >= term.end || term.end > size || term.text.empty() || !is_utf8(term.text))
      std::abort();
    if (valid && !is_utf8(text.substr(term.begin, term.end - term.begin))) std::abort();
  }
  return 0;
}
