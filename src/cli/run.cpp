#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "cli/command.h"
#include "cli/problems.h"
#include "cli/words.h"

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
  std::fprintf(stderr, "sillok: %s\n", told(error).c_str());
  context.exit_status = exit_status(error.code);
}

// The headings in the help of a command and of those under it.
void name_groups(CLI::App& app) {
  app.get_help_ptr()->group(either("선택", "Options"));
  for (CLI::App* command : app.get_subcommands({})) {
    command->group(either("명령", "Commands"));
    name_groups(*command);
  }
}

// The words of the parser itself.
void speak(CLI::App& app) {
  app.option_defaults()->group(either("선택", "Options"));
  app.set_help_flag("-h,--help", either("이 도움말", "print this help"));
  if (!speaks_korean()) return;
  const auto words = std::make_shared<CLI::Formatter>();
  words->label("Usage", "쓰는 법");
  words->label("OPTIONS", "선택");
  words->label("SUBCOMMAND", "명령");
  words->label("Positionals", "인자");
  words->label("REQUIRED", "(꼭)");
  words->label("Env", "환경 변수");
  app.formatter(words);
}

int run(int argc, char** argv) {
  CLI::App app{either("우리 문서에서 답하고, 모든 문장 옆에 근거를 놓습니다.",
                      "Answers from your own documents, with the grounds beside every sentence."),
               "sillok"};
  app.require_subcommand(1);
  speak(app);
  app.set_version_flag("--version", "sillok 0.1.0", either("판", "print the version"));
  Context context;
  context.library = default_library();
  app.add_option("--library", context.library, either("서고 폴더", "folder of the library"))
      ->envname("SILLOK_LIBRARY");
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
  name_groups(app);
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
