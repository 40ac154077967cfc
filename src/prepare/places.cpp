#include "prepare/places.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "prepare/history.h"
#include "prepare/labels.h"
#include "prepare/lines.h"
#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

constexpr std::size_t kLongestSectionTitle = 60;  // characters

// How deep a heading of rules goes; a regulation's name is 0, an ordinary heading has none.
enum Rank : int {
  kRegulation = 0,
  kAnnex = 1,
  kPart = 2,
  kChapter = 3,
  kSection = 4,
  kSubsection = 5
};
constexpr int kNoRank = -1;

int rank_of(LabelKind kind) {
  switch (kind) {
    case LabelKind::part:
      return kPart;
    case LabelKind::chapter:
      return kChapter;
    case LabelKind::section:
      return kSection;
    case LabelKind::subsection:
      return kSubsection;
    default:
      return kAnnex;
  }
}

struct Heading {
  int rank = kNoRank;
  int level = 1;  // of the block that carries it
  std::string title;
};

// Which part of a set of rules the walk is in.
enum class Zone { main, addenda, annex, appendix };  // appendix: behind 부칙, without a name

class Walk {
 public:
  Walk(document::Document& document, const std::vector<Title>& titles)
      : blocks_(document.blocks), titles_(titles) {}

  void run() {
    for (at_ = 0; at_ < blocks_.size(); ++at_) {
      Block& block = blocks_[at_];
      if (titles_[at_] != Title::none) {
        open_rules(block, titles_[at_]);
      } else if (block.role == Role::contents || block.role == Role::running_head) {
        if (block.kind == BlockKind::table) title_page(block);
        continue;
      } else if (block.kind == BlockKind::table) {
        table(block);
      } else if (block.kind == BlockKind::image || block.kind == BlockKind::code ||
                 block.kind == BlockKind::footnote) {
        // They stand where the text around them stands.
      } else {
        text(block);
      }
      if (block.role == Role::contents && block.kind == BlockKind::table) continue;
      block.section = section_;
      block.article = article_;
      block.article.append(paragraph_).append(item_).append(subitem_);
    }
  }

 private:
  // ---- the path of headings ----

  // A heading of rules ends those of its rank and below, with the ordinary ones under them. An
  // ordinary heading ends those of its level, but stays below the rules' name and the annex.
  void push(int rank, int level, std::string title) {
    if (rank != kNoRank) {
      const auto same = std::find_if(path_.begin(), path_.end(),
                                     [&](const Heading& heading) { return heading.rank >= rank; });
      path_.erase(same, path_.end());
    }
    while (!path_.empty()) {
      const Heading& top = path_.back();
      if (rank != kNoRank ? top.rank != kNoRank : top.rank == kRegulation || top.rank == kAnnex) {
        break;
      }
      if (top.level < level) break;
      path_.pop_back();
    }
    path_.push_back({rank, level, std::move(title)});
    refresh_section();
  }
  // Leaves 부칙, 별표 and what hangs below them.
  void leave_annex() {
    while (!path_.empty() && path_.back().rank >= kAnnex) path_.pop_back();
    refresh_section();
  }
  void refresh_section() {
    section_.clear();
    for (const Heading& heading : path_) section_.push_back(heading.title);
  }

  // ---- the article ----

  void reset_article() {
    article_.clear();
    paragraph_ = item_ = subitem_ = "";
  }

  // ---- headings ----

  void open_rules(Block& block, Title title) {
    path_.clear();
    zone_ = Zone::main;
    last_article_ = last_chapter_ = zone_article_ = addenda_item_ = 0;
    reset_article();
    if (title == Title::stub_text) {
      block.role = Role::contents;
    } else {
      regulation_ = shown_title(block.text);
      if (title == Title::stub) {
        block.role = Role::contents;
      } else {
        make_heading(block, 1);
      }
    }
    push(kRegulation, 1, regulation_);
  }

  static void make_heading(Block& block, int level) {
    if (block.kind == BlockKind::heading && block.level > 0) return;
    block.kind = BlockKind::heading;
    block.level = level;
  }

  void text(Block& block) {
    const Label label = leading_label(block.text);
    if (block.role != Role::body && block.role != Role::history) {
      return;  // memos stand where the text around them stands
    }
    switch (label.kind) {
      case LabelKind::part:
      case LabelKind::chapter:
      case LabelKind::section:
      case LabelKind::subsection:
        return division(block, label);
      case LabelKind::addenda:
        return addenda(block, label);
      case LabelKind::annex:
        if (label.certain || block.kind == BlockKind::heading || is_due_annex(label)) {
          return annex(block, label);
        }
        break;
      case LabelKind::article:
        if (article(block, label)) return;
        break;
      case LabelKind::paragraph:
      case LabelKind::item:
      case LabelKind::subitem:
      case LabelKind::minor:
        return provision(block, label);
      case LabelKind::none:
        break;
    }
    plain(block);
  }

  void division(Block& block, const Label& label) {
    const int rank = rank_of(label.kind);
    if (zone_ != Zone::main && label.kind == LabelKind::chapter &&
        label.number == last_chapter_ + 1 && last_chapter_ > 0) {
      zone_ = Zone::main;
      leave_annex();
    }
    if (zone_ == Zone::main) {
      if (label.kind == LabelKind::chapter) last_chapter_ = label.number;
      reset_article();
    }
    make_heading(block, rank);
    std::string title(text::trimmed(std::string_view(block.text).substr(label.begin)));
    if (!label.title.empty()) {
      const std::size_t begin = static_cast<std::size_t>(label.title.data() - block.text.data());
      title = numbering(std::string_view(block.text).substr(label.begin, begin - label.begin)) +
              " " + shown_title(label.title);
    } else {
      title = numbering(title);
      if (const std::string_view next = title_below(); !next.empty())
        title += " " + shown_title(next);
    }
    push(rank, block.level, std::move(title));
  }

  // "제 1 장" → "제1장".
  static std::string numbering(std::string_view mark) {
    std::string out;
    for (Cursor cursor(mark); !cursor.done();) {
      const std::size_t from = cursor.at();
      const char32_t c = cursor.next();
      if (!text::is_space(c) && c != ':' && c != '.') out.append(mark, from, cursor.at() - from);
    }
    return out;
  }

  // The short line below a bare heading that says what it is called; empty when there is none.
  [[nodiscard]] std::string_view title_below() const {
    for (std::size_t i = at_ + 1; i < blocks_.size() && i < at_ + 6; ++i) {
      const Block& next = blocks_[i];
      if (next.role != Role::body) continue;
      if (titles_[i] != Title::none || next.kind == BlockKind::table ||
          next.kind == BlockKind::image) {
        return {};
      }
      const std::string_view line = text::trimmed(next.text);
      const bool named = is_plain_line(line, 40) && leading_label(line).kind == LabelKind::none &&
                         !line.starts_with("(") && !line.starts_with("※");
      return named ? line : std::string_view();
    }
    return {};
  }

  void addenda(Block& block, const Label& label) {
    zone_ = Zone::addenda;
    zone_article_ = addenda_item_ = 0;
    reset_article();
    article_ = "부칙";
    std::string title = "부칙";
    std::string date(label.title);
    if (date.empty() && label.bare) date = date_below();
    if (!date.empty()) title += "<" + date + ">";
    if (label.bare) make_heading(block, 2);
    push(kAnnex, block.level > 0 ? block.level : 2, std::move(title));
    if (!label.bare) {
      const std::string_view rest = std::string_view(block.text).substr(label.end);
      apply(leading_label(rest));
    }
  }

  // A date or number on the line below a bare 부칙: "<제12호, 2020. 3. 1.>".
  [[nodiscard]] std::string date_below() const {
    for (std::size_t i = at_ + 1; i < blocks_.size() && i < at_ + 6; ++i) {
      const Block& next = blocks_[i];
      if (next.role == Role::running_head || text::trimmed(next.text).empty()) continue;
      if (next.role != Role::body && next.role != Role::history) return {};
      return date_in(text::trimmed(next.text));
    }
    return {};
  }

  // The line without its brackets when it is a date or number and nothing else.
  static std::string date_in(std::string_view line) {
    if (line.size() > 60) return {};
    std::string date;
    int digits = 0;
    int letters = 0;
    for (Cursor cursor(line); !cursor.done();) {
      const std::size_t from = cursor.at();
      const char32_t c = cursor.next();
      if (opens_bracket(c) || closes_bracket(c)) continue;
      if (digit_value(c) >= 0) {
        ++digits;
      } else if (text::is_hangul_syllable(c)) {
        if (c != U'제' && c != U'호' && c != U'년' && c != U'월' && c != U'일') ++letters;
      } else if (c != '.' && c != ',' && c != '-' && !text::is_space(c)) {
        return {};
      }
      date.append(line, from, cursor.at() - from);
    }
    // "규정 제12호", but no sentence.
    return digits >= 4 && letters <= 4 ? date : std::string();
  }

  // An annex without brackets is believed right behind 부칙 or another annex.
  [[nodiscard]] bool is_due_annex(const Label& label) const {
    return zone_ != Zone::main && is_plain_line(label.title, 40);
  }

  void annex(Block& block, const Label& label) {
    open_annex(label.name, !label.title.empty()             ? label.title
                           : block.kind == BlockKind::table ? std::string_view()
                                                            : title_below());
    if (block.kind != BlockKind::table) {
      make_heading(block, 2);
      path_.back().level = block.level;
    }
  }

  void open_annex(const std::string& name, std::string_view title) {
    zone_ = Zone::annex;
    zone_article_ = 0;
    reset_article();
    article_ = annex_name_ = name;
    std::string shown = name;
    if (!title.empty() && count_characters(title) <= kLongestSectionTitle) {
      shown += " " + shown_title(title);
    }
    push(kAnnex, 2, std::move(shown));
  }

  // ---- articles and what is below them ----

  [[nodiscard]] static bool follows(const Label& label, unsigned last) {
    return label.number == last + 1 || (label.number == last && label.branch > 0);
  }

  // False: a mention, not a heading.
  bool article(Block& block, const Label& label) {
    const bool returns = zone_ != Zone::main && last_article_ > 0 &&
                         follows(label, last_article_) && !follows(label, zone_article_) &&
                         label.number > 1;
    if (!label.certain && block.kind != BlockKind::heading) {
      const unsigned last = zone_ == Zone::main || returns ? last_article_ : zone_article_;
      if (!follows(label, last) || zone_ == Zone::annex || zone_ == Zone::appendix) return false;
    }
    if (returns) {
      zone_ = Zone::main;
      leave_annex();
    }
    std::string base;
    if (zone_ == Zone::main) {
      last_article_ = label.number;
    } else {
      base = zone_name();
      zone_article_ = label.number;
    }
    reset_article();
    article_ = base + cited(label);
    if (label.bare && !label.title.empty() && block.role == Role::body) make_heading(block, 6);
    if (!label.bare) apply(leading_label(std::string_view(block.text).substr(label.end)));
    return true;
  }

  // "부칙 ", "별지 제1호서식 ": what stands before an article that is not the main text's.
  [[nodiscard]] std::string zone_name() const {
    if (zone_ == Zone::addenda) return "부칙 ";
    return zone_ == Zone::annex ? annex_name_ + " " : "";
  }

  void provision(Block& block, const Label& label) {
    if (block.kind == BlockKind::heading) return ordinary_heading(block);  // "1. 개요"
    if (zone_ == Zone::appendix && label.kind == LabelKind::item &&
        label.number == addenda_item_ + 1 &&
        (block.text.find("시행") != std::string::npos ||
         block.text.find("경과조치") != std::string::npos)) {
      // The list of 부칙 goes on behind a table.
      zone_ = Zone::addenda;
      reset_article();
      article_ = "부칙";
      leave_annex();
      push(kAnnex, 2, "부칙");
    }
    apply(label);
  }

  void apply(const Label& label) {
    if (article_.empty() || zone_ == Zone::appendix ||
        (zone_ == Zone::annex && zone_article_ == 0)) {
      return;
    }
    // "부칙 제1항": set off from the word, as "부칙 제1조" is.
    const auto shown = [&](const Label& part) {
      const bool first = article_ == "부칙" && paragraph_.empty() && item_.empty();
      return (first ? " " : "") + cited(part);
    };
    switch (label.kind) {
      case LabelKind::paragraph:
        // "3. (경과조치) … ④ …": a 부칙 numbered 1., 2. has its ① below them.
        if (zone_ == Zone::addenda && zone_article_ == 0 && paragraph_.empty() && !item_.empty())
          break;
        paragraph_ = item_ = subitem_ = "";
        paragraph_ = shown(label);
        break;
      case LabelKind::item:
        item_ = subitem_ = "";
        item_ = shown(label);
        if (zone_ == Zone::addenda) addenda_item_ = label.number;
        break;
      case LabelKind::subitem:
        subitem_ = shown(label);
        break;
      default:
        break;  // 1), (1): not cited by name
    }
  }

  // A line without a mark: an ordinary heading, or text of the 항 before it.
  void plain(Block& block) {
    if (block.kind == BlockKind::heading) {
      ordinary_heading(block);
      return;
    }
    if ((zone_ == Zone::addenda || zone_ == Zone::appendix) && heads_table(block)) {
      leave_addenda(shown_title(block.text));
      return;
    }
    if (zone_ != Zone::main && zone_article_ == 0) return;
    // Text behind the items of a 항 belongs to the 항.
    item_ = subitem_ = "";
  }

  // Whether a line holds a word ("20  년  월  일" is a form's date) and is no form's salutation.
  static bool says_something(std::string_view line) {
    if (line.ends_with("귀하") || line.ends_with("귀중")) return false;
    int run = 0;
    for (Cursor cursor(line); !cursor.done();) {
      const char32_t c = cursor.next();
      const bool letter =
          text::is_hangul_syllable(c) || text::is_hanja(c) || (c >= 'A' && c <= 'z');
      run = letter ? run + 1 : 0;
      if (run >= 2) return true;
    }
    return shown_title(line).size() >= 6 && line.find("년") == std::string_view::npos;
  }

  void ordinary_heading(Block& block) {
    if (block.role != Role::body || !says_something(block.text)) return;
    if (zone_ != Zone::annex) reset_article();
    if (zone_ == Zone::addenda || zone_ == Zone::appendix) {
      zone_ = Zone::appendix;
      leave_annex();
    }
    const std::string title = shown_title(block.text);
    // The title line of a 별표 is in its section already.
    if (zone_ == Zone::annex && !path_.empty() && path_.back().title.ends_with(title)) return;
    push(kNoRank, std::max(1, block.level), title);
  }

  // ---- tables ----

  // A short line with a table right below, behind 부칙: no provision, but the table's title.
  [[nodiscard]] bool heads_table(const Block& block) const {
    const std::string_view line = text::trimmed(block.text);
    if (block.role != Role::body || !is_plain_line(line, 40) || line.starts_with('(') ||
        line.starts_with("※")) {
      return false;
    }
    for (std::size_t i = at_ + 1, seen = 0; i < blocks_.size() && seen < 3; ++i) {
      const Block& next = blocks_[i];
      if (next.role != Role::body || next.kind == BlockKind::image) continue;
      if (next.kind == BlockKind::table) return true;
      if (titles_[i] != Title::none || !is_plain_line(text::trimmed(next.text), 60) ||
          leading_label(next.text).kind != LabelKind::none) {
        return false;
      }
      ++seen;
    }
    return false;
  }

  void leave_addenda(std::string title) {
    zone_ = Zone::appendix;
    leave_annex();
    reset_article();
    if (!title.empty()) push(kAnnex, 2, std::move(title));
  }

  // Whether the text before the block announces what comes: "다음과 같다."
  [[nodiscard]] bool is_announced() const {
    for (std::size_t i = at_; i > 0 && at_ - i < 4; --i) {
      const Block& before = blocks_[i - 1];
      if (before.role != Role::body || before.kind == BlockKind::image) continue;
      const std::string_view line = text::trimmed(before.text);
      return before.kind == BlockKind::table || line.ends_with(':') ||
             line.find("같다") != std::string_view::npos ||
             line.find("같이") != std::string_view::npos;
    }
    return false;
  }

  // The first two cells of a table that say anything, and how many do.
  struct Opening {
    std::string_view first;
    std::string_view second;
    std::size_t filled = 0;
  };
  static Opening opening_of(const document::Table& table) {
    Opening opening;
    for (const document::Cell& cell : table.cells) {
      const std::string_view text = text::trimmed(cell.text);
      if (text.empty()) continue;
      if (opening.filled == 0) opening.first = text;
      if (opening.filled == 1) opening.second = text;
      if (++opening.filled > 3) break;
    }
    return opening;
  }

  // A table that is a title page between the parts of a book ends what stands before it.
  bool title_page(Block& block) {
    if (!block.table || block.table->parent) return false;
    const Opening opening = opening_of(*block.table);
    if (opening.filled > 3 || leading_label(opening.first).kind != LabelKind::part) return false;
    block.role = Role::contents;
    path_.clear();
    refresh_section();
    zone_ = Zone::main;
    reset_article();
    last_article_ = last_chapter_ = 0;
    return true;
  }

  void table(Block& block) {
    if (!block.table) return;
    const auto [first, second, filled] = opening_of(*block.table);
    if (filled == 0) return;
    if (title_page(block)) return;
    const std::string_view line = first.substr(0, first.find('\n'));
    const Label label = leading_label(line);
    if (label.kind == LabelKind::annex && label.certain) {
      std::string_view title = label.title;
      if (title.empty()) {
        title = first.size() > line.size() ? text::trimmed(first.substr(line.size())) : second;
        title = title.substr(0, title.find('\n'));
        if (!is_plain_line(title, 40)) title = {};
      }
      open_annex(label.name, title);
      return;
    }
    if (zone_ == Zone::addenda && !is_announced()) leave_addenda("");
  }

  std::vector<Block>& blocks_;
  const std::vector<Title>& titles_;
  std::size_t at_ = 0;

  std::vector<Heading> path_;
  std::vector<std::string> section_;  // the titles of path_
  std::string regulation_;            // the name of the last one

  Zone zone_ = Zone::main;
  std::string annex_name_;
  unsigned last_article_ = 0;  // of the main text
  unsigned last_chapter_ = 0;
  unsigned zone_article_ = 0;  // of the 부칙 or 별표 that is open
  unsigned addenda_item_ = 0;
  std::string article_;
  std::string paragraph_;
  std::string item_;
  std::string subitem_;
};

}  // namespace

void place_blocks(document::Document& document, const std::vector<Title>& titles) {
  Walk(document, titles).run();
}

}  // namespace sillok::prepare
