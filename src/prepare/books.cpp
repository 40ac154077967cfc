#include "prepare/books.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "prepare/history.h"
#include "prepare/labels.h"
#include "prepare/lines.h"
#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

constexpr std::size_t kLongestName = 60;  // characters
// Lines between a title and the first article: notes, dates, numbers, chapter headings.
constexpr std::size_t kFarthestArticle = 8;
// A document without the name of its rules in its first lines has none.
constexpr std::size_t kFirstLines = 40;

using Names = std::unordered_set<std::string>;

// The names in the contents lists: what stands before the tab or the dots of each entry.
Names listed_names(const document::Document& document) {
  Names names;
  for (const Block& block : document.blocks) {
    if (block.role != Role::contents) continue;
    std::string_view rest = block.text;
    while (!rest.empty()) {
      const std::size_t cut = std::min({rest.find('\t'), rest.find(".."), rest.find("··"),
                                        rest.find("…"), rest.find('\n'), rest.size()});
      const std::string name = squeezed_name(rest.substr(0, cut));
      const bool listed = cut < rest.size() && name.size() >= 6 && name.size() <= kLongestName * 3;
      if (listed) names.insert(name);
      rest.remove_prefix(std::min(cut + 1, rest.size()));
    }
  }
  return names;
}

// "2019년 3월 1일자 폐지 → 남해수련원 이용 중지에 따른 규정 폐지": what stands in place of rules.
bool says_gone(std::string_view line) {
  // Several reasons may be numbered: "1. 2015년 1월 1일자 폐지 → …".
  if (const Label label = leading_label(line); label.kind == LabelKind::item) {
    line = line.substr(label.end);
  }
  line = text::trimmed(line);
  if (line.size() > 400 || line.ends_with("다.")) return false;
  const bool gone =
      line.find("폐지") != std::string_view::npos || line.find("이동") != std::string_view::npos ||
      line.find("통합") != std::string_view::npos || line.find("변경") != std::string_view::npos;
  const bool arrow = line.find("→") != std::string_view::npos ||
                     line.find("->") != std::string_view::npos ||
                     line.find("⇒") != std::string_view::npos;
  Cursor cursor(line);
  int digits = 0;
  while (digit_value(cursor.peek()) >= 0) {
    cursor.next();
    ++digits;
  }
  const bool dated = digits == 4 && line.find("일자") != std::string_view::npos;
  const std::string squeezed = line.size() <= 30 ? squeezed_name(line) : "";
  if (!gone) return dated && arrow;
  return dated || (arrow && digits == 4) || squeezed == "폐지" ||
         (line.size() <= 30 && squeezed.empty());
}

// The name with what a book adds to one that is gone: "시간강사위촉규정【폐지】".
bool is_marked_gone(std::string_view line) {
  line = text::trimmed(line);
  const std::size_t at = line.rfind("폐지");
  return at != std::string_view::npos && at > 3 && line.size() - at <= 10 &&
         squeezed_name(line).find("폐지") == std::string::npos;
}

// A date or a number of the rules under their name: "2020. 3. 1.", "규정 제12호", "(총무팀)".
bool is_title_trimming(std::string_view line) {
  line = text::trimmed(line);
  if (line.size() > 120) return is_history_line(line);
  if (is_history_line(line)) return true;
  std::size_t digits = 0;
  std::size_t others = 0;
  for (Cursor cursor(line); !cursor.done();) {
    const char32_t c = cursor.next();
    if (digit_value(c) >= 0) {
      ++digits;
    } else if (text::is_hangul_syllable(c) || (c >= 'A' && c <= 'z')) {
      ++others;
    }
  }
  if (digits == 0 && others == 0) return true;  // a rule, a row of signs
  return digits > 0 && others <= 12 &&
         !ends_sentence(line.substr(0, line.size() - (line.ends_with('.') ? 1 : 0)));
}

class Finder {
 public:
  explicit Finder(const document::Document& document)
      : blocks_(document.blocks), names_(listed_names(document)) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      // History and stubs take part, so that a second run sees what the first one saw.
      if (block.role == Role::running_head || block.role == Role::memo) continue;
      if (block.kind == BlockKind::image || block.kind == BlockKind::footnote) continue;
      lines_.push_back(i);
    }
  }

  std::vector<Title> find() {
    std::vector<Title> titles(blocks_.size(), Title::none);
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      Follow follow = is_name(l) ? follow_of(l) : Follow::other;
      if (is_contents(l) &&
          (follow != Follow::gone || l + 1 >= lines_.size() || !says_gone(text_of(l + 1)))) {
        follow = Follow::other;
      }
      if (follow == Follow::rules) {
        titles[lines_[l]] = Title::regulation;
        any_ = true;
      } else if (follow == Follow::gone) {
        titles[lines_[l]] = Title::stub;
        for (std::size_t n = l + 1; n < lines_.size() && says_gone(text_of(n)); ++n) {
          titles[lines_[n]] = Title::stub_text;
        }
      }
    }
    add_listed_names(titles);
    if (!any_) add_first(titles);
    return titles;
  }

 private:
  enum class Follow { rules, gone, other };

  [[nodiscard]] std::string_view text_of(std::size_t l) const { return blocks_[lines_[l]].text; }
  [[nodiscard]] bool is_table(std::size_t l) const {
    return blocks_[lines_[l]].kind == BlockKind::table;
  }

  [[nodiscard]] bool is_contents(std::size_t l) const {
    return blocks_[lines_[l]].role == Role::contents;
  }

  [[nodiscard]] bool is_short_line(std::size_t l) const {
    return !is_table(l) && blocks_[lines_[l]].role != Role::history &&
           is_plain_line(text_of(l), kLongestName) &&
           leading_label(text_of(l)).kind == LabelKind::none;
  }
  [[nodiscard]] bool is_listed(std::size_t l) const {
    return !names_.empty() && names_.contains(squeezed_name(text_of(l)));
  }
  [[nodiscard]] bool is_name(std::size_t l) const {
    if (!is_short_line(l)) return false;
    const std::string_view line = text_of(l);
    return names_rules(line) || is_marked_gone(line) || is_listed(l);
  }

  // What comes behind a name: its rules, the line that says it is gone, or something else.
  [[nodiscard]] Follow follow_of(std::size_t l) const {
    if (is_marked_gone(text_of(l))) return Follow::gone;
    for (std::size_t n = l + 1; n < lines_.size() && n <= l + kFarthestArticle; ++n) {
      if (is_table(n)) return Follow::other;
      const std::string_view line = text_of(n);
      const Label label = leading_label(line);
      if (label.kind == LabelKind::article) {
        return label.number == 1 && label.branch == 0 ? Follow::rules : Follow::other;
      }
      if (label.kind >= LabelKind::part && label.kind <= LabelKind::subsection) {
        if (label.number == 1) continue;
        return Follow::other;
      }
      if (says_gone(line)) return n == l + 1 ? Follow::gone : Follow::other;
      if (label.kind != LabelKind::none || !is_title_trimming(line)) return Follow::other;
    }
    return Follow::other;
  }

  // Rules that are not written in articles: their name stands in the contents list and once more,
  // over their text.
  void add_listed_names(std::vector<Title>& titles) {
    if (names_.empty()) return;
    Names known;
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      if (titles[lines_[l]] != Title::none) known.insert(squeezed_name(text_of(l)));
    }
    for (std::size_t l = 0; l + 1 < lines_.size(); ++l) {
      if (titles[lines_[l]] != Title::none || is_contents(l) || !is_short_line(l) ||
          !is_listed(l)) {
        continue;
      }
      const bool listed_on = is_listed(l + 1) || (l > 0 && is_listed(l - 1));
      if (listed_on || !names_rules(text_of(l)) || !known.insert(squeezed_name(text_of(l))).second)
        continue;
      titles[lines_[l]] = Title::regulation;
    }
  }

  // The first rules of a document may be called anything: the nearest line over the first article
  // that names rules, else the first line of all.
  void add_first(std::vector<Title>& titles) {
    for (std::size_t l = 0; l < lines_.size() && l < kFirstLines; ++l) {
      const Label label = leading_label(text_of(l));
      if (label.kind != LabelKind::article || label.number != 1 || !label.certain) continue;
      std::size_t first = lines_.size();
      for (std::size_t before = l; before > 0; --before) {
        if (is_contents(before - 1) || !is_short_line(before - 1)) continue;
        first = before - 1;
        if (!names_rules(text_of(first))) continue;
        titles[lines_[first]] = Title::regulation;
        return;
      }
      if (first == 0) titles[lines_[first]] = Title::regulation;
      return;
    }
  }

  const std::vector<Block>& blocks_;
  Names names_;
  std::vector<std::size_t> lines_;  // indexes of the blocks that are read
  bool any_ = false;
};

}  // namespace

std::vector<Title> find_titles(const document::Document& document) {
  return Finder(document).find();
}

}  // namespace sillok::prepare
