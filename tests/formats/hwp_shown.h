// Documents of the Hangul (한글) family as short text: what their tests share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "formats/reader.h"

namespace sillok::formats::testing {

// A section of a document, and its blocks as `shown` gives them.
struct Case {
  const char* what;
  std::string section;
  const char* blocks;
};

// The one Document of the file.
inline Result<document::Document> read_hwp(const Reader& reader, const std::string& bytes,
                                           const Limits& limits = {}) {
  // An exact copy on the heap, so that a sanitizer sees every byte read beyond the end.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  document::Document document;
  auto done = reader.read({"a", {exact.data(), exact.size()}}, limits,
                          [&](document::Document&& read) -> Result<void> {
                            document = std::move(read);
                            return {};
                          });
  if (!done) return fail(std::move(done).error());
  return document;
}

// "paragraph text", "heading2 text", "footnote text", "memo: paragraph text", one line a block.
inline std::string shown(const document::Document& document) {
  std::string out;
  for (const document::Block& block : document.blocks) {
    if (!out.empty()) out += '\n';
    if (block.role != document::Role::body) out += std::string(name_of(block.role)) + ": ";
    out += name_of(block.kind);
    if (block.level > 0) out += std::to_string(block.level);
    if (block.page > 0) out += "@" + std::to_string(block.page);
    if (block.table && block.table->parent) {
      out += " in " + std::to_string(block.table->parent->row) + "," +
             std::to_string(block.table->parent->column);
    }
    out += " " + block.text;
  }
  return out;
}

// The values of this key in the metadata, in their order.
inline std::vector<std::string> entries(const document::Document& document, std::string_view key) {
  std::vector<std::string> out;
  for (const auto& [name, value] : document.meta) {
    if (name == key) out.push_back(value);
  }
  return out;
}

}  // namespace sillok::formats::testing
