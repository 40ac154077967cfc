#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/words.h"

namespace sillok::cli {

void declare_eval(CLI::App& app, Context& context) {
  CLI::App* eval =
      app.add_subcommand("eval", either("질문 모음으로 검색이나 답을 잽니다",
                                        "measure retrieval or answers on a question set"));
  eval->require_subcommand(1);
  declare_eval_answers(*eval, context);
  declare_eval_retrieval(*eval, context);
}

}  // namespace sillok::cli
