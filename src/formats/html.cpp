// HTML by gumbo, which parses as browsers do and never fails. What a reader of the page would not
// see or came not for (navigation, scripts, hidden elements) is left out.
//
// A tree may be nested as deep as the file is long. Gumbo frees its tree by recursion, so its
// memory comes from an arena that is dropped as a whole; the walk here stops recursing at
// limits.depth.
#include "formats/html.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/html_table.h"
#include "formats/lines.h"
#include "formats/links.h"
#include "formats/list_mark.h"
#include "formats/magic.h"
#include "formats/tables.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

// Gumbo never looks whether it was given memory, so the arena asks malloc only, and ends the
// process (a reading child) in the open rather than at a null pointer.
class Arena {
 public:
  void* take(std::size_t size) {
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    constexpr std::size_t kChunk = 256u << 10;
    size = (size + kAlign - 1) / kAlign * kAlign;
    if (size > kChunk / 4) return fresh(size);
    if (size > left_) {
      next_ = fresh(kChunk);
      left_ = kChunk;
    }
    char* const taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

 private:
  struct Free {
    void operator()(char* memory) const { std::free(memory); }
  };
  char* fresh(std::size_t size) {
    std::unique_ptr<char, Free> memory(static_cast<char*>(std::malloc(size)));
    if (!memory) std::abort();
    chunks_.push_back(std::move(memory));
    return chunks_.back().get();
  }
  std::vector<std::unique_ptr<char, Free>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool is_left_out(const GumboNode& node) {
  switch (node.v.element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_RP:
      return true;
    default:
      break;
  }
  if (gumbo_get_attribute(&node.v.element.attributes, "hidden") != nullptr) return true;
  if (lower(attribute(node, "role")) == "navigation") return true;
  std::string style = lower(attribute(node, "style"));
  style.erase(std::remove_if(style.begin(), style.end(), is_blank), style.end());
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

// Elements that stand on lines of their own.
bool is_block(GumboTag tag) {
  static constexpr std::array kBlocks{
      GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,
      GUMBO_TAG_MAIN,    GUMBO_TAG_ASIDE,   GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,
      GUMBO_TAG_ADDRESS, GUMBO_TAG_FORM,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGURE,
      GUMBO_TAG_UL,      GUMBO_TAG_OL,      GUMBO_TAG_DL,         GUMBO_TAG_DT,
      GUMBO_TAG_DD,      GUMBO_TAG_LI,      GUMBO_TAG_FIELDSET,   GUMBO_TAG_LEGEND,
      GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_HR,         GUMBO_TAG_CENTER,
      GUMBO_TAG_TABLE,   GUMBO_TAG_TR,      GUMBO_TAG_FIGCAPTION, GUMBO_TAG_PRE,
      GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,         GUMBO_TAG_H4,
      GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_HGROUP,     GUMBO_TAG_CAPTION};
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

// Running text with white space collapsed as on a page.
class Inline {
 public:
  void add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (is_blank(text[at])) {
        gap_ = true;
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && !is_blank(text[end])) ++end;
      if (gap_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
      gap_ = false;
      text_.append(text, at, end - at);
      at = end;
    }
  }
  void add_verbatim(std::string_view text) {
    text_ += text;
    gap_ = false;
  }
  void line() {
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    if (!text_.empty() && text_.back() != '\n') text_ += '\n';
    gap_ = false;
  }
  [[nodiscard]] std::string take() {
    gap_ = false;
    std::string done(text::trimmed(text_));
    text_.clear();
    return text::tidied(done);
  }

 private:
  std::string text_;
  bool gap_ = false;
};

struct Ordered {
  bool numbered = false;
  int next = 1;
};

class Walk {
 public:
  // Where the links of what is read lead, and the places that have names.
  void find_links(const GumboNode& from) {
    Links links;
    std::vector<const GumboNode*> open{&from};
    while (!open.empty()) {
      const GumboNode& node = *open.back();
      open.pop_back();
      if (node.type != GUMBO_NODE_ELEMENT || is_left_out(node)) continue;
      if (node.v.element.tag == GUMBO_TAG_A) {
        std::string shown;
        collect(node, shown, false);
        links.link(shown, attribute(node, "href"));
        links.bookmark(attribute(node, "name"), shown);
      }
      const GumboVector& list = node.v.element.children;
      for (unsigned i = list.length; i > 0; --i) {
        open.push_back(static_cast<const GumboNode*>(list.data[i - 1]));
      }
    }
    links.move_to(document_);
  }

  Walk(document::Document& document, const Limits& limits) : document_(document), limits_(limits) {}

  void children(const GumboNode& node) {
    const GumboVector& list =
        node.type == GUMBO_NODE_DOCUMENT ? node.v.document.children : node.v.element.children;
    for (unsigned i = 0; i < list.length; ++i) visit(*static_cast<const GumboNode*>(list.data[i]));
  }

  void flush() {
    Block block;
    block.text = inline_.take();
    if (!block.text.empty()) {
      block.kind = kind_;
      block.role = role_;
      block.level = level_;
      if (kind_ == BlockKind::list_item && !number_.empty() &&
          mark_at_start(block.text).mark == Mark::none) {
        block.text.insert(0, number_);
      }
      document_.blocks.push_back(std::move(block));
      // What follows in the same list item is no item of its own.
      if (kind_ == BlockKind::list_item) set_paragraph();
    }
    for (std::string& image : images_) {
      Block picture;
      picture.kind = BlockKind::image;
      picture.role = role_;
      picture.text = std::move(image);
      document_.blocks.push_back(std::move(picture));
    }
    images_.clear();
  }

  void finish() {
    flush();
    if (dropped_ == 0) return;
    document_.warnings.push_back(std::to_string(dropped_) +
                                 " table cells were left out: the spans of others leave no room");
  }

 private:
  void visit(const GumboNode& node) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA ||
        node.type == GUMBO_NODE_WHITESPACE) {
      inline_.add(node.v.text.text);
      return;
    }
    if (node.type != GUMBO_NODE_ELEMENT || is_left_out(node)) return;
    if (depth_ >= limits_.depth) {
      too_deep(node);
      return;
    }
    ++depth_;
    element(node);
    --depth_;
  }

  void element(const GumboNode& node) {
    const GumboTag tag = node.v.element.tag;
    if (is_heading(tag)) {
      flush();
      set(BlockKind::heading, static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1);
      children(node);
      flush();
      set_paragraph();
      return;
    }
    switch (tag) {
      case GUMBO_TAG_HEAD:
        head(node);
        return;
      case GUMBO_TAG_BR:
        inline_.line();
        return;
      case GUMBO_TAG_IMG:
        if (const std::string_view alt = attribute(node, "alt"); !text::trimmed(alt).empty()) {
          images_.push_back(text::tidied(text::trimmed(alt)));
        }
        return;
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
        list(node, tag == GUMBO_TAG_OL);
        return;
      case GUMBO_TAG_LI:
        item(node);
        return;
      case GUMBO_TAG_TABLE:
        flush();
        table(node, std::nullopt);
        return;
      case GUMBO_TAG_PRE:
        preformatted(node);
        return;
      case GUMBO_TAG_FOOTER:
        footer(node);
        return;
      default:
        break;
    }
    if (!is_block(tag)) {
      children(node);
      return;
    }
    // A paragraph that is the first thing in a list item is the item.
    const bool first_of_item = kind_ == BlockKind::list_item;
    if (first_of_item) {
      inline_.line();
    } else {
      flush();
      set_paragraph();
    }
    children(node);
    flush();
  }

  void list(const GumboNode& node, bool numbered) {
    flush();
    Ordered ordered{numbered, 1};
    if (numbered && !attribute(node, "start").empty()) {
      ordered.next = std::clamp(std::atoi(std::string(attribute(node, "start")).c_str()), 0, 9'999);
    }
    lists_.push_back(ordered);
    children(node);
    flush();
    lists_.pop_back();
    set_paragraph();
  }

  void item(const GumboNode& node) {
    flush();
    const int depth = std::max(1, static_cast<int>(lists_.size()));
    set(BlockKind::list_item, depth);
    number_.clear();
    if (!lists_.empty() && lists_.back().numbered) {
      number_ = std::to_string(lists_.back().next++) + ". ";
    }
    children(node);
    flush();
    number_.clear();
    set_paragraph();
  }

  // The foot of the page itself is furniture; that of an article may be its source or date.
  void footer(const GumboNode& node) {
    flush();
    set_paragraph();
    const Role before = role_;
    const GumboNode* parent = node.parent;
    if (parent != nullptr && parent->type == GUMBO_NODE_ELEMENT &&
        parent->v.element.tag == GUMBO_TAG_BODY) {
      role_ = Role::running_head;
    }
    children(node);
    flush();
    role_ = before;
  }

  void preformatted(const GumboNode& node) {
    flush();
    std::string text;
    bool code = false;
    const GumboVector& list = node.v.element.children;
    for (unsigned i = 0; i < list.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(list.data[i]);
      code = code || (child.type == GUMBO_NODE_ELEMENT && child.v.element.tag == GUMBO_TAG_CODE);
    }
    collect(node, text, true);
    text = text::tidied(text);
    if (!code) {
      append_text_blocks(document_, text);
      return;
    }
    while (!text.empty() && is_blank(text.back())) text.pop_back();
    if (text.empty()) return;
    Block block;
    block.kind = BlockKind::code;
    block.role = role_;
    block.text = std::move(text);
    document_.blocks.push_back(std::move(block));
  }

  void head(const GumboNode& node) {
    const GumboVector& list = node.v.element.children;
    for (unsigned i = 0; i < list.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(list.data[i]);
      if (child.type != GUMBO_NODE_ELEMENT) continue;
      if (child.v.element.tag == GUMBO_TAG_TITLE && document_.title.empty()) {
        std::string title;
        collect(child, title, false);
        Inline line;
        line.add(title);
        document_.title = line.take();
      } else if (child.v.element.tag == GUMBO_TAG_META) {
        meta(child);
      }
    }
  }

  void meta(const GumboNode& node) {
    static constexpr std::array<std::string_view, 6> kKept{"author", "description", "keywords",
                                                           "date",   "generator",   "subject"};
    const std::string name = lower(attribute(node, "name"));
    const std::string_view content = attribute(node, "content");
    if (content.empty() || std::find(kKept.begin(), kKept.end(), name) == kKept.end()) return;
    document_.meta.emplace_back(name, text::tidied(content));
  }

  // Old pages lay out with tables: those give their cells' contents one after another.
  [[nodiscard]] bool is_layout(const GumboNode& node, const HtmlTable& grid) const {
    const std::string role = lower(attribute(node, "role"));
    if (role == "presentation" || role == "none") return true;
    if (grid.table.rows <= 1 && grid.table.columns <= 1) return true;
    return std::any_of(grid.elements.begin(), grid.elements.end(),
                       [](const GumboNode* cell) { return holds_heading(*cell); });
  }

  static bool holds_heading(const GumboNode& node) {
    std::vector<const GumboNode*> open{&node};
    while (!open.empty()) {
      const GumboNode* next = open.back();
      open.pop_back();
      if (next->type != GUMBO_NODE_ELEMENT) continue;
      if (is_heading(next->v.element.tag)) return true;
      const GumboVector& list = next->v.element.children;
      for (unsigned i = 0; i < list.length; ++i) {
        open.push_back(static_cast<const GumboNode*>(list.data[i]));
      }
    }
    return false;
  }

  void table(const GumboNode& node, std::optional<document::ParentCell> parent) {
    HtmlTable grid = lay_out(node);
    dropped_ += grid.dropped;
    if (grid.table.cells.empty()) {
      children(node);
      flush();
      return;
    }
    if (!parent && is_layout(node, grid)) {
      for (const GumboNode* cell : grid.elements) {
        set_paragraph();
        children(*cell);
        flush();
      }
      return;
    }
    struct Nested {
      const GumboNode* node;
      document::ParentCell at;
    };
    std::vector<Nested> nested;
    for (std::size_t i = 0; i < grid.elements.size(); ++i) {
      document::Cell& cell = grid.table.cells[i];
      std::vector<const GumboNode*> inner;
      cell.text = cell_text(*grid.elements[i], inner);
      for (const GumboNode* table : inner) nested.push_back({table, {cell.row, cell.column}});
    }
    if (grid.caption != nullptr) {
      std::vector<const GumboNode*> none;
      grid.table.caption = cell_text(*grid.caption, none);
    }
    grid.table.parent = parent;
    Block block = table_block(std::move(grid.table));
    block.role = role_;
    document_.blocks.push_back(std::move(block));
    for (const Nested& inner : nested) {
      if (depth_ >= limits_.depth) break;
      ++depth_;
      table(*inner.node, inner.at);
      --depth_;
    }
  }

  // The paragraphs of a cell, a line each; tables inside are set aside.
  std::string cell_text(const GumboNode& cell, std::vector<const GumboNode*>& tables) {
    Inline text;
    struct Step {
      const GumboNode* node;
      bool leaving;
    };
    std::vector<Step> open{{&cell, false}};
    while (!open.empty()) {
      const Step step = open.back();
      open.pop_back();
      const GumboNode& node = *step.node;
      if (node.type != GUMBO_NODE_ELEMENT) {
        if (node.type != GUMBO_NODE_COMMENT && node.type != GUMBO_NODE_TEMPLATE) {
          text.add(node.v.text.text);
        }
        continue;
      }
      const GumboTag tag = node.v.element.tag;
      if (step.leaving) {
        text.line();
        continue;
      }
      if (&node != &cell && is_left_out(node)) continue;
      if (tag == GUMBO_TAG_TABLE) {
        text.line();
        tables.push_back(&node);
        continue;
      }
      if (tag == GUMBO_TAG_IMG) text.add(attribute(node, "alt"));
      if (tag == GUMBO_TAG_BR) text.line();
      if (&node != &cell && is_block(tag)) {
        text.line();
        open.push_back({&node, true});
      }
      const GumboVector& list = node.v.element.children;
      for (unsigned i = list.length; i > 0; --i) {
        open.push_back({static_cast<const GumboNode*>(list.data[i - 1]), false});
      }
    }
    return text.take();
  }

  // All text below a node, however deep, without recursing.
  static void collect(const GumboNode& from, std::string& text, bool verbatim) {
    std::vector<const GumboNode*> open{&from};
    while (!open.empty()) {
      const GumboNode& node = *open.back();
      open.pop_back();
      if (node.type == GUMBO_NODE_ELEMENT) {
        if (&node != &from && is_left_out(node)) continue;
        if (node.v.element.tag == GUMBO_TAG_BR) text += '\n';
        if (!verbatim && is_block(node.v.element.tag)) text += '\n';
        const GumboVector& list = node.v.element.children;
        for (unsigned i = list.length; i > 0; --i) {
          open.push_back(static_cast<const GumboNode*>(list.data[i - 1]));
        }
      } else if (node.type != GUMBO_NODE_COMMENT && node.type != GUMBO_NODE_TEMPLATE) {
        text += node.v.text.text;
      }
    }
  }

  void too_deep(const GumboNode& node) {
    if (!warned_) {
      document_.warnings.push_back("elements nested more than " + std::to_string(limits_.depth) +
                                   " deep were read as plain text");
    }
    warned_ = true;
    std::string text;
    collect(node, text, false);
    inline_.add(text);
  }

  void set(BlockKind kind, int level) {
    kind_ = kind;
    level_ = level;
  }
  void set_paragraph() { set(BlockKind::paragraph, 0); }

  document::Document& document_;
  const Limits& limits_;
  Inline inline_;
  BlockKind kind_ = BlockKind::paragraph;
  int level_ = 0;
  Role role_ = Role::body;
  std::string number_;
  std::vector<Ordered> lists_;
  std::vector<std::string> images_;
  std::size_t depth_ = 0;
  bool warned_ = false;
  std::size_t dropped_ = 0;  // cells that tables have no room for
};

}  // namespace

void append_html_blocks(document::Document& document, std::string_view html, const Limits& limits) {
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &arena;
  options.allocator = [](void* memory, std::size_t size) {
    return static_cast<Arena*>(memory)->take(size);
  };
  options.deallocator = [](void*, void*) {};
  options.max_errors = 0;
  const GumboOutput* parsed = gumbo_parse_with_options(&options, html.data(), html.size());
  Walk walk(document, limits);
  walk.children(*parsed->document);
  walk.finish();
  walk.find_links(*parsed->root);
}

}  // namespace sillok::formats
