// The sources of the house, read line by line.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace sillok::house {

inline std::filesystem::path root() {
  return SILLOK_SOURCE_DIR;
}

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// C++ sources and headers under a folder of the house, sorted; none if there is no such folder.
inline std::vector<std::filesystem::path> sources_under(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(root() / folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".cpp" || extension == ".h") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace sillok::house
