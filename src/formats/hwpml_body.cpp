// BODY and TAIL, element by element into the Story. Text stands in CHAR only; what is anchored in
// it stands between the CHARs of a TEXT.
#include "formats/element_names.h"
#include "formats/hwpml_parts.h"

namespace sillok::formats {

namespace {

using Element = HwpElement;

// What is not listed is passed through, so that text inside unknown elements is still found.
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
  const Element element = markup_.skips() ? Element::skipped : element_of(tag.name());
  if (element == Element::skipped) {
    markup_.skip();
    return;
  }
  if (!markup_.begin(element)) begin(element, tag);
}

void HwpmlBody::end() {
  if (markup_.end() == Element::compose) markup_.compose(markup_.held(), framed_);
}

void HwpmlBody::text(std::string_view text) {
  switch (markup_.innermost()) {
    case Element::characters:
      if (!markup_.deleted()) {
        // Line ends of the file itself; the document's are elements.
        std::string line(text);
        std::erase(line, '\r');
        std::replace(line.begin(), line.end(), '\n', ' ');
        story_.text(line);
      }
      break;
    case Element::equation_script:
    case Element::sub_text:
    case Element::compose:
    case Element::script_source:
      markup_.hold(text);
      break;
    case Element::main_text:
    case Element::edit_text:
      story_.text(text);
      break;
    default:
      break;
  }
}

void HwpmlBody::begin(HwpElement element, const XmlTag& tag) {
  switch (element) {
    case Element::paragraph:
      markup_.begin_paragraph(tag.number("ParaShape", -1), tag.number("Style", -1));
      break;
    case Element::section_properties:
      markup_.begin_outline(tag.number("OutlineShape", 0));
      break;
    case Element::field_begin:
      begin_field(tag.raw("Type"), tag);
      break;
    case Element::field_end:
      end_field(tag.raw("Type"));
      break;
    default:
      begin_table_part(element, tag);
      break;
  }
}

void HwpmlBody::begin_table_part(HwpElement element, const XmlTag& tag) {
  switch (element) {
    case Element::table:
      story_.begin_table(tag.number("RowCount", 0));
      break;
    case Element::position:
      if (markup_.inside(Element::shape_object) && markup_.inside(Element::table, 2) &&
          is_true(tag.raw("TreatAsChar"))) {
        story_.table_in_line();
      }
      break;
    case Element::cell: {
      markup_.begin_cell();
      CellPlace& place = *story_.cell_place();
      place.row = tag.number("RowAddr", -1);
      place.column = tag.number("ColAddr", -1);
      place.row_span = tag.number("RowSpan", 1);
      place.column_span = tag.number("ColSpan", 1);
      place.header = is_true(tag.raw("Header"));
      break;
    }
    default:
      begin_object(element, tag);
      break;
  }
}

void HwpmlBody::begin_object(HwpElement element, const XmlTag& tag) {
  switch (element) {
    case Element::bookmark:
      story_.bookmark(tag.value("Name"));
      break;
    case Element::word_art:
      story_.line(tag.value("Text"));
      break;
    case Element::compose:
      markup_.hold_anew(tag.value("ComposeText"));
      framed_ = tag.number("CircleType", 0) > 0 || tag.raw("CircleType").starts_with("Shape");
      break;
    case Element::button_set:
      button(tag);
      break;
    case Element::combo_box:
      story_.text(tag.value("Text"));
      break;
    case Element::auto_number: {
      const std::string_view type = tag.raw("NumberType");
      markup_.begin_number(type != "Page" && type != "TotalPage", tag.number("Number", 1));
      break;
    }
    case Element::auto_number_format:
      if (markup_.inside(Element::auto_number)) {
        markup_.form_number(tag.value("PrefixChar"), tag.value("SuffixChar"),
                            hwpml_number_format(tag.raw("Type")));
      }
      break;
    default:
      break;
  }
}

void HwpmlBody::begin_field(std::string_view type, const XmlTag& tag) {
  if (type == "Memo") markup_.aside(Aside::memo);
  if (type == "TableOfContents") story_.begin_contents();
  if (type == "Hyperlink") story_.begin_link(hangul_link_target(tag.value("Command")));
}

void HwpmlBody::end_field(std::string_view type) {
  if (type == "TableOfContents") story_.end_contents();
  if (type == "Hyperlink") story_.end_link();
}

// The set stands in the FORMOBJECT of its button.
void HwpmlBody::button(const XmlTag& tag) {
  if (markup_.inside(Element::check_button, 2)) {
    story_.text(is_true(tag.raw("Value")) ? "☑ " : "☐ ");
  }
  story_.text(tag.value("Caption"));
}

}  // namespace sillok::formats
