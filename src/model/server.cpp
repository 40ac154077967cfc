#include "model/server.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "model/endpoint.h"

namespace sillok::model {
namespace {

using Json = nlohmann::json;

constexpr int kQuestionSeconds = 10;  // a person waits
constexpr std::size_t kMostDimensions = 4'096;
constexpr std::size_t kMostBatch = 1'024;
constexpr std::size_t kBytesANumber = 64;        // in JSON, with room to spare
constexpr std::size_t kBytesAround = 1U << 16U;  // what else a reply may hold

}  // namespace

struct ServerEmbedder::Impl {
  ServerOptions options;
  std::unique_ptr<const Endpoint> endpoint;

  Result<void> embed(std::span<const std::string_view> texts, Purpose purpose,
                     Vectors& vectors) const;
  Result<void> read(const std::string& reply, std::size_t count, Vectors& vectors) const;
};

Result<void> ServerEmbedder::Impl::read(const std::string& reply, std::size_t count,
                                        Vectors& vectors) const {
  const auto wrong = [&](const std::string& why) { return endpoint->wrong_reply(why); };
  const Json json = Json::parse(reply, nullptr, false);
  if (!json.is_object() || !json.contains("data") || !json["data"].is_array()) {
    return wrong("is not in OpenAI's format");
  }
  const Json& data = json["data"];
  if (data.size() != count) return wrong("does not hold a vector for each text");
  const std::size_t first = vectors.size();
  vectors.resize(first + count);
  for (std::size_t i = 0; i < count; ++i) {
    const Json& each = data[i];
    if (!each.is_object() || !each.contains("embedding") || !each["embedding"].is_array()) {
      return wrong("is not in OpenAI's format");
    }
    const bool numbered = each.contains("index") && each["index"].is_number_unsigned();
    const std::size_t number = numbered ? each["index"].get<std::size_t>() : i;
    const Json& numbers = each["embedding"];
    if (number >= count || !vectors[first + number].empty()) return wrong("is out of order");
    if (numbers.size() != options.dimensions) {
      return wrong("has vectors of " + std::to_string(numbers.size()) +
                   " dimensions; set [embedder] dimensions to that");
    }
    std::vector<float>& vector = vectors[first + number];
    double squares = 0;
    for (const Json& n : numbers) {
      if (!n.is_number()) return wrong("holds a vector that is not made of numbers");
      vector.push_back(n.get<float>());
      squares += double{vector.back()} * double{vector.back()};
    }
    if (!std::isfinite(squares)) return wrong("holds a vector that is not made of numbers");
    if (squares > 0) {
      for (float& v : vector) v = static_cast<float>(double{v} / std::sqrt(squares));
    }
  }
  return {};
}

Result<void> ServerEmbedder::Impl::embed(std::span<const std::string_view> texts, Purpose purpose,
                                         Vectors& vectors) const {
  const bool question = purpose == Purpose::question;
  Json inputs = Json::array();
  for (const std::string_view text : texts) {
    std::string input = question ? options.question_prefix : options.passage_prefix;
    input += first_characters(text, options.characters);
    if (input.empty()) input = " ";  // some refuse an empty text
    inputs.push_back(std::move(input));
  }
  const Json request{
      {"model", options.model}, {"input", std::move(inputs)}, {"encoding_format", "float"}};
  const std::string body = request.dump(-1, ' ', false, Json::error_handler_t::replace);
  const int seconds = question ? std::min(options.seconds, kQuestionSeconds) : options.seconds;
  const std::size_t most = texts.size() * options.dimensions * kBytesANumber + kBytesAround;
  const Result<std::string> reply = endpoint->post(body, most, seconds);
  if (!reply) return fail(reply.error());
  return read(*reply, texts.size(), vectors);
}

ServerEmbedder::ServerEmbedder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServerEmbedder::~ServerEmbedder() = default;

Result<std::shared_ptr<const ServerEmbedder>> ServerEmbedder::open(ServerOptions options) {
  if (options.model.empty()) {
    return fail(Code::usage, "[embedder] model must name the model as the server knows it");
  }
  if (options.dimensions == 0 || options.dimensions > kMostDimensions) {
    return fail(Code::usage,
                "[embedder] dimensions must say how long the model's vectors are, up to " +
                    std::to_string(kMostDimensions));
  }
  Result<std::unique_ptr<const Endpoint>> endpoint = Endpoint::open(
      {options.url, "embeddings", options.key_file, "[embedder]", "the embedding server"});
  if (!endpoint) return fail(std::move(endpoint).error());
  options.batch = std::clamp<std::size_t>(options.batch, 1, kMostBatch);
  options.seconds = std::max(options.seconds, 1);
  std::unique_ptr<Impl> impl(new Impl{std::move(options), std::move(*endpoint)});
  return std::shared_ptr<const ServerEmbedder>(new ServerEmbedder(std::move(impl)));
}

Result<Vectors> ServerEmbedder::embed(std::span<const std::string_view> texts,
                                      Purpose purpose) const {
  Vectors vectors;
  vectors.reserve(texts.size());
  while (!texts.empty()) {
    const std::size_t count = std::min(impl_->options.batch, texts.size());
    if (auto done = impl_->embed(texts.first(count), purpose, vectors); !done) {
      return fail(done.error());
    }
    texts = texts.subspan(count);
  }
  return vectors;
}

std::size_t ServerEmbedder::dimensions() const {
  return impl_->options.dimensions;
}

std::string ServerEmbedder::version() const {
  const ServerOptions& o = impl_->options;
  return "server-" + o.model + "|" + o.question_prefix + "|" + o.passage_prefix + "|" +
         std::to_string(o.characters);
}

}  // namespace sillok::model
