// From rules to cells: rules that touch belong to one table; where a rule is missing between two
// elementary cells, they are one merged cell.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "formats/pdf_page.h"

namespace sillok::formats::pdf {
namespace {

constexpr double kTouch = 3;      // points: ends that nearly meet, double rules
constexpr double kCovered = 0.6;  // of a cell's side must be ruled to be a border
constexpr std::size_t kMostRules = 4'000;
constexpr std::size_t kMostLines = 400;  // rows or columns of one grid

class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> parent_;
};

bool touch(const Rule& level, const Rule& upright) {
  return upright.at >= level.from - kTouch && upright.at <= level.to + kTouch &&
         level.at >= upright.from - kTouch && level.at <= upright.to + kTouch;
}

// Where the rules stand, those closer than kTouch taken together; rising.
std::vector<double> positions(std::vector<double> at) {
  std::sort(at.begin(), at.end());
  std::vector<double> out;
  for (std::size_t i = 0; i < at.size();) {
    std::size_t end = i + 1;
    while (end < at.size() && at[end] - at[end - 1] <= kTouch) ++end;
    out.push_back((at[i] + at[end - 1]) / 2);
    i = end;
  }
  return out;
}

// The share of [from, to] that rules standing at `at` cover.
double coverage(const std::vector<Rule>& rules, double at, double from, double to) {
  double covered = 0;
  for (const Rule& rule : rules) {
    if (std::abs(rule.at - at) > kTouch) continue;
    covered += std::max(0.0, std::min(rule.to, to) - std::max(rule.from, from));
  }
  return to > from ? covered / (to - from) : 0;
}

struct Lattice {
  std::vector<double> xs;
  std::vector<double> ys;
  const Rules* rules = nullptr;

  [[nodiscard]] std::size_t columns() const { return xs.size() - 1; }
  [[nodiscard]] std::size_t rows() const { return ys.size() - 1; }
};

// Elementary cells without a rule between them, joined.
Groups merged_cells(const Lattice& lattice) {
  Groups groups(lattice.rows() * lattice.columns());
  for (std::size_t r = 0; r < lattice.rows(); ++r) {
    for (std::size_t c = 0; c < lattice.columns(); ++c) {
      const std::size_t cell = r * lattice.columns() + c;
      if (c + 1 < lattice.columns() && coverage(lattice.rules->upright, lattice.xs[c + 1],
                                                lattice.ys[r], lattice.ys[r + 1]) < kCovered) {
        groups.join(cell, cell + 1);
      }
      if (r + 1 < lattice.rows() && coverage(lattice.rules->level, lattice.ys[r + 1], lattice.xs[c],
                                             lattice.xs[c + 1]) < kCovered) {
        groups.join(cell, cell + lattice.columns());
      }
    }
  }
  return groups;
}

// A joined group as a cell if it is a rectangle, else row by row: a border is missing somewhere.
void put_cells(const Lattice& lattice, Groups& groups, Grid& grid) {
  const std::size_t columns = lattice.columns();
  std::vector<bool> done(lattice.rows() * columns, false);
  for (std::size_t first = 0; first < done.size(); ++first) {
    if (done[first]) continue;
    const std::size_t row = first / columns;
    const std::size_t column = first % columns;
    const auto in_group = [&](std::size_t r, std::size_t c) {
      const std::size_t cell = r * columns + c;
      return !done[cell] && groups.root(cell) == groups.root(first);
    };
    std::size_t right = column + 1;
    while (right < columns && in_group(row, right)) ++right;
    std::size_t below = row + 1;
    const auto whole_row = [&](std::size_t r) {
      for (std::size_t c = column; c < right; ++c) {
        if (!in_group(r, c)) return false;
      }
      return true;
    };
    while (below < lattice.rows() && whole_row(below)) ++below;
    for (std::size_t r = row; r < below; ++r) {
      for (std::size_t c = column; c < right; ++c) done[r * columns + c] = true;
    }
    grid.cells.push_back(
        {static_cast<int>(row), static_cast<int>(column), static_cast<int>(below - row),
         static_cast<int>(right - column),
         Box{lattice.xs[column], lattice.ys[row], lattice.xs[right], lattice.ys[below]}});
  }
}

Grid grid_of(const Rules& rules) {
  std::vector<double> xs;
  std::vector<double> ys;
  for (const Rule& rule : rules.upright) xs.push_back(rule.at);
  for (const Rule& rule : rules.level) ys.push_back(rule.at);
  for (const Rule& rule : rules.level) {  // open sides
    xs.push_back(rule.from);
    xs.push_back(rule.to);
  }
  const auto [left, right] = std::minmax_element(xs.begin(), xs.end());
  const std::vector<double> sides{*left, *right};
  xs.erase(xs.begin() + static_cast<std::ptrdiff_t>(rules.upright.size()), xs.end());
  xs.insert(xs.end(), sides.begin(), sides.end());
  Lattice lattice{positions(std::move(xs)), positions(std::move(ys)), &rules};
  if (lattice.xs.size() < 3 || lattice.ys.size() < 2 || lattice.xs.size() > kMostLines ||
      lattice.ys.size() > kMostLines) {
    return {};
  }
  Groups groups = merged_cells(lattice);
  Grid grid;
  grid.box = {lattice.xs.front(), lattice.ys.front(), lattice.xs.back(), lattice.ys.back()};
  grid.rows = static_cast<int>(lattice.rows());
  grid.columns = static_cast<int>(lattice.columns());
  put_cells(lattice, groups, grid);
  return grid;
}

}  // namespace

std::vector<Grid> find_grids(const Rules& rules) {
  if (rules.level.size() > kMostRules || rules.upright.size() > kMostRules) return {};
  const std::size_t levels = rules.level.size();
  Groups groups(levels + rules.upright.size());
  for (std::size_t h = 0; h < levels; ++h) {
    for (std::size_t v = 0; v < rules.upright.size(); ++v) {
      if (touch(rules.level[h], rules.upright[v])) groups.join(h, levels + v);
    }
  }
  std::vector<std::size_t> root_of_grid;
  std::vector<Rules> parts;
  const auto part_of = [&](std::size_t rule) -> Rules& {
    const std::size_t root = groups.root(rule);
    const auto known = std::find(root_of_grid.begin(), root_of_grid.end(), root);
    if (known != root_of_grid.end()) {
      return parts[static_cast<std::size_t>(known - root_of_grid.begin())];
    }
    root_of_grid.push_back(root);
    return parts.emplace_back();
  };
  for (std::size_t h = 0; h < levels; ++h) part_of(h).level.push_back(rules.level[h]);
  for (std::size_t v = 0; v < rules.upright.size(); ++v) {
    part_of(levels + v).upright.push_back(rules.upright[v]);
  }
  std::vector<Grid> grids;
  for (const Rules& part : parts) {
    if (part.level.size() < 2 || part.upright.empty()) continue;
    Grid grid = grid_of(part);
    if (grid.columns >= 2 && grid.cells.size() >= 2) grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace sillok::formats::pdf
