#include "index/ranker.h"

#include <cmath>

namespace sillok::index {

double relevance(const Features& features) {
  return features[static_cast<std::size_t>(Feature::score_share)];
}

}  // namespace sillok::index
