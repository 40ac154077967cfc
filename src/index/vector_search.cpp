#include "index/vector_search.h"

#include <sys/stat.h>

#include <mutex>
#include <utility>

#include "index/manifest.h"
#include "index/storage.h"
#include "model/learned.h"

namespace sillok::index {

std::filesystem::path vectors_folder(const std::filesystem::path& index_folder) {
  return index_folder / "vectors";
}

Result<std::shared_ptr<const model::LearnedEmbedder>> read_learned(
    const std::filesystem::path& index_folder, const text::Analyzer& analyzer) {
  const std::filesystem::path path = vectors_folder(index_folder) / kLearnedName;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(Code::not_found, "no embedder has been learned yet", path.string());
  }
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return fail(file.error());
  const auto owner = std::make_shared<const MappedFile>(std::move(*file));
  return model::LearnedEmbedder::open(owner->bytes(), owner, analyzer, path.string());
}

Result<void> write_learned(const std::filesystem::path& index_folder, std::string_view bytes) {
  const std::filesystem::path folder = vectors_folder(index_folder);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(Code::storage, "cannot be created: " + error.message(), folder.string());
  return write_file(folder, kLearnedName, {&bytes, 1});
}

namespace {

// What tells one state of a file from another without reading it; zeros: there is none.
struct FileStamp {
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;
  std::uint64_t size = 0;
  bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_ino,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace

struct VectorSearch::Impl {
  struct Pair {
    std::shared_ptr<const model::Embedder> embedder;
    std::shared_ptr<const VectorIndex> store;
  };

  std::filesystem::path index_folder;
  const text::Analyzer& analyzer;
  bool configured = false;

  std::mutex mutex;                             // for all below
  FileStamp learned;                            // of the file that `next` came from
  FileStamp manifest;                           // the store's when `next` was last tried
  Pair used;                                    // both null: there are no vectors yet
  std::shared_ptr<const model::Embedder> next;  // not used yet: its vectors are still coming

  Pair current();
  void try_next();
};

VectorSearch::Impl::Pair VectorSearch::Impl::current() {
  const std::filesystem::path folder = vectors_folder(index_folder);
  const FileStamp learned_now = configured ? FileStamp{} : stamp_of(folder / kLearnedName);
  const FileStamp manifest_now = stamp_of(folder / kManifestName);
  const std::lock_guard lock(mutex);
  if (learned_now != learned) {
    learned = learned_now;
    next = nullptr;
    manifest = {};
    if (auto fresh = read_learned(index_folder, analyzer)) next = std::move(*fresh);
  }
  if (next && manifest_now != manifest) {
    manifest = manifest_now;
    try_next();
  }
  return used;
}

// Once the store agrees with the library under the next embedder, the two come into use.
void VectorSearch::Impl::try_next() {
  auto store = VectorIndex::open(vectors_folder(index_folder), next->version(), next->dimensions());
  if (!store || (*store)->change() == 0) return;
  used = {std::move(next), std::move(*store)};
  next = nullptr;
}

std::vector<Hit> VectorSearch::Asked::best(std::size_t k, const std::vector<bool>& visible) const {
  return ready() ? store_->search(vector_, k, visible) : std::vector<Hit>{};
}

std::vector<float> VectorSearch::Asked::similarity(std::span<const std::int64_t> passages) const {
  return ready() ? store_->similarity(vector_, passages) : std::vector<float>(passages.size());
}

VectorSearch::VectorSearch(std::filesystem::path index_folder, const text::Analyzer& analyzer,
                           std::shared_ptr<const model::Embedder> configured)
    : impl_(new Impl{std::move(index_folder),
                     analyzer,
                     configured != nullptr,
                     {},
                     {},
                     {},
                     {},
                     std::move(configured)}) {}
VectorSearch::~VectorSearch() = default;

Result<VectorSearch::Asked> VectorSearch::ask(std::string_view question) const {
  const Impl::Pair pair = impl_->current();
  Asked asked;
  if (!pair.store) return asked;
  Result<model::Vectors> vectors = pair.embedder->embed({&question, 1}, model::Purpose::question);
  if (!vectors) return fail(vectors.error());
  asked.vector_ = std::move(vectors->front());
  for (const float v : asked.vector_) {
    if (v != 0) asked.store_ = pair.store;
  }
  return asked;
}

std::string VectorSearch::state() const {
  const Impl::Pair pair = impl_->current();
  return pair.store ? pair.store->state() : "";
}

}  // namespace sillok::index
