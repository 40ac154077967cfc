// What a question asks: the words that carry its content, how much each weighs, and what kind of
// thing would answer it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/retriever.h"
#include "text/analyzer.h"
#include "text/vocabulary.h"

namespace sillok::answer {

// What the answer must contain to be one.
enum class Asks : std::uint8_t {
  anything,  // why, how, yes or no, define
  time,      // when, until when, how many days
  amount,    // how much, how many
  person,    // who, which office
  place,     // where
};

// What part a word plays: things are what an answer must be about, verbs are worded in many ways.
enum class Part : std::uint8_t { thing, deed, verb, number };

// Who says that a word of the question leads to another.
enum class Source : std::uint8_t { vocabulary, dictionary };
[[nodiscard]] const char* name_of(Source source);

struct Bridged {
  text::Bridge bridge;
  Source source = Source::vocabulary;
};

// Another word for a word of the question, folded.
struct Likewise {
  std::string text;
  double strength = 1;  // as in text::Bridge
};

struct Word {
  std::string stem;  // folded, without particles and endings; words of one compound stay together
  Part part = Part::thing;
  double weight = 1;  // rarity in the library, more for things, most for the thing asked about
  std::vector<Likewise> likewise;  // other words for it (official for everyday), each once
};

// "총장 임기", "총장의 임기": two of the question's words, a party and a thing of it.
struct Owned {
  std::size_t owner = 0;
  std::size_t thing = 0;
};

struct Question {
  std::string text;
  std::vector<Word> words;  // in order, each once
  std::vector<Owned> owned;
  std::vector<Bridged> bridges;  // what the other words came from; places in the folded text
  Asks asks = Asks::anything;
  bool until = false;  // asks for a limit in time: 언제까지
  bool often = false;  // asks how often: 얼마나 자주
  std::string unit;    // "명" for 몇 명, "원" for 얼마 with money, "%" ...; empty: any
  double total = 0;    // sum of the weights
};

// What the folded text leads to by the keeper's words and by the vocabulary, in this order.
// `dictionary` may be null.
[[nodiscard]] std::vector<Bridged> bridges_in(std::string_view folded,
                                              const text::Vocabulary* dictionary);

// `dictionary`: the keeper's words, besides the vocabulary.
[[nodiscard]] Question understand(std::string_view text, const text::Analyzer& analyzer,
                                  const index::Retriever& retriever,
                                  const std::vector<bool>& visible_scopes,
                                  const text::Vocabulary* dictionary = nullptr);

// What finds passages for a question: its text and the other words for it. Its k and visible scopes
// are the caller's to set.
[[nodiscard]] index::Query query_for(const Question& question);

// Whether a sentence holds the kind of thing asked for: 1 yes, with the asked unit; 0.5 a number or
// a date of another unit; 0 no. Always 0.5 for Asks::anything.
[[nodiscard]] double offers(const Question& question, std::string_view folded_sentence);

}  // namespace sillok::answer
