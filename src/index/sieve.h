// Which passages of a segment satisfy the conditions of a query. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "index/conditions.h"
#include "index/cursor.h"
#include "index/segment.h"
#include "index/terms.h"
#include "text/analyzer.h"

namespace sillok::index {

// Conditions as keys, for all segments of one search.
class Sought {
 public:
  Sought(const text::Analyzer& analyzer, const Conditions& conditions);

  [[nodiscard]] const Conditions& conditions() const { return conditions_; }

 private:
  friend class Sieve;
  struct Phrase {
    Positions positions;
    bool wanted = true;
  };
  [[nodiscard]] bool read_passes(std::int64_t passage);

  const text::Analyzer& analyzer_;
  const Conditions& conditions_;
  Positions all_of_;              // a passage holds one key of each
  std::vector<Positions> never_;  // … not one key of each of these
  std::vector<Phrase> phrases_;
  std::size_t read_ = 0;  // passages
};

class Sieve {
 public:
  Sieve(const Segment& segment, Sought& sought);

  // False when no passage in [low, high) can pass. Rising windows only.
  [[nodiscard]] bool may_pass(std::uint32_t low, std::uint32_t high);
  // Rising passages only.
  [[nodiscard]] bool passes(std::uint32_t passage);

 private:
  using AnyOf = std::vector<Cursor>;
  [[nodiscard]] std::vector<AnyOf> lists_of(const Positions& positions) const;

  const Segment& segment_;
  Sought& sought_;
  std::vector<AnyOf> all_of_;
  std::vector<std::vector<AnyOf>> never_;
};

}  // namespace sillok::index
