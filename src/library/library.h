// The system of record: documents, their versions and passages, answers, ingest jobs; one SQLite
// database in WAL mode (library.db) and a content-addressed folder of originals (originals/ab/…).
// Everything else (the index) is derived from it. Format and promises: docs/library.md.
//
// Opening: any number of readers; one writer at a time over all processes (writer.lock); a second
// writer gets `busy` naming the first's process. A library written by a newer schema is refused
// with `unsupported`; an older one is migrated by the first writer. All writes are transactions: a
// crash at any point leaves the old state or the new one. Methods may be called from any thread;
// those that write take turns, and so do those that read, but neither waits for the other: reading
// sees the last commit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "document/document.h"
#include "library/dictionary.h"
#include "result/result.h"

namespace sillok::library {

enum class Access { read, write };

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

class Library {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Library>> open(const std::filesystem::path& folder,
                                                             Access access);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const;
  // The keeper's words for questions, as the file is now (dictionary.h).
  [[nodiscard]] Dictionary dictionary() const;

  // --- scopes -----------------------------------------------------------------------------------
  Result<Scope> scope_of(const std::string& collection, std::vector<std::string> groups);
  // visible[scope id] for every scope there is.
  [[nodiscard]] Result<std::vector<bool>> visible_scopes(const Asker& asker) const;

  // --- ingest jobs (one a file; the pipeline in ingest/ drives them)
  // ------------------------------
  [[nodiscard]] Result<std::optional<FileState>> file(const std::string& path,
                                                      const std::string& collection) const;
  // Writes the job row; gives its id. Stage "reading" begins a reading: the documents that keep()
  // brings from now on are the file's, and finish_file() removes the others.
  Result<std::int64_t> note_file(const FileState& state, std::int64_t scope);
  [[nodiscard]] Result<std::vector<FileState>> files_in_stage(const std::string& stage) const;
  // Files with something to tell: failed, quarantined, or kept in part. In path order.
  [[nodiscard]] Result<std::vector<FileState>> problem_files() const;
  // Kept files of the collection with these bytes: where a renamed file may have been.
  [[nodiscard]] Result<std::vector<FileState>> files_with_content(
      const std::string& sha256, const std::string& collection) const;
  // The file stands at another path now; its documents keep their ids. False when it is not at
  // `from` any more or something else is at `to`.
  Result<bool> move_file(std::int64_t file, const std::string& from, const std::string& to);
  [[nodiscard]] Result<std::size_t> documents_in(std::int64_t file) const;
  // Copies the bytes into originals/; gives the sha256 in hex. They are durable before any
  // transaction that names them is. Several threads may copy at once.
  Result<std::string> keep_original(const std::filesystem::path& file);
  // Where the bytes are; the file is gone with the last that had them.
  [[nodiscard]] std::filesystem::path original(const std::string& sha256) const;
  // Keeps a batch of documents of one file in one transaction. A document with the same public id
  // is replaced by a new version (same text and place: unchanged, nothing written). Counts per
  // batch.
  struct Kept {
    std::size_t added = 0, updated = 0, unchanged = 0, passages = 0;
    // Documents left out because their given id is another's: of a file that still exists, or of
    // one that came before in the same file.
    struct Conflict {
      std::string id, path;
    };
    std::vector<Conflict> conflicts;
  };
  Result<Kept> keep(std::int64_t file, std::int64_t scope, std::span<const Incoming> batch);
  // The file is read to its end: marks it kept and removes its documents that this reading did not
  // bring again.
  Result<std::size_t> finish_file(const FileState& state);
  // Makes all that `writes` does through this library one transaction: all of it is kept, or, when
  // `writes` or the commit fails, nothing. Other writing threads wait meanwhile.
  Result<void> together(const std::function<Result<void>()>& writes);

  // --- documents and passages
  // ---------------------------------------------------------------------
  [[nodiscard]] Result<std::vector<DocumentRow>> list(const Asker& asker) const;
  [[nodiscard]] Result<DocumentRow> document(const std::string& id, const Asker& asker) const;
  // The structured document as it was kept (its current version).
  [[nodiscard]] Result<document::Document> body(const std::string& id, const Asker& asker) const;
  // In the order of `ids`; ids that are gone are skipped.
  [[nodiscard]] Result<std::vector<KeptPassage>> passages(std::span<const std::int64_t> ids) const;
  // All passages of a document in order.
  [[nodiscard]] Result<std::vector<KeptPassage>> passages_of(const std::string& document) const;
  // The passages of the documents that pass the filter, as ranges that rise and lie apart.
  [[nodiscard]] Result<std::vector<PassageRange>> passage_ranges(const PassageFilter& filter) const;
  // Removes the document, its passages, and, with its last document, the file's row and the
  // originals that nothing else uses. A file that still has others is read anew at the next add.
  Result<void> remove(const std::string& document);
  // The same for the file at `path`, in every collection, and for all files below it. Gives the
  // number of documents; not_found when there is no such file.
  Result<std::size_t> remove_path(const std::string& path);

  // --- for the index
  // --------------------------------------------------------------------------------
  [[nodiscard]] Result<std::int64_t> last_change() const;
  // Changes after `after` in order, until `each` returns false.
  Result<void> changes_after(std::int64_t after,
                             const std::function<bool(const Change&)>& each) const;
  // Every live passage in id order.
  Result<void> each_passage(const std::function<bool(const KeptPassage&)>& each) const;
  // Their ids alone, rising.
  [[nodiscard]] Result<std::vector<std::int64_t>> passage_ids() const;
  // Looks at the whole database and at every original. One line a finding; none: sound.
  [[nodiscard]] Result<std::vector<std::string>> check() const;

  // --- answers
  // --------------------------------------------------------------------------------------- Allowed
  // with Access::read as well, and while another process adds documents: answers are the one thing
  // that those who ask write. Survives a crash of the program at once, and a power cut once the
  // next batch or checkpoint is on disk.
  Result<void> record_answer(const std::string& id, const std::string& json);
  [[nodiscard]] Result<std::string> answer(const std::string& id) const;

 private:
  struct Impl;  // impl.h, for this room's files
  explicit Library(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// SHA-256 of a file's bytes in hex; `unreadable` when they cannot be read.
[[nodiscard]] Result<std::string> digest_of_file(const std::filesystem::path& file);

}  // namespace sillok::library
