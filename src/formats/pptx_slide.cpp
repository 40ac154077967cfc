#include "formats/pptx_slide.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "document/table.h"
#include "formats/clean_text.h"
#include "formats/hwp_numbers.h"
#include "formats/ooxml.h"
#include "text/unicode.h"

namespace sillok::formats::pptx {
namespace {

using document::Block;
using document::BlockKind;
using ooxml::attribute;
using ooxml::child;
using ooxml::is;
using ooxml::local_name;
using ooxml::number_of;

constexpr int kMostColumns = 1'000;
constexpr int kMostRows = 10'000;
constexpr int kLevels = 9;

// From the coordinates inside groups to the slide's.
struct Transform {
  double scale_x = 1;
  double scale_y = 1;
  double shift_x = 0;
  double shift_y = 0;
};

double number_at(pugi::xml_node node, std::string_view name) {
  return static_cast<double>(number_of(attribute(node, name), 0));
}

std::optional<Frame> frame_of(pugi::xml_node transform) {
  const pugi::xml_node offset = child(transform, "off");
  const pugi::xml_node extent = child(transform, "ext");
  if (!offset || !extent) return std::nullopt;
  const double left = number_at(offset, "x");
  const double top = number_at(offset, "y");
  return Frame{left, top, left + number_at(extent, "cx"), top + number_at(extent, "cy")};
}

Frame placed(const Frame& frame, const Transform& t) {
  return {frame.left * t.scale_x + t.shift_x, frame.top * t.scale_y + t.shift_y,
          frame.right * t.scale_x + t.shift_x, frame.bottom * t.scale_y + t.shift_y};
}

Transform inside_group(pugi::xml_node group, const Transform& outer) {
  const pugi::xml_node transform = child(child(group, "grpSpPr"), "xfrm");
  const std::optional<Frame> frame = frame_of(transform);
  const pugi::xml_node offset = child(transform, "chOff");
  const pugi::xml_node extent = child(transform, "chExt");
  if (!frame || !offset || !extent) return outer;
  const double width = number_at(extent, "cx");
  const double height = number_at(extent, "cy");
  if (width <= 0 || height <= 0) return outer;
  Transform own;
  own.scale_x = (frame->right - frame->left) / width;
  own.scale_y = (frame->bottom - frame->top) / height;
  own.shift_x = frame->left - number_at(offset, "x") * own.scale_x;
  own.shift_y = frame->top - number_at(offset, "y") * own.scale_y;
  return {outer.scale_x * own.scale_x, outer.scale_y * own.scale_y,
          outer.shift_x + own.shift_x * outer.scale_x, outer.shift_y + own.shift_y * outer.scale_y};
}

pugi::xml_node placeholder_of(pugi::xml_node shape) {
  for (const pugi::xml_node one : shape) {
    const std::string_view name = local_name(one.name());
    if (name == "nvSpPr" || name == "nvGraphicFramePr" || name == "nvPicPr") {
      return child(child(one, "nvPr"), "ph");
    }
  }
  return {};
}

Part part_of(pugi::xml_node placeholder) {
  if (!placeholder) return Part::text;
  const std::string_view type = attribute(placeholder, "type");
  if (type == "title" || type == "ctrTitle") return Part::title;
  if (type == "subTitle") return Part::subtitle;
  if (type == "dt" || type == "ftr" || type == "hdr") return Part::footer;
  if (type == "sldNum") return Part::number;
  return Part::body;
}

bool is_hidden(pugi::xml_node shape) {
  for (const pugi::xml_node one : shape) {
    if (local_name(one.name()).starts_with("nv")) {
      const std::string_view hidden = attribute(child(one, "cNvPr"), "hidden");
      return hidden == "1" || hidden == "true";
    }
  }
  return false;
}

class Collector {
 public:
  Collector(const Placeholders& places, std::size_t depth) : places_(places), depth_(depth) {}

  void collect(pugi::xml_node tree, const Transform& transform, std::size_t depth) {
    if (depth > depth_) return;
    for (const pugi::xml_node node : tree) {
      const std::string_view name = local_name(node.name());
      if (name == "grpSp") {
        collect(node, inside_group(node, transform), depth + 1);
      } else if (name == "AlternateContent") {
        collect(ooxml::chosen_branch(node), transform, depth + 1);
      } else if (name == "sp") {
        text_shape(node, transform);
      } else if (name == "graphicFrame") {
        graphic(node, transform);
      }
    }
  }

  std::vector<Shape> take() { return std::move(shapes_); }

 private:
  [[nodiscard]] std::optional<Frame> place(pugi::xml_node shape, pugi::xml_node transform,
                                           const Transform& outer) const {
    if (const std::optional<Frame> own = frame_of(transform)) return placed(*own, outer);
    const std::string key = placeholder_key(shape);
    if (key.empty()) return std::nullopt;
    const auto known = places_.find(key);
    if (known != places_.end()) return known->second;
    // A placeholder may leave out its type or its index.
    const std::size_t slash = key.find('/');
    for (const auto& [other, frame] : places_) {
      if (other.substr(other.find('/')) == key.substr(slash)) return frame;
    }
    return std::nullopt;
  }

  void text_shape(pugi::xml_node node, const Transform& transform) {
    const pugi::xml_node body = child(node, "txBody");
    if (!body || is_hidden(node)) return;
    Shape shape;
    shape.part = part_of(placeholder_of(node));
    shape.content = body;
    shape.frame = place(node, child(child(node, "spPr"), "xfrm"), transform);
    shapes_.push_back(shape);
  }

  void graphic(pugi::xml_node node, const Transform& transform) {
    if (is_hidden(node)) return;
    const pugi::xml_node data = child(child(node, "graphic"), "graphicData");
    Shape shape;
    shape.frame = place(node, child(node, "xfrm"), transform);
    if (const pugi::xml_node table = child(data, "tbl")) {
      shape.part = Part::table;
      shape.content = table;
    } else if (const pugi::xml_node diagram = child(data, "relIds")) {
      shape.part = Part::diagram;
      shape.relation = attribute(diagram, "dm");
    } else if (child(data, "chart")) {
      shape.part = Part::chart;
    } else {
      return;
    }
    shapes_.push_back(shape);
  }

  const Placeholders& places_;
  std::size_t depth_;
  std::vector<Shape> shapes_;
};

// ---- reading order ----

bool side_by_side(const Frame& a, const Frame& b) {
  return std::min(a.right, b.right) <= std::max(a.left, b.left);
}

// A shape that is written later but stands wholly above, over the same width.
bool plainly_wrong(const std::vector<Shape>& shapes) {
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = i + 1; j < shapes.size(); ++j) {
      const auto& a = shapes[i].frame;
      const auto& b = shapes[j].frame;
      if (a && b && b->bottom <= a->top + (a->bottom - a->top) * 0.1 && !side_by_side(*a, *b)) {
        return true;
      }
    }
  }
  return false;
}

// Cuts along the widest free stretches, level ones first, until single shapes are left.
void order_by_place(std::vector<Shape> shapes, std::vector<Shape>& out, int depth) {
  for (const bool level : {true, false}) {
    if (shapes.size() < 2 || depth > 40) break;
    const auto from = [&](const Shape& s) { return level ? s.frame->top : s.frame->left; };
    const auto to = [&](const Shape& s) { return level ? s.frame->bottom : s.frame->right; };
    std::stable_sort(shapes.begin(), shapes.end(),
                     [&](const Shape& a, const Shape& b) { return from(a) < from(b); });
    std::vector<std::vector<Shape>> parts(1);
    double end = from(shapes.front());
    for (const Shape& shape : shapes) {
      // Shapes may overlap by a little and still be apart.
      const double slack = (to(shape) - from(shape)) * 0.1;
      if (!parts.back().empty() && from(shape) + slack >= end) parts.emplace_back();
      parts.back().push_back(shape);
      end = std::max(end, to(shape));
    }
    if (parts.size() < 2) continue;
    for (std::vector<Shape>& part : parts) order_by_place(std::move(part), out, depth + 1);
    return;
  }
  std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
    return std::pair(a.frame->top, a.frame->left) < std::pair(b.frame->top, b.frame->left);
  });
  out.insert(out.end(), shapes.begin(), shapes.end());
}

// ---- text ----

void run_text(pugi::xml_node node, std::string& out, std::size_t depth) {
  if (depth > 20) return;
  for (const pugi::xml_node one : node) {
    const std::string_view name = local_name(one.name());
    if (name == "r") {
      out += child(one, "t").child_value();
    } else if (name == "fld") {
      if (attribute(one, "type") != "slidenum") out += child(one, "t").child_value();
    } else if (name == "br") {
      out += '\n';
    } else if (name == "AlternateContent") {
      run_text(ooxml::chosen_branch(one), out, depth + 1);
    } else if (name == "m" || name == "oMath" || name == "oMathPara") {
      run_text(one, out, depth + 1);
    }
  }
}

std::string paragraph_text(pugi::xml_node paragraph) {
  std::string raw;
  run_text(paragraph, raw, 0);
  const std::string clean = clean_text(raw);
  std::string_view text = clean;
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return std::string(text);
}

// "arabicParenR" and 3 → "3)".
std::string auto_number(std::string_view type, int number) {
  NumberFormat format = NumberFormat::digit;
  if (type.starts_with("alphaLc")) format = NumberFormat::latin_small;
  if (type.starts_with("alphaUc")) format = NumberFormat::latin_capital;
  if (type.starts_with("romanLc")) format = NumberFormat::roman_small;
  if (type.starts_with("romanUc")) format = NumberFormat::roman_capital;
  if (type.starts_with("circleNum")) format = NumberFormat::circled_digit;
  if (type.starts_with("ea1") || type.starts_with("hindi")) format = NumberFormat::digit;
  std::string text = format_number(number, format);
  if (type.ends_with("ParenBoth")) return "(" + text + ")";
  if (type.ends_with("ParenR")) return text + ")";
  if (type.ends_with("Period")) return text + ".";
  return text;
}

struct Counter {
  std::string type;
  int next = 1;
};

// The generated number of a paragraph; empty if it has none. Counts.
std::string number_of_paragraph(pugi::xml_node properties, std::size_t level,
                                std::array<Counter, kLevels>& counters) {
  const pugi::xml_node number = child(properties, "buAutoNum");
  for (std::size_t below = level + (number ? 1 : 0); below < counters.size(); ++below) {
    counters[below] = {};
  }
  if (!number) return {};
  const std::string_view type = attribute(number, "type");
  Counter& counter = counters[level];
  if (counter.type != type) {
    counter.type = type;
    counter.next = std::clamp(number_of(attribute(number, "startAt"), 1), 1, 1'000'000);
  }
  return auto_number(type, counter.next++);
}

}  // namespace

std::string placeholder_key(pugi::xml_node shape) {
  const pugi::xml_node placeholder = placeholder_of(shape);
  if (!placeholder) return {};
  std::string_view type = attribute(placeholder, "type");
  if (type.empty()) type = "obj";
  return std::string(type) + "/" + std::string(attribute(placeholder, "idx"));
}

Placeholders placeholders_of(pugi::xml_node tree, std::size_t depth) {
  Placeholders out;
  if (depth == 0) return out;
  for (const pugi::xml_node node : tree) {
    if (is(node, "grpSp")) {
      for (auto& [key, frame] : placeholders_of(node, depth - 1)) out.emplace(key, frame);
    }
    const std::string key = is(node, "sp") ? placeholder_key(node) : std::string();
    if (key.empty()) continue;
    if (const auto frame = frame_of(child(child(node, "spPr"), "xfrm"))) out.emplace(key, *frame);
  }
  return out;
}

bool is_nested_deeper(pugi::xml_node tree, std::size_t depth) {
  for (const pugi::xml_node node : tree) {
    if (!ooxml::is(node, "grpSp")) continue;
    if (depth == 0 || is_nested_deeper(node, depth - 1)) return true;
  }
  return false;
}

std::vector<Shape> shapes_of(pugi::xml_node tree, const Placeholders& places, std::size_t depth) {
  Collector collector(places, depth);
  collector.collect(tree, {}, 0);
  std::vector<Shape> shapes = collector.take();
  std::stable_partition(shapes.begin(), shapes.end(),
                        [](const Shape& shape) { return shape.part == Part::title; });
  const auto rest = std::find_if(shapes.begin(), shapes.end(),
                                 [](const Shape& shape) { return shape.part != Part::title; });
  std::vector<Shape> others(rest, shapes.end());
  const bool known = std::all_of(others.begin(), others.end(),
                                 [](const Shape& shape) { return shape.frame.has_value(); });
  constexpr std::size_t kMostOrdered = 2'000;  // the comparison of all pairs
  if (!known || others.size() > kMostOrdered || !plainly_wrong(others)) return shapes;
  shapes.erase(rest, shapes.end());
  order_by_place(std::move(others), shapes, 0);
  return shapes;
}

std::vector<Block> paragraphs_of(pugi::xml_node body, Part part, int page) {
  std::vector<Block> out;
  std::array<Counter, kLevels> counters;
  for (const pugi::xml_node paragraph : body) {
    if (!is(paragraph, "p")) continue;
    const pugi::xml_node properties = child(paragraph, "pPr");
    const int level = std::clamp(number_of(attribute(properties, "lvl"), 0), 0, kLevels - 1);
    std::string text = paragraph_text(paragraph);
    if (text.empty()) continue;
    const std::string number =
        number_of_paragraph(properties, static_cast<std::size_t>(level), counters);
    Block& block = out.emplace_back();
    block.page = page;
    block.text = number.empty() ? std::move(text) : number + " " + text;
    const bool marked =
        !number.empty() || child(properties, "buChar") || child(properties, "buBlip");
    const bool listed = part == Part::body && !child(properties, "buNone");
    if (marked || listed) {
      block.kind = BlockKind::list_item;
      block.level = level + 1;
    }
  }
  return out;
}

std::string text_of(pugi::xml_node body) {
  std::string out;
  for (const pugi::xml_node paragraph : body) {
    if (!is(paragraph, "p")) continue;
    const std::string text = paragraph_text(paragraph);
    if (text.empty()) continue;
    if (!out.empty()) out += '\n';
    out += text;
  }
  return out;
}

std::optional<Block> table_of(pugi::xml_node node, int page) {
  document::Table table;
  const std::string_view first = attribute(child(node, "tblPr"), "firstRow");
  const bool heads = first == "1" || first == "true";
  std::vector<std::vector<bool>> taken;  // by spans from above and the left
  for (const pugi::xml_node row : node) {
    if (!is(row, "tr") || table.rows >= kMostRows) continue;
    const auto at = static_cast<std::size_t>(table.rows);
    if (taken.size() <= at) taken.resize(at + 1);
    int column = 0;
    for (const pugi::xml_node cell : row) {
      if (!is(cell, "tc") || column >= kMostColumns) continue;
      const auto c = static_cast<std::size_t>(column++);
      if (taken[at].size() <= c) taken[at].resize(c + 1);
      if (taken[at][c]) continue;
      const auto merged = [&](const char* name) {
        const std::string_view value = attribute(cell, name);
        return value == "1" || value == "true";
      };
      if (merged("hMerge") || merged("vMerge")) continue;
      document::Cell out;
      out.row = table.rows;
      out.column = static_cast<int>(c);
      out.column_span =
          std::clamp(number_of(attribute(cell, "gridSpan"), 1), 1, kMostColumns - out.column);
      out.row_span = std::clamp(number_of(attribute(cell, "rowSpan"), 1), 1, kMostRows - out.row);
      for (int right = 1; right < out.column_span; ++right) {  // never over a cell from above
        const std::size_t beside = c + static_cast<std::size_t>(right);
        if (beside < taken[at].size() && taken[at][beside]) out.column_span = right;
      }
      out.header = heads && table.rows == 0;
      out.text = text_of(child(cell, "txBody"));
      for (int r = out.row; r < out.row + std::min(out.row_span, 1'000); ++r) {
        if (taken.size() <= static_cast<std::size_t>(r))
          taken.resize(static_cast<std::size_t>(r) + 1);
        auto& line = taken[static_cast<std::size_t>(r)];
        const auto end = static_cast<std::size_t>(out.column + out.column_span);
        if (line.size() < end) line.resize(end);
        std::fill(line.begin() + out.column, line.begin() + out.column + out.column_span, true);
      }
      table.columns = std::max(table.columns, out.column + out.column_span);
      table.cells.push_back(std::move(out));
    }
    ++table.rows;
  }
  if (table.cells.empty()) return std::nullopt;
  for (document::Cell& cell : table.cells)
    cell.row_span = std::min(cell.row_span, table.rows - cell.row);
  Block block;
  block.kind = BlockKind::table;
  block.page = page;
  block.text = document::render_rows(table);
  block.table = std::move(table);
  return block;
}

}  // namespace sillok::formats::pptx
