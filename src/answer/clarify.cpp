#include "answer/clarify.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "answer/match.h"
#include "text/unicode.h"

namespace sillok::answer {
namespace {

constexpr double kAsGood = 0.005;       // of a score of about 1
constexpr std::size_t kMostNames = 12;  // a longer list helps nobody to choose

using Cells = std::vector<std::pair<std::string_view, std::string_view>>;

// "구분: 결혼 | 대상: 본인" as heads and values; empty for what is no row.
Cells cells_of(std::string_view row) {
  constexpr std::string_view kBetween = " | ", kBehindHead = ": ";
  Cells cells;
  while (!row.empty()) {
    const std::size_t end = std::min(row.find(kBetween), row.size());
    const std::string_view cell = row.substr(0, end);
    const std::size_t head = cell.find(kBehindHead);
    if (head == cell.npos) return {};
    cells.emplace_back(cell.substr(0, head), cell.substr(head + kBehindHead.size()));
    row.remove_prefix(std::min(row.size(), end + kBetween.size()));
  }
  return cells.size() < 2 ? Cells{} : cells;
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

bool is_named(const Question& question, const std::vector<std::string>& names) {
  const std::string asked = flattened(text::folded(question.text));
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return asked.find(flattened(text::folded(name))) != std::string::npos;
  });
}

// The values of the first column in which rows of one table differ.
std::vector<std::string> differing_values(const std::vector<Cells>& rows) {
  for (std::size_t column = 0; column < rows.front().size(); ++column) {
    std::vector<std::string> values;
    for (const Cells& cells : rows) {
      if (cells.size() <= column || cells[column].first != rows.front()[column].first) return {};
      add_once(values, cells[column].second);
    }
    if (values.size() > 1) return values;
  }
  return {};
}

}  // namespace

std::vector<std::string> clarify(const Question& question, const std::vector<Candidate>& best_first,
                                 const std::vector<library::KeptPassage>& passages,
                                 std::size_t quotable) {
  if (best_first.empty() || question.asks == Asks::anything) return {};
  std::vector<Candidate> alike;
  for (const Candidate& candidate : best_first) {
    if (candidate.score < best_first.front().score - kAsGood) break;
    alike.push_back(candidate);
  }
  if (alike.size() <= quotable) return {};
  const bool one_table = std::all_of(alike.begin(), alike.end(), [&](const Candidate& each) {
    return each.passage == alike.front().passage;
  });
  std::vector<std::string> names;
  if (one_table) {
    std::sort(alike.begin(), alike.end(),
              [](const Candidate& a, const Candidate& b) { return a.span.begin < b.span.begin; });
    std::vector<Cells> rows;
    for (const Candidate& each : alike) {
      const std::string_view text = passages[each.passage].passage.text;
      rows.push_back(cells_of(text.substr(each.span.begin, each.span.end - each.span.begin)));
    }
    names = differing_values(rows);
  } else {
    for (const Candidate& each : alike) {
      const std::vector<std::string>& section = passages[each.passage].passage.section;
      if (section.empty()) return {};
      add_once(names, section.back());
    }
    if (names.size() < alike.size()) return {};
  }
  if (names.size() < 2 || names.size() > kMostNames || is_named(question, names)) return {};
  return names;
}

}  // namespace sillok::answer
