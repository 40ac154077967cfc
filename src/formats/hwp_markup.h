// What HWPX and HWPML say with the same elements by other names, done once: which elements are
// open, what is passed over, text marked as deleted, flows beside the text, numbers, outlines. The
// readers of the two tell it what begins and what its attributes say. Internal to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/hwp_story.h"
#include "formats/hwpx_parts.h"
#include "formats/reader.h"
#include "result/result.h"

namespace sillok::formats {

enum class HwpElement : std::uint8_t {
  other,
  skipped,  // nothing inside it is text of the document
  auto_number,
  auto_number_format,
  bookmark,
  button,
  button_set,
  caption,
  cell,
  cell_address,
  cell_span,
  characters,
  chart,
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
  equation_script,
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
  script_source,
  section_properties,
  shape_object,
  space,
  sub_text,
  switch_case,
  switch_default,
  tab,
  table,
  video,
  word_art,
};

class HwpMarkup {
 public:
  // All must outlive it.
  HwpMarkup(const HwpxShapes& shapes, const Limits& limits, Story& story)
      : shapes_(shapes), limits_(limits), story_(story) {}

  // ---- which elements are open

  // Whether what begins now is passed over, with what stands above it.
  [[nodiscard]] bool skips() const { return skipping_ > 0 || error_.has_value(); }
  // Passes over what begins now, with all that is in it.
  void skip() { ++skipping_; }
  // It begins. What needs no attributes is done at once; false for the rest.
  bool begin(HwpElement element) {
    if (stack_.size() >= limits_.depth) too_deep();
    stack_.push_back({element});
    return element == HwpElement::other || begin_in_text(element) || begin_flow(element);
  }
  // The element that begun last ends: what it was. `other` for those passed over.
  HwpElement end() {
    if (skipping_ > 0) {
      --skipping_;
      return HwpElement::other;
    }
    if (stack_.empty()) return HwpElement::other;
    const Frame frame = stack_.back();
    stack_.pop_back();
    if (frame.element != HwpElement::other) close(frame);
    return frame.element;
  }
  // Closes what a cut-off file left open.
  void finish();
  [[nodiscard]] bool open() const { return skipping_ > 0 || !stack_.empty(); }
  // What text now belongs to; `skipped` where nobody reads it.
  [[nodiscard]] HwpElement innermost() const;
  // Whether the innermost element stands in this one, `up` above it.
  [[nodiscard]] bool inside(HwpElement element, std::size_t up = 1) const;
  // Of the branches of a switch, the first that is known counts: notes that one was taken.
  void take_branch();
  [[nodiscard]] bool branch_taken() const { return !stack_.empty() && stack_.back().chosen; }
  // too_large (nesting, cells), once something is wrong.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  // ---- text

  // Whether the text of the paragraph that comes now is marked as deleted; counts it.
  bool deleted();
  // Of the element that is open, until it ends: an equation, the small text of a ruby, a script.
  void hold(std::string_view text) { held_ += text; }
  void hold_anew(std::string_view text) { held_ = text; }
  [[nodiscard]] const std::string& held() const { return held_; }
  // Signs laid over each other, mostly a number in a circle that Unicode may have as one sign.
  void compose(std::string_view signs, bool framed);

  // ---- what attributes tell

  // `shape` and `style` as the paragraph names them.
  void begin_paragraph(int shape, int style);
  void begin_outline(int numbering);
  // Opens the flow of the element that began last.
  void aside(Aside kind);
  void begin_cell();
  // A number that the program counts; not `shown` where nothing stands for it in the text.
  void begin_number(bool shown, int number);
  void form_number(std::string before, std::string behind, NumberFormat format);

 private:
  struct Frame {
    HwpElement element = HwpElement::other;
    bool chosen = false;        // a switch whose branch was taken
    bool aside = false;         // this element opened a flow beside the text
    bool was_deleting = false;  // outside of that flow
  };

  void too_deep();
  bool begin_in_text(HwpElement element);
  bool begin_flow(HwpElement element);
  void close(const Frame& frame);
  void leave_deletion();
  [[nodiscard]] const Numbering* outline_numbering() const;

  const HwpxShapes& shapes_;
  const Limits& limits_;
  Story& story_;
  std::vector<Frame> stack_;
  std::size_t skipping_ = 0;
  std::string held_;
  std::string number_before_;
  std::string number_behind_;
  NumberFormat number_format_ = NumberFormat::digit;
  int number_ = 0;
  int outline_ = 0;
  bool numbered_ = false;
  bool deleting_ = false;
  std::size_t deleted_ = 0;
  std::optional<Error> error_;
};

}  // namespace sillok::formats
