// The parts of a Hangul 3 (한글 3.x, 97) file, each read by its own file of this folder. Internal
// to hwp3*.cpp.
//
// After Hancom's published description "한글 문서 파일 구조 3.0" (revision 1.2): a signature, 128
// bytes of document information, a summary, and from there on one stream, packed or not, of fonts,
// styles, paragraphs and attachments. Numbers are little-endian; nothing has a length that could be
// skipped by, so a reader must know every control character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/hwp_story.h"
#include "formats/reader.h"

namespace sillok::formats {

// Reads on from where it stands; beyond the end it gives zeros, and cut() tells so.
class Hwp3Bytes {
 public:
  explicit Hwp3Bytes(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] unsigned u8() { return number(1); }
  [[nodiscard]] std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  [[nodiscard]] std::uint32_t u32() { return number(4); }
  // The next bytes, fewer at the end.
  [[nodiscard]] std::string_view take(std::size_t count);
  void skip(std::size_t count) { static_cast<void>(take(count)); }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  [[nodiscard]] std::uint32_t number(unsigned width);

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool cut_ = false;
};

// What a paragraph needs to know of the document around it.
struct Hwp3Setting {
  std::vector<int> title_levels;  // by style; 0: no title
  char note_suffix = 0;           // stands behind the numbers of notes
};

struct Hwp3Outcome {
  bool cut = false;      // the text ends before its end mark
  bool damaged = false;  // something else stood where a control character must repeat itself
  std::size_t unmapped = 0;
};

// Reads a list of paragraphs, up to the empty one that ends it, into the story. What comes behind a
// damage cannot be found again and is not read. Fails with too_large (nesting, cells).
[[nodiscard]] Result<Hwp3Outcome> read_hwp3_body(Hwp3Bytes& bytes, const Hwp3Setting& setting,
                                                 const Limits& limits, Story& story);

// Where the border lines of a cell stand in its table, in 1/1800 inch.
struct Hwp3Frame {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

// The rows, columns and spans that the frames make; `rows` receives how many rows there are. Lines
// closer than a hair are one.
[[nodiscard]] std::vector<CellPlace> place_hwp3_cells(const std::vector<Hwp3Frame>& frames,
                                                      int& rows);

// What is written in the shapes of a drawing: lists of paragraphs, in the drawing's order. `whole`
// is false where the drawing does not fit its lengths.
struct Hwp3Drawing {
  std::vector<std::string_view> texts;
  bool whole = true;
};
[[nodiscard]] Hwp3Drawing open_hwp3_drawing(std::string_view bytes);

// The 60 bytes of an outline control as the number that Hangul shows, "1.2." or "가)"; `level` from
// 0. Empty for one that only defines the look.
[[nodiscard]] std::string hwp3_outline(std::string_view bytes, std::size_t& level,
                                       std::size_t& unmapped);

// The 92 bytes of a date control (a pattern and the date) as the date that Hangul shows.
[[nodiscard]] std::string hwp3_date(std::string_view bytes, std::size_t& unmapped);

}  // namespace sillok::formats
