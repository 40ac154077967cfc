// Sections and master pages, streamed element by element into the Story.
#include <optional>
#include <string>
#include <utility>

#include "formats/element_names.h"
#include "formats/hwp_markup.h"
#include "formats/hwpx_parts.h"

namespace sillok::formats {
namespace {

using Element = HwpElement;

// What is not listed is passed through, so that text inside unknown elements is still found.
constexpr auto kElements = element_names<Element>({
    {"autoNum", Element::auto_number},
    {"autoNumFormat", Element::auto_number_format},
    {"bookmark", Element::bookmark},
    {"btn", Element::button},
    {"caption", Element::caption},
    {"case", Element::switch_case},
    {"cellAddr", Element::cell_address},
    {"cellSpan", Element::cell_span},
    {"chart", Element::chart},
    {"checkBtn", Element::check_button},
    {"comboBox", Element::combo_box},
    {"compose", Element::compose},
    {"default", Element::switch_default},
    {"deleteBegin", Element::delete_begin},
    {"deleteEnd", Element::delete_end},
    {"drawText", Element::draw_text},
    {"edit", Element::edit_box},
    {"effects", Element::skipped},
    {"endNote", Element::endnote},
    {"equation", Element::equation},
    {"fieldBegin", Element::field_begin},
    {"fieldEnd", Element::field_end},
    {"footNote", Element::footnote},
    {"footer", Element::running_head},
    {"fwSpace", Element::space},
    {"header", Element::running_head},
    {"hiddenComment", Element::hidden_comment},
    {"hypen", Element::hyphen},
    {"hyphen", Element::hyphen},
    {"indexmark", Element::skipped},
    {"lineBreak", Element::line_break},
    {"linesegarray", Element::skipped},
    {"listBox", Element::combo_box},
    {"mainText", Element::main_text},
    {"masterPage", Element::master_page},
    {"metaTag", Element::skipped},
    {"nbSpace", Element::space},
    {"ole", Element::object},
    {"p", Element::paragraph},
    {"parameters", Element::parameters},
    {"pic", Element::picture},
    {"pos", Element::position},
    {"radioBtn", Element::check_button},
    {"renderingInfo", Element::skipped},
    {"script", Element::equation_script},
    {"secPr", Element::section_properties},
    {"shapeComment", Element::skipped},
    {"stringParam", Element::parameter},
    {"subText", Element::sub_text},
    {"t", Element::characters},
    {"tab", Element::tab},
    {"tbl", Element::table},
    {"tc", Element::cell},
    {"text", Element::edit_text},
    {"textart", Element::word_art},
    {"tr", Element::row},
    {"video", Element::video},
});

Element element_of(std::string_view name) {
  return kElements.find(name, Element::other);
}

class SectionSink : public XmlSink {
 public:
  SectionSink(const HwpxShapes& shapes, const Limits& limits, Story& story,
              std::vector<std::string>& master_pages)
      : story_(story), markup_(shapes, limits, story), master_pages_(master_pages) {}

  void start(const XmlTag& tag) override {
    if (markup_.skips()) {
      markup_.skip();
      return;
    }
    Element element = element_of(tag.name());
    if (element == Element::switch_case) markup_.take_branch();
    // Both branches of a switch say the same; the first is the one this format's program takes.
    const bool other_branch = element == Element::switch_default && markup_.branch_taken();
    // Of what fields are made of, only where links lead is of interest.
    if (element == Element::parameters && !in_link_) element = Element::skipped;
    if (element == Element::skipped) tag.pass_over();
    if (element == Element::skipped || other_branch) {
      markup_.skip();
    } else if (!markup_.begin(element)) {
      begin(element, tag);
    }
  }

  void end(std::string_view) override {
    switch (markup_.end()) {
      case Element::parameter:
        if (parameter_ == "Command") story_.begin_link(hangul_link_target(markup_.held()));
        break;
      case Element::field_begin:
        in_link_ = false;
        break;
      default:
        break;
    }
  }

  void text(std::string_view text) override {
    switch (markup_.innermost()) {
      case Element::characters:
        if (!markup_.deleted()) story_.text(text);
        break;
      case Element::equation_script:
      case Element::sub_text:
      case Element::parameter:
        markup_.hold(text);
        break;
      case Element::main_text:
        story_.text(text);
        break;
      case Element::edit_text:
        if (markup_.inside(Element::edit_box)) story_.text(text);
        break;
      default:
        break;
    }
  }

  [[nodiscard]] const std::optional<Error>& error() const { return markup_.error(); }

  // Closes what a cut-off file left open.
  void finish() { markup_.finish(); }

 private:
  void begin(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::paragraph: {
        const auto [shape, style] = tag.numbers({"paraPrIDRef", "styleIDRef"}, -1);
        markup_.begin_paragraph(shape, style);
        break;
      }
      case Element::section_properties:
        markup_.begin_outline(tag.number("outlineShapeIDRef", 0));
        break;
      case Element::parameter:
        markup_.hold_anew({});
        parameter_ = tag.value("name");
        break;
      case Element::field_begin:
        begin_field(tag);
        break;
      case Element::field_end:
        end_field(tag.value("beginIDRef"));
        break;
      default:
        begin_table_part(element, tag);
        break;
    }
  }

  void begin_table_part(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::table:
        story_.begin_table(tag.number("rowCnt", 0));
        break;
      case Element::position:
        if (markup_.inside(Element::table) && tag.raw("treatAsChar") == "1") {
          story_.table_in_line();
        }
        break;
      case Element::cell:
        markup_.begin_cell();
        story_.cell_place()->header = tag.raw("header") == "1";
        break;
      case Element::cell_address:
        if (CellPlace* place = story_.cell_place()) {
          const auto [row, column] = tag.numbers({"rowAddr", "colAddr"}, -1);
          place->row = row;
          place->column = column;
        }
        break;
      case Element::cell_span:
        if (CellPlace* place = story_.cell_place()) {
          const auto [rows, columns] = tag.numbers({"rowSpan", "colSpan"}, 1);
          place->row_span = rows;
          place->column_span = columns;
        }
        break;
      default:
        begin_object(element, tag);
        break;
    }
  }

  void begin_object(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::bookmark:
        story_.bookmark(tag.value("name"));
        break;
      case Element::word_art:
        story_.line(tag.value("text"));
        break;
      case Element::compose:
        markup_.compose(tag.value("composeText"), tag.raw("circleType").starts_with("SHAPE"));
        break;
      case Element::check_button:
        story_.text(tag.raw("value") == "CHECKED" ? "☑ " : "☐ ");
        story_.text(tag.value("caption"));
        break;
      case Element::button:
        story_.text(tag.value("caption"));
        break;
      case Element::combo_box:
        story_.text(tag.value("selectedValue"));
        break;
      case Element::auto_number: {
        const std::string_view type = tag.raw("numType");
        markup_.begin_number(type != "PAGE" && type != "TOTAL_PAGE", tag.number("num", 1));
        break;
      }
      case Element::auto_number_format:
        if (markup_.inside(Element::auto_number)) {
          markup_.form_number(tag.value("prefixChar"), tag.value("suffixChar"),
                              number_format(tag.raw("type")));
        }
        break;
      case Element::master_page:
        if (std::string id = tag.value("idRef"); !id.empty())
          master_pages_.push_back(std::move(id));
        break;
      default:
        break;
    }
  }

  void begin_field(const XmlTag& tag) {
    const std::string_view type = tag.raw("type");
    if (type == "MEMO") markup_.aside(Aside::memo);
    if (type == "TABLEOFCONTENTS") {
      contents_field_ = tag.value("id");
      story_.begin_contents();
    }
    in_link_ = type == "HYPERLINK";
    if (in_link_) link_field_ = tag.value("id");
  }

  void end_field(const std::string& begun) {
    if (!contents_field_.empty() && begun == contents_field_) {
      story_.end_contents();
      contents_field_.clear();
    }
    if (!link_field_.empty() && begun == link_field_) {
      story_.end_link();
      link_field_.clear();
    }
  }

  Story& story_;
  HwpMarkup markup_;
  std::vector<std::string>& master_pages_;
  std::string contents_field_;
  std::string link_field_;
  std::string parameter_;  // name of the field's parameter that is open
  bool in_link_ = false;   // inside the beginning of a link's field
};

}  // namespace

Result<void> read_hwpx_section(const Zip& zip, const ZipEntry& entry, const HwpxShapes& shapes,
                               const Limits& limits, Story& story,
                               std::vector<std::string>& master_pages) {
  SectionSink sink(shapes, limits, story, master_pages);
  XmlStream xml(sink);
  Result<void> fed;
  Result<void> streamed = zip.stream(entry, [&](std::string_view piece) {
    fed = xml.feed(piece);
    return fed.has_value() && !sink.error();
  });
  if (streamed && fed && !sink.error()) fed = xml.finish();
  sink.finish();
  if (sink.error()) return fail(*sink.error());
  return streamed ? fed : streamed;
}

}  // namespace sillok::formats
