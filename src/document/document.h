// What a file says, as plain values: a Document is a title, metadata and blocks in reading order;
// a Passage is the unit that is searched and cited; a Place says where something stands.
//
// All text is valid UTF-8 in NFC with '\n' line ends. Offsets are bytes unless a name says
// otherwise. Values only: copyable, no ownership of outside things, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sillok::document {

enum class BlockKind : std::uint8_t {
  heading,
  paragraph,
  list_item,
  table,
  footnote,
  code,
  image,
};

// What part a block plays. Only body and memo blocks become passages; the others are kept and shown
// but are not evidence.
enum class Role : std::uint8_t {
  body,
  running_head,  // page headers, footers, page numbers
  contents,      // a table of contents, an index, a list of stubs
  history,       // amendment notes: ‹개정 2020. 3. 1.›, lists of dates of amendment
  memo,          // hidden comments, margin notes
};

struct Cell {
  int row = 0;     // from 0
  int column = 0;  // from 0
  int row_span = 1;
  int column_span = 1;
  bool header = false;  // the source marks it as a head (th, repeated header row)
  std::string text;     // its own paragraphs, joined by '\n'; nested tables are blocks of their own
};

struct ParentCell {
  int row = 0;
  int column = 0;
};

// A grid. Cells are in row-major order of their top left corner and never overlap; places that no
// cell covers are empty.
struct Table {
  int rows = 0;
  int columns = 0;
  std::vector<Cell> cells;
  std::string caption;
  // Set when this table stands inside a cell of the table before it that is not itself nested
  // deeper; the block follows that table's block directly.
  std::optional<ParentCell> parent;
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  Role role = Role::body;
  // The block's extracted text, one line a paragraph. A table's is made by render_rows (table.h):
  // one line a body row, each cell behind its column head.
  std::string text;
  int level = 0;  // heading: 1 is the topmost; list_item: depth from 1; 0 otherwise
  int page = 0;   // from 1; 0 where the format has no pages
  std::vector<std::string> section;  // titles of the headings above, outermost first
  std::string article;               // "제12조제1항" where the rules are numbered so
  std::string note;                  // history taken out of the text: "개정 2020. 3. 1."
  std::optional<Table> table;        // kind table only
};

struct Document {
  std::string id;      // given by the source (JSONL "id"); empty: the library gives one
  std::string format;  // "hwpx", "pdf", "text", ...
  std::string title;
  std::vector<std::pair<std::string, std::string>> meta;  // author, created, encoding, ...
  std::vector<Block> blocks;
  std::vector<std::string> warnings;  // what was passed over and why
};

// Where something stands, as a person would say it.
struct Place {
  int page = 0;  // 0: no pages
  std::string article;
  std::vector<std::string> section;
};

// From `offset` (bytes into Passage::text) on, text stands at this page and article.
struct PlaceMark {
  std::size_t offset = 0;
  int page = 0;
  std::string article;
};

// The unit of search and citation. Its text is a contiguous slice of the document's extracted text
// (extracted_text): text == extracted.substr(begin, text.size()).
struct Passage {
  std::size_t begin = 0;  // byte offset of text in the extracted text
  std::string text;
  std::string context;  // heading path and captions, for search only; never quoted
  std::string defined;  // what names in it stand for by the document's own definitions, a line
                        // each; for search only, never quoted
  std::vector<std::string> section;
  std::vector<PlaceMark> marks;  // at least one, the first at offset 0, offsets rising

  // The place of the text at `offset` bytes into this passage.
  [[nodiscard]] Place place_at(std::size_t offset) const;
};

// The document's text: the blocks' texts, each followed by '\n', blocks of every role included.
[[nodiscard]] std::string extracted_text(const Document& document);
// Byte offset of each block's text in extracted_text; one entry a block.
[[nodiscard]] std::vector<std::size_t> block_offsets(const Document& document);

[[nodiscard]] const char* name_of(BlockKind kind);  // "heading", "list_item", ...
[[nodiscard]] const char* name_of(Role role);

}  // namespace sillok::document
