// How well questions are answered: a question set with expected strings and sources, run through
// the same function that answers people.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "answer/answer.h"
#include "result/result.h"

namespace sillok::operate {

// One line of a question set (contract of `eval answers`).
struct ExamQuestion {
  std::string question;
  std::vector<std::string> expected;  // any of these in the sentences is right
  std::string source;                 // document id, file name or title
  std::string regulation;             // named by a citation's section path
  std::string article;                // what a citation's article begins with
  struct Elsewhere {
    std::string regulation, article, expected;
  };
  std::vector<Elsewhere> also;  // other places that say the same
  std::string kind;
  bool answerable = true;
};

// Shares are 0..1 and 0 when nothing could be counted.
struct ExamResult {
  std::size_t questions = 0, answerable = 0;
  double accuracy = 0;           // answerable: answered, with an expected string in the sentences
  double source_rate = 0;        // of those with a source: a citation is from it
  double place_rate = 0;         // of those with an article: a citation is at it
  double abstain_precision = 0;  // of the abstained: truly unanswerable
  double abstain_recall = 0;     // of the unanswerable: abstained
};

// Over the answerable questions; shares 0..1, 0 when nothing could be counted.
struct FindingFigures {
  std::size_t questions = 0;
  double first = 0;       // the first passage is at the right place
  double among_five = 0;  // one of the first five is
  double among_ten = 0;
};

struct Finding {
  FindingFigures all;
  std::map<std::string, FindingFigures> by_kind;
};

struct Exam {
  ExamResult all;
  Finding finding;  // set by the caller, examine_finding()
  std::map<std::string, ExamResult> by_kind;
  double auroc = 0;  // of the confidence, answerable against not; 0.5 when one class is missing
  double p50_ms = 0, p99_ms = 0;
  // One a question, in order: what was answered and whether it was right (for --verbose).
  struct Line {
    ExamQuestion question;
    answer::Answer answer;
    bool right = false, placed = false, sourced = false;
  };
  std::vector<Line> lines;
};

// Reads a JSONL question set; an error names the line.
[[nodiscard]] Result<std::vector<ExamQuestion>> read_questions(const std::filesystem::path& file);

using Ask = std::function<Result<answer::Answer>(const std::string& question)>;
[[nodiscard]] Result<Exam> examine(const std::vector<ExamQuestion>& questions, const Ask& ask);

// The JSON of the contract; with `lines`, also what was answered to each question.
[[nodiscard]] std::string to_json(const Exam& exam, bool lines);

}  // namespace sillok::operate
