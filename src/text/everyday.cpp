#include "text/everyday.h"

#include <cassert>
#include <string>
#include <string_view>

#include "text/everyday_text.h"

namespace sillok::text {

const Vocabulary& everyday_vocabulary() {
  static const Vocabulary vocabulary = [] {
    std::string whole;
    for (const std::string_view part : everyday_text()) whole += part;
    Result<Vocabulary> parsed = Vocabulary::parse(whole, "vocabulary");
    assert(parsed);  // tests/text/everyday_test.cpp reads every file by itself
    return parsed ? std::move(*parsed) : Vocabulary();
  }();
  return vocabulary;
}

}  // namespace sillok::text
