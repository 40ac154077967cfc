#include "formats/hwp_story.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "document/table.h"
#include "formats/hwp_signs.h"
#include "text/composed.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

// A heading is a line, not a statement: longer paragraphs at an outline level are numbered text.
constexpr std::size_t kLongestHeading = 80;  // code points

// No place in a table is farther than this; keeps sums of what a file claims in bounds.
constexpr int kFarthest = 1 << 20;

void move_behind(std::vector<Block>& to, std::vector<Block>& blocks) {
  to.insert(to.end(), std::make_move_iterator(blocks.begin()),
            std::make_move_iterator(blocks.end()));
  blocks.clear();
}

void append_all(std::vector<Block>& to, std::vector<Block>&& blocks) {
  if (!blocks.empty()) move_behind(to, blocks);
}

// The text of a flow that closes. What is short is copied: its room serves the next.
std::string taken(std::string& text) {
  constexpr std::size_t kShort = 4096;
  return text.size() > kShort ? std::exchange(text, {}) : text;
}

bool reads_like_heading(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kStatements = {"다.", "음.", "함.", "임.",
                                                                  "것.", "다",  "요.", ";"};
  if (text::code_points_before(text, text.size()) > kLongestHeading) return false;
  return std::none_of(kStatements.begin(), kStatements.end(),
                      [&](std::string_view end) { return text.ends_with(end); });
}

void add_line(std::string& lines, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  if (lines.empty() && label.empty()) {
    lines = text;
    return;
  }
  if (!lines.empty()) lines += '\n';
  if (!label.empty()) {
    lines += label;
    lines += ' ';
  }
  lines += text;
}

// Running heads that differ in a page number are one.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool skipped = (c >= '0' && c <= '9') || c == ' ' || c == '|' || c == '\n';
    if (!skipped) out += c;
  }
  return out;
}

Role role_of(Aside aside) {
  if (aside == Aside::running_head) return Role::running_head;
  return aside == Aside::memo ? Role::memo : Role::body;
}

}  // namespace

Story::Story() : flows_(1), open_(1) {}

void Story::begin_paragraph(const ParagraphHead& head) {
  if (top().paragraph.open) end_paragraph();
  top().paragraph.open = true;
  top().paragraph.head = head;
}

void Story::outline_of_section(std::uint32_t list, const Numbering* numbering) {
  ParagraphHead& head = top().paragraph.head;
  if (head.kind != ParagraphHead::Kind::outline) return;
  head.list = list;
  head.numbering = numbering;
}

Story::OpenText Story::open_text() {
  if (!top().paragraph.open) begin_paragraph({});
  Paragraph& paragraph = top().paragraph;
  return {paragraph.text, paragraph.settled};
}

void Story::text(std::string_view text) {
  const OpenText open = open_text();
  open.settled = open.settled && is_settled(text);
  open.text += text;
}

// Made of what the file says numbers look like, which is not always UTF-8 either.
std::string Story::label_of(const ParagraphHead& head) {
  if (head.kind == ParagraphHead::Kind::none) return {};
  if (head.kind == ParagraphHead::Kind::bullet) return text::nfc(head.bullet);
  if (head.numbering == nullptr) return {};
  // Outline and plain numbers count apart even when they look alike.
  const std::uint64_t list =
      (std::uint64_t{head.kind == ParagraphHead::Kind::outline} << 32) | head.list;
  return text::nfc(counters_.next(list, *head.numbering, head.level));
}

// The paragraph's text: valid, NFC, private signs mapped, without control characters, ends trimmed.
// Works in the paragraph, which the view it gives looks into: nearly all text is as it should be
// and is not copied.
std::string_view Story::settled(Paragraph& paragraph) {
  std::string& raw = paragraph.text;
  if (paragraph.settled) return text::trimmed(raw);
  std::erase_if(
      raw, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; });
  raw = text::nfc(mapped_signs(text::trimmed(raw), unmapped_));
  return raw;
}

void Story::put_paragraph(Flow& flow, std::string_view text, std::string_view label) {
  if (text.empty()) return;
  if (flow.lines) {
    add_line(flow.text, label, text);
    return;
  }
  const ParagraphHead& head = flow.paragraph.head;
  Block& block = flow.blocks.emplace_back();
  const bool titled = head.kind == ParagraphHead::Kind::outline || head.title_level > 0;
  if (titled && reads_like_heading(text)) {
    block.kind = BlockKind::heading;
    block.level = head.title_level > 0 ? head.title_level
                                       : static_cast<int>(std::min<std::size_t>(head.level, 9)) + 1;
  } else if (!label.empty()) {
    block.kind = BlockKind::list_item;
    block.level = static_cast<int>(std::min<std::size_t>(head.level, 9)) + 1;
  }
  add_line(block.text, label, text);
}

void Story::end_paragraph() {
  Flow& flow = top();
  Paragraph& paragraph = flow.paragraph;
  if (!paragraph.open) return;
  append_all(flow.blocks, std::move(paragraph.before));
  const std::string_view text = settled(paragraph);
  if (!named_.empty()) name_places(text);
  put_paragraph(flow, text, label_of(paragraph.head));
  append_all(flow.blocks, std::move(paragraph.after));
  append_all(flow.blocks, std::move(paragraph.notes));
  paragraph.open = false;
  paragraph.settled = true;
  paragraph.text.clear();
  if (contents_ended_ && flow.kind == FlowKind::body) mark_contents();
}

void Story::begin_link(std::string target) {
  link_target_ = std::move(target);
  link_depth_ = open_;
  link_from_ = top().paragraph.text.size();
}

void Story::end_link() {
  const std::string& text = top().paragraph.text;
  if (!link_target_.empty() && link_depth_ == open_ && link_from_ <= text.size()) {
    links_.link(std::string_view(text).substr(link_from_), link_target_);
  }
  link_target_.clear();
}

void Story::bookmark(std::string name) {
  named_.emplace_back(open_, std::move(name));
}

void Story::name_places(std::string_view text) {
  const auto first = std::find_if(named_.begin(), named_.end(),
                                  [this](const auto& named) { return named.first >= open_; });
  for (auto named = first; named != named_.end(); ++named) links_.bookmark(named->second, text);
  named_.erase(first, named_.end());
}

void Story::begin_contents() {
  if (open_ == 1) contents_from_ = top().blocks.size();
}

void Story::end_contents() {
  contents_ended_ = contents_from_ != kNowhere;
}

void Story::mark_contents() {
  std::vector<Block>& blocks = top().blocks;
  for (std::size_t i = contents_from_; i < blocks.size(); ++i) {
    if (blocks[i].role == Role::body) blocks[i].role = Role::contents;
    if (blocks[i].kind != BlockKind::heading) continue;
    blocks[i].kind = BlockKind::paragraph;
    blocks[i].level = 0;
  }
  contents_from_ = kNowhere;
  contents_ended_ = false;
}

void Story::line(std::string_view text) {
  begin_aside(Aside::box);
  begin_paragraph({});
  this->text(text);
  end_aside();
}

void Story::open_flow(FlowKind kind, Aside aside, bool lines) {
  if (open_ == flows_.size()) flows_.emplace_back();
  Flow& flow = flows_[open_++];
  flow.kind = kind;
  flow.aside = aside;
  flow.lines = lines;
  flow.place = {};
}

// Puts blocks beside the open paragraph, or where it would stand.
void Story::attach(std::vector<Block>&& blocks, bool in_line, bool note) {
  Flow& flow = top();
  Paragraph& paragraph = flow.paragraph;
  if (!paragraph.open) {
    append_all(flow.blocks, std::move(blocks));
  } else if (note) {
    append_all(paragraph.notes, std::move(blocks));
  } else if (in_line && text::trimmed(paragraph.text).empty()) {
    append_all(paragraph.before, std::move(blocks));
  } else {
    append_all(paragraph.after, std::move(blocks));
  }
}

void Story::begin_table(int rows, std::size_t cells) {
  TableDraft& draft = top().tables.emplace_back();
  draft.declared_rows = rows;
  draft.table.cells.reserve(cells);
}

void Story::table_in_line() {
  if (!top().tables.empty()) top().tables.back().in_line = true;
}

void Story::begin_row() {
  if (!top().tables.empty()) ++top().tables.back().row;
}

void Story::begin_cell() {
  ++cells_;
  open_flow(FlowKind::cell, Aside::box, true);
}

CellPlace* Story::cell_place() {
  return top().kind == FlowKind::cell ? &top().place : nullptr;
}

void Story::end_cell() {
  if (top().kind == FlowKind::cell) close_flow();
}

void Story::close_cell(Flow& flow) {
  if (top().tables.empty()) {  // a cell without a table: what it holds must not be lost
    const std::string text = std::exchange(flow.text, {});
    std::vector<Block> held = std::move(flow.nested);
    flow.nested.clear();
    flow.nested_here.clear();
    append_all(held, std::move(flow.blocks));
    if (!text.empty()) line(text);
    attach(std::move(held), false, false);
    return;
  }
  TableDraft& draft = top().tables.back();
  std::vector<document::Cell>& cells = draft.table.cells;
  const int row =
      flow.place.row >= 0 ? std::min(flow.place.row, kFarthest) : std::max(draft.row, 0);
  const bool follows = !cells.empty() && cells.back().row == row;
  const int behind = follows ? cells.back().column + cells.back().column_span : 0;
  for (const bool here : flow.nested_here) {
    draft.nested_cell.push_back(here ? cells.size() : kDeeper);
  }
  flow.nested_here.clear();
  document::Cell& cell = cells.emplace_back();
  cell.row = row;
  cell.column = flow.place.column >= 0 ? std::min(flow.place.column, kFarthest) : behind;
  cell.row_span = flow.place.row_span;
  cell.column_span = std::clamp(flow.place.column_span, 1, kFarthest);
  cell.header = flow.place.header;
  cell.text = taken(flow.text);
  append_all(draft.nested, std::move(flow.nested));
  append_all(draft.tail, std::move(flow.blocks));
}

void Story::end_table() {
  if (!top().tables.empty()) close_table();
}

void Story::close_table() {
  TableDraft draft = std::move(top().tables.back());
  top().tables.pop_back();
  const auto places = settle_cells(draft.table, draft.row + 1, draft.declared_rows);
  for (std::size_t i = 0; i < draft.nested.size(); ++i) {
    if (draft.nested_cell[i] != kDeeper) {
      draft.nested[i].table->parent = places[draft.nested_cell[i]];
    }
  }
  Block block;
  block.kind = BlockKind::table;
  block.text = document::render_rows(draft.table);
  block.table = std::move(draft.table);
  if (top().kind == FlowKind::cell) {
    top().nested.push_back(std::move(block));
    top().nested_here.push_back(true);
    top().nested_here.insert(top().nested_here.end(), draft.nested.size(), false);
    append_all(top().nested, std::move(draft.nested));
    attach(std::move(draft.tail), false, false);
    return;
  }
  std::vector<Block> blocks;
  blocks.reserve(1 + draft.nested.size() + draft.tail.size());
  blocks.push_back(std::move(block));
  append_all(blocks, std::move(draft.nested));
  append_all(blocks, std::move(draft.tail));
  attach(std::move(blocks), draft.in_line, false);
}

void Story::begin_aside(Aside kind) {
  // A caption outside a table or picture belongs to a shape: it reads like the shape's text.
  if (kind == Aside::caption && top().tables.empty() && top().kind != FlowKind::picture) {
    kind = Aside::box;
  }
  open_flow(FlowKind::aside, kind, kind != Aside::box);
}

void Story::end_aside() {
  if (top().kind == FlowKind::aside) close_flow();
}

void Story::close_aside(Flow& flow) {
  if (flow.aside == Aside::caption) {
    std::string& caption =
        top().kind == FlowKind::picture ? top().text : top().tables.back().table.caption;
    add_line(caption, {}, flow.text);
    append_all(top().blocks, std::move(flow.blocks));
    return;
  }
  std::vector<Block> blocks;
  if (!flow.text.empty()) {
    Block block;
    const bool note = flow.aside == Aside::footnote || flow.aside == Aside::endnote;
    block.kind = note ? BlockKind::footnote : BlockKind::paragraph;
    block.text = std::move(flow.text);
    blocks.push_back(std::move(block));
  }
  append_all(blocks, std::move(flow.blocks));
  if (flow.aside == Aside::running_head) {
    std::erase_if(blocks, [&](const Block& block) {
      return !block.text.empty() && !running_heads_.insert(without_numbers(block.text)).second;
    });
  }
  if (role_of(flow.aside) != Role::body) {
    for (Block& block : blocks) block.role = role_of(flow.aside);
  }
  const bool beside = flow.aside != Aside::box;
  attach(std::move(blocks), false, beside);
}

void Story::begin_picture() {
  open_flow(FlowKind::picture, Aside::box, true);
}

void Story::end_picture() {
  if (top().kind == FlowKind::picture) close_flow();
}

void Story::close_picture(Flow& flow) {
  std::vector<Block> blocks;
  Block block;
  block.kind = BlockKind::image;
  block.text = std::move(flow.text);
  blocks.push_back(std::move(block));
  append_all(blocks, std::move(flow.blocks));
  attach(std::move(blocks), false, false);
}

void Story::close_flow() {
  end_paragraph();
  while (!top().tables.empty()) close_table();
  Flow& flow = top();
  --open_;
  switch (flow.kind) {
    case FlowKind::body:
      break;
    case FlowKind::cell:
      close_cell(flow);
      break;
    case FlowKind::aside:
      close_aside(flow);
      break;
    case FlowKind::picture:
      close_picture(flow);
      break;
  }
  flow.text.clear();
}

void Story::passed_over(const char* kind, std::size_t count) {
  for (auto& [name, number] : passed_over_) {
    if (std::string_view(name) == kind) {
      number += count;
      return;
    }
  }
  passed_over_.emplace_back(kind, count);
}

void Story::finish(document::Document& document) {
  while (open_ > 1) close_flow();
  end_paragraph();
  while (!top().tables.empty()) close_table();
  document.blocks = std::move(top().blocks);
  name_places({});
  links_.move_to(document);
  for (const auto& [kind, count] : passed_over_) {
    document.warnings.push_back("not read: " + std::to_string(count) + " × " + kind);
  }
  if (unmapped_ > 0) {
    document.warnings.push_back(
        std::to_string(unmapped_) +
        " private-use characters have no Unicode sign and stay as they are");
  }
  *this = Story();
}

}  // namespace sillok::formats
