// What travels from the readers to the writer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ingest/walk.h"
#include "library/library.h"

namespace sillok::ingest {

// One file on its way in. Filled by the worker that reads it; `begun` and `documents` are the
// writer's.
struct Job {
  library::FileState state;  // as it will stand in the library when the file is kept
  bool begun = false;        // its row says "reading", its documents are coming
  std::string left_out;      // why some of its documents were not kept
};

enum class Outcome : std::uint8_t {
  more,       // documents, and others will follow
  whole,      // the last documents: the file was read to its end
  failed,     // the file ends here: state.stage and state.reason say why
  unchanged,  // its content is what the library has: only size and time are noted
};

struct Delivery {
  std::shared_ptr<Job> job;
  std::vector<library::Incoming> documents;
  Outcome outcome = Outcome::more;
};

}  // namespace sillok::ingest
