// Words for the same matter: what people say and what is written. The vocabulary sillok brings, and
// the dictionary a library's keeper adds, in one form of text, one group a line:
//
//   월급, 봉급, 다달이 받는 돈 > 보수, 급여, 임금?    said > written; a ? marks a weaker link
//   보수 = 급여 = 임금                                the same thing, each for the others
//   # a remark
//
// An entry may be several words. Verbs stand in their dictionary form (그만두다). Entries are found
// in a question whatever their particles and endings, with at most one other word in between.
//
// Immutable once parsed; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "result/result.h"
#include "text/conjugation.h"

namespace sillok::text {

// A written word that an expression of the question leads to.
struct Bridge {
  std::size_t begin = 0;  // bytes of the question: from the expression's first word
  std::size_t end = 0;    // to behind its last
  std::string said;       // the expression as the vocabulary has it
  std::string written;
  double strength = 1;  // 1 said > written, 0.7 for a synonym, 0.5 for a weaker link
  bool verb = false;    // the expression ends in a verb
};

struct Link {
  std::string said;
  std::string written;
  double strength = 1;
};

class Vocabulary {
 public:
  // An error names the line: "dictionary.txt, line 3: …". With `faults` a line that cannot be read
  // is left out and noted there, and nothing fails.
  [[nodiscard]] static Result<Vocabulary> parse(std::string_view text, const std::string& name,
                                                std::vector<std::string>* faults = nullptr);

  // The links of every expression that stands in `folded` (text::folded), in its order. An
  // expression inside a longer one that also stands there leads nowhere if it is a verb or a single
  // syllable.
  [[nodiscard]] std::vector<Bridge> bridges(std::string_view folded) const;

  // Every link, in the order of the text, each once.
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }

 private:
  // One word of an entry: how it may look in a question.
  struct Token {
    std::vector<Shape> shapes;  // of a verb; empty for another word
    std::u16string word;
  };
  struct Entry {
    std::string said;
    std::vector<std::uint32_t> tokens;
    bool verb = false;                 // its last word is one
    bool weak_inside = false;          // a verb or a single syllable
    std::vector<std::uint32_t> links;  // into links_
  };
  struct Met;  // an entry found in a question

  Result<void> read_line(std::string_view line);
  void lead(const std::string& said, std::string written, double strength);
  Entry& entry_of(const std::string& said);
  std::uint32_t token_of(const std::u16string& word, bool last);
  [[nodiscard]] bool fits(const Token& token, std::u16string_view word) const;
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> tokens_in(
      const std::vector<std::u16string>& words) const;
  [[nodiscard]] std::vector<Met> met_in(const std::vector<std::u16string>& words) const;

  std::vector<Link> links_;
  std::vector<Token> tokens_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> entry_by_said_;
  std::unordered_map<std::u16string, std::uint32_t> token_by_word_;
  // Tokens by the first syllable a word that fits may begin with; entries by their first token.
  std::unordered_map<char16_t, std::vector<std::uint32_t>> tokens_by_syllable_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> entries_by_token_;
};

}  // namespace sillok::text
