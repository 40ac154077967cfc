// The heads of a table's columns, and what of them stands before the cells under them. Internal to
// table*.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/table_shape.h"

namespace sillok::document {

constexpr std::string_view kBetween = " | ";  // cells
constexpr std::string_view kBehindHead = ": ";

class Heads {
 public:
  struct Head {
    const Slot* slot = nullptr;
    std::string line;
    bool said = false;  // stands before some cell
  };
  // What stands over a cell, ready to be written before it: " | 한도: "; empty without a head.
  struct Lead {
    std::size_t heads = 0;  // under which heads it was put together, counted from 1
    std::int64_t column_end = -1;
    std::size_t head_size = 0;  // bytes of the head alone
    std::string text;
  };
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  explicit Heads(int columns) : columns_(columns) {}

  // These heads stand now, in place of those before.
  void take(std::span<const SlotRow> rows);
  void clear() { rows_.clear(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }

  // The heads where they are one row; empty otherwise.
  [[nodiscard]] std::span<const Head> only_row() const;
  // Whether every head stands before some cell.
  [[nodiscard]] bool all_said() const;
  // The heads as lines of their own.
  [[nodiscard]] std::string lines() const;

  // Which lead stands over the place, kNone where none does. What it said then counts as said.
  [[nodiscard]] std::size_t over(const Slot& place);
  [[nodiscard]] const Lead& lead(std::size_t which) const { return leads_[which]; }

 private:
  void put_together(const Slot& place, Lead& lead);

  int columns_;
  std::vector<std::vector<Head>> rows_;
  std::size_t taken_ = 0;    // how often heads were
  std::vector<Lead> leads_;  // by the first column of what they stand over
};

}  // namespace sillok::document
