// Several segments → one, without the passages that are gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/snapshot.h"
#include "result/result.h"

namespace sillok::index {

// Which neighbours to merge, as [first, end) of `segments`; empty: none. Sizes stand in tiers of
// four; four or more at the end in one tier or below become one. Hence a passage is rewritten once
// for each tier, some ten times in all, and a search meets few segments. A segment of which a third
// is gone is rewritten alone.
[[nodiscard]] std::pair<std::size_t, std::size_t> next_merge(std::span<const OpenSegment> segments);

// Writes the file `name`; gives the number of passages in it. With none left nothing is written.
[[nodiscard]] Result<std::uint32_t> merge(std::span<const OpenSegment> segments,
                                          const std::filesystem::path& folder,
                                          const std::string& name, std::string_view analysis);

}  // namespace sillok::index
