// Asking back: when more places answer a question equally well than can be quoted side by side, and
// the question says nothing that tells them apart (경조금은 얼마인가요? of a table by 결혼, 출산,
// 사망).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "answer/candidates.h"

namespace sillok::answer {

// What the equally good places differ in, in their order: the values of a table's column, or
// headings. Empty when the question can be answered: at most `quotable` places are as good as the
// best, or the question names one of the values.
[[nodiscard]] std::vector<std::string> clarify(const Question& question,
                                               const std::vector<Candidate>& best_first,
                                               const std::vector<library::KeptPassage>& passages,
                                               std::size_t quotable);

}  // namespace sillok::answer
