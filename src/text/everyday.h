// Everyday Korean and the words rules are written in: 월급 and 보수, 그만두다 and 사직.
#pragma once

#include <string_view>
#include <vector>

namespace sillok::text {

// Other words under which the same matter is written, for a folded stem; both directions. Empty for
// a word the vocabulary does not know. The views live as long as the program.
[[nodiscard]] std::vector<std::string_view> other_words(std::string_view stem);

}  // namespace sillok::text
