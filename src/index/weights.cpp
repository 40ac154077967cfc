#include "index/weights.h"

#include <algorithm>
#include <cmath>

namespace sillok::index {
namespace {

constexpr double kSaturation = 0.8;   // BM25's k1
constexpr double kLengthShare = 0.4;  // BM25's b
constexpr double kPivot = 300;        // halves: 150 terms, some 600 bytes of Korean
constexpr double kRarityPower = 1.5;
constexpr double kBigramShare = 0.4;
constexpr double kPartShare = 0.3;
constexpr double kSoundShare = 0.3;
constexpr double kLikewiseShare = 0.4;
constexpr double kWeightUnit = 1024;
constexpr double kHeaviest = 200;  // 200 · 1024 · 20 · 800 < 2^32; ln(2^34)^1.5 is 114

double share_of(text::TermKind kind) {
  switch (kind) {
    case text::TermKind::bigram:
      return kBigramShare;
    case text::TermKind::part:
      return kPartShare;
    case text::TermKind::sound:
      return kSoundShare;
    default:
      return 1;
  }
}

}  // namespace

std::uint32_t level_of(std::uint32_t occurrences, std::uint64_t length) {
  const double tf = occurrences / 2.0;
  const double norm = 1 - kLengthShare + kLengthShare * static_cast<double>(length) / kPivot;
  const double share = tf / (tf + kSaturation * norm);
  const double step = std::floor(share * kLevelScale + 0.5) - kLevelBase;
  return static_cast<std::uint32_t>(std::clamp(step, 0.0, kLevels - 1.0));
}

double rarity_of(std::uint64_t n, std::uint64_t passages) {
  const double with = static_cast<double>(n);
  const double without = static_cast<double>(passages - std::min(n, passages));
  return std::log(1 + (without + 0.5) / (with + 0.5));
}

std::uint32_t term_weight(text::TermKind kind, bool likewise, std::uint64_t n,
                          std::uint64_t passages) {
  const double share = share_of(kind) * (likewise ? kLikewiseShare : 1);
  const double weight = share * std::pow(rarity_of(n, passages), kRarityPower);
  return static_cast<std::uint32_t>(
      std::max(1L, std::lround(std::min(weight, kHeaviest) * kWeightUnit)));
}

double score_of(std::uint32_t sum) {
  return sum / (kWeightUnit * kLevelScale);
}

}  // namespace sillok::index
