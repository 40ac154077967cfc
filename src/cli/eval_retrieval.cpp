#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/words.h"
#include "operate/retrieval.h"

namespace sillok::cli {
namespace {

struct EvalRetrieval {
  std::filesystem::path folder;
  std::size_t k = 10;
  bool json = false;
  std::filesystem::path rows;
};

void print(const operate::RetrievalReport& report) {
  const auto row = [](const std::string& name, const operate::RetrievalFigures& figures) {
    std::printf("%-10s %7zu  %7.4f  %8.4f  %9.4f  %10.4f  %6.4f\n", name.c_str(), figures.questions,
                figures.ndcg_at_k, figures.recall_at_1, figures.recall_at_10, figures.recall_at_100,
                figures.mrr_at_k);
  };
  std::printf("%-10s %7s  nDCG@%-2zu  recall@1  recall@10  recall@100  MRR@%zu\n", "", "asked",
              report.k, report.k);
  row("all", report.all);
  if (report.by_set.size() > 1) {
    for (const auto& [name, figures] : report.by_set) row(name.empty() ? "other" : name, figures);
  }
  std::printf("%zu documents in %.2f s, index %.1f MB, p50 %.2f ms, p99 %.2f ms\n",
              report.documents, report.index_seconds, static_cast<double>(report.index_bytes) / 1e6,
              report.p50_ms, report.p99_ms);
}

Result<operate::RetrievalReport> evaluate(const EvalRetrieval& options) {
  if (options.rows.empty()) return operate::evaluate_retrieval(options.folder, options.k);
  Result<operate::TrainingRows> rows = operate::TrainingRows::create(options.rows);
  if (!rows) return fail(std::move(rows).error());
  auto result = operate::evaluate_retrieval(options.folder, options.k, &*rows);
  if (auto done = rows->finish(); result && !done) return fail(done.error());
  return result;
}

}  // namespace

void declare_eval_retrieval(CLI::App& eval, Context& context) {
  auto options = std::make_shared<EvalRetrieval>();
  CLI::App* command = eval.add_subcommand(
      "retrieval", either("BEIR 형식의 폴더(corpus.jsonl, queries.jsonl, qrels.tsv)에서 "
                          "단락을 얼마나 잘 찾는가; 임시 서고를 만들어 잽니다",
                          "how well passages are found, on a folder in BEIR's layout "
                          "(corpus.jsonl, queries.jsonl, qrels.tsv); builds a scratch library"));
  command->add_option("folder", options->folder, either("폴더", "the folder"))->required();
  command
      ->add_option("-k", options->k,
                   either("질문 하나에 문서 몇 개까지", "how many documents a question is given"))
      ->check(CLI::Range(1, 100));
  add_json_flag(*command, options->json);
  command->add_option(
      "--rows", options->rows,
      either("순위 모형이 배울 것(train/ranker.py)을 이 파일에 씁니다",
             "write what the ranker can learn from it (train/ranker.py) to this file"));
  command->callback([options, &context] {
    const auto result = evaluate(*options);
    if (!result) return report(context, result.error());
    if (options->json) {
      std::printf("%s\n", operate::to_json(*result).c_str());
    } else {
      print(*result);
    }
  });
}

}  // namespace sillok::cli
