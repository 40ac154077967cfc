// The one table of what can be asked of the server, and the function that answers a request.
//
// Nothing here opens a file: the page's parts are compiled in (assets.h), everything else comes
// from the library under the eyes of its permission filter. A thing that may not be seen and a
// thing that is not there get the same reply. Any thread.
#pragma once

#include <span>
#include <string_view>

#include "serve/http.h"
#include "serve/service.h"

namespace sillok::serve {

// A request on its way through a route.
struct Call {
  Service& service;
  const Request& request;
  const Target& target;
  std::string_view id;  // what stands in the place of {id}; empty without one
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/documents/{id}"; {id} is one segment, not empty
  Result<Response> (*reply)(const Call& call);
};

[[nodiscard]] std::span<const Route> routes();

// The reply to any request at all, errors and exceptions included; counts it. Below /v1 errors have
// OpenAI's shape.
[[nodiscard]] Response respond(Service& service, const Request& request);

}  // namespace sillok::serve
