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
#include "library/records.h"
#include "result/result.h"

namespace sillok::library {

enum class Access { read, write };

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

  // --- scopes
  Result<Scope> scope_of(const std::string& collection, std::vector<std::string> groups);
  // visible[scope id] for every scope there is.
  [[nodiscard]] Result<std::vector<bool>> visible_scopes(const Asker& asker) const;

  // --- ingest jobs (one a file; the pipeline in ingest/ drives them)
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
  [[nodiscard]] Result<std::int64_t> last_change() const;
  // Changes after `after` in order, until `each` returns false.
  Result<void> changes_after(std::int64_t after,
                             const std::function<bool(const Change&)>& each) const;
  // Every live passage in id order.
  Result<void> each_passage(const std::function<bool(const KeptPassage&)>& each) const;
  // Their ids alone, rising.
  [[nodiscard]] Result<std::vector<std::int64_t>> passage_ids() const;
  // How many there are in these scopes: visible[scope] as of visible_scopes().
  [[nodiscard]] Result<std::uint64_t> passage_count(const std::vector<bool>& visible) const;
  // Looks at the whole database and at every original. One line a finding; none: sound.
  [[nodiscard]] Result<std::vector<std::string>> check() const;

  // --- answers
  // Allowed with Access::read as well, and while another process adds documents: answers are the
  // one thing that those who ask write. Survives a crash of the program at once, and a power cut
  // once the next batch or checkpoint is on disk.
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
