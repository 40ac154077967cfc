// Documents that are being read in a browser, kept decoded: paging through a book of 50,000 blocks
// does not decode it again for every page.
//
// Holds a few documents, the one used longest ago goes first. Permission is asked of the library at
// every look, never remembered. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "document/document.h"
#include "library/library.h"
#include "result/result.h"

namespace sillok::serve {

// A document with where each block stands in its extracted text.
struct OpenDocument {
  library::DocumentRow row;
  document::Document body;
  std::vector<std::size_t> begins;       // bytes, one a block
  std::vector<std::size_t> code_points;  // the same places in code points
  std::size_t bytes = 0;                 // of the whole text
};

class Shelf {
 public:
  // The document as it is now. Fails like Library::document.
  [[nodiscard]] Result<std::shared_ptr<const OpenDocument>> open(const library::Library& library,
                                                                 const std::string& id,
                                                                 const library::Asker& asker);

 private:
  static constexpr std::size_t kDocuments = 8;
  // Bytes of text; the structure around it weighs about as much again.
  static constexpr std::size_t kBytes = 64U << 20U;

  void keep(std::shared_ptr<const OpenDocument> document);

  std::mutex mutex_;
  std::vector<std::shared_ptr<const OpenDocument>> kept_;  // last used first
};

}  // namespace sillok::serve
