// The running text of a Word document: body, and with it notes, text boxes, comments.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/docx_styles.h"

namespace sillok::formats::docx {

// Notes by id; the nodes belong to documents kept elsewhere.
using Notes = std::map<std::string, pugi::xml_node, std::less<>>;

struct Context {
  Styles styles;
  Numbering numbering;
  Notes footnotes;
  Notes endnotes;
  Notes comments;
  bool has_pages = false;   // page breaks are known: blocks get page numbers
  std::size_t depth = 200;  // of nesting that is followed
};

// Reads stories one after another into blocks; lists go on from one to the next. Deletions, hidden
// text, field codes and unfilled placeholders are left out, insertions kept: the final form.
class Story {
 public:
  explicit Story(Context& context) : context_(context) {}

  // The paragraphs and tables in `container` (w:body, w:hdr, w:footnote …), in reading order.
  [[nodiscard]] std::vector<document::Block> read(pugi::xml_node container);

  [[nodiscard]] bool too_deep() const { return too_deep_; }
  // The text of the first paragraph in the Title style.
  [[nodiscard]] const std::string& title() const { return title_; }

 private:
  struct Inline {
    std::string text;
    int page = 0;  // where its first letter stands
    std::vector<pugi::xml_node> boxes;
    std::vector<std::pair<char, std::string>> notes;  // 'f', 'e' or 'c' and the id
    bool mark_deleted = false;  // its end was deleted: the next paragraph goes on
  };
  struct Flow;

  void blocks_of(pugi::xml_node container, Flow& flow, std::size_t depth);
  void paragraph(pugi::xml_node node, Flow& flow, std::size_t depth);
  void table(pugi::xml_node node, Flow& flow, std::size_t depth);
  void rows_of(pugi::xml_node node, std::vector<pugi::xml_node>& rows, std::size_t depth);
  void cells_of(pugi::xml_node node, std::vector<pugi::xml_node>& cells, std::size_t depth);
  void put_asides(const Inline& content, std::vector<document::Block>& out, std::size_t depth);
  void inline_of(pugi::xml_node node, Inline& out, std::size_t depth);
  void run(pugi::xml_node node, Inline& out, std::size_t depth);
  void run_part(pugi::xml_node part, Inline& out, std::size_t depth);
  void field_character(pugi::xml_node node);
  void line_break(pugi::xml_node node);
  void new_page(bool rendered);
  void put_text(Inline& out, std::string_view text);
  [[nodiscard]] bool deep(std::size_t depth);

  Context& context_;
  int page_ = 1;
  bool break_pending_ = false;  // an explicit break whose rendered twin is still to come
  std::vector<bool> fields_;    // open fields: true while inside the code
  std::string carried_;         // text of paragraphs whose end was deleted
  std::string title_;
  bool after_caption_ = false;        // the block just put is a caption: a table may take it
  std::set<std::string> notes_read_;  // kind and id
  bool too_deep_ = false;
};

}  // namespace sillok::formats::docx
