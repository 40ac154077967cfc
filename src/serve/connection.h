// One client's connection, request after request. For server.cpp only: this header brings Asio in.
//
// Everything here runs on the one thread of the io_context; only respond() runs elsewhere.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "serve/server.h"

namespace sillok::serve {

class Connection;

// What all connections of a server share. `open` and `when_empty` outlive the queues, which may
// hold connections to the end.
struct Hall {
  Hall(Service& of, const Limits& within) : service(of), limits(within), workers(within.threads) {}

  Service& service;
  const Limits limits;
  std::unordered_set<Connection*> open;
  bool closing = false;
  std::function<void()> when_empty;  // the last connection has gone
  boost::asio::io_context io{1};
  boost::asio::thread_pool workers;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Hall& hall, boost::asio::ip::tcp::socket socket);
  ~Connection();

  void start();
  // Closes now when nothing is under way, else after the reply.
  void finish();
  // Closes whatever is under way.
  void close();

 private:
  using Stream = boost::beast::tcp_stream;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Error = boost::beast::error_code;
  template <class Body>
  using Reply = boost::beast::http::response<Body>;

  void await_request();
  void read_header();
  void read_body();
  void refuse(Error problem);
  void answer();
  void write(Response response);
  void write_whole(Response response);
  void write_events(Response response);
  void write_event(std::size_t index);
  void written(Error problem);
  void drain();
  template <class Body>
  void fill(Reply<Body>& reply, const Response& response) const;

  Hall& hall_;
  Stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Reply<boost::beast::http::string_body> reply_;
  Reply<boost::beast::http::empty_body> stream_head_;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::empty_body>> head_;
  std::vector<std::string> events_;
  bool waiting_ = false;        // for a request, none of it here yet
  bool still_sending_ = false;  // a request that was refused before it was read whole
  bool keep_alive_ = false;
  bool head_only_ = false;
  unsigned version_ = 11;
};

}  // namespace sillok::serve
