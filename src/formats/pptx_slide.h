// One slide (or its notes page): the shapes with their texts and places, and the blocks they make.
#pragma once

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "document/document.h"

namespace sillok::formats::pptx {

// In the slide's own units (914,400 an inch).
struct Frame {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

// Where the slide's layout puts its placeholders, by "type/index"; a shape without a place of its
// own stands there.
using Placeholders = std::map<std::string, Frame, std::less<>>;

enum class Part { text, title, subtitle, body, footer, number, table, diagram, chart };

struct Shape {
  Part part = Part::text;
  std::optional<Frame> frame;
  pugi::xml_node content;  // txBody, tbl; empty for diagrams
  std::string relation;    // diagrams: relationship id of their data
};

// The key of a shape's placeholder; empty if it is none.
[[nodiscard]] std::string placeholder_key(pugi::xml_node shape);
// The placeholders of a layout or master with their places.
[[nodiscard]] Placeholders placeholders_of(pugi::xml_node tree, std::size_t depth);

// Whether its groups are nested more than `depth` deep; shapes_of leaves out what is in those.
[[nodiscard]] bool is_nested_deeper(pugi::xml_node tree, std::size_t depth);

// The shapes of a p:spTree in reading order: titles first, then as written, or by place where the
// written order is plainly not the one of the eye. Groups are opened.
[[nodiscard]] std::vector<Shape> shapes_of(pugi::xml_node tree, const Placeholders& places,
                                           std::size_t depth);

// The paragraphs of a text body as blocks: list items where they are bulleted, numbered, or text of
// a body placeholder; `page` is the slide's number.
[[nodiscard]] std::vector<document::Block> paragraphs_of(pugi::xml_node body, Part part, int page);
// All text of a body, a line a paragraph.
[[nodiscard]] std::string text_of(pugi::xml_node body);
[[nodiscard]] std::optional<document::Block> table_of(pugi::xml_node table, int page);

}  // namespace sillok::formats::pptx
