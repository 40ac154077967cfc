// BODY and TAIL, element by element into the Story. Text stands in CHAR only; what is anchored in
// it stands between the CHARs of a TEXT.
#include <algorithm>
#include <utility>

#include "formats/element_names.h"
#include "formats/hwp_signs.h"
#include "formats/hwpml_parts.h"

namespace sillok::formats {

enum class HwpmlBody::Element : std::uint8_t {
  other,
  skipped,  // nothing inside it is text of the document
  auto_number,
  auto_number_format,
  bookmark,
  button,
  button_set,
  caption,
  cell,
  chart,
  check_button,
  characters,
  combo_box,
  compose,
  delete_begin,
  delete_end,
  draw_text,
  edit_text,
  endnote,
  equation_script,
  field_begin,
  field_end,
  footnote,
  hidden_comment,
  hyphen,
  line_break,
  main_text,
  object,
  paragraph,
  picture,
  position,
  row,
  running_head,
  script_source,
  section_properties,
  shape_object,
  space,
  sub_text,
  tab,
  table,
  video,
  word_art,
};

namespace {

using Element = HwpmlBody::Element;

// More cells than any document; each costs memory though its tag is short.
constexpr std::size_t kMostCells = 1'000'000;

// Sorted by name; what is not listed is passed through, so that text inside unknown elements is
// still found.
constexpr auto kElements = element_names<Element>({
    {"AUTONUM", Element::auto_number},
    {"AUTONUMFORMAT", Element::auto_number_format},
    {"BINDATASTORAGE", Element::skipped},
    {"BOOKMARK", Element::bookmark},
    {"BUTTON", Element::button},
    {"BUTTONSET", Element::button_set},
    {"CAPTION", Element::caption},
    {"CELL", Element::cell},
    {"CHAR", Element::characters},
    {"CHART", Element::chart},
    {"CHECKBUTTON", Element::check_button},
    {"COMBOBOX", Element::combo_box},
    {"COMPOSE", Element::compose},
    {"DELETEBEGIN", Element::delete_begin},
    {"DELETEEND", Element::delete_end},
    {"DRAWTEXT", Element::draw_text},
    {"EDITTEXT", Element::edit_text},
    {"EFFECTS", Element::skipped},
    {"ENDNOTE", Element::endnote},
    {"EXT_MASTERPAGE", Element::running_head},
    {"FIELDBEGIN", Element::field_begin},
    {"FIELDEND", Element::field_end},
    {"FOOTER", Element::running_head},
    {"FOOTNOTE", Element::footnote},
    {"FWSPACE", Element::space},
    {"HEADER", Element::running_head},
    {"HIDDENCOMMENT", Element::hidden_comment},
    {"HYPEN", Element::hyphen},
    {"HYPHEN", Element::hyphen},
    {"INDEXMARK", Element::skipped},
    {"LINEBREAK", Element::line_break},
    {"LISTBOX", Element::combo_box},
    {"MAINTEXT", Element::main_text},
    {"MASTERPAGE", Element::running_head},
    {"NBSPACE", Element::space},
    {"OLE", Element::object},
    {"P", Element::paragraph},
    {"PARAMETERSET", Element::skipped},
    {"PICTURE", Element::picture},
    {"POSITION", Element::position},
    {"RADIOBUTTON", Element::check_button},
    {"RENDERINGINFO", Element::skipped},
    {"ROW", Element::row},
    {"SCRIPT", Element::equation_script},
    {"SCRIPTSOURCE", Element::script_source},
    {"SECDEF", Element::section_properties},
    {"SHAPECOMMENT", Element::skipped},
    {"SHAPEOBJECT", Element::shape_object},
    {"SUBTEXT", Element::sub_text},
    {"TAB", Element::tab},
    {"TABLE", Element::table},
    {"TEXTART", Element::word_art},
    {"VIDEO", Element::video},
    {"XMLTEMPLATE", Element::skipped},
});

Element element_of(std::string_view name) {
  return kElements.find(name, Element::other);
}

bool is_true(std::string_view value) {
  return value == "true" || value == "1";
}

}  // namespace

void HwpmlBody::start(const XmlTag& tag) {
  if (skipping_ > 0 || error_) {
    ++skipping_;
    return;
  }
  const Element element = element_of(tag.name());
  if (element == Element::skipped) {
    ++skipping_;
    return;
  }
  if (stack_.size() >= limits_.depth) {
    error_ = Error{Code::too_large,
                   "the document is nested more than " + std::to_string(limits_.depth) +
                       " deep; what is in its tables and boxes must be less nested",
                   {}};
  }
  stack_.push_back({element});
  open(element, tag);
}

void HwpmlBody::end() {
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  if (stack_.empty()) return;
  const Frame frame = stack_.back();
  stack_.pop_back();
  close(frame);
}

void HwpmlBody::text(std::string_view text) {
  if (skipping_ > 0 || stack_.empty()) return;
  switch (stack_.back().element) {
    case Element::characters:
      if (deleting_) {
        ++deleted_;
      } else {
        // Line ends of the file itself; the document's are elements.
        std::string& paragraph = story_.open_text();
        for (const char c : text) {
          if (c != '\r') paragraph += c == '\n' ? ' ' : c;
        }
      }
      break;
    case Element::equation_script:
    case Element::sub_text:
    case Element::compose:
    case Element::script_source:
      held_ += text;
      break;
    case Element::main_text:
    case Element::edit_text:
      story_.text(text);
      break;
    default:
      break;
  }
}

void HwpmlBody::finish() {
  skipping_ = 0;
  while (!stack_.empty()) end();
  if (deleted_ > 0) story_.passed_over("text marked as deleted", deleted_);
}

void HwpmlBody::open(Element element, const XmlTag& tag) {
  switch (element) {
    case Element::paragraph:
      story_.begin_paragraph(head_of(tag));
      break;
    case Element::section_properties:
      outline_ = tag.number("OutlineShape", 0);
      story_.outline_of_section(static_cast<std::uint32_t>(std::max(outline_, 0)),
                                outline_numbering());
      break;
    case Element::equation_script:
    case Element::sub_text:
    case Element::script_source:
      held_.clear();
      break;
    default:
      open_in_text(element, tag);
      break;
  }
}

void HwpmlBody::open_in_text(Element element, const XmlTag& tag) {
  switch (element) {
    case Element::tab:
      story_.text("\t");
      break;
    case Element::line_break:
      story_.text("\n");
      break;
    case Element::space:
      story_.text(" ");
      break;
    case Element::hyphen:
      story_.text("-");
      break;
    case Element::delete_begin:
      deleting_ = true;
      break;
    case Element::delete_end:
      deleting_ = false;
      break;
    default:
      open_table_part(element, tag);
      break;
  }
}

void HwpmlBody::open_table_part(Element element, const XmlTag& tag) {
  switch (element) {
    case Element::table:
      story_.begin_table(tag.number("RowCount", 0));
      break;
    case Element::position:
      if (inside(Element::shape_object) && inside(Element::table, 2) &&
          is_true(tag.raw("TreatAsChar"))) {
        story_.table_in_line();
      }
      break;
    case Element::row:
      story_.begin_row();
      break;
    case Element::cell: {
      story_.begin_cell();
      CellPlace& place = *story_.cell_place();
      place.row = tag.number("RowAddr", -1);
      place.column = tag.number("ColAddr", -1);
      place.row_span = tag.number("RowSpan", 1);
      place.column_span = tag.number("ColSpan", 1);
      place.header = is_true(tag.raw("Header"));
      leave_deletion();
      if (story_.cells() > kMostCells) {
        error_ = Error{
            Code::too_large, "the document's tables have more than a million cells; split it", {}};
      }
      break;
    }
    default:
      open_aside(element, tag);
      break;
  }
}

void HwpmlBody::open_aside(Element element, const XmlTag& tag) {
  switch (element) {
    case Element::footnote:
      aside(Aside::footnote);
      break;
    case Element::endnote:
      aside(Aside::endnote);
      break;
    case Element::running_head:
      aside(Aside::running_head);
      break;
    case Element::hidden_comment:
      aside(Aside::memo);
      break;
    case Element::draw_text:
      aside(Aside::box);
      break;
    case Element::caption:
      aside(Aside::caption);
      break;
    case Element::field_begin:
      if (tag.raw("Type") == "Memo") aside(Aside::memo);
      if (tag.raw("Type") == "TableOfContents") story_.begin_contents();
      if (tag.raw("Type") == "Hyperlink") {
        story_.begin_link(hangul_link_target(tag.value("Command")));
      }
      break;
    case Element::field_end:
      if (tag.raw("Type") == "TableOfContents") story_.end_contents();
      if (tag.raw("Type") == "Hyperlink") story_.end_link();
      break;
    default:
      open_object(element, tag);
      break;
  }
}

void HwpmlBody::open_object(Element element, const XmlTag& tag) {
  switch (element) {
    case Element::picture:
      story_.begin_picture();
      break;
    case Element::bookmark:
      story_.bookmark(tag.value("Name"));
      break;
    case Element::word_art:
      story_.line(tag.value("Text"));
      break;
    case Element::compose:
      held_ = tag.value("ComposeText");
      framed_ = tag.number("CircleType", 0) > 0 || tag.raw("CircleType").starts_with("Shape");
      break;
    case Element::button_set:
      button(tag);
      break;
    case Element::combo_box:
      story_.text(tag.value("Text"));
      break;
    case Element::auto_number:
      begin_number(tag);
      break;
    case Element::auto_number_format:
      if (inside(Element::auto_number)) {
        number_before_ = tag.value("PrefixChar");
        number_behind_ = tag.value("SuffixChar");
        number_format_ = hwpml_number_format(tag.raw("Type"));
      }
      break;
    case Element::object:
      story_.passed_over("embedded object");
      break;
    case Element::chart:
      story_.passed_over("chart");
      break;
    case Element::video:
      story_.passed_over("video");
      break;
    default:
      break;
  }
}

void HwpmlBody::close(const Frame& frame) {
  if (frame.aside) {
    story_.end_aside();
    deleting_ = frame.was_deleting;
  }
  switch (frame.element) {
    case Element::paragraph:
      story_.end_paragraph();
      break;
    case Element::cell:
      story_.end_cell();
      deleting_ = frame.was_deleting;
      break;
    case Element::table:
      story_.end_table();
      break;
    case Element::picture:
      story_.end_picture();
      break;
    case Element::equation_script:
      if (!held_.empty()) story_.text(" " + held_ + " ");
      break;
    case Element::sub_text:
      if (!held_.empty()) story_.text("(" + held_ + ")");
      break;
    case Element::compose: {
      std::size_t unmapped = 0;
      story_.text(composed_sign(mapped_signs(held_, unmapped), framed_));
      break;
    }
    case Element::script_source:
      if (!held_.empty()) story_.passed_over("script");
      break;
    case Element::auto_number:
      if (numbered_) {
        story_.text(number_before_ + format_number(number_, number_format_) + number_behind_);
      }
      break;
    default:
      break;
  }
}

void HwpmlBody::aside(Aside kind) {
  story_.begin_aside(kind);
  stack_.back().aside = true;
  leave_deletion();
}

// A deletion never reaches into another flow; one that is not closed must not eat the rest.
void HwpmlBody::leave_deletion() {
  stack_.back().was_deleting = std::exchange(deleting_, false);
}

void HwpmlBody::begin_number(const XmlTag& tag) {
  const std::string_view type = tag.raw("NumberType");
  numbered_ = type != "Page" && type != "TotalPage";
  number_ = tag.number("Number", 1);
  number_before_.clear();
  number_behind_.clear();
  number_format_ = NumberFormat::digit;
}

// The set stands in the FORMOBJECT of its button.
void HwpmlBody::button(const XmlTag& tag) {
  if (inside(Element::check_button, 2)) story_.text(is_true(tag.raw("Value")) ? "☑ " : "☐ ");
  story_.text(tag.value("Caption"));
}

bool HwpmlBody::inside(Element element, std::size_t up) const {
  return stack_.size() > up && stack_[stack_.size() - 1 - up].element == element;
}

ParagraphHead HwpmlBody::head_of(const XmlTag& tag) const {
  ParagraphHead head;
  const auto shape = shapes_.paragraphs.find(tag.number("ParaShape", -1));
  if (shape != shapes_.paragraphs.end()) head = shape->second;
  if (head.kind == ParagraphHead::Kind::outline) {
    head.list = static_cast<std::uint32_t>(std::max(outline_, 0));
    head.numbering = outline_numbering();
  }
  if (!shapes_.title_levels.empty()) {
    const auto title = shapes_.title_levels.find(tag.number("Style", -1));
    if (title != shapes_.title_levels.end()) head.title_level = title->second;
  }
  return head;
}

const Numbering* HwpmlBody::outline_numbering() const {
  const auto numbering = shapes_.numberings.find(outline_);
  return numbering == shapes_.numberings.end() ? nullptr : &numbering->second;
}

}  // namespace sillok::formats
