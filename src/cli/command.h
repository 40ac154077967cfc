// The command line: one file of this folder per subcommand, each calling the same functions as
// serve.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "cli/configuration.h"
#include "library/dictionary.h"
#include "result/result.h"

namespace CLI {
class App;
}

namespace sillok::cli {

// What every subcommand knows: where the library is and what the configuration says. Filled by
// run() before the chosen subcommand's action is called.
struct Context {
  std::filesystem::path library;  // --library, SILLOK_LIBRARY, or ~/.local/share/sillok
  Configuration configuration;    // sillok.toml in it and SILLOK_* variables
  int exit_status = 0;            // set by the action: 0 done, 1 failed, 3 in part, 4 abstained
};

// Each declares its subcommand on the app; the action runs after parsing.
void declare_read(CLI::App& app, Context& context);
void declare_add(CLI::App& app, Context& context);
void declare_documents(CLI::App& app, Context& context);  // list, remove, show
void declare_search(CLI::App& app, Context& context);
void declare_ask(CLI::App& app, Context& context);
void declare_serve(CLI::App& app, Context& context);
void declare_eval(CLI::App& app, Context& context);
void declare_index(CLI::App& app, Context& context);
void declare_dictionary(CLI::App& app, Context& context);
// Below `eval`, which declare_eval makes.
void declare_eval_answers(CLI::App& eval, Context& context);
void declare_eval_retrieval(CLI::App& eval, Context& context);

// Prints "sillok: subject: message" on standard error and sets the exit status of the error's code.
void report(Context& context, const Error& error);

// Says on standard error which lines of the library's dictionary cannot be read.
void warn_of(const library::Dictionary& dictionary);

// The program: parses, runs, gives the exit status.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace sillok::cli
