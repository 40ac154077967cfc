// The path of a file, whole: read in a child, structured, cut into passages, kept, indexed. The
// only room that knows all of it; the command line and the server call the same functions.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "formats/reader.h"
#include "index/lexical.h"
#include "isolate/reading.h"
#include "library/library.h"
#include "prepare/passages.h"
#include "result/result.h"

namespace sillok::ingest {

struct Options {
  std::string collection = "default";
  std::vector<std::string> groups;  // empty: everyone
  prepare::PassageLimits passages;
  isolate::Limits reading;
  // Of the readers that read now; what others have read, or failed to read, is read anew.
  int readers_version = formats::kReadersVersion;
  unsigned readers = 0;  // child processes at a time; 0: one a core
};

struct Progress {
  std::size_t files_done = 0, files_total = 0, passages = 0;
  std::uint64_t bytes_done = 0, bytes_total = 0;
  double seconds = 0;
  std::string current;  // file being read
};

struct Report {
  std::size_t added = 0, updated = 0, unchanged = 0;  // documents
  struct Failure {
    std::string path, reason;
  };
  std::vector<Failure> failed;
  std::size_t removed = 0;   // documents that a file read anew no longer holds
  std::size_t passages = 0;  // new
  double seconds = 0;
};

// Adds files and folders (recursively, symlinks not followed, hidden files and folders left out).
// One bad file fails alone. `progress` may be empty; it is called a few times a second from the
// calling thread. Interrupted at any point, the next add of the same paths comes to the same
// library.
[[nodiscard]] Result<Report> add(library::Library& library, index::LexicalIndex& index,
                                 const std::vector<std::filesystem::path>& paths,
                                 const Options& options,
                                 const std::function<void(const Progress&)>& progress = {});

// Brings the index to the library's last change; a no-op when they agree.
Result<void> catch_up(library::Library& library, index::LexicalIndex& index);
// Empties the index and fills it anew.
Result<void> rebuild(library::Library& library, index::LexicalIndex& index,
                     const std::function<void(const Progress&)>& progress = {});
// Verifies the index and its agreement with the library, passage by passage. Findings as lines.
[[nodiscard]] Result<std::vector<std::string>> check(library::Library& library,
                                                     const index::LexicalIndex& index);

}  // namespace sillok::ingest
