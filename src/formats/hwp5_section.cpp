// BodyText/Section streams: paragraphs, and the controls that stand in their text.
//
// A paragraph is a header record with its text and controls one level below. Where the text holds
// an extended control character, the next control record belongs there. What a control holds
// (cells, notes, boxes) is again lists of paragraphs, each list behind a list header.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "formats/hwp5_parts.h"
#include "formats/hwp_signs.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// Record tags (table 57).
constexpr std::uint16_t kParagraph = 0x42;
constexpr std::uint16_t kText = 0x43;
constexpr std::uint16_t kControl = 0x47;
constexpr std::uint16_t kList = 0x48;
constexpr std::uint16_t kShape = 0x4C;
constexpr std::uint16_t kTable = 0x4D;
constexpr std::uint16_t kOleObject = 0x54;
constexpr std::uint16_t kPicture = 0x55;
constexpr std::uint16_t kControlData = 0x57;
constexpr std::uint16_t kEquation = 0x58;
constexpr std::uint16_t kWordArt = 0x5A;
constexpr std::uint16_t kForm = 0x5B;
constexpr std::uint16_t kMemoList = 0x5D;
constexpr std::uint16_t kChart = 0x5F;
constexpr std::uint16_t kVideo = 0x62;

// More cells than any document.
constexpr std::size_t kMostCells = 1'000'000;

// A control's name as its record holds it.
constexpr std::uint32_t name(const char (&id)[5]) {
  const auto byte = [](char c) { return std::uint32_t{static_cast<unsigned char>(c)}; };
  return (byte(id[0]) << 24) | (byte(id[1]) << 16) | (byte(id[2]) << 8) | byte(id[3]);
}

// A signed 16 bit character of a control, as UTF-8; nothing for 0.
std::string character(char32_t c) {
  std::string out;
  if (c != 0) text::append(out, c);
  return out;
}

// "Caption:wstring:5:선택 상자 Value:int:1": the value of a form object's property.
std::string_view form_property(std::string_view all, std::string_view key) {
  const std::size_t at = all.find(key);
  if (at == std::string_view::npos) return {};
  return all.substr(at + key.size());
}

std::string form_text(std::string_view all, std::string_view key) {
  std::string_view rest = form_property(all, std::string(key) + ":wstring:");
  std::size_t length = 0;
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9' && length < 100'000) {
    length = 10 * length + static_cast<std::size_t>(rest.front() - '0');
    rest.remove_prefix(1);
  }
  if (!rest.starts_with(':')) return {};
  rest.remove_prefix(1);
  return std::string(rest.substr(0, text::byte_offset_of(rest, length)));
}

class Section {
 public:
  Section(std::string_view stream, const std::vector<Hwp5Record>& records, const Hwp5Shapes& shapes,
          const Limits& limits, Story& story)
      : stream_(stream), records_(records), shapes_(shapes), limits_(limits), story_(story) {}

  Result<void> read() {
    for (std::size_t i = 0; i < records_.size() && !error_; i = next(i)) {
      if (records_[i].tag == kParagraph) paragraph(i);
    }
    if (error_) return fail(*error_);
    return {};
  }

 private:
  [[nodiscard]] std::size_t next(std::size_t i) const { return records_[i].end; }
  [[nodiscard]] std::string_view bytes(std::size_t i) const { return records_[i].in(stream_); }

  // Guards what calls itself: paragraphs in lists in controls in paragraphs.
  class Deeper {
   public:
    explicit Deeper(Section& section) : section_(section) {
      if (++section_.depth_ > section_.limits_.depth / 4 && !section_.error_) {
        section_.error_ = Error{Code::too_large,
                                "the document is nested too deep; what is in its tables and boxes "
                                "must be less nested",
                                {}};
      }
    }
    ~Deeper() { --section_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Section& section_;
  };

  void paragraph(std::size_t index) {
    const Deeper deeper(*this);
    if (error_) return;
    Hwp5Fields fields(bytes(index));
    fields.skip(8);
    const std::size_t shape = fields.u16();
    const std::size_t style = fields.u8();
    story_.begin_paragraph(head_of(shape, style));

    std::string_view text;
    bool lists = false;
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      const std::uint16_t tag = records_[i].tag;
      if (tag == kText && text.empty()) text = bytes(i);
      lists = lists || tag == kList || tag == kMemoList;
    }
    Controls controls{index + 1, next(index)};
    run(text, controls);
    while (take_control(controls)) {
    }
    story_.end_paragraph();
    if (lists) lists_behind(index);
  }

  // The controls of a paragraph that have not been read yet: among the records of [at, end).
  struct Controls {
    std::size_t at;
    std::size_t end;
  };

  // Reads the next one; whether there was one.
  bool take_control(Controls& controls) {
    while (controls.at < controls.end) {
      const std::size_t here = controls.at;
      controls.at = next(here);
      if (records_[here].tag != kControl) continue;
      control(here);
      return true;
    }
    return false;
  }

  // Behind the section's last paragraph: comments in the margin, each list behind a record of its
  // own, and further master pages.
  void lists_behind(std::size_t index) {
    bool memo = false;
    for (std::size_t i = index + 1; i < next(index) && !error_;) {
      if (records_[i].tag == kList) {
        i = aside(i, next(index), memo ? Aside::memo : Aside::running_head);
        memo = false;
      } else {
        memo = memo || records_[i].tag == kMemoList;
        if (memo) asides(i, Aside::memo);
        i = next(i);
      }
    }
  }

  [[nodiscard]] ParagraphHead head_of(std::size_t shape, std::size_t style) const {
    ParagraphHead head;
    if (shape < shapes_.paragraphs.size()) head = shapes_.paragraphs[shape];
    if (head.kind == ParagraphHead::Kind::outline) {
      head.list = outline_;
      head.numbering = outline_numbering();
    }
    if (style < shapes_.title_levels.size()) head.title_level = shapes_.title_levels[style];
    return head;
  }

  [[nodiscard]] const Numbering* outline_numbering() const {
    return outline_ > 0 && outline_ <= shapes_.numberings.size() ? &shapes_.numberings[outline_ - 1]
                                                                 : nullptr;
  }

  // Table 6: 1 unit for characters and a few controls, 8 for the others.
  void run(std::string_view text, Controls& controls) {
    constexpr std::size_t kControlBytes = 16;
    for (std::size_t at = 0; at + 2 <= text.size();) {
      const Story::OpenText open = story_.open_text();
      at += append_utf8_of_utf16(open.text, text.substr(at), 32, open.settled);
      if (at + 2 > text.size()) return;
      const auto code = static_cast<unsigned char>(text[at]);
      const bool one_unit = code == 0 || code == 10 || code == 13 || code >= 24;
      if (one_unit) {
        one_unit_control(code);
      } else if (code == 9) {
        story_.text("\t");
      } else if (code == 4) {
        field_end(text.substr(at + 2, 4));
      } else if (!(code >= 5 && code <= 8) && code != 19 && code != 20) {
        take_control(controls);
      }
      at += one_unit ? 2 : kControlBytes;
    }
  }

  void one_unit_control(unsigned code) {
    if (code == 10) story_.text("\n");
    if (code == 24) story_.text("-");
    if (code == 30 || code == 31) story_.text(" ");
  }

  void field_end(std::string_view id) {
    // The last three letters; the first is left out by the program.
    constexpr std::uint32_t kLetters = 0xFFFFFF;
    const std::uint32_t field = Hwp5Fields(id).u32() & kLetters;
    if (field == (name("%toc") & kLetters)) story_.end_contents();
    if (field == (name("%hlk") & kLetters)) story_.end_link();
  }

  void control(std::size_t index) {
    if (error_) return;
    Hwp5Fields fields(bytes(index));
    switch (fields.u32()) {
      case name("tbl "):
        table(index, fields);
        break;
      case name("gso "):
        drawing(index);
        break;
      case name("head"):
      case name("foot"):
        asides(index, Aside::running_head);
        break;
      case name("fn  "):
        asides(index, Aside::footnote);
        break;
      case name("en  "):
        asides(index, Aside::endnote);
        break;
      case name("tcmt"):
        asides(index, Aside::memo);
        break;
      case name("secd"):
        section_properties(index, fields);
        break;
      case name("%toc"):
        story_.begin_contents();
        break;
      default:
        small_control(index, fields);
        break;
    }
  }

  void small_control(std::size_t index, Hwp5Fields fields) {
    switch (Hwp5Fields(bytes(index)).u32()) {
      case name("atno"):
        auto_number(fields);
        break;
      case name("eqed"):
        equation(index);
        break;
      case name("tdut"):
        story_.text(fields.text());
        if (const std::string above = fields.text(); !above.empty()) story_.text("(" + above + ")");
        break;
      case name("tcps"):
        compose(fields);
        break;
      case name("form"):
        form(index);
        break;
      case name("%hlk"):
        fields.skip(5);  // properties
        story_.begin_link(hangul_link_target(fields.text()));
        break;
      case name("bokm"):
        bookmark(index);
        break;
      default:
        break;
    }
  }

  // Table 100: the outline's numbering behind flags, distances and tabs. Lists inside are master
  // pages.
  void section_properties(std::size_t index, Hwp5Fields fields) {
    fields.skip(14);
    outline_ = fields.u16();
    story_.outline_of_section(outline_, outline_numbering());
    asides(index, Aside::running_head);
  }

  // The lists of paragraphs right below a record, each as one aside.
  void asides(std::size_t index, Aside kind) {
    for (std::size_t i = index + 1; i < next(index) && !error_;) {
      i = records_[i].tag == kList ? aside(i, next(index), kind) : next(i);
    }
  }

  // One list: the paragraphs behind its header, at its level. Returns the record behind them.
  std::size_t aside(std::size_t list, std::size_t end, Aside kind) {
    story_.begin_aside(kind);
    const std::size_t behind = paragraphs(list, end);
    story_.end_aside();
    return behind;
  }

  std::size_t paragraphs(std::size_t list, std::size_t end) {
    std::size_t i = list + 1;
    // Some writers put the paragraphs below the header, most beside it.
    for (; i < next(list) && !error_; i = next(i)) {
      if (records_[i].tag == kParagraph) paragraph(i);
    }
    i = std::max(i, next(list));
    for (; i < end && records_[i].tag == kParagraph && !error_; i = next(i)) paragraph(i);
    return std::max(i, next(list));
  }

  void table(std::size_t index, Hwp5Fields common) {
    constexpr std::uint32_t kInLine = 1;
    const bool in_line = (common.u32() & kInLine) != 0;
    int rows = 0;
    std::size_t lists = 0;
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      if (records_[i].tag == kList) ++lists;
      if (records_[i].tag != kTable) continue;
      Hwp5Fields fields(bytes(i));
      fields.skip(4);
      rows = fields.u16();
    }
    story_.begin_table(rows, std::min(lists, kMostCells));
    if (in_line) story_.table_in_line();
    bool in_cells = false;  // lists before the table's own record are its caption
    int row = -1;
    for (std::size_t i = index + 1; i < next(index) && !error_;) {
      if (records_[i].tag == kTable) in_cells = true;
      if (records_[i].tag != kList) {
        i = next(i);
      } else if (in_cells) {
        i = cell(i, next(index), rows, row);
      } else {
        i = aside(i, next(index), Aside::caption);
      }
    }
    story_.end_table();
  }

  // Table 80: column, row, spans behind the list's own eight bytes.
  std::size_t cell(std::size_t list, std::size_t end, int rows, int& row) {
    constexpr std::uint32_t kHeadCell = 1u << 18;
    Hwp5Fields fields(bytes(list));
    fields.skip(4);
    const std::uint32_t flags = fields.u32();
    story_.begin_cell();
    if (CellPlace* place = story_.cell_place()) {
      place->column = fields.u16();
      place->row = fields.u16();
      place->column_span = fields.u16();
      place->row_span = fields.u16();
      place->header = (flags & kHeadCell) != 0;
      // Rows are counted by the cells that reach them, up to what the table declares.
      row = std::max(row, std::min(place->row, rows));
    }
    if (story_.cells() > kMostCells) {
      error_ = Error{
          Code::too_large, "the document's tables have more than a million cells; split it", {}};
    }
    const std::size_t behind = paragraphs(list, end);
    story_.end_cell();
    return behind;
  }

  [[nodiscard]] bool holds_picture(std::size_t index) const {
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      if (records_[i].tag != kShape) continue;
      for (std::size_t j = i + 1; j < next(i); j = next(j)) {
        if (records_[j].tag == kPicture) return true;
      }
    }
    return false;
  }

  void drawing(std::size_t index) {
    const bool picture = holds_picture(index);
    if (picture) story_.begin_picture();
    for (std::size_t i = index + 1; i < next(index) && !error_;) {
      if (records_[i].tag == kList) {
        i = aside(i, next(index), Aside::caption);
      } else {
        shape(i);
        i = next(i);
      }
    }
    if (picture) story_.end_picture();
  }

  // A shape or a group of them, and what is written in it.
  void shape(std::size_t index) {
    const Deeper deeper(*this);
    if (error_) return;
    const std::uint16_t tag = records_[index].tag;
    if (tag == kOleObject) story_.passed_over("embedded object");
    if (tag == kChart) story_.passed_over("chart");
    if (tag == kVideo) story_.passed_over("video");
    if (tag == kWordArt) {
      Hwp5Fields fields(bytes(index));
      fields.skip(32);  // its four corners
      story_.line(fields.text());
    }
    for (std::size_t i = index + 1; i < next(index) && !error_;) {
      if (records_[i].tag == kList) {
        i = aside(i, next(index), Aside::box);
      } else {
        shape(i);
        i = next(i);
      }
    }
  }

  // Table 144: kind in bits 0 to 3, format in bits 4 to 11.
  void auto_number(Hwp5Fields fields) {
    const std::uint32_t attributes = fields.u32();
    const std::uint32_t kind = attributes & 0xF;
    if (kind == 0 || kind == 6) return;  // numbers of pages
    const int number = fields.u16();
    fields.skip(2);
    const std::string before = character(fields.u16());
    const std::string behind = character(fields.u16());
    const auto format = static_cast<NumberFormat>(std::min((attributes >> 4) & 0xFF, 16u));
    story_.text(before + format_number(number, format) + behind);
  }

  // The name is the one value of a set of parameters (table 50): its number, its count, the number
  // and the kind of the value, the text.
  void bookmark(std::size_t index) {
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      if (records_[i].tag != kControlData) continue;
      Hwp5Fields fields(bytes(i));
      fields.skip(10);
      story_.bookmark(fields.text());
    }
  }

  void equation(std::size_t index) {
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      if (records_[i].tag != kEquation) continue;
      Hwp5Fields fields(bytes(i));
      fields.skip(4);
      story_.text(" " + fields.text() + " ");
    }
  }

  void compose(Hwp5Fields fields) {
    std::size_t unmapped = 0;
    std::string signs = mapped_signs(fields.text(), unmapped);
    const bool framed = fields.u8() != 0;
    story_.text(composed_sign(std::move(signs), framed));
  }

  void form(std::size_t index) {
    for (std::size_t i = index + 1; i < next(index); i = next(i)) {
      if (records_[i].tag != kForm) continue;
      const std::string_view held = bytes(i);
      const std::string all = utf8_of_utf16(held.substr(std::min<std::size_t>(10, held.size())));
      const std::string caption = form_text(all, "Caption");
      const std::string written = form_text(all, "Text");
      const std::string_view kind = held.substr(0, 4);
      const bool ticks = kind == "tbc+" || kind == "tbr+";  // tick box, radio button
      if (ticks) story_.text(form_property(all, "Value:int:").starts_with('1') ? "☑ " : "☐ ");
      story_.text(caption.empty() ? written : caption);
    }
  }

  std::string_view stream_;
  const std::vector<Hwp5Record>& records_;
  const Hwp5Shapes& shapes_;
  const Limits& limits_;
  Story& story_;
  std::uint32_t outline_ = 0;
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<void> read_hwp5_section(std::string_view stream, const Hwp5Shapes& shapes,
                               const Limits& limits, Story& story, bool& whole) {
  const std::vector<Hwp5Record> records = hwp5_records(stream, whole);
  return Section(stream, records, shapes, limits, story).read();
}

}  // namespace sillok::formats
