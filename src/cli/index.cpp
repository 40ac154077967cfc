// sillok index check, sillok index rebuild.
#include "index/lexical.h"

#include <fmt/format.h>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/vectors.h"
#include "cli/words.h"
#include "ingest/ingest.h"
#include "library/library.h"

namespace sillok::cli {
namespace {

constexpr int kPatience = 19;  // people's questions come first

using Json = nlohmann::ordered_json;

void print(const Json& value) {
  std::puts(value.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

void check(bool json, Context& context) {
  const auto library = library::Library::open(context.library, library::Access::read);
  if (!library) return report(context, library.error());
  const auto index = index::LexicalIndex::open(context.library / "index", text::korean_analyzer());
  if (!index) return report(context, index.error());
  auto findings = (*library)->check();
  if (!findings) return report(context, findings.error());
  const auto agreement = ingest::check(**library, **index);
  if (!agreement) return report(context, agreement.error());
  findings->insert(findings->end(), agreement->begin(), agreement->end());
  const auto vectors = check_vectors(**library, context);
  if (!vectors) return report(context, vectors.error());
  findings->insert(findings->end(), vectors->begin(), vectors->end());
  const index::Health health = (*index)->check();
  if (!findings->empty()) context.exit_status = 1;
  if (json) {
    return print({{"sound", findings->empty()},
                  {"passages", health.passages},
                  {"segments", health.segments},
                  {"bytes", health.bytes},
                  {"findings", *findings}});
  }
  for (const std::string& finding : *findings) std::puts(finding.c_str());
  const std::string outcome =
      findings->empty() ? fmt::format(fmt::runtime(say(Word::index_sound)), health.passages,
                                      health.segments, health.bytes)
                        : fmt::format(fmt::runtime(say(Word::index_damaged)), findings->size());
  std::puts(outcome.c_str());
}

Result<void> rebuild_words(library::Library& library, index::LexicalIndex& index) {
  const auto ids = library.passage_ids();
  if (!ids) return fail(ids.error());
  const std::size_t total = ids->size();
  ProgressBar bar;
  return ingest::rebuild(library, index, [&](const ingest::Progress& now) {
    const auto done = static_cast<double>(now.passages);
    bar.draw(done / static_cast<double>(std::max<std::size_t>(total, 1)),
             fmt::format(fmt::runtime(say(Word::progress_index)), now.passages, total,
                         done / std::max(bar.seconds(), 1e-3)));
  });
}

void rebuild(bool json, Context& context) {
  const auto start = std::chrono::steady_clock::now();
  auto library = library::Library::open(context.library, library::Access::write);
  if (!library) return report(context, library.error());
  auto index = index::LexicalIndex::open(context.library / "index", text::korean_analyzer());
  if (!index) return report(context, index.error());
  if (auto done = rebuild_words(**library, **index); !done) return report(context, done.error());
  if (auto done = bring_vectors(**library, context, ingest::Learning::anew); !done)
    return report(context, done.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const std::size_t passages = (*index)->check().passages;
  if (json) return print({{"passages", passages}, {"seconds", seconds}});
  std::puts(fmt::format(fmt::runtime(say(Word::index_rebuilt)), passages, seconds).c_str());
}

// Lets everything else go first. Where the kernel shares the processors out by session, a process's
// own place counts within its session only: then the session gives way.
void give_way() {
  (void)!nice(kPatience);  // may return -1 and yet have worked
  std::ofstream("/proc/self/autogroup") << kPatience;
}

void bring(Context& context) {
  const auto library = library::Library::open(context.library, library::Access::read);
  if (!library) return report(context, library.error());
  give_way();
  const auto done = bring_vectors(**library, context, ingest::Learning::when_outgrown);
  if (!done) report(context, done.error());
}

}  // namespace

void declare_index(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand(
      "index", either("색인을 살피거나 다시 만듭니다", "verify the index, or make it anew"));
  command->require_subcommand(1);
  auto json = std::make_shared<bool>(false);
  CLI::App* checked =
      command->add_subcommand("check", either("검사합과 서고와의 일치를 살핍니다",
                                              "verify checksums and agreement with the library"));
  add_json_flag(*checked, *json);
  checked->callback([json, &context] { check(*json, context); });
  CLI::App* rebuilt = command->add_subcommand(
      "rebuild", either("서고에서 색인을 다시 만듭니다", "make the index anew from the library"));
  add_json_flag(*rebuilt, *json);
  rebuilt->callback([json, &context] { rebuild(*json, context); });
  CLI::App* brought = command->add_subcommand(
      "vectors",
      either("벡터를 서고의 마지막 변경까지 따라가게 합니다 (add가 뒤에서 하는 일)",
             "bring the vectors to the library's last change, as add does in the background"));
  brought->callback([&context] { bring(context); });
}

}  // namespace sillok::cli
