#include "model/learned.h"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "model/lanes.h"

namespace sillok::model {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);

constexpr char kMagic[8] = {'S', 'I', 'L', 'L', 'O', 'K', 'L', 'E'};
constexpr std::uint32_t kVersion = 1;
constexpr float kMostCode = 127;

// As docs/index-format.md lists it; the parts follow in the order keys, scales, codes.
struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t dimensions;
  std::uint64_t features_version;  // XXH3 of it
  std::uint64_t features;
  std::uint64_t passages;
  std::uint64_t reserved;  // 0
  std::uint64_t checksum;  // XXH3 of the file from the end of the header on
  std::uint64_t header_checksum;
};
static_assert(sizeof(Header) == 64);

std::uint64_t hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

template <class T>
void append(std::string& to, const std::vector<T>& values) {
  to.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

std::string hex_of(std::uint64_t number) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[number >> shift & 15U];
  return text;
}

void to_length_1(std::vector<float>& vector) {
  const float squares = lanes().dot(vector.data(), vector.data(), vector.size());
  if (!(squares > 0)) return;
  const float by = 1 / std::sqrt(squares);
  for (float& v : vector) v *= by;
}

}  // namespace

float weight_of(std::size_t occurrences) {
  return 1 + std::log(static_cast<float>(occurrences));
}

std::string to_bytes(const LearnedTable& table, const text::Analyzer& analyzer) {
  std::vector<float> scales;
  std::vector<std::int8_t> codes;
  codes.reserve(table.rows.size());
  for (std::size_t row = 0; row < table.keys.size(); ++row) {
    const float* from = table.rows.data() + row * kLearnedDimensions;
    float most = 0;
    for (std::size_t i = 0; i < kLearnedDimensions; ++i) most = std::max(most, std::abs(from[i]));
    const float scale = most / kMostCode;
    scales.push_back(scale);
    for (std::size_t i = 0; i < kLearnedDimensions; ++i) {
      codes.push_back(static_cast<std::int8_t>(scale > 0 ? std::lround(from[i] / scale) : 0));
    }
  }
  std::string body;
  append(body, table.keys);
  append(body, scales);
  append(body, codes);
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kVersion;
  header.dimensions = kLearnedDimensions;
  header.features_version = hash_of(features_version(analyzer));
  header.features = table.keys.size();
  header.passages = table.passages;
  header.checksum = hash_of(body);
  const auto* raw = reinterpret_cast<const char*>(&header);
  header.header_checksum = hash_of({raw, sizeof header - sizeof header.header_checksum});
  return std::string(raw, sizeof header) + body;
}

Result<std::shared_ptr<const LearnedEmbedder>> LearnedEmbedder::open(
    std::string_view bytes, std::shared_ptr<const void> owner, const text::Analyzer& analyzer,
    const std::string& name) {
  const auto damaged = [&] {
    return fail(Code::storage, "is damaged; run 'sillok index rebuild'", name);
  };
  Header header{};
  if (bytes.size() < sizeof header) return damaged();
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::string_view checked = bytes.substr(0, sizeof header - sizeof header.header_checksum);
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 ||
      hash_of(checked) != header.header_checksum) {
    return damaged();
  }
  if (header.version != kVersion || header.dimensions != kLearnedDimensions ||
      header.features_version != hash_of(features_version(analyzer))) {
    return fail(Code::unsupported,
                "comes from another version of the program; run 'sillok index rebuild'", name);
  }
  const std::string_view body = bytes.substr(sizeof header);
  constexpr std::size_t kRow = sizeof(FeatureKey) + sizeof(float) + kLearnedDimensions;
  if (header.features > body.size() || header.features * kRow != body.size() ||
      reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(float) != 0 ||
      hash_of(body) != header.checksum) {
    return damaged();
  }
  std::shared_ptr<LearnedEmbedder> embedder(new LearnedEmbedder(analyzer));
  const auto features = static_cast<std::size_t>(header.features);
  const char* at = body.data();
  embedder->keys_ = {reinterpret_cast<const FeatureKey*>(at), features};
  at += features * sizeof(FeatureKey);
  embedder->scales_ = {reinterpret_cast<const float*>(at), features};
  at += features * sizeof(float);
  embedder->codes_ = {reinterpret_cast<const std::int8_t*>(at), features * kLearnedDimensions};
  embedder->owner_ = std::move(owner);
  embedder->passages_ = header.passages;
  embedder->version_ = "learned-" + hex_of(header.checksum);
  return std::shared_ptr<const LearnedEmbedder>(std::move(embedder));
}

std::vector<float> LearnedEmbedder::vector_of(std::vector<FeatureKey> features) const {
  std::vector<float> sum(kLearnedDimensions);
  std::sort(features.begin(), features.end());
  auto from = keys_.begin();
  for (std::size_t i = 0; i < features.size();) {
    std::size_t end = i + 1;
    while (end < features.size() && features[end] == features[i]) ++end;
    from = std::lower_bound(from, keys_.end(), features[i]);
    if (from == keys_.end()) break;
    if (*from == features[i]) {
      const auto row = static_cast<std::size_t>(from - keys_.begin());
      lanes().add_codes(sum.data(), codes_.data() + row * kLearnedDimensions,
                        weight_of(end - i) * scales_[row], kLearnedDimensions);
    }
    i = end;
  }
  to_length_1(sum);
  return sum;
}

Result<Vectors> LearnedEmbedder::embed(std::span<const std::string_view> texts, Purpose) const {
  FeatureReader reader(analyzer_);
  Vectors vectors;
  vectors.reserve(texts.size());
  for (const std::string_view text : texts) vectors.push_back(vector_of(reader.of(text)));
  return vectors;
}

}  // namespace sillok::model
