// What every engine's program prints, so that they can stand in one table: one JSON line.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace bench {

inline std::vector<std::string> lines_of(const char* path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Seconds of processor time of this process, all threads.
inline double cpu() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

inline std::uint64_t size_of(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return std::filesystem::file_size(path);
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

// A figure of /proc/self/status in KiB, such as "VmHWM".
inline std::uint64_t memory(const std::string& name) {
  for (const std::string& line : lines_of("/proc/self/status")) {
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1));
  }
  return 0;
}

inline void print_indexing(const char* engine, std::size_t passages, double seconds,
                           double cpu_seconds, std::uint64_t bytes) {
  std::printf(
      "{\"engine\":\"%s\",\"passages\":%zu,\"seconds\":%.2f,\"cpu_seconds\":%.2f,"
      "\"passages_per_cpu_second\":%.0f,\"index_bytes\":%llu,\"peak_kib\":%llu}\n",
      engine, passages, seconds, cpu_seconds, static_cast<double>(passages) / cpu_seconds,
      static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(memory("VmHWM")));
}

// Every question is asked this often, and the last time counts: what is measured is an engine at
// work, not one that has just started.
inline constexpr int kRounds = 2;

// `times` in seconds of processor time (all engines answer on one thread, and what else runs on the
// machine does not count), one a question; `hits` keeps the work from being left out.
inline void print_asking(const char* engine, std::vector<double> times, std::size_t hits) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))] * 1000;
  };
  double sum = 0;
  for (const double time : times) sum += time * 1000;
  std::printf(
      "{\"engine\":\"%s\",\"questions\":%zu,\"hits\":%zu,\"p50_ms\":%.3f,\"p90_ms\":%.3f,"
      "\"p99_ms\":%.3f,\"worst_ms\":%.3f,\"mean_ms\":%.3f,\"resident_kib\":%llu}\n",
      engine, times.size(), hits, at(0.5), at(0.9), at(0.99), at(1),
      sum / static_cast<double>(times.size()), static_cast<unsigned long long>(memory("VmRSS")));
}

}  // namespace bench
