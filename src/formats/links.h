// Where a document's links lead and which places in it have names: kept beside its text, as entries
// "link" ("누리집 <https://…>") and "bookmark" ("서식: the text of its paragraph") of its metadata.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"

namespace sillok::formats {

class Links {
 public:
  // `text` as shown, `target` as written. Scripts and empty targets are no links; what comes beyond
  // a thousand, or twice, is left out.
  void link(std::string_view text, std::string_view target);
  // A place of this name, in a paragraph of this text.
  void bookmark(std::string_view name, std::string_view text);
  // Leaves this empty.
  void move_to(document::Document& document);

 private:
  void put(const char* kind, std::string entry);

  std::vector<std::pair<std::string, std::string>> entries_;
};

// The target in the command of a Hangul (한글) link, "https\://www.law.go.kr;1;0;0;": up to the
// first semicolon that no backslash stands before. "#이름" for a bookmark of the same document;
// empty for places that have only a number.
[[nodiscard]] std::string hangul_link_target(std::string_view command);

}  // namespace sillok::formats
