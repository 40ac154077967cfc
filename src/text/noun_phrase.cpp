#include "text/noun_phrase.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/segmenter.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

constexpr std::size_t kFarthest = 240;  // bytes looked at
constexpr std::size_t kMostWords = 6;   // of a phrase
constexpr std::size_t kMostPhrases = 8;
constexpr std::size_t kLongestQuoted = 180;  // bytes: names of statutes are long

struct Token {
  std::string_view text;
  char32_t mark = 0;    // 0: a word
  bool spaced = false;  // white space before it
};

bool is_inner_dot(char32_t c) {
  return c == U'·' || c == U'ㆍ' || c == U'․' || c == U'‧' || c == U'・' || c == U'･' || c == U'&';
}

bool is_word(char32_t c) {
  return is_hangul_syllable(c) || is_hanja(c) || is_digit(c) || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x590 && c != 0xD7 && c != 0xF7) ||
         c == U'㈜' || (c >= 0x2160 && c <= 0x216B);
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? next_code_point(text, at) : U' ';
}

// A word goes on over a dot that stands between two letters of it: 승진ㆍ전보.
std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (!is_word(c) && !(is_inner_dot(c) && is_word(code_point_at(text, next)))) break;
    at = next;
  }
  return at;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_space(c)) {
      spaced = true;
      continue;
    }
    if (is_word(c)) at = word_end(text, at);
    tokens.push_back({text.substr(begin, at - begin), is_word(c) ? 0 : c, spaced});
    spaced = false;
  }
  return tokens;
}

// Its last bytes, of one line, from the beginning of a character on.
std::string_view last_of(std::string_view text) {
  std::size_t from = text.size() > kFarthest ? text.size() - kFarthest : 0;
  while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
  text.remove_prefix(from);
  text = trimmed(text);
  if (const std::size_t line = text.rfind('\n'); line != std::string_view::npos) {
    text.remove_prefix(line + 1);
  }
  return text;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_connector(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords{"및", "또는", "혹은", "그리고", "내지", "이나"};
  return is_one_of(word, kWords);
}

// Words that point and count, and belong to no name; those of one syllable never do.
bool points(std::string_view word) {
  constexpr std::array<std::string_view, 20> kWords{
      "다음", "해당", "기타", "모든", "각각", "이하", "상기", "하기", "같은", "당해",
      "관련", "일체", "각종", "소속", "우리", "여러", "의거", "약칭", "일명", "명칭"};
  return word.size() <= 3 || is_one_of(word, kWords);
}

// What has no meaning but for what stands before it.
bool says_nothing(std::string_view phrase) {
  constexpr std::array<std::string_view, 21> kWords{
      "사람", "경우", "기간", "사항", "내용", "금액", "행위", "일체", "때",   "것",  "자",
      "곳",   "등",   "전부", "법률", "규정", "지침", "기관", "단체", "대학", "학교"};
  return is_one_of(phrase, kWords);
}

std::u16string last_hangul(std::string_view word) {
  std::u16string run;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    if (is_hangul_syllable(c)) {
      run += static_cast<char16_t>(c);
    } else {
      run.clear();
    }
  }
  return run;
}

enum class Shape { noun, noun_with_particle, other };

struct WordShape {
  Shape shape = Shape::noun;
  std::u16string particle;  // noun_with_particle: the syllables behind the noun
};

WordShape shape_of(std::string_view word) {
  const std::u16string run = last_hangul(word);
  if (run.empty())
    return {is_digit(static_cast<unsigned char>(word.back())) ? Shape::other : Shape::noun, {}};
  const bool leans = run.size() * 3 < word.size();  // behind letters of another script or digits
  if (leans && is_particle(run)) return {Shape::noun_with_particle, run};
  const std::vector<Morpheme> morphemes = segment(run);
  std::size_t nouns = 0;
  while (nouns < morphemes.size() && morphemes[nouns].tag == Tag::noun) ++nouns;
  if (nouns == morphemes.size()) return {};
  const bool particles =
      nouns > 0 &&
      std::all_of(morphemes.begin() + static_cast<std::ptrdiff_t>(nouns), morphemes.end(),
                  [](const Morpheme& each) { return each.tag == Tag::particle; });
  if (!particles) return {Shape::other, {}};
  return {Shape::noun_with_particle, run.substr(morphemes[nouns - 1].end)};
}

std::string_view without_particle(std::string_view word, const WordShape& shape) {
  return word.substr(0, word.size() - 3 * shape.particle.size());
}

// Walks back from the end.
class Walk {
 public:
  explicit Walk(std::string_view text)
      : text_(text), tokens_(tokens_of(text)), left_(tokens_.size()) {}

  std::vector<std::string> run() {
    pass_brackets();
    if (auto name = quoted()) return {std::move(*name)};
    std::vector<std::string> phrases;
    while (phrases.size() < kMostPhrases) {
      std::string next = phrase(phrases.empty());
      if (next.empty()) break;
      phrases.insert(phrases.begin(), std::move(next));
      if (!pass_connector()) break;
    }
    return phrases;
  }

  // Nothing is left before what was read.
  [[nodiscard]] bool done() const { return left_ == 0 && !dangling_; }
  // Nothing that is no phrase is listed with what was read.
  [[nodiscard]] bool whole() const { return !dangling_; }
  // 등 at the end.
  void pass_and_so_on() {
    if (left_ > 1 && tokens_[left_ - 1].text == "등") --left_;
  }

 private:
  [[nodiscard]] bool at_mark(char32_t mark) const {
    return left_ > 0 && tokens_[left_ - 1].mark == mark;
  }
  // The token that opens what the last one closes; `left_` when there is none.
  [[nodiscard]] std::size_t opening(char32_t open, char32_t close) const {
    std::size_t depth = 0;
    for (std::size_t i = left_; i > 0; --i) {
      if (tokens_[i - 1].mark == close && (open != close || depth == 0)) {
        ++depth;
      } else if (tokens_[i - 1].mark == open && --depth == 0) {
        return i - 1;
      }
    }
    return left_;
  }
  void pass_brackets() {
    while (at_mark(U')') || at_mark(U'）')) {
      const std::size_t open = at_mark(U')') ? opening(U'(', U')') : opening(U'（', U'）');
      if (open == left_) return;
      left_ = open;
    }
  }

  // A quoted name at the end, an object's particle behind it or not. It is taken off.
  std::optional<std::string> quoted() {
    const std::size_t before = left_;
    if (left_ > 1 && !tokens_[left_ - 1].spaced &&
        (tokens_[left_ - 1].text == "을" || tokens_[left_ - 1].text == "를")) {
      --left_;
    }
    constexpr std::array<char32_t, 8> kOpen{U'“', U'‘', U'「', U'『', U'"', U'\'', U'＂', U'｢'};
    for (const char32_t open : kOpen) {
      if (!at_mark(closing_quote(open))) continue;
      const std::size_t first = opening(open, closing_quote(open));
      if (first == left_) continue;
      const char* const begin = tokens_[first].text.data() + tokens_[first].text.size();
      const std::string_view name =
          trimmed(text_.substr(static_cast<std::size_t>(begin - text_.data()),
                               static_cast<std::size_t>(tokens_[left_ - 1].text.data() - begin)));
      if (name.empty() || name.size() > kLongestQuoted) continue;
      left_ = first;
      return std::string(name);
    }
    left_ = before;
    return std::nullopt;
  }

  // (주)한빛, (재)가온: the mark is part of the name.
  void take_legal_form(std::string& phrase) {
    if (left_ < 3 || !at_mark(U')') || tokens_[left_ - 3].mark != U'(') return;
    constexpr std::array<std::string_view, 5> kForms{"주", "유", "재", "사", "합"};
    if (!is_one_of(tokens_[left_ - 2].text, kForms)) return;
    phrase.insert(0, "(" + std::string(tokens_[left_ - 2].text) + ")");
    left_ -= 3;
  }

  // The word before, as it goes into a phrase; empty when it ends one. `last`: of the phrase;
  // `of_all`: of the whole text.
  [[nodiscard]] std::string_view word(bool last, bool of_all) const {
    if (left_ == 0 || tokens_[left_ - 1].mark != 0) return {};
    const std::string_view text = tokens_[left_ - 1].text;
    if (is_connector(text) || (!last && points(text))) return {};
    const WordShape shape = shape_of(text);
    if (shape.shape == Shape::noun) return text;
    if (shape.shape == Shape::other || !last) return {};
    const bool object = shape.particle == u"을" || shape.particle == u"를";
    const bool with = shape.particle == u"와" || shape.particle == u"과";
    if (of_all) return object ? without_particle(text, shape) : text;
    return with ? without_particle(text, shape) : std::string_view();
  }

  std::string phrase(bool of_all) {
    std::string phrase;
    for (std::size_t words = 0; words < kMostWords; ++words) {
      const std::string_view next = word(words == 0, of_all && words == 0);
      if (next.empty()) break;
      const bool spaced = tokens_[--left_].spaced;
      phrase.insert(0, std::string(next) + (phrase.empty() ? "" : " "));
      if (!spaced) {
        take_legal_form(phrase);
        break;
      }
    }
    if (phrase.empty()) return phrase;
    if (at_mark(U'」') || at_mark(U'』')) {
      // 「산업안전보건법」 시행령
      if (auto statute = quoted()) phrase.insert(0, *statute + " ");
    }
    if (says_nothing(phrase) || is_torn()) return {};
    dangling_ = false;
    return phrase;
  }

  // What was read goes on before a mark without a space: 학과(부)장, 목록형식-통합서지용.
  [[nodiscard]] bool is_torn() const {
    if (left_ == 0 || left_ == tokens_.size() || tokens_[left_].spaced) return false;
    constexpr std::u32string_view kParts = U",，、(（[〔“‘「『\"'·ㆍ․‧・･:|";
    return tokens_[left_ - 1].mark != 0 &&
           kParts.find(tokens_[left_ - 1].mark) == std::u32string_view::npos;
  }

  // Whether what was read is listed with what stands before.
  bool pass_connector() {
    const std::size_t before = left_;
    if (left_ > 0 && tokens_[left_ - 1].mark == 0 && is_connector(tokens_[left_ - 1].text)) --left_;
    if (at_mark(U',') || at_mark(U'，') || at_mark(U'、') ||
        (left_ > 0 && is_inner_dot(tokens_[left_ - 1].mark))) {
      --left_;
    }
    if (left_ < before) {
      dangling_ = true;
      return true;
    }
    // 와 and 과 hang on the word before.
    if (left_ == 0 || tokens_[left_ - 1].mark != 0) return false;
    const std::u16string particle = shape_of(tokens_[left_ - 1].text).particle;
    dangling_ = particle == u"와" || particle == u"과";
    return dangling_;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t left_;
  bool dangling_ = false;  // a connector was passed, and nothing could be read before it
};

}  // namespace

NounPhrases noun_phrases_before(std::string_view text) {
  Walk walk(last_of(text));
  NounPhrases read;
  read.phrases = walk.run();
  read.whole = walk.whole();
  return read;
}

std::vector<std::string> noun_phrases_of(std::string_view text) {
  if (text.size() > kFarthest || text.find('\n') != std::string_view::npos) return {};
  Walk walk(trimmed(text));
  walk.pass_and_so_on();
  std::vector<std::string> phrases = walk.run();
  if (!walk.done()) phrases.clear();
  return phrases;
}

char32_t closing_quote(char32_t c) {
  switch (c) {
    case U'“':
    case U'”':  // written for an opening one, too
      return U'”';
    case U'‘':
    case U'’':
      return U'’';
    case U'「':
      return U'」';
    case U'｢':
      return U'｣';
    case U'『':
      return U'』';
    case U'〈':
      return U'〉';
    case U'《':
      return U'》';
    case U'"':
    case U'\'':
    case U'＂':
    case U'`':
      return c;
    default:
      return 0;
  }
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_space(next_code_point(text, at))) out += text.substr(begin, at - begin);
  }
  return out;
}

}  // namespace sillok::text
