#include "index/manifest.h"

#include <sys/stat.h>
#include <xxhash.h>

#include <array>
#include <chrono>
#include <system_error>

#include "index/bytes.h"
#include "index/segment_format.h"
#include "index/storage.h"

namespace sillok::index {
namespace {

constexpr std::string_view kManifestMagic = "SILLOKMF";
constexpr std::string_view kDeletionsMagic = "SILLOKDL";
constexpr std::size_t kChecksumBytes = 8;

std::uint64_t hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

void seal(std::string& bytes) {
  store(bytes, hash_of(bytes));
}

bool sealed(std::string_view bytes) {
  if (bytes.size() < kChecksumBytes) return false;
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksumBytes);
  return hash_of(content) == load<std::uint64_t>(bytes.data() + content.size());
}

// Takes numbers off the front of bytes; zero when they have run out (the caller checks `short_`).
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T take() {
    if (bytes_.size() < sizeof(T)) {
      short_ = true;
      return T{};
    }
    const T value = load<T>(bytes_.data());
    bytes_.remove_prefix(sizeof(T));
    return value;
  }
  [[nodiscard]] bool ended_well() const { return !short_ && bytes_.empty(); }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
  bool short_ = false;
};

}  // namespace

std::string segment_name(std::uint64_t number) {
  return "segment-" + std::to_string(number);
}

std::string deletions_name(const SegmentRef& ref) {
  return "deletions-" + std::to_string(ref.number) + "-" + std::to_string(ref.deletions);
}

std::uint64_t number_of_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

void remove_unnamed(const std::filesystem::path& folder, const Manifest& manifest,
                    const std::set<std::uint64_t>& waiting) {
  std::set<std::string> used{kManifestName};
  for (const SegmentRef& ref : manifest.segments) {
    used.insert(segment_name(ref.number));
    if (ref.deletions != 0) used.insert(deletions_name(ref));
  }
  for (const std::uint64_t number : waiting) {
    used.insert(segment_name(number));
    used.insert(segment_name(number) + ".part");
  }
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    const bool ours =
        name.starts_with("segment-") || name.starts_with("deletions-") || name.ends_with(".part");
    if (ours && !used.contains(name)) (void)remove_file(entry.path());
  }
}

Result<void> write_manifest(const std::filesystem::path& folder, const Manifest& manifest,
                            std::string_view analysis) {
  std::string bytes(kManifestMagic);
  store(bytes, kFormatVersion);
  store(bytes, static_cast<std::uint32_t>(manifest.segments.size()));
  store(bytes, hash_of(analysis));
  store(bytes, manifest.change);
  store(bytes, manifest.generation);
  store(bytes, manifest.next_number);
  for (const SegmentRef& ref : manifest.segments) {
    store(bytes, ref.number);
    store(bytes, ref.deletions);
  }
  seal(bytes);
  const std::string_view part = bytes;
  return write_file(folder, kManifestName, {&part, 1});
}

Result<Manifest> read_manifest(const std::filesystem::path& folder, std::string_view analysis) {
  const std::filesystem::path path = folder / kManifestName;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(Code::not_found, "there is no index yet", path.string());
  }
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return fail(file.error());
  std::string_view bytes = file->bytes();
  if (!bytes.starts_with(kManifestMagic) || !sealed(bytes)) {
    return fail(Code::storage, "is damaged; run 'sillok index rebuild'", path.string());
  }
  bytes.remove_suffix(kChecksumBytes);
  Reader reader(bytes.substr(kManifestMagic.size()));
  if (reader.take<std::uint32_t>() != kFormatVersion) {
    return fail(Code::unsupported, "is of another version of the index; run 'sillok index rebuild'",
                path.string());
  }
  const auto count = reader.take<std::uint32_t>();
  if (reader.take<std::uint64_t>() != hash_of(analysis)) {
    return fail(Code::unsupported,
                "comes from another version of the analysis; run 'sillok index rebuild'",
                path.string());
  }
  Manifest manifest;
  manifest.change = reader.take<std::int64_t>();
  manifest.generation = reader.take<std::uint64_t>();
  manifest.next_number = reader.take<std::uint64_t>();
  for (std::uint32_t i = 0; i < count && reader.left() > 0; ++i) {
    SegmentRef ref;
    ref.number = reader.take<std::uint64_t>();
    ref.deletions = reader.take<std::uint64_t>();
    manifest.segments.push_back(ref);
  }
  if (!reader.ended_well() || manifest.segments.size() != count) {
    return fail(Code::storage, "is damaged; run 'sillok index rebuild'", path.string());
  }
  return manifest;
}

Result<void> write_deletions(const std::filesystem::path& folder, const SegmentRef& ref,
                             const Gone& gone) {
  std::string bytes(kDeletionsMagic);
  store(bytes, kFormatVersion);
  store(bytes, static_cast<std::uint32_t>(gone.size()));
  std::string bits((gone.size() + 7) / 8, '\0');
  for (std::size_t i = 0; i < gone.size(); ++i) {
    if (gone[i]) bits[i / 8] = static_cast<char>(bits[i / 8] | static_cast<char>(1U << (i % 8)));
  }
  bytes += bits;
  seal(bytes);
  const std::string_view part = bytes;
  return write_file(folder, deletions_name(ref), {&part, 1});
}

Result<Gone> read_deletions(const std::filesystem::path& folder, const SegmentRef& ref,
                            std::uint32_t passages) {
  Gone gone(passages);
  if (ref.deletions == 0) return gone;
  const std::filesystem::path path = folder / deletions_name(ref);
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return fail(file.error());
  const std::string_view bytes = file->bytes();
  const std::size_t front = kDeletionsMagic.size() + 8;
  if (!bytes.starts_with(kDeletionsMagic) || !sealed(bytes) ||
      bytes.size() != front + (passages + std::size_t{7}) / 8 + kChecksumBytes ||
      load<std::uint32_t>(bytes.data() + kDeletionsMagic.size()) != kFormatVersion ||
      load<std::uint32_t>(bytes.data() + kDeletionsMagic.size() + 4) != passages) {
    return fail(Code::storage, "is damaged; run 'sillok index rebuild'", path.string());
  }
  for (std::uint32_t i = 0; i < passages; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[front + i / 8]);
    gone[i] = (byte >> (i % 8) & 1U) != 0;
  }
  return gone;
}

ManifestStamp manifest_stamp(const std::filesystem::path& folder) {
  struct stat status {};
  if (::stat((folder / kManifestName).c_str(), &status) != 0) return {};
  return {status.st_ino,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace sillok::index
