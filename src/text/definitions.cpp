#include "text/definitions.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "text/noun_phrase.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

constexpr std::size_t kLongestName = 60;       // bytes
constexpr std::size_t kLongestMeaning = 240;   // bytes
constexpr std::size_t kFarthestBracket = 120;  // bytes before 이하: the bracket it stands in
constexpr std::size_t kMostNames = 6;
constexpr std::size_t kLeastAbbreviated = 4;  // syllables of what letters stand for

// A quotation mark may stand twice: ““위원회””.
std::string_view without_quotes(std::string_view name) {
  constexpr std::array<std::string_view, 6> kMarks{"“", "”", "‘", "’", "\"", "'"};
  name = trimmed(name);
  for (const std::string_view mark : kMarks) {
    if (name.starts_with(mark)) name.remove_prefix(mark.size());
    if (name.ends_with(mark)) name.remove_suffix(mark.size());
  }
  return trimmed(name);
}

// Reads on from a place in a text; what does not fit is not taken.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  void skip_spaces() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = next_code_point(text_, next);
      if (!is_space(c) || c == '\n') break;
      at_ = next;
    }
  }
  bool take(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  bool take_any(std::initializer_list<std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return take(each); });
  }
  // What stands in quotation marks here; empty: nothing does.
  std::string_view take_quoted() {
    if (at_ == text_.size()) return {};
    std::size_t from = at_;
    const char32_t close = closing_quote(next_code_point(text_, from));
    if (close == 0) return {};
    for (std::size_t to = from; to < text_.size() && to - from <= kLongestName;) {
      std::size_t next = to;
      const char32_t c = next_code_point(text_, next);
      if (c == '\n') break;
      if (c == close) {
        at_ = next;
        (void)take(text_.substr(to, next - to));
        return without_quotes(text_.substr(from, to - from));
      }
      to = next;
    }
    return {};
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

bool is_open_bracket(char32_t c) {
  return c == '(' || c == U'（' || c == '[' || c == U'〔';
}
bool is_closed_bracket(char32_t c) {
  return c == ')' || c == U'）' || c == ']' || c == U'〕';
}

// The byte of the bracket that `at` stands inside of; npos: in none that opens close before.
std::size_t bracket_around(std::string_view text, std::size_t at) {
  std::size_t from = at > kFarthestBracket ? at - kFarthestBracket : 0;
  while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
  std::vector<std::size_t> open;
  while (from < at) {
    const std::size_t begin = from;
    const char32_t c = next_code_point(text, from);
    if (c == '\n') open.clear();
    if (is_open_bracket(c)) open.push_back(begin);
    if (is_closed_bracket(c) && !open.empty()) open.pop_back();
  }
  return open.empty() ? std::string_view::npos : open.back();
}

// 이 조에서, 이 규정에서는, 이 조 및 제12조에서: how far the name holds.
Reach take_reach(Reader& reader) {
  constexpr std::string_view kIn = "에서";
  const std::string_view rest = reader.rest();
  if (!rest.starts_with("이 ") && !rest.starts_with("본 ")) return Reach::everywhere;
  const std::string_view near = rest.substr(0, std::min(rest.size(), kLongestName));
  const std::size_t in = near.find(kIn);
  if (in == std::string_view::npos || near.find_first_of("\n\"'()") < in || near.find("“") < in ||
      near.find("‘") < in || near.find("「") < in) {
    return Reach::everywhere;
  }
  const std::string_view where = near.substr(0, in);
  (void)reader.take(near.substr(0, in + kIn.size()));
  (void)reader.take_any({"는", "만"});
  reader.skip_spaces();
  for (const std::string_view part : {"조", "항", "호", "목", "표"}) {
    if (where.ends_with(part)) return Reach::article;
  }
  for (const std::string_view part : {"편", "장", "절", "관"}) {
    if (where.ends_with(part) && !where.ends_with("정관")) return Reach::section;
  }
  return Reach::everywhere;
}

// What ends the giving of a name: 라 한다, 라고 함, 로 칭하며. `bare`: the verb may be missing.
bool take_called(Reader& reader, bool bare) {
  (void)reader.take("이");
  if (!reader.take_any({"라고", "라", "으로", "로"})) return false;
  if (bare) return true;
  reader.skip_spaces();
  return reader.take_any({"한다", "한", "함", "하", "합", "칭", "부르", "부른", "약칭", "말"});
}

std::vector<std::string> take_quoted_names(Reader& reader) {
  std::vector<std::string> names;
  while (names.size() < kMostNames) {
    const std::string_view name = reader.take_quoted();
    if (name.empty()) break;
    names.emplace_back(name);
    Reader next = reader;
    next.skip_spaces();
    if (!next.take_any({",", "ㆍ", "·", "/", "또는", "및", "와", "과", "혹은", "이나", "나"}))
      break;
    next.skip_spaces();
    if (Reader(next).take_quoted().empty()) break;
    reader = next;
  }
  return names;
}

// 이하 위원회라 한다), 이하 ICT): a name without quotation marks, in brackets only.
std::string take_plain_name(Reader& reader) {
  const std::string_view rest = reader.rest();
  std::size_t end = 0;
  while (end < rest.size() && end <= kLongestName) {
    std::size_t next = end;
    const char32_t c = next_code_point(rest, next);
    if (is_closed_bracket(c)) break;
    if (c == ',' || c == '.' || c == ':' || c == '\n' || is_open_bracket(c)) return {};
    end = next;
  }
  if (end == rest.size() || end > kLongestName) return {};
  std::string_view name = trimmed(rest.substr(0, end));
  bool called = false;
  for (const std::string_view verb :
       {"한다", "함", "칭한다", "칭함", "약칭한다", "부른다", "합니다"}) {
    if (!called && name.ends_with(verb)) {
      name = trimmed(name.substr(0, name.size() - verb.size()));
      called = true;
    }
  }
  if (called) {
    for (const std::string_view ending : {"이라고", "라고", "이라", "라", "으로", "로"}) {
      if (!name.ends_with(ending)) continue;
      name.remove_suffix(ending.size());
      (void)reader.take(rest.substr(0, end));
      return std::string(trimmed(name));
    }
    return {};
  }
  const std::vector<std::string> phrases = noun_phrases_of(name);
  if (phrases.size() != 1 || phrases.front() != name) return {};
  (void)reader.take(rest.substr(0, end));
  return std::string(name);
}

// Whether the letters of `name` all come in `phrase`, in this order: 위원회, 교육과정위원회.
bool shortens(std::string_view name, std::string_view phrase) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t wanted = next_code_point(name, i);
    bool found = false;
    while (at < phrase.size() && !found) found = next_code_point(phrase, at) == wanted;
    if (!found) return false;
  }
  return true;
}

std::string joined(const std::vector<std::string>& phrases) {
  std::string out;
  for (const std::string& each : phrases) out += (out.empty() ? "" : ", ") + each;
  return out;
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text) {}

  std::vector<Definition> run() {
    each("이하", [&](std::size_t at) { hereafter(at); });
    for (const std::string_view said : {"란", "라 함은", "라함은", "라고 함은"}) {
      each(said, [&](std::size_t at) { is_said_of(at, said); });
    }
    each("(", [&](std::size_t at) { letters(at); });
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Definition& a, const Definition& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  template <class Do>
  void each(std::string_view what, const Do& act) {
    for (std::size_t at = text_.find(what); at != std::string_view::npos;
         at = text_.find(what, at + what.size())) {
      act(at);
    }
  }

  void add(std::string name, std::string meaning, Reach reach, bool abbreviation,
           std::size_t begin) {
    const std::string bare_name = without_spaces(name);
    const std::string bare_meaning = without_spaces(meaning);
    if (bare_name.empty() || name.size() > kLongestName || meaning.size() > kLongestMeaning) return;
    // What the name says already helps nobody.
    if (bare_name.find(bare_meaning) != std::string::npos) return;
    found_.push_back({std::move(name), std::move(meaning), reach, abbreviation, begin});
  }

  // 이하 “위원회”라 한다
  void hereafter(std::size_t at) {
    const std::string_view before = trimmed(text_.substr(0, at));
    const std::size_t bracket = bracket_around(text_, at);
    const bool inside = bracket != std::string_view::npos;
    Reader reader(text_, at + std::string_view("이하").size());
    reader.skip_spaces();
    const Reach reach = take_reach(reader);
    const bool apiece = reader.take("각각");
    (void)reader.take_any({"통칭하여", "총칭하여", "약칭하여", "줄여서", "줄여", "합하여"});
    reader.skip_spaces();
    const std::size_t begin = reader.at();
    std::vector<std::string> names = take_quoted_names(reader);
    if (!names.empty()) {
      Reader behind = reader;
      behind.skip_spaces();
      const bool closes =
          inside && behind.take_any({")", "）", "]", "〕", "이하", "이라", "라", "로", "으로"});
      if (!closes && !take_called(behind, false)) return;
    } else if (inside && opens_or_goes_on(before)) {
      if (std::string name = take_plain_name(reader); !name.empty()) names = {std::move(name)};
    }
    if (names.empty()) return;
    give(names, apiece, text_.substr(0, inside ? bracket : at), reach, begin);
  }

  // Behind a bracket or a comma, 이하 is no "or less": (이하 위원회), (ICT, 이하 기술).
  static bool opens_or_goes_on(std::string_view before) {
    for (const std::string_view mark : {"(", "（", "[", "〔", ",", ".", ";"}) {
      if (before.ends_with(mark)) return true;
    }
    return false;
  }

  void give(const std::vector<std::string>& names, bool apiece, std::string_view before,
            Reach reach, std::size_t begin) {
    const auto [phrases, whole] = noun_phrases_before(before);
    if (phrases.empty()) return;
    if (names.size() > 1 && phrases.size() == names.size()) {
      for (std::size_t i = 0; i < names.size(); ++i) add(names[i], phrases[i], reach, false, begin);
      return;
    }
    if (names.size() > 1 && (apiece || phrases.size() > 1)) return;  // which is which?
    for (const std::string& name : names) {
      const bool one = shortens(without_spaces(name), phrases.back());
      if (!one && !whole) continue;
      add(name, one ? phrases.back() : joined(phrases), reach, is_letters(name), begin);
    }
  }

  // “교원”이란 교수, 부교수를 말한다; JA교원이라 함은 …
  void is_said_of(std::size_t at, std::string_view said) {
    std::string_view before = text_.substr(0, at);
    if (before.ends_with("이")) before.remove_suffix(std::string_view("이").size());
    const bool quoted = ends_quoted(before);
    if (!quoted && said == "란") return;  // 계란, 혼란
    const auto [names, whole] = noun_phrases_before(before);
    if (names.size() != 1 || !whole) return;
    std::string_view behind = text_.substr(at + said.size());
    behind = behind.substr(0, std::min(behind.size(), kLongestMeaning));
    std::size_t end = std::string_view::npos;
    for (const std::string_view verb : {"말한", "말하", "의미한", "의미하", "뜻한", "뜻하"}) {
      end = std::min(end, behind.find(verb));
    }
    if (end == std::string_view::npos) return;
    behind = trimmed(behind.substr(0, end));
    if (behind.starts_with(",")) behind.remove_prefix(1);
    if (!behind.ends_with("을") && !behind.ends_with("를")) return;
    behind.remove_suffix(std::string_view("을").size());
    const std::vector<std::string> meanings = noun_phrases_of(behind);
    if (!meanings.empty()) add(names.front(), joined(meanings), Reach::everywhere, false, at);
  }

  static bool ends_quoted(std::string_view text) {
    constexpr std::array<std::string_view, 8> kClosing{"”", "’", "」", "』", "\"", "'", "＂", "｣"};
    return std::any_of(kClosing.begin(), kClosing.end(),
                       [&](std::string_view each) { return text.ends_with(each); });
  }

  // KISA, R&D, BK21: two capitals at least, and nothing but capitals and digits behind the first.
  static bool is_letters(std::string_view name) {
    constexpr std::size_t kMost = 10;
    const auto capitals =
        std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return name.size() <= kMost && capitals >= 2 && name.front() >= 'A' && name.front() <= 'Z' &&
           std::all_of(name.begin(), name.end(), [](char c) {
             return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '&';
           });
  }

  static std::size_t syllables(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
      if (is_hangul_syllable(next_code_point(text, at))) ++count;
    }
    return count;
  }

  // 정보통신기술(ICT), MOU(양해각서)
  void letters(std::size_t at) {
    const std::string_view behind = text_.substr(at + 1, kLongestMeaning);
    const std::size_t close = behind.find(')');
    if (close == std::string_view::npos) return;
    const std::string_view inside = trimmed(behind.substr(0, close));
    if (inside.empty()) return;
    if (is_letters(inside)) {
      const std::vector<std::string> phrases = noun_phrases_before(text_.substr(0, at)).phrases;
      if (phrases.empty() || syllables(phrases.back()) < kLeastAbbreviated) return;
      add(std::string(inside), phrases.back(), Reach::everywhere, true, at);
      return;
    }
    const std::string_view name = word_before(at);
    if (!is_letters(name) || syllables(inside) < kLeastAbbreviated) return;
    const std::vector<std::string> phrases = noun_phrases_of(inside);
    if (phrases.size() != 1) return;
    add(std::string(name), phrases.front(), Reach::everywhere, true, at);
  }

  // The ASCII letters and digits right before; empty behind any other letter.
  [[nodiscard]] std::string_view word_before(std::size_t at) const {
    std::size_t from = at;
    const auto fits = [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&';
    };
    while (from > 0 && at - from <= kLongestName && fits(text_[from - 1])) --from;
    const bool begins = from == 0 || static_cast<unsigned char>(text_[from - 1]) < 0x80;
    return begins ? text_.substr(from, at - from) : std::string_view();
  }

  std::string_view text_;
  std::vector<Definition> found_;
};

}  // namespace

std::vector<Definition> find_definitions(std::string_view text) {
  return Search(text).run();
}

}  // namespace sillok::text
