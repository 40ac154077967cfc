// What the tests of the library share: a folder that goes away, and documents in one line.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "library/library.h"

namespace sillok::library {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sillok-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }
  // Writes a file and gives its path.
  std::filesystem::path file(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::unique_ptr<Library> opened(const std::filesystem::path& folder,
                                       Access access = Access::write) {
  auto library = Library::open(folder, access);
  EXPECT_TRUE(library.has_value()) << (library ? "" : library.error().line());
  return library ? std::move(*library) : nullptr;
}

// One paragraph and one passage for each text.
inline Incoming incoming(const std::string& id, const std::string& title,
                         const std::vector<std::string>& texts) {
  Incoming made;
  made.document.id = id;
  made.document.format = "text";
  made.document.title = title;
  std::size_t at = 0;
  for (const std::string& text : texts) {
    document::Block block;
    block.text = text;
    block.section = {title, "제1장 총칙"};
    block.article = "제1조";
    block.page = 3;
    made.document.blocks.push_back(block);
    document::Passage passage;
    passage.begin = at;
    passage.text = text;
    passage.context = title + "\n제1장 총칙";
    passage.section = block.section;
    passage.marks = {{0, 3, "제1조"}, {text.size(), 4, "제1조제2항"}};
    made.passages.push_back(passage);
    at += text.size() + 1;
  }
  return made;
}

inline FileState reading(const std::string& path, const std::string& sha256 = "") {
  FileState state;
  state.path = path;
  state.size = 10;
  state.modified_ns = 20;
  state.sha256 = sha256;
  state.stage = "reading";
  state.readers_version = 1;
  return state;
}

// The whole way of one file through the library.
inline Library::Kept keep_file(Library& library, const std::string& path,
                               const std::vector<Incoming>& documents,
                               const std::string& collection = "default",
                               const std::vector<std::string>& groups = {}) {
  FileState state = reading(path);
  const auto scope = library.scope_of(collection, groups);
  state.id = library.note_file(state, scope->id).value();
  auto kept = library.keep(state.id, scope->id, documents);
  EXPECT_TRUE(kept.has_value()) << (kept ? "" : kept.error().line());
  const auto finished = library.finish_file(state);
  EXPECT_TRUE(finished.has_value()) << (finished ? "" : finished.error().line());
  return kept ? *kept : Library::Kept{};
}

inline Asker owner() {
  Asker asker;
  asker.everything = true;
  return asker;
}

inline std::vector<std::string> texts(const Library& library) {
  std::vector<std::string> found;
  const auto done = library.each_passage([&](const KeptPassage& passage) {
    found.push_back(passage.passage.text);
    return true;
  });
  EXPECT_TRUE(done.has_value());
  return found;
}

}  // namespace sillok::library
