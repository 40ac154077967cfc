#include "cli/vectors.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/progress.h"
#include "cli/words.h"
#include "library/lock.h"
#include "model/server.h"
#include "text/analyzer.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace sillok::cli {
namespace {

std::filesystem::path folder_of(const library::Library& library) {
  return library.folder() / "index" / "vectors";
}

// The right to write vectors, held by one process at a time; not the library's own lock, so that
// adding goes on meanwhile.
Result<library::WriterLock> take_turn(const library::Library& library) {
  std::error_code problem;
  std::filesystem::create_directories(folder_of(library), problem);
  if (problem) return fail(Code::storage, problem.message(), folder_of(library).string());
  return library::WriterLock::take(folder_of(library));
}

// Waits until the process that writes vectors has ended.
Result<library::WriterLock> wait_for_turn(const library::Library& library) {
  for (;;) {
    Result<library::WriterLock> turn = take_turn(library);
    if (turn || turn.error().code != Code::busy) return turn;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void draw(ProgressBar& bar, std::size_t done, std::size_t total) {
  if (done == 0) {
    bar.draw(-1, fmt::format(fmt::runtime(say(Word::progress_learning)), bar.seconds()));
    return;
  }
  const auto all = static_cast<double>(std::max(total, done));
  bar.draw(static_cast<double>(done) / all,
           fmt::format(fmt::runtime(say(Word::progress_vectors)), done, total));
}

}  // namespace

Result<std::shared_ptr<const model::Embedder>> configured_embedder(
    const Configuration& configuration) {
  if (configuration.embedder.url.empty()) return std::shared_ptr<const model::Embedder>();
  auto opened = model::ServerEmbedder::open(configuration.embedder);
  if (!opened) return fail(std::move(opened).error());
  return std::shared_ptr<const model::Embedder>(std::move(*opened));
}

Result<void> bring_vectors(const library::Library& library, const Context& context,
                           ingest::Learning learning) {
  ingest::VectorOptions options;
  options.learning = learning;
  auto configured = configured_embedder(context.configuration);
  if (!configured) return fail(std::move(configured).error());
  options.configured = std::move(*configured);
  const auto possible = ingest::can_have_vectors(library, options);
  if (!possible) return fail(possible.error());
  if (!*possible) return {};
  // What a person asked for waits; what runs by itself leaves it to the process that is at it.
  const bool waits = learning == ingest::Learning::anew;
  const Result<library::WriterLock> turn = waits ? wait_for_turn(library) : take_turn(library);
  if (!turn && turn.error().code == Code::busy) return {};
  if (!turn) return fail(turn.error());
  ProgressBar bar;
  options.progress = [&](std::size_t done, std::size_t total) { draw(bar, done, total); };
  return ingest::catch_up_vectors(library, text::korean_analyzer(), options);
}

void bring_vectors_in_background(const library::Library& library, const Context& context) {
  // Whether the configured embedder answers is for the process to find out.
  const auto possible = ingest::can_have_vectors(library);
  if (context.configuration.embedder.url.empty() && (!possible || !*possible)) return;
  const std::string folder = library.folder().string();
  std::array<std::string, 5> words{"sillok", "--library", folder, "index", "vectors"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_t child = 0;
  const int failed =
      posix_spawn(&child, "/proc/self/exe", &files, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) {
    std::fprintf(stderr, "sillok: vectors were not brought up to date: %s\n",
                 std::strerror(failed));
  }
}

Result<std::vector<std::string>> check_vectors(const library::Library& library,
                                               const Context& context) {
  auto configured = configured_embedder(context.configuration);
  if (!configured) return fail(std::move(configured).error());
  if (std::error_code none; !std::filesystem::exists(folder_of(library), none)) {
    return std::vector<std::string>();
  }
  const Result<library::WriterLock> turn = take_turn(library);
  if (!turn && turn.error().code == Code::busy) return std::vector<std::string>();
  // A library that may not be written can be checked all the same.
  return ingest::check_vectors(library, text::korean_analyzer(), *configured);
}

}  // namespace sillok::cli
