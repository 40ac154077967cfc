#include "prepare/defined.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "prepare/labels.h"
#include "text/definitions.h"
#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::prepare {
namespace {

using document::Passage;

constexpr std::size_t kMostMeanings = 8;      // behind one passage
constexpr std::size_t kLongestDefined = 400;  // bytes
constexpr std::size_t kMostAlike = 64;    // names with one first word; names looked at in a passage
constexpr std::size_t kLongestWord = 90;  // bytes; what is longer is no word
constexpr std::string_view kFirstArticle = "제1조";

bool is_letter(char32_t c) {
  return text::is_hangul_syllable(c) || text::is_digit(c) || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || text::is_hanja(c);
}

std::size_t run_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    if (!is_letter(text::next_code_point(text, next))) break;
    at = next;
  }
  return at;
}

// Where the letters that end at `at` begin, or the last of them.
std::size_t run_begin(std::string_view text, std::size_t at) {
  const std::size_t first = at > kLongestWord ? at - kLongestWord : 0;
  while (at > first) {
    std::size_t before = at - 1;
    while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0U) == 0x80U) --before;
    std::size_t next = before;
    if (!is_letter(text::next_code_point(text, next)) || next != at) break;
    at = before;
  }
  return at;
}

// The letters from `at` on, or the first of them.
std::string_view run_at(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(at, kLongestWord);
  return near.substr(0, run_end(near, 0));
}

// Whether a name that `rest` hangs on stands for itself: 위원회는, not 위원회장.
bool hangs_on(std::string_view rest, std::string_view name) {
  if (rest.empty()) return true;
  constexpr std::size_t kSyllable = 3;
  if (name.size() <= kSyllable) {
    // 갑은, but not 법인 for 법.
    constexpr std::array<std::string_view, 16> kPlain{"은", "는", "이",   "가",  "을", "를",
                                                      "의", "에", "에서", "와",  "과", "도",
                                                      "로", "만", "으로", "에게"};
    return std::find(kPlain.begin(), kPlain.end(), rest) != kPlain.end();
  }
  const std::u16string run = text::syllables_of(rest);
  return !run.empty() && text::is_particle(run);
}

// The words of a meaning that the passage does not say itself.
std::string what_is_new(std::string_view meaning, const Passage& passage) {
  std::string fresh;
  while (!meaning.empty()) {
    const std::size_t end = std::min(meaning.find(' '), meaning.size());
    const std::string_view word = meaning.substr(0, end);
    meaning.remove_prefix(std::min(end + 1, meaning.size()));
    const std::string_view bare = word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
    if (passage.text.find(bare) != std::string::npos ||
        passage.context.find(bare) != std::string::npos) {
      continue;
    }
    fresh += (fresh.empty() ? "" : " ") + std::string(word);
  }
  if (fresh.ends_with(',')) fresh.pop_back();
  return fresh;
}

// What a name stands for, and where.
struct InForce {
  std::string name;
  std::string meaning;
  text::Reach reach = text::Reach::everywhere;
  std::vector<std::string> section;
  std::string article;
};

class InForceHere {
 public:
  void clear() {
    names_.clear();
    by_first_.clear();
    all_.clear();
  }

  void take(const text::Definition& definition, const Passage& passage) {
    const std::string article(base_article(passage.place_at(definition.begin).article));
    put({definition.name, definition.meaning, definition.reach, passage.section, article});
    const bool one = definition.meaning.find(',') == std::string::npos;
    if (definition.abbreviation && one) {
      put({definition.meaning, definition.name, definition.reach, passage.section, article});
    }
  }

  // What the names in the passage stand for, a line each, without what it says itself.
  [[nodiscard]] std::string behind(const Passage& passage) const {
    std::string lines;
    std::size_t count = 0;
    std::size_t looked_at = 0;
    for (const std::size_t each : used_in(passage)) {
      if (++looked_at > kMostAlike) break;
      const InForce& force = all_[each];
      if (count == kMostMeanings || !holds(force, passage) || names_another(passage, force))
        continue;
      const std::string fresh = what_is_new(force.meaning, passage);
      if (fresh.empty() || lines.size() + fresh.size() > kLongestDefined) continue;
      lines += (lines.empty() ? "" : "\n") + fresh;
      ++count;
    }
    return lines;
  }

 private:
  void put(InForce force) {
    if (const auto known = names_.find(force.name); known != names_.end()) {
      all_[known->second] = std::move(force);
      return;
    }
    const std::string first = force.name.substr(0, run_end(force.name, 0));
    if (first.empty()) return;
    std::vector<std::size_t>& alike = by_first_[first];
    if (alike.size() == kMostAlike) return;
    alike.push_back(all_.size());
    names_.emplace(force.name, all_.size());
    all_.push_back(std::move(force));
  }

  [[nodiscard]] std::set<std::size_t> used_in(const Passage& passage) const {
    std::set<std::size_t> used;
    if (all_.empty()) return used;
    const std::string_view text = passage.text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = run_end(text, at);
      if (end == at) {
        (void)text::next_code_point(text, at);
        continue;
      }
      read_run(text, at, end, used);
      at = end;
    }
    return used;
  }

  // Every beginning of the run that is the first word of a name.
  void read_run(std::string_view text, std::size_t begin, std::size_t end,
                std::set<std::size_t>& used) const {
    // Names sort behind their beginnings: as soon as none begins like the run, none follows.
    for (std::size_t to = begin; to < end;) {
      (void)text::next_code_point(text, to);
      const std::string_view first = text.substr(begin, to - begin);
      const auto found = by_first_.lower_bound(first);
      if (found == by_first_.end() || !found->first.starts_with(first)) return;
      if (found->first != first) continue;
      for (const std::size_t each : found->second) {
        const std::string& name = all_[each].name;
        if (!text.substr(begin).starts_with(name)) continue;
        const std::size_t behind = begin + name.size();
        if (hangs_on(run_at(text, behind), name)) used.insert(each);
      }
    }
  }

  // The passage is about another one of the kind: below 운영위원회, or beside it, 위원회 is that
  // one, whatever it stood for before.
  static bool names_another(const Passage& passage, const InForce& force) {
    constexpr std::size_t kSyllable = 3;
    const std::string_view name = force.name;
    const std::string_view meaning = force.meaning;
    if (name.size() <= kSyllable || !meaning.ends_with(name)) return false;
    for (const std::string_view text :
         {std::string_view(passage.context), std::string_view(passage.text)}) {
      for (std::size_t at = text.find(name); at != std::string_view::npos;
           at = text.find(name, at + name.size())) {
        const std::size_t behind = at + name.size();
        const std::size_t begin = run_begin(text, at);
        if (begin == at || meaning.ends_with(text.substr(begin, behind - begin))) continue;
        if (hangs_on(run_at(text, behind), name)) return true;
      }
    }
    return false;
  }

  static bool holds(const InForce& force, const Passage& passage) {
    switch (force.reach) {
      case text::Reach::everywhere:
        return true;
      case text::Reach::section:
        return force.section == passage.section;
      case text::Reach::article:
        return force.section == passage.section &&
               std::any_of(passage.marks.begin(), passage.marks.end(), [&](const auto& mark) {
                 return base_article(mark.article) == force.article;
               });
    }
    return false;
  }

  std::vector<InForce> all_;                                               // in the order given
  std::map<std::string, std::size_t, std::less<>> names_;                  // place in all_
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_first_;  // by a name's first word
};

std::string_view outermost(const Passage& passage) {
  return passage.section.empty() ? std::string_view() : std::string_view(passage.section.front());
}

bool opens_rules(const Passage& passage) {
  return std::any_of(passage.marks.begin(), passage.marks.end(),
                     [](const auto& mark) { return base_article(mark.article) == kFirstArticle; });
}

bool has_article(const Passage& passage) {
  return std::any_of(passage.marks.begin(), passage.marks.end(),
                     [](const auto& mark) { return mark.article.starts_with("제"); });
}

// A book of several regulations: under more than one name a first article.
bool is_book(const std::vector<Passage>& passages) {
  std::set<std::string_view> names;
  for (const Passage& passage : passages) {
    if (opens_rules(passage)) names.insert(outermost(passage));
  }
  return names.size() > 1;
}

// Tells where other rules begin.
class Rules {
 public:
  explicit Rules(bool book) : book_(book) {}

  bool begins_at(const Passage& passage) {
    const bool other_name = book_ && outermost(passage) != name_;
    const bool opens = opens_rules(passage);
    const bool again = opens && past_first_;
    if (has_article(passage) || again) past_first_ = !opens;
    name_ = outermost(passage);
    return other_name || again;
  }

 private:
  bool book_;
  bool past_first_ = false;  // articles behind the first have come
  std::string_view name_;
};

}  // namespace

void note_defined(std::vector<Passage>& passages) {
  Rules rules(is_book(passages));
  InForceHere in_force;
  for (Passage& passage : passages) {
    if (rules.begins_at(passage)) in_force.clear();
    for (const text::Definition& each : text::find_definitions(passage.text)) {
      in_force.take(each, passage);
    }
    passage.defined = in_force.behind(passage);
  }
}

}  // namespace sillok::prepare
