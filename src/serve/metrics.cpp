#include "serve/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace sillok::serve {

void Metrics::note(Times& times, double seconds) {
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  ++times.counts[static_cast<std::size_t>(bucket)];
  times.sum += seconds;
}

void Metrics::note_request(std::string_view route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(route), status}];
  note(request_times_[std::string(route)], seconds);
}

void Metrics::note_answer(std::string_view status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++answers_[std::string(status)];
  note(answer_times_, seconds);
}

void Metrics::print(std::string& out, const std::string& name, const std::string& label,
                    const Times& times) {
  const std::string comma = label.empty() ? "" : ",";
  const std::string alone = label.empty() ? "" : "{" + label + "}";
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    below += times.counts[i];
    out += fmt::format("{}_bucket{{{}{}le=\"{}\"}} {}\n", name, label, comma, kBounds[i], below);
  }
  below += times.counts.back();
  out += fmt::format("{}_bucket{{{}{}le=\"+Inf\"}} {}\n", name, label, comma, below);
  out +=
      fmt::format("{}_sum{} {:.6f}\n{}_count{} {}\n", name, alone, times.sum, name, alone, below);
}

std::string Metrics::text(const std::vector<std::pair<std::string, double>>& gauges) const {
  const std::lock_guard lock(mutex_);
  std::string out =
      "# HELP sillok_requests_total Requests by route and status.\n"
      "# TYPE sillok_requests_total counter\n";
  for (const auto& [key, count] : requests_) {
    out += fmt::format("sillok_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, count);
  }
  out +=
      "# HELP sillok_request_seconds Time from the whole request to the whole reply.\n"
      "# TYPE sillok_request_seconds histogram\n";
  for (const auto& [route, times] : request_times_) {
    print(out, "sillok_request_seconds", "route=\"" + route + "\"", times);
  }
  out +=
      "# HELP sillok_answers_total Answers by what they came to.\n"
      "# TYPE sillok_answers_total counter\n";
  for (const char* status : {"answered", "abstained", "unclear"}) {
    const auto found = answers_.find(status);
    out += fmt::format("sillok_answers_total{{status=\"{}\"}} {}\n", status,
                       found == answers_.end() ? 0 : found->second);
  }
  out +=
      "# HELP sillok_answer_seconds Time to an answer.\n"
      "# TYPE sillok_answer_seconds histogram\n";
  print(out, "sillok_answer_seconds", "", answer_times_);
  for (const auto& [name, value] : gauges) {
    out += fmt::format("# TYPE {0} gauge\n{0} {1:.0f}\n", name, value);
  }
  return out;
}

}  // namespace sillok::serve
