// Small questions about one line of text that several scanners of this room ask.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sillok::prepare {

// Code points, by counting lead bytes.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// Whether the line ends as a sentence does: a full stop, "…다", or a colon.
[[nodiscard]] bool ends_sentence(std::string_view line);

// A short line that names something: one line, no sentence, nothing filled in or enumerated in it.
[[nodiscard]] bool is_plain_line(std::string_view line, std::size_t longest);

// For comparing names: without white space, all middle dots alike, "【폐지】" and the like dropped.
[[nodiscard]] std::string squeezed_name(std::string_view name);

// A title as it is shown: runs of white space as one space, letters spread out over the line closed
// up ("총    칙" → "총칙").
[[nodiscard]] std::string shown_title(std::string_view title);

// Whether the name ends as names of rules do: 규정, 세칙, 정관, 지침, ...
[[nodiscard]] bool names_rules(std::string_view name);

}  // namespace sillok::prepare
