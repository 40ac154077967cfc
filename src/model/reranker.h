// A model that reads a question and a passage together and says how well the one answers the other:
// slower than everything else that ranks, so it is asked about a few passages only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result/result.h"

namespace sillok::model {

class Reranker {
 public:
  virtual ~Reranker() = default;
  // A number for each passage, in their order: a higher one is the likelier answer. To be compared
  // within one call only. Thread-safe. Fails for all of them together.
  [[nodiscard]] virtual Result<std::vector<double>> relevance(
      std::string_view question, std::span<const std::string_view> passages) const = 0;
  // How many passages it is worth asking about.
  [[nodiscard]] virtual std::size_t passages() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
};

struct RerankerOptions {
  // "http://127.0.0.1:8081", with or without "/v1" or "/v1/rerank". Empty: none is configured.
  std::string url;
  std::string model;               // the name the server knows it by
  std::filesystem::path key_file;  // holds the key, on a line; empty: none is sent
  std::size_t passages = 20;
  std::size_t characters = 1'200;  // of a passage that are sent, at most
  int seconds = 5;                 // to wait for a reply: a person waits
};

// Behind a server that takes POST /v1/rerank as Jina's and Cohere's do: llama-server --reranking,
// vLLM. Texts go to the configured address and nowhere else.
class ServerReranker final : public Reranker {
 public:
  // Does not talk to the server yet. `usage` when the options are wrong (see Endpoint::open), or no
  // model is named.
  [[nodiscard]] static Result<std::shared_ptr<const ServerReranker>> open(RerankerOptions options);
  ~ServerReranker() override;

  // `busy`, `usage` and `unsupported` as Endpoint::post tells them. A server that failed is left
  // alone for half a minute: until then `busy` at once.
  [[nodiscard]] Result<std::vector<double>> relevance(
      std::string_view question, std::span<const std::string_view> passages) const override;
  [[nodiscard]] std::size_t passages() const override;
  [[nodiscard]] std::string version() const override;

 private:
  struct Impl;
  explicit ServerReranker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::model
