// Files as the index needs them: written aside and made durable, then renamed into place; read by
// mapping.
//
// Every step that changes the disk goes through one function, so that tests can stop the world
// after any of them (see Interruption).
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::index {

// A whole file, mapped read-only. Movable. The bytes stay valid even if the file is unlinked.
class MappedFile {
 public:
  // `storage` when it cannot be opened or mapped; an empty file maps to no bytes.
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

// Writes `parts` one after the other to `folder`/`name` so that after a crash the file is either
// whole or not there: a temporary file beside it, fsync, rename, fsync of the folder.
Result<void> write_file(const std::filesystem::path& folder, const std::string& name,
                        std::span<const std::string_view> parts);

Result<void> remove_file(const std::filesystem::path& path);

// For tests: called before each change to the disk with a word for it ("write", "sync", "rename",
// "remove"); returning false makes this and every later change fail, as if the machine had stopped.
// Empty: nothing is called. Set while no index is being written; called by the writer's thread and
// the one that merges, perhaps at once.
using Interruption = std::function<bool(std::string_view)>;
void set_interruption(Interruption interruption);

}  // namespace sillok::index
