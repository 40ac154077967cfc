#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>

#include "cli/command.h"

namespace sillok::cli {
namespace {

std::filesystem::path default_library() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
    return std::filesystem::path(data) / "sillok";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : ".") / ".local/share/sillok";
}

}  // namespace

void report(Context& context, const Error& error) {
  std::fprintf(stderr, "sillok: %s\n", error.line().c_str());
  context.exit_status = exit_status(error.code);
}

int run(int argc, char** argv) {
  CLI::App app{"Answers from your own documents, with the grounds beside every sentence.",
               "sillok"};
  app.set_version_flag("--version", "sillok 0.1.0");
  app.require_subcommand(1);
  Context context;
  context.library = default_library();
  app.add_option("--library", context.library, "folder of the library")->envname("SILLOK_LIBRARY");
  app.fallthrough();
  // Runs when all flags are known and before the subcommand's action.
  app.parse_complete_callback([&] {
    Result<Configuration> loaded = load_configuration(context.library);
    if (!loaded) {
      report(context, loaded.error());
      throw CLI::RuntimeError(context.exit_status);
    }
    context.configuration = std::move(*loaded);
  });
  declare_read(app, context);
  declare_add(app, context);
  declare_documents(app, context);
  declare_search(app, context);
  declare_ask(app, context);
  declare_serve(app, context);
  declare_eval(app, context);
  declare_index(app, context);
  declare_dictionary(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& stopped) {
    return stopped.get_exit_code();
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  return context.exit_status;
}

}  // namespace sillok::cli
