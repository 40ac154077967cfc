// What the keeper of a library has set: `sillok.toml` in the library's folder, then SILLOK_*
// variables, then flags, each overruling the one before. Made once at start, then only read; any
// thread.
//
// sillok.toml (every key may be left out; an unknown one is an error that names it):
//
//   listen = "127.0.0.1:8480"
//   [passages]
//   characters = 800        # what a passage aims to stay under
//   [reading]               # limits for the reading of one file
//   seconds = 120
//   memory_mb = 2048
//   file_mb = 1024
//   output_mb = 1024
//   unpacked_mb = 200
//   entries = 2000
//   processes = 0           # files read at a time; 0: one a core
//   [answers]
//   threshold = 0.5         # confidence below which is abstained
//   [embedder]              # a model behind a server; without url, one is learned from the library
//   url = "http://127.0.0.1:8080"
//   model = "bge-m3"        # as the server knows it
//   dimensions = 1024       # of its vectors
//   key_file = "/etc/sillok/key"
//   seconds = 60            # to wait for one reply
//   batch = 16              # texts a request
//   characters = 1200       # of a text that are sent
//   question_prefix = ""    # what the model wants before a question, before a passage
//   passage_prefix = ""
//   [reranker]              # a model behind a server that reads the best passages once more;
//   without url, none url = "http://127.0.0.1:8081" model = "bge-reranker-v2-m3" key_file =
//   "/etc/sillok/key" passages = 20           # that it is asked about characters = 1200       # of
//   a passage that are sent seconds = 5             # to wait for a reply; after that the order
//   stays as it was [groups]                # for --as USER and --allow GROUP hr = ["kim", "lee"]
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
