#include "operate/answers.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "operate/compare.h"
#include "text/unicode.h"

namespace sillok::operate {
namespace {

using Json = nlohmann::ordered_json;

template <class Predicate>
bool any_citation(const answer::Answer& answer, Predicate predicate) {
  for (const answer::Sentence& sentence : answer.sentences) {
    if (std::any_of(sentence.citations.begin(), sentence.citations.end(), predicate)) return true;
  }
  return false;
}

void judge(Exam::Line& line) {
  const ExamQuestion& asked = line.question;
  if (line.answer.status != answer::Status::answered) return;
  std::string said;
  for (const answer::Sentence& sentence : line.answer.sentences) said += squeezed(sentence.text);
  line.right = std::any_of(asked.expected.begin(), asked.expected.end(),
                           [&](const std::string& expected) { return holds(said, expected); });
  line.placed = any_citation(line.answer, [&](const answer::Citation& citation) {
    return is_at(citation.place, asked.regulation, asked.article);
  });
  line.sourced = any_citation(line.answer, [&](const answer::Citation& citation) {
    return citation.document == asked.source || citation.file == asked.source ||
           citation.title == asked.source;
  });
  for (const ExamQuestion::Elsewhere& other : asked.also) {
    line.right = line.right || holds(said, other.expected);
    line.placed = line.placed || any_citation(line.answer, [&](const answer::Citation& citation) {
                    return is_at(citation.place, other.regulation, other.article);
                  });
  }
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

ExamResult summary(const std::vector<const Exam::Line*>& lines) {
  ExamResult result;
  std::size_t right = 0, with_source = 0, sourced = 0, with_place = 0, placed = 0;
  std::size_t abstained = 0, rightly = 0, unanswerable = 0;
  for (const Exam::Line* line : lines) {
    const bool silent = line->answer.status == answer::Status::abstained;
    ++result.questions;
    abstained += silent ? 1 : 0;
    if (!line->question.answerable) {
      ++unanswerable;
      rightly += silent ? 1 : 0;
      continue;
    }
    ++result.answerable;
    right += line->right ? 1 : 0;
    if (!line->question.source.empty()) {
      ++with_source;
      sourced += line->sourced ? 1 : 0;
    }
    if (!line->question.article.empty()) {
      ++with_place;
      placed += line->placed ? 1 : 0;
    }
  }
  result.accuracy = share(right, result.answerable);
  result.source_rate = share(sourced, with_source);
  result.place_rate = share(placed, with_place);
  result.abstain_precision = share(rightly, abstained);
  result.abstain_recall = share(rightly, unanswerable);
  return result;
}

// Area under the ROC curve by ranks, ties counted half (Mann-Whitney U).
double auroc(const std::vector<Exam::Line>& lines) {
  std::vector<std::pair<double, bool>> scored;
  for (const Exam::Line& line : lines) {
    scored.emplace_back(line.answer.confidence, line.question.answerable);
  }
  std::sort(scored.begin(), scored.end());
  double ranks = 0;
  std::size_t positives = 0;
  for (std::size_t i = 0; i < scored.size();) {
    std::size_t j = i;
    while (j < scored.size() && scored[j].first == scored[i].first) ++j;
    const double rank = (static_cast<double>(i) + static_cast<double>(j) + 1) / 2;
    for (; i < j; ++i) {
      if (!scored[i].second) continue;
      ranks += rank;
      ++positives;
    }
  }
  const std::size_t negatives = scored.size() - positives;
  if (positives == 0 || negatives == 0) return 0.5;
  const double p = static_cast<double>(positives);
  return (ranks - p * (p + 1) / 2) / (p * static_cast<double>(negatives));
}

double percentile(std::vector<double> values, double share_below) {
  if (values.empty()) return 0;
  const auto at =
      std::min(values.size() - 1,
               static_cast<std::size_t>(share_below * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

Json json_of(const ExamResult& result) {
  return {{"questions", result.questions},
          {"accuracy", result.accuracy},
          {"source_rate", result.source_rate},
          {"place_rate", result.place_rate},
          {"abstain_precision", result.abstain_precision},
          {"abstain_recall", result.abstain_recall}};
}

Json json_of(const FindingFigures& figures) {
  return {{"first", figures.first},
          {"among_five", figures.among_five},
          {"among_ten", figures.among_ten}};
}

Json json_of(const Exam::Line& line) {
  Json sentences = Json::array();
  for (const answer::Sentence& sentence : line.answer.sentences) {
    Json each{{"text", sentence.text}};
    if (!sentence.citations.empty()) {
      each["file"] = sentence.citations[0].file;
      each["article"] = sentence.citations[0].place.article;
      each["section"] = sentence.citations[0].place.section;
    }
    sentences.push_back(std::move(each));
  }
  return {{"question", line.question.question},
          {"kind", line.question.kind},
          {"answerable", line.question.answerable},
          {"right", line.right},
          {"placed", line.placed},
          {"sourced", line.sourced},
          {"confidence", line.answer.confidence},
          {"abstained", line.answer.status == answer::Status::abstained},
          {"expected", line.question.expected},
          {"sentences", std::move(sentences)}};
}

Result<ExamQuestion> question_of(const std::string& text, const std::string& where) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("question") || !json["question"].is_string()) {
    return fail(Code::usage, "not an object with a \"question\"; correct or remove the line",
                where);
  }
  ExamQuestion question;
  const auto string_at = [](const Json& from, const char* key) {
    const auto found = from.find(key);
    return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  question.question = string_at(json, "question");
  question.source = string_at(json, "source");
  question.regulation = string_at(json, "regulation");
  question.article = string_at(json, "article");
  question.kind = string_at(json, "kind");
  if (const auto found = json.find("answerable"); found != json.end() && found->is_boolean()) {
    question.answerable = found->get<bool>();
  }
  if (const auto found = json.find("expected"); found != json.end() && found->is_array()) {
    for (const Json& each : *found) {
      if (each.is_string()) question.expected.push_back(each.get<std::string>());
    }
  }
  if (const auto found = json.find("also"); found != json.end() && found->is_array()) {
    for (const Json& each : *found) {
      if (!each.is_object()) continue;
      question.also.push_back(
          {string_at(each, "regulation"), string_at(each, "article"), string_at(each, "expected")});
    }
  }
  return question;
}

}  // namespace

Result<std::vector<ExamQuestion>> read_questions(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return fail(Code::not_found, "cannot be opened; check the path", file.string());
  std::vector<ExamQuestion> questions;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (text::trimmed(line).empty()) continue;
    Result<ExamQuestion> question =
        question_of(line, file.string() + ", line " + std::to_string(number));
    if (!question) return fail(std::move(question).error());
    questions.push_back(std::move(*question));
  }
  if (questions.empty()) return fail(Code::usage, "holds no questions", file.string());
  return questions;
}

Result<Exam> examine(const std::vector<ExamQuestion>& questions, const Ask& ask) {
  Exam exam;
  std::vector<double> milliseconds;
  for (const ExamQuestion& question : questions) {
    Result<answer::Answer> answer = ask(question.question);
    if (!answer) return fail(std::move(answer).error());
    milliseconds.push_back(answer->milliseconds);
    exam.lines.push_back({question, std::move(*answer), false, false, false});
    judge(exam.lines.back());
  }
  std::vector<const Exam::Line*> all;
  std::map<std::string, std::vector<const Exam::Line*>> kinds;
  for (const Exam::Line& line : exam.lines) {
    all.push_back(&line);
    if (!line.question.kind.empty()) kinds[line.question.kind].push_back(&line);
  }
  exam.all = summary(all);
  for (const auto& [kind, lines] : kinds) exam.by_kind[kind] = summary(lines);
  exam.auroc = auroc(exam.lines);
  exam.p50_ms = percentile(milliseconds, 0.50);
  exam.p99_ms = percentile(milliseconds, 0.99);
  return exam;
}

std::string to_json(const Exam& exam, bool lines) {
  Json json = json_of(exam.all);
  json["found"] = json_of(exam.finding.all);
  json["auroc"] = exam.auroc;
  json["p50_ms"] = exam.p50_ms;
  json["p99_ms"] = exam.p99_ms;
  Json kinds = Json::object();
  for (const auto& [kind, result] : exam.by_kind) {
    kinds[kind] = json_of(result);
    const auto found = exam.finding.by_kind.find(kind);
    if (found != exam.finding.by_kind.end()) kinds[kind]["found"] = json_of(found->second);
  }
  json["by_kind"] = std::move(kinds);
  if (lines) {
    Json each = Json::array();
    for (const Exam::Line& line : exam.lines) each.push_back(json_of(line));
    json["lines"] = std::move(each);
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sillok::operate
