// How far long work has come: one line on standard error, drawn over itself.
#pragma once

#include <chrono>
#include <string_view>

namespace sillok::cli {

// Draws nothing where standard error is no terminal. The line goes away with the object.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ProgressBar(ProgressBar&&) = delete;
  ProgressBar& operator=(ProgressBar&&) = delete;

  // `part` of the work is done (0 to 1; below 0: nobody knows), said in `words`; the time left is
  // put after them once it can be told. Ten times a second at most.
  void draw(double part, std::string_view words);
  // Seconds since the work began.
  [[nodiscard]] double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_{};
};

}  // namespace sillok::cli
