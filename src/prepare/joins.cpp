#include "prepare/joins.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "document/table.h"
#include "prepare/labels.h"
#include "prepare/lines.h"
#include "prepare/scan.h"

namespace sillok::prepare {
namespace {

using document::Block;
using document::BlockKind;
using document::Role;

// A line that stops short of this was ended on purpose. Printed lines hold 38 to 50 syllables.
constexpr std::size_t kShortestBrokenLine = 34;  // characters

// Joined lines longer than this were no paragraph; also bounds the work for each line.
constexpr std::size_t kLongestParagraph = 6000;  // bytes

// Whether a syllable stands at `at`: U+AC00..U+D7A3. UTF-8 keeps the order of the code points.
bool is_hangul_at(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned begin = byte(0) << 8U | byte(1);
  return begin >= 0xEAB0 && begin <= 0xED9E && (begin < 0xED9E || byte(2) <= 0xA3);
}

// The bytes of the syllable at `at` as a number.
std::uint32_t syllable_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(text[at + i])};
  };
  return byte(0) << 16U | byte(1) << 8U | byte(2);
}

// The run of Hangul at the end of `text`, and at its start behind white space.
std::string_view last_run(std::string_view text) {
  std::size_t at = text.size();
  while (at >= 3 && is_hangul_at(text, at - 3)) at -= 3;
  return text.substr(at);
}
std::string_view first_run(std::string_view text) {
  Cursor cursor(text);
  cursor.skip_spaces();
  const std::size_t from = cursor.at();
  std::size_t end = from;
  while (is_hangul_at(text, end)) end += 3;
  return text.substr(from, end - from);
}

constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;  // odd; a product's upper bits are well mixed

// A word is known by the hash of its syllables, so that it can be asked for without being written
// down. Two words alike, once in 10^19, would cost a space.
using Word = std::uint64_t;

Word word_of(std::string_view run, Word before = 0) {
  Word word = before;
  for (std::size_t at = 0; at < run.size(); at += 3) {
    word = (word + syllable_at(run, at)) * kSpread;
  }
  return word;
}

// How often runs of Hangul that matter occur in the document.
class Words {
 public:
  // Words with two runs are asked for as one behind the other.
  void want(std::string_view run, std::string_view second = {}) {
    const std::string_view last = second.empty() ? run : second;
    wanted_[mark_of(run, last, run.size() + second.size())] = true;
    counts_.emplace(word_of(second, word_of(run)), 0);
  }
  [[nodiscard]] bool empty() const { return counts_.empty(); }
  [[nodiscard]] std::size_t count(std::string_view run, std::string_view second = {}) const {
    const auto found = counts_.find(word_of(second, word_of(run)));
    return found == counts_.end() ? 0 : found->second;
  }
  // Whether the document is long enough for a word's absence to say something.
  [[nodiscard]] bool is_telling() const { return total_ > 30000; }
  void read(const document::Document& document) {
    for (const Block& block : document.blocks) {
      if (block.kind != BlockKind::table && block.role == Role::body) read(block.text);
    }
  }

 private:
  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (static_cast<unsigned char>(text[at]) < 0xEA || !is_hangul_at(text, at)) {
        ++at;
        continue;
      }
      const std::size_t from = at;
      while (is_hangul_at(text, at)) at += 3;
      ++total_;
      const std::string_view run = text.substr(from, at - from);
      if (!wanted_[mark_of(run, run, run.size())]) continue;
      if (const auto found = counts_.find(word_of(run)); found != counts_.end()) ++found->second;
    }
  }
  // Tells most words that are not wanted at a glance: their length, first and last syllable.
  static constexpr std::size_t kMarks = 1u << 12;
  static std::size_t mark_of(std::string_view first, std::string_view last, std::size_t size) {
    const std::string_view end = last.substr(last.size() - 3);
    const auto byte = [](char c) { return std::size_t{static_cast<unsigned char>(c)}; };
    const std::size_t begins = byte(first[1]) << 8U | byte(first[2]);
    const std::size_t ends = byte(end[1]) << 8U | byte(end[2]);
    return (begins * 5 + ends + size) % kMarks;
  }

  std::unordered_map<Word, std::size_t> counts_;
  std::array<bool, kMarks> wanted_{};
  std::size_t total_ = 0;
};

bool is_spread(std::string_view line) {
  line = text::trimmed(line);
  return line.find("   ") != std::string_view::npos || line.find('\t') != std::string_view::npos;
}

// What the end of `line` and `next` alone say about whether `next` goes on with its sentence. What
// costs least is asked first.
bool may_go_on(std::string_view line, std::string_view next) {
  line = text::trimmed(line);
  const std::string_view rest = text::trimmed(next);
  if (last_run(line).empty() || !is_hangul_at(rest, 0) || ends_sentence(line)) return false;
  const bool is_short =
      rest.size() < kShortestBrokenLine || count_characters(rest) < kShortestBrokenLine;
  if (is_short && !rest.ends_with('.') && !rest.ends_with('>') &&
      rest.find(". ") == std::string_view::npos) {
    return false;
  }
  for (const std::string_view opening : {"단,", "다만", "이 경우", "이때", "단 ,"}) {
    if (rest.starts_with(opening)) return false;
  }
  return leading_label(next).kind == LabelKind::none && !is_spread(next) && !names_rules(next);
}

// Whether `next` goes on with the sentence that `line` leaves open at its right edge.
bool goes_on(std::string_view line, std::string_view next) {
  line = text::trimmed(line);
  if (line.size() < kShortestBrokenLine || line.size() > kLongestParagraph ||
      !may_go_on(line, next) || is_spread(line) || count_characters(line) < kShortestBrokenLine) {
    return false;
  }
  const LabelKind own = leading_label(line).kind;
  return own != LabelKind::annex && own != LabelKind::addenda &&
         !(own >= LabelKind::part && own <= LabelKind::subsection);
}

// Particles that never stand alone: a line that begins with one goes on with the word before it.
bool is_bare_particle(std::string_view run) {
  for (const std::string_view particle :
       {"은", "는", "을", "를", "의", "에", "와", "과", "로", "으로", "에서", "에게"}) {
    if (run == particle) return true;
  }
  return false;
}

// Whether the break between the two lines fell inside a word. Without a sign of it a space is the
// safer guess: it leaves two words as they were, where a wrong join would hide both.
bool breaks_word(const Words& words, std::string_view line, std::string_view next) {
  const std::string_view open = last_run(line);
  const std::string_view behind = first_run(next);
  if (is_bare_particle(behind)) return open.size() > 3 || !is_bare_particle(open);
  // The halves occur once each at the break itself.
  const std::size_t opens = words.count(open);
  const std::size_t ends = words.count(behind);
  const bool halves_known = opens > 1 && ends > 1;
  const std::size_t whole = words.count(open, behind);
  if (whole > 0) return !halves_known || whole > std::min(opens, ends);
  // In a long document nearly every word comes twice: a half that does not is none.
  if (!words.is_telling() || halves_known) return false;
  const bool open_ends = open.size() < line.size() && is_bare_particle(open);
  return ends <= 1 || (opens <= 1 && !open_ends);
}

void join(std::string& line, std::string_view next, bool word) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\n')) line.pop_back();
  if (!word) line += ' ';
  line += text::trimmed(next);
}

// Text that a note of amendment was taken out of has been through here before.
bool joinable(const Block& block) {
  return block.role == Role::body && block.note.empty() &&
         (block.kind == BlockKind::paragraph || block.kind == BlockKind::list_item);
}

std::string_view last_line(std::string_view text) {
  // Most texts are one line, which is sooner seen from the front.
  if (text.find('\n') == std::string_view::npos) return text;
  return text.substr(text.rfind('\n') + 1);
}
std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

// Calls with each line end inside `text`: (place of the line end, line before, line behind).
template <class Visit>
void visit_line_ends(std::string_view text, Visit visit) {
  for (std::size_t from = 0, end = text.find('\n'); end != std::string_view::npos;
       from = end + 1, end = text.find('\n', from)) {
    visit(end, text.substr(from, end - from), first_line(text.substr(end + 1)));
  }
}

void want_halves(Words& words, std::string_view left, std::string_view right) {
  words.want(left, right);
  words.want(left);
  words.want(right);
}

// Joins the broken lines inside one block's text.
std::string joined_lines(const std::string& text, const Words& words) {
  std::string out(first_line(text));
  visit_line_ends(text, [&](std::size_t, std::string_view, std::string_view line) {
    const std::string_view before = last_line(out);
    if (goes_on(before, line)) {
      join(out, line, breaks_word(words, text::trimmed(before), line));
    } else {
      out += '\n';
      out += line;
    }
  });
  return out;
}

// ---- cells ----

// A syllable on each side of a line end.
constexpr std::size_t kShortestBrokenCell = 7;  // bytes

// Whether a line end inside a cell may cut a word: Hangul on both sides, no mark behind it.
bool may_cut_word(std::string_view line, std::string_view next) {
  return !last_run(line).empty() && !first_run(next).empty() && next.front() != ' ' &&
         leading_label(next).kind == LabelKind::none;
}

}  // namespace

void join_broken_lines(document::Document& document) {
  auto& blocks = document.blocks;
  Words words;
  bool longer = false;  // the line looked at may be joined to the one before it
  const auto ask = [&](std::string_view line, std::string_view next) {
    longer = longer ? may_go_on(line, next) : goes_on(line, next);
    if (longer) want_halves(words, last_run(text::trimmed(line)), first_run(next));
  };
  const Block* open = nullptr;  // the paragraph that the next one may go on with
  for (const Block& block : blocks) {
    if (block.role == Role::running_head) continue;  // a page's end may fall into a sentence
    const bool joins = joinable(block);
    if (joins && open != nullptr) {
      ask(last_line(open->text), first_line(block.text));
    } else {
      longer = false;
    }
    open = joins ? &block : nullptr;
    if (!joins) continue;
    visit_line_ends(block.text, [&](std::size_t, std::string_view line, std::string_view next) {
      ask(line, next);
    });
  }
  if (words.empty()) return;
  words.read(document);
  std::size_t kept = 0;
  std::size_t before = blocks.size();  // where the open paragraph is kept
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    if (block.role != Role::running_head) {
      const bool joins = joinable(block);
      if (joins && block.text.find('\n') != std::string::npos) {
        block.text = joined_lines(block.text, words);
      }
      if (joins && before < blocks.size() &&
          goes_on(last_line(blocks[before].text), first_line(block.text))) {
        std::string& text = blocks[before].text;
        join(text, block.text,
             breaks_word(words, text::trimmed(last_line(text)), first_line(block.text)));
        continue;
      }
      before = joins ? kept : blocks.size();
    }
    if (kept != i) blocks[kept] = std::move(block);
    ++kept;
  }
  blocks.resize(kept);
}

void join_broken_cells(document::Document& document) {
  struct Break {
    Block* block;
    document::Cell* cell;
    std::size_t at;  // of the line end
    std::string_view left;
    std::string_view right;
  };
  Words words;
  std::vector<Break> breaks;
  for (Block& block : document.blocks) {
    if (!block.table) continue;
    for (document::Cell& cell : block.table->cells) {
      if (cell.text.size() < kShortestBrokenCell) continue;
      visit_line_ends(cell.text, [&](std::size_t at, std::string_view line, std::string_view next) {
        if (!may_cut_word(line, next)) return;
        breaks.push_back({&block, &cell, at, last_run(line), first_run(next)});
        want_halves(words, breaks.back().left, breaks.back().right);
      });
    }
  }
  if (breaks.empty()) return;
  words.read(document);
  std::vector<Block*> changed;
  // From the last to the first: what stands before a line end stays where it is.
  for (auto each = breaks.rbegin(); each != breaks.rend(); ++each) {
    const bool halves = words.count(each->left) > 0 && words.count(each->right) > 0;
    if (halves || words.count(each->left, each->right) == 0) continue;
    each->cell->text.erase(each->at, 1);
    if (changed.empty() || changed.back() != each->block) changed.push_back(each->block);
  }
  for (Block* block : changed) block->text = document::render_rows(*block->table);
}

}  // namespace sillok::prepare
