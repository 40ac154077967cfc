// What becomes of one file: left alone, or read in a child, structured and cut.
//
// Several workers share the library and the reading room; each belongs to one thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "ingest/ingest.h"
#include "ingest/job.h"
#include "isolate/reading.h"

namespace sillok::ingest {

struct Assignment {
  FoundFile file;
  std::string collection;
  std::int64_t scope = 0;
};

// What a worker tells besides what it delivers.
struct Skipped {
  std::size_t documents = 0;  // of an unchanged file
  std::string path;
  std::string problem;  // of a file that is not tried again, or was kept in part; may be empty
};

class Worker {
 public:
  // Gets each delivery with its weight in bytes; false: the pipeline is stopping.
  using Deliver = std::function<bool(Delivery&&, std::size_t weight)>;
  using Skip = std::function<void(const Skipped&)>;

  Worker(library::Library& library, isolate::ReadingRoom& room, const Options& options,
         Deliver deliver, Skip skip);

  // An Error ends the whole add: the library cannot be read or written. What is wrong with the file
  // itself is delivered.
  Result<void> take(const Assignment& assignment);

 private:
  using Known = std::optional<library::FileState>;
  // True: the file is as the library knows it, and was reported so.
  Result<bool> leave_alone(const Assignment& assignment, const Known& known, Job& job);
  void report_unchanged(const library::FileState& known, std::size_t documents);
  // The row of a file that was renamed follows it to its new path.
  Result<void> follow_rename(const Assignment& assignment, const Job& job);
  Result<void> read(const Assignment& assignment, const std::shared_ptr<Job>& job);
  void judge(const Error& error, bool some_documents, Job& job, Outcome& outcome) const;
  bool deliver(Delivery&& delivery);
  [[nodiscard]] bool same_reading(const library::FileState& known) const;

  library::Library& library_;
  isolate::ReadingRoom& room_;
  const Options& options_;
  Deliver deliver_;
  Skip skip_;
  int kept_version_;    // how files are read and cut now
  int failed_version_;  // the same and within which limits: other limits are worth another try
};

}  // namespace sillok::ingest
