// A question → an Answer: sentences, each with its grounds, or an abstention. The shapes of the
// contract, as values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/document.h"
#include "index/retriever.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::answer {

enum class Status : std::uint8_t { answered, abstained, unclear };
enum class Support : std::uint8_t { supported, partial, unsupported };

struct Citation {
  std::string document;  // public id
  std::string title;
  std::string file;
  std::int64_t passage = 0;
  document::Place place;
  std::string quote;      // exact substring of the passage's text
  std::size_t start = 0;  // code points into the passage's text
  std::size_t end = 0;
  std::size_t begin = 0;  // bytes into the document's extracted text
};

struct Sentence {
  std::string text;
  Support support = Support::supported;
  std::vector<Citation> citations;
};

struct Evidence {
  std::int64_t passage = 0;
  std::string document;
  double score = 0;
};

struct Provenance {
  std::string prompt;  // empty in quote mode
  std::string model = "none";
  std::string model_sha256;
  std::string settings;  // JSON object
  std::string index;     // Retriever::state
  std::string program;   // "sillok 0.1.0"
  std::string time;      // ISO 8601, UTC
};

struct Answer {
  std::string id;
  Status status = Status::abstained;
  std::string question;
  std::string mode = "quote";
  std::string text;  // the sentences joined, or the words of the abstention
  std::vector<Sentence> sentences;
  std::vector<std::string> clarify;
  double confidence = 0;  // 0..1: how likely the sentences answer the question
  std::vector<Evidence> evidence;
  Provenance provenance;
  double milliseconds = 0;
};

// Longer questions are refused; bytes.
inline constexpr std::size_t kLongestQuestion = 8'192;

struct Options {
  std::size_t passages = 20;  // looked at
  std::size_t sentences = 3;  // at most
  double threshold = 0.5;     // below this confidence: abstain
};

// Answers from the documents the asker may see, without a model. Does not record.
[[nodiscard]] Result<Answer> quote(const std::string& question, const library::Asker& asker,
                                   const library::Library& library,
                                   const index::Retriever& retriever, const Options& options = {});

// The JSON of the contract, one value, UTF-8.
[[nodiscard]] std::string to_json(const Answer& answer);
// For a terminal or a plain reader: sentences with numbered sources below.
[[nodiscard]] std::string to_plain(const Answer& answer);

}  // namespace sillok::answer
