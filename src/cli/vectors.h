// The vectors of a library, as the commands keep them: in the background, one process at a time.
#pragma once

#include <memory>

#include "cli/command.h"
#include "cli/configuration.h"
#include "ingest/vectors.h"
#include "library/library.h"
#include "model/embedder.h"
#include "result/result.h"

namespace sillok::cli {

// The embedder of sillok.toml; null when none is named there.
[[nodiscard]] Result<std::shared_ptr<const model::Embedder>> configured_embedder(
    const Configuration& configuration);

// Brings the vectors to the library's last change (ingest/vectors.h). While another process does so
// this one waits when they are to be learned anew, and otherwise leaves it to that one.
Result<void> bring_vectors(const library::Library& library, const Context& context,
                           ingest::Learning learning);

// The same in a process of its own that outlives this one, for what has just been added or removed.
// It is found by its words at once. A failure to start it is told on standard error only.
void bring_vectors_in_background(const library::Library& library, const Context& context);

// Findings of ingest::check_vectors; none while another process brings them up.
[[nodiscard]] Result<std::vector<std::string>> check_vectors(const library::Library& library,
                                                             const Context& context);

}  // namespace sillok::cli
