#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/searching.h"
#include "cli/words.h"
#include "library/library.h"
#include "serve/server.h"

namespace sillok::cli {
namespace {

// A library that is not there yet is made, so that the page can say how to fill it.
Result<void> make_if_missing(const std::filesystem::path& folder) {
  const auto library = library::Library::open(folder, library::Access::read);
  if (library || library.error().code != Code::not_found) return {};
  // The writer's lock goes with this value: `sillok add` works while the server runs.
  const auto made = library::Library::open(folder, library::Access::write);
  if (!made) return fail(made.error());
  return {};
}

Result<void> run_server(const Context& context, const std::string& listen) {
  Result<serve::Listening> listening = serve::parse_listening(listen);
  if (!listening) return fail(std::move(listening).error());
  if (Result<void> made = make_if_missing(context.library); !made) return made;
  const Result<Searching> searching = open_for_searching(context);
  if (!searching) return fail(searching.error());
  serve::Service service{*searching->library, *searching->hybrid};
  service.answering.threshold = context.configuration.threshold;
  Result<std::unique_ptr<serve::Server>> server = serve::Server::start(service, *listening);
  if (!server) return fail(std::move(server).error());
  const bool six = listening->address.find(':') != std::string::npos;
  std::fprintf(stderr, "sillok: http://%s%s%s:%u/  (Ctrl-C ends)\n", six ? "[" : "",
               listening->address.c_str(), six ? "]" : "", unsigned{(*server)->port()});
  (*server)->wait_for_signal();
  (*server)->stop();
  return {};
}

}  // namespace

void declare_serve(CLI::App& app, Context& context) {
  auto listen = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("serve", either("이 컴퓨터의 브라우저를 위한 화면과 API",
                                         "the page and the API, for this machine's own browsers"));
  command->add_option("--listen", *listen,
                      either("이 컴퓨터 안의 주소와 포트 [127.0.0.1:8480]",
                             "a loopback address and a port [127.0.0.1:8480]"));
  command->callback([listen, &context] {
    const std::string where = listen->empty() ? context.configuration.listen : *listen;
    if (Result<void> done = run_server(context, where); !done) report(context, done.error());
  });
}

}  // namespace sillok::cli
