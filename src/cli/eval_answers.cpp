#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "answer/answer.h"
#include "cli/command.h"
#include "index/lexical.h"
#include "library/library.h"
#include "operate/answers.h"

namespace sillok::cli {
namespace {

struct EvalAnswers {
  std::filesystem::path file;
  std::string collection;
  bool json = false;
  bool verbose = false;
};

Result<operate::Exam> run_exam(const EvalAnswers& eval, const Context& context) {
  Result<std::vector<operate::ExamQuestion>> questions = operate::read_questions(eval.file);
  if (!questions) return fail(std::move(questions).error());
  Result<std::unique_ptr<library::Library>> library =
      library::Library::open(context.library, library::Access::read);
  if (!library) return fail(std::move(library).error());
  Result<std::unique_ptr<index::LexicalIndex>> index =
      index::LexicalIndex::open(context.library / "index", text::korean_analyzer());
  if (!index) return fail(std::move(index).error());
  answer::Options options;
  options.threshold = context.configuration.threshold;
  const library::Asker asker = context.configuration.asker({}, eval.collection);
  return operate::examine(*questions, [&](const std::string& question) {
    return answer::quote(question, asker, **library, **index, options);
  });
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
  std::printf("auroc %.3f, p50 %.2f ms, p99 %.2f ms\n", exam.auroc, exam.p50_ms, exam.p99_ms);
}

}  // namespace

void declare_eval_answers(CLI::App& eval, Context& context) {
  auto options = std::make_shared<EvalAnswers>();
  CLI::App* command = eval.add_subcommand("answers", "how well a question set is answered");
  command->add_option("file", options->file, "JSONL, a question a line")->required();
  command->add_option("--collection", options->collection, "only from this collection");
  command->add_flag("--json", options->json, "print the figures as JSON");
  command->add_flag("--verbose", options->verbose,
                    "with --json: what was answered to each question");
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
