// An embedder behind a server that speaks OpenAI's format (POST /v1/embeddings): llama-server,
// vLLM, a company's gateway. Texts go to the configured address and nowhere else: no redirect is
// followed, no proxy of the environment is used.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "model/embedder.h"
#include "result/result.h"

namespace sillok::model {

struct ServerOptions {
  // "http://127.0.0.1:8080", with or without "/v1" or "/v1/embeddings". Empty: none is configured.
  std::string url;
  std::string model;               // the name the server knows it by; part of version()
  std::filesystem::path key_file;  // holds the key, on a line; empty: none is sent
  std::size_t dimensions = 0;      // of its vectors, 1 to 4,096
  int seconds = 60;                // to wait for one reply; for a question 10 at most
  std::size_t batch = 16;          // texts a request
  // Of a text that are sent, at most: a server refuses what does not fit its model.
  std::size_t characters = 1'200;
  std::string question_prefix;  // what the model wants before a question ("query: ")
  std::string passage_prefix;
};

class ServerEmbedder final : public Embedder {
 public:
  // Does not talk to the server yet. `usage` when the options are wrong: what is no http(s)
  // address, no name, no dimensions, a key file that cannot be read, a key that would travel to
  // another machine in the clear.
  [[nodiscard]] static Result<std::shared_ptr<const ServerEmbedder>> open(ServerOptions options);
  ~ServerEmbedder() override;

  // `busy` when the server does not answer (in time) or says that it is overloaded, `usage` when it
  // refuses the request or the key, `unsupported` when its reply is not what was asked for.
  [[nodiscard]] Result<Vectors> embed(std::span<const std::string_view> texts,
                                      Purpose purpose) const override;
  [[nodiscard]] std::size_t dimensions() const override;
  // The model's name and what decides its vectors here; not the address.
  [[nodiscard]] std::string version() const override;

 private:
  struct Impl;
  explicit ServerEmbedder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::model
