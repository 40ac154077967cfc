// Reads the files that are named, in the open and in one process, as `sillok read` does in its
// child and behind it; says on one line which gave text and how many characters. For
// bench/readers/run.
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "document/print.h"
#include "formats/reader.h"
#include "prepare/structure.h"
#include "text/unicode.h"

namespace {

// A file as the confined child sees it: in memory that is read from it where it is touched.
class Mapped {
 public:
  explicit Mapped(const char* path) {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0 || status.st_size == 0) return;
    size_ = static_cast<std::size_t>(status.st_size);
    start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
  }
  ~Mapped() {
    if (start_ != MAP_FAILED) ::munmap(start_, size_);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;

  [[nodiscard]] std::string_view bytes() const {
    if (start_ == MAP_FAILED) return {};
    return {static_cast<const char*>(start_), size_};
  }

 private:
  void* start_ = MAP_FAILED;
  std::size_t size_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  using namespace sillok;
  // As in the confined child.
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  nlohmann::json read = nlohmann::json::array();
  for (int i = 1; i < count; ++i) {
    const std::string path = arguments[i];
    const Mapped file(path.c_str());
    const std::string_view bytes = file.bytes();
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
