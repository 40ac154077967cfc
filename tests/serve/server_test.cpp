// The server over real sockets: limits, time-outs, streams, many connections, the end.
#include "serve/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "house.h"

namespace sillok::serve {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&& other) noexcept : socket_(other.socket_), connected_(other.connected_) {
    other.socket_ = -1;
  }

  [[nodiscard]] bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Until the other side closes.
  std::string receive_all() {
    std::string all;
    while (receive_some(all)) {
    }
    return all;
  }
  // One reply with a Content-Length (or without a body after HEAD).
  std::string receive_reply(bool head = false) {
    std::string& all = rest_;
    std::size_t end = 0;
    while ((end = all.find("\r\n\r\n")) == std::string::npos) {
      if (!receive_some(all)) return {};
    }
    std::size_t size = end + 4;
    const std::size_t at = all.find("Content-Length: ");
    if (!head && at != std::string::npos) {
      size += static_cast<std::size_t>(std::stoul(all.substr(at + 16)));
    }
    while (all.size() < size) {
      if (!receive_some(all)) return {};
    }
    std::string reply = all.substr(0, size);
    all.erase(0, size);
    return reply;
  }

 private:
  bool receive_some(std::string& to) {
    char buffer[16'384];
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    to.append(buffer, static_cast<std::size_t>(got));
    return true;
  }
  int socket_;
  bool connected_ = false;
  std::string rest_;
};

class Serving : public ::testing::Test {
 protected:
  void start(const Limits& limits = {}) {
    Result<std::unique_ptr<Server>> started =
        Server::start(house_.service(), {"127.0.0.1", 0}, limits);
    ASSERT_TRUE(started) << started.error().line();
    server_ = std::move(*started);
  }
  [[nodiscard]] std::string message(const std::string& first_line, const std::string& more = {},
                                    const std::string& body = {}) const {
    std::string text =
        first_line + "\r\nHost: 127.0.0.1:" + std::to_string(server_->port()) + "\r\n" + more;
    if (!body.empty()) {
      text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n";
    }
    return text + "\r\n" + body;
  }
  [[nodiscard]] Client client() const { return Client(server_->port()); }

  House house_;
  std::unique_ptr<Server> server_;
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Serving, keeps_connections_and_takes_requests_in_a_row) {
  start();
  Client one = client();
  for (int i = 0; i < 3; ++i) {
    one.send(message("GET /api/collections HTTP/1.1"));
    const std::string reply = one.receive_reply();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\n")) << reply;
    EXPECT_TRUE(has(reply, "\"collections\""));
  }
  one.send(message("GET /api/collections HTTP/1.1") + message("GET /nothing HTTP/1.1") +
           message("GET / HTTP/1.1", "Connection: close\r\n"));
  const std::string all = one.receive_all();
  EXPECT_TRUE(has(all, "HTTP/1.1 200 OK") && has(all, "HTTP/1.1 404") &&
              has(all, "<!doctype html>"));
}

TEST_F(Serving, every_reply_carries_the_security_headers) {
  start();
  for (const char* line : {"GET / HTTP/1.1", "GET /nothing HTTP/1.1", "POST /api/ask HTTP/1.1",
                           "GET /metrics HTTP/1.1", "nonsense"}) {
    Client one = client();
    one.send(message(line));
    const std::string reply = one.receive_reply();
    for (const auto& [name, value] : security_headers()) {
      EXPECT_TRUE(has(reply, std::string(name) + ": " + std::string(value))) << line << " " << name;
    }
    EXPECT_FALSE(has(reply, "Access-Control-Allow"));
  }
}

TEST_F(Serving, head_is_get_without_a_body) {
  start();
  Client one = client();
  one.send(message("HEAD / HTTP/1.1") + message("GET /api/collections HTTP/1.1"));
  const std::string head = one.receive_reply(true);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK"));
  EXPECT_FALSE(has(head, "Content-Length: 0\r\n"));
  EXPECT_TRUE(has(one.receive_reply(), "\"collections\""));
}

TEST_F(Serving, answers_and_streams) {
  start();
  Client one = client();
  one.send(message("POST /api/ask HTTP/1.1", {},
                   R"({"question":"시내 교통비는 하루에 얼마까지 되나요?"})"));
  EXPECT_TRUE(has(one.receive_reply(), "1일 20,000원"));
  const std::string body =
      R"({"stream":true,"messages":[{"role":"user","content":"시내 교통비는 하루에 얼마까지 되나요?"}]})";
  one.send(message("POST /v1/chat/completions HTTP/1.1", "Connection: close\r\n", body));
  const std::string stream = one.receive_all();
  EXPECT_TRUE(has(stream, "Transfer-Encoding: chunked\r\n"));
  EXPECT_TRUE(has(stream, "Content-Type: text/event-stream"));
  EXPECT_TRUE(stream.ends_with("data: [DONE]\n\n\r\n0\r\n\r\n")) << stream;
  Client old = client();
  old.send(message("POST /v1/chat/completions HTTP/1.0", {}, body));
  const std::string plain = old.receive_all();
  EXPECT_TRUE(plain.ends_with("data: [DONE]\n\n"));
  EXPECT_FALSE(has(plain, "chunked"));
}

TEST_F(Serving, limits_what_is_sent) {
  Limits limits;
  limits.header_bytes = 2'048;
  limits.body_bytes = 4'096;
  start(limits);
  struct Row {
    std::string text;
    const char* reply;
  };
  const std::vector<Row> table{
      {message("GET / HTTP/1.1", "X-Big: " + std::string(3'000, 'x') + "\r\n"), "HTTP/1.1 431"},
      {message("GET /" + std::string(3'000, 'x') + " HTTP/1.1"), "HTTP/1.1 431"},
      {message("POST /api/ask HTTP/1.1", {}, std::string(5'000, 'x')), "HTTP/1.1 413"},
      {message("POST /api/ask HTTP/1.1", "Content-Length: 99999999999\r\n"), "HTTP/1.1 413"},
      {message("POST /api/ask HTTP/1.1", "Transfer-Encoding: chunked\r\n") + "2000\r\n" +
           std::string(8'192, 'x') + "\r\n0\r\n\r\n",
       "HTTP/1.1 413"},
      {message("POST /api/ask HTTP/1.1", "Content-Length: -1\r\n"), "HTTP/1.1 400"},
      {message("POST /api/ask HTTP/1.1", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
       "HTTP/1.1 400"},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n", "HTTP/1.1 400"},
      {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
  };
  for (const Row& row : table) {
    Client one = client();
    one.send(row.text);
    EXPECT_TRUE(one.receive_reply().starts_with(row.reply)) << row.text.substr(0, 60);
  }
}

TEST_F(Serving, drops_the_slow_and_the_silent) {
  Limits limits;
  limits.idle = limits.header = limits.body = 150ms;
  start(limits);
  for (const std::string& part :
       {std::string(), std::string("GET / HT"),
        message("POST /api/ask HTTP/1.1", "Content-Length: 50\r\n") + "{"}) {
    Client one = client();
    const auto started = Clock::now();
    one.send(part);
    EXPECT_EQ(one.receive_all(), "") << part;
    EXPECT_LT(Clock::now() - started, 5s);
  }
}

TEST_F(Serving, drops_those_who_do_not_take_their_reply) {
  Limits limits;
  limits.reply = 200ms;
  start(limits);
  Client one = client();
  const std::string ask = message("GET /api/documents/book?blocks=3000 HTTP/1.1");
  constexpr int kRequests = 60;
  for (int i = 0; i < kRequests; ++i) {
    if (!one.send(ask)) break;
  }
  // Long enough for a sanitized server to fill every buffer on the way.
  std::this_thread::sleep_for(5s);
  const std::string all = one.receive_all();
  std::size_t replies = 0;
  for (std::size_t at = 0; (at = all.find("HTTP/1.1 200", at)) != std::string::npos; ++at)
    ++replies;
  EXPECT_LT(replies, static_cast<std::size_t>(kRequests));
}

TEST_F(Serving, turns_away_one_too_many) {
  Limits limits;
  limits.connections = 2;
  start(limits);
  Client one = client();
  Client two = client();
  one.send(message("GET / HTTP/1.1"));
  two.send(message("GET / HTTP/1.1"));
  EXPECT_FALSE(one.receive_reply().empty());
  EXPECT_FALSE(two.receive_reply().empty());
  Client three = client();
  EXPECT_EQ(three.receive_all(), "");
}

std::size_t resident_kilobytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  std::size_t resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1'024;
}

TEST_F(Serving, holds_two_thousand_idle_connections) {
  start();  // raises the limit of descriptors
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  // Both ends are in this process.
  const std::size_t wanted = std::min<std::size_t>(2'000, (files.rlim_cur - 200) / 2);
  const std::size_t before = resident_kilobytes();
  std::vector<Client> idle;
  idle.reserve(wanted);
  for (std::size_t i = 0; i < wanted; ++i) {
    idle.push_back(client());
    ASSERT_TRUE(idle.back().connected()) << i;
  }
  Client one = client();
  const auto started = Clock::now();
  one.send(message("GET /api/collections HTTP/1.1"));
  EXPECT_TRUE(one.receive_reply().starts_with("HTTP/1.1 200"));
  EXPECT_LT(Clock::now() - started, 2s);
  idle.back().send(message("GET / HTTP/1.1"));
  EXPECT_TRUE(idle.back().receive_reply().starts_with("HTTP/1.1 200"));
  const std::size_t grown = resident_kilobytes() - before;
  RecordProperty("kilobytes_per_connection", std::to_string(grown / wanted));
  EXPECT_LT(grown / wanted, 32U);
  const auto stopping = Clock::now();
  server_->stop();
  EXPECT_LT(Clock::now() - stopping, 3s);
}

TEST_F(Serving, stops_at_once_when_nothing_is_under_way) {
  start();
  Client one = client();
  one.send(message("GET / HTTP/1.1"));
  (void)one.receive_reply();
  const auto started = Clock::now();
  server_->stop();
  EXPECT_LT(Clock::now() - started, 2s);
  EXPECT_EQ(one.receive_all(), "");
  EXPECT_FALSE(client().connected());
  server_->stop();
}

TEST_F(Serving, replies_under_way_are_finished_at_the_end) {
  start();
  std::vector<Client> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(client());
    clients.back().send(message("GET /api/documents/book?blocks=2000 HTTP/1.1"));
  }
  std::vector<std::string> first{clients[0].receive_reply()};  // by now all of them are in
  std::thread stopping([&] { server_->stop(); });
  std::size_t whole = 0;
  for (std::size_t i = 1; i < clients.size(); ++i) {
    whole += clients[i].receive_reply().ends_with("]}") ? 1 : 0;
  }
  stopping.join();
  EXPECT_GT(whole, 10U);
}

TEST_F(Serving, only_loopback_and_only_a_free_port) {
  start();
  EXPECT_EQ(Server::start(house_.service(), {"0.0.0.0", 0}).error().code, Code::usage);
  EXPECT_EQ(Server::start(house_.service(), {"192.0.2.1", 0}).error().code, Code::usage);
  House other;
  const auto taken = Server::start(other.service(), {"127.0.0.1", server_->port()});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Code::storage);
}

}  // namespace
}  // namespace sillok::serve
