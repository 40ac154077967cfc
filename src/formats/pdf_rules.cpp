// Table rules from the drawn page. PDF libraries tell where letters stand but not what lines are
// for, and a Korean office document without its table rules is a heap of words. So a page is drawn
// once at low resolution and thin straight lines are looked for: pixels that stand out from both
// sides, in runs too long for a stroke of a letter.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "formats/pdf_page.h"

namespace sillok::formats::pdf {
namespace {

struct Run {
  int at = 0;
  int from = 0;
  int to = 0;
};

constexpr int kContrast = 20;      // grey levels; the lightest rules in use (#ddd) stand out by 34
constexpr int kReach = 6;          // pixels: rules are thinner than that (3 points)
constexpr int kGap = 4;            // pixels: dotted and dashed rules
constexpr double kLevelMin = 16;   // points: longer than a letter's horizontal stroke
constexpr double kUprightMin = 9;  // points: the height of a tight row

// Whether the pixel differs from what lies a little beyond it on both sides, in the same direction.
bool stands_out(const std::uint8_t* pixel, std::ptrdiff_t across) {
  const int p = *pixel;
  const auto darker_than = [&](std::ptrdiff_t side) {
    return std::max({pixel[3 * side], pixel[4 * side], pixel[kReach * side]}) - p >= kContrast;
  };
  const auto lighter_than = [&](std::ptrdiff_t side) {
    return p - std::min({pixel[3 * side], pixel[4 * side], pixel[kReach * side]}) >= kContrast;
  };
  if (p < 256 - kContrast && darker_than(across) && darker_than(-across)) return true;
  return p >= 200 && lighter_than(across) && lighter_than(-across);
}

// All runs of at least `shortest` pixels; `along` and `across` are the steps in the pixel array.
std::vector<Run> find_runs(const Bitmap& bitmap, bool level, int shortest) {
  const std::ptrdiff_t along = level ? 1 : bitmap.width;
  const std::ptrdiff_t across = level ? bitmap.width : 1;
  const int lines = level ? bitmap.height : bitmap.width;
  const int length = level ? bitmap.width : bitmap.height;
  std::vector<Run> runs;
  for (int line = kReach; line < lines - kReach; ++line) {
    const std::uint8_t* const start = bitmap.grey.data() + line * across;
    int from = -1;
    int last = -1;
    const auto close = [&] {
      if (from >= 0 && last - from + 1 >= shortest) runs.push_back({line, from, last + 1});
      from = -1;
    };
    for (int i = 0; i < length; ++i) {
      if (!stands_out(start + i * along, across)) continue;
      if (from >= 0 && i - last > kGap) close();
      if (from < 0) from = i;
      last = i;
    }
    close();
  }
  return runs;
}

// A rule is several pixels thick, and its ends are ragged: neighbouring runs become one rule.
std::vector<Rule> merge_runs(const std::vector<Run>& runs, double scale) {
  struct Open {
    int first = 0;
    int last = 0;
    int from = 0;
    int to = 0;
  };
  std::vector<Open> open;
  std::vector<Rule> rules;
  const auto close = [&](const Open& rule) {
    rules.push_back(
        {(rule.first + rule.last + 1) / 2.0 / scale, rule.from / scale, rule.to / scale});
  };
  for (const Run& run : runs) {  // rising in `at`
    std::erase_if(open, [&](const Open& rule) {
      if (run.at - rule.last <= 2) return false;
      close(rule);
      return true;
    });
    const auto same = std::find_if(open.begin(), open.end(), [&](const Open& rule) {
      return run.from <= rule.to + kGap && rule.from <= run.to + kGap &&
             run.at - rule.first <= 2 * kReach;
    });
    if (same == open.end()) {
      open.push_back({run.at, run.at, run.from, run.to});
    } else {
      same->last = run.at;
      same->from = std::min(same->from, run.from);
      same->to = std::max(same->to, run.to);
    }
  }
  for (const Open& rule : open) close(rule);
  return rules;
}

}  // namespace

Rules find_rules(const Bitmap& bitmap) {
  const std::size_t pixels =
      static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height);
  if (bitmap.width <= 0 || bitmap.height <= 0 || bitmap.grey.size() < pixels) return {};
  const auto pixels_of = [&](double points) {
    return std::max(4, static_cast<int>(std::lround(points * bitmap.scale)));
  };
  Rules rules;
  rules.level = merge_runs(find_runs(bitmap, true, pixels_of(kLevelMin)), bitmap.scale);
  rules.upright = merge_runs(find_runs(bitmap, false, pixels_of(kUprightMin)), bitmap.scale);
  return rules;
}

}  // namespace sillok::formats::pdf
