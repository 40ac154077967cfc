// Reads the files that are named, in the open and in one process, as `sillok read` does in its
// child and behind it; says on one line which gave text and how many characters. For
// bench/readers/run.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "document/print.h"
#include "formats/reader.h"
#include "prepare/structure.h"
#include "text/unicode.h"

int main(int count, char** arguments) {
  using namespace sillok;
  nlohmann::json read = nlohmann::json::array();
  for (int i = 1; i < count; ++i) {
    const std::string path = arguments[i];
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::string bytes(static_cast<std::size_t>(file.tellg()), '\0');
    file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::string text;
    const auto done = formats::read({path.substr(path.rfind('/') + 1), bytes}, formats::Limits{},
                                    [&text](document::Document&& document) -> Result<void> {
                                      prepare::recognise_structure(document);
                                      text += document::to_markdown(document);
                                      return {};
                                    });
    if (done && !text.empty()) read.push_back({path, text::code_points_before(text, text.size())});
  }
  std::printf("%s\n", read.dump().c_str());
  return 0;
}
