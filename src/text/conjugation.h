// The shapes a Korean verb takes in a question: 그만두다 → 그만두(려면), 그만둘, 그만둬(도), 그만뒀
// …
//
// Shapes are made from the dictionary form by the regular rules and by every irregular one that
// could apply (ㅂ, ㄷ, ㅅ, 르, 으, ㄹ): a shape that no Korean says does no harm, since nobody
// writes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sillok::text {

// What may follow a shape within the word.
enum class Follows : std::uint8_t {
  ending,      // 쉬: an ending that keeps the stem (-고, -면, -나요)
  adnominal,   // 쉰, 쉴, 쉽: nothing, or what goes with it (-다, -까요, -니다)
  noun,        // 쉼: nothing or a particle
  infinitive,  // 쉬어, 가: nothing, -요, -서, -도, -야, an auxiliary (-버리다)
  anything,    // 쉬었, 갔: any ending
};

struct Shape {
  std::u16string begins;  // Hangul syllables
  Follows follows = Follows::ending;
};

// The shapes of the verb whose dictionary form is `stem` + 다 (Hangul syllables only, not empty).
[[nodiscard]] std::vector<Shape> shapes_of(std::u16string_view stem);

// Whether `rest` may stand behind a shape of that kind.
[[nodiscard]] bool may_follow(Follows kind, std::u16string_view rest);

}  // namespace sillok::text
