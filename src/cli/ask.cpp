#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "answer/answer.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/searching.h"
#include "cli/words.h"

namespace sillok::cli {
namespace {

constexpr int kAbstained = 4;

struct Ask {
  std::string question;
  std::string mode = "quote";
  std::string collection;
  std::string as_user;
  bool json = false;
};

Result<answer::Answer> answer_to(const Ask& ask, const Context& context) {
  if (ask.mode != "quote") {
    return fail(Code::unsupported,
                "no language model is configured; ask with --mode quote, which needs none");
  }
  const Result<Searching> searching = open_for_searching(context);
  if (!searching) return fail(searching.error());
  const library::Library& library = *searching->library;
  warn_of(library.dictionary());
  answer::Options options;
  options.threshold = context.configuration.threshold;
  Result<answer::Answer> answer =
      answer::quote(ask.question, context.configuration.asker(ask.as_user, ask.collection), library,
                    *searching->hybrid, options);
  if (!answer) return answer;
  // An answer that could not be recorded is still given, with a word about it.
  if (Result<void> kept = searching->library->record_answer(answer->id, answer::to_json(*answer));
      !kept) {
    std::fprintf(stderr, "sillok: the answer was not recorded: %s\n", kept.error().line().c_str());
  }
  return answer;
}

}  // namespace

void declare_ask(CLI::App& app, Context& context) {
  auto ask = std::make_shared<Ask>();
  CLI::App* command = app.add_subcommand(
      "ask", either("문서에서 답합니다", "answer a question from the documents"));
  command
      ->add_option("question", ask->question,
                   either("질문 (따옴표 안에)", "the question, in quotation marks"))
      ->required();
  command
      ->add_option("--mode", ask->mode,
                   either("quote: 문장을 글자 그대로 옮깁니다, 모델 없이",
                          "quote: sentences lifted verbatim, no model"))
      ->check(CLI::IsMember({"quote", "select", "write"}));
  add_collection_option(*command, ask->collection);
  add_asker_option(*command, ask->as_user);
  command->add_flag("--json", ask->json,
                    either("답 전체를 JSON으로", "print the whole Answer as JSON"));
  command->callback([ask, &context] {
    Result<answer::Answer> answer = answer_to(*ask, context);
    if (!answer) return report(context, answer.error());
    const std::string printed =
        ask->json ? answer::to_json(*answer) + "\n" : answer::to_plain(*answer);
    std::fwrite(printed.data(), 1, printed.size(), stdout);
    if (answer->status == answer::Status::abstained) context.exit_status = kAbstained;
  });
}

}  // namespace sillok::cli
