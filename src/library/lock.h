// The one writer of a library, over all processes: an flock on <library>/writer.lock.
//
// The file holds the writer's process id; a writer that closes in order empties it, so a filled
// file found unlocked tells that the last writer was killed.
#pragma once

#include <filesystem>

#include "result/result.h"

namespace sillok::library {

class WriterLock {
 public:
  // `busy`, naming the other's process, when another writer has it. Waits only for what a killed
  // writer left behind, a second at most.
  [[nodiscard]] static Result<WriterLock> take(const std::filesystem::path& folder);
  ~WriterLock();
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;

  // The writer before this one did not close in order.
  [[nodiscard]] bool after_crash() const { return after_crash_; }

 private:
  WriterLock(int descriptor, bool after_crash)
      : descriptor_(descriptor), after_crash_(after_crash) {}
  int descriptor_ = -1;
  bool after_crash_ = false;
};

}  // namespace sillok::library
