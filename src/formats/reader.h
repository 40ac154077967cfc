// Bytes → Document, one file of this folder per format. Readers trust nothing they are given.
//
// They run in a confined child process (isolate/): no files but the bytes handed in, no network,
// limited memory and time. They still must end cleanly on every input: a bad file is an Error with
// code unreadable (broken), unsupported (recognised but not read, for example password-protected)
// or too_large, and what could be read of a half-good file comes as a Document with warnings.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "result/result.h"

namespace sillok::formats {

// The file as handed in: memory-mapped or copied, valid for the whole call.
struct Source {
  std::string_view name;  // file name without folders: a hint for the format and the title
  std::string_view bytes;
};

struct Limits {
  std::size_t unpacked_bytes = 200u << 20;  // all that an archive unpacks to
  std::size_t entries = 2'000;              // entries of an archive
  std::size_t ratio = 200;                  // unpacked to packed
  std::size_t depth = 200;                  // nesting of elements, tables, objects
};

// Receives each Document of a file (one, but for JSONL: one a line). An Error ends the reading.
using Sink = std::function<Result<void>(document::Document&&)>;

class Reader {
 public:
  virtual ~Reader() = default;
  // "hwpx", "pdf", ...; Document::format.
  [[nodiscard]] virtual std::string_view format() const = 0;
  // How sure this reader is, from the content first and the name second: 0 not mine, 1 by name or
  // shape only, 2 by content. The surest reader gets the file.
  [[nodiscard]] virtual int recognises(const Source& source) const = 0;
  virtual Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const = 0;
};

// Raised whenever any reader's output changes, so that files that failed are tried again and read
// files are read anew.
inline constexpr int kReadersVersion = 5;

// All readers, made once.
[[nodiscard]] const std::vector<std::unique_ptr<Reader>>& readers();

// Picks the surest reader and reads. `unsupported` when none recognises the bytes (message names
// what the bytes look like), `unreadable` for an empty file. Titles: a Document without one gets
// the file name without its extension. A reader chosen against the file's extension adds a warning.
[[nodiscard]] Result<void> read(const Source& source, const Limits& limits, const Sink& sink);

}  // namespace sillok::formats
