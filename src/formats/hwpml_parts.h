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

#include "formats/hwp_markup.h"
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
      : story_(story), markup_(shapes, limits, story) {}

  void start(const XmlTag& tag);
  void end();
  void text(std::string_view text);
  // Closes what a cut-off file left open.
  void finish() { markup_.finish(); }

  [[nodiscard]] bool open() const { return markup_.open(); }
  // too_large (nesting, cells), once something is wrong.
  [[nodiscard]] const std::optional<Error>& error() const { return markup_.error(); }

 private:
  void begin(HwpElement element, const XmlTag& tag);
  void begin_table_part(HwpElement element, const XmlTag& tag);
  void begin_object(HwpElement element, const XmlTag& tag);
  void begin_field(std::string_view type, const XmlTag& tag);
  void end_field(std::string_view type);
  void button(const XmlTag& tag);

  Story& story_;
  HwpMarkup markup_;
  bool framed_ = false;  // the signs that are laid over each other
};

}  // namespace sillok::formats
