// What every route works with. Owned by whoever starts the server and outlives it; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "answer/answer.h"
#include "index/retriever.h"
#include "library/library.h"
#include "serve/metrics.h"
#include "serve/shelf.h"

namespace sillok::serve {

struct Service {
  library::Library& library;
  const index::Retriever& retriever;
  answer::Options answering = {};
  Metrics metrics = {};
  Shelf shelf = {};
  std::uint16_t port = 0;  // where the server listens; set when it starts
};

// Without accounts the asker is everyone: what is restricted to groups is not there.
[[nodiscard]] library::Asker everyone(std::string collection = {});

}  // namespace sillok::serve
