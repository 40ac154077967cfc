// Word documents (.docx): which parts there are and in which order they are read.
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/all.h"
#include "formats/clean_text.h"
#include "formats/docx_story.h"
#include "formats/docx_styles.h"
#include "formats/links.h"
#include "formats/ooxml.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::Document;
using document::Role;
using docx::Context;
using docx::Notes;
using docx::Story;
using ooxml::attribute;
using ooxml::is;

// The parts that a story points into, kept while it is read.
struct Parts {
  pugi::xml_document body;
  pugi::xml_document styles;
  pugi::xml_document numbering;
  pugi::xml_document footnotes;
  pugi::xml_document endnotes;
  pugi::xml_document comments;
};

// Loads a part that a document may lack; damage is a warning.
void load_optional(const ooxml::Package& package, const std::string& part, pugi::xml_document& xml,
                   std::vector<std::string>& warnings) {
  if (part.empty() || !package.has(part)) return;
  const Result<void> loaded = package.load(part, xml);
  if (!loaded) warnings.push_back(part + " was passed over: " + loaded.error().message);
}

Notes notes_in(const pugi::xml_document& xml, std::string_view name) {
  Notes notes;
  for (const pugi::xml_node node : xml.document_element()) {
    if (!is(node, name)) continue;
    const std::string_view type = attribute(node, "type");
    if (!type.empty() && type != "normal") continue;  // separators
    notes.emplace(attribute(node, "id"), node);
  }
  return notes;
}

bool has_page_breaks(const pugi::xml_document& xml) {
  return !xml.find_node([](pugi::xml_node node) {
               return is(node, "lastRenderedPageBreak") || is(node, "pageBreakBefore") ||
                      (is(node, "br") && attribute(node, "type") == "page");
             })
              .empty();
}

// The text of the runs below a node, as much as a link shows.
class RunText : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (is(node, "t")) text_ += clean_text(node.child_value());
    return text_.size() < kLongest;
  }
  static std::string of(pugi::xml_node node) {
    RunText walker;
    node.traverse(walker);
    return std::move(walker.text_);
  }

 private:
  static constexpr std::size_t kLongest = 1000;
  std::string text_;
};

// Hyperlinks, to a relationship or a bookmark, and the bookmarks that people have made (those that
// Word makes for itself begin with a line).
class LinkFinder : public pugi::xml_tree_walker {
 public:
  LinkFinder(std::vector<ooxml::Relationship> targets, Links& links)
      : targets_(std::move(targets)), links_(links) {}

  bool for_each(pugi::xml_node& node) override {
    if (is(node, "hyperlink")) links_.link(RunText::of(node), target_of(node));
    if (is(node, "bookmarkStart")) {
      const std::string_view name = attribute(node, "name");
      const pugi::xml_node around = node.parent();
      if (!name.starts_with('_')) {
        links_.bookmark(name, is(around, "p") ? RunText::of(around) : std::string());
      }
    }
    return true;
  }

 private:
  [[nodiscard]] std::string target_of(pugi::xml_node link) const {
    const std::string_view id = attribute(link, "id");
    for (const ooxml::Relationship& target : targets_) {
      if (target.type == "hyperlink" && target.id == id) return target.target;
    }
    const std::string_view anchor = attribute(link, "anchor");
    return anchor.empty() || anchor.starts_with('_') ? std::string() : "#" + std::string(anchor);
  }

  std::vector<ooxml::Relationship> targets_;
  Links& links_;
};

// Headers and footers, each text once, before everything else.
void read_running_heads(const ooxml::Package& package, const std::string& main_part,
                        Context& context, Document& document) {
  for (const ooxml::Relationship& one : package.relationships(main_part)) {
    if (one.external || (one.type != "header" && one.type != "footer")) continue;
    pugi::xml_document xml;
    load_optional(package, one.target, xml, document.warnings);
    Story story(context);
    for (Block& block : story.read(xml.document_element())) {
      const bool known =
          std::any_of(document.blocks.begin(), document.blocks.end(),
                      [&](const Block& other) { return other.text == block.text && !other.table; });
      if (block.text.empty() || (known && !block.table)) continue;
      block.role = Role::running_head;
      if (!block.table) block.kind = document::BlockKind::paragraph;
      block.level = 0;
      block.page = 0;
      document.blocks.push_back(std::move(block));
    }
  }
}

Result<Document> read_package(const ooxml::Package& package, const Limits& limits) {
  Document document;
  document.format = "docx";
  package.read_properties(document);
  const std::string main_part = package.main_part("word/document.xml");
  Parts parts;
  const Result<void> loaded = package.load(main_part, parts.body);
  if (!loaded) return fail(loaded.error());
  const auto related = [&](const char* type, pugi::xml_document& xml) {
    load_optional(package, package.related(main_part, type), xml, document.warnings);
  };
  related("styles", parts.styles);
  related("numbering", parts.numbering);
  related("footnotes", parts.footnotes);
  related("endnotes", parts.endnotes);
  related("comments", parts.comments);
  Context context;
  context.depth = limits.depth;
  context.styles.load(parts.styles.document_element());
  context.numbering.load(parts.numbering.document_element());
  context.footnotes = notes_in(parts.footnotes, "footnote");
  context.endnotes = notes_in(parts.endnotes, "endnote");
  context.comments = notes_in(parts.comments, "comment");
  read_running_heads(package, main_part, context, document);
  context.has_pages = has_page_breaks(parts.body);
  Story story(context);
  std::vector<Block> body = story.read(ooxml::child(parts.body.document_element(), "body"));
  if (!story.title().empty()) document.title = story.title();
  Links links;
  LinkFinder finder(package.relationships(main_part), links);
  parts.body.traverse(finder);
  links.move_to(document);
  for (Block& block : body) document.blocks.push_back(std::move(block));
  if (story.too_deep()) {
    document.warnings.push_back("parts nested deeper than " + std::to_string(limits.depth) +
                                " were passed over");
  }
  if (package.truncated()) {
    document.warnings.push_back("the file is cut off; what was there has been read");
  }
  return document;
}

class DocxReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "docx"; }
  [[nodiscard]] int recognises(const Source& source) const override {
    return ooxml::recognises(source, ooxml::Kind::word, {"docx", "docm", "dotx", "dotm"});
  }
  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const Result<ooxml::Package> package = ooxml::Package::open(source, limits);
    if (!package) return fail(package.error());
    Result<Document> document = read_package(*package, limits);
    if (!document) {
      Error error = std::move(document).error();
      error.subject = std::string(source.name);
      return fail(std::move(error));
    }
    return sink(std::move(*document));
  }
};

}  // namespace

std::unique_ptr<Reader> docx_reader() {
  return std::make_unique<DocxReader>();
}

}  // namespace sillok::formats
