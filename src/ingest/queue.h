// A queue between threads that holds things up to a total weight: whoever is faster waits.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace sillok::ingest {

template <class T>
class Queue {
 public:
  // One thing always fits, however heavy.
  explicit Queue(std::size_t capacity) : capacity_(capacity) {}

  // Waits for room; false when the queue was closed.
  bool push(T thing, std::size_t weight) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || held_ == 0 || held_ + weight <= capacity_; });
    if (closed_) return false;
    held_ += weight;
    things_.emplace_back(std::move(thing), weight);
    changed_.notify_all();
    return true;
  }
  // Waits for something; then all there is, up to `most` weight but at least one. Empty: closed and
  // everything is taken.
  std::vector<T> pop(std::size_t most) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !things_.empty(); });
    std::vector<T> taken;
    std::size_t weight = 0;
    while (!things_.empty() && (taken.empty() || weight + things_.front().second <= most)) {
      weight += things_.front().second;
      taken.push_back(std::move(things_.front().first));
      things_.pop_front();
    }
    held_ -= weight;
    changed_.notify_all();
    return taken;
  }
  // Nothing more comes in; what is held can still be taken out.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  // Closes, and what is held is dropped.
  void abandon() {
    std::deque<std::pair<T, std::size_t>> dropped;  // destroyed outside the lock
    const std::lock_guard lock(mutex_);
    closed_ = true;
    held_ = 0;
    dropped.swap(things_);
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<T, std::size_t>> things_;
  std::size_t held_ = 0;
  std::size_t capacity_;
  bool closed_ = false;
};

}  // namespace sillok::ingest
