// Whose a thing is. "총장 임기" is not answered by a sentence in which the president appoints a
// member and the term is the member's.
#pragma once

#include <string_view>

#include "answer/question.h"

namespace sillok::answer {

enum class Ownership {
  unsaid,   // the sentence does not hold the thing, or does not say whose it is
  its_own,  // it is the owner's
  other,    // it is said to be another's
};

// Someone who may have a term, a duty or an allowance, by how such nouns end.
[[nodiscard]] bool is_party(std::string_view noun);

// Whether the sentence says that `thing` is the `owner`'s ("총장의 임기", "총장은 … 임기는",
// "총장에게 … 수당을") or another party's ("위원의 임기"; "위원은 총장이 임명하며 임기는"). Told by
// the words before the thing alone.
[[nodiscard]] Ownership ownership(const Word& owner, const Word& thing, std::string_view folded);

}  // namespace sillok::answer
