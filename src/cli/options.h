// Options that several commands have, named and explained once.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace sillok::cli {

// Each sets what it is given when the command line names it.
void add_collection_option(CLI::App& command, std::string& collection);  // only from this one
void add_asker_option(CLI::App& command, std::string& user);             // what they may read
void add_json_flag(CLI::App& command, bool& json);

}  // namespace sillok::cli
