// Everyday Korean and the words rules are written in: 월급 and 보수, 그만두다 and 사직.
#pragma once

#include "text/vocabulary.h"

namespace sillok::text {

// The vocabulary sillok brings (src/text/vocabulary/*.txt, our own collection), read once.
[[nodiscard]] const Vocabulary& everyday_vocabulary();

}  // namespace sillok::text
