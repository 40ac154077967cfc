#include "model/reranker.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "model/endpoint.h"

namespace sillok::model {
namespace {

using Json = nlohmann::json;

using Clock = std::chrono::steady_clock;

// A server that did not answer is not asked again for so long: nobody waits for it twice.
constexpr std::chrono::seconds kSilence{30};
constexpr std::size_t kMostPassages = 100;
constexpr std::size_t kBytesAPassage = 1U << 14U;  // some servers send the texts back
constexpr std::size_t kBytesAround = 1U << 16U;

// One entry of the reply, or nothing where it is none: {"index", "relevance_score" or "score"}.
struct Judged {
  std::size_t index = 0;
  double score = 0;
};
std::optional<Judged> judged_in(const Json& each) {
  if (!each.is_object() || !each.contains("index") || !each["index"].is_number_unsigned()) {
    return std::nullopt;
  }
  const char* const name = each.contains("relevance_score") ? "relevance_score" : "score";
  if (!each.contains(name) || !each[name].is_number()) return std::nullopt;
  return Judged{each["index"].get<std::size_t>(), each[name].get<double>()};
}

}  // namespace

struct ServerReranker::Impl {
  RerankerOptions options;
  std::unique_ptr<const Endpoint> endpoint;
  mutable std::atomic<Clock::rep> silent_until{0};

  [[nodiscard]] Result<std::vector<double>> read(const std::string& reply, std::size_t count) const;
};

Result<std::vector<double>> ServerReranker::Impl::read(const std::string& reply,
                                                       std::size_t count) const {
  const Json json = Json::parse(reply, nullptr, false);
  if (!json.is_object() || !json.contains("results") || !json["results"].is_array()) {
    return endpoint->wrong_reply("holds no \"results\"");
  }
  std::vector<std::optional<double>> found(count);
  for (const Json& each : json["results"]) {
    const std::optional<Judged> judged = judged_in(each);
    if (!judged || judged->index >= count || found[judged->index] ||
        !std::isfinite(judged->score)) {
      return endpoint->wrong_reply("does not give each passage a number");
    }
    found[judged->index] = judged->score;
  }
  std::vector<double> scores;
  for (const std::optional<double>& each : found) {
    if (!each) return endpoint->wrong_reply("does not give each passage a number");
    scores.push_back(*each);
  }
  return scores;
}

ServerReranker::ServerReranker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServerReranker::~ServerReranker() = default;

Result<std::shared_ptr<const ServerReranker>> ServerReranker::open(RerankerOptions options) {
  if (options.model.empty()) {
    return fail(Code::usage, "[reranker] model must name the model as the server knows it");
  }
  Result<std::unique_ptr<const Endpoint>> endpoint = Endpoint::open(
      {options.url, "rerank", options.key_file, "[reranker]", "the reranking server"});
  if (!endpoint) return fail(std::move(endpoint).error());
  options.passages = std::clamp<std::size_t>(options.passages, 2, kMostPassages);
  options.seconds = std::max(options.seconds, 1);
  std::unique_ptr<Impl> impl(new Impl{std::move(options), std::move(*endpoint), {}});
  return std::shared_ptr<const ServerReranker>(new ServerReranker(std::move(impl)));
}

Result<std::vector<double>> ServerReranker::relevance(
    std::string_view question, std::span<const std::string_view> passages) const {
  const RerankerOptions& options = impl_->options;
  if (Clock::now().time_since_epoch().count() < impl_->silent_until) {
    return fail(Code::busy, "the reranking server did not answer a moment ago", options.url);
  }
  Json documents = Json::array();
  for (const std::string_view passage : passages) {
    documents.push_back(std::string(first_characters(passage, options.characters)));
  }
  const Json request{{"model", options.model},
                     {"query", std::string(first_characters(question, options.characters))},
                     {"documents", std::move(documents)},
                     {"top_n", passages.size()}};
  const std::string body = request.dump(-1, ' ', false, Json::error_handler_t::replace);
  const Result<std::string> reply =
      impl_->endpoint->post(body, passages.size() * kBytesAPassage + kBytesAround, options.seconds);
  if (!reply) {
    impl_->silent_until = (Clock::now() + kSilence).time_since_epoch().count();
    return fail(reply.error());
  }
  return impl_->read(*reply, passages.size());
}

std::size_t ServerReranker::passages() const {
  return impl_->options.passages;
}

std::string ServerReranker::version() const {
  return "reranker-" + impl_->options.model;
}

}  // namespace sillok::model
