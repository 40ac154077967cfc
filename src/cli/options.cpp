#include "cli/options.h"

#include <CLI/CLI.hpp>

#include "cli/words.h"

namespace sillok::cli {

void add_collection_option(CLI::App& command, std::string& collection) {
  command.add_option("--collection", collection,
                     either("이 모음에서만", "only from this collection"));
}

void add_asker_option(CLI::App& command, std::string& user) {
  command.add_option("--as", user,
                     either("이 사람이 볼 수 있는 것만", "only what this person may read"));
}

void add_json_flag(CLI::App& command, bool& json) {
  command.add_flag("--json", json, either("결과를 JSON으로", "print the outcome as JSON"));
}

}  // namespace sillok::cli
