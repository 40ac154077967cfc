// Who may talk to a server without accounts: programs on this machine, and pages that it served
// itself. Everything here is pure; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "result/result.h"
#include "serve/http.h"

namespace sillok::serve {

// Where to listen: a numeric loopback address.
struct Listening {
  std::string address = "127.0.0.1";  // or "::1"
  std::uint16_t port = 8480;          // 0: any free one
};

// "127.0.0.1:8480", "localhost:8480", "[::1]:8480". Anything that is not loopback fails with
// `usage`: without accounts nobody else may be let in.
[[nodiscard]] Result<Listening> parse_listening(const std::string& text);

// Refuses (`usage`) a request whose Host is not a loopback name with this port, as a name of an
// attacker's that resolves to this machine would be (DNS rebinding), and a request that another
// site's page makes (Origin, Sec-Fetch-Site). A link from another site to the page itself is let
// through.
[[nodiscard]] Result<void> check_sender(const Request& request, std::uint16_t port);

}  // namespace sillok::serve
