// What a text itself says its words mean: 교육과정위원회(이하 “위원회”라 한다), “교원”이란 교수와
// 부교수를 말한다, 한국인터넷진흥원(KISA).
//
// Conservative: a definition whose meaning cannot be told as nouns is passed over. Linear in the
// text; pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

// How far a name holds.
enum class Reach : unsigned char {
  everywhere,  // to the end of the rules or the document
  section,     // 이하 이 장에서
  article,     // 이하 이 조에서
};

struct Definition {
  std::string name;     // 위원회; KISA
  std::string meaning;  // 교육과정위원회; several nouns: ", " between them
  Reach reach = Reach::everywhere;
  bool abbreviation = false;  // name and meaning stand for each other
  std::size_t begin = 0;      // bytes into the text: where the name is given
};

// In text order. White space inside names and meanings is single spaces or as written.
[[nodiscard]] std::vector<Definition> find_definitions(std::string_view text);

}  // namespace sillok::text
