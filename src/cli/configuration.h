// What the keeper of a library has set: `sillok.toml` in the library's folder, then SILLOK_*
// variables, then flags, each overruling the one before. Made once at start, then only read; any
// thread.
//
// docs/settings.md lists every key; each may be left out, and an unknown one is an error that names
// it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "isolate/reading.h"
#include "library/library.h"
#include "model/reranker.h"
#include "model/server.h"
#include "prepare/passages.h"
#include "result/result.h"

namespace sillok::cli {

struct Configuration {
  std::string listen = "127.0.0.1:8480";
  prepare::PassageLimits passages;
  isolate::Limits reading;
  unsigned readers = 0;
  double threshold = 0.5;
  model::ServerOptions embedder;                           // no url: none
  model::RerankerOptions reranker;                         // no url: none
  std::map<std::string, std::vector<std::string>> groups;  // group → its users

  // The groups `user` is in, sorted. Nobody's is empty.
  [[nodiscard]] std::vector<std::string> groups_of(const std::string& user) const;
  // Who is asking at the command line: the owner, who sees everything, or with --as the named
  // person.
  [[nodiscard]] library::Asker asker(const std::string& as_user,
                                     const std::string& collection) const;
};

// Reads <library>/sillok.toml, if there is one, and the environment. Fails with `usage` naming the
// file (or the variable) and the key: unknown, of the wrong kind, or out of range.
[[nodiscard]] Result<Configuration> load_configuration(const std::filesystem::path& library);

// The same from values at hand, for load_configuration and tests: `toml` is the file's text, `name`
// what messages call it, `environment` has entries "NAME=value".
[[nodiscard]] Result<Configuration> parse_configuration(
    const std::string& toml, const std::string& name, const std::vector<std::string>& environment);

}  // namespace sillok::cli
