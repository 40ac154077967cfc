// Words → rows, and the rows that repeat on every page: running heads, feet, page numbers.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "formats/pdf_page.h"
#include "text/unicode.h"

namespace sillok::formats::pdf {
namespace {

using document::Block;

constexpr double kMargin = 0.12;      // of the page's height: where running heads stand
constexpr std::size_t kEdgeRows = 3;  // this many rows from the top and bottom are looked at
constexpr double kSamePlace = 4;      // points

double overlap(const Box& a, const Box& b) {
  return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}

// Digits become '#', runs of them one, white space goes: "- 3 -" and "- 12 -" are the same.
std::string pattern_of(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') continue;
    const bool digit = c >= '0' && c <= '9';
    if (digit && !out.empty() && out.back() == '#') continue;
    out.push_back(digit ? '#' : c);
  }
  return out;
}

// "- 3 -", "3 / 12", "Page 3 of 9", "3쪽": a page number by its looks alone.
bool looks_like_page_number(const std::string& pattern) {
  static const char* const kPatterns[] = {"-#-",   "–#–",   "—#—",      "#/#", "-#/#-",
                                          "Page#", "page#", "Page#of#", "#쪽", "#페이지"};
  return std::any_of(std::begin(kPatterns), std::end(kPatterns),
                     [&](const char* known) { return pattern == known; });
}

// Justified setting widens the gap between a Korean quotation mark and its word.
bool opens(std::string_view word) {
  return word.ends_with("「") || word.ends_with("『") || word.ends_with("《");
}

bool closes(std::string_view word) {
  return word.starts_with("」") || word.starts_with("』") || word.starts_with("》");
}

struct EdgeRow {
  std::size_t page = 0;
  std::size_t row = 0;
  double y = 0;  // from the nearer edge of the page; negative at the foot
  std::string pattern;
  bool repeats = false;
};

std::vector<EdgeRow> edge_rows(const std::vector<Page>& pages,
                               const std::vector<std::vector<Row>>& rows) {
  std::vector<EdgeRow> out;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const double height = pages[p].height;
    for (std::size_t r = 0; r < rows[p].size(); ++r) {
      const bool near_top = r < kEdgeRows;
      const bool near_foot = r + kEdgeRows >= rows[p].size();
      const double y = rows[p][r].box.middle_y();
      const bool top = near_top && y < height * kMargin;
      const bool foot = near_foot && y > height * (1 - kMargin);
      if (!top && !foot) continue;
      const std::string text = text_of(rows[p][r].words, 0, rows[p][r].words.size());
      if (text.ends_with("다.")) continue;  // a sentence, however alike
      out.push_back({p, r, top ? y : y - height, pattern_of(text), false});
    }
  }
  return out;
}

// Marks the rows whose pattern stands at the same place on `enough` pages or more.
void mark_repeats(std::vector<EdgeRow>& edges, std::size_t enough) {
  std::sort(edges.begin(), edges.end(), [](const EdgeRow& a, const EdgeRow& b) {
    return std::tie(a.pattern, a.y, a.page) < std::tie(b.pattern, b.y, b.page);
  });
  for (std::size_t i = 0; i < edges.size();) {
    std::size_t end = i + 1;
    while (end < edges.size() && edges[end].pattern == edges[i].pattern &&
           edges[end].y - edges[end - 1].y <= kSamePlace) {
      ++end;
    }
    const bool repeats = end - i >= enough || looks_like_page_number(edges[i].pattern);
    for (; i < end; ++i) edges[i].repeats = repeats;
  }
}

// A head that names the chapter changes with it: a row at the place of a running head, repeated at
// least once, is one too.
void mark_same_places(std::vector<EdgeRow>& edges) {
  std::vector<double> places;
  for (const EdgeRow& edge : edges) {
    if (edge.repeats) places.push_back(edge.y);
  }
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    EdgeRow& a = edges[i];
    EdgeRow& b = edges[i + 1];
    if (a.pattern != b.pattern || a.repeats || std::abs(a.y - b.y) > kSamePlace) continue;
    const bool placed = std::any_of(places.begin(), places.end(),
                                    [&](double y) { return std::abs(y - a.y) <= kSamePlace; });
    if (placed) a.repeats = b.repeats = true;
  }
}

}  // namespace

void Box::add(const Box& other) {
  left = std::min(left, other.left);
  top = std::min(top, other.top);
  right = std::max(right, other.right);
  bottom = std::max(bottom, other.bottom);
}

std::vector<Row> rows_of(std::vector<Word> words) {
  // Tall words first: they make the rows that superscripts and small print then join.
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return a.box.middle_y() < b.box.middle_y();
  });
  std::vector<Row> rows;
  std::vector<Box> cores;  // of the tallest word of each row: what decides on belonging
  for (Word& word : words) {
    // Rows rise in middle_y, so only the last few can overlap; two columns may interleave.
    std::size_t best = rows.size();
    double most = 0;
    const std::size_t from = rows.size() > 4 ? rows.size() - 4 : 0;
    for (std::size_t i = from; i < rows.size(); ++i) {
      const double height = std::min(cores[i].height(), word.box.height());
      const double share = height > 0 ? overlap(cores[i], word.box) / height : 0;
      if (share >= 0.5 && share > most) {
        most = share;
        best = i;
      }
    }
    if (best == rows.size()) {
      cores.push_back(word.box);
      rows.push_back({word.box, {}});
    } else if (word.box.height() > cores[best].height()) {
      cores[best] = word.box;
    }
    rows[best].box.add(word.box);
    rows[best].words.push_back(std::move(word));
  }
  for (Row& row : rows) {
    std::stable_sort(row.words.begin(), row.words.end(),
                     [](const Word& a, const Word& b) { return a.box.left < b.box.left; });
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.box.middle_y() < b.box.middle_y(); });
  return rows;
}

std::string text_of(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) {
      const Word& before = words[i - 1];
      const double gap = words[i].box.left - before.box.right;
      const double size = std::min(before.size, words[i].size);
      const bool apart = before.space_after || gap > 0.15 * size;
      if (apart && !opens(before.text) && !closes(words[i].text)) out += ' ';
    }
    out += words[i].text;
  }
  return out;
}

std::vector<Block> take_running_heads(std::vector<Page>& pages) {
  std::vector<std::vector<Row>> rows;
  rows.reserve(pages.size());
  std::size_t filled = 0;
  for (Page& page : pages) {
    rows.push_back(rows_of(std::move(page.words)));
    if (!rows.back().empty()) ++filled;
  }
  std::vector<EdgeRow> edges = edge_rows(pages, rows);
  // Half the pages: books set the head of left and right pages differently.
  mark_repeats(edges, std::max<std::size_t>(2, (filled * 2 + 4) / 5));
  mark_same_places(edges);
  std::sort(edges.begin(), edges.end(), [](const EdgeRow& a, const EdgeRow& b) {
    return std::tie(a.page, a.row) < std::tie(b.page, b.row);
  });
  std::vector<Block> heads;
  std::vector<std::string> seen;
  for (const EdgeRow& edge : edges) {
    if (!edge.repeats) continue;
    Row& row = rows[edge.page][edge.row];
    if (std::find(seen.begin(), seen.end(), edge.pattern) == seen.end()) {
      seen.push_back(edge.pattern);
      Block& block = heads.emplace_back();
      block.role = document::Role::running_head;
      block.text = text_of(row.words, 0, row.words.size());
      block.page = pages[edge.page].number;
    }
    row.words.clear();
  }
  for (std::size_t p = 0; p < pages.size(); ++p) {
    for (Row& row : rows[p]) {
      for (Word& word : row.words) pages[p].words.push_back(std::move(word));
    }
  }
  return heads;
}

}  // namespace sillok::formats::pdf
