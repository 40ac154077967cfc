// The bytes of every file as they came, under their SHA-256: <library>/originals/ab/ab12…
//
// take() copies and may be called from several threads; what it took is durable and under its final
// name after settle(). Many small files are made durable together: one wait for the disk, not one
// each.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "result/result.h"

namespace sillok::library {

class Originals {
 public:
  explicit Originals(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~Originals();
  Originals(const Originals&) = delete;
  Originals& operator=(const Originals&) = delete;

  // Copies the file aside; gives the digest in hex. Fails with `unreadable` when the file cannot be
  // read, with `storage` when the copy cannot be written.
  [[nodiscard]] Result<std::string> take(const std::filesystem::path& file);
  [[nodiscard]] Result<void> settle();
  // Nothing happens when there is none.
  void remove(const std::string& sha256);
  [[nodiscard]] std::filesystem::path path_of(const std::string& sha256) const;
  // Digests of all that is kept.
  void each(const std::function<void(const std::string& sha256)>& visit) const;
  // Removes what a killed process had not settled.
  void clear_incoming();

 private:
  struct Taken {
    int descriptor = -1;
    std::filesystem::path aside;
    std::string sha256;
  };
  [[nodiscard]] Result<Taken> copy(const std::filesystem::path& file);
  [[nodiscard]] Result<void> make_durable(const std::vector<Taken>& taken);

  std::filesystem::path folder_;
  std::mutex settling_;  // held while taken files become durable
  std::mutex mutex_;     // for the two below
  std::vector<Taken> pending_;
  std::uint64_t next_ = 0;
};

}  // namespace sillok::library
