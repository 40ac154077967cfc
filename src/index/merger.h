// Merges segments beside the writer, so that no commit waits for it. One thread of its own while
// there is something to merge.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace sillok::index {

class Merger {
 public:
  // `merge_one` merges once; false when there is nothing (more) to merge, or it cannot be done.
  explicit Merger(std::function<bool()> merge_one) : merge_one_(std::move(merge_one)) {}
  // Waits until nothing is left to merge.
  ~Merger();
  Merger(const Merger&) = delete;
  Merger& operator=(const Merger&) = delete;

  // There may be something to merge.
  void wake();
  // Waits until nothing is left to merge.
  void wait();

 private:
  void run();

  std::function<bool()> merge_one_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;
  bool running_ = false;  // the thread has not come to its end
  std::thread thread_;
};

}  // namespace sillok::index
