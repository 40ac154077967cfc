// main() of the ingest tests. The reading child reads files of scripted lines, so that each test
// says in its file what the reader does:
//
//   doc ID TITLE TEXT…   a document; "-" for no id
//   fail WORDS…          the reader gives up with these words
//   crash                the reader dies
//   hang                 the reader never ends
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <sstream>

#include "isolate/zygote.h"

namespace sillok::ingest {
namespace {

Result<void> scripted_read(const formats::Source& source, const formats::Limits& /*limits*/,
                           const formats::Sink& sink) {
  if (source.bytes.empty()) return fail(Code::unreadable, "is empty; nothing to read");
  std::istringstream script{std::string(source.bytes)};
  for (std::string line; std::getline(script, line);) {
    std::istringstream words(line);
    std::string verb;
    words >> verb;
    if (verb == "crash") _exit(3);  // without a word: no signal that a sanitizer would report
    if (verb == "hang") {
      // Busy: behind the walls even a call to wait would end the child.
      for (volatile bool ever = true; ever;) {
      }
    }
    if (verb == "fail") return fail(Code::unreadable, line.substr(5));
    if (verb != "doc") continue;
    document::Document document;
    document.format = "script";
    words >> document.id >> document.title;
    if (document.id == "-") document.id.clear();
    document::Block block;
    std::getline(words >> std::ws, block.text);
    document.blocks.push_back(block);
    if (auto done = sink(std::move(document)); !done) return done;
  }
  return {};
}

}  // namespace
}  // namespace sillok::ingest

int main(int argc, char** argv) {
  if (argc > 2 && std::strcmp(argv[1], "--reading-child") == 0) {
    return sillok::isolate::run_zygote(
        std::atoi(argv[2]), [] {}, sillok::ingest::scripted_read);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
