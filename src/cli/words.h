// What the commands say to people, in Korean and in English: Korean where the locale is (LC_ALL,
// LC_MESSAGES or LANG beginning with "ko"), English elsewhere. Errors of the other rooms stay in
// English; JSON is never translated.
#pragma once

#include <string>
#include <string_view>

namespace sillok::cli {

enum class Word {
  added,              // {documents added} {updated} {unchanged} {removed} {passages} {seconds}
  failed,             // {files}
  empty_group,        // {group}
  progress,           // {done} {total} {passages} {passages a second}
  progress_index,     // {done} {total} {passages a second}
  progress_learning,  // seconds so far
  progress_vectors,   // {done} {total}
  time_left,          // {minutes:seconds}
  removed,            // {documents}
  no_documents,
  no_problems,
  heading_documents,  // columns of the list
  in_part,
  warning,
  not_read,
  loss,           // {title} {files}
  more_problems,  // {problems}
  page,           // {number}
  version,        // {version} {updated}
  answered,       // {confidence}
  abstained,
  index_sound,    // {passages} {segments} {bytes}
  index_damaged,  // {findings}
  index_rebuilt,  // {passages} {seconds}
  nothing_found,
  no_dictionary,
  dictionary_removed,  // {lines}
};

[[nodiscard]] bool speaks_korean();

// The one of two that people here read.
[[nodiscard]] std::string either(std::string_view korean, std::string_view english);

// A format string for fmt, its places in the order given above.
[[nodiscard]] std::string_view say(Word word);

}  // namespace sillok::cli
