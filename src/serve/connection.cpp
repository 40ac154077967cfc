#include "serve/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <ctime>
#include <utility>

#include "serve/routes.h"

namespace sillok::serve {
namespace {

namespace http = boost::beast::http;
namespace net = boost::asio;

constexpr std::size_t kFirstRead = 1'024;  // most requests whole; what an idle connection holds
constexpr std::chrono::seconds kDrain{2};

std::string view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

Request request_of(http::request<http::string_body>&& message) {
  Request request;
  request.method = view(message.method_string());
  request.target = view(message.target());
  request.host = view(message[http::field::host]);
  request.origin = view(message[http::field::origin]);
  request.fetch_site = view(message["Sec-Fetch-Site"]);
  request.content_type = view(message[http::field::content_type]);
  request.none_match = view(message[http::field::if_none_match]);
  request.body = std::move(message.body());
  return request;
}

// RFC 9110, 5.6.7.
std::string date_now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return text;
}

}  // namespace

Connection::Connection(Hall& hall, net::ip::tcp::socket socket)
    : hall_(hall), stream_(std::move(socket)) {
  hall_.open.insert(this);
}

Connection::~Connection() {
  hall_.open.erase(this);
  if (hall_.open.empty() && hall_.when_empty) hall_.when_empty();
}

void Connection::start() {
  Error ignored;
  stream_.socket().set_option(net::ip::tcp::no_delay(true), ignored);
  await_request();
}

void Connection::finish() {
  keep_alive_ = false;
  if (waiting_) close();
}

void Connection::close() {
  Error ignored;
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

void Connection::await_request() {
  if (hall_.closing) return close();
  if (buffer_.size() > 0) return read_header();  // the next one came with the last
  buffer_.shrink_to_fit();
  parser_.reset();
  waiting_ = true;
  stream_.expires_after(hall_.limits.idle);
  stream_.async_read_some(buffer_.prepare(kFirstRead),
                          [self = shared_from_this()](Error problem, std::size_t size) {
                            self->waiting_ = false;
                            if (problem) return self->close();
                            self->buffer_.commit(size);
                            self->read_header();
                          });
}

void Connection::read_header() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(hall_.limits.header_bytes));
  parser_->body_limit(hall_.limits.body_bytes);
  stream_.expires_after(hall_.limits.header);
  http::async_read_header(stream_, buffer_, *parser_,
                          [self = shared_from_this()](Error problem, std::size_t) {
                            if (problem) return self->refuse(problem);
                            self->read_body();
                          });
}

void Connection::read_body() {
  keep_alive_ = parser_->get().keep_alive();
  head_only_ = parser_->get().method() == http::verb::head;
  version_ = parser_->get().version();
  if (parser_->is_done()) return answer();
  stream_.expires_after(hall_.limits.body);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](Error problem, std::size_t) {
                     if (problem) return self->refuse(problem);
                     self->answer();
                   });
}

// What came is no request, or too much of one. Silence gets no reply.
void Connection::refuse(Error problem) {
  if (problem.category() != http::make_error_code(http::error::bad_method).category() ||
      problem == http::error::end_of_stream || problem == http::error::partial_message) {
    return close();
  }
  keep_alive_ = false;
  still_sending_ = true;
  Response response;
  if (problem == http::error::body_limit) {
    response = error_response({Code::too_large, "the body is larger than is taken here", {}});
  } else if (problem == http::error::header_limit) {
    response = error_response({Code::too_large, "the headers are larger than is taken here", {}});
    response.status = 431;
  } else {
    response = error_response({Code::usage, "this is not an HTTP request", {}});
  }
  write(std::move(response));
}

void Connection::answer() {
  // The io_context would end while the worker has the only reference to this connection.
  auto work = net::make_work_guard(hall_.io);
  net::post(hall_.workers, [self = shared_from_this(), work = std::move(work),
                            request = request_of(parser_->release())]() mutable {
    Response response = respond(self->hall_.service, request);
    net::post(work.get_executor(),
              [self = std::move(self), response = std::move(response)]() mutable {
                self->write(std::move(response));
              });
  });
}

void Connection::write(Response response) {
  keep_alive_ = keep_alive_ && !hall_.closing;
  stream_.expires_after(hall_.limits.reply);
  if (response.events.empty()) return write_whole(std::move(response));
  if (version_ >= 11 && !head_only_) return write_events(std::move(response));
  // HTTP/1.0 knows no chunks.
  for (const std::string& event : response.events) response.body += event;
  write_whole(std::move(response));
}

template <class Body>
void Connection::fill(Reply<Body>& reply, const Response& response) const {
  reply.version(version_ >= 11 ? 11 : 10);
  reply.result(static_cast<unsigned>(response.status));
  reply.keep_alive(keep_alive_);
  reply.set(http::field::date, date_now());
  reply.set(http::field::content_type, response.content_type);
  reply.set(http::field::cache_control, response.cache);
  for (const auto& [name, value] : security_headers()) {
    reply.set(boost::beast::string_view(name.data(), name.size()),
              boost::beast::string_view(value.data(), value.size()));
  }
  for (const auto& [name, value] : response.extras) reply.set(name, value);
}

void Connection::write_whole(Response response) {
  reply_ = {};
  fill(reply_, response);
  if (response.status != 304) reply_.content_length(response.body.size());
  if (!head_only_) reply_.body() = std::move(response.body);
  http::async_write(stream_, reply_, [self = shared_from_this()](Error problem, std::size_t) {
    self->written(problem);
  });
}

void Connection::write_events(Response response) {
  events_ = std::move(response.events);
  stream_head_ = {};
  fill(stream_head_, response);
  stream_head_.chunked(true);
  head_.emplace(stream_head_);
  http::async_write_header(stream_, *head_,
                           [self = shared_from_this()](Error problem, std::size_t) {
                             if (problem) return self->written(problem);
                             self->write_event(0);
                           });
}

void Connection::write_event(std::size_t index) {
  stream_.expires_after(hall_.limits.reply);
  if (index == events_.size()) {
    net::async_write(
        stream_, http::make_chunk_last(),
        [self = shared_from_this()](Error problem, std::size_t) { self->written(problem); });
    return;
  }
  net::async_write(stream_, http::make_chunk(net::buffer(events_[index])),
                   [self = shared_from_this(), index](Error problem, std::size_t) {
                     if (problem) return self->written(problem);
                     self->write_event(index + 1);
                   });
}

void Connection::written(Error problem) {
  reply_ = {};
  events_.clear();
  if (problem) return close();
  if (keep_alive_) return await_request();
  Error ignored;
  // Closing while the client still sends would reset the connection and take the reply with it.
  const bool sending = still_sending_ || stream_.socket().available(ignored) > 0;
  if (!sending) return close();
  stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kDrain);
  drain();
}

// Until the client has ended too, or for as long as it is given.
void Connection::drain() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kFirstRead),
                          [self = shared_from_this()](Error problem, std::size_t) {
                            if (problem) return self->close();
                            self->drain();
                          });
}

}  // namespace sillok::serve
