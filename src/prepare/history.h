// Notes of amendment: ‹개정 2020. 3. 1.›, <신설 …>, [전문개정 …], [본조신설 …], (삭제 …).
#pragma once

#include <string>
#include <string_view>

namespace sillok::prepare {

// Whether the text inside a bracket is nothing but a note of amendment. `round`: the bracket is a
// round one, which running text uses for much else; then the note must begin with what was done.
[[nodiscard]] bool is_history_note(std::string_view inside, bool round);

// Whether a whole line is such a note, with brackets or without: "제정 2001. 3. 1.",
// "[시행 2020. 1. 1.]", "<규정 명칭 변경 2012. 9. 1.>".
[[nodiscard]] bool is_history_line(std::string_view line);

// Takes the notes out of `text`: `kept` is the text without them, `note` what they say, joined by
// "; ". False, and nothing written, when there are none.
[[nodiscard]] bool take_history(std::string_view text, std::string& kept, std::string& note);

}  // namespace sillok::prepare
