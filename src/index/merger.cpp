#include "index/merger.h"

namespace sillok::index {

Merger::~Merger() {
  wait();
  if (thread_.joinable()) thread_.join();
}

void Merger::wake() {
  const std::lock_guard lock(mutex_);
  wanted_ = true;
  if (running_) return;
  if (thread_.joinable()) thread_.join();
  running_ = true;
  thread_ = std::thread([this] { run(); });
}

void Merger::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !running_; });
}

void Merger::run() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (!wanted_) {
        running_ = false;
        changed_.notify_all();
        return;
      }
      wanted_ = false;
    }
    while (merge_one_()) {
    }
  }
}

}  // namespace sillok::index
