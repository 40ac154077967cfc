// The parts of an HWPML document, each read by its own file of this folder. Internal to hwpml*.cpp.
//
// After Hancom's published description "한글 문서 파일 구조 3.0/HWPML" (revision 1.2): one XML file
// with HEAD (summary, shapes, styles), BODY (sections of paragraphs) and TAIL (pictures, scripts).
// Versions 2.1 to 2.91 share their vocabulary; it says in capitals what HWPX says in small letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/hwp_story.h"
#include "formats/hwpx_parts.h"
#include "formats/hwpx_xml.h"
#include "formats/reader.h"
#include "result/result.h"

namespace sillok::formats {

// Numbers are named in camel case here.
[[nodiscard]] NumberFormat hwpml_number_format(std::string_view name);

// HEAD: takes its elements in file order. Paragraph shapes are those of HWPX by other names.
class HwpmlHead {
 public:
  void start(const XmlTag& tag);
  void end(std::string_view name);
  void text(std::string_view text);
  // To be called once behind the last element, before shapes() is used.
  void finish();

  [[nodiscard]] const HwpxShapes& shapes() const { return shapes_; }
  // Title, author and such with our names.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> take_meta() {
    return std::move(meta_);
  }

 private:
  void start_level(const XmlTag& tag);
  void shape(const XmlTag& tag);

  HwpxShapes shapes_;
  std::vector<std::pair<std::string, std::string>> meta_;
  Numbering* numbering_ = nullptr;
  NumberLevel* level_ = nullptr;
  const char* property_ = nullptr;  // of the summary, while its text comes
  std::string value_;
};

// BODY and TAIL: streams its elements into the story.
class HwpmlBody {
 public:
  HwpmlBody(const HwpxShapes& shapes, const Limits& limits, Story& story)
      : shapes_(shapes), limits_(limits), story_(story) {}

  void start(const XmlTag& tag);
  void end();
  void text(std::string_view text);
  // Closes what a cut-off file left open.
  void finish();

  [[nodiscard]] bool open() const { return skipping_ > 0 || !stack_.empty(); }
  // too_large (nesting, cells), once something is wrong.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  enum class Element : std::uint8_t;

 private:
  struct Frame {
    Element element;
    bool aside = false;         // this element opened a flow beside the text
    bool was_deleting = false;  // outside of that flow
  };

  void open(Element element, const XmlTag& tag);
  void open_in_text(Element element, const XmlTag& tag);
  void open_table_part(Element element, const XmlTag& tag);
  void open_aside(Element element, const XmlTag& tag);
  void open_object(Element element, const XmlTag& tag);
  void close(const Frame& frame);
  void aside(Aside kind);
  void leave_deletion();
  void begin_number(const XmlTag& tag);
  void button(const XmlTag& tag);
  [[nodiscard]] bool inside(Element element, std::size_t up = 1) const;
  [[nodiscard]] ParagraphHead head_of(const XmlTag& tag) const;
  [[nodiscard]] const Numbering* outline_numbering() const;

  const HwpxShapes& shapes_;
  const Limits& limits_;
  Story& story_;
  std::vector<Frame> stack_;
  std::size_t skipping_ = 0;
  std::string held_;  // equation script, small text of a ruby, signs over each other, a script
  std::string number_before_;
  std::string number_behind_;
  NumberFormat number_format_ = NumberFormat::digit;
  int number_ = 0;
  int outline_ = 0;
  bool numbered_ = false;
  bool framed_ = false;
  bool deleting_ = false;
  std::size_t deleted_ = 0;
  std::optional<Error> error_;
};

}  // namespace sillok::formats
