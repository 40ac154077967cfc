#include "serve/guard.h"

#include <gtest/gtest.h>

#include "house.h"

namespace sillok::serve {
namespace {

TEST(Listening, loopback_only) {
  struct Row {
    const char* text;
    const char* address;
    int port;
  };
  const std::vector<Row> good{
      {"127.0.0.1:8480", "127.0.0.1", 8480}, {"localhost:1", "127.0.0.1", 1},
      {"LOCALHOST:0", "127.0.0.1", 0},       {"127.1.2.3:65535", "127.1.2.3", 65535},
      {"[::1]:8480", "::1", 8480},
  };
  for (const Row& row : good) {
    const Result<Listening> listening = parse_listening(row.text);
    ASSERT_TRUE(listening) << row.text;
    EXPECT_EQ(listening->address, row.address);
    EXPECT_EQ(listening->port, row.port);
  }
  for (const char* text : {"0.0.0.0:8480",
                           "[::]:8480",
                           "192.168.0.5:8480",
                           "128.0.0.1:80",
                           "example.com:80",
                           "localhost.evil.com:80",
                           "[::ffff:127.0.0.1]:80",
                           "127.0.0.1",
                           "8480",
                           ":8480",
                           "",
                           "127.0.0.1:",
                           "127.0.0.1:x",
                           "127.0.0.1:65536",
                           "127.0.0.1:-1",
                           "::1:8480",
                           "[]:80",
                           "127.0.0.1:80 ",
                           "0177.0.0.1:80",
                           "127.1:80"}) {
    const Result<Listening> listening = parse_listening(text);
    ASSERT_FALSE(listening) << text;
    EXPECT_EQ(listening.error().code, Code::usage) << text;
    EXPECT_EQ(exit_status(listening.error().code), 2);
  }
  EXPECT_NE(parse_listening("0.0.0.0:9").error().message.find("no accounts yet"),
            std::string::npos);
}

TEST(Sender, host_must_be_this_server) {
  for (const char* host :
       {"127.0.0.1:8480", "localhost:8480", "LocalHost:8480", "[::1]:8480", "127.0.0.2:8480"}) {
    Request request = House::request("GET", "/");
    request.host = host;
    EXPECT_TRUE(check_sender(request, 8480)) << host;
  }
  for (const char* host : {"", "evil.com", "evil.com:8480", "127.0.0.1", "localhost",
                           "127.0.0.1:8481", "127.0.0.1:", "localhost.evil.com:8480",
                           "192.168.0.1:8480", "0.0.0.0:8480", "user@127.0.0.1:8480", "::1:8480",
                           "[::2]:8480", "127.0.0.1:8480:8480", ":8480", "localhost:08480"}) {
    Request request = House::request("GET", "/");
    request.host = host;
    EXPECT_FALSE(check_sender(request, 8480)) << host;
  }
  Request request = House::request("GET", "/");
  request.host = "localhost";
  EXPECT_TRUE(check_sender(request, 80));
}

TEST(Sender, other_sites_may_not_ask) {
  struct Row {
    const char* method;
    const char* target;
    const char* origin;
    const char* site;
    bool good;
  };
  const std::vector<Row> table{
      {"POST", "/api/ask", "", "", true},  // curl, an SDK
      {"POST", "/api/ask", "http://127.0.0.1:8480", "same-origin", true},
      {"POST", "/api/ask", "http://localhost:8480", "", false},  // the request says 127.0.0.1
      {"POST", "/api/ask", "http://127.0.0.1:9999", "", false},
      {"POST", "/api/ask", "https://127.0.0.1:8480", "", false},
      {"POST", "/api/ask", "http://evil.com", "cross-site", false},
      {"POST", "/api/ask", "null", "", false},
      {"POST", "/api/ask", "", "cross-site", false},
      {"POST", "/api/ask", "", "same-site", false},
      {"POST", "/v1/chat/completions", "http://evil.com", "", false},
      {"GET", "/api/search?q=x", "", "cross-site", false},
      {"GET", "/v1/models", "", "cross-site", false},
      {"GET", "/metrics", "", "same-site", false},
      {"GET", "/api/documents", "", "none", true},
      {"GET", "/", "", "cross-site", true},  // a link
      {"POST", "/", "http://evil.com", "cross-site", false},
  };
  for (const Row& row : table) {
    Request request = House::request(row.method, row.target);
    request.origin = row.origin;
    request.fetch_site = row.site;
    EXPECT_EQ(check_sender(request, 8480).has_value(), row.good)
        << row.method << " " << row.target << " " << row.origin << " " << row.site;
  }
}

}  // namespace
}  // namespace sillok::serve
