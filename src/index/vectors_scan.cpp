#include "index/vectors_scan.h"

#include <vector>

namespace sillok::index {

std::span<const Scan> scans() {
  static const std::vector<Scan> kFound = [] {
    std::vector<Scan> found;
    for (const Scan* scan : {avx512_scan(), avx2_scan(), neon_scan()}) {
      if (scan != nullptr) found.push_back(*scan);
    }
    found.push_back(portable_scan());
    return found;
  }();
  return kFound;
}

}  // namespace sillok::index
