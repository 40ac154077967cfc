// The words a library's keeper adds: <library>/dictionary.txt, in the form of text/vocabulary.h,
// one group a line:
//
//   연차 = 연차휴가                    the same thing
//   리프레시, 쉼표휴가 > 안식휴가      said > written
//   # a remark
//
// It takes effect with the next question, without a rebuild: it changes what is asked, never what
// is indexed.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "result/result.h"
#include "text/vocabulary.h"

namespace sillok::library {

// What the file says. A line that cannot be read is left out and named: "dictionary.txt, line 3:
// …".
struct Dictionary {
  std::shared_ptr<const text::Vocabulary> words;  // never null
  std::vector<std::string> faults;
};

// The file, read again whenever it has changed. Any thread.
class DictionaryFile {
 public:
  explicit DictionaryFile(const std::filesystem::path& folder);
  [[nodiscard]] Dictionary read() const;

 private:
  std::filesystem::path file_;
  mutable std::mutex turn_;
  mutable std::string stamp_;  // of the file that was read
  mutable Dictionary read_;
};

// The groups of the file, a line each, as written; none without a file.
[[nodiscard]] Result<std::vector<std::string>> dictionary_lines(
    const std::filesystem::path& folder);
// Writes the group behind the others. Fails with `usage` when it cannot be read or is there
// already.
Result<void> add_to_dictionary(const std::filesystem::path& folder, const std::string& group);
// Takes out every line that is `group` or names it as one of its words; gives their number.
// Fails with `not_found` when there is none.
Result<std::size_t> remove_from_dictionary(const std::filesystem::path& folder,
                                           const std::string& group);

}  // namespace sillok::library
