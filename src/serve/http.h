// A request and its reply as plain values, so that routes, tests and fuzzers need no socket.
//
// Values only; any thread. Parsing never fails by exception: a target that cannot be decoded is an
// Error with `usage`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result/result.h"

namespace sillok::serve {

struct Request {
  std::string method;  // "GET", "POST", ...
  std::string target;  // as it was sent: path and query
  std::string body;
  // The headers that anything here looks at; empty when they were not sent.
  std::string host;
  std::string origin;
  std::string fetch_site;  // Sec-Fetch-Site
  std::string content_type;
  std::string none_match;  // If-None-Match
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  // Server-sent events, each complete with its blank line; when there are any they are the body and
  // are sent one by one.
  std::vector<std::string> events;
  std::string cache = "no-store";                           // Cache-Control
  std::vector<std::pair<std::string, std::string>> extras;  // further headers
};

// A request's target, decoded.
struct Target {
  std::vector<std::string> segments;  // of the path: "/api/documents/a%2Fb" → api, documents, a/b
  std::vector<std::pair<std::string, std::string>> query;

  // The first value under that name.
  [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
  // That value as a number: `otherwise` when it is not there; `usage` when it is not a whole number
  // from `least` to `most`.
  [[nodiscard]] Result<std::size_t> number(std::string_view name, std::size_t otherwise,
                                           std::size_t least, std::size_t most) const;
};

// Decodes percent signs (and plus signs in the query). Fails with `usage` on a path that does not
// begin with '/', a broken escape, text that is not UTF-8, or a control character.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

// What the asker is told: without the subject when the failure is ours, for that may be a path.
[[nodiscard]] std::string message_of(const Error& error);
// {"error":{"code","message"}} with the status of the error's code.
[[nodiscard]] Response error_response(const Error& error);

// What every reply carries whatever its route: content security policy and its companions.
[[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& security_headers();

}  // namespace sillok::serve
