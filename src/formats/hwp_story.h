// Builds the Document of a Hangul (한글) file from what its reader meets in file order: paragraphs,
// tables and what is anchored in them. HWPX and HWP 5 hold the same things in other clothes; what
// they become is decided here, once.
//
// The story is a stack of flows: the body, and inside it cells, notes, boxes, captions. What stands
// in a flow that is opened while a paragraph is open is anchored in that paragraph.
//  - Text boxes become paragraphs at their anchor; notes follow the block that holds their anchor.
//  - A cell's text is its own paragraphs. Its nested tables follow the table as blocks of their own
//    (Table::parent), then the notes, boxes and pictures of all its cells.
//  - Headers, footers and master pages become running heads, each text once; comments become memos.
//  - A paragraph at an outline level becomes a heading when it reads like one; other numbered and
//    bulleted paragraphs become list items, with the number that the program shows.
//
// Not thread-safe. Never fails on order: closing what is not open does nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/hwp_numbers.h"
#include "formats/links.h"

namespace sillok::formats {

// How a paragraph is counted, from its shape.
struct ParagraphHead {
  enum class Kind : std::uint8_t { none, outline, number, bullet };
  Kind kind = Kind::none;
  std::uint32_t list = 0;  // which numbering or bullet; counts are kept by kind and list
  std::size_t level = 0;   // from 0
  const Numbering* numbering = nullptr;
  std::string_view bullet;  // as shown before the paragraph; kind bullet only
  int title_level = 0;      // > 0: the style names it a title of this level
};

// What opens beside the body's running text.
enum class Aside : std::uint8_t {
  footnote,
  endnote,
  running_head,  // header, footer, master page
  memo,          // hidden comment, margin note
  box,           // text in a shape
  caption,       // of the table that is open, or of a picture
};

// A cell's place as the file gives it; not believed.
struct CellPlace {
  int row = -1;  // -1: by order
  int column = -1;
  int row_span = 1;
  int column_span = 1;
  bool header = false;
};

class Story {
 public:
  Story();

  void begin_paragraph(const ParagraphHead& head);
  // The section's properties stand inside its first paragraph, which may itself be an outline one.
  void outline_of_section(std::uint32_t list, const Numbering* numbering);
  // Text of the open paragraph, valid UTF-8 or not; opens a paragraph if none is open.
  void text(std::string_view text);
  // The same, for who makes the text: to be appended to, valid until the next call. `settled` is to
  // be made false where is_settled (hwp_signs.h) is not known to be true of what is appended.
  struct OpenText {
    std::string& text;
    bool& settled;
  };
  [[nodiscard]] OpenText open_text();
  void end_paragraph();

  // A line by itself at this point, for what holds text without paragraphs (a word picture).
  void line(std::string_view text);

  // `rows` as the file declares them; room for as many `cells` as are known to follow.
  void begin_table(int rows, std::size_t cells = 0);
  // The table stands in the line like a letter, not beside it.
  void table_in_line();
  void begin_row();
  void begin_cell();
  // May be called at any time while the cell is open.
  CellPlace* cell_place();
  void end_cell();
  void end_table();

  void begin_aside(Aside kind);
  void end_aside();

  // A picture or other object that has no text of its own; its caption may follow as an aside
  // between begin and end.
  void begin_picture();
  void end_picture();

  // The paragraphs from the open one until the one open at end_contents are a table of contents. A
  // beginning without an end means nothing.
  void begin_contents();
  void end_contents();

  // A link over the text of the open paragraph from here to end_link.
  void begin_link(std::string target);
  void end_link();
  // The open paragraph is a place of this name.
  void bookmark(std::string name);

  // Something that was passed over: counted by kind for the warnings.
  void passed_over(const char* kind, std::size_t count = 1);

  // How deep flows are nested; readers stop at their limit.
  [[nodiscard]] std::size_t depth() const { return open_; }
  // Cells so far.
  [[nodiscard]] std::size_t cells() const { return cells_; }

  // Closes everything and gives the blocks and warnings to `document`.
  void finish(document::Document& document);

 private:
  struct Paragraph {
    bool open = false;
    bool settled = true;  // as is_settled has it, of all its text
    ParagraphHead head;
    std::string text;
    std::vector<document::Block> before;  // stood in the line before any text
    std::vector<document::Block> after;
    std::vector<document::Block> notes;
  };
  static constexpr std::size_t kDeeper = static_cast<std::size_t>(-1);
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  struct TableDraft {
    document::Table table;
    std::vector<document::Block> nested;  // tables inside its cells, in order
    std::vector<std::size_t>
        nested_cell;                    // the cell of each that is not nested deeper, else kDeeper
    std::vector<document::Block> tail;  // notes, boxes, pictures inside its cells
    int row = -1;                       // of the row that is open
    int declared_rows = 0;
    bool in_line = false;
  };
  enum class FlowKind : std::uint8_t { body, cell, aside, picture };
  struct Flow {
    FlowKind kind = FlowKind::body;
    Aside aside = Aside::box;
    bool lines = false;  // paragraphs become lines of `text`, not blocks
    std::string text;
    std::vector<document::Block> blocks;
    Paragraph paragraph;
    CellPlace place;                      // kind cell
    std::vector<document::Block> nested;  // kind cell: its tables and theirs, in order
    std::vector<bool> nested_here;        // of each: not nested deeper
    std::vector<TableDraft> tables;       // open in this flow: one, unless the file is odd
  };

  Flow& top() { return flows_[open_ - 1]; }
  void open_flow(FlowKind kind, Aside aside, bool lines);
  void attach(std::vector<document::Block>&& blocks, bool in_line, bool note);
  [[nodiscard]] std::string label_of(const ParagraphHead& head);
  [[nodiscard]] std::string_view settled(Paragraph& paragraph);
  void mark_contents();
  void name_places(std::string_view text);
  static void put_paragraph(Flow& flow, std::string_view text, std::string_view label);
  void close_flow();
  void close_cell(Flow& flow);
  void close_aside(Flow& flow);
  void close_picture(Flow& flow);
  void close_table();

  // The first `open_` are open; those behind are empty and keep their room for the next.
  std::vector<Flow> flows_;
  std::size_t open_ = 0;
  NumberCounters counters_;
  std::unordered_set<std::string> running_heads_;
  std::vector<std::pair<const char*, std::size_t>> passed_over_;
  std::size_t cells_ = 0;
  std::size_t unmapped_ = 0;              // private-use characters without a likeness in Unicode
  std::size_t contents_from_ = kNowhere;  // index in the body's blocks
  bool contents_ended_ = false;
  Links links_;
  // The link that is open, if it has a target, and where its text begins.
  std::string link_target_;
  std::size_t link_depth_ = 0;
  std::size_t link_from_ = 0;
  // Names of places in paragraphs that are open, and how deep their flows are.
  std::vector<std::pair<std::size_t, std::string>> named_;
};

// Puts cells into row-major order and makes the grid consistent: spans end at the last row and
// column, a cell that another one covers already is moved to the next free place of its row. `rows`
// is how many rows the file holds, `declared` how many it says; more are believed only where cells
// reach them. Returns where each cell, in the old order, has gone.
std::vector<document::ParentCell> settle_cells(document::Table& table, int rows, int declared);

}  // namespace sillok::formats
