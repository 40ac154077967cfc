#include "formats/html_table.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace sillok::formats {
namespace {

// As browsers do (HTML standard, 4.9.11): more is an error of the page.
constexpr int kMostColumns = 1'000;
constexpr int kMostRows = 65'534;

int number(std::string_view text, int otherwise, int most) {
  const std::size_t digit = std::min(text.find_first_not_of(" \t\n"), text.size());
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + digit, end, value);
  if (error == std::errc::result_out_of_range) return most;
  if (error != std::errc() || value < 0) return otherwise;
  return std::min(value, most);
}

class Layout {
 public:
  explicit Layout(HtmlTable& out) : out_(out) {}

  void section(const GumboNode& element, bool head) {
    const GumboVector& children = element.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(children.data[i]);
      if (child.type != GUMBO_NODE_ELEMENT) continue;
      if (child.v.element.tag == GUMBO_TAG_TR) row(child, head);
    }
  }

  // Spans do not reach from one section (thead, tbody, tfoot) into the next.
  void end_section() {
    for (std::size_t i = section_first_; i < out_.table.cells.size(); ++i) {
      document::Cell& cell = out_.table.cells[i];
      const int most = out_.table.rows - cell.row;
      if (cell.row_span == 0 || cell.row_span > most) cell.row_span = most;
    }
    section_first_ = out_.table.cells.size();
    taken_until_.assign(taken_until_.size(), 0);
  }

  void row(const GumboNode& element, bool head) {
    const int at = out_.table.rows++;
    int column = 0;
    const GumboVector& children = element.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(children.data[i]);
      if (child.type != GUMBO_NODE_ELEMENT) continue;
      const GumboTag tag = child.v.element.tag;
      if (tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH) continue;
      while (taken(column, at)) ++column;
      if (column >= kMostColumns) {
        ++out_.dropped;
        continue;
      }
      document::Cell cell;
      cell.row = at;
      cell.column = column;
      cell.header = head || tag == GUMBO_TAG_TH;
      cell.row_span = number(attribute(child, "rowspan"), 1, kMostRows);
      const int wanted = std::max(1, number(attribute(child, "colspan"), 1, kMostColumns));
      int width = 1;
      while (width < wanted && column + width < kMostColumns && !taken(column + width, at)) ++width;
      cell.column_span = width;
      take(column, width, cell.row_span == 0 ? kMostRows + at : at + cell.row_span);
      column += width;
      out_.table.cells.push_back(std::move(cell));
      out_.elements.push_back(&child);
    }
  }

  // Columns that only one wide cell reaches over do not exist.
  void finish() {
    int columns = 0;
    for (const document::Cell& cell : out_.table.cells)
      columns = std::max(columns, cell.column + 1);
    for (document::Cell& cell : out_.table.cells) {
      cell.column_span = std::min(cell.column_span, columns - cell.column);
    }
    out_.table.columns = columns;
  }

 private:
  [[nodiscard]] bool taken(int column, int row) const {
    const auto index = static_cast<std::size_t>(column);
    return index < taken_until_.size() && taken_until_[index] > row;
  }
  void take(int column, int width, int until) {
    const auto end = static_cast<std::size_t>(column + width);
    if (taken_until_.size() < end) taken_until_.resize(end, 0);
    for (auto i = static_cast<std::size_t>(column); i < end; ++i) taken_until_[i] = until;
  }

  HtmlTable& out_;
  std::vector<int> taken_until_;  // for each column the first row that is free again
  std::size_t section_first_ = 0;
};

}  // namespace

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

HtmlTable lay_out(const GumboNode& table) {
  HtmlTable out;
  Layout layout(out);
  const GumboVector& children = table.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (child.type != GUMBO_NODE_ELEMENT) continue;
    switch (child.v.element.tag) {
      case GUMBO_TAG_CAPTION:
        out.caption = &child;
        break;
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
        layout.section(child, child.v.element.tag == GUMBO_TAG_THEAD);
        layout.end_section();
        break;
      case GUMBO_TAG_TR:
        layout.row(child, false);
        break;
      default:
        break;
    }
  }
  layout.end_section();
  layout.finish();
  return out;
}

}  // namespace sillok::formats
