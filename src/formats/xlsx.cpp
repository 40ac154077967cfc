// Excel workbooks (.xlsx): which sheets there are, and what stands beside their cells.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "formats/all.h"
#include "formats/clean_text.h"
#include "formats/ooxml.h"
#include "formats/xlsx_number.h"
#include "formats/xlsx_sheet.h"
#include "formats/xlsx_tables.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using ooxml::attribute;
using ooxml::child;
using ooxml::is;
using ooxml::number_of;
using ooxml::value_of;

std::vector<xlsx::CellStyle> styles_of(pugi::xml_node root) {
  std::map<int, std::string> codes;
  for (const pugi::xml_node format : child(root, "numFmts")) {
    codes[number_of(attribute(format, "numFmtId"), -1)] = attribute(format, "formatCode");
  }
  std::vector<bool> bold_fonts;
  for (const pugi::xml_node font : child(root, "fonts")) {
    bold_fonts.push_back(ooxml::is_on(child(font, "b")));
  }
  std::vector<xlsx::CellStyle> styles;
  for (const pugi::xml_node look : child(root, "cellXfs")) {
    xlsx::CellStyle style;
    const int format = number_of(attribute(look, "numFmtId"), 0);
    const auto code = codes.find(format);
    style.format = code != codes.end() ? code->second : std::string(xlsx::built_in_format(format));
    const int font = number_of(attribute(look, "fontId"), -1);
    style.bold = font >= 0 && static_cast<std::size_t>(font) < bold_fonts.size() &&
                 bold_fonts[static_cast<std::size_t>(font)];
    styles.push_back(std::move(style));
  }
  return styles;
}

// A sheet's own name says nothing when its program gave it.
bool is_default_name(std::string_view name) {
  for (const std::string_view word : {"Sheet", "시트", "sheet"}) {
    if (!name.starts_with(word)) continue;
    name.remove_prefix(word.size());
    return name.find_first_not_of("0123456789 ") == std::string_view::npos;
  }
  return false;
}

void drawing_text(pugi::xml_node node, std::string& out, std::size_t depth) {
  if (depth > 60) return;
  for (const pugi::xml_node one : node) {
    if (is(one, "t")) {
      out += one.child_value();
    } else if (is(one, "p")) {
      if (!out.empty()) out += '\n';
      drawing_text(one, out, depth + 1);
    } else {
      drawing_text(one, out, depth + 1);
    }
  }
}

class WorkbookReader {
 public:
  WorkbookReader(const ooxml::Package& package, const Limits& limits, Document& document)
      : package_(package), limits_(limits), document_(document) {}

  Result<void> read() {
    const std::string main_part = package_.main_part("xl/workbook.xml");
    pugi::xml_document xml;
    const Result<void> loaded = package_.load(main_part, xml);
    if (!loaded) return fail(loaded.error());
    const pugi::xml_node root = xml.document_element();
    const std::string_view epoch = value_of(root, "workbookPr", "date1904");
    workbook_.from_1904 = epoch == "1" || epoch == "true";
    read_shared(main_part);
    const std::vector<ooxml::Relationship> targets = package_.relationships(main_part);
    std::size_t sheets = 0;
    for (const pugi::xml_node sheet : child(root, "sheets")) {
      if (is(sheet, "sheet")) ++sheets;
    }
    for (const pugi::xml_node sheet : child(root, "sheets")) {
      if (!is(sheet, "sheet")) continue;
      const std::string name = clean_text(attribute(sheet, "name"));
      const std::string_view state = attribute(sheet, "state");
      if (state == "hidden" || state == "veryHidden") {
        document_.warnings.push_back("sheet \"" + name +
                                     "\" is hidden in the workbook; it was read");
      }
      const std::string_view id = attribute(sheet, "id");
      const auto target = std::find_if(targets.begin(), targets.end(),
                                       [&](const auto& one) { return one.id == id; });
      if (target == targets.end() || target->type != "worksheet") continue;  // chart sheets
      read_sheet(name, target->target, sheets);
    }
    return {};
  }

 private:
  void read_shared(const std::string& main_part) {
    const std::string strings = package_.related(main_part, "sharedStrings");
    if (!strings.empty()) {
      xlsx::StringsSink sink(workbook_.strings);
      note(package_.stream(strings, sink), strings);
    }
    const std::string styles = package_.related(main_part, "styles");
    if (styles.empty()) return;
    pugi::xml_document xml;
    note(package_.load(styles, xml), styles);
    workbook_.styles = styles_of(xml.document_element());
  }

  void note(const Result<void>& result, const std::string& part) {
    if (!result) document_.warnings.push_back(clean_text(part) + ": " + result.error().message);
  }

  void read_sheet(const std::string& name, const std::string& part, std::size_t sheets) {
    xlsx::Sheet sheet;
    // Shared strings multiply: the text of all sheets counts against the archive's limit too.
    const std::size_t left = limits_.unpacked_bytes - std::min(spent_, limits_.unpacked_bytes);
    xlsx::SheetSink sink(workbook_, sheet, left);
    note(package_.stream(part, sink), part);
    spent_ += sink.bytes();
    if (sink.full()) {
      document_.warnings.push_back("sheet \"" + name +
                                   "\" is larger than the limit; its end was cut");
    }
    if (sheet.without_value > 0) {
      document_.warnings.push_back("sheet \"" + name +
                                   "\": " + std::to_string(sheet.without_value) +
                                   " formulas have no stored result; open and save it once");
    }
    std::vector<xlsx::Range> tables;
    std::vector<Block> beside;
    for (const ooxml::Relationship& one : package_.relationships(part)) {
      if (one.external) continue;
      if (one.type == "table") read_table_range(one.target, tables);
      if (one.type == "comments") read_comments(one.target, beside);
      if (one.type == "drawing") read_drawing(one.target, beside);
    }
    std::vector<Block> blocks = xlsx::blocks_of(std::move(sheet), tables);
    if (blocks.empty() && beside.empty()) return;
    if (sheets > 1 || !is_default_name(name)) {
      Block& heading = document_.blocks.emplace_back();
      heading.kind = BlockKind::heading;
      heading.level = 1;
      heading.text = name;
    }
    for (Block& block : blocks) document_.blocks.push_back(std::move(block));
    for (Block& block : beside) document_.blocks.push_back(std::move(block));
  }

  void read_table_range(const std::string& part, std::vector<xlsx::Range>& tables) {
    pugi::xml_document xml;
    if (!package_.load(part, xml)) return;
    const pugi::xml_node root = xml.document_element();
    if (attribute(root, "headerRowCount") == "0") return;
    if (const auto range = xlsx::range_of(attribute(root, "ref"))) tables.push_back(*range);
  }

  void read_comments(const std::string& part, std::vector<Block>& out) {
    pugi::xml_document xml;
    if (!package_.load(part, xml)) return;
    for (const pugi::xml_node comment : child(xml.document_element(), "commentList")) {
      std::string text;
      const pugi::xml_node content = child(comment, "text");
      for (const pugi::xml_node run : content) {
        if (is(run, "t")) text += run.child_value();
        if (is(run, "r")) text += child(run, "t").child_value();
      }
      text = std::string(text::trimmed(clean_text(xlsx::without_escapes(text))));
      if (text.empty()) continue;
      Block& block = out.emplace_back();
      block.role = document::Role::memo;
      block.text = std::move(text);
    }
  }

  // Text boxes and shapes drawn over the cells.
  void read_drawing(const std::string& part, std::vector<Block>& out) {
    pugi::xml_document xml;
    if (!package_.load(part, xml)) return;
    for (const pugi::xml_node anchor : xml.document_element()) {
      std::string text;
      drawing_text(anchor, text, 0);
      text = std::string(text::trimmed(clean_text(text)));
      if (!text.empty()) out.emplace_back().text = std::move(text);
    }
  }

  const ooxml::Package& package_;
  const Limits& limits_;
  Document& document_;
  xlsx::Workbook workbook_;
  std::size_t spent_ = 0;  // bytes of cells
};

class XlsxReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "xlsx"; }
  [[nodiscard]] int recognises(const Source& source) const override {
    return ooxml::recognises(source, ooxml::Kind::sheet, {"xlsx", "xlsm", "xltx", "xltm"});
  }
  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const Result<ooxml::Package> package = ooxml::Package::open(source, limits);
    if (!package) return fail(package.error());
    Document document;
    document.format = "xlsx";
    package->read_properties(document);
    const Result<void> read = WorkbookReader(*package, limits, document).read();
    if (!read) {
      Error error = read.error();
      error.subject = std::string(source.name);
      return fail(std::move(error));
    }
    if (package->truncated()) {
      document.warnings.push_back("the file is cut off; what was there has been read");
    }
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> xlsx_reader() {
  return std::make_unique<XlsxReader>();
}

}  // namespace sillok::formats
