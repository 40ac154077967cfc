#include "index/vectors_segment.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "index/bytes.h"
#include "index/vectors_scan.h"

namespace sillok::index {
namespace {

constexpr std::string_view kMagic = "SILLOKVC";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kRun = 16;
constexpr float kMostCode = 127;

// As docs/index-format.md lists it.
struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t dimensions;
  std::uint64_t file_bytes;
  std::uint64_t embedder;  // XXH3 of the embedder's version
  std::uint32_t passages;
  std::uint32_t runs;
  std::int64_t first_id;
  std::uint64_t signs;
  std::uint64_t codes;
  std::uint64_t scales;
  std::uint64_t ids;
  std::uint64_t run_table;
  std::uint64_t checksum;         // XXH3 of the file from the end of the header on
  std::uint64_t reserved;         // 0
  std::uint64_t header_checksum;  // XXH3 of the header up to here
};
static_assert(sizeof(Header) == 112);
constexpr std::size_t kAlignment = 64;  // of the parts: a group's words begin at a cache line

std::uint64_t hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::size_t padding_to(std::uint64_t at) {
  return static_cast<std::size_t>((kAlignment - at % kAlignment) % kAlignment);
}

std::size_t group_words(std::size_t dimensions) {
  return kGroup * sign_words(dimensions);
}

// Where a vector's word lies within its group.
std::size_t word_at(std::size_t lane, std::size_t word, std::size_t words) {
  return lane / kBlockLanes * words * kBlockLanes + word * kBlockLanes + lane % kBlockLanes;
}

}  // namespace

Quantised quantise(std::span<const float> vector) {
  Quantised quantised;
  quantised.signs.resize(sign_words(vector.size()));
  quantised.codes.resize(code_count(vector.size()));
  double squares = 0;
  float most = 0;
  for (const float v : vector) {
    squares += double{v} * double{v};
    most = std::max(most, std::abs(v));
  }
  if (!(squares > 0) || !std::isfinite(squares) || !std::isfinite(kMostCode / most)) {
    return quantised;
  }
  quantised.scale = static_cast<float>(double{most} / std::sqrt(squares) / double{kMostCode});
  for (std::size_t i = 0; i < vector.size(); ++i) {
    quantised.codes[i] = static_cast<std::int8_t>(std::lround(vector[i] / most * kMostCode));
    if (vector[i] > 0) quantised.signs[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return quantised;
}

void VectorGathering::add(std::int64_t id, std::int64_t scope, const Quantised& vector) {
  const std::size_t number = ids_.size();
  if (runs_.empty() || runs_.back().scope != scope) {
    runs_.push_back({scope, static_cast<std::uint32_t>(number)});
  }
  ids_.push_back(id);
  const std::size_t words = sign_words(dimensions_);
  if (number % kGroup == 0) signs_.resize(signs_.size() + group_words(dimensions_));
  std::uint64_t* group = signs_.data() + number / kGroup * group_words(dimensions_);
  for (std::size_t w = 0; w < words; ++w) {
    group[word_at(number % kGroup, w, words)] = vector.signs[w];
  }
  codes_.insert(codes_.end(), vector.codes.begin(), vector.codes.end());
  scales_.push_back(vector.scale);
}

void VectorGathering::clear() {
  *this = VectorGathering(dimensions_);
}

Result<void> VectorGathering::write(const std::filesystem::path& folder, const std::string& name,
                                    std::string_view embedder) const {
  Header header{};
  std::memcpy(header.magic, kMagic.data(), kMagic.size());
  header.version = kVersion;
  header.dimensions = static_cast<std::uint32_t>(dimensions_);
  header.embedder = hash_of(embedder);
  header.passages = static_cast<std::uint32_t>(ids_.size());
  header.runs = static_cast<std::uint32_t>(runs_.size());
  header.first_id = first_id();

  std::string ids;
  for (const std::int64_t id : ids_) store(ids, static_cast<std::uint32_t>(id - first_id()));
  std::string runs;
  for (const ScopeRun& run : runs_) {
    store(runs, run.scope);
    store<std::uint64_t>(runs, run.first);
  }
  const std::string zeros(kAlignment, '\0');
  std::vector<std::string_view> parts{{}};
  std::uint64_t end = sizeof header;
  const auto put = [&](std::uint64_t& offset, std::string_view part) {
    parts.push_back(std::string_view(zeros).substr(0, padding_to(end)));
    offset = end + parts.back().size();
    parts.push_back(part);
    end = offset + part.size();
  };
  put(header.signs, bytes_of(signs_));
  put(header.codes, bytes_of(codes_));
  put(header.scales, bytes_of(scales_));
  put(header.ids, ids);
  put(header.run_table, runs);
  header.file_bytes = end;

  XXH3_state_t* hashing = XXH3_createState();
  XXH3_64bits_reset(hashing);
  for (const std::string_view part : parts) XXH3_64bits_update(hashing, part.data(), part.size());
  header.checksum = XXH3_64bits_digest(hashing);
  XXH3_freeState(hashing);
  const auto* raw = reinterpret_cast<const char*>(&header);
  header.header_checksum = hash_of({raw, sizeof header - sizeof header.header_checksum});
  parts.front() = {raw, sizeof header};
  return write_file(folder, name, parts);
}

Result<VectorSegment> VectorSegment::open(const std::filesystem::path& path,
                                          std::string_view embedder, std::size_t dimensions) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return fail(file.error());
  const std::string_view bytes = file->bytes();
  const auto damaged = [&](const char* what) { return fail(Code::storage, what, path.string()); };
  if (bytes.size() < sizeof(Header)) return damaged("is too short for a segment of vectors");
  const auto header = load<Header>(bytes.data());
  if (std::string_view(header.magic, sizeof header.magic) != kMagic) {
    return damaged("is no segment of vectors");
  }
  const std::string_view checked = bytes.substr(0, sizeof header - sizeof header.header_checksum);
  if (hash_of(checked) != header.header_checksum) return damaged("has a damaged header");
  if (header.version != kVersion) {
    return fail(Code::unsupported, "is a segment of vectors of another version", path.string());
  }
  if (header.file_bytes != bytes.size()) return damaged("is not as long as it was written");
  if (header.embedder != hash_of(embedder) || header.dimensions != dimensions) {
    return fail(Code::unsupported, "comes from another embedder", path.string());
  }
  VectorSegment segment;
  segment.passages_ = header.passages;
  segment.run_count_ = header.runs;
  segment.dimensions_ = dimensions;
  segment.first_id_ = header.first_id;
  segment.checksum_ = header.checksum;
  const auto part = [&](std::uint64_t offset, std::uint64_t count, std::uint64_t each,
                        std::string_view& out) {
    if (offset % kAlignment != 0 || offset > bytes.size() ||
        (bytes.size() - offset) / each < count) {
      return false;
    }
    out = bytes.substr(offset, count * each);
    return true;
  };
  const std::uint64_t groups = (header.passages + std::uint64_t{kGroup} - 1) / kGroup;
  if (!part(header.signs, groups, group_words(dimensions) * 8, segment.signs_) ||
      !part(header.codes, header.passages, code_count(dimensions), segment.codes_) ||
      !part(header.scales, header.passages, sizeof(float), segment.scales_) ||
      !part(header.ids, header.passages, 4, segment.ids_) ||
      !part(header.run_table, header.runs, kRun, segment.runs_)) {
    return damaged("has parts that lie outside the file");
  }
  segment.name_ = path.filename().string();
  segment.file_ = std::move(*file);
  return segment;
}

std::int64_t VectorSegment::id(std::uint32_t passage) const {
  return first_id_ + std::int64_t{load<std::uint32_t>(ids_.data() + std::size_t{passage} * 4)};
}

std::uint32_t VectorSegment::find_id(std::int64_t wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = passages_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (id(middle) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < passages_ && id(low) == wanted ? low : passages_;
}

ScopeRun VectorSegment::run(std::uint32_t index) const {
  const char* from = runs_.data() + std::size_t{index} * kRun;
  return {load<std::int64_t>(from), load<std::uint32_t>(from + 8)};
}

const std::uint64_t* VectorSegment::group(std::uint32_t number) const {
  return reinterpret_cast<const std::uint64_t*>(signs_.data()) +
         std::size_t{number} * group_words(dimensions_);
}

const std::int8_t* VectorSegment::codes(std::uint32_t passage) const {
  return reinterpret_cast<const std::int8_t*>(codes_.data()) +
         std::size_t{passage} * code_count(dimensions_);
}

float VectorSegment::scale(std::uint32_t passage) const {
  const auto scale = load<float>(scales_.data() + std::size_t{passage} * sizeof(float));
  return std::isfinite(scale) ? scale : 0;
}

Quantised VectorSegment::vector(std::uint32_t passage) const {
  Quantised quantised;
  const std::size_t words = sign_words(dimensions_);
  const std::uint64_t* from = group(passage / kGroup);
  for (std::size_t w = 0; w < words; ++w) {
    quantised.signs.push_back(from[word_at(passage % kGroup, w, words)]);
  }
  quantised.codes.assign(codes(passage), codes(passage) + code_count(dimensions_));
  quantised.scale = scale(passage);
  return quantised;
}

std::vector<std::string> VectorSegment::verify() const {
  std::vector<std::string> findings;
  const auto find_fault = [&](const std::string& what) { findings.push_back(name_ + ": " + what); };
  if (hash_of(file_.bytes().substr(sizeof(Header))) != checksum_) {
    find_fault("its contents do not match their checksum");
    return findings;
  }
  for (std::uint32_t i = 1; i < passages_; ++i) {
    if (id(i) > id(i - 1)) continue;
    find_fault("its passage ids do not rise");
    break;
  }
  for (std::uint32_t i = 0; i < run_count_; ++i) {
    const std::uint32_t least = i == 0 ? 0 : run(i - 1).first + 1;
    if (run(i).first >= least && run(i).first < passages_ && run(0).first == 0) continue;
    find_fault("its scopes are out of order");
    break;
  }
  return findings;
}

}  // namespace sillok::index
