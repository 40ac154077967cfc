#include "serve/guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <system_error>

namespace sillok::serve {
namespace {

constexpr unsigned kLoopbackNet = 127;  // RFC 1122, 3.2.1.3: 127.0.0.0/8

bool is_loopback(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    return ntohl(four.s_addr) >> 24U == kLoopbackNet;
  }
  in6_addr six{};
  return inet_pton(AF_INET6, address.c_str(), &six) == 1 &&
         std::memcmp(&six, &in6addr_loopback, sizeof six) == 0;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

// "host:port" → whether it is this server. A left-out port is port 80's (RFC 9110, 4.2.1).
bool is_here(std::string_view authority, std::uint16_t port) {
  std::string host = lower(authority);
  const std::string tail = ":" + std::to_string(port);
  if (host.size() > tail.size() && host.ends_with(tail)) {
    host.resize(host.size() - tail.size());
  } else if (port != 80) {
    return false;
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return is_loopback(host.substr(1, host.size() - 2));
  }
  return host == "localhost" || (host.find(':') == std::string::npos && is_loopback(host));
}

}  // namespace

Result<Listening> parse_listening(const std::string& text) {
  const auto malformed = [&] {
    return fail(Code::usage, "is not an address and a port such as 127.0.0.1:8480", text);
  };
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return malformed();
  Listening listening;
  const std::string_view digits = std::string_view(text).substr(colon + 1);
  const auto [end, problem] =
      std::from_chars(digits.data(), digits.data() + digits.size(), listening.port);
  if (problem != std::errc() || end != digits.data() + digits.size()) return malformed();
  std::string host = lower(std::string_view(text).substr(0, colon));
  if (host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string::npos) {
    return malformed();
  }
  listening.address = host == "localhost" ? "127.0.0.1" : host;
  if (!is_loopback(listening.address)) {
    return fail(Code::usage,
                "there are no accounts yet, so only loopback addresses are served; "
                "use 127.0.0.1:" +
                    std::to_string(listening.port == 0 ? 8480 : listening.port),
                text);
  }
  return listening;
}

Result<void> check_sender(const Request& request, std::uint16_t port) {
  if (!is_here(request.host, port)) {
    return fail(Code::usage, "the Host header names another server; open http://127.0.0.1:" +
                                 std::to_string(port) + "/");
  }
  static constexpr std::string_view kScheme = "http://";
  const bool foreign_origin =
      !request.origin.empty() &&
      !(request.origin.starts_with(kScheme) &&
        is_here(std::string_view(request.origin).substr(kScheme.size()), port) &&
        lower(std::string_view(request.origin).substr(kScheme.size())) == lower(request.host));
  // Browsers say so themselves; programs that are not browsers leave it out.
  const bool foreign_site = !request.fetch_site.empty() && request.fetch_site != "same-origin" &&
                            request.fetch_site != "none";
  const bool reads_page = request.method == "GET" && !request.target.starts_with("/api/") &&
                          !request.target.starts_with("/v1/") &&
                          !request.target.starts_with("/metrics");
  if ((foreign_origin || foreign_site) && !reads_page) {
    return fail(Code::usage,
                "the request comes from another site's page; only pages of this server may ask");
  }
  return {};
}

}  // namespace sillok::serve
