#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace sillok::cli {

void declare_serve(CLI::App& /*app*/, Context& /*context*/) {}

}  // namespace sillok::cli
