// PowerPoint presentations (.pptx): slide after slide, with notes and comments behind each.
#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "formats/all.h"
#include "formats/clean_text.h"
#include "formats/ooxml.h"
#include "formats/pptx_slide.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Role;
using ooxml::attribute;
using ooxml::child;
using ooxml::is;
using ooxml::Relationship;
using pptx::Part;
using pptx::Shape;

pugi::xml_node shape_tree(const pugi::xml_document& xml) {
  return child(child(xml.document_element(), "cSld"), "spTree");
}

const Relationship* by_id(const std::vector<Relationship>& relations, std::string_view id) {
  const auto found = std::find_if(relations.begin(), relations.end(),
                                  [&](const Relationship& one) { return one.id == id; });
  return found == relations.end() || found->external ? nullptr : &*found;
}

class Slides {
 public:
  Slides(const ooxml::Package& package, const Limits& limits, Document& document)
      : package_(package), limits_(limits), document_(document) {}

  Result<void> read() {
    const std::string main_part = package_.main_part("ppt/presentation.xml");
    pugi::xml_document xml;
    const Result<void> loaded = package_.load(main_part, xml);
    if (!loaded) return fail(loaded.error());
    const std::vector<Relationship> relations = package_.relationships(main_part);
    for (const pugi::xml_node one : child(xml.document_element(), "sldIdLst")) {
      if (!is(one, "sldId")) continue;
      ++page_;
      // "r:id" beside the slide's own "id": the one that leads to a slide.
      const Relationship* slide = nullptr;
      for (const pugi::xml_attribute id : one.attributes()) {
        if (ooxml::local_name(id.name()) == "id" && slide == nullptr)
          slide = by_id(relations, id.value());
      }
      if (slide == nullptr) {
        warn("is missing from the file");
      } else {
        read_slide(slide->target);
      }
    }
    if (charts_ > 0) {
      document_.warnings.push_back(std::to_string(charts_) + " charts were passed over");
    }
    return {};
  }

  // The title on the first slide.
  [[nodiscard]] const std::string& first_title() const { return first_title_; }

 private:
  void warn(const std::string& what) {
    document_.warnings.push_back("slide " + std::to_string(page_) + " " + what);
  }

  // Where the layout, and behind it the master, puts placeholders.
  const pptx::Placeholders& places_of(const std::string& slide) {
    const std::string layout = package_.related(slide, "slideLayout");
    const auto known = places_.find(layout);
    if (known != places_.end()) return known->second;
    pptx::Placeholders& places = places_[layout];
    for (const std::string& part : {layout, package_.related(layout, "slideMaster")}) {
      pugi::xml_document xml;
      if (part.empty() || !package_.load(part, xml)) continue;
      for (auto& [key, frame] : pptx::placeholders_of(shape_tree(xml), limits_.depth)) {
        places.emplace(key, frame);
      }
    }
    return places;
  }

  void read_slide(const std::string& part) {
    pugi::xml_document xml;
    const Result<void> loaded = package_.load(part, xml);
    if (!loaded) {
      warn("was passed over: " + loaded.error().message);
      return;
    }
    const std::string_view show = attribute(xml.document_element(), "show");
    if (show == "0" || show == "false") warn("is hidden in the presentation; it was read");
    const std::vector<Relationship> relations = package_.relationships(part);
    std::vector<Block> blocks;
    bool titled = false;
    if (pptx::is_nested_deeper(shape_tree(xml), limits_.depth)) {
      warn("has groups nested more than " + std::to_string(limits_.depth) +
           " deep; what is in them was passed over: ungroup them");
    }
    for (const Shape& shape : pptx::shapes_of(shape_tree(xml), places_of(part), limits_.depth)) {
      titled = put_shape(shape, relations, titled, blocks) || titled;
    }
    for (const Relationship& one : relations) {
      if (one.external) continue;
      if (one.type == "notesSlide") read_notes(one.target, blocks);
      if (one.type == "comments") read_comments(one.target, blocks);
    }
    if (blocks.empty()) return;
    if (!titled) {  // else its text would stand under the slide before
      Block heading;
      heading.kind = BlockKind::heading;
      heading.level = 1;
      heading.page = page_;
      heading.text = "슬라이드 " + std::to_string(page_);
      blocks.insert(blocks.begin(), std::move(heading));
    }
    for (Block& block : blocks) document_.blocks.push_back(std::move(block));
  }

  // True if a title was put.
  bool put_shape(const Shape& shape, const std::vector<Relationship>& relations, bool titled,
                 std::vector<Block>& out) {
    switch (shape.part) {
      case Part::title:
        return put_title(shape, titled, out);
      case Part::number:
        return false;
      case Part::footer:
        put_footer(shape);
        return false;
      case Part::chart:
        ++charts_;
        return false;
      case Part::table:
        if (auto table = pptx::table_of(shape.content, page_)) out.push_back(std::move(*table));
        return false;
      case Part::diagram:
        put_diagram(by_id(relations, shape.relation), out);
        return false;
      default:
        break;
    }
    for (Block& block : pptx::paragraphs_of(shape.content, shape.part, page_)) {
      out.push_back(std::move(block));
    }
    return false;
  }

  bool put_title(const Shape& shape, bool titled, std::vector<Block>& out) {
    std::string text = pptx::text_of(shape.content);
    if (text.empty()) return false;
    std::replace(text.begin(), text.end(), '\n', ' ');
    Block& block = out.emplace_back();
    block.page = page_;
    block.text = std::move(text);
    if (titled) return false;
    block.kind = BlockKind::heading;
    block.level = 1;
    if (page_ == 1) first_title_ = block.text;
    return true;
  }

  // The same on most slides: once.
  void put_footer(const Shape& shape) {
    std::string text = pptx::text_of(shape.content);
    if (text.empty() || std::find(footers_.begin(), footers_.end(), text) != footers_.end()) return;
    footers_.push_back(text);
    Block& block = document_.blocks.emplace_back();
    block.role = Role::running_head;
    block.page = page_;
    block.text = std::move(text);
  }

  void put_diagram(const Relationship* data, std::vector<Block>& out) {
    pugi::xml_document xml;
    if (data == nullptr || !package_.load(data->target, xml)) return;
    for (const pugi::xml_node point : child(xml.document_element(), "ptLst")) {
      std::string text = pptx::text_of(child(point, "t"));
      if (text.empty()) continue;
      Block& block = out.emplace_back();
      block.kind = BlockKind::list_item;
      block.level = 1;
      block.page = page_;
      block.text = std::move(text);
    }
  }

  void read_notes(const std::string& part, std::vector<Block>& out) {
    pugi::xml_document xml;
    if (!package_.load(part, xml)) return;
    std::vector<Block> notes;
    for (const Shape& shape : pptx::shapes_of(shape_tree(xml), {}, limits_.depth)) {
      if (shape.part != Part::body && shape.part != Part::text) continue;
      for (Block& block : pptx::paragraphs_of(shape.content, Part::text, page_)) {
        notes.push_back(std::move(block));
      }
    }
    if (notes.empty()) return;
    Block& heading = out.emplace_back();
    heading.kind = BlockKind::heading;
    heading.level = 2;
    heading.page = page_;
    heading.text = "발표자 노트";
    for (Block& block : notes) out.push_back(std::move(block));
  }

  void read_comments(const std::string& part, std::vector<Block>& out) {
    pugi::xml_document xml;
    if (!package_.load(part, xml)) return;
    for (const pugi::xml_node comment : xml.document_element()) {
      if (!is(comment, "cm")) continue;
      std::string text(text::trimmed(clean_text(child(comment, "text").child_value())));
      if (text.empty()) text = pptx::text_of(child(comment, "txBody"));
      if (text.empty()) continue;
      Block& block = out.emplace_back();
      block.role = Role::memo;
      block.page = page_;
      block.text = std::move(text);
    }
  }

  const ooxml::Package& package_;
  const Limits& limits_;
  Document& document_;
  std::map<std::string, pptx::Placeholders> places_;  // by layout
  std::vector<std::string> footers_;
  std::string first_title_;
  int page_ = 0;
  std::size_t charts_ = 0;
};

class PptxReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "pptx"; }
  [[nodiscard]] int recognises(const Source& source) const override {
    return ooxml::recognises(source, ooxml::Kind::slides,
                             {"pptx", "pptm", "ppsx", "ppsm", "potx", "potm"});
  }
  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const Result<ooxml::Package> package = ooxml::Package::open(source, limits);
    if (!package) return fail(package.error());
    Document document;
    document.format = "pptx";
    package->read_properties(document);
    Slides slides(*package, limits, document);
    const Result<void> read = slides.read();
    if (!read) {
      Error error = read.error();
      error.subject = std::string(source.name);
      return fail(std::move(error));
    }
    if (!slides.first_title().empty()) document.title = slides.first_title();
    if (package->truncated()) {
      document.warnings.push_back("the file is cut off; what was there has been read");
    }
    return sink(std::move(document));
  }
};

}  // namespace

std::unique_ptr<Reader> pptx_reader() {
  return std::make_unique<PptxReader>();
}

}  // namespace sillok::formats
