#include "formats/docx_story.h"

#include <algorithm>
#include <array>
#include <optional>

#include "document/table.h"
#include "formats/clean_text.h"
#include "formats/ooxml.h"
#include "text/unicode.h"

namespace sillok::formats::docx {
namespace {

using document::Block;
using document::BlockKind;
using document::ParentCell;
using document::Role;
using ooxml::attribute;
using ooxml::child;
using ooxml::is;
using ooxml::is_on;
using ooxml::local_name;
using ooxml::number_of;
using ooxml::value_of;

constexpr int kMostColumns = 1'000;

enum class Element {
  other,      // neither read nor looked into
  container,  // looked into: runs, links, insertions, controls
  paragraph,
  run,
  table,
  control,  // structured document tag
  field,
  math,
  alternate,
  row,
  cell,
};

// One table for block and inline level; deletions and moved-away text are `other`.
Element element_of(pugi::xml_node node) {
  struct Name {
    std::string_view name;
    Element element;
  };
  static constexpr Name kNames[] = {
      {"p", Element::paragraph},
      {"r", Element::run},
      {"tbl", Element::table},
      {"hyperlink", Element::container},
      {"ins", Element::container},
      {"moveTo", Element::container},
      {"smartTag", Element::container},
      {"customXml", Element::container},
      {"sdt", Element::control},
      {"sdtContent", Element::container},
      {"fldSimple", Element::container},
      {"dir", Element::container},
      {"bdo", Element::container},
      {"AlternateContent", Element::alternate},
      {"oMath", Element::math},
      {"oMathPara", Element::math},
      {"tr", Element::row},
      {"tc", Element::cell},
      {"subDoc", Element::other},
  };
  const std::string_view local = local_name(node.name());
  for (const Name& name : kNames) {
    if (name.name == local) return name.element;
  }
  return Element::other;
}

// A control showing "여기를 클릭하여 텍스트를 입력하십시오." holds no text of its writer.
pugi::xml_node content_of_control(pugi::xml_node control) {
  if (child(child(control, "sdtPr"), "showingPlcHdr")) return {};
  return child(control, "sdtContent");
}

// Letters of symbol fonts that stand for common signs; others become "▪".
std::string_view symbol(std::string_view font, int code) {
  struct Sign {
    int code;
    std::string_view sign;
  };
  static constexpr Sign kWingdings[] = {
      {0x6C, "●"}, {0x6D, "○"}, {0x6E, "■"}, {0x6F, "□"}, {0x71, "❑"}, {0x72, "❒"},
      {0x76, "❖"}, {0x9F, "•"}, {0xA1, "○"}, {0xA7, "▪"}, {0xA8, "□"}, {0xD8, "➢"},
      {0xE0, "→"}, {0xE8, "→"}, {0xF0, "⇨"}, {0xFB, "✗"}, {0xFC, "✓"}, {0xFD, "☒"},
      {0xFE, "☑"}, {0x4A, "☺"}, {0x46, "☞"}, {0x28, "☎"}, {0x2A, "✉"}};
  static constexpr Sign kSymbol[] = {{0xB7, "•"}, {0xAE, "→"}, {0xB4, "×"}, {0xB8, "÷"},
                                     {0xB1, "±"}, {0xA3, "≤"}, {0xB3, "≥"}, {0xB0, "°"}};
  code &= 0xFF;
  if (font.starts_with("Wingdings")) {
    for (const Sign& sign : kWingdings) {
      if (sign.code == code) return sign.sign;
    }
  } else if (font == "Symbol") {
    for (const Sign& sign : kSymbol) {
      if (sign.code == code) return sign.sign;
    }
  }
  return "▪";
}

// Text boxes anywhere in a drawing, outermost only.
void find_boxes(pugi::xml_node node, std::vector<pugi::xml_node>& out, std::size_t depth) {
  if (depth > 40) return;
  for (const pugi::xml_node one : node) {
    if (is(one, "AlternateContent")) {
      find_boxes(ooxml::chosen_branch(one), out, depth + 1);
    } else if (is(one, "txbxContent")) {
      out.push_back(one);
    } else {
      find_boxes(one, out, depth + 1);
    }
  }
}

void math_text(pugi::xml_node node, std::string& out, std::size_t depth) {
  if (depth > 60) return;
  for (const pugi::xml_node one : node) {
    if (is(one, "t")) {
      out += one.child_value();
    } else {
      math_text(one, out, depth + 1);
    }
  }
}

void add_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

std::string_view trimmed_lines(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

}  // namespace

// Where paragraphs go: into blocks, or into the text of a cell (then `cell` is set and tables that
// stand in it go to `blocks`).
struct Story::Flow {
  std::vector<Block>& blocks;
  std::string* cell = nullptr;
  ParentCell place;            // of the cell
  std::vector<Block>* asides;  // notes and boxes of a cell: they follow the whole table
};

bool Story::deep(std::size_t depth) {
  if (depth < context_.depth) return false;
  too_deep_ = true;
  return true;
}

std::vector<Block> Story::read(pugi::xml_node container) {
  std::vector<Block> blocks;
  Flow flow{blocks, nullptr, {}, &blocks};
  blocks_of(container, flow, 0);
  if (!carried_.empty()) {
    blocks.emplace_back().text = std::exchange(carried_, {});
  }
  fields_.clear();
  return blocks;
}

void Story::blocks_of(pugi::xml_node container, Flow& flow, std::size_t depth) {
  if (deep(depth)) return;
  for (const pugi::xml_node node : container) {
    switch (element_of(node)) {
      case Element::paragraph:
        paragraph(node, flow, depth + 1);
        break;
      case Element::table:
        table(node, flow, depth + 1);
        break;
      case Element::control:
        blocks_of(content_of_control(node), flow, depth + 1);
        break;
      case Element::alternate:
        blocks_of(ooxml::chosen_branch(node), flow, depth + 1);
        break;
      case Element::container:
        blocks_of(node, flow, depth + 1);
        break;
      default:
        break;
    }
  }
}

void Story::put_asides(const Inline& content, std::vector<Block>& out, std::size_t depth) {
  for (const pugi::xml_node box : content.boxes) {
    Flow flow{out, nullptr, {}, &out};
    blocks_of(box, flow, depth + 1);
  }
  for (const auto& [kind, id] : content.notes) {
    const Notes& notes =
        kind == 'f' ? context_.footnotes : (kind == 'e' ? context_.endnotes : context_.comments);
    const auto note = notes.find(id);
    if (note == notes.end() || !notes_read_.insert(kind + id).second) continue;
    std::vector<Block> inside;
    std::vector<Block> further;
    std::string text;
    Flow flow{inside, &text, {}, &further};
    blocks_of(note->second, flow, depth + 1);
    if (!text.empty()) {
      Block& block = out.emplace_back();
      block.kind = kind == 'c' ? BlockKind::paragraph : BlockKind::footnote;
      block.role = kind == 'c' ? Role::memo : Role::body;
      block.text = std::move(text);
      block.page = content.page;
    }
    for (Block& block : inside) {  // tables in a note stand on their own
      if (block.table && &block == &inside.front()) block.table->parent.reset();
      out.push_back(std::move(block));
    }
    for (Block& block : further) out.push_back(std::move(block));
  }
}

void Story::paragraph(pugi::xml_node node, Flow& flow, std::size_t depth) {
  const pugi::xml_node properties = child(node, "pPr");
  if (is_on(child(properties, "pageBreakBefore"))) new_page(false);
  ParagraphKind kind = context_.styles.kind_of(value_of(properties, "pStyle"));
  if (const pugi::xml_node outline = child(properties, "outlineLvl")) {
    const int level = number_of(attribute(outline, "val"), 9);
    kind.heading = level >= 0 && level <= 8 ? level + 1 : 0;
  }
  if (const pugi::xml_node list = child(properties, "numPr")) {
    if (const pugi::xml_node id = child(list, "numId")) kind.num_id = attribute(id, "val");
    kind.num_level = number_of(value_of(list, "ilvl"), std::max(kind.num_level, 0));
  }
  Inline content;
  inline_of(node, content, depth);
  const pugi::xml_node mark = child(properties, "rPr");
  if (child(mark, "del") || child(mark, "moveFrom")) {
    carried_ += content.text;
    content.text.clear();
  } else if (!carried_.empty()) {
    content.text = std::exchange(carried_, {}) + content.text;
  }
  std::string text(trimmed_lines(content.text));
  if (content.page == 0) content.page = page_;
  if (!context_.has_pages) content.page = 0;
  const Label label = context_.numbering.next(kind.num_id, std::max(kind.num_level, 0));
  if (!text.empty() && !label.text.empty()) text = label.text + (label.space ? " " : "") + text;
  if (flow.cell != nullptr) {
    add_line(*flow.cell, text);
    put_asides(content, *flow.asides, depth);
  } else {
    if (!text.empty()) {
      Block& block = flow.blocks.emplace_back();
      block.text = std::move(text);
      block.page = content.page;
      after_caption_ = kind.caption;
      if (kind.title && title_.empty()) title_ = block.text;
      if (kind.contents) {
        block.role = Role::contents;
      } else if (kind.title || kind.heading > 0) {
        block.kind = BlockKind::heading;
        block.level = kind.title ? 1 : kind.heading;
      } else if (label.in_list) {
        block.kind = BlockKind::list_item;
        block.level = std::clamp(kind.num_level, 0, 8) + 1;
      }
    }
    if (!content.boxes.empty() || !content.notes.empty()) after_caption_ = false;
    put_asides(content, flow.blocks, depth);
  }
  if (const pugi::xml_node section = child(properties, "sectPr")) {
    const std::string_view type = value_of(section, "type");
    if (type != "continuous" && type != "nextColumn") new_page(false);
  }
}

// ---- tables ----

void Story::rows_of(pugi::xml_node node, std::vector<pugi::xml_node>& rows, std::size_t depth) {
  if (deep(depth)) return;
  for (const pugi::xml_node one : node) {
    switch (element_of(one)) {
      case Element::row:
        if (!child(child(one, "trPr"), "del")) rows.push_back(one);
        break;
      case Element::control:
        rows_of(content_of_control(one), rows, depth + 1);
        break;
      case Element::container:
        rows_of(one, rows, depth + 1);
        break;
      case Element::alternate:
        rows_of(ooxml::chosen_branch(one), rows, depth + 1);
        break;
      default:
        break;
    }
  }
}

void Story::cells_of(pugi::xml_node node, std::vector<pugi::xml_node>& cells, std::size_t depth) {
  if (deep(depth)) return;
  for (const pugi::xml_node one : node) {
    switch (element_of(one)) {
      case Element::cell:
        cells.push_back(one);
        break;
      // An empty control still holds its cell: the grid must keep its shape.
      case Element::control:
        cells_of(child(one, "sdtContent"), cells, depth + 1);
        break;
      case Element::container:
        cells_of(one, cells, depth + 1);
        break;
      case Element::alternate:
        cells_of(ooxml::chosen_branch(one), cells, depth + 1);
        break;
      default:
        break;
    }
  }
}

void Story::table(pugi::xml_node node, Flow& flow, std::size_t depth) {
  std::vector<pugi::xml_node> rows;
  rows_of(node, rows, depth);
  document::Table out;
  const bool captioned = std::exchange(after_caption_, false);
  std::vector<Block> nested;
  std::vector<Block> asides;
  std::map<int, std::size_t> open;  // column → cell that goes on below (vMerge)
  const int page = page_;
  bool heads = true;  // header rows are the first ones only
  for (const pugi::xml_node row : rows) {
    const pugi::xml_node properties = child(row, "trPr");
    heads = heads && is_on(child(properties, "tblHeader"));
    int column = std::clamp(number_of(value_of(properties, "gridBefore"), 0), 0, kMostColumns);
    std::map<int, std::size_t> goes_on;
    std::vector<pugi::xml_node> cells;
    cells_of(row, cells, depth);
    for (const pugi::xml_node cell : cells) {
      if (column >= kMostColumns) break;
      const pugi::xml_node look = child(cell, "tcPr");
      const int span =
          std::clamp(number_of(value_of(look, "gridSpan"), 1), 1, kMostColumns - column);
      const pugi::xml_node merge = child(look, "vMerge");
      const bool continues = merge && attribute(merge, "val") != "restart";
      const auto above = open.find(column);
      const bool joins =
          continues && above != open.end() && out.cells[above->second].column_span == span;
      std::string text;
      const std::size_t owner = joins ? above->second : out.cells.size();
      const ParentCell place{joins ? out.cells[owner].row : out.rows, column};
      Flow inside{nested, &text, place, &asides};
      blocks_of(cell, inside, depth + 1);
      if (joins) {
        ++out.cells[owner].row_span;
        add_line(out.cells[owner].text, text);
      } else {
        out.cells.push_back({out.rows, column, 1, span, heads, std::move(text)});
      }
      if (merge) goes_on[column] = owner;
      column += span;
    }
    out.columns = std::max(out.columns, column);
    open = std::move(goes_on);
    ++out.rows;
  }
  if (out.cells.empty()) return;
  Block block;
  block.kind = BlockKind::table;
  block.page = context_.has_pages ? page : 0;
  if (flow.cell != nullptr) out.parent = flow.place;
  std::vector<Block>& blocks = flow.blocks;
  if (flow.cell == nullptr && captioned && !blocks.empty()) {
    out.caption = std::move(blocks.back().text);
    blocks.pop_back();
  }
  block.text = document::render_rows(out);
  block.table = std::move(out);
  blocks.push_back(std::move(block));
  for (Block& one : nested) blocks.push_back(std::move(one));
  std::vector<Block>& after = flow.cell != nullptr ? *flow.asides : blocks;
  for (Block& one : asides) after.push_back(std::move(one));
}

// ---- inside paragraphs ----

void Story::put_text(Inline& out, std::string_view text) {
  if (text.empty()) return;
  if (out.page == 0) out.page = page_;
  break_pending_ = false;
  out.text += text;
}

void Story::new_page(bool rendered) {
  if (rendered && break_pending_) {
    break_pending_ = false;  // Word notes where an explicit break has taken effect
    return;
  }
  if (page_ < 1'000'000) ++page_;
  break_pending_ = !rendered;
}

void Story::line_break(pugi::xml_node node) {
  if (attribute(node, "type") == "page") new_page(false);
}

void Story::field_character(pugi::xml_node node) {
  const std::string_view type = attribute(node, "fldCharType");
  if (type == "begin") {
    if (fields_.size() < 1'000) fields_.push_back(true);
  } else if (type == "separate" && !fields_.empty()) {
    fields_.back() = false;
  } else if (type == "end" && !fields_.empty()) {
    fields_.pop_back();
  }
}

void Story::run_part(pugi::xml_node part, Inline& out, std::size_t depth) {
  const std::string_view name = local_name(part.name());
  if (name == "fldChar") {
    field_character(part);
    return;
  }
  const bool in_code = std::find(fields_.begin(), fields_.end(), true) != fields_.end();
  if (in_code) return;
  if (name == "t") {
    put_text(out, clean_text(part.child_value()));
  } else if (name == "tab" || name == "ptab") {
    put_text(out, " ");
  } else if (name == "br") {
    if (attribute(part, "type").empty() || attribute(part, "type") == "textWrapping") {
      put_text(out, "\n");
    } else {
      line_break(part);
    }
  } else if (name == "cr") {
    put_text(out, "\n");
  } else if (name == "noBreakHyphen") {
    put_text(out, "-");
  } else if (name == "sym") {
    const std::string code(attribute(part, "char"));
    put_text(out, symbol(attribute(part, "font"),
                         static_cast<int>(std::strtol(code.c_str(), nullptr, 16))));
  } else if (name == "lastRenderedPageBreak") {
    new_page(true);
  } else if (name == "footnoteReference") {
    out.notes.emplace_back('f', attribute(part, "id"));
  } else if (name == "endnoteReference") {
    out.notes.emplace_back('e', attribute(part, "id"));
  } else if (name == "commentReference") {
    out.notes.emplace_back('c', attribute(part, "id"));
  } else if (name == "drawing" || name == "pict" || name == "object") {
    find_boxes(part, out.boxes, 0);
  } else if (name == "AlternateContent") {
    const pugi::xml_node branch = ooxml::chosen_branch(part);
    if (!deep(depth)) {
      for (const pugi::xml_node one : branch) run_part(one, out, depth + 1);
    }
  } else if (name == "ruby") {
    inline_of(child(part, "rubyBase"), out, depth + 1);
  }
}

void Story::run(pugi::xml_node node, Inline& out, std::size_t depth) {
  if (is_on(child(child(node, "rPr"), "vanish"))) {
    // Hidden text is not read, but fields begin and end in it.
    for (const pugi::xml_node part : node) {
      if (is(part, "fldChar")) field_character(part);
    }
    return;
  }
  for (const pugi::xml_node part : node) run_part(part, out, depth);
}

void Story::inline_of(pugi::xml_node node, Inline& out, std::size_t depth) {
  if (deep(depth)) return;
  for (const pugi::xml_node one : node) {
    switch (element_of(one)) {
      case Element::run:
        run(one, out, depth + 1);
        break;
      case Element::container:
        inline_of(one, out, depth + 1);
        break;
      case Element::control:
        inline_of(content_of_control(one), out, depth + 1);
        break;
      case Element::alternate:
        inline_of(ooxml::chosen_branch(one), out, depth + 1);
        break;
      case Element::math: {
        std::string text;
        math_text(one, text, 0);
        put_text(out, clean_text(text));
        break;
      }
      default:
        break;
    }
  }
}

}  // namespace sillok::formats::docx
