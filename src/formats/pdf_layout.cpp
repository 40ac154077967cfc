// One page: which words are in tables, where the columns of text run, and the lines in the order a
// person reads them.
#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/pdf_page.h"
#include "formats/pdf_tables.h"
#include "text/unicode.h"

namespace sillok::formats::pdf {
namespace {

// White space of this many letters inside a row parts columns or cells, not words.
constexpr double kColumnGap = 1.0;

double size_of_most(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  std::vector<std::pair<double, std::size_t>> sizes;
  for (std::size_t i = begin; i < end; ++i) {
    const auto known = std::find_if(sizes.begin(), sizes.end(), [&](const auto& entry) {
      return std::abs(entry.first - words[i].size) < 0.25;
    });
    if (known == sizes.end()) {
      sizes.emplace_back(words[i].size, words[i].text.size());
    } else {
      known->second += words[i].text.size();
    }
  }
  const auto most = std::max_element(
      sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == sizes.end() ? 0 : most->first;
}

// Parts of rows between wide gaps.
std::vector<Line> segments_of(const std::vector<Row>& rows) {
  std::vector<Line> out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.words.size();) {
      std::size_t end = i + 1;
      while (end < row.words.size()) {
        const Word& before = row.words[end - 1];
        const double em = std::max({before.size, row.words[end].size, 4.0});
        if (row.words[end].box.left - before.box.right > kColumnGap * em) break;
        ++end;
      }
      out.push_back(line_of(row.words, i, end));
      i = end;
    }
  }
  return out;
}

// A stretch of x that no line of a column layout crosses.
struct Gutter {
  double left = 0;
  double right = 0;
};

struct Column {
  double left = 0;
  double right = 0;
  std::vector<std::size_t> lines;
};

bool crosses(const Box& box, const Gutter& gutter) {
  return box.left < gutter.left + 1 && box.right > gutter.right - 1;
}

// The x stretches of a region that few segments cross, wide enough to part columns.
std::vector<Gutter> gutters_of(const std::vector<Line>& lines, const Box& region, double em) {
  constexpr std::size_t kBins = 400;
  if (region.width() <= 0) return {};
  std::vector<int> steps(kBins + 1, 0);
  const auto bin = [&](double x) {
    const double share = std::clamp((x - region.left) / region.width(), 0.0, 1.0);
    return static_cast<std::size_t>(share * static_cast<double>(kBins - 1));
  };
  for (const Line& line : lines) {
    ++steps[bin(line.box.left)];
    --steps[bin(line.box.right) + 1];
  }
  const int allowed = static_cast<int>(lines.size() / 4);
  std::vector<Gutter> out;
  int depth = 0;
  std::optional<std::size_t> from;
  for (std::size_t i = 0; i <= kBins; ++i) {
    depth += steps[std::min(i, kBins)];
    const bool open = i < kBins && depth <= allowed;
    if (open && !from) from = i;
    if (open || !from) continue;
    const double width = region.width() / static_cast<double>(kBins - 1);
    const Gutter gutter{region.left + static_cast<double>(*from) * width,
                        region.left + static_cast<double>(i) * width};
    if (*from > 0 && i < kBins && gutter.right - gutter.left >= 0.8 * em) out.push_back(gutter);
    from.reset();
  }
  return out;
}

// Whether the lines between two gutters look like running text: enough of them, most filling the
// column's width. Cells of a table do not.
bool is_text_column(const std::vector<Line>& lines, const Column& column, double em) {
  const double width = column.right - column.left;
  if (column.lines.size() < 4 || width < 9 * em) return false;
  std::size_t full = 0;
  for (const std::size_t i : column.lines) {
    if (lines[i].box.width() > 0.75 * width) ++full;
  }
  return full * 2 >= column.lines.size();
}

std::optional<std::vector<Column>> columns_between(const std::vector<Line>& lines,
                                                   const std::vector<Gutter>& gutters, double em) {
  std::vector<Column> columns(gutters.size() + 1);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Box& box = lines[i].box;
    if (std::any_of(gutters.begin(), gutters.end(),
                    [&](const Gutter& gutter) { return crosses(box, gutter); })) {
      continue;
    }
    std::size_t at = 0;
    while (at < gutters.size() && box.middle_x() > gutters[at].right) ++at;
    Column& column = columns[at];
    if (column.lines.empty()) {
      column.left = box.left;
      column.right = box.right;
    }
    column.left = std::min(column.left, box.left);
    column.right = std::max(column.right, box.right);
    column.lines.push_back(i);
  }
  double widest = 0;
  double narrowest = 1e9;
  for (const Column& column : columns) {
    if (!is_text_column(lines, column, em)) return std::nullopt;
    widest = std::max(widest, column.right - column.left);
    narrowest = std::min(narrowest, column.right - column.left);
  }
  if (widest > 2.2 * narrowest) return std::nullopt;
  return columns;
}

// The gutters of this region, if it is set in columns.
std::vector<Gutter> text_gutters(const std::vector<Line>& lines, const Box& region, double em) {
  std::vector<Gutter> all = gutters_of(lines, region, em);
  if (all.empty() || all.size() > 6) return {};
  if (columns_between(lines, all, em)) return all;
  for (const Gutter& gutter : all) {
    if (columns_between(lines, {gutter}, em)) return {gutter};
  }
  return {};
}

class Layout {
 public:
  explicit Layout(const Page& page) { out_.number = page.number, out_.height = page.height; }

  PageItems take(std::vector<Line> segments, std::vector<LineTable> tables) {
    if (segments.empty()) {
      for (LineTable& table : tables) put(std::move(table));
      return std::move(out_);
    }
    Box region = segments.front().box;
    double size = 0;
    double characters = 0;
    for (const Line& line : segments) {
      region.add(line.box);
      size += line.size * static_cast<double>(line.text.size());
      characters += static_cast<double>(line.text.size());
    }
    const double em = std::max(4.0, size / std::max(1.0, characters));
    const std::vector<Gutter> gutters = text_gutters(segments, region, em);
    if (gutters.empty()) {
      column(std::move(segments), std::move(tables), region.left, region.right);
    } else {
      bands(std::move(segments), std::move(tables), region, gutters);
    }
    return std::move(out_);
  }

 private:
  // What crosses a gutter parts the page into bands; within a band, column after column.
  void bands(std::vector<Line> segments, std::vector<LineTable> tables, const Box& region,
             const std::vector<Gutter>& gutters) {
    struct Across {
      Box box;
      std::optional<Line> line;
      std::optional<LineTable> table;
    };
    const auto is_across = [&](const Box& box) {
      return std::any_of(gutters.begin(), gutters.end(),
                         [&](const Gutter& gutter) { return crosses(box, gutter); });
    };
    std::vector<Across> across;
    std::vector<Line> lines;
    std::vector<LineTable> kept;
    for (Line& line : segments) {
      if (is_across(line.box)) {
        across.push_back({line.box, std::move(line), std::nullopt});
      } else {
        lines.push_back(std::move(line));
      }
    }
    for (LineTable& table : tables) {
      if (is_across(table.box)) {
        across.push_back({table.box, std::nullopt, std::move(table)});
      } else {
        kept.push_back(std::move(table));
      }
    }
    std::stable_sort(across.begin(), across.end(), [](const Across& a, const Across& b) {
      return a.box.middle_y() < b.box.middle_y();
    });
    std::vector<Line> whole;  // neighbouring lines across: one column over the page's width
    for (Across& item : across) {
      band_above(item.box.middle_y(), lines, kept, gutters, region, whole);
      if (item.line) {
        whole.push_back(std::move(*item.line));
      } else {
        flush_whole(whole, region);
        put(std::move(*item.table));
      }
    }
    band_above(1e12, lines, kept, gutters, region, whole);
    flush_whole(whole, region);
  }

  void flush_whole(std::vector<Line>& whole, const Box& region) {
    if (whole.empty()) return;
    column(std::move(whole), {}, region.left, region.right);
    whole.clear();
  }

  void band_above(double y, std::vector<Line>& lines, std::vector<LineTable>& tables,
                  const std::vector<Gutter>& gutters, const Box& region, std::vector<Line>& whole) {
    std::vector<std::vector<Line>> parts(gutters.size() + 1);
    std::vector<std::vector<LineTable>> table_parts(gutters.size() + 1);
    const auto part = [&](double x) {
      std::size_t at = 0;
      while (at < gutters.size() && x > gutters[at].right) ++at;
      return at;
    };
    bool any = false;
    std::erase_if(lines, [&](Line& line) {
      if (line.box.middle_y() > y) return false;
      parts[part(line.box.middle_x())].push_back(std::move(line));
      return any = true;
    });
    std::erase_if(tables, [&](LineTable& table) {
      if (table.box.middle_y() > y) return false;
      table_parts[part(table.box.middle_x())].push_back(std::move(table));
      return any = true;
    });
    if (!any) return;
    flush_whole(whole, region);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double left = i == 0 ? region.left : gutters[i - 1].right;
      const double right = i == gutters.size() ? region.right : gutters[i].left;
      column(std::move(parts[i]), std::move(table_parts[i]), left, right);
    }
  }

  // One column: its lines and tables from top to bottom.
  void column(std::vector<Line> segments, std::vector<LineTable> tables, double left,
              double right) {
    std::vector<Item> items = aligned_tables(std::move(segments), left, right);
    for (LineTable& table : tables) {
      Item item;
      item.is_table = true;
      item.table = std::move(table);
      const double y = item.table.box.middle_y();
      const auto place = std::find_if(items.begin(), items.end(), [&](const Item& other) {
        const Box& box = other.is_table ? other.table.box : other.line.box;
        return box.middle_y() > y;
      });
      items.insert(place, std::move(item));
    }
    for (Item& item : items) {
      if (!item.is_table) {
        item.line.column_left = left;
        item.line.column_right = right;
      }
      out_.items.push_back(std::move(item));
    }
  }

  void put(LineTable table) {
    Item item;
    item.is_table = true;
    item.table = std::move(table);
    out_.items.push_back(std::move(item));
  }

  PageItems out_;
};

}  // namespace

Line line_of(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  Line line;
  line.text = text_of(words, begin, end);
  line.box = words[begin].box;
  line.bold = true;
  std::size_t first_end = begin + 1;
  double gaps = 0;
  int gap_count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    line.box.add(words[i].box);
    line.bold = line.bold && words[i].bold;
    if (i == begin) continue;
    const double gap = words[i].box.left - words[i - 1].box.right;
    const bool apart = words[i - 1].space_after || gap > 0.15 * words[i].size;
    if (!apart && first_end == i) first_end = i + 1;
    if (apart && words[i].size > 0) {
      gaps += gap / words[i].size;
      ++gap_count;
    }
  }
  line.size = size_of_most(words, begin, end);
  line.first_word = words[first_end - 1].box.right - words[begin].box.left;
  line.word_gap = gap_count >= 3 ? gaps / gap_count : 0;
  line.column_left = line.box.left;
  line.column_right = line.box.right;
  return line;
}

PageItems lay_out(const Page& page) {
  std::vector<Word> rest;
  std::vector<LineTable> tables = ruled_tables(page, rest);
  return Layout(page).take(segments_of(rows_of(std::move(rest))), std::move(tables));
}

}  // namespace sillok::formats::pdf
