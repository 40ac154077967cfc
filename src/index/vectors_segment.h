// A segment of the vector store: an immutable file with the quantised vectors of some passages in
// the order of their ids. Format: docs/index-format.md.
//
// A vector is scaled to length 1 and kept as one number of 8 bits a dimension with one scale for
// all of them (v[i] ≈ scale · code[i]), and again as its signs, one bit a dimension.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/segment.h"
#include "index/storage.h"
#include "result/result.h"

namespace sillok::index {

// 64-bit words of sign bits a vector; codes a vector, of which those past `dimensions` are 0.
[[nodiscard]] constexpr std::size_t sign_words(std::size_t dimensions) {
  return (dimensions + 63) / 64;
}
[[nodiscard]] constexpr std::size_t code_count(std::size_t dimensions) {
  return sign_words(dimensions) * 64;
}

struct Quantised {
  std::vector<std::uint64_t> signs;  // sign_words(): bit i: v[i] > 0
  std::vector<std::int8_t> codes;    // code_count()
  float scale = 0;                   // 0: a vector without direction
};
// Of a vector of any length; one that is 0 or not finite has scale 0 and no bit set.
[[nodiscard]] Quantised quantise(std::span<const float> vector);

// Passage ids of one segment lie within this of each other, so that each takes 4 bytes.
inline constexpr std::int64_t kIdSpan = std::int64_t{1} << 32U;

// Gathers vectors in memory and writes them as a segment. One thread.
class VectorGathering {
 public:
  explicit VectorGathering(std::size_t dimensions) : dimensions_(dimensions) {}
  // Ids rise, and lie within kIdSpan of the first.
  void add(std::int64_t id, std::int64_t scope, const Quantised& vector);
  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] std::int64_t first_id() const { return ids_.empty() ? 0 : ids_.front(); }
  [[nodiscard]] Result<void> write(const std::filesystem::path& folder, const std::string& name,
                                   std::string_view embedder) const;
  void clear();

 private:
  std::size_t dimensions_;
  std::vector<std::int64_t> ids_;
  std::vector<ScopeRun> runs_;
  std::vector<std::uint64_t> signs_;  // in groups, see vectors_scan.h
  std::vector<std::int8_t> codes_;
  std::vector<float> scales_;
};

// Reads one. Movable; any thread.
class VectorSegment {
 public:
  // Checks the header and that everything lies inside the file: not the contents (see verify).
  // Fails as Segment::open does.
  [[nodiscard]] static Result<VectorSegment> open(const std::filesystem::path& path,
                                                  std::string_view embedder,
                                                  std::size_t dimensions);

  [[nodiscard]] std::uint32_t passages() const { return passages_; }
  [[nodiscard]] std::uint64_t bytes() const { return file_.bytes().size(); }
  [[nodiscard]] std::int64_t id(std::uint32_t passage) const;
  // The passage with this id, or passages().
  [[nodiscard]] std::uint32_t find_id(std::int64_t id) const;
  [[nodiscard]] std::uint32_t runs() const { return run_count_; }
  [[nodiscard]] ScopeRun run(std::uint32_t index) const;

  [[nodiscard]] const std::uint64_t* group(std::uint32_t number) const;  // of 64 passages
  [[nodiscard]] const std::int8_t* codes(std::uint32_t passage) const;   // code_count() of them
  [[nodiscard]] float scale(std::uint32_t passage) const;
  [[nodiscard]] Quantised vector(std::uint32_t passage) const;  // for merging

  // Reads all of it. Empty: sound.
  [[nodiscard]] std::vector<std::string> verify() const;

 private:
  MappedFile file_;
  std::uint32_t passages_ = 0;
  std::uint32_t run_count_ = 0;
  std::size_t dimensions_ = 0;
  std::int64_t first_id_ = 0;
  std::string_view ids_, runs_, signs_, codes_, scales_;
  std::uint64_t checksum_ = 0;
  std::string name_;
};

}  // namespace sillok::index
