#include "formats/hwp_markup.h"

#include <algorithm>
#include <utility>

#include "formats/hwp_signs.h"

namespace sillok::formats {
namespace {

using Element = HwpElement;

// More cells than any document; each costs memory though its tag is short.
constexpr std::size_t kMostCells = 1'000'000;

std::uint32_t list_of(int outline) {
  return static_cast<std::uint32_t>(std::max(outline, 0));
}

}  // namespace

void HwpMarkup::too_deep() {
  error_ = Error{Code::too_large,
                 "the document is nested more than " + std::to_string(limits_.depth) +
                     " deep; what is in its tables and boxes must be less nested",
                 {}};
}

bool HwpMarkup::begin_in_text(HwpElement element) {
  switch (element) {
    case Element::characters:
      return true;
    case Element::tab:
      story_.text("\t");
      return true;
    case Element::line_break:
      story_.text("\n");
      return true;
    case Element::space:
      story_.text(" ");
      return true;
    case Element::hyphen:
      story_.text("-");
      return true;
    case Element::delete_begin:
      deleting_ = true;
      return true;
    case Element::delete_end:
      deleting_ = false;
      return true;
    case Element::equation_script:
    case Element::sub_text:
    case Element::script_source:
      held_.clear();
      return true;
    default:
      return false;
  }
}

bool HwpMarkup::begin_flow(HwpElement element) {
  switch (element) {
    case Element::row:
      story_.begin_row();
      return true;
    case Element::footnote:
      aside(Aside::footnote);
      return true;
    case Element::endnote:
      aside(Aside::endnote);
      return true;
    case Element::running_head:
      aside(Aside::running_head);
      return true;
    case Element::hidden_comment:
      aside(Aside::memo);
      return true;
    case Element::draw_text:
      aside(Aside::box);
      return true;
    case Element::caption:
      aside(Aside::caption);
      return true;
    case Element::picture:
      story_.begin_picture();
      return true;
    case Element::object:
      story_.passed_over("embedded object");
      return true;
    case Element::chart:
      story_.passed_over("chart");
      return true;
    case Element::video:
      story_.passed_over("video");
      return true;
    default:
      return false;
  }
}

void HwpMarkup::finish() {
  skipping_ = 0;
  while (!stack_.empty()) (void)end();
  if (deleted_ > 0) story_.passed_over("text marked as deleted", deleted_);
}

HwpElement HwpMarkup::innermost() const {
  return skipping_ > 0 || stack_.empty() ? Element::skipped : stack_.back().element;
}

bool HwpMarkup::inside(HwpElement element, std::size_t up) const {
  return stack_.size() > up && stack_[stack_.size() - 1 - up].element == element;
}

void HwpMarkup::take_branch() {
  if (!stack_.empty()) stack_.back().chosen = true;
}

bool HwpMarkup::deleted() {
  if (deleting_) ++deleted_;
  return deleting_;
}

void HwpMarkup::compose(std::string_view signs, bool framed) {
  std::size_t unmapped = 0;
  story_.text(composed_sign(mapped_signs(signs, unmapped), framed));
}

void HwpMarkup::begin_paragraph(int shape, int style) {
  ParagraphHead head;
  const auto known = shapes_.paragraphs.find(shape);
  if (known != shapes_.paragraphs.end()) head = known->second;
  if (head.kind == ParagraphHead::Kind::outline) {
    head.list = list_of(outline_);
    head.numbering = outline_numbering();
  }
  if (!shapes_.title_levels.empty()) {
    const auto title = shapes_.title_levels.find(style);
    if (title != shapes_.title_levels.end()) head.title_level = title->second;
  }
  story_.begin_paragraph(head);
}

void HwpMarkup::begin_outline(int numbering) {
  outline_ = numbering;
  story_.outline_of_section(list_of(outline_), outline_numbering());
}

const Numbering* HwpMarkup::outline_numbering() const {
  const auto numbering = shapes_.numberings.find(outline_);
  return numbering == shapes_.numberings.end() ? nullptr : &numbering->second;
}

void HwpMarkup::aside(Aside kind) {
  story_.begin_aside(kind);
  stack_.back().aside = true;
  leave_deletion();
}

// A deletion never reaches into another flow; one that is not closed must not eat the rest.
void HwpMarkup::leave_deletion() {
  stack_.back().was_deleting = std::exchange(deleting_, false);
}

void HwpMarkup::begin_cell() {
  story_.begin_cell();
  leave_deletion();
  if (story_.cells() > kMostCells) {
    error_ = Error{
        Code::too_large, "the document's tables have more than a million cells; split it", {}};
  }
}

void HwpMarkup::begin_number(bool shown, int number) {
  numbered_ = shown;
  number_ = number;
  number_before_.clear();
  number_behind_.clear();
  number_format_ = NumberFormat::digit;
}

void HwpMarkup::form_number(std::string before, std::string behind, NumberFormat format) {
  number_before_ = std::move(before);
  number_behind_ = std::move(behind);
  number_format_ = format;
}

void HwpMarkup::close(const Frame& frame) {
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

}  // namespace sillok::formats
