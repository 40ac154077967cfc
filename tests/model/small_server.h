// A small HTTP server for tests: says what each test wants.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace sillok::model {

struct Answer {
  int status = 200;
  std::string body;
  std::string headers = {};
};

// Serves one request a connection on loopback until it goes away.
class Server {
 public:
  using Serve = std::function<Answer(const std::string& head, const std::string& body)>;
  explicit Server(Serve serve)
      : serve_(std::move(serve)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    (void)::listen(socket_, 16);
    socklen_t length = sizeof address;
    (void)::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { run(); });
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  void run() {
    for (;;) {
      const int client = ::accept(socket_, nullptr, nullptr);
      if (client < 0) return;
      std::string request;
      char buffer[4096];
      std::size_t whole = std::string::npos;
      std::size_t head = 0;
      while (request.size() < whole) {
        const ssize_t got = ::read(client, buffer, sizeof buffer);
        if (got <= 0) break;
        request.append(buffer, static_cast<std::size_t>(got));
        const std::size_t end = request.find("\r\n\r\n");
        if (whole != std::string::npos || end == std::string::npos) continue;
        head = end + 4;
        const std::size_t length = request.find("Content-Length: ");
        whole = head + static_cast<std::size_t>(std::atol(request.c_str() + length + 16));
      }
      ++requests_;
      const Answer answer = serve_(request.substr(0, head), request.substr(head));
      const std::string reply =
          "HTTP/1.1 " + std::to_string(answer.status) + " X\r\n" + answer.headers +
          "Connection: close\r\nContent-Length: " + std::to_string(answer.body.size()) +
          "\r\n\r\n" + answer.body;
      for (std::size_t sent = 0; sent < reply.size();) {
        const ssize_t wrote =
            ::send(client, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
        if (wrote <= 0) break;
        sent += static_cast<std::size_t>(wrote);
      }
      ::close(client);
    }
  }

  Serve serve_;
  int socket_;
  std::string url_;
  std::atomic<int> requests_{0};
  std::thread thread_;
};

}  // namespace sillok::model
