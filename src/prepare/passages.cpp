#include "prepare/passages.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "prepare/defined.h"
#include "prepare/labels.h"
#include "prepare/lines.h"
#include "text/sentences.h"
#include "text/unicode.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Passage;
using document::Role;

// The sentence that announces a list or a table goes into the context of what it announces.
constexpr std::size_t kLongestLead = 240;   // bytes
constexpr std::size_t kFarthestLead = 200;  // blocks

bool is_evidence(const Block& block) {
  return block.role == Role::body || block.role == Role::memo;
}

// Neighbouring blocks that one passage may hold: an article, the text under a heading, a table.
struct Group {
  std::size_t first = 0;  // blocks
  std::size_t last = 0;   // one past
  std::size_t text = 0;   // the first block behind the headings that open the group
  bool table = false;
};

// The smallest thing that is never cut, and how good a place for a cut stands before it.
struct Atom {
  std::size_t begin = 0;  // bytes of the extracted text
  std::size_t end = 0;
  std::size_t characters = 0;
  int border = 0;  // 0: none, 1: a sentence, 2: an item, 3: a 항 or a paragraph of prose
  std::size_t block = 0;
};

// How many bytes of a text go into one passage: all, or as far as a space within the limit
// (characters), or, where there is none, the limit.
std::size_t fitting(std::string_view text, std::size_t limit) {
  std::size_t space = 0;
  std::size_t at = 0;
  for (std::size_t characters = 0; characters < limit && at < text.size(); ++characters) {
    const std::size_t from = at;
    if (text::is_space(text::next_code_point(text, at))) space = from;
  }
  return at == text.size() || space == 0 ? at : space;
}

class Splitter {
 public:
  Splitter(const document::Document& document, std::size_t limit)
      : document_(document),
        blocks_(document.blocks),
        limit_(std::max<std::size_t>(limit, 1)),
        text_(document::extracted_text(document)),
        offsets_(document::block_offsets(document)) {}

  std::vector<Passage> run() {
    for (const Group& group : groups()) {
      note_article(group);
      cut(group);
      lead_ = std::string_view();
    }
    return std::move(passages_);
  }

 private:
  // ---- groups ----

  [[nodiscard]] std::string_view line(std::size_t block) const {
    return std::string_view(text_).substr(offsets_[block], blocks_[block].text.size());
  }
  [[nodiscard]] bool is_blank(std::size_t block) const {
    return text::trimmed(line(block)).empty();
  }

  [[nodiscard]] bool same_text(std::size_t a, std::size_t b) const {
    return blocks_[a].role == blocks_[b].role &&
           base_article(blocks_[a].article) == base_article(blocks_[b].article) &&
           blocks_[a].section == blocks_[b].section;
  }

  // A short line that names the table below it.
  [[nodiscard]] bool titles_table(std::size_t block) const {
    if (blocks_[block].kind != BlockKind::paragraph &&
        blocks_[block].kind != BlockKind::list_item) {
      return false;
    }
    const std::string_view text = text::trimmed(line(block));
    const bool bracketed =
        (text.starts_with('(') || text.starts_with('<') || text.starts_with('[')) &&
        text.size() <= 90 && text.find('\n') == std::string_view::npos;
    if (!bracketed && !is_plain_line(text, 40)) return false;
    const LabelKind kind = leading_label(text).kind;
    return kind == LabelKind::none || kind == LabelKind::minor ||
           ((kind == LabelKind::item || kind == LabelKind::subitem) &&
            blocks_[block].article.starts_with("별"));
  }

  // Takes the lines that name a table off the text before it: at most two.
  std::size_t table_start(std::vector<Group>& groups, std::size_t table) const {
    std::size_t start = table;
    for (int taken = 0; taken < 2 && start > 0 && !groups.empty(); ++taken) {
      Group& before = groups.back();
      if (before.last != start || before.table || before.text >= before.last ||
          !titles_table(start - 1) || blocks_[start - 1].role != blocks_[table].role) {
        break;
      }
      --start;
      --before.last;
      if (before.last == before.first) groups.pop_back();
    }
    return start;
  }

  [[nodiscard]] std::vector<Group> groups() const {
    std::vector<Group> groups;
    bool open = false;  // the last group may take the next block
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (is_blank(i)) continue;
      if (!is_evidence(blocks_[i])) {
        open = false;
        continue;
      }
      Group* last = open && !groups.empty() ? &groups.back() : nullptr;
      const bool only_headings = last != nullptr && last->text == last->last;
      const bool heading = blocks_[i].kind == BlockKind::heading;
      open = true;
      if (blocks_[i].kind == BlockKind::table) {
        std::size_t first = i;
        if (last != nullptr) first = table_start(groups, i);
        if (!groups.empty() && last != nullptr && groups.back().last == first &&
            groups.back().text == groups.back().last && !groups.back().table) {
          first = groups.back().first;
          groups.pop_back();
        }
        groups.push_back({first, i + 1, i, true});
        continue;
      }
      const bool same_role = last != nullptr && blocks_[last->last - 1].role == blocks_[i].role;
      if (heading) {
        if (only_headings && same_role) {
          last->last = last->text = i + 1;
        } else {
          groups.push_back({i, i + 1, i + 1, false});
        }
        continue;
      }
      if (last != nullptr && !last->table && same_role &&
          (only_headings || same_text(last->text, i))) {
        last->last = i + 1;
      } else {
        groups.push_back({i, i + 1, i, false});
      }
    }
    return groups;
  }

  // ---- cutting ----

  void add_atom(std::vector<Atom>& atoms, std::size_t begin, std::size_t end, int border,
                std::size_t block) const {
    const std::string_view whole(text_);
    const std::string_view piece = text::trimmed(whole.substr(begin, end - begin));
    if (piece.empty()) return;
    const std::size_t from = static_cast<std::size_t>(piece.data() - whole.data());
    atoms.push_back({from, from + piece.size(), count_characters(piece), border, block});
  }

  [[nodiscard]] std::vector<Atom> atoms_of(const Group& group) const {
    std::vector<Atom> atoms;
    bool glued = true;  // nothing is cut off from the heading before it
    for (std::size_t i = group.first; i < group.last; ++i) {
      if (is_blank(i)) continue;
      const std::string_view text = line(i);
      int border = 3;
      if (blocks_[i].kind == BlockKind::table) {
        for (std::size_t from = 0; from < text.size();) {
          const std::size_t end = std::min(text.find('\n', from), text.size());
          add_atom(atoms, offsets_[i] + from, offsets_[i] + end, glued ? 0 : 2, i);
          glued = false;
          from = end + 1;
        }
        continue;
      }
      switch (leading_label(text).kind) {
        case LabelKind::item:
          border = 2;
          break;
        case LabelKind::subitem:
        case LabelKind::minor:
          border = 1;
          break;
        default:
          break;
      }
      if (glued) border = 0;
      if (count_characters(text) <= limit_) {
        add_atom(atoms, offsets_[i], offsets_[i] + text.size(), border, i);
      } else {
        for (const text::Span& sentence : text::split_sentences(text)) {
          const std::string_view said = text.substr(sentence.begin, sentence.end - sentence.begin);
          const bool endless = count_characters(said) > kLongestSentence;
          for (std::size_t at = 0; at < said.size();) {
            const std::size_t size = endless ? fitting(said.substr(at), limit_) : said.size();
            const std::size_t from = offsets_[i] + sentence.begin + at;
            add_atom(atoms, from, from + size, border, i);
            border = 1;
            at += size;
          }
        }
      }
      glued = group.table || i < group.text;
    }
    return atoms;
  }

  // One passage when it fits (a half more than the limit rather than a small remainder), else parts
  // of about equal size, cut at the best borders.
  void cut(const Group& group) {
    const std::vector<Atom> atoms = atoms_of(group);
    std::size_t left = 0;
    for (const Atom& atom : atoms) left += atom.characters;
    for (std::size_t first = 0; first < atoms.size();) {
      std::size_t after = atoms.size();
      if (left > limit_ + limit_ / 2) after = next_cut(atoms, first, left);
      emit(group, atoms, first, after);
      for (; first < after; ++first) left -= atoms[first].characters;
    }
  }

  // The atom before which the passage that begins at `first` ends.
  [[nodiscard]] std::size_t next_cut(const std::vector<Atom>& atoms, std::size_t first,
                                     std::size_t left) const {
    const std::size_t parts = (left + limit_ - 1) / limit_;
    const std::size_t target = left / parts;
    std::size_t size = 0;
    std::size_t best = 0;
    std::size_t best_size = 0;
    int best_border = 0;
    for (std::size_t i = first; i < atoms.size(); ++i) {
      if (i > first && atoms[i].border > 0) {
        const bool roomy = size * 2 >= target;
        const auto distance = [&](std::size_t value) {
          return value > target ? value - target : target - value;
        };
        if (roomy && (best == 0 || atoms[i].border > best_border ||
                      (atoms[i].border == best_border && distance(size) < distance(best_size)))) {
          best = i;
          best_size = size;
          best_border = atoms[i].border;
        }
      }
      size += atoms[i].characters;
      if (size > limit_ && best > 0) return best;
      if (size > limit_ && i > first && atoms[i].border > 0) return i;
    }
    return best > 0 ? best : atoms.size();
  }

  // ---- passages ----

  void emit(const Group& group, const std::vector<Atom>& atoms, std::size_t first,
            std::size_t after) {
    Passage passage;
    passage.begin = atoms[first].begin;
    passage.text = text_.substr(passage.begin, atoms[after - 1].end - passage.begin);
    std::size_t place = atoms[after - 1].block;  // a block behind the headings says where we are
    for (std::size_t i = first; i < after; ++i) {
      const Block& block = blocks_[atoms[i].block];
      if (atoms[i].block >= group.text && place >= atoms[i].block) place = atoms[i].block;
      const std::size_t at = atoms[i].begin - passage.begin;
      // The headings over an article stand for it: "제2장 여비" above 제12조 is cited as 제12조.
      const bool over =
          atoms[i].block < group.text && group.text < group.last && block.article.empty();
      const std::string& article = over ? blocks_[group.text].article : block.article;
      if (passage.marks.empty() || passage.marks.back().page != block.page ||
          passage.marks.back().article != article) {
        passage.marks.push_back({at, block.page, article});
      }
    }
    passage.section = blocks_[place].section;
    passage.context = context_of(group, atoms[first].block, place, first == 0);
    passages_.push_back(std::move(passage));
  }

  // Remembers the article that is open and what announces the group's text.
  void note_article(const Group& group) {
    for (std::size_t i = group.first; i < group.last; ++i) {
      if (blocks_[i].kind == BlockKind::table || blocks_[i].article.empty()) continue;
      const std::string_view text = line(i);
      const Label label = leading_label(text);
      if (label.kind != LabelKind::article) continue;
      const std::string_view base = base_article(blocks_[i].article);
      if (!base.ends_with(cited(label))) continue;
      article_ = base;
      article_heading_ = text.substr(label.begin, std::min(label.end, text.size()) - label.begin);
      article_section_ = &blocks_[i].section;
      break;
    }
    if (group.first > 0 && group.text < group.last && is_evidence(blocks_[group.first - 1]) &&
        blocks_[group.first - 1].kind != BlockKind::table &&
        same_text(group.first - 1, group.text)) {
      const std::string_view before = text::trimmed(line(group.first - 1));
      if (before.size() <= kLongestLead) lead_ = before;
    }
  }

  // The line that opens the 항 or the article whose items the passage begins among.
  [[nodiscard]] std::string_view lead_of(std::size_t block) const {
    const auto is_list = [&](std::size_t i) {
      const LabelKind kind = leading_label(line(i)).kind;
      return kind == LabelKind::item || kind == LabelKind::subitem || kind == LabelKind::minor;
    };
    if (blocks_[block].article.empty() || !is_list(block)) return {};
    const std::string_view article = base_article(blocks_[block].article);
    for (std::size_t i = block; i > 0 && block - i < kFarthestLead; --i) {
      if (base_article(blocks_[i - 1].article) != article ||
          blocks_[i - 1].section != blocks_[block].section)
        break;
      if (blocks_[i - 1].kind == BlockKind::table || is_blank(i - 1) || is_list(i - 1)) continue;
      const std::string_view lead = text::trimmed(line(i - 1));
      return lead.size() <= kLongestLead && is_evidence(blocks_[i - 1]) &&
                     blocks_[i - 1].kind != BlockKind::heading
                 ? lead
                 : std::string_view();
    }
    return {};
  }

  void add_line(std::string& context, std::string_view what) const {
    what = text::trimmed(what);
    if (what.empty()) return;
    if (!context.empty()) context += '\n';
    context += what;
  }

  [[nodiscard]] std::string context_of(const Group& group, std::size_t from, std::size_t place,
                                       bool opens) const {
    // What the passage says itself: the headings it begins with.
    std::string said;
    for (std::size_t i = group.first; opens && i < group.text; ++i) said += plain_name(line(i));
    const auto is_said = [&](const std::string& title) {
      return !said.empty() && said.find(plain_name(title)) != std::string::npos;
    };
    const Block& block = blocks_[place];
    std::string context;
    if (!is_said(document_.title)) add_line(context, document_.title);
    for (const std::string& title : block.section) {
      if (title != document_.title && !is_said(title)) add_line(context, title);
    }
    const bool in_article = !article_heading_.empty() && base_article(block.article) == article_ &&
                            article_section_ != nullptr && *article_section_ == block.section;
    if (in_article && (group.table || !holds_heading(group, from)))
      add_line(context, article_heading_);
    if (block.table && !block.table->caption.empty()) add_line(context, block.table->caption);
    if (!opens && group.table) {
      for (std::size_t i = group.first; i < group.text; ++i) {
        if (blocks_[i].kind != BlockKind::heading && !is_in_path(i, block.section)) {
          add_line(context, line(i));
        }
      }
    }
    const std::string_view lead = group.table ? lead_ : lead_of(from);
    if (lead.find(article_heading_) != 0 || article_heading_.empty()) {
      add_line(context, lead);
    } else {
      add_line(context, lead.substr(article_heading_.size()));
    }
    return context;
  }

  // A name for comparing a heading with its place in the path: "[별표 1]" is "별표1".
  static std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : squeezed_name(name)) {
      if (c != '[' && c != ']' && c != '<' && c != '>' && c != '(' && c != ')') plain += c;
    }
    return plain;
  }

  // Whether the passage that begins at block `from` holds its article's heading.
  [[nodiscard]] bool holds_heading(const Group& group, std::size_t from) const {
    for (std::size_t i = from; i < group.last && i <= std::max(from, group.text); ++i) {
      const Label label = leading_label(line(i));
      if (label.kind == LabelKind::article &&
          line(i).substr(label.begin, std::min(label.end, line(i).size()) - label.begin) ==
              article_heading_) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool is_in_path(std::size_t block, const std::vector<std::string>& section) const {
    const std::string name = squeezed_name(line(block));
    return std::any_of(section.begin(), section.end(), [&](const std::string& title) {
      return squeezed_name(title).find(name) != std::string::npos;
    });
  }

  const document::Document& document_;
  const std::vector<Block>& blocks_;
  std::size_t limit_;
  std::string text_;
  std::vector<std::size_t> offsets_;

  std::string_view article_;          // the open article: 제12조
  std::string_view article_heading_;  // 제12조(교통비)
  const std::vector<std::string>* article_section_ = nullptr;
  std::string_view lead_;  // the line before the group, when it announces the group
  std::vector<Passage> passages_;
};

}  // namespace

std::vector<document::Passage> split_passages(const document::Document& document,
                                              const PassageLimits& limits) {
  std::vector<Passage> passages = Splitter(document, limits.characters).run();
  note_defined(passages);
  return passages;
}

}  // namespace sillok::prepare
