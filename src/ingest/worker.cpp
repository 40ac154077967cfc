#include "ingest/worker.h"

#include <initializer_list>
#include <system_error>
#include <utility>

#include "formats/reader.h"
#include "prepare/passages.h"
#include "prepare/structure.h"

namespace sillok::ingest {
namespace {

// A delivery is complete at either; so the memory of an add does not depend on the size of its
// files.
constexpr std::size_t kMostPassages = 1'000;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

// Of what turns bytes into passages.
std::uint64_t revision_of(const Options& options) {
  return static_cast<std::uint64_t>(options.readers_version) << 32 | prepare::kPreparingVersion;
}

// One number for many settings (FNV-1a, 31 bits, never 0): equal settings, equal number.
int version_of(std::initializer_list<std::uint64_t> settings) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const std::uint64_t setting : settings) {
    for (int shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ ((setting >> shift) & 0xFF)) * 1099511628211ULL;
    }
  }
  return static_cast<int>((hash ^ (hash >> 32)) & 0x7FFFFFFF) | 1;
}

std::size_t weight_of(const library::Incoming& incoming) {
  std::size_t weight = sizeof incoming;
  for (const document::Block& block : incoming.document.blocks) {
    weight += sizeof block + block.text.size();
  }
  for (const document::Passage& passage : incoming.passages) {
    weight += sizeof passage + passage.text.size() + passage.context.size();
  }
  return weight;
}

bool killed_its_reader(const Error& error) {
  return error.message.find("crashed") != std::string::npos ||
         error.message.find("timed out") != std::string::npos;
}

// The file's content is to blame, so the same bytes will fail again.
bool will_fail_again(const Error& error) {
  return error.code == Code::unreadable || error.code == Code::unsupported ||
         error.code == Code::too_large || killed_its_reader(error);
}

}  // namespace

Worker::Worker(library::Library& library, isolate::ReadingRoom& room, const Options& options,
               Deliver deliver, Skip skip)
    : library_(library),
      room_(room),
      options_(options),
      deliver_(std::move(deliver)),
      skip_(std::move(skip)),
      kept_version_(version_of({revision_of(options), options.passages.characters})) {
  const isolate::Limits& limits = options.reading;
  failed_version_ =
      version_of({revision_of(options), options.passages.characters, limits.file_bytes,
                  limits.memory_bytes, limits.output_bytes,
                  static_cast<std::uint64_t>(limits.seconds), limits.formats.unpacked_bytes,
                  limits.formats.entries, limits.formats.ratio, limits.formats.depth});
}

Result<void> Worker::take(const Assignment& assignment) {
  auto job = std::make_shared<Job>();
  job->state.path = assignment.file.path.string();
  job->state.size = assignment.file.size;
  job->state.modified_ns = assignment.file.modified_ns;
  job->state.scope = assignment.scope;
  job->state.collection = assignment.collection;
  const Result<Known> known = library_.file(job->state.path, assignment.collection);
  if (!known) return fail(known.error());
  const Result<bool> alone = leave_alone(assignment, *known, *job);
  if (!alone) return fail(alone.error());
  if (*alone) return {};
  // Nothing of a file that is not going to be read is copied.
  const bool readable =
      assignment.file.size > 0 && assignment.file.size <= options_.reading.file_bytes;
  if (readable) {
    Result<std::string> sha256 = library_.keep_original(assignment.file.path);
    if (!sha256) {
      if (sha256.error().code == Code::storage) return fail(sha256.error());
      Delivery delivery{job, {}, Outcome::failed};
      judge(sha256.error(), false, *job, delivery.outcome);
      job->state.readers_version = 0;  // rights change without leaving a trace
      deliver(std::move(delivery));
      return {};
    }
    job->state.sha256 = std::move(*sha256);
    if (!*known) {
      if (auto done = follow_rename(assignment, *job); !done) return done;
    }
  }
  return read(assignment, job);
}

bool Worker::same_reading(const library::FileState& known) const {
  if (known.stage == "kept") return known.readers_version == kept_version_;
  if (known.stage != "failed" && known.stage != "quarantined") return false;
  return known.readers_version == failed_version_;
}

void Worker::report_unchanged(const library::FileState& known, std::size_t documents) {
  skip_({known.stage == "kept" ? documents : 0, known.path, known.reason});
}

Result<bool> Worker::leave_alone(const Assignment& assignment, const Known& known, Job& job) {
  if (!known || known->scope != assignment.scope || !same_reading(*known)) return false;
  const bool same_facts =
      known->size == assignment.file.size && known->modified_ns == assignment.file.modified_ns;
  if (!same_facts) {
    if (known->sha256.empty() || known->size != assignment.file.size) return false;
    const Result<std::string> sha256 = library::digest_of_file(assignment.file.path);
    if (!sha256 || *sha256 != known->sha256) return false;
    // Touched, but the same: the next time its facts alone will tell.
    Delivery delivery{std::make_shared<Job>(job), {}, Outcome::unchanged};
    delivery.job->state = *known;
    delivery.job->state.modified_ns = assignment.file.modified_ns;
    if (!deliver(std::move(delivery))) return true;
  }
  const Result<std::size_t> documents = library_.documents_in(known->id);
  if (!documents) return fail(documents.error());
  report_unchanged(*known, *documents);
  return true;
}

Result<void> Worker::follow_rename(const Assignment& assignment, const Job& job) {
  const auto twins = library_.files_with_content(job.state.sha256, assignment.collection);
  if (!twins) return fail(twins.error());
  for (const library::FileState& twin : *twins) {
    std::error_code problem;
    if (std::filesystem::exists(twin.path, problem) || problem) continue;
    const Result<bool> moved = library_.move_file(twin.id, twin.path, job.state.path);
    if (!moved) return fail(moved.error());
    if (*moved) return {};
  }
  return {};
}

// Decides how a file ends that could not be read, or not to its end.
void Worker::judge(const Error& error, bool some_documents, Job& job, Outcome& outcome) const {
  job.state.reason = error.message;
  if (some_documents && error.code == Code::unreadable && !killed_its_reader(error)) {
    outcome = Outcome::whole;  // kept in part; the reason says which part is missing
    job.state.stage = "kept";
    job.state.readers_version = kept_version_;
    return;
  }
  outcome = Outcome::failed;
  job.state.stage = killed_its_reader(error) ? "quarantined" : "failed";
  job.state.readers_version = will_fail_again(error) ? failed_version_ : 0;
}

Result<void> Worker::read(const Assignment& assignment, const std::shared_ptr<Job>& job) {
  job->state.stage = "kept";
  job->state.readers_version = kept_version_;
  std::vector<library::Incoming> documents;
  std::size_t passages = 0;
  std::size_t weight = 0;
  bool some_documents = false;
  const auto sink = [&](document::Document&& document) -> Result<void> {
    library::Incoming incoming{std::move(document), {}};
    prepare::recognise_structure(incoming.document);
    incoming.passages = prepare::split_passages(incoming.document, options_.passages);
    passages += incoming.passages.size();
    weight += weight_of(incoming);
    documents.push_back(std::move(incoming));
    some_documents = true;
    if (passages < kMostPassages && weight < kMostBytes) return {};
    if (!deliver({job, std::exchange(documents, {}), Outcome::more})) {
      return fail(Code::internal, "stopped");
    }
    passages = weight = 0;
    return {};
  };
  const Result<void> done = room_.read(assignment.file.path, sink);
  Outcome outcome = Outcome::whole;
  if (!done) judge(done.error(), some_documents, *job, outcome);
  FoundFile now = assignment.file;
  if (!look_at(now) || now.size != assignment.file.size ||
      now.modified_ns != assignment.file.modified_ns) {
    outcome = Outcome::failed;
    job->state.stage = "failed";
    job->state.reason = "was changed while it was read; add it again";
    job->state.readers_version = 0;
  }
  deliver({job, std::move(documents), outcome});
  return {};
}

bool Worker::deliver(Delivery&& delivery) {
  std::size_t weight = sizeof delivery;
  for (const library::Incoming& incoming : delivery.documents) weight += weight_of(incoming);
  return deliver_(std::move(delivery), weight);
}

}  // namespace sillok::ingest
