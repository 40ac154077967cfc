// What a library keeps and tells, as plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "document/document.h"

namespace sillok::library {

// Who may see a document: a collection and the groups it is restricted to. Every passage has
// exactly one scope; filters are sets of scopes.
struct Scope {
  std::int64_t id = 0;
  std::string collection;           // "default" unless named
  std::vector<std::string> groups;  // sorted; empty: everyone
};

// Who is asking. Fails closed: with neither `everything` nor a matching group a restricted document
// is not there, in no list and no count.
struct Asker {
  bool everything = false;          // the library's owner at the command line
  std::vector<std::string> groups;  // of the person asking
  std::string collection;           // only this one; empty: all
};

struct FileState {
  std::int64_t id = 0;
  std::string path;  // absolute
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::string sha256;  // of the bytes; empty until read
  std::string stage;   // "waiting", "reading", "kept", "failed", "quarantined"
  std::string reason;  // for failed and quarantined; for kept: what part could not be read
  int readers_version = 0;
  std::int64_t scope = 0;
  std::string collection;
};

struct DocumentRow {
  std::string id;  // public
  std::string title;
  std::string format;
  std::string path;  // absolute path of the file it came from
  std::string file;  // its name without folders
  Scope scope;
  int version = 1;
  std::string updated;  // ISO 8601, UTC
  std::size_t passages = 0;
  std::vector<std::string> warnings;
};

struct KeptPassage {
  std::int64_t id = 0;
  std::string document;  // public id
  std::string title;
  std::string file;
  std::int64_t scope = 0;
  int ordinal = 0;  // within the document, from 0
  document::Passage passage;
};

// A document on its way in: what the reader said and how it was cut.
struct Incoming {
  document::Document document;  // structured (prepare::recognise_structure)
  std::vector<document::Passage> passages;
};

// What a change did to the passages; the index follows these in order.
struct Change {
  std::int64_t id = 0;
  std::vector<std::int64_t> added;
  std::vector<std::int64_t> removed;
};

// Which passages to look at. Whoever asks: what may be seen is not decided here.
struct PassageFilter {
  std::vector<std::string> documents;  // public ids; empty: all
  std::string since, until;  // days (YYYY-MM-DD) of DocumentRow::updated, both included; empty: any
};

// Ids from `first` to `last`, both included.
struct PassageRange {
  std::int64_t first = 0, last = 0;
};

}  // namespace sillok::library
