#include "model/server.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>
#include <vector>

#include "text/unicode.h"

namespace sillok::model {
namespace {

using Json = nlohmann::json;

constexpr long kConnectSeconds = 5;
constexpr int kQuestionSeconds = 10;  // a person waits
constexpr std::size_t kMostDimensions = 4'096;
constexpr std::size_t kMostBatch = 1'024;
constexpr std::size_t kBytesANumber = 64;        // in JSON, with room to spare
constexpr std::size_t kBytesAround = 1U << 16U;  // what else a reply may hold
constexpr std::size_t kToldOfServer = 200;       // bytes of a server's own words in a message
constexpr int kTries = 3;                        // when it says that it is busy or loading
constexpr std::chrono::milliseconds kFirstPause{250};

struct FreeCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURL, FreeCurl>;
using Headers = std::unique_ptr<curl_slist, FreeCurl>;

struct Reply {
  long status = 0;
  std::string body;
  std::size_t most = 0;  // bytes
};

std::size_t take_body(char* from, std::size_t size, std::size_t count, void* to) {
  auto* reply = static_cast<Reply*>(to);
  const std::size_t bytes = size * count;
  if (bytes > reply->most - std::min(reply->most, reply->body.size()))
    return 0;  // ends the request
  reply->body.append(from, bytes);
  return bytes;
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" || host.rfind("127.", 0) == 0;
}

// The whole address of the route, from what may stand in the configuration.
Result<std::string> route_of(const ServerOptions& options) {
  const std::unique_ptr<CURLU, FreeCurl> url(curl_url());
  const auto wrong = [&](const std::string& why) {
    return fail(Code::usage, "[embedder] url " + why, options.url);
  };
  if (curl_url_set(url.get(), CURLUPART_URL, options.url.c_str(), 0) != CURLUE_OK) {
    return wrong("is no address such as http://127.0.0.1:8080");
  }
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return wrong("must begin with http:// or https://");
  if (!part_of(url.get(), CURLUPART_USER).empty()) return wrong("must hold no name or password");
  if (scheme == "http" && !options.key_file.empty() &&
      !is_loopback(part_of(url.get(), CURLUPART_HOST))) {
    return wrong("would send the key in the clear; use https://");
  }
  std::string path = part_of(url.get(), CURLUPART_PATH);
  while (path.ends_with('/')) path.pop_back();
  if (path.ends_with("/embeddings")) return options.url;
  path += path.ends_with("/v1") ? "/embeddings" : "/v1/embeddings";
  curl_url_set(url.get(), CURLUPART_PATH, path.c_str(), 0);
  return part_of(url.get(), CURLUPART_URL);
}

Result<std::string> read_key(const std::filesystem::path& path) {
  if (path.empty()) return std::string();
  std::ifstream in(path);
  std::string key;
  std::getline(in, key);
  key = text::trimmed(key);
  const bool printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
  if (key.empty() || !printable) {
    return fail(Code::usage, "[embedder] key_file holds no key that can be read", path.string());
  }
  return key;
}

std::string_view cut(std::string_view text, std::size_t characters) {
  return text.size() <= characters ? text : text.substr(0, text::byte_offset_of(text, characters));
}

// A server's own words for a message: one line, not too long.
std::string told(const std::string& body) {
  std::string words = body;
  const Json json = Json::parse(body, nullptr, false);
  if (json.is_object() && json.contains("error")) {
    const Json& error = json["error"];
    if (error.is_object() && error.contains("message") && error["message"].is_string()) {
      words = error["message"].get<std::string>();
    } else if (error.is_string()) {
      words = error.get<std::string>();
    }
  }
  std::replace_if(
      words.begin(), words.end(), [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
  return std::string(cut(words, kToldOfServer));
}

}  // namespace

struct ServerEmbedder::Impl {
  ServerOptions options;
  std::string route;
  std::string key;
  mutable std::mutex mutex;
  mutable std::vector<Handle> idle;  // with their connections

  [[nodiscard]] Handle take_handle() const;
  [[nodiscard]] Result<Reply> post(const std::string& body, std::size_t texts, int seconds) const;
  [[nodiscard]] Result<Reply> ask(const std::string& body, std::size_t texts, int seconds) const;
  Result<void> embed(std::span<const std::string_view> texts, Purpose purpose,
                     Vectors& vectors) const;
  Result<void> read(const Reply& reply, std::size_t count, Vectors& vectors) const;
};

Handle ServerEmbedder::Impl::take_handle() const {
  const std::lock_guard lock(mutex);
  if (idle.empty()) return Handle(curl_easy_init());
  Handle handle = std::move(idle.back());
  idle.pop_back();
  return handle;
}

Result<Reply> ServerEmbedder::Impl::post(const std::string& body, std::size_t texts,
                                         int seconds) const {
  Handle handle = take_handle();
  if (!handle) return fail(Code::internal, "libcurl cannot be used");
  Headers headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  if (!key.empty()) {
    const std::string line = "Authorization: Bearer " + key;
    curl_slist_append(headers.get(), line.c_str());
  }
  Reply reply;
  reply.most = texts * options.dimensions * kBytesANumber + kBytesAround;
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, route.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(seconds));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply);
  const CURLcode done = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  if (done == CURLE_WRITE_ERROR) {
    return fail(Code::unsupported, "the embedding server's reply is far too long", route);
  }
  if (done != CURLE_OK) {
    return fail(Code::busy,
                "the embedding server does not answer: " + std::string(curl_easy_strerror(done)) +
                    "; start it, or take [embedder] out of sillok.toml",
                route);
  }
  const std::lock_guard lock(mutex);
  idle.push_back(std::move(handle));
  return reply;
}

// Waits a little when the server says that it is busy or still loading its model.
Result<Reply> ServerEmbedder::Impl::ask(const std::string& body, std::size_t texts,
                                        int seconds) const {
  auto pause = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    Result<Reply> reply = post(body, texts, seconds);
    if (!reply || reply->status == 200) return reply;
    const std::string why = "status " + std::to_string(reply->status) + ": " + told(reply->body);
    if (reply->status == 401 || reply->status == 403) {
      return fail(Code::usage,
                  "the embedding server refuses the key; see [embedder] key_file (" + why + ")",
                  route);
    }
    const bool busy = reply->status == 429 || reply->status == 503;
    if (!busy && reply->status < 500) {
      return fail(
          Code::usage,
          "the embedding server refuses the request; see [embedder] in sillok.toml (" + why + ")",
          route);
    }
    if (!busy || attempt == kTries) {
      return fail(Code::busy,
                  "the embedding server failed (" + why +
                      "); if the text was too long for its model, lower [embedder] characters",
                  route);
    }
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

Result<void> ServerEmbedder::Impl::read(const Reply& reply, std::size_t count,
                                        Vectors& vectors) const {
  const auto wrong = [&](const std::string& why) {
    return fail(Code::unsupported, "the embedding server's reply " + why, route);
  };
  const Json json = Json::parse(reply.body, nullptr, false);
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
    input += cut(text, options.characters);
    if (input.empty()) input = " ";  // some refuse an empty text
    inputs.push_back(std::move(input));
  }
  const Json request{
      {"model", options.model}, {"input", std::move(inputs)}, {"encoding_format", "float"}};
  const std::string body = request.dump(-1, ' ', false, Json::error_handler_t::replace);
  const int seconds = question ? std::min(options.seconds, kQuestionSeconds) : options.seconds;
  const Result<Reply> reply = ask(body, texts.size(), seconds);
  if (!reply) return fail(reply.error());
  return read(*reply, texts.size(), vectors);
}

ServerEmbedder::ServerEmbedder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServerEmbedder::~ServerEmbedder() = default;

Result<std::shared_ptr<const ServerEmbedder>> ServerEmbedder::open(ServerOptions options) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kReady != CURLE_OK) return fail(Code::internal, "libcurl cannot be used");
  if (options.model.empty()) {
    return fail(Code::usage, "[embedder] model must name the model as the server knows it");
  }
  if (options.dimensions == 0 || options.dimensions > kMostDimensions) {
    return fail(Code::usage,
                "[embedder] dimensions must say how long the model's vectors are, up to " +
                    std::to_string(kMostDimensions));
  }
  const Result<std::string> route = route_of(options);
  if (!route) return fail(route.error());
  const Result<std::string> key = read_key(options.key_file);
  if (!key) return fail(key.error());
  options.batch = std::clamp<std::size_t>(options.batch, 1, kMostBatch);
  options.seconds = std::max(options.seconds, 1);
  std::unique_ptr<Impl> impl(new Impl{std::move(options), *route, *key, {}, {}});
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
