// What a passage and a question have in common, as numbers: what the ranker decides by.
//
// Retrieval (lexical or by vectors) looks at terms one by one. Here the few best passages are read
// again whole: how much of the question one sentence holds, whether its words stand together and in
// order, whether numbers agree, how much of the sentence the question covers in turn.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/retriever.h"
#include "text/analyzer.h"

namespace sillok::index {

// What can be read of a passage; views.
struct PassageText {
  std::string_view title;
  std::string_view context;
  std::string_view body;
};

// What retrieval already knows of a passage.
struct Retrieved {
  double score = 0;       // lexical; 0 when only the vectors found it
  double best = 0;        // the best lexical score of the question
  double similarity = 0;  // cosine of the vectors, -1..1; 0 without vectors
};

// Shares are 0..1, weighed by rarity where nothing else is said.
enum class Feature : std::uint8_t {
  score_share,       // lexical score against the question's best
  score_reached,     // lexical score against the weight of all its terms
  similarity,        // of the vectors
  words_body,        // question's words that the body holds
  words_all,         // … or title and headings
  words_heading,     // … that title and headings hold
  heading_asked,     // words of the headings that the question holds (each alike)
  bigrams_body,      // question's syllable pairs that the body holds
  words_sentence,    // most words that one sentence holds
  words_pair,        // most words that two neighbouring sentences hold
  bigrams_sentence,  // most syllable pairs that one sentence holds
  sentence_asked,    // words of that sentence that the question holds (each alike)
  sentence_alike,    // Dice coefficient of syllable pairs, the best over the sentences
  body_asked,        // words of the body that the question holds (each alike)
  together,          // matched words against the shortest stretch that holds them all
  in_order,          // neighbours in the question that follow one another in the body
  numbers,           // the question's numbers that the body holds; 0.5 without any
  rarest_held,       // 1 when the rarest word is in body or headings
  missed_most,       // rarest missed word's share of the question
  likewise_body,     // other words that the body holds, against the question's words; at most 1
  likewise_heading,  // … that title and headings hold
  position,          // where in the body the best sentence stands, 0 first
  length,            // ln(1 + words of the body)
  asked_words,       // ln(1 + words of the question)
  asked_rarity,      // mean rarity of its words over the rarest a library can have
  count
};
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::count);
[[nodiscard]] std::string_view name_of(Feature feature);

using Features = std::array<float, kFeatures>;

// A question made ready to be held against passages. Not changed by that; any number of threads.
class Asked {
 public:
  Asked(const Query& query, const text::Analyzer& analyzer, const Retriever& retriever);
  [[nodiscard]] Features against(const PassageText& passage, const Retrieved& retrieved) const;

 private:
  struct Word {
    double weight = 0;
    bool is_number = false;
  };
  // Weight of a term, and its number among its kind.
  struct Weighed {
    double weight = 0;
    std::size_t number = 0;
  };
  using Terms = std::unordered_map<std::string, Weighed>;
  struct Token;
  struct Held;
  [[nodiscard]] std::vector<Token> tokens_of(std::string_view text) const;
  [[nodiscard]] Held held_by(const Token* begin, const Token* end) const;
  void read_sentences(std::string_view body, const std::vector<Token>& tokens,
                      Features& features) const;
  void read_order(const std::vector<Token>& tokens, Features& features) const;

  const text::Analyzer& analyzer_;
  std::vector<Word> words_;  // words and numbers, each once, in the question's order
  Terms word_at_;            // … by their text
  Terms bigrams_;
  Terms likewise_;  // other words
  double words_total_ = 0;
  double bigrams_total_ = 0;
  double unknown_ = 0;  // rarity of a word that no passage holds: the most there is
};

}  // namespace sillok::index
