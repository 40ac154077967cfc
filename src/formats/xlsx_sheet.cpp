#include "formats/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "formats/clean_text.h"
#include "formats/xlsx_number.h"
#include "text/unicode.h"

namespace sillok::formats::xlsx {
namespace {

constexpr int kMostRows = 1'048'576;  // of a worksheet, by its makers' specification
constexpr int kMostColumns = 16'384;
constexpr std::size_t kMostMerges = 200'000;

// "BC" of "BC12"; moves `at` behind it. -1 if there is none or it is out of bounds.
int column_of(std::string_view text, std::size_t& at) {
  int column = 0;
  const std::size_t start = at;
  while (at < text.size() && text[at] == '$') ++at;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const int digit = c >= 'A' && c <= 'Z' ? c - 'A' + 1 : (c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0);
    if (digit == 0) break;
    column = column * 26 + digit;
    if (column > kMostColumns) return -1;
  }
  return at == start ? -1 : column - 1;
}

int row_of(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == '$') ++at;
  int row = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), row);
  if (error != std::errc{} || row < 1 || row > kMostRows) return -1;
  at = static_cast<std::size_t>(end - text.data());
  return row - 1;
}

bool hex4(std::string_view text, unsigned& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + 4, value, 16);
  return error == std::errc{} && end == text.data() + 4;
}

}  // namespace

std::optional<Range> range_of(std::string_view reference) {
  std::size_t at = 0;
  Range range;
  range.left = column_of(reference, at);
  range.top = range.left < 0 ? -1 : row_of(reference, at);
  if (range.top < 0) return std::nullopt;
  range.right = range.left;
  range.bottom = range.top;
  if (at < reference.size() && reference[at] == ':') {
    ++at;
    range.right = column_of(reference, at);
    range.bottom = range.right < 0 ? -1 : row_of(reference, at);
  }
  if (at != reference.size() || range.bottom < range.top || range.right < range.left) {
    return std::nullopt;
  }
  return range;
}

std::string without_escapes(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool escape = text.substr(i).starts_with("_x") && i + 6 < text.size() &&
                        text[i + 6] == '_' && hex4(text.substr(i + 2), code);
    if (!escape) {
      out += text[i];
      continue;
    }
    text::append(out, static_cast<char32_t>(code));
    i += 6;
  }
  return out;
}

// ---- shared strings ----

void StringsSink::start(const XmlTag& tag) {
  if (tag.name() == "si") item_.clear();
  if (tag.name() == "rPh") ++phonetic_;
  in_text_ = tag.name() == "t" && phonetic_ == 0;
}

void StringsSink::end(std::string_view name) {
  in_text_ = false;
  if (name == "rPh" && phonetic_ > 0) --phonetic_;
  if (name == "si") strings_.push_back(clean_text(without_escapes(item_)));
}

void StringsSink::text(std::string_view text) {
  if (in_text_) item_ += text;
}

// ---- cells ----

void SheetSink::begin_cell(const XmlTag& tag) {
  in_cell_ = true;
  formula_ = false;
  phonetic_ = 0;
  value_.clear();
  inline_text_.clear();
  type_ = tag.raw("t");
  style_ = static_cast<std::size_t>(std::max(0, tag.number("s", 0)));
  ++column_;  // where the reference is left out, cells follow one another
  const std::string_view reference = tag.raw("r");
  if (const std::optional<Range> place = range_of(reference)) {
    row_ = place->top;
    column_ = place->left;
  } else if (!reference.empty()) {
    in_cell_ = false;  // beyond any sheet
  }
}

void SheetSink::start(const XmlTag& tag) {
  const std::string_view name = tag.name();
  if (name == "c") {
    begin_cell(tag);
  } else if (name == "v") {
    in_value_ = in_cell_;
  } else if (name == "t") {
    in_text_ = in_cell_ && phonetic_ == 0;
  } else if (name == "f") {
    formula_ = true;
  } else if (name == "rPh") {
    ++phonetic_;
  } else if (name == "row") {
    row_ = std::clamp(tag.number("r", row_ + 2), 1, kMostRows) - 1;
    column_ = -1;
  } else if (name == "mergeCell") {
    const std::optional<Range> range = range_of(tag.raw("ref"));
    if (range && sheet_.merges.size() < kMostMerges) sheet_.merges.push_back(*range);
  } else if (name == "autoFilter") {
    sheet_.filter = range_of(tag.raw("ref"));
  } else if (name == "pane") {
    const std::string_view state = tag.raw("state");
    if (state.starts_with("frozen")) {
      sheet_.frozen_rows = std::clamp(tag.number("ySplit", 0), 0, 20);
    }
  }
}

void SheetSink::end(std::string_view name) {
  if (name == "c") {
    if (in_cell_) end_cell();
    in_cell_ = false;
  } else if (name == "v") {
    in_value_ = false;
  } else if (name == "t") {
    in_text_ = false;
  } else if (name == "rPh" && phonetic_ > 0) {
    --phonetic_;
  }
}

void SheetSink::text(std::string_view text) {
  if (in_value_) value_ += text;
  if (in_text_) inline_text_ += text;
}

std::string SheetSink::shown(bool& number) const {
  if (type_ == "s") {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    return error == std::errc{} && index < workbook_.strings.size() ? workbook_.strings[index] : "";
  }
  if (type_ == "inlineStr") return clean_text(without_escapes(inline_text_));
  if (type_ == "str" || type_ == "e") return clean_text(without_escapes(value_));
  if (value_.empty()) return {};
  number = true;
  if (type_ == "b") return value_ == "0" || value_ == "false" ? "FALSE" : "TRUE";
  if (type_ == "d") return clean_text(value_);
  double value = 0;
  const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), value);
  if (error != std::errc{} || end != value_.data() + value_.size()) return clean_text(value_);
  const std::string_view code =
      style_ < workbook_.styles.size() ? std::string_view(workbook_.styles[style_].format) : "";
  return clean_text(format_value(value, code, workbook_.from_1904));
}

void SheetSink::end_cell() {
  if (full_) return;
  if (formula_ && value_.empty() && inline_text_.empty()) ++sheet_.without_value;
  SheetCell cell;
  cell.row = row_;
  cell.column = column_;
  if (cell.row < 0 || cell.column < 0 || cell.column >= kMostColumns) return;
  cell.text = std::string(text::trimmed(shown(cell.number)));
  if (cell.text.empty()) return;
  cell.bold = style_ < workbook_.styles.size() && workbook_.styles[style_].bold;
  bytes_ += cell.text.size() + sizeof(SheetCell);
  if (bytes_ > most_bytes_) {
    full_ = true;
    return;
  }
  sheet_.cells.push_back(std::move(cell));
}

}  // namespace sillok::formats::xlsx
