// One worksheet as a sparse heap of cells with text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/hwpx_xml.h"

namespace sillok::formats::xlsx {

// Rows and columns count from 0.
struct Range {
  int top = 0;
  int left = 0;
  int bottom = 0;  // included
  int right = 0;   // included
};

// "B3:D7" or "B3"; empty for anything else. Clamped to a sheet's limits.
[[nodiscard]] std::optional<Range> range_of(std::string_view reference);

struct SheetCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  bool number = false;  // or a date, a truth value
  bool bold = false;
  std::string text;
};

struct Sheet {
  std::vector<SheetCell> cells;  // with text only, row by row
  std::vector<Range> merges;
  std::optional<Range> filter;    // its first row is the head of a table
  int frozen_rows = 0;            // that stay in view: heads
  std::size_t without_value = 0;  // formulas whose result the file does not hold
};

// How cells look, by their style index.
struct CellStyle {
  std::string format;  // number format code
  bool bold = false;
};

struct Workbook {
  std::vector<std::string> strings;  // shared
  std::vector<CellStyle> styles;
  bool from_1904 = false;
};

// Collects the shared strings: rich text as one, phonetic guides left out.
class StringsSink : public XmlSink {
 public:
  explicit StringsSink(std::vector<std::string>& strings) : strings_(strings) {}
  void start(const XmlTag& tag) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;

 private:
  std::vector<std::string>& strings_;
  std::string item_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

// Collects a sheet's cells as they stream by. Stops taking text beyond `most_bytes` of it, which a
// file of shared strings can multiply at will; full() then says so.
class SheetSink : public XmlSink {
 public:
  SheetSink(const Workbook& workbook, Sheet& sheet, std::size_t most_bytes)
      : workbook_(workbook), sheet_(sheet), most_bytes_(most_bytes) {}
  void start(const XmlTag& tag) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;
  [[nodiscard]] bool full() const { return full_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  void begin_cell(const XmlTag& tag);
  void end_cell();
  [[nodiscard]] std::string shown(bool& number) const;

  const Workbook& workbook_;
  Sheet& sheet_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  bool full_ = false;
  int row_ = -1;
  int column_ = -1;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  std::string inline_text_;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_text_ = false;
  bool formula_ = false;
  int phonetic_ = 0;
};

// "_x000D_" and the like, by which spreadsheets write characters that XML cannot hold.
[[nodiscard]] std::string without_escapes(std::string_view text);

}  // namespace sillok::formats::xlsx
