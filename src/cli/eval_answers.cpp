#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "answer/answer.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/searching.h"
#include "cli/words.h"
#include "operate/answers.h"
#include "operate/finding.h"

namespace sillok::cli {
namespace {

struct EvalAnswers {
  std::filesystem::path file;
  std::string collection;
  bool json = false;
  bool verbose = false;
  std::filesystem::path rows;
};

Result<operate::Exam> run_exam(const EvalAnswers& eval, const Context& context) {
  Result<std::vector<operate::ExamQuestion>> questions = operate::read_questions(eval.file);
  if (!questions) return fail(std::move(questions).error());
  const Result<Searching> searching = open_for_searching(context);
  if (!searching) return fail(searching.error());
  answer::Options options;
  options.threshold = context.configuration.threshold;
  const library::Asker asker = context.configuration.asker({}, eval.collection);
  Result<operate::Exam> exam = operate::examine(*questions, [&](const std::string& question) {
    return answer::quote(question, asker, *searching->library, *searching->hybrid, options);
  });
  if (!exam) return exam;
  std::optional<operate::TrainingRows> rows;
  if (!eval.rows.empty()) {
    Result<operate::TrainingRows> created = operate::TrainingRows::create(eval.rows);
    if (!created) return fail(std::move(created).error());
    rows = std::move(*created);
  }
  Result<operate::Finding> finding = operate::examine_finding(
      *questions, *searching->library, *searching->hybrid, asker, rows ? &*rows : nullptr);
  if (!finding) return fail(std::move(finding).error());
  if (rows) {
    if (auto done = rows->finish(); !done) return fail(done.error());
  }
  exam->finding = std::move(*finding);
  return exam;
}

void print(const operate::Exam& exam) {
  const auto row = [](const std::string& name, const operate::ExamResult& result) {
    std::printf("%-14s %5zu  %8.3f  %6.3f  %6.3f  %9.3f  %9.3f\n", name.c_str(), result.questions,
                result.accuracy, result.source_rate, result.place_rate, result.abstain_precision,
                result.abstain_recall);
  };
  std::printf("%-14s %5s  %8s  %6s  %6s  %9s  %9s\n", "", "asked", "accuracy", "source", "place",
              "abst.prec", "abst.rec");
  row("all", exam.all);
  for (const auto& [kind, result] : exam.by_kind) row(kind, result);
  const auto found = [](const operate::FindingFigures& figures) {
    std::printf("right place first %.3f, among five %.3f, among ten %.3f\n", figures.first,
                figures.among_five, figures.among_ten);
  };
  found(exam.finding.all);
  std::printf("auroc %.3f, p50 %.2f ms, p99 %.2f ms\n", exam.auroc, exam.p50_ms, exam.p99_ms);
}

}  // namespace

void declare_eval_answers(CLI::App& eval, Context& context) {
  auto options = std::make_shared<EvalAnswers>();
  CLI::App* command = eval.add_subcommand(
      "answers", either("질문 모음에 얼마나 잘 답하는가", "how well a question set is answered"));
  command
      ->add_option("file", options->file,
                   either("JSONL, 한 줄에 질문 하나", "JSONL, a question a line"))
      ->required();
  add_collection_option(*command, options->collection);
  add_json_flag(*command, options->json);
  command->add_flag("--verbose", options->verbose,
                    either("--json과 함께: 질문마다 무엇이라 답했는지",
                           "with --json: what was answered to each question"));
  command->add_option(
      "--rows", options->rows,
      either("순위 모형이 배울 것(train/ranker.py)을 이 파일에 씁니다",
             "write what the ranker can learn from it (train/ranker.py) to this file"));
  command->callback([options, &context] {
    Result<operate::Exam> exam = run_exam(*options, context);
    if (!exam) return report(context, exam.error());
    if (options->json) {
      std::printf("%s\n", operate::to_json(*exam, options->verbose).c_str());
    } else {
      print(*exam);
    }
  });
}

}  // namespace sillok::cli
