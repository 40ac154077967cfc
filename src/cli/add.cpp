// sillok add: files and folders into the library.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/vectors.h"
#include "cli/words.h"
#include "ingest/ingest.h"

namespace sillok::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kInPart = 3;

struct Wanted {
  std::vector<std::filesystem::path> paths;
  std::string collection = "default";
  std::vector<std::string> groups;
  bool json = false;
};

void draw(ProgressBar& bar, const ingest::Progress& now) {
  const double part = now.bytes_total == 0 ? 0
                                           : static_cast<double>(now.bytes_done) /
                                                 static_cast<double>(now.bytes_total);
  const double speed = now.seconds > 0 ? static_cast<double>(now.passages) / now.seconds : 0;
  bar.draw(part, fmt::format(fmt::runtime(say(Word::progress)), now.files_done, now.files_total,
                             now.passages, speed));
}

Result<ingest::Report> add(const Wanted& wanted, const Context& context) {
  auto library = library::Library::open(context.library, library::Access::write);
  if (!library) return fail(library.error());
  auto index = index::LexicalIndex::open(context.library / "index", text::korean_analyzer());
  if (!index) return fail(index.error());
  ingest::Options options;
  options.collection = wanted.collection;
  options.groups = wanted.groups;
  options.passages = context.configuration.passages;
  options.reading = context.configuration.reading;
  options.readers = context.configuration.readers;
  ProgressBar bar;
  auto done = ingest::add(**library, **index, wanted.paths, options,
                          [&](const ingest::Progress& now) { draw(bar, now); });
  if (done) bring_vectors_in_background(**library, context);
  return done;
}

void print(const ingest::Report& done, bool json) {
  for (const auto& failure : done.failed) {
    const Error error{Code::unreadable, failure.reason, failure.path};
    std::fprintf(stderr, "sillok: %s\n", told(error).c_str());
  }
  if (!json) {
    std::puts(fmt::format(fmt::runtime(say(Word::added)), done.added, done.updated, done.unchanged,
                          done.removed, done.passages, done.seconds)
                  .c_str());
    if (!done.failed.empty()) {
      std::puts(fmt::format(fmt::runtime(say(Word::failed)), done.failed.size()).c_str());
    }
    return;
  }
  Json failed = Json::array();
  for (const auto& failure : done.failed) {
    failed.push_back({{"path", failure.path}, {"reason", failure.reason}});
  }
  const Json value{{"added", done.added},         {"updated", done.updated},
                   {"unchanged", done.unchanged}, {"removed", done.removed},
                   {"failed", std::move(failed)}, {"passages", done.passages},
                   {"seconds", done.seconds}};
  std::puts(value.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

}  // namespace

void declare_add(CLI::App& app, Context& context) {
  auto wanted = std::make_shared<Wanted>();
  CLI::App* command = app.add_subcommand(
      "add", either("파일과 폴더를 서고에 넣습니다", "read files and folders into the library"));
  command->add_option("paths", wanted->paths, either("파일과 폴더", "files and folders"))
      ->required();
  command
      ->add_option("--collection", wanted->collection,
                   either("넣을 모음", "the collection they belong to"))
      ->capture_default_str();
  command->add_option("--allow", wanted->groups,
                      either("이 모임만 볼 수 있습니다 (없으면 누구나)",
                             "only these groups may see them (else everyone)"));
  add_json_flag(*command, wanted->json);
  command->callback([wanted, &context] {
    for (const std::string& group : wanted->groups) {
      if (context.configuration.groups.count(group) > 0) continue;
      std::fprintf(stderr, "sillok: %s\n",
                   fmt::format(fmt::runtime(say(Word::empty_group)), group).c_str());
    }
    const Result<ingest::Report> done = add(*wanted, context);
    if (!done) return report(context, done.error());
    print(*done, wanted->json);
    if (done->failed.empty()) return;
    const bool nothing = done->added + done->updated + done->unchanged == 0;
    context.exit_status = nothing ? 1 : kInPart;
  });
}

}  // namespace sillok::cli
