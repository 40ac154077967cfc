// The pipeline of an add:
//
//   walk ──files──▶ workers ──deliveries──▶ writer ──library's log──▶ indexer
//
// Each arrow is bounded, so the slowest part sets the pace and memory stays level. The writer keeps
// what has come in since its last transaction as one transaction: many small files share one wait
// for the disk. The indexer reads the log of changes as any later catch_up() would, so there is one
// way in.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "ingest/follow.h"
#include "ingest/ingest.h"
#include "ingest/job.h"
#include "ingest/queue.h"
#include "ingest/walk.h"
#include "ingest/worker.h"

namespace sillok::ingest {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kFilesAhead = 256;
constexpr std::size_t kBytesWaiting = std::size_t{16} << 20;
// One transaction; a few tenths of a second, for which an answer that wants to be recorded waits.
constexpr std::size_t kBytesTogether = std::size_t{4} << 20;
// Between two transactions, for those who wait to record an answer and look every millisecond.
constexpr std::chrono::milliseconds kGap{2};
constexpr std::chrono::milliseconds kProgressPause{200};

class Pipeline {
 public:
  Pipeline(library::Library& library, index::LexicalIndex& index, isolate::ReadingRoom& room,
           const Options& options, std::int64_t scope, const Walk& walk)
      : library_(library),
        index_(index),
        room_(room),
        options_(options),
        scope_(scope),
        walk_(walk),
        files_(kFilesAhead),
        deliveries_(kBytesWaiting) {}

  Result<Report> run(const std::function<void(const Progress&)>& progress);

 private:
  void find_files(bool count_first);
  void redo_leftovers();
  void work();
  void write();
  Result<void> write_together(std::vector<Delivery>& deliveries, Report& report);
  Result<void> write_one(Delivery& delivery, Report& report);
  Result<void> finish(Job& job, Outcome outcome, Report& report);
  void follow();
  void stop(const Error& error);
  void skipped(const Skipped& skipped);
  void file_is_done(std::uint64_t bytes);
  [[nodiscard]] Progress progress_now();
  void add_to_report(Report&& part);

  library::Library& library_;
  index::LexicalIndex& index_;
  isolate::ReadingRoom& room_;
  const Options& options_;
  const std::int64_t scope_;
  const Walk& walk_;
  const steady_clock::time_point start_ = steady_clock::now();
  Queue<Assignment> files_;
  Queue<Delivery> deliveries_;

  std::mutex mutex_;  // for all below
  std::condition_variable changed_;
  std::optional<Error> fatal_;
  std::uint64_t commits_ = 0;
  bool written_ = false;  // the writer has nothing more to do
  bool finished_ = false;
  Progress progress_;
  Report report_;
};

Result<Report> Pipeline::run(const std::function<void(const Progress&)>& progress) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned readers = options_.readers > 0 ? options_.readers : cores;
  std::thread indexer([this] { follow(); });
  std::thread writer([this] { write(); });
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < readers; ++i) workers.emplace_back([this] { work(); });
  std::thread finder([this, &progress] { find_files(progress != nullptr); });
  std::thread ender([&] {
    finder.join();
    for (std::thread& worker : workers) worker.join();
    deliveries_.close();
    writer.join();
    {
      const std::lock_guard lock(mutex_);
      written_ = true;
      changed_.notify_all();
    }
    indexer.join();
    const std::lock_guard lock(mutex_);
    finished_ = true;
    changed_.notify_all();
  });
  {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kProgressPause, [&] { return finished_; })) {
      if (!progress) continue;
      const Progress now = progress_now();
      lock.unlock();
      progress(now);
      lock.lock();
    }
  }
  ender.join();
  if (progress) progress(progress_now());
  if (fatal_) return fail(*fatal_);
  report_.seconds = progress_now().seconds;
  std::sort(report_.failed.begin(), report_.failed.end(),
            [](const Report::Failure& a, const Report::Failure& b) { return a.path < b.path; });
  return std::move(report_);
}

void Pipeline::stop(const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    if (!fatal_) fatal_ = error;
  }
  files_.abandon();
  deliveries_.abandon();
}

// ---- finding
// -------------------------------------------------------------------------------------

void Pipeline::find_files(bool count_first) {
  if (count_first) {
    const auto count = [&](const FoundFile& file) {
      const std::lock_guard lock(mutex_);
      ++progress_.files_total;
      progress_.bytes_total += file.size;
      return !fatal_;
    };
    walk_.each(count, [](const auto&, const auto&) {});
  }
  redo_leftovers();
  const auto hand_out = [&](const FoundFile& file) {
    return files_.push({file, options_.collection, scope_}, 1);
  };
  walk_.each(hand_out, [&](const std::filesystem::path& path, const std::string& reason) {
    const std::lock_guard lock(mutex_);
    report_.failed.push_back({path.string(), reason});
  });
  files_.close();
}

// Files whose reading a crash cut short, unless the walk comes by them anyway.
void Pipeline::redo_leftovers() {
  const auto leftovers = library_.files_in_stage("reading");
  if (!leftovers) return stop(leftovers.error());
  for (const library::FileState& state : *leftovers) {
    Assignment assignment{{state.path, 0, 0}, state.collection, state.scope};
    if (state.collection == options_.collection && walk_.covers(assignment.file.path)) continue;
    (void)look_at(assignment.file);  // gone: reading it will say so
    files_.push(std::move(assignment), 1);
  }
}

// ---- reading
// -------------------------------------------------------------------------------------

void Pipeline::work() {
  Worker worker(
      library_, room_, options_,
      [this](Delivery&& delivery, std::size_t weight) {
        return deliveries_.push(std::move(delivery), weight);
      },
      [this](const Skipped& file) { skipped(file); });
  for (;;) {
    std::vector<Assignment> next = files_.pop(1);
    if (next.empty()) return;
    {
      const std::lock_guard lock(mutex_);
      progress_.current = next.front().file.path.string();
    }
    if (auto done = worker.take(next.front()); !done) return stop(done.error());
  }
}

void Pipeline::skipped(const Skipped& file) {
  const std::lock_guard lock(mutex_);
  report_.unchanged += file.documents;
  if (!file.problem.empty()) report_.failed.push_back({file.path, file.problem});
  ++progress_.files_done;
}

// ---- writing
// -------------------------------------------------------------------------------------

void Pipeline::write() {
  for (;;) {
    std::vector<Delivery> deliveries = deliveries_.pop(kBytesTogether);
    if (deliveries.empty()) return;
    Report part;
    if (auto done = write_together(deliveries, part); !done) return stop(done.error());
    add_to_report(std::move(part));
    std::this_thread::sleep_for(kGap);
  }
}

Result<void> Pipeline::write_together(std::vector<Delivery>& deliveries, Report& report) {
  return library_.together([&]() -> Result<void> {
    for (Delivery& delivery : deliveries) {
      if (auto done = write_one(delivery, report); !done) return done;
    }
    return {};
  });
}

Result<void> Pipeline::write_one(Delivery& delivery, Report& report) {
  Job& job = *delivery.job;
  if (delivery.outcome == Outcome::unchanged) {
    const auto noted = library_.note_file(job.state, job.state.scope);
    if (!noted) return fail(noted.error());
    return {};
  }
  if (!job.begun && (delivery.outcome != Outcome::failed || !delivery.documents.empty())) {
    library::FileState reading = job.state;
    reading.stage = "reading";
    reading.reason.clear();
    const Result<std::int64_t> id = library_.note_file(reading, job.state.scope);
    if (!id) return fail(id.error());
    job.state.id = *id;
    job.begun = true;
  }
  if (!delivery.documents.empty()) {
    const auto kept = library_.keep(job.state.id, job.state.scope, delivery.documents);
    if (!kept) return fail(kept.error());
    report.added += kept->added;
    report.updated += kept->updated;
    report.unchanged += kept->unchanged;
    report.passages += kept->passages;
    for (const auto& conflict : kept->conflicts) {
      if (!job.left_out.empty()) continue;
      job.left_out =
          conflict.path == job.state.path
              ? "the id '" + conflict.id + "' occurs more than once; only the first was kept"
              : "the id '" + conflict.id + "' belongs to " + conflict.path +
                    " already; remove that, or change the ids";
    }
  }
  return delivery.outcome == Outcome::more ? Result<void>{} : finish(job, delivery.outcome, report);
}

Result<void> Pipeline::finish(Job& job, Outcome outcome, Report& report) {
  if (!job.left_out.empty()) {
    job.state.reason += (job.state.reason.empty() ? "" : "; ") + job.left_out;
  }
  if (outcome == Outcome::failed) {
    const auto noted = library_.note_file(job.state, job.state.scope);
    if (!noted) return fail(noted.error());
  } else {
    const auto removed = library_.finish_file(job.state);
    if (!removed) return fail(removed.error());
    report.removed += *removed;
  }
  if (!job.state.reason.empty()) report.failed.push_back({job.state.path, job.state.reason});
  file_is_done(job.state.size);
  return {};
}

void Pipeline::file_is_done(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  ++progress_.files_done;
  progress_.bytes_done += bytes;
}

void Pipeline::add_to_report(Report&& part) {
  const std::lock_guard lock(mutex_);
  report_.added += part.added;
  report_.updated += part.updated;
  report_.unchanged += part.unchanged;
  report_.removed += part.removed;
  report_.passages += part.passages;
  report_.failed.insert(report_.failed.end(), part.failed.begin(), part.failed.end());
  progress_.passages = report_.passages;
  ++commits_;
  changed_.notify_all();
}

Progress Pipeline::progress_now() {
  Progress now = progress_;
  now.seconds = std::chrono::duration<double>(steady_clock::now() - start_).count();
  return now;
}

// ---- indexing
// ------------------------------------------------------------------------------------

void Pipeline::follow() {
  FollowingWords words(index_);
  Follower follower(library_, words);
  std::uint64_t seen = 0;
  for (bool last = false; !last;) {
    if (auto done = follower.follow(); !done) {
      (void)follower.commit();  // what went in before the failure is sound
      return stop(done.error());
    }
    std::unique_lock lock(mutex_);
    if (written_ && commits_ == seen) last = true;
    changed_.wait(lock, [&] { return last || written_ || commits_ != seen; });
    seen = commits_;
  }
  if (auto done = follower.commit(); !done) stop(done.error());
}

}  // namespace

Result<Report> add(library::Library& library, index::LexicalIndex& index,
                   const std::vector<std::filesystem::path>& paths, const Options& options,
                   const std::function<void(const Progress&)>& progress) {
  const Result<library::Scope> scope = library.scope_of(options.collection, options.groups);
  if (!scope) return fail(scope.error());
  Result<std::unique_ptr<isolate::ReadingRoom>> room = isolate::ReadingRoom::open(options.reading);
  if (!room) return fail(room.error());
  const Walk walk(paths, library.folder());
  Pipeline pipeline(library, index, **room, options, scope->id, walk);
  return pipeline.run(progress);
}

}  // namespace sillok::ingest
