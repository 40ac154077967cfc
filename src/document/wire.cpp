// The wire form of a Document. All numbers are little-endian; a string is its length in bytes (u32)
// and its bytes; a list is its count (u32) and its members.
//
//   document: magic "SLD1" · id · format · title · meta (key, value)* · block* · warning*
//   block:    kind u8 · role u8 · level i32 · page i32 · text · section* · article · note · table?
//   table:    u8 (0 none, 1 top, 2 nested) · rows i32 · columns i32 · caption
//             · nested: parent row i32, column i32 · cell*
//   cell:     row i32 · column i32 · row span i32 · column span i32 · header u8 · text
//
// The digit in the magic is the version: raise it with every change of layout.
#include "document/wire.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>
#include <map>

#include "text/encoding.h"

namespace sillok::document {
namespace {

constexpr std::string_view kMagic = "SLD1";
// The least that one of these takes on the wire; bounds what a claimed count may reserve.
constexpr std::size_t kStringBytes = 4;
constexpr std::size_t kBlockBytes = 2 + 8 + 4 * kStringBytes + 1;
constexpr std::size_t kCellBytes = 16 + 1 + kStringBytes;
// A grid may be mostly empty, but not without bound: whoever walks it row by row would never end.
// Four times the widest spreadsheet, and a million rows of sixteen columns beside 256 places a
// cell.
constexpr std::int64_t kMaxColumns = 65'536;
constexpr std::int64_t kFreePlaces = std::int64_t{1} << 24;
constexpr std::int64_t kPlacesPerCell = 256;

class Writer {
 public:
  void byte(unsigned value) { out_ += static_cast<char>(value); }
  void u32(std::size_t value) {
    // A Document never reaches 4 GiB: the reading child has less memory than that.
    assert(value <= std::numeric_limits<std::uint32_t>::max());
    for (int shift = 0; shift < 32; shift += 8) byte((value >> shift) & 0xFFu);
  }
  void i32(int value) { u32(static_cast<std::uint32_t>(value)); }
  void string(std::string_view value) {
    u32(value.size());
    out_ += value;
  }
  void strings(const std::vector<std::string>& values) {
    u32(values.size());
    for (const std::string& value : values) string(value);
  }
  void raw(std::string_view value) { out_ += value; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void write_table(Writer& to, const std::optional<Table>& table) {
  if (!table) {
    to.byte(0);
    return;
  }
  to.byte(table->parent ? 2 : 1);
  to.i32(table->rows);
  to.i32(table->columns);
  to.string(table->caption);
  if (table->parent) {
    to.i32(table->parent->row);
    to.i32(table->parent->column);
  }
  to.u32(table->cells.size());
  for (const Cell& cell : table->cells) {
    to.i32(cell.row);
    to.i32(cell.column);
    to.i32(cell.row_span);
    to.i32(cell.column_span);
    to.byte(cell.header ? 1 : 0);
    to.string(cell.text);
  }
}

void write_block(Writer& to, const Block& block) {
  to.byte(static_cast<unsigned>(block.kind));
  to.byte(static_cast<unsigned>(block.role));
  to.i32(block.level);
  to.i32(block.page);
  to.string(block.text);
  to.strings(block.section);
  to.string(block.article);
  to.string(block.note);
  write_table(to, block.table);
}

// Takes values off the front. After the first thing that is wrong, every further value is empty and
// ok() is false, so that callers check once at the end of what they read.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  void refuse() {
    ok_ = false;
    rest_ = {};
  }

  std::string_view raw(std::size_t size) {
    if (size > rest_.size()) {
      refuse();
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  // A number below `bound`.
  unsigned byte(unsigned bound) {
    const std::string_view taken = raw(1);
    const unsigned value = taken.empty() ? 0 : static_cast<unsigned char>(taken[0]);
    if (value >= bound) refuse();
    return ok_ ? value : 0;
  }
  std::uint32_t u32() {
    std::uint32_t value = 0;
    int shift = 0;
    for (const char c : raw(4)) {
      value |= std::uint32_t{static_cast<unsigned char>(c)} << shift;
      shift += 8;
    }
    return value;
  }
  // A number of at least `least`.
  int i32(int least) {
    const int value = static_cast<int>(u32());
    if (value < least) refuse();
    return ok_ ? value : 0;
  }
  std::string string() {
    const std::string_view taken = raw(u32());
    if (!text::is_utf8(taken)) {
      refuse();
      return {};
    }
    return std::string(taken);
  }
  // How many members follow, each of at least `member` bytes.
  std::size_t count(std::size_t member) {
    const std::size_t value = u32();
    if (value > rest_.size() / member) refuse();
    return ok_ ? value : 0;
  }
  std::vector<std::string> strings() {
    std::vector<std::string> values(count(kStringBytes));
    for (std::string& value : values) value = string();
    return values;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// Cells lie inside the grid, come in row-major order and never overlap. Only cells that span rows
// are remembered: within a row, each must begin behind the one before.
bool is_grid(const Table& table) {
  const std::int64_t rows = table.rows;
  const std::int64_t columns = table.columns;
  const auto cells = static_cast<std::int64_t>(table.cells.size());
  if (columns > kMaxColumns || rows * columns > kFreePlaces + kPlacesPerCell * cells) return false;
  struct Spanning {
    std::int64_t column_end, row_end;
  };
  std::map<std::int64_t, Spanning> open;  // by first column; never overlapping
  std::int64_t row = -1;
  std::int64_t next_column = 0;
  for (const Cell& cell : table.cells) {
    const std::int64_t row_end = std::int64_t{cell.row} + cell.row_span;
    const std::int64_t column_end = std::int64_t{cell.column} + cell.column_span;
    if (row_end > rows || column_end > columns || cell.row < row) return false;
    if (cell.row == row && cell.column < next_column) return false;
    row = cell.row;
    next_column = column_end;
    auto at = open.lower_bound(cell.column);
    if (at != open.begin() && std::prev(at)->second.column_end > cell.column) --at;
    while (at != open.end() && at->first < column_end) {
      if (at->second.row_end > cell.row) return false;
      at = open.erase(at);
    }
    if (cell.row_span > 1) open.emplace(cell.column, Spanning{column_end, row_end});
  }
  return true;
}

std::optional<Table> take_table(Taker& from) {
  const unsigned which = from.byte(3);
  if (which == 0) return std::nullopt;
  Table table;
  table.rows = from.i32(0);
  table.columns = from.i32(0);
  table.caption = from.string();
  if (which == 2) {
    const int row = from.i32(0);
    const int column = from.i32(0);
    table.parent = ParentCell{row, column};
  }
  const std::size_t cells = from.count(kCellBytes);
  table.cells.reserve(cells);
  for (std::size_t i = 0; i < cells && from.ok(); ++i) {
    Cell& cell = table.cells.emplace_back();
    cell.row = from.i32(0);
    cell.column = from.i32(0);
    cell.row_span = from.i32(1);
    cell.column_span = from.i32(1);
    cell.header = from.byte(2) == 1;
    cell.text = from.string();
  }
  if (from.ok() && !is_grid(table)) from.refuse();
  return table;
}

Block take_block(Taker& from) {
  Block block;
  block.kind = static_cast<BlockKind>(from.byte(static_cast<unsigned>(BlockKind::image) + 1));
  block.role = static_cast<Role>(from.byte(static_cast<unsigned>(Role::memo) + 1));
  block.level = from.i32(0);
  block.page = from.i32(0);
  block.text = from.string();
  block.section = from.strings();
  block.article = from.string();
  block.note = from.string();
  block.table = take_table(from);
  if (block.table && block.kind != BlockKind::table) from.refuse();
  return block;
}

}  // namespace

std::string encode(const Document& document) {
  Writer to;
  to.raw(kMagic);
  to.string(document.id);
  to.string(document.format);
  to.string(document.title);
  to.u32(document.meta.size());
  for (const auto& [key, value] : document.meta) {
    to.string(key);
    to.string(value);
  }
  to.u32(document.blocks.size());
  for (const Block& block : document.blocks) write_block(to, block);
  to.strings(document.warnings);
  return to.take();
}

Result<Document> decode(std::string_view bytes) {
  Taker from(bytes);
  if (from.raw(kMagic.size()) != kMagic) from.refuse();
  Document document;
  document.id = from.string();
  document.format = from.string();
  document.title = from.string();
  document.meta.resize(from.count(2 * kStringBytes));
  for (auto& [key, value] : document.meta) {
    key = from.string();
    value = from.string();
  }
  const std::size_t blocks = from.count(kBlockBytes);
  document.blocks.reserve(blocks);
  for (std::size_t i = 0; i < blocks && from.ok(); ++i) {
    document.blocks.push_back(take_block(from));
  }
  document.warnings = from.strings();
  if (!from.ok() || !from.at_end()) {
    return fail(Code::unreadable, "the extracted document is damaged; read the file again");
  }
  return document;
}

}  // namespace sillok::document
