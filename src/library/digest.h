// SHA-256, and the compression of bodies: the two things the library asks of outside libraries.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::library {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  // The digest's 32 bytes; starts anew.
  [[nodiscard]] std::string bytes();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string hex(std::string_view bytes);

// Zstandard at its quick level: bodies are written once and read when somebody opens a document.
[[nodiscard]] std::string pack(std::string_view bytes);
// Fails with `storage` unless the result is exactly `size` bytes.
[[nodiscard]] Result<std::string> unpack(std::string_view packed, std::size_t size);

}  // namespace sillok::library
