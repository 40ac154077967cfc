// The server: listens on loopback, reads requests under limits, lets respond() answer them.
//
// One thread waits on all sockets, so that thousands of idle connections cost memory only; as many
// threads as there are cores answer. A client that is slow to send or to take is dropped when its
// time is over; one too many is turned away. Start and stop from one thread; the service must
// outlive the server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "result/result.h"
#include "serve/guard.h"
#include "serve/service.h"

namespace sillok::serve {

struct Limits {
  std::size_t header_bytes = 16U * 1024;
  std::size_t body_bytes = 1U << 20U;
  std::size_t connections = 4'096;           // less when the system grants fewer descriptors
  std::chrono::milliseconds idle{75'000};    // between requests; longer than clients' pools keep
  std::chrono::milliseconds header{10'000};  // from its first byte to its last
  std::chrono::milliseconds body{30'000};
  std::chrono::milliseconds reply{30'000};  // to take a whole reply, or the next piece of a stream
  std::chrono::milliseconds farewell{5'000};  // what is under way may take so long at stop()
  unsigned threads = 0;                       // that answer; 0: one a core
};

class Server {
 public:
  // Listens and answers from now on. `storage` when the address cannot be had.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Service& service,
                                                             const Listening& listening,
                                                             const Limits& limits = {});
  // Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Returns when the process is sent SIGINT or SIGTERM.
  void wait_for_signal();
  // Takes no more connections, lets replies under way finish, closes the rest. Idempotent.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillok::serve
