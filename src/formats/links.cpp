#include "formats/links.h"

#include <algorithm>
#include <iterator>

#include "text/unicode.h"

namespace sillok::formats {
namespace {

// More is a list of addresses, not a document with links.
constexpr std::size_t kMost = 1000;
constexpr std::size_t kLongest = 100;         // code points of shown text
constexpr std::size_t kLongestTarget = 2000;  // bytes; what browsers take

// One line of NFC, cut where it gets long.
std::string brief(std::string_view text) {
  std::string line = text::nfc(text::trimmed(text));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  line.resize(text::byte_offset_of(line, kLongest));
  return line;
}

// The name of a scheme is the same in capitals (RFC 3986, section 3.1).
bool is_script(std::string_view target) {
  constexpr std::string_view kScheme = "javascript:";
  return text::folded(target.substr(0, kScheme.size())) == kScheme;
}

}  // namespace

void Links::put(const char* kind, std::string entry) {
  if (entries_.size() >= kMost) return;
  const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const auto& other) {
    return other.first == kind && other.second == entry;
  });
  if (!known) entries_.emplace_back(kind, std::move(entry));
}

void Links::link(std::string_view text, std::string_view target) {
  const std::string to = text::nfc(text::trimmed(target));
  if (to.empty() || to.size() > kLongestTarget || is_script(to)) return;
  const std::string shown = brief(text);
  put("link", shown.empty() || shown == to ? to : shown + " <" + to + ">");
}

void Links::bookmark(std::string_view name, std::string_view text) {
  const std::string named = brief(name);
  if (named.empty()) return;
  const std::string shown = brief(text);
  put("bookmark", shown.empty() ? named : named + ": " + shown);
}

void Links::move_to(document::Document& document) {
  document.meta.insert(document.meta.end(), std::make_move_iterator(entries_.begin()),
                       std::make_move_iterator(entries_.end()));
  entries_.clear();
}

std::string hangul_link_target(std::string_view command) {
  std::string target;
  for (std::size_t at = 0; at < command.size() && command[at] != ';'; ++at) {
    if (command[at] == '\\' && at + 1 < command.size()) ++at;
    target += command[at];
  }
  if (!target.starts_with('?')) return target;
  target.erase(0, 1);
  return target.starts_with('#') || target.empty() ? std::string() : "#" + target;
}

}  // namespace sillok::formats
