// Which files an `add` means: the given ones, and those in the given folders and below.
//
// In the byte order of their paths, folder by folder, so that the same tree gives the same order
// anywhere. Left out below a folder: hidden names, symbolic links, what is not a regular file, the
// lock files of office programs (~$…), and the library's own folder. One folder's names are held in
// memory at a time, never the whole tree's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sillok::ingest {

struct FoundFile {
  std::filesystem::path path;  // absolute, without symbolic links in the folders above it
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
};

class Walk {
 public:
  Walk(const std::vector<std::filesystem::path>& paths, const std::filesystem::path& library);

  // Until `file` returns false. `problem` gets what cannot be visited, and why.
  void each(
      const std::function<bool(const FoundFile&)>& file,
      const std::function<void(const std::filesystem::path&, const std::string&)>& problem) const;
  // The walk comes by this path, if it is there.
  [[nodiscard]] bool covers(const std::filesystem::path& path) const;

 private:
  struct Visit;
  std::vector<std::filesystem::path> roots_;  // none inside another
  std::filesystem::path library_;
};

// Size and time of change now; false when the file is not there.
[[nodiscard]] bool look_at(FoundFile& file);

}  // namespace sillok::ingest
