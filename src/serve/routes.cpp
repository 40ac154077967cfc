#include "serve/routes.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>

#include "serve/guard.h"
#include "serve/replies.h"

namespace sillok::serve {
namespace {

constexpr std::array<Route, 14> kRoutes{{
    {"GET", "/", reply_asset},
    {"GET", "/page/{id}", reply_asset},
    {"POST", "/api/ask", reply_ask},
    {"GET", "/api/answers/{id}", reply_answer},
    {"GET", "/api/search", reply_search},
    {"GET", "/api/passages/{id}", reply_passage},
    {"GET", "/api/documents", reply_documents},
    {"GET", "/api/documents/{id}", reply_document},
    {"GET", "/api/collections", reply_collections},
    {"GET", "/metrics", reply_metrics},
    {"GET", "/v1/models", reply_models},
    {"GET", "/v1/models/{id}", reply_model},
    {"POST", "/v1/chat/completions", reply_chat},
    {"POST", "/v1/embeddings", reply_embeddings},
}};

// Whether the path is one of the pattern's; what stands for {id} goes to `id`.
bool matches(std::string_view pattern, const Target& target, std::string_view& id) {
  std::size_t at = 1;
  for (std::size_t i = 0; i < target.segments.size(); ++i) {
    if (at > pattern.size()) return false;
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    const std::string_view part = pattern.substr(at, end - at);
    if (part == "{id}") {
      if (target.segments[i].empty()) return false;
      id = target.segments[i];
    } else if (part != target.segments[i]) {
      return false;
    }
    at = end + 1;
  }
  return at > pattern.size();
}

struct Found {
  const Route* route = nullptr;  // path and method fit
  std::string_view allowed;      // the path fits under this method
  std::string_view id;
};

Found find_route(std::string_view method, const Target& target) {
  // HEAD is GET without the body, which the connection leaves out.
  const std::string_view sought = method == "HEAD" ? "GET" : method;
  Found found;
  for (const Route& route : kRoutes) {
    std::string_view id;
    if (!matches(route.pattern, target, id)) continue;
    found.allowed = route.method;
    if (route.method != sought) continue;
    found.route = &route;
    found.id = id;
    break;
  }
  return found;
}

Response failed(const Request& request, const Error& error) {
  // What goes wrong inside is told to the keeper, with its paths; the asker learns that it did.
  if (http_status(error.code) >= 500) {
    std::fprintf(stderr, "sillok: %s\n", error.line().c_str());
  }
  return request.target.starts_with("/v1/") ? openai_error(error) : error_response(error);
}

Response routed(Service& service, const Request& request, std::string_view& name) {
  if (Result<void> sender = check_sender(request, service.port); !sender) {
    return failed(request, sender.error());
  }
  Result<Target> target = parse_target(request.target);
  if (!target) return failed(request, target.error());
  const Found found = find_route(request.method, *target);
  if (found.route == nullptr) {
    if (found.allowed.empty()) {
      return failed(request, Error{Code::not_found, "there is nothing at this address", {}});
    }
    Response response =
        failed(request, Error{Code::usage, "this address takes " + std::string(found.allowed), {}});
    response.status = 405;
    response.extras.emplace_back("Allow", found.allowed == "GET" ? "GET, HEAD" : found.allowed);
    return response;
  }
  name = found.route->pattern;
  Result<Response> reply = found.route->reply({service, request, *target, found.id});
  return reply ? std::move(*reply) : failed(request, reply.error());
}

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

Response respond(Service& service, const Request& request) {
  const auto started = std::chrono::steady_clock::now();
  std::string_view name = "none";
  Response response;
  try {
    response = routed(service, request, name);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "sillok: internal error: %s\n", problem.what());
    response = failed(
        request,
        Error{Code::internal, "something went wrong inside; the server's log says what", {}});
  }
  service.metrics.note_request(
      name, response.status,
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  return response;
}

}  // namespace sillok::serve
