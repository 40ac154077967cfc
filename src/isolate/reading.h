// Untrusted files are read in child processes that can do nothing else.
//
// A ReadingRoom starts one small process (this program again, as `sillok --reading-child FD`) which
// loads the readers once and then forks a fresh child for every file: start-up is paid once, and no
// file can touch what is read from the next. Each child gets one open file descriptor and a pipe to
// write to; it has no network, no file system, no new processes (seccomp), and limits on memory,
// CPU time, wall time and output. A child that crashes, hangs or writes nonsense fails that file
// only.
//
// read() may be called from several threads at once; each call runs in its own child.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>

#include "document/document.h"
#include "formats/reader.h"
#include "result/result.h"

namespace sillok::isolate {

struct Limits {
  std::size_t file_bytes = std::size_t{1} << 30;    // larger files are refused before reading
  std::size_t memory_bytes = std::size_t{2} << 30;  // address space of a child
  std::size_t output_bytes = std::size_t{1} << 30;  // encoded Documents of one file
  int seconds = 120;                                // wall and CPU time for one file
  formats::Limits formats;
};

class ReadingRoom {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ReadingRoom>> open(const Limits& limits);
  ~ReadingRoom();
  ReadingRoom(const ReadingRoom&) = delete;
  ReadingRoom& operator=(const ReadingRoom&) = delete;

  // Reads the file and hands each Document to `sink`, in order, as it comes (a long JSONL is never
  // held as a whole). Errors name the file and the remedy; code unreadable with "crashed"/"timed
  // out" in the message marks a file that killed its reader (quarantined by the caller).
  Result<void> read(const std::filesystem::path& file, const formats::Sink& sink);

 private:
  struct Impl;
  explicit ReadingRoom(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The child's side: called by main() when started with --reading-child; never returns to the CLI.
[[nodiscard]] int reading_child_main(int argc, char** argv);

}  // namespace sillok::isolate
