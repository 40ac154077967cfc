// Passages on their way into a segment, in memory. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "index/segment.h"
#include "index/terms.h"

namespace sillok::index {

class Gathering {
 public:
  // Ids must rise.
  void add(std::int64_t id, std::int64_t scope, std::span<const PassageTerm> terms);

  [[nodiscard]] bool empty() const { return ids_.empty(); }
  // Of memory, with what write() needs besides.
  [[nodiscard]] std::size_t bytes() const;
  // The largest number of passages it can hold (numbers and levels share 32 bits).
  [[nodiscard]] bool full() const { return ids_.size() >= (std::size_t{1} << 28U) - 1; }

  // All of it as a segment file; see SegmentBuilder::write.
  [[nodiscard]] Result<std::uint64_t> write(const std::filesystem::path& folder,
                                            const std::string& name,
                                            std::string_view analysis) const;
  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }
  void clear();

 private:
  struct Slot {
    Key key = 0;
    std::uint32_t count = 0;   // of its postings; 0: free
    std::uint32_t number = 0;  // in the order in which terms came
  };
  // Postings stay in the order in which they came until they are written: a chain for each term
  // would be a walk all over the memory.
  struct Gathered {
    std::uint32_t term = 0;  // its number
    std::uint32_t both = 0;  // passage above the level
  };

  Slot& slot_of(Key key);
  void grow();

  std::vector<Slot> slots_;  // open addressing; a power of two
  std::uint32_t used_ = 0;
  std::vector<Gathered> gathered_;
  std::vector<std::int64_t> ids_;
  std::vector<ScopeRun> runs_;
};

}  // namespace sillok::index
