#include "serve/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>
#include <utility>

#include "serve/connection.h"

namespace sillok::serve {
namespace {

namespace net = boost::asio;
using Tcp = net::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kOwnDescriptors = 128;  // database, index, standard streams
constexpr std::chrono::milliseconds kBreath{100};

// Raises the number of descriptors as far as the system lets us; gives how many connections fit.
std::size_t connections_within(std::size_t wanted) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return std::min<std::size_t>(wanted, 512);
  const rlim_t needed = wanted + kOwnDescriptors;
  if (files.rlim_cur < needed) {
    files.rlim_cur = std::min(needed, files.rlim_max);
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
  }
  const auto granted = static_cast<std::size_t>(files.rlim_cur);
  return std::min(wanted, granted > 2 * kOwnDescriptors ? granted - kOwnDescriptors : granted / 2);
}

Limits within_system(Limits limits) {
  limits.connections = connections_within(limits.connections);
  if (limits.threads == 0) limits.threads = std::max(1U, std::thread::hardware_concurrency());
  return limits;
}

}  // namespace

struct Server::Impl {
  Impl(Service& service, const Limits& limits) : hall(service, within_system(limits)) {}

  Result<void> listen(const Listening& listening);
  void accept();
  void finish_all();

  Hall hall;
  net::executor_work_guard<net::io_context::executor_type> work{hall.io.get_executor()};
  Tcp::acceptor acceptor{hall.io};
  net::steady_timer pause{hall.io};     // after a failed accept
  net::steady_timer farewell{hall.io};  // when it ends, what is still open is closed by force
  std::thread thread;
};

Result<void> Server::Impl::listen(const Listening& listening) {
  const std::string name = listening.address.find(':') == std::string::npos
                               ? listening.address + ":" + std::to_string(listening.port)
                               : "[" + listening.address + "]:" + std::to_string(listening.port);
  error_code problem;
  const net::ip::address address = net::ip::make_address(listening.address, problem);
  if (problem || !address.is_loopback()) {
    return fail(Code::usage, "is not a loopback address, and there are no accounts yet", name);
  }
  const Tcp::endpoint endpoint(address, listening.port);
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.set_option(Tcp::acceptor::reuse_address(true), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(net::socket_base::max_listen_connections, problem);
  if (problem) {
    return fail(Code::storage,
                "cannot listen (" + problem.message() + "); choose another with --listen", name);
  }
  return {};
}

void Server::Impl::accept() {
  acceptor.async_accept([this](error_code problem, Tcp::socket socket) {
    if (hall.closing) return;
    if (problem) {
      // Out of descriptors, most likely: others must close first.
      pause.expires_after(kBreath);
      pause.async_wait([this](error_code stopped) {
        if (!stopped) accept();
      });
      return;
    }
    if (hall.open.size() < hall.limits.connections) {
      std::make_shared<Connection>(hall, std::move(socket))->start();
    }
    accept();
  });
}

void Server::Impl::finish_all() {
  hall.closing = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  work.reset();
  for (Connection* each : hall.open) each->finish();
  if (hall.open.empty()) return;
  hall.when_empty = [this] { farewell.cancel(); };
  farewell.expires_after(hall.limits.farewell);
  farewell.async_wait([this](error_code stopped) {
    if (stopped) return;
    for (Connection* each : hall.open) each->close();
    hall.io.stop();
  });
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  stop();
}

Result<std::unique_ptr<Server>> Server::start(Service& service, const Listening& listening,
                                              const Limits& limits) {
  auto impl = std::make_unique<Impl>(service, limits);
  if (Result<void> done = impl->listen(listening); !done) return fail(std::move(done).error());
  service.port = impl->acceptor.local_endpoint().port();
  impl->accept();
  impl->thread = std::thread([&io = impl->hall.io] { io.run(); });
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
  return impl_->hall.service.port;
}

void Server::wait_for_signal() {
  net::io_context io{1};
  net::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([](error_code, int) {});
  io.run();
}

void Server::stop() {
  if (!impl_->thread.joinable()) return;
  net::post(impl_->hall.io, [this] { impl_->finish_all(); });
  impl_->thread.join();
  impl_->hall.when_empty = nullptr;
  impl_->hall.workers.join();
}

}  // namespace sillok::serve
