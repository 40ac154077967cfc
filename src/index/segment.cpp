#include "index/segment.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "index/bytes.h"
#include "index/segment_format.h"
#include "index/weights.h"

namespace sillok::index {
namespace {

std::uint64_t hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t load_5(const char* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, kReferenceBytes);
  return value;
}

void store_low(std::string& out, std::uint64_t value, unsigned bytes) {
  out.append(reinterpret_cast<const char*>(&value), bytes);
}

// How many leading bits of the keys the directory answers: its 4 bytes a bucket must cost less than
// the byte it saves each key.
unsigned prefix_bits_for(std::size_t terms) {
  if (terms >= 400'000) return 16;
  return terms >= 2'000 ? 8 : 0;
}

unsigned suffix_bytes_for(unsigned prefix_bits) {
  return (kKeyBits - prefix_bits) / 8;
}

}  // namespace

void SegmentBuilder::add_term(Key key, std::span<const Posting> postings) {
  keys_.push_back(key);
  posting_count_ += postings.size();
  if (postings.size() == 1) {
    const Posting& only = postings.front();
    store_low(references_, kSingle | std::uint64_t{only.level} << 32U | only.passage,
              kReferenceBytes);
    return;
  }
  store_low(references_, postings_.size(), kReferenceBytes);
  pack(postings, postings_);
}

Result<std::uint64_t> SegmentBuilder::write(const std::filesystem::path& folder,
                                            const std::string& name,
                                            std::span<const std::int64_t> ids,
                                            std::span<const ScopeRun> runs,
                                            std::string_view analysis) const {
  SegmentHeader header{};
  std::memcpy(header.magic, kSegmentMagic.data(), kSegmentMagic.size());
  header.version = kFormatVersion;
  header.prefix_bits = prefix_bits_for(keys_.size());
  header.analysis = hash_of(analysis);
  header.postings = posting_count_;
  header.passages = static_cast<std::uint32_t>(ids.size());
  header.terms = static_cast<std::uint32_t>(keys_.size());
  header.runs = static_cast<std::uint32_t>(runs.size());

  std::string front;  // all but the references and the lists
  const auto begin_part = [&](std::uint64_t& offset) {
    front.append((8 - front.size() % 8) % 8, '\0');
    offset = sizeof header + front.size();
  };
  begin_part(header.ids);
  for (const std::int64_t id : ids) store(front, id);
  begin_part(header.run_table);
  for (const ScopeRun& run : runs) {
    store(front, run.scope);
    store<std::uint64_t>(front, run.first);
  }
  begin_part(header.directory);
  const std::uint32_t buckets = 1U << header.prefix_bits;
  const unsigned rest = kKeyBits - header.prefix_bits;
  for (std::uint32_t bucket = 0, term = 0; bucket <= buckets; ++bucket) {
    while (term < keys_.size() && keys_[term] >> rest < bucket) ++term;
    store(front, term);
  }
  begin_part(header.keys);
  for (const Key key : keys_) store_low(front, key, suffix_bytes_for(header.prefix_bits));
  begin_part(header.references);
  const std::uint64_t end = sizeof header + front.size() + references_.size();
  const std::string padding((8 - end % 8) % 8, '\0');
  header.lists = end + padding.size();
  header.file_bytes = header.lists + postings_.size();

  XXH3_state_t* hashing = XXH3_createState();
  XXH3_64bits_reset(hashing);
  const std::array<std::string_view, 4> body{front, references_, padding, postings_};
  for (const std::string_view part : body) XXH3_64bits_update(hashing, part.data(), part.size());
  header.checksum = XXH3_64bits_digest(hashing);
  XXH3_freeState(hashing);
  const auto* raw = reinterpret_cast<const char*>(&header);
  header.header_checksum = hash_of({raw, sizeof header - sizeof header.header_checksum});
  const std::array<std::string_view, 5> parts{std::string_view(raw, sizeof header), body[0],
                                              body[1], body[2], body[3]};
  if (auto written = write_file(folder, name, parts); !written) return fail(written.error());
  return header.file_bytes;
}

Result<Segment> Segment::open(const std::filesystem::path& path, std::string_view analysis) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return fail(file.error());
  const std::string_view bytes = file->bytes();
  const auto damaged = [&](const char* what) { return fail(Code::storage, what, path.string()); };
  if (bytes.size() < sizeof(SegmentHeader)) return damaged("is too short for an index segment");
  const auto header = load<SegmentHeader>(bytes.data());
  if (std::string_view(header.magic, sizeof header.magic) != kSegmentMagic) {
    return damaged("is no index segment");
  }
  if (header.version != kFormatVersion) {
    return fail(Code::unsupported, "is an index segment of another version", path.string());
  }
  const std::string_view checked = bytes.substr(0, sizeof header - sizeof header.header_checksum);
  if (hash_of(checked) != header.header_checksum) return damaged("has a damaged header");
  if (header.file_bytes != bytes.size()) return damaged("is not as long as it was written");
  if (header.analysis != hash_of(analysis)) {
    return fail(Code::unsupported, "comes from another version of the analysis", path.string());
  }
  if (header.prefix_bits != 0 && header.prefix_bits != 8 && header.prefix_bits != 16) {
    return damaged("has a damaged header");
  }
  Segment segment;
  segment.passage_count_ = header.passages;
  segment.term_count_ = header.terms;
  segment.run_count_ = header.runs;
  segment.posting_count_ = header.postings;
  segment.prefix_bits_ = header.prefix_bits;
  segment.suffix_bytes_ = suffix_bytes_for(header.prefix_bits);
  segment.checksum_ = header.checksum;
  const auto part = [&](std::uint64_t offset, std::uint64_t count, std::uint64_t each,
                        std::string_view& out) {
    if (offset > bytes.size() || (bytes.size() - offset) / each < count) return false;
    out = bytes.substr(offset, count * each);
    return true;
  };
  if (!part(header.ids, header.passages, kIdBytes, segment.ids_) ||
      !part(header.run_table, header.runs, kRunBytes, segment.runs_) ||
      !part(header.directory, (1U << header.prefix_bits) + 1, 4, segment.directory_) ||
      !part(header.keys, header.terms, segment.suffix_bytes_, segment.keys_) ||
      !part(header.references, header.terms, kReferenceBytes, segment.references_) ||
      header.lists > bytes.size()) {
    return damaged("has parts that lie outside the file");
  }
  segment.postings_ = bytes.substr(header.lists);
  segment.name_ = path.filename().string();
  segment.file_ = std::move(*file);
  return segment;
}

std::int64_t Segment::id(std::uint32_t passage) const {
  return load<std::int64_t>(ids_.data() + passage * kIdBytes);
}

std::uint32_t Segment::first_from(std::int64_t wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = passage_count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (id(middle) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::uint32_t Segment::first_beyond(std::int64_t wanted) const {
  if (wanted == std::numeric_limits<std::int64_t>::max()) return passage_count_;
  return first_from(wanted + 1);
}

std::uint32_t Segment::find_id(std::int64_t wanted) const {
  const std::uint32_t at = first_from(wanted);
  return at < passage_count_ && id(at) == wanted ? at : passage_count_;
}

ScopeRun Segment::run(std::uint32_t index) const {
  const char* from = runs_.data() + index * kRunBytes;
  return {load<std::int64_t>(from), load<std::uint32_t>(from + 8)};
}

Key Segment::key(std::uint32_t term) const {
  Key low = 0;
  std::memcpy(&low, keys_.data() + static_cast<std::size_t>(term) * suffix_bytes_, suffix_bytes_);
  if (prefix_bits_ == 0) return low;
  // The bucket: the last one that begins at or before the term.
  std::uint32_t first = 0;
  std::uint32_t last = 1U << prefix_bits_;
  while (first + 1 < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (load<std::uint32_t>(directory_.data() + middle * 4) <= term)
      first = middle;
    else
      last = middle;
  }
  return Key{first} << (kKeyBits - prefix_bits_) | low;
}

PostingList Segment::list(std::uint32_t term) const {
  const std::uint64_t reference =
      load_5(references_.data() + static_cast<std::size_t>(term) * kReferenceBytes);
  if ((reference & kSingle) != 0) {
    const Posting only{static_cast<std::uint32_t>(reference),
                       static_cast<std::uint32_t>(reference >> 32U) & (kLevels - 1)};
    return {only, passage_count_};
  }
  if (reference >= postings_.size()) return {};
  return {postings_.substr(reference), passage_count_};
}

PostingList Segment::find(Key wanted) const {
  const unsigned rest = kKeyBits - prefix_bits_;
  const Key low_bits = wanted & ((Key{1} << rest) - 1);
  const char* bucket = directory_.data() + (wanted >> rest) * 4;
  std::uint32_t low = load<std::uint32_t>(bucket);
  const std::uint32_t end = std::min(load<std::uint32_t>(bucket + 4), term_count_);
  std::uint32_t high = end;
  const auto suffix = [&](std::uint32_t term) {
    Key value = 0;
    std::memcpy(&value, keys_.data() + static_cast<std::size_t>(term) * suffix_bytes_,
                suffix_bytes_);
    return value;
  };
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (suffix(middle) < low_bits)
      low = middle + 1;
    else
      high = middle;
  }
  if (low >= end || suffix(low) != low_bits) return {};
  return list(low);
}

bool Segment::sound() const {
  return hash_of(file_.bytes().substr(sizeof(SegmentHeader))) == checksum_;
}

std::vector<std::string> Segment::verify() const {
  std::vector<std::string> findings;
  const auto find_fault = [&](const std::string& what) { findings.push_back(name_ + ": " + what); };
  if (!sound()) {
    find_fault("its contents do not match their checksum");
    return findings;
  }
  for (std::uint32_t i = 1; i < passage_count_; ++i) {
    if (id(i) <= id(i - 1)) return find_fault("its passage ids do not rise"), findings;
  }
  for (std::uint32_t i = 0; i < run_count_; ++i) {
    const std::uint32_t least = i == 0 ? 0 : run(i - 1).first + 1;
    if (run(i).first < least || run(i).first >= passage_count_ || run(0).first != 0) {
      return find_fault("its scopes are out of order"), findings;
    }
  }
  std::uint64_t postings = 0;
  Block block;
  for (std::uint32_t term = 0; term < term_count_; ++term) {
    if (term > 0 && key(term) <= key(term - 1)) {
      return find_fault("its terms are out of order"), findings;
    }
    const PostingList postings_of_term = list(term);
    for (std::uint32_t b = 0; b < postings_of_term.blocks(); ++b) {
      if (!postings_of_term.unpack(b, block)) {
        return find_fault("a list of passages is damaged"), findings;
      }
      postings += block.count;
    }
  }
  if (postings != posting_count_) find_fault("passages are missing from its lists");
  return findings;
}

}  // namespace sillok::index
