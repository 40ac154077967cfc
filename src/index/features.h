// What a passage and a question have in common, as numbers: what the ranker decides by.
//
// Retrieval (lexical or by vectors) looks at terms one by one. Here the few best passages are read
// again whole: how much of the question one sentence holds, whether its words stand together and in
// order, whether numbers agree, how much of the sentence the question covers in turn.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/retriever.h"
#include "index/senses.h"
#include "text/analyzer.h"
#include "text/sentences.h"

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
  senses_all,        // the question's senses (senses.h) that body, title and headings hold
  senses_sentence,   // … that one sentence holds, or title and headings
  senses_offered,    // … and that sentence offers what is asked for; at most half where none does
  sense_missed,      // the heaviest sense that is held nowhere
  // How far these fall short of the best passage of the question: set by fall_short().
  similarity_short,
  alike_short,  // of sentence_alike
  senses_short,
  sentence_short,  // of senses_sentence
  offered_short,
  count
};
inline constexpr std::size_t kFeatures = static_cast<std::size_t>(Feature::count);
[[nodiscard]] std::string_view name_of(Feature feature);

using Features = std::array<float, kFeatures>;

// The greater of each.
[[nodiscard]] Features greatest(const Features& a, const Features& b);
// Tells a passage from the others that were found; `best` is the greatest of them all.
void fall_short(const Features& best, Features& features);

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
  // What a term is to the question: its number among the question's words (or pairs), the other
  // words, and the terms of the senses; kNone: nothing.
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Met {
    std::uint32_t own = kNone, likewise = kNone, sense = kNone;
  };
  using Terms = std::unordered_map<std::string, Met>;
  struct Token;
  struct Held;
  [[nodiscard]] std::vector<Token> tokens_of(std::string_view text) const;
  [[nodiscard]] Held held_by(const Token* begin, const Token* end) const;
  void note(const std::string& term, bool own, bool is_pair, bool is_number, double rarity);
  void read_sentences(std::string_view body, const std::vector<text::Span>& sentences,
                      const std::vector<Token>& tokens, Features& features) const;
  void read_senses(std::string_view body, const std::vector<text::Span>& sentences,
                   const std::vector<Token>& tokens, const std::vector<Token>& heading,
                   Features& features) const;
  void read_order(const std::vector<Token>& tokens, Features& features) const;

  const text::Analyzer& analyzer_;
  Terms words_met_, pairs_met_;  // of everything below, by its text
  std::vector<Word> words_;      // words and numbers, each once, in the question's order
  std::vector<double> pairs_;    // weights of the syllable pairs
  std::vector<double> others_;   // … of the other words
  double words_total_ = 0;
  double bigrams_total_ = 0;
  Senses senses_;
  std::function<double(std::string_view)> offers_;
  double unknown_ = 0;  // rarity of a word that no passage holds: the most there is
};

}  // namespace sillok::index
