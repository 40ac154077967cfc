// The text of src/index/ranker.model, made part of the program when it is built.
#pragma once

#include <string_view>

namespace sillok::index {

[[nodiscard]] std::string_view ranker_model();

}  // namespace sillok::index
