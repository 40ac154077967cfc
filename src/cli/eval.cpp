#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace sillok::cli {

void declare_eval(CLI::App& app, Context& context) {
  CLI::App* eval = app.add_subcommand("eval", "measure retrieval or answers on a question set");
  eval->require_subcommand(1);
  declare_eval_answers(*eval, context);
  declare_eval_retrieval(*eval, context);
}

}  // namespace sillok::cli
