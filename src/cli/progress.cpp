#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>

#include "cli/words.h"

namespace sillok::cli {
namespace {

constexpr std::size_t kWidth = 20;
constexpr std::chrono::milliseconds kBetween{100};
// Before a twentieth is done, an estimate would only jump about.
constexpr double kTold = 0.05;

std::string minutes(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (drawn_ != Clock::time_point{}) std::fputs("\r\033[K", stderr);
}

double ProgressBar::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void ProgressBar::draw(double part, std::string_view words) {
  if (!terminal_ || Clock::now() - drawn_ < kBetween) return;
  drawn_ = Clock::now();
  const auto full = static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) * kWidth);
  std::string line =
      fmt::format("[{}{}] {}", std::string(full, '#'), std::string(kWidth - full, ' '), words);
  if (part > kTold && part < 1) {
    line += " · ";
    line += fmt::format(fmt::runtime(say(Word::time_left)), minutes(seconds() / part * (1 - part)));
  }
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
}

}  // namespace sillok::cli
