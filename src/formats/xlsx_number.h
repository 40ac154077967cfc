// Numbers as a spreadsheet shows them: by the cell's number format (ECMA-376 part 1, 18.8.30/31).
#pragma once

#include <string>
#include <string_view>

namespace sillok::formats::xlsx {

// The format code behind a built-in id, Korean meanings first ("yyyy-mm-dd" for 14); empty for
// General and for ids that are not built in.
[[nodiscard]] std::string_view built_in_format(int id);

// The number under the format code: dates (counted from 1904 if `from_1904`), percentages,
// thousands, currency signs, fixed decimals, literals. General and what is not understood gives the
// number in its shortest form with up to 15 digits. Never throws; any code and any number will do.
[[nodiscard]] std::string format_value(double value, std::string_view code, bool from_1904);

// "45366" under a date format is a date: true for codes that show one.
[[nodiscard]] bool is_date_format(std::string_view code);

}  // namespace sillok::formats::xlsx
