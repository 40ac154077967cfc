// A route of a model server: where requests go and how. They go to the configured address and
// nowhere else: no redirect is followed, no proxy of the environment is used.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "result/result.h"

namespace sillok::model {

struct EndpointOptions {
  // "http://127.0.0.1:8080", with or without "/v1" or "/v1/ROUTE".
  std::string url;
  std::string route;               // "embeddings"
  std::filesystem::path key_file;  // holds the key, on a line; empty: none is sent
  std::string section;             // of sillok.toml, for messages: "[embedder]"
  std::string called;              // for messages: "the embedding server"
};

// Thread-safe.
class Endpoint {
 public:
  // Does not talk to the server yet. `usage` when the options are wrong: what is no http(s)
  // address, a key file that cannot be read, a key that would travel to another machine in the
  // clear.
  [[nodiscard]] static Result<std::unique_ptr<const Endpoint>> open(EndpointOptions options);
  ~Endpoint();
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // What the server replies to a body of JSON, at most `most` bytes. Asked again after a little
  // where it says that it is busy or still loading. `busy` when it does not answer (within
  // `seconds`) or fails, `usage` when it refuses the request or the key, `unsupported` when the
  // reply is too long.
  [[nodiscard]] Result<std::string> post(const std::string& body, std::size_t most,
                                         int seconds) const;
  // `unsupported`: the reply was not what was asked for.
  [[nodiscard]] Unexpected wrong_reply(const std::string& why) const;

 private:
  struct Impl;
  explicit Endpoint(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The text's beginning of at most so many characters.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t characters);

}  // namespace sillok::model
