// CSV and TSV: delimiter and quotation mark found out, fields as in RFC 4180 (line ends and doubled
// quotes inside quotes), the row of heads recognised. Read as rows stream by; blocks are bounded.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/magic.h"
#include "formats/tables.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// Columns beyond this are an accident (a wrong delimiter, a file of one line).
constexpr std::size_t kMostColumns = 1'000;

struct Dialect {
  char delimiter = ',';
  char quote = '"';
};

class Rows {
 public:
  Rows(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

  // The next row; false at the end. Fields are trimmed.
  bool next(Row& row) {
    row.clear();
    if (at_ >= text_.size()) return false;
    for (;;) {
      std::string field = take_field();
      if (row.size() < kMostColumns) {
        row.push_back(std::move(field));
      } else if (!field.empty()) {
        ++dropped_;
      }
      if (at_ >= text_.size()) return true;
      if (text_[at_++] == '\n') return true;
    }
  }
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  [[nodiscard]] bool unclosed() const { return unclosed_; }

 private:
  std::string take_field() {
    std::size_t start = at_;
    while (start < text_.size() && text_[start] == ' ') ++start;
    if (start < text_.size() && text_[start] == dialect_.quote) {
      std::string field;
      if (quoted(start + 1, field)) return field;
    }
    const std::size_t end = end_of_plain(at_);
    std::string field(text::trimmed(text_.substr(at_, end - at_)));
    at_ = end;
    return field;
  }

  [[nodiscard]] std::size_t end_of_plain(std::size_t from) const {
    while (from < text_.size() && text_[from] != dialect_.delimiter && text_[from] != '\n') ++from;
    return from;
  }

  // A quoted field from behind its opening mark; false when it does not close within a MiB, and
  // then the mark is an ordinary character and nothing was taken.
  bool quoted(std::size_t from, std::string& field) {
    constexpr std::size_t kLongest = 1u << 20;
    if (from < ordinary_until_) return false;
    std::size_t at = from;
    for (;;) {
      const std::size_t mark =
          text_.substr(0, std::min(from + kLongest, text_.size())).find(dialect_.quote, at);
      if (mark == std::string_view::npos) break;
      field.append(text_, at, mark - at);
      at = mark + 1;
      if (at < text_.size() && text_[at] == dialect_.quote) {
        field += dialect_.quote;
        ++at;
        continue;
      }
      // Characters between the closing mark and the delimiter belong to the field all the same.
      at_ = end_of_plain(at);
      field += text_.substr(at, at_ - at);
      field = text::trimmed(field);
      return true;
    }
    // Do not look again from every mark in what was just searched: that would be quadratic.
    ordinary_until_ = from + kLongest;
    field.clear();
    unclosed_ = true;
    return false;
  }

  std::string_view text_;
  Dialect dialect_;
  std::size_t at_ = 0;
  std::size_t dropped_ = 0;
  std::size_t ordinary_until_ = 0;
  bool unclosed_ = false;
};

// The delimiter under which the first rows agree best on a number of columns above one.
Dialect dialect_of(std::string_view text, std::string_view extension) {
  const std::string_view look = text.substr(0, 64u << 10);
  Dialect best;
  best.delimiter = extension == "tsv" || extension == "tab" ? '\t' : ',';
  double most = 0;
  for (const char delimiter : {best.delimiter, ',', '\t', ';', '|'}) {
    Rows rows(look, {delimiter, '"'});
    std::vector<std::size_t> widths;
    Row row;
    while (widths.size() < 100 && rows.next(row)) {
      if (row.size() > 1 || !row[0].empty()) widths.push_back(row.size());
    }
    if (widths.empty()) continue;
    std::vector<std::size_t> sorted = widths;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t usual = sorted[sorted.size() / 2];
    if (usual < 2) continue;
    const auto same = static_cast<double>(std::count(widths.begin(), widths.end(), usual));
    // Agreement first, then width: a comma in running text agrees on nothing.
    const double score = same / static_cast<double>(widths.size()) +
                         0.001 * static_cast<double>(std::min<std::size_t>(usual, 50));
    if (score > most + 1e-9) {
      most = score;
      best.delimiter = delimiter;
    }
  }
  // Single quotes only where fields begin with them again and again and none with double ones.
  std::size_t single_marks = 0;
  std::size_t double_marks = 0;
  for (std::size_t i = 0; i + 1 < look.size(); ++i) {
    if (look[i] != best.delimiter && look[i] != '\n') continue;
    if (look[i + 1] == '\'') ++single_marks;
    if (look[i + 1] == '"') ++double_marks;
  }
  if (single_marks >= 3 && double_marks == 0) best.quote = '\'';
  return best;
}

// Digits with what numbers and dates carry around them: "1,234원", "3.5%", "2024-03-01".
bool is_numeric(std::string_view field) {
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < field.size();) {
    const char32_t c = text::next_code_point(field, at);
    if (text::is_digit(c)) {
      ++digits;
    } else if (text::is_hangul_syllable(c) ||
               (c < 0x80 && ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z'))) {
      ++letters;
    }
  }
  return digits > 0 && digits >= letters;
}

std::size_t filled(const Row& row) {
  return static_cast<std::size_t>(std::count_if(
      row.begin(), row.end(), [](const std::string& field) { return !field.empty(); }));
}

// Heads are short, all different, none a number, and not sentences; and what stands below looks
// different in at least one column, or has longer fields, or the file is a table of words.
bool is_head(const Row& row, const std::vector<Row>& below) {
  if (below.empty() || row.size() < 2) return false;
  const std::size_t empty = row.size() - filled(row);
  if (empty * 4 > row.size()) return false;
  Row seen;
  for (const std::string& field : row) {
    if (field.empty()) continue;
    if (field.size() > 120 || is_numeric(field) || field.ends_with("다.") || field.ends_with("?")) {
      return false;
    }
    if (std::find(seen.begin(), seen.end(), field) != seen.end()) return false;
    seen.push_back(field);
  }
  for (const Row& other : below) {
    for (std::size_t i = 0; i < std::min(row.size(), other.size()); ++i) {
      if (is_numeric(other[i]) || other[i].size() > row[i].size() + 20) return true;
    }
  }
  // Words over words: a head repeats none of them.
  for (const Row& other : below) {
    for (std::size_t i = 0; i < std::min(row.size(), other.size()); ++i) {
      if (!row[i].empty() && row[i] == other[i]) return false;
    }
  }
  return true;
}

class CsvReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "csv"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    const std::string extension = extension_of(source.name);
    const bool named = extension == "csv" || extension == "tsv" || extension == "tab";
    return named && !looks_binary(source.bytes) ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits&, const Sink& sink) const override {
    document::Document document;
    document.format = format();
    const Result<std::string> decoded = decode_into(document, source.bytes);
    if (!decoded)
      return fail(decoded.error().code, decoded.error().message, std::string(source.name));
    std::string_view text = *decoded;
    Dialect dialect = dialect_of(text, extension_of(source.name));
    // Excel's own first line that names the delimiter.
    if (text.starts_with("sep=") && text.size() > 5 && text[5] == '\n') {
      dialect.delimiter = text[4];
      text.remove_prefix(6);
    }
    document.meta.emplace_back("delimiter", dialect.delimiter == '\t'
                                                ? std::string("tab")
                                                : std::string(1, dialect.delimiter));
    Rows rows(text, dialect);
    read_rows(document, rows);
    if (rows.unclosed()) {
      document.warnings.emplace_back(
          "a quotation mark is never closed; it was read as an ordinary character");
    }
    if (rows.dropped() > 0) {
      document.warnings.push_back(std::to_string(rows.dropped()) + " fields beyond column " +
                                  std::to_string(kMostColumns) + " were left out");
    }
    return sink(std::move(document));
  }

 private:
  static void read_rows(document::Document& document, Rows& rows) {
    // Enough rows to tell heads from data.
    std::vector<Row> first;
    Row row;
    while (first.size() < 20 && rows.next(row)) {
      if (filled(row) > 0) first.push_back(std::move(row));
    }
    std::size_t columns = 0;
    for (const Row& some : first) columns = std::max(columns, filled(some));
    // Rows of one field above a wider table are its title.
    std::size_t at = 0;
    while (columns > 1 && at + 1 < first.size() && filled(first[at]) == 1) {
      document::Block block;
      block.text = *std::find_if(first[at].begin(), first[at].end(),
                                 [](const std::string& field) { return !field.empty(); });
      document.blocks.push_back(std::move(block));
      ++at;
    }
    Row heads;
    const std::vector<Row> below(
        first.begin() + static_cast<std::ptrdiff_t>(std::min(at + 1, first.size())), first.end());
    if (at < first.size() && is_head(first[at], below)) heads = std::move(first[at++]);
    RowTables tables(document, std::move(heads));
    for (; at < first.size(); ++at) tables.add(std::move(first[at]));
    while (rows.next(row)) {
      if (filled(row) > 0) tables.add(std::move(row));
    }
    tables.finish();
  }
};

}  // namespace

std::unique_ptr<Reader> csv_reader() {
  return std::make_unique<CsvReader>();
}

}  // namespace sillok::formats
