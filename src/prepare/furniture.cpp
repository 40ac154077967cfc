#include "prepare/furniture.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "prepare/labels.h"
#include "prepare/lines.h"
#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

// Roles given by an earlier run do not matter here: a second run then sees what the first one saw.
bool is_text(const Block& block) {
  return block.role != Role::memo && block.kind != BlockKind::table &&
         block.kind != BlockKind::image && block.kind != BlockKind::code &&
         block.kind != BlockKind::footnote;
}

bool is_line(const Block& block) {
  return is_text(block) && block.role != Role::running_head;
}

// ---- running heads ----

constexpr std::size_t kLongestHead = 240;  // bytes; a running head is one short line
constexpr int kEdge = 2;                   // lines looked at on each edge of a page
constexpr int kFewestPages = 3;            // pages on which a line must come back

// A line without its digits and white space: what stays the same from page to page.
std::string head_key(std::string_view line) {
  std::string key;
  for (Cursor cursor(line); !cursor.done();) {
    const std::size_t from = cursor.at();
    const char32_t c = cursor.next();
    if (digit_value(c) < 0 && !text::is_space(c)) key.append(line, from, cursor.at() - from);
  }
  return key;
}

// "12", "- 12 -", "12 / 40": nothing but a page number.
bool is_page_number(std::string_view line) {
  line = text::trimmed(line);
  if (line.empty() || line.size() > 16) return false;
  bool digits = false;
  for (Cursor cursor(line); !cursor.done();) {
    const char32_t c = cursor.next();
    if (digit_value(c) >= 0) {
      digits = true;
    } else if (!text::is_space(c) && c != '-' && c != U'–' && c != U'—' && c != U'−' && c != '/' &&
               c != U'쪽' && c != '|') {
      return false;
    }
  }
  return digits;
}

// The blocks at the edges of each page, as [first, last) pairs of block indexes.
std::vector<std::size_t> edge_blocks(const document::Document& document) {
  std::vector<std::size_t> edges;
  const auto& blocks = document.blocks;
  for (std::size_t first = 0; first < blocks.size();) {
    std::size_t last = first;
    while (last < blocks.size() && blocks[last].page == blocks[first].page) ++last;
    if (blocks[first].page > 0) {
      std::vector<std::size_t> texts;
      for (std::size_t i = first; i < last && texts.size() < kEdge; ++i) {
        if (is_text(blocks[i])) texts.push_back(i);
      }
      for (std::size_t i = last, found = 0; i > first && found < kEdge; --i) {
        if (!is_text(blocks[i - 1])) continue;
        ++found;
        if (std::find(texts.begin(), texts.end(), i - 1) == texts.end()) texts.push_back(i - 1);
      }
      edges.insert(edges.end(), texts.begin(), texts.end());
    }
    first = last;
  }
  return edges;
}

// Whether the text behind block `at` begins a set of rules: then it is their title, though running
// heads may say the same.
bool opens_rules(const std::vector<Block>& blocks, std::size_t at) {
  for (std::size_t i = at + 1; i < blocks.size() && i < at + 4; ++i) {
    if (!is_text(blocks[i])) continue;
    const Label label = leading_label(blocks[i].text);
    if (label.number == 1 && label.kind >= LabelKind::part && label.kind <= LabelKind::article) {
      return true;
    }
  }
  return false;
}

// ---- contents ----

enum class Listed { no, weak, strong };

// "3-1-33": a number of an entry. Its end, or 0.
std::size_t read_code(std::string_view text) {
  Cursor cursor(text);
  int parts = 0;
  for (;;) {
    int digits = 0;
    while (digit_value(cursor.peek()) >= 0 && digits < 4) {
      cursor.next();
      ++digits;
    }
    if (digits == 0) return 0;
    ++parts;
    Cursor more = cursor;
    if (more.accept('-') || more.accept(U'—') || more.accept(U'–') || more.accept(U'－')) {
      cursor = more;
      continue;
    }
    return parts == 3 ? cursor.at() : 0;
  }
}

struct Entry {
  Listed listed = Listed::no;
  unsigned page = 0;
};

bool is_leader(char32_t c) {
  return c == '.' || c == U'·' || c == U'…' || c == U'‥' || c == U'․' || c == U'ㆍ' || c == U'・' ||
         c == U'⋯' || c == '_';
}

// Whether a line is an entry of a table of contents: a name, then dots or a tab, then a number.
Entry read_entry(std::string_view line) {
  line = text::trimmed(line);
  if (line.size() < 5 || line.size() > 600 ||
      digit_value(static_cast<unsigned char>(line.back())) < 0) {
    return {};
  }
  std::size_t number = line.size();
  while (number > 0 &&
         ((line[number - 1] >= '0' && line[number - 1] <= '9') || line[number - 1] == '-')) {
    --number;
  }
  const std::string_view digits = line.substr(number);
  std::string_view name = line.substr(0, number);
  const bool tab = name.ends_with('\t') ||
                   text::trimmed(name).size() < name.size() - std::min<std::size_t>(name.size(), 5);
  name = text::trimmed(name);
  if (name.empty()) return {};
  if (name.find('\t') == std::string_view::npos && ends_sentence(name) && !name.ends_with('.'))
    return {};
  if (tab && read_code(digits) == digits.size()) return {Listed::strong, 0};
  if (digits.size() > 4 || digits.find('-') != std::string_view::npos) return {};
  unsigned page = 0;
  for (const char c : digits) page = page * 10 + static_cast<unsigned>(c - '0');
  // Three leader characters in a row, spaces between them allowed.
  int leaders = 0;
  std::size_t at = name.size();
  while (at > 0) {
    std::size_t begin = at - 1;
    while (begin > 0 && (static_cast<unsigned char>(name[begin]) & 0xC0U) == 0x80U) --begin;
    std::size_t next = begin;
    const char32_t c = text::next_code_point(name, next);
    if (is_leader(c)) {
      leaders += c == U'…' || c == U'⋯' ? 3 : 1;
    } else if (!text::is_space(c)) {
      break;
    }
    at = begin;
  }
  if (leaders >= 3 && at > 0) return {Listed::strong, page};
  return tab && leaders == 0 ? Entry{Listed::weak, page} : Entry{};
}

bool heads_contents(std::string_view line) {
  line = text::trimmed(line);
  if (line.size() > 60) return false;
  const std::string name = squeezed_name(line);
  static constexpr std::array<std::string_view, 10> kNames{
      "목차",     "차례",     "찾아보기",        "색인", "목록",
      "CONTENTS", "Contents", "TableofContents", "目次", "Index"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name == "규정목록" ||
         name == "<목차>" || name == "[목차]";
}

// Entries without dots are believed in a run of five with rising pages, or under a heading that
// says so.
void settle_weak_entries(const std::vector<std::size_t>& texts, const std::vector<Block>& blocks,
                         std::vector<Entry>& entries) {
  for (std::size_t first = 0; first < texts.size();) {
    if (entries[first].listed != Listed::weak) {
      ++first;
      continue;
    }
    std::size_t last = first;
    bool rising = true;
    while (last < texts.size() && entries[last].listed == Listed::weak) {
      rising = rising && (last == first || entries[last].page >= entries[last - 1].page);
      ++last;
    }
    const bool headed = first > 0 && heads_contents(blocks[texts[first - 1]].text);
    const bool believed =
        (headed && last - first >= 2) ||
        (rising && last - first >= 5 && entries[last - 1].page > entries[first].page);
    for (std::size_t i = first; i < last; ++i) {
      entries[i].listed = believed ? Listed::strong : Listed::no;
    }
    first = last;
  }
}

// Short lines between entries that stand close together belong to the list: its own headings.
constexpr std::size_t kWidestGap = 8;

void mark_entries(document::Document& document) {
  auto& blocks = document.blocks;
  std::vector<std::size_t> texts;
  std::vector<Entry> entries;
  bool any = false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_line(blocks[i])) continue;
    const Entry entry = read_entry(blocks[i].text);
    any = any || entry.listed != Listed::no;
    texts.push_back(i);
    entries.push_back(entry);
  }
  if (!any) return;
  settle_weak_entries(texts, blocks, entries);
  const auto plain = [&](std::size_t t) {
    const std::string_view line = blocks[texts[t]].text;
    const LabelKind kind = leading_label(line).kind;
    const bool provision = kind >= LabelKind::article && kind <= LabelKind::minor;
    return line.size() <= 120 && !ends_sentence(line) && !provision;
  };
  std::size_t previous = texts.size();  // the entry before
  for (std::size_t t = 0; t < texts.size(); ++t) {
    if (entries[t].listed != Listed::strong) continue;
    blocks[texts[t]].role = Role::contents;
    if (previous < texts.size() && t - previous <= kWidestGap) {
      bool fill = true;
      for (std::size_t g = previous + 1; g < t; ++g) fill = fill && plain(g);
      for (std::size_t g = previous + 1; fill && g < t; ++g) blocks[texts[g]].role = Role::contents;
    } else {
      // The headings over a list: "찾아보기", "<가나다순>", "제 1 편 학교법인".
      for (std::size_t h = t; h > 0 && t - h < 5; --h) {
        const std::string_view line = blocks[texts[h - 1]].text;
        if (!plain(h - 1)) break;
        const LabelKind kind = leading_label(line).kind;
        const bool division = kind >= LabelKind::part && kind <= LabelKind::subsection;
        if (!heads_contents(line) && !division) continue;
        for (std::size_t g = h - 1; g < t; ++g) blocks[texts[g]].role = Role::contents;
      }
    }
    previous = t;
  }
}

// Articles listed by their headings alone, three or more in a row, that come again with their text.
void mark_bare_lists(document::Document& document) {
  auto& blocks = document.blocks;
  struct Heading {
    std::size_t block;
    bool article;
    std::string key;
  };
  std::vector<std::vector<Heading>> runs(1);
  std::unordered_map<std::string, std::size_t> last_use;
  std::size_t articles = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!is_line(blocks[i])) continue;
    const std::string_view line = blocks[i].text;
    if (line.find('\n') != std::string_view::npos) {
      runs.emplace_back();
      articles = 0;
      continue;
    }
    const Label label = begins_numbered(line) ? leading_label(line) : Label{};
    const bool article = label.kind == LabelKind::article && !label.title.empty();
    if (article) last_use[squeezed_name(line.substr(0, label.end))] = i;
    const bool heading =
        label.bare &&
        (article || (label.kind >= LabelKind::part && label.kind <= LabelKind::subsection));
    if (!heading) {
      if (articles < 3) {
        runs.back().clear();
      } else {
        runs.emplace_back();
      }
      articles = 0;
      continue;
    }
    articles += article ? 1 : 0;
    runs.back().push_back({i, article, article ? squeezed_name(line.substr(0, label.end)) : ""});
  }
  if (articles < 3) runs.back().clear();
  for (const auto& run : runs) {
    std::size_t again = 0;
    std::size_t count = 0;
    for (const Heading& heading : run) {
      if (!heading.article) continue;
      ++count;
      again += last_use[heading.key] > run.back().block ? 1 : 0;
    }
    if (count < 3 || again * 2 < count) continue;
    for (const Heading& heading : run) blocks[heading.block].role = Role::contents;
    for (std::size_t before = run.front().block; before > 0; --before) {
      Block& block = blocks[before - 1];
      if (!is_line(block)) continue;
      if (heads_contents(block.text)) block.role = Role::contents;
      break;
    }
  }
}

}  // namespace

bool mark_running_heads(document::Document& document) {
  auto& blocks = document.blocks;
  if (blocks.size() < 2 || blocks.back().page == blocks.front().page) return false;
  for (const Block& block : blocks) {
    if (block.role == Role::running_head && block.page > 0) return false;
  }
  bool any = false;
  const auto mark = [&](std::size_t i) {
    if (blocks[i].role != Role::body) return;
    blocks[i].role = Role::running_head;
    any = true;
  };
  std::unordered_map<std::string, std::vector<std::size_t>> uses;
  for (const std::size_t i : edge_blocks(document)) {
    const Block& block = blocks[i];
    if (is_page_number(block.text)) {
      mark(i);
    } else if (block.text.size() <= kLongestHead && block.text.find('\n') == std::string::npos) {
      const LabelKind kind = leading_label(block.text).kind;
      const bool division = kind >= LabelKind::part && kind <= LabelKind::subsection;
      if ((kind != LabelKind::none && !division) || opens_rules(blocks, i)) continue;
      std::string key = division ? squeezed_name(block.text) : head_key(block.text);
      if (!key.empty()) uses[std::move(key)].push_back(i);
    }
  }
  for (const auto& [key, places] : uses) {
    int pages = 0;
    int page = 0;
    for (const std::size_t i : places) {
      if (blocks[i].page != page) ++pages;
      page = blocks[i].page;
    }
    if (pages < kFewestPages) continue;
    for (const std::size_t i : places) mark(i);
  }
  return any;
}

void mark_contents(document::Document& document) {
  if (document.blocks.size() < 3) return;
  mark_entries(document);
  mark_bare_lists(document);
}

}  // namespace sillok::prepare
