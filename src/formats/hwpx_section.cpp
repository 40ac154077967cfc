// Sections and master pages, streamed element by element into the Story.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "formats/element_names.h"
#include "formats/hwp_signs.h"
#include "formats/hwpx_parts.h"

namespace sillok::formats {
namespace {

// More cells than any document; each costs memory though its tag is short.
constexpr std::size_t kMostCells = 1'000'000;

enum class Element : std::uint8_t {
  other,
  skipped,  // nothing inside it is text of the document
  auto_number,
  auto_number_format,
  bookmark,
  caption,
  cell,
  cell_address,
  cell_span,
  check_button,
  combo_box,
  compose,
  delete_begin,
  delete_end,
  draw_text,
  edit_box,
  edit_text,
  endnote,
  equation,
  field_begin,
  field_end,
  footnote,
  hidden_comment,
  hyphen,
  line_break,
  main_text,
  master_page,
  object,
  paragraph,
  parameter,
  parameters,
  picture,
  position,
  row,
  running_head,
  script,
  section_properties,
  space,
  sub_text,
  switch_case,
  switch_default,
  tab,
  table,
  text,
  word_art,
};

// Sorted by name; what is not listed is passed through, so that text inside unknown elements is
// still found.
constexpr auto kElements = element_names<Element>({
    {"autoNum", Element::auto_number},
    {"autoNumFormat", Element::auto_number_format},
    {"bookmark", Element::bookmark},
    {"btn", Element::check_button},
    {"caption", Element::caption},
    {"case", Element::switch_case},
    {"cellAddr", Element::cell_address},
    {"cellSpan", Element::cell_span},
    {"chart", Element::object},
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
    {"script", Element::script},
    {"secPr", Element::section_properties},
    {"shapeComment", Element::skipped},
    {"stringParam", Element::parameter},
    {"subText", Element::sub_text},
    {"t", Element::text},
    {"tab", Element::tab},
    {"tbl", Element::table},
    {"tc", Element::cell},
    {"text", Element::edit_text},
    {"textart", Element::word_art},
    {"tr", Element::row},
    {"video", Element::object},
});

Element element_of(std::string_view name) {
  return kElements.find(name, Element::other);
}

class SectionSink : public XmlSink {
 public:
  SectionSink(const HwpxShapes& shapes, const Limits& limits, Story& story,
              std::vector<std::string>& master_pages)
      : shapes_(shapes), limits_(limits), story_(story), master_pages_(master_pages) {}

  void start(const XmlTag& tag) override {
    if (skipping_ > 0 || failed()) {
      ++skipping_;
      return;
    }
    Element element = element_of(tag.name());
    if (element == Element::switch_case && !stack_.empty()) stack_.back().chosen = true;
    // Both branches of a switch say the same; the first is the one this format's program takes.
    const bool other_branch =
        element == Element::switch_default && !stack_.empty() && stack_.back().chosen;
    // Of what fields are made of, only where links lead is of interest.
    if (element == Element::parameters && !in_link_) element = Element::skipped;
    if (element == Element::skipped) tag.pass_over();
    if (element == Element::skipped || other_branch) {
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

  void end(std::string_view) override {
    if (skipping_ > 0) {
      --skipping_;
      return;
    }
    if (stack_.empty()) return;
    const Frame frame = stack_.back();
    stack_.pop_back();
    close(frame);
  }

  void text(std::string_view text) override {
    if (skipping_ > 0 || stack_.empty()) return;
    switch (stack_.back().element) {
      case Element::text:
        if (deleting_) {
          ++deleted_;
        } else {
          story_.text(text);
        }
        break;
      case Element::script:
      case Element::sub_text:
      case Element::parameter:
        held_ += text;
        break;
      case Element::main_text:
        story_.text(text);
        break;
      case Element::edit_text:
        if (stack_.size() > 1 && stack_[stack_.size() - 2].element == Element::edit_box) {
          story_.text(text);
        }
        break;
      default:
        break;
    }
  }

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] const Error& error() const { return *error_; }

  // Closes what a cut-off file left open.
  void finish() {
    skipping_ = 0;
    while (!stack_.empty()) end({});
    if (deleted_ > 0) story_.passed_over("text marked as deleted", deleted_);
  }

 private:
  struct Frame {
    Element element = Element::other;
    bool chosen = false;        // a switch whose branch was taken
    bool aside = false;         // this element opened a flow beside the text
    bool was_deleting = false;  // outside of that flow
  };

  void open(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::paragraph:
        story_.begin_paragraph(head_of(tag));
        break;
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
      case Element::script:
      case Element::sub_text:
        held_.clear();
        break;
      case Element::parameter:
        held_.clear();
        parameter_ = tag.value("name");
        break;
      default:
        open_table_part(element, tag);
        break;
    }
  }

  void open_table_part(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::table:
        story_.begin_table(tag.number("rowCnt", 0));
        break;
      case Element::position:
        if (inside(Element::table) && tag.raw("treatAsChar") == "1") story_.table_in_line();
        break;
      case Element::row:
        story_.begin_row();
        break;
      case Element::cell:
        story_.begin_cell();
        story_.cell_place()->header = tag.raw("header") == "1";
        leave_deletion();
        if (story_.cells() > kMostCells) {
          error_ = Error{Code::too_large,
                         "the document's tables have more than a million cells; split it",
                         {}};
        }
        break;
      case Element::cell_address:
        if (CellPlace* place = story_.cell_place()) {
          place->row = tag.number("rowAddr", -1);
          place->column = tag.number("colAddr", -1);
        }
        break;
      case Element::cell_span:
        if (CellPlace* place = story_.cell_place()) {
          place->row_span = tag.number("rowSpan", 1);
          place->column_span = tag.number("colSpan", 1);
        }
        break;
      default:
        open_aside(element, tag);
        break;
    }
  }

  void open_aside(Element element, const XmlTag& tag) {
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
        if (tag.raw("type") == "MEMO") aside(Aside::memo);
        if (tag.raw("type") == "TABLEOFCONTENTS") {
          contents_field_ = tag.value("id");
          story_.begin_contents();
        }
        in_link_ = tag.raw("type") == "HYPERLINK";
        if (in_link_) link_field_ = tag.value("id");
        break;
      case Element::field_end:
        if (!contents_field_.empty() && tag.value("beginIDRef") == contents_field_) {
          story_.end_contents();
          contents_field_.clear();
        }
        if (!link_field_.empty() && tag.value("beginIDRef") == link_field_) {
          story_.end_link();
          link_field_.clear();
        }
        break;
      default:
        open_object(element, tag);
        break;
    }
  }

  void open_object(Element element, const XmlTag& tag) {
    switch (element) {
      case Element::picture:
        story_.begin_picture();
        break;
      case Element::bookmark:
        story_.bookmark(tag.value("name"));
        break;
      case Element::word_art:
        story_.line(tag.value("text"));
        break;
      case Element::compose:
        compose(tag);
        break;
      case Element::check_button:
        button(tag);
        break;
      case Element::combo_box:
        story_.text(tag.value("selectedValue"));
        break;
      case Element::auto_number:
        begin_number(tag);
        break;
      case Element::auto_number_format:
        if (inside(Element::auto_number)) {
          number_before_ = tag.value("prefixChar");
          number_behind_ = tag.value("suffixChar");
          number_format_ = number_format(tag.raw("type"));
        }
        break;
      case Element::object:
        story_.passed_over(tag.name() == "chart"   ? "chart"
                           : tag.name() == "video" ? "video"
                                                   : "embedded object");
        break;
      case Element::section_properties:
        outline_ = tag.number("outlineShapeIDRef", 0);
        story_.outline_of_section(outline_list(), outline_numbering());
        break;
      case Element::master_page:
        if (std::string id = tag.value("idRef"); !id.empty())
          master_pages_.push_back(std::move(id));
        break;
      default:
        break;
    }
  }

  void close(const Frame& frame) {
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
      case Element::script:
        if (!held_.empty()) story_.text(" " + held_ + " ");
        break;
      case Element::sub_text:
        if (!held_.empty()) story_.text("(" + held_ + ")");
        break;
      case Element::parameter:
        if (parameter_ == "Command") story_.begin_link(hangul_link_target(held_));
        break;
      case Element::field_begin:
        in_link_ = false;
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

  void aside(Aside kind) {
    story_.begin_aside(kind);
    stack_.back().aside = true;
    leave_deletion();
  }

  // A deletion never reaches into another flow; one that is not closed must not eat the rest.
  void leave_deletion() { stack_.back().was_deleting = std::exchange(deleting_, false); }

  [[nodiscard]] bool inside(Element element) const {
    return stack_.size() > 1 && stack_[stack_.size() - 2].element == element;
  }

  [[nodiscard]] std::uint32_t outline_list() const {
    return static_cast<std::uint32_t>(std::max(outline_, 0));
  }

  [[nodiscard]] const Numbering* outline_numbering() const {
    const auto numbering = shapes_.numberings.find(outline_);
    return numbering == shapes_.numberings.end() ? nullptr : &numbering->second;
  }

  [[nodiscard]] ParagraphHead head_of(const XmlTag& tag) const {
    ParagraphHead head;
    const auto shape = shapes_.paragraphs.find(tag.number("paraPrIDRef", -1));
    if (shape != shapes_.paragraphs.end()) head = shape->second;
    if (head.kind == ParagraphHead::Kind::outline) {
      head.list = outline_list();
      head.numbering = outline_numbering();
    }
    if (!shapes_.title_levels.empty()) {
      const auto title = shapes_.title_levels.find(tag.number("styleIDRef", -1));
      if (title != shapes_.title_levels.end()) head.title_level = title->second;
    }
    return head;
  }

  // Signs laid over each other, mostly a number in a circle that Unicode may have as one sign.
  void compose(const XmlTag& tag) {
    std::size_t unmapped = 0;
    std::string signs = mapped_signs(tag.value("composeText"), unmapped);
    const bool framed = tag.raw("circleType").starts_with("SHAPE");
    story_.text(composed_sign(std::move(signs), framed));
  }

  void button(const XmlTag& tag) {
    const std::string caption = tag.value("caption");
    const std::string_view value = tag.raw("value");
    if (tag.name() != "btn") story_.text(value == "CHECKED" ? "☑ " : "☐ ");
    story_.text(caption);
  }

  void begin_number(const XmlTag& tag) {
    const std::string_view type = tag.raw("numType");
    numbered_ = type != "PAGE" && type != "TOTAL_PAGE";
    number_ = tag.number("num", 1);
    number_before_.clear();
    number_behind_.clear();
    number_format_ = NumberFormat::digit;
  }

  const HwpxShapes& shapes_;
  const Limits& limits_;
  Story& story_;
  std::vector<std::string>& master_pages_;
  std::vector<Frame> stack_;
  std::size_t skipping_ = 0;
  std::string held_;  // equation script, or the small text of a ruby
  std::string contents_field_;
  std::string link_field_;
  std::string parameter_;  // name of the field's parameter that is open
  std::string number_before_;
  std::string number_behind_;
  NumberFormat number_format_ = NumberFormat::digit;
  int number_ = 0;
  int outline_ = 0;
  bool numbered_ = false;
  bool deleting_ = false;
  bool in_link_ = false;  // inside the beginning of a link's field
  std::size_t deleted_ = 0;
  std::optional<Error> error_;
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
    return fed.has_value() && !sink.failed();
  });
  if (streamed && fed && !sink.failed()) fed = xml.finish();
  sink.finish();
  if (sink.failed()) return fail(sink.error());
  return streamed ? fed : streamed;
}

}  // namespace sillok::formats
