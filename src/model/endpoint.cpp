#include "model/endpoint.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
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
constexpr std::size_t kToldOfServer = 200;  // characters of a server's own words in a message
constexpr int kTries = 3;                   // when it says that it is busy or loading
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
Result<std::string> route_of(const EndpointOptions& options) {
  const std::unique_ptr<CURLU, FreeCurl> url(curl_url());
  const auto wrong = [&](const std::string& why) {
    return fail(Code::usage, options.section + " url " + why, options.url);
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
  if (path.ends_with("/" + options.route)) return options.url;
  path += (path.ends_with("/v1") ? "/" : "/v1/") + options.route;
  curl_url_set(url.get(), CURLUPART_PATH, path.c_str(), 0);
  return part_of(url.get(), CURLUPART_URL);
}

Result<std::string> read_key(const EndpointOptions& options) {
  const std::filesystem::path& path = options.key_file;
  if (path.empty()) return std::string();
  std::ifstream in(path);
  std::string key;
  std::getline(in, key);
  key = text::trimmed(key);
  const bool printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
  if (key.empty() || !printable) {
    return fail(Code::usage, options.section + " key_file holds no key that can be read",
                path.string());
  }
  return key;
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
  return std::string(first_characters(words, kToldOfServer));
}

}  // namespace

std::string_view first_characters(std::string_view text, std::size_t characters) {
  return text.size() <= characters ? text : text.substr(0, text::byte_offset_of(text, characters));
}

struct Endpoint::Impl {
  EndpointOptions options;
  std::string address;
  std::string key;
  mutable std::mutex mutex;
  mutable std::vector<Handle> idle;  // with their connections

  [[nodiscard]] Handle take_handle() const;
  [[nodiscard]] Result<Reply> ask(const std::string& body, std::size_t most, int seconds) const;
};

Handle Endpoint::Impl::take_handle() const {
  const std::lock_guard lock(mutex);
  if (idle.empty()) return Handle(curl_easy_init());
  Handle handle = std::move(idle.back());
  idle.pop_back();
  return handle;
}

Result<Reply> Endpoint::Impl::ask(const std::string& body, std::size_t most, int seconds) const {
  Handle handle = take_handle();
  if (!handle) return fail(Code::internal, "libcurl cannot be used");
  Headers headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  if (!key.empty()) {
    const std::string line = "Authorization: Bearer " + key;
    curl_slist_append(headers.get(), line.c_str());
  }
  Reply reply;
  reply.most = most;
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
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
    return fail(Code::unsupported, options.called + "'s reply is far too long", address);
  }
  if (done != CURLE_OK) {
    return fail(Code::busy,
                options.called + " does not answer: " + std::string(curl_easy_strerror(done)) +
                    "; start it, or take " + options.section + " out of sillok.toml",
                address);
  }
  const std::lock_guard lock(mutex);
  idle.push_back(std::move(handle));
  return reply;
}

// Waits a little when the server says that it is busy or still loading its model.
Result<std::string> Endpoint::post(const std::string& body, std::size_t most, int seconds) const {
  const EndpointOptions& options = impl_->options;
  auto pause = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    Result<Reply> reply = impl_->ask(body, most, seconds);
    if (!reply) return fail(std::move(reply).error());
    if (reply->status == 200) return std::move(reply->body);
    const std::string why = "status " + std::to_string(reply->status) + ": " + told(reply->body);
    if (reply->status == 401 || reply->status == 403) {
      return fail(
          Code::usage,
          options.called + " refuses the key; see " + options.section + " key_file (" + why + ")",
          impl_->address);
    }
    const bool busy = reply->status == 429 || reply->status == 503;
    if (!busy && reply->status < 500) {
      return fail(Code::usage,
                  options.called + " refuses the request; see " + options.section +
                      " in sillok.toml (" + why + ")",
                  impl_->address);
    }
    if (!busy || attempt == kTries) {
      return fail(Code::busy,
                  options.called + " failed (" + why +
                      "); if the text was too long for its model, lower " + options.section +
                      " characters",
                  impl_->address);
    }
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

Endpoint::Endpoint(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Endpoint::~Endpoint() = default;

Result<std::unique_ptr<const Endpoint>> Endpoint::open(EndpointOptions options) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kReady != CURLE_OK) return fail(Code::internal, "libcurl cannot be used");
  const Result<std::string> address = route_of(options);
  if (!address) return fail(address.error());
  const Result<std::string> key = read_key(options);
  if (!key) return fail(key.error());
  std::unique_ptr<Impl> impl(new Impl{std::move(options), *address, *key, {}, {}});
  return std::unique_ptr<const Endpoint>(new Endpoint(std::move(impl)));
}

Unexpected Endpoint::wrong_reply(const std::string& why) const {
  return fail(Code::unsupported, impl_->options.called + "'s reply " + why, impl_->address);
}

}  // namespace sillok::model
