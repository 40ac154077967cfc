// Markdown (CommonMark with GitHub's tables, task lists and strikethrough) by md4c. Formatting is
// taken off, links keep their text. Beyond the library: front matter, footnotes, and the numbers of
// list items as they are written, since rules skip numbers and CommonMark does not.
#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "document/table.h"
#include "formats/all.h"
#include "formats/decoded.h"
#include "formats/html.h"
#include "formats/list_mark.h"
#include "formats/magic.h"
#include "formats/tables.h"
#include "text/encoding.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Block;
using document::BlockKind;

// Front matter: "---" lines around "key: value" lines (YAML), or "+++" around "key = value" (TOML).
// Takes it off the text; nested values are passed over.
void take_front_matter(document::Document& document, std::string_view& text) {
  const bool toml = text.starts_with("+++\n");
  if (!toml && !text.starts_with("---\n")) return;
  const std::string_view fence = toml ? "+++" : "---";
  std::vector<std::pair<std::string, std::string>> found;
  for (std::size_t at = 4; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    const std::string_view bare = text::trimmed(line);
    if (bare == fence || (!toml && bare == "...")) {
      for (auto& [key, value] : found) {
        if ((key == "title" || key == "제목") && document.title.empty()) document.title = value;
        document.meta.emplace_back(std::move(key), std::move(value));
      }
      text.remove_prefix(at);
      return;
    }
    // Anything else than keys, comments, list items and continuations is no front matter but a
    // thematic break and text.
    const std::size_t colon = line.find(toml ? '=' : ':');
    const bool nested = bare.empty() || line[0] == ' ' || line[0] == '-' || line[0] == '#' ||
                        (toml && line[0] == '[');
    if (nested) continue;
    if (colon == std::string_view::npos || found.size() > 200) return;
    std::string_view value = text::trimmed(line.substr(colon + 1));
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) {
      value = value.substr(1, value.size() - 2);
    }
    if (!value.empty()) found.emplace_back(text::trimmed(line.substr(0, colon)), value);
  }
}

// md4c takes "[^1]: word" for the definition of a link and drops it: a backslash keeps it as text.
std::string with_footnotes_kept(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 64);
  std::size_t copied = 0;
  for (std::size_t at = text.find("[^"); at != std::string_view::npos;
       at = text.find("[^", at + 2)) {
    std::size_t line = at;
    while (line > 0 && at - line < 3 && text[line - 1] == ' ') --line;
    if (line > 0 && text[line - 1] != '\n') continue;
    out.append(text, copied, at - copied);
    out += '\\';
    copied = at;
  }
  out.append(text, copied);
  return out;
}

class Builder {
 public:
  Builder(document::Document& document, std::string_view source, const Limits& limits)
      : document_(document), source_(source), limits_(limits) {}

  void enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        flush();
        lists_.push_back(
            {type == MD_BLOCK_OL,
             type == MD_BLOCK_OL ? static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start : 0U});
        break;
      case MD_BLOCK_LI:
        flush();
        item_ = true;
        if (const auto* li = static_cast<const MD_BLOCK_LI_DETAIL*>(detail); li->is_task != 0) {
          task_ = li->task_mark == ' ' ? "[ ] " : "[x] ";
        }
        break;
      case MD_BLOCK_H:
        flush();
        heading_ = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        flush();
        break;
      case MD_BLOCK_TABLE:
        flush();
        table_ = {};
        break;
      case MD_BLOCK_TR:
        column_ = 0;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        text_.clear();
        break;
      default:
        flush();
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        flush();
        if (!lists_.empty()) lists_.pop_back();
        item_ = false;
        break;
      case MD_BLOCK_LI:
        flush();
        if (!lists_.empty()) ++lists_.back().next;
        item_ = false;
        task_.clear();
        break;
      case MD_BLOCK_H:
        flush();
        heading_ = 0;
        break;
      case MD_BLOCK_CODE:
        code();
        break;
      case MD_BLOCK_HTML:
        append_html_blocks(document_, text_, limits_);
        text_.clear();
        breaks_.clear();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        cell(type == MD_BLOCK_TH);
        break;
      case MD_BLOCK_TR:
        ++table_.rows;
        break;
      case MD_BLOCK_TABLE:
        document_.blocks.push_back(table_block(std::move(table_)));
        break;
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        break;
      default:
        flush();
        break;
    }
  }

  void enter_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) {
      if (text_.empty()) image_only_ = true;
      ++image_;
    }
  }
  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) --image_;
  }

  void text(MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size) {
    const std::string_view piece(data, size);
    if (item_ && number_.empty() && text_.empty()) number_ = number_before(data);
    switch (type) {
      case MD_TEXT_NULLCHAR:
        text::append(text_, 0xFFFD);
        break;
      case MD_TEXT_BR:
        text_ += '\n';
        break;
      case MD_TEXT_SOFTBR:
        breaks_.push_back(text_.size());
        text_ += '\n';
        break;
      case MD_TEXT_ENTITY:
        entity(piece);
        break;
      case MD_TEXT_HTML:
        // Inline tags are formatting, but for line breaks; an HTML block is read when complete.
        if (raw_) text_ += piece;
        if (!raw_ && piece.starts_with("<br")) text_ += '\n';
        break;
      default:
        if (image_ == 0 && text::trimmed(piece).size() > 0) image_only_ = false;
        text_ += piece;
        break;
    }
  }

  void set_raw(bool raw) { raw_ = raw; }

  void flush() {
    std::string text = std::exchange(text_, {});
    const std::vector<std::size_t> breaks = std::exchange(breaks_, {});
    const bool image = std::exchange(image_only_, false);
    const int heading = std::exchange(heading_, 0);
    const bool item = std::exchange(item_, false);
    std::string number = std::exchange(number_, {});
    if (text::trimmed(text).empty()) {
      item_ = item;  // the item's own text is still to come
      number_ = std::move(number);
      heading_ = heading;
      return;
    }
    if (heading > 0) {
      push(BlockKind::heading, heading, one_line(std::move(text)));
      if (heading == 1 && document_.title.empty()) document_.title = document_.blocks.back().text;
      return;
    }
    if (image) {
      push(BlockKind::image, 0, std::move(text));
      return;
    }
    if (text.starts_with("[^") && footnote(text, breaks)) return;
    paragraphs(text, breaks, item, item ? number + std::exchange(task_, {}) : std::string());
  }

 private:
  struct List {
    bool numbered;
    unsigned next;
  };

  void push(BlockKind kind, int level, std::string text) {
    Block block;
    block.kind = kind;
    block.level = level;
    block.text = text::tidied(text::trimmed(text));
    if (!block.text.empty()) document_.blocks.push_back(std::move(block));
  }

  static std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  // A soft line break is a space, unless the next line begins an article, a clause or an item of a
  // rule: people write those line by line without knowing that Markdown runs them together.
  void paragraphs(std::string_view text, const std::vector<std::size_t>& breaks, bool item,
                  std::string open) {
    BlockKind kind = item ? BlockKind::list_item : BlockKind::paragraph;
    int level = item ? std::max(1, static_cast<int>(lists_.size())) : 0;
    std::size_t next_break = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      open += text.substr(at, end - at);
      at = end + 1;
      if (end == text.size()) break;
      while (next_break < breaks.size() && breaks[next_break] < end) ++next_break;
      const bool soft = next_break < breaks.size() && breaks[next_break] == end;
      const std::string_view rest = text.substr(at);
      const MarkFound mark = mark_at_start(text::trimmed(rest.substr(0, rest.find('\n'))));
      if (mark.mark == Mark::none) {
        open += soft ? ' ' : '\n';
        continue;
      }
      push(kind, level, std::exchange(open, {}));
      const bool list = mark.mark == Mark::number || mark.mark == Mark::bullet;
      kind = list ? BlockKind::list_item : BlockKind::paragraph;
      level = list ? static_cast<int>(lists_.size()) + 1 : 0;
    }
    push(kind, level, std::move(open));
  }

  // "[^1]: text"
  bool footnote(std::string_view text, const std::vector<std::size_t>& breaks) {
    const std::size_t close = text.find("]:");
    if (close == std::string_view::npos || close > 60) return false;
    std::string note(text);
    // One after another, the notes of adjacent lines come as one paragraph.
    std::string open;
    for (std::size_t at = 0; at < note.size();) {
      const std::size_t end = std::min(note.find('\n', at), note.size());
      const std::string_view line = text.substr(at, end - at);
      if (line.starts_with("[^") && line.find("]:") != std::string_view::npos && !open.empty()) {
        push(BlockKind::footnote, 0, std::exchange(open, {}));
      }
      if (!open.empty()) {
        open += std::find(breaks.begin(), breaks.end(), end) != breaks.end() ? ' ' : '\n';
      }
      open += line;
      at = end + 1;
    }
    push(BlockKind::footnote, 0, std::move(open));
    return true;
  }

  void code() {
    breaks_.clear();
    std::string code = text::tidied(std::exchange(text_, {}));
    while (!code.empty() && code.back() == '\n') code.pop_back();
    if (code.empty()) return;
    Block block;
    block.kind = BlockKind::code;
    block.text = std::move(code);
    document_.blocks.push_back(std::move(block));
  }

  void cell(bool header) {
    document::Cell cell;
    cell.row = table_.rows;
    cell.column = column_++;
    cell.header = header;
    cell.text = text::tidied(text::trimmed(std::exchange(text_, {})));
    breaks_.clear();
    table_.columns = std::max(table_.columns, column_);
    table_.cells.push_back(std::move(cell));
  }

  // "3. " as it stands in the source before the item's text; counted where it cannot be seen.
  std::string number_before(const MD_CHAR* data) {
    if (lists_.empty() || !lists_.back().numbered) return {};
    const MD_CHAR* const begin = source_.data();
    if (data > begin && data <= begin + source_.size()) {
      const std::string_view before = source_.substr(0, static_cast<std::size_t>(data - begin));
      const std::size_t newline = before.rfind('\n');
      const std::string_view line =
          newline == std::string_view::npos ? before : before.substr(newline + 1);
      const std::size_t last = line.find_last_of("0123456789");
      if (line.size() < 200 && last != std::string_view::npos && last + 1 < line.size() &&
          (line[last + 1] == '.' || line[last + 1] == ')')) {
        std::size_t first = last;
        while (first > 0 && line[first - 1] >= '0' && line[first - 1] <= '9') --first;
        return std::string(line.substr(first, last + 2 - first)) + ' ';
      }
    }
    return std::to_string(lists_.back().next) + ". ";
  }

  void entity(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEveryday{
        {{"&lt;", "<"},
         {"&gt;", ">"},
         {"&amp;", "&"},
         {"&quot;", "\""},
         {"&nbsp;", " "},
         {"&middot;", "·"}}};
    for (const auto& [known, character] : kEveryday) {
      if (known == name) {
        text_ += character;
        return;
      }
    }
    document::Document one;
    append_html_blocks(one, name, limits_);
    if (!one.blocks.empty()) text_ += one.blocks.front().text;
  }

  document::Document& document_;
  std::string_view source_;
  const Limits& limits_;
  std::string text_;                 // of the block that is open
  std::vector<std::size_t> breaks_;  // soft line breaks in it
  int heading_ = 0;
  bool item_ = false;  // the text to come is the first of a list item
  std::string number_, task_;
  bool image_only_ = false;
  int image_ = 0;
  bool raw_ = false;
  std::vector<List> lists_;
  document::Table table_;
  int column_ = 0;
};

class MarkdownReader final : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "markdown"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    const std::string extension = extension_of(source.name);
    const bool named = extension == "md" || extension == "markdown" || extension == "mkd";
    return named && !looks_binary(source.bytes) ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    document::Document document;
    document.format = format();
    const Result<std::string> decoded = decode_into(document, source.bytes);
    if (!decoded)
      return fail(decoded.error().code, decoded.error().message, std::string(source.name));
    std::string_view rest = *decoded;
    take_front_matter(document, rest);
    const std::string text = with_footnotes_kept(rest);
    if (text.size() > 0xFFFFFFF0U) {
      return fail(Code::too_large, "Markdown over 4 GB is not read; split the file",
                  std::string(source.name));
    }
    Builder builder(document, text, limits);
    if (!parse(builder, text)) {
      return fail(Code::unreadable, "the Markdown parser gave up; save the file as text",
                  std::string(source.name));
    }
    return sink(std::move(document));
  }

 private:
  static bool parse(Builder& builder, const std::string& text) {
    MD_PARSER parser{};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
      auto* b = static_cast<Builder*>(to);
      b->enter(type, detail);
      b->set_raw(type == MD_BLOCK_HTML || type == MD_BLOCK_CODE);
      return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* to) {
      auto* b = static_cast<Builder*>(to);
      b->leave(type);
      b->set_raw(false);
      return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* to) {
      static_cast<Builder*>(to)->enter_span(type);
      return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* to) {
      static_cast<Builder*>(to)->leave_span(type);
      return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size, void* to) {
      static_cast<Builder*>(to)->text(type, data, size);
      return 0;
    };
    const int failed = md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &builder);
    builder.flush();
    return failed == 0;
  }
};

}  // namespace

std::unique_ptr<Reader> markdown_reader() {
  return std::make_unique<MarkdownReader>();
}

}  // namespace sillok::formats
