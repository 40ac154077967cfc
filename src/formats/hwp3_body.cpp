// Lists of paragraphs, and the control characters that stand in their text.
//
// A paragraph is its shape, its lines and its letters, 16 bits each; it ends with a 13, a list of
// them with a paragraph of no letters. A letter below 32 is a control: what belongs to it follows
// at once, and most repeat their code before or behind that.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "formats/hwp3_letters.h"
#include "formats/hwp3_parts.h"
#include "formats/hwp_signs.h"

namespace sillok::formats {
namespace {

constexpr std::uint16_t kEndOfParagraph = 13;
constexpr std::size_t kLetterShape = 31;
constexpr std::size_t kParagraphShape = 187;
constexpr std::size_t kLineInfo = 14;

// More cells than any document.
constexpr std::size_t kMostCells = 1'000'000;

class Body {
 public:
  Body(const Hwp3Setting& setting, const Limits& limits, Story& story)
      : setting_(setting), limits_(limits), story_(story) {}

  Result<Hwp3Outcome> read(Hwp3Bytes& in) {
    list(in);
    outcome_.cut = in.cut();
    if (error_) return fail(*error_);
    return outcome_;
  }

 private:
  // The paragraph that is being read. It opens in the story with its first letter, because the
  // control that makes a heading of it may come first.
  struct Line {
    ParagraphHead head;
    bool open = false;
    std::string text;
    std::vector<std::string> rubies;  // of the fields that are open
  };

  [[nodiscard]] bool over(const Hwp3Bytes& in) const {
    return in.cut() || outcome_.damaged || error_.has_value();
  }

  void list(Hwp3Bytes& in) {
    if (++depth_ > limits_.depth / 4 && !error_) {
      error_ = Error{Code::too_large,
                     "the document is nested too deep; what is in its tables and boxes must be "
                     "less nested",
                     {}};
    }
    while (!over(in) && paragraph(in)) {
    }
    --depth_;
  }

  // False for the empty paragraph that ends a list.
  bool paragraph(Hwp3Bytes& in) {
    const bool shaped_as_before = in.u8() != 0;
    const std::size_t letters = in.u16();
    const std::size_t lines = in.u16();
    const bool letter_shapes = in.u8() != 0;
    in.skip(5);  // breaks, which controls occur
    const std::size_t style = in.u8();
    in.skip(kLetterShape);
    if (letters > 0 && !shaped_as_before) in.skip(kParagraphShape);
    in.skip(lines * kLineInfo);
    if (letters == 0) return false;
    for (std::size_t i = 0; letter_shapes && i < letters && !in.cut(); ++i) {
      if (in.u8() == 0) in.skip(kLetterShape);
    }
    Line line;
    if (style < setting_.title_levels.size()) {
      line.head.title_level = setting_.title_levels[style];
    }
    while (!over(in)) {
      const std::uint16_t code = in.u16();
      if (code == kEndOfParagraph || in.cut()) break;
      if (code >= 32) {
        append_hwp3_letter(line.text, code, outcome_.unmapped);
      } else {
        control(in, code, line);
      }
    }
    flush(line);
    if (inside_line_ == 0) {
      story_.end_paragraph();
    } else {
      story_.text(" ");
    }
    return true;
  }

  // What was read so far goes to the story, so that something can be anchored there.
  void flush(Line& line) {
    if (!line.open && inside_line_ == 0) story_.begin_paragraph(line.head);
    line.open = true;
    story_.text(line.text);
    line.text.clear();
  }

  // The code once more, as it stands before or behind what a control holds.
  void again(Hwp3Bytes& in, std::uint16_t code) {
    if (in.u16() != code && !in.cut()) outcome_.damaged = true;
  }

  // A reserved number of four bytes, then the code.
  void opens(Hwp3Bytes& in, std::uint16_t code) {
    in.skip(4);
    again(in, code);
  }

  // Controls with a length: all that later versions added.
  std::string_view block(Hwp3Bytes& in, std::uint16_t code) {
    const std::size_t size = in.u32();
    again(in, code);
    return outcome_.damaged ? std::string_view() : in.take(size);
  }

  std::string_view fixed(Hwp3Bytes& in, std::uint16_t code, std::size_t size) {
    const std::string_view bytes = in.take(size);
    again(in, code);
    return bytes;
  }

  void control(Hwp3Bytes& in, std::uint16_t code, Line& line) {
    switch (code) {
      case 10:
      case 11:
      case 14:
      case 15:
      case 16:
      case 17:
        opens(in, code);
        flush(line);
        if (!over(in)) object(in, code);
        break;
      case 5:
        field(block(in, code), line);
        break;
      case 29:
        reference(block(in, code), line);
        break;
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
      case 6:  // bookmark
      case 12:
      case 27:
        static_cast<void>(block(in, code));
        break;
      default:
        mark(in, code, line);
        break;
    }
  }

  // Controls of one size.
  void mark(Hwp3Bytes& in, std::uint16_t code, Line& line) {
    switch (code) {
      case 7:  // a pattern for dates
        static_cast<void>(fixed(in, code, 80));
        break;
      case 8:
        line.text += hwp3_date(fixed(in, code, 92), outcome_.unmapped);
        break;
      case 9:
        static_cast<void>(fixed(in, code, 4));
        line.text += '\t';
        break;
      case 18:
        number(fixed(in, code, 4), line);
        break;
      case 22:
        line.text += "{{" + hwp3_name(fixed(in, code, 20)) + "}}";
        break;
      case 23:
        compose(fixed(in, code, 6), line);
        break;
      case 24:
        static_cast<void>(fixed(in, code, 2));
        line.text += '-';
        break;
      case 25:  // marks an entry of a table of contents
        static_cast<void>(fixed(in, code, 2));
        break;
      case 26:  // words for the index
        static_cast<void>(fixed(in, code, 242));
        break;
      case 28:
        outline(fixed(in, code, 60), line);
        break;
      case 30:
      case 31:
        again(in, code);
        line.text += ' ';
        break;
      default:  // 19 to 21: where numbers of pages begin, stand, are hidden
        static_cast<void>(fixed(in, code, 4));
        break;
    }
  }

  void object(Hwp3Bytes& in, std::uint16_t code) {
    switch (code) {
      case 10:
        box(in);
        break;
      case 11:
        picture(in);
        break;
      case 14:
        in.skip(84);
        break;
      case 15:
        in.skip(8);
        aside(in, Aside::memo);
        break;
      case 16:
        in.skip(10);
        aside(in, Aside::running_head);
        break;
      default: {
        in.skip(10);
        const bool endnote = in.u16() == 1;
        in.skip(2);
        aside(in, endnote ? Aside::endnote : Aside::footnote);
        break;
      }
    }
  }

  void aside(Hwp3Bytes& in, Aside kind) {
    const std::size_t inside = std::exchange(inside_line_, 0);
    story_.begin_aside(kind);
    list(in);
    story_.end_aside();
    inside_line_ = inside;
  }

  // Tables, text boxes, equations and buttons look alike: 84 bytes about the whole, 27 about each
  // cell, the list of each cell, the list of the caption.
  void box(Hwp3Bytes& in) {
    const std::string_view about = in.take(84);
    if (in.cut()) return;
    const bool in_line = about[8] == 0;
    Hwp3Bytes tail(about.substr(78));
    const unsigned kind = tail.u16();
    const std::size_t count = tail.u16();
    if (kind == 0) {
      table(in, count, in_line);
      return;
    }
    in.skip(27 * count);
    for (std::size_t i = 0; i < count && !over(in); ++i) {
      if (kind == 2 || kind == 3) {
        part_of_line(in);
      } else {
        aside(in, Aside::box);
      }
    }
    aside(in, Aside::caption);
  }

  // The script of an equation and the words of a button or link read on within the line.
  void part_of_line(Hwp3Bytes& in) {
    story_.text(" ");
    ++inside_line_;
    list(in);
    --inside_line_;
  }

  void table(Hwp3Bytes& in, std::size_t count, bool in_line) {
    std::vector<Hwp3Frame> frames;
    for (std::size_t i = 0; i < count && !in.cut(); ++i) {
      in.skip(4);
      Hwp3Frame frame;
      frame.x = in.u16();
      frame.y = in.u16();
      frame.width = in.u16();
      frame.height = in.u16();
      in.skip(15);
      frames.push_back(frame);
    }
    if (in.cut()) return;
    int rows = 0;
    const std::vector<CellPlace> places = place_hwp3_cells(frames, rows);
    const std::size_t inside = std::exchange(inside_line_, 0);
    story_.begin_table(rows);
    if (in_line) story_.table_in_line();
    for (const CellPlace& place : places) {
      if (over(in)) break;
      story_.begin_cell();
      *story_.cell_place() = place;
      if (story_.cells() > kMostCells) {
        error_ = Error{
            Code::too_large, "the document's tables have more than a million cells; split it", {}};
      }
      list(in);
      story_.end_cell();
    }
    if (!over(in)) aside(in, Aside::caption);
    story_.end_table();
    inside_line_ = inside;
  }

  void picture(Hwp3Bytes& in) {
    const std::string_view about = in.take(348);
    if (in.cut()) return;
    const std::string_view more = in.take(Hwp3Bytes(about).u32());
    constexpr char kOle = 1;
    constexpr char kDrawing = 3;
    const char kind = about[74];
    if (kind == kDrawing) {
      const Hwp3Drawing drawing = open_hwp3_drawing(more);
      for (const std::string_view text : drawing.texts) shape_text(text);
      if (!drawing.whole) story_.passed_over("damaged drawing");
    }
    if (kind == kOle) story_.passed_over("embedded object");
    const bool shown = kind != kDrawing && kind != kOle;
    if (shown) story_.begin_picture();
    if (!over(in)) aside(in, Aside::caption);
    if (shown) story_.end_picture();
  }

  // A damage inside a shape ends with it: the length of the whole is known.
  void shape_text(std::string_view list_bytes) {
    Hwp3Bytes in(list_bytes);
    aside(in, Aside::box);
    if (std::exchange(outcome_.damaged, false) || in.cut()) {
      story_.passed_over("damaged text of a shape");
    }
  }

  // Fields come in pairs around text that is there already. Only a ruby adds to it: its small text
  // stands behind the text below it.
  void field(std::string_view bytes, Line& line) {
    constexpr std::size_t kStrings = 46;
    constexpr unsigned kRuby = 1;
    if (bytes.size() < kStrings) return;
    Hwp3Bytes in(bytes);
    const unsigned kind = in.u8();
    in.skip(5);
    const bool begins = in.u16() == 1;
    in.skip(22);
    if (kind != kRuby) return;
    if (!begins) {
      if (line.rubies.empty()) return;
      if (!line.rubies.back().empty()) line.text += "(" + line.rubies.back() + ")";
      line.rubies.pop_back();
      return;
    }
    std::string_view rest = bytes.substr(kStrings);
    std::string ruby;
    for (int i = 0; i < 3 && ruby.empty(); ++i) {
      const std::size_t size = std::min<std::size_t>(in.u32(), rest.size());
      ruby = hwp3_text(rest.substr(0, size), outcome_.unmapped);
      rest.remove_prefix(size);
    }
    line.rubies.push_back(std::move(ruby));
  }

  // The place that is referred to holds nothing; the reference what it shows.
  void reference(std::string_view bytes, Line& line) {
    constexpr std::size_t kName = 37;
    Hwp3Bytes in(bytes);
    const bool shows = in.u8() == 1;
    in.skip(kName + 2);
    const std::size_t size = in.u16();
    in.skip(4);
    if (shows) line.text += hwp3_text(in.take(size), outcome_.unmapped);
  }

  void number(std::string_view bytes, Line& line) {
    constexpr unsigned kPage = 0;
    constexpr unsigned kEndnote = 2;
    Hwp3Bytes in(bytes);
    const unsigned kind = in.u16();
    if (kind == kPage) return;
    line.text += std::to_string(in.u16());
    if (kind <= kEndnote && setting_.note_suffix != 0) line.text += setting_.note_suffix;
  }

  // Up to three letters over each other, mostly a number in a circle.
  void compose(std::string_view bytes, Line& line) {
    std::string signs = hwp3_text(bytes, outcome_.unmapped);
    bool framed = false;
    for (const std::string_view frame : {"○", "□", "◯", "〇"}) {
      const std::size_t at = signs.find(frame);
      if (at == std::string::npos || signs.size() == frame.size()) continue;
      signs.erase(at, frame.size());
      framed = true;
    }
    line.text += framed ? composed_sign(std::move(signs), true) : signs;
  }

  void outline(std::string_view bytes, Line& line) {
    std::size_t level = 0;
    const std::string label = hwp3_outline(bytes, level, outcome_.unmapped);
    if (label.empty()) return;
    if (!line.open && line.text.empty()) {
      line.head.kind = ParagraphHead::Kind::outline;
      line.head.level = level;
    }
    line.text += label + " ";
  }

  const Hwp3Setting& setting_;
  const Limits& limits_;
  Story& story_;
  Hwp3Outcome outcome_;
  std::size_t inside_line_ = 0;  // lists that read on within a line
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Hwp3Outcome> read_hwp3_body(Hwp3Bytes& bytes, const Hwp3Setting& setting,
                                   const Limits& limits, Story& story) {
  return Body(setting, limits, story).read(bytes);
}

}  // namespace sillok::formats
