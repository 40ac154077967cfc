// A library's passages as the ranker reads them.
#pragma once

#include "index/hybrid.h"
#include "library/library.h"

namespace sillok::answer {

// `library` must outlive what is returned.
[[nodiscard]] index::Texts texts_of(const library::Library& library);

}  // namespace sillok::answer
