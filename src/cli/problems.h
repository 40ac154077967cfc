// The loss report: what could not be read, or only in part, and what to do about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/library.h"
#include "result/result.h"

namespace sillok::cli {

// What kind of loss a reason tells of. The name is stable and stands in JSON; the rest is for
// people, in the language of the locale.
struct Loss {
  std::string_view name;    // "password", "scan", "damaged", ...
  std::string_view title;   // "암호가 걸렸습니다"
  std::string_view remedy;  // "암호를 풀어 저장한 뒤 다시 넣으십시오"
};

// By the words of the reason, which is English as all of the readers'; "other" when none is known.
[[nodiscard]] Loss loss_of(std::string_view reason);

// What a person is told of a failure: "subject: message". In Korean the kind of failure and its
// remedy stand first, and the message, which is English, follows in brackets.
[[nodiscard]] std::string told(const Error& error);

struct Problem {
  std::string path;
  std::string collection;
  std::string stage;     // "failed", "quarantined", "kept" (in part), "warning"
  std::string document;  // its id, for warnings
  std::string reason;
  std::size_t times = 1;  // documents of the file that say the same
};

// Files that failed, in whole or in part, and what readers warned about; of all collections where
// `collection` is empty. Equal warnings on one file are one problem.
[[nodiscard]] Result<std::vector<Problem>> problems_of(const library::Library& library,
                                                       const std::string& collection);

// {"problems":[{path, collection, stage, kind, document?, reason, times?}],
//  "kinds":[{kind, title, remedy, files}]}, the most frequent kind first.
[[nodiscard]] std::string problems_json(const std::vector<Problem>& problems);

// For people: kind by kind with the remedy; `all` is false: the first twenty of each kind.
[[nodiscard]] std::string problems_text(const std::vector<Problem>& problems, bool all);

}  // namespace sillok::cli
