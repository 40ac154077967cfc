// The document's own definitions, put behind the passages that use what they define: where 제1조
// says 교육과정위원회(이하 “위원회”라 한다), a later passage that says only 위원회 is about
// 교육과정위원회.
#pragma once

#include <vector>

#include "document/document.h"

namespace sillok::prepare {

// Sets Passage::defined of all passages of one document, which come in its order. A definition
// holds from the passage that gives it to the end of its regulation, not into the next one of a
// book; to the end of its chapter or article where it says so (이하 이 조에서); until the same name
// is defined anew; and not for a passage that names another of the kind (below the heading
// 운영위원회, 위원회 is that one). What a passage or its context says itself is not repeated.
// Linear in the text.
void note_defined(std::vector<document::Passage>& passages);

}  // namespace sillok::prepare
