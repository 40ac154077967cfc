// Counts for Prometheus: requests, their times, answers. Counting is lock-free enough to be called
// for each request: one short lock. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sillok::serve {

class Metrics {
 public:
  // A reply was made; `route` is the route's pattern, so that there are few of them.
  void note_request(std::string_view route, int status, double seconds);
  // An answer was given: "answered", "abstained", "unclear".
  void note_answer(std::string_view status, double seconds);
  // Prometheus text exposition format 0.0.4, with the gauges given.
  [[nodiscard]] std::string text(const std::vector<std::pair<std::string, double>>& gauges) const;

 private:
  // Upper bounds in seconds; the last bucket is everything.
  static constexpr std::array<double, 12> kBounds{0.001, 0.0025, 0.005, 0.01, 0.02, 0.05,
                                                  0.1,   0.25,   0.5,   1.0,  2.5,  10.0};
  struct Times {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0;
  };
  static void note(Times& times, double seconds);
  static void print(std::string& out, const std::string& name, const std::string& label,
                    const Times& times);

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Times> request_times_;
  std::map<std::string, std::uint64_t> answers_;
  Times answer_times_;
};

}  // namespace sillok::serve
