#include "formats/hwpx_xml.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "formats/xml_entities.h"
#include "formats/xml_scan.h"

namespace sillok::formats {
namespace {

// No tag, comment or CDATA section of a document is longer.
constexpr std::size_t kLongestTag = 4u << 20;
struct Name {
  const char* first;  // behind the prefix
  const char* end;
};

// The name that starts at `at`, as far as it holds what names usually do.
inline Name name_at(const char* at, const char* end) {
  Name name{at, behind_letters(at, end)};
  while (name.end != end && *name.end >= '-' && *name.end <= ':' && *name.end != '/') {
    if (*name.end == ':' && name.first == at) name.first = name.end + 1;
    name.end = behind_letters(name.end + 1, end);
  }
  return name;
}

// What stands where a name should, such as another tag behind a stray '<'.
[[gnu::cold]] Name odd_name(const char* first, const char* end) {
  const char* const colon = std::find(first, end, ':');
  return {colon == end ? first : colon + 1, end};
}

[[gnu::cold]] Name odd_start(const char* first, const char* last) {
  return odd_name(first, std::find_if(first, last, is_blank));
}

[[gnu::cold]] Name odd_end(const char* first, const char* last) {
  while (last != first && is_blank(last[-1])) --last;
  return odd_name(first, last);
}

// Where markup that opens with `open` at the start of `bytes` ends; npos if its end has not come.
std::size_t end_of(std::string_view bytes, std::string_view open, std::string_view close) {
  const std::size_t at = bytes.find(close, open.size());
  return at == std::string_view::npos ? at : at + close.size();
}

// A DOCTYPE may hold declarations in brackets; its end is the '>' outside of them.
std::size_t end_of_declaration(std::string_view bytes) {
  int brackets = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '[') ++brackets;
    if (bytes[at] == ']') --brackets;
    if (bytes[at] == '>' && brackets <= 0) return at + 1;
  }
  return std::string_view::npos;
}

using Block __attribute__((vector_size(16))) = signed char;
using Halves __attribute__((vector_size(16))) = std::uint64_t;
constexpr Block kLanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// Whether no quote is open behind the bytes up to `last`, told in blocks: where the double quotes
// are even in number and no other ones are there. False also where this cannot tell. `end` is of
// all bytes that may be looked at.
inline bool surely_unquoted(const char* at, const char* last, const char* end) {
  constexpr std::ptrdiff_t kSize = sizeof(Block);
  if (end - last < kSize) return false;
  Block odd{};
  Block others{};
  Block block;
  for (; last - at >= kSize; at += kSize) {
    std::memcpy(&block, at, sizeof(block));
    odd ^= block == '"';
    others |= block == '\'';
  }
  std::memcpy(&block, at, sizeof(block));
  block &= kLanes < static_cast<signed char>(last - at);
  odd ^= block == '"';
  others |= block == '\'';
  const auto doubles = reinterpret_cast<Halves>(odd);
  const auto singles = reinterpret_cast<Halves>(others);
  const std::uint64_t sum = (((doubles[0] ^ doubles[1]) & kOnes) * kOnes) >> 56U;  // of the bytes
  return sum % 2 == 0 && (singles[0] | singles[1]) == 0;
}

// Behind the '>' that ends a tag, from `at` inside of it on; quoted values may hold others. Null if
// it has not come.
const char* end_of_attributes(const char* at, const char* end) {
  const auto* const first =
      static_cast<const char*>(std::memchr(at, '>', static_cast<std::size_t>(end - at)));
  if (first == nullptr) return nullptr;
  if (surely_unquoted(at, first, end)) return first + 1;
  for (; at != end; ++at) {
    if (*at == '>') return at + 1;
    if (*at != '"' && *at != '\'') continue;
    at = find_near(*at, at + 1, end);
    if (at == end) return nullptr;
  }
  return nullptr;
}

inline const char* end_of_tag(const char* at, const char* end) {
  return at != end && *at == '>' ? at + 1 : end_of_attributes(at, end);
}

constexpr std::string_view kCdata = "<![CDATA[";

}  // namespace

Result<void> XmlStream::feed(std::string_view piece) {
  std::string_view left = piece;
  if (rest_.empty()) {
    left.remove_prefix(take(piece, false));
    if (left.size() <= kLongestTag) rest_ = left;
  } else {
    rest_ += piece;
    rest_.erase(0, take(rest_, false));
    left = rest_;
  }
  if (!allowed_) return allowed_;
  if (left.size() > kLongestTag) {
    return fail(Code::unreadable, "an XML tag inside the file never ends; save the file again");
  }
  return {};
}

Result<void> XmlStream::finish() {
  rest_.erase(0, take(rest_, true));
  if (!rest_.empty()) {
    return fail(Code::unreadable, "the XML inside the file is cut off; get the file again");
  }
  return {};
}

// What opens with "<!" or "<?".
std::size_t XmlStream::take_declaration(std::string_view bytes) {
  std::size_t end = std::string_view::npos;
  if (bytes.starts_with("<!--")) {
    end = end_of(bytes, "<!--", "-->");
  } else if (bytes.starts_with(kCdata)) {
    end = end_of(bytes, kCdata, "]]>");
    if (end != std::string_view::npos) {
      sink_.text(bytes.substr(kCdata.size(), end - kCdata.size() - 3));
    }
  } else if (bytes.starts_with("<?")) {
    end = end_of(bytes, "<?", "?>");
  } else {
    // "<!" alone may still become a comment or CDATA.
    if (bytes.size() >= kCdata.size()) end = end_of_declaration(bytes);
    if (end != std::string_view::npos && allowed_) allowed_ = refuse_entities(bytes.substr(0, end));
  }
  return end == std::string_view::npos ? 0 : end;
}

inline std::size_t XmlStream::take_end(std::string_view bytes) {
  const char* const first = bytes.data() + 2;
  const char* const limit = bytes.data() + bytes.size();
  Name name = name_at(first, limit);
  const char* const end = end_of_tag(name.end, limit);
  if (end == nullptr) return 0;
  if (name.end != end - 1) name = odd_end(first, end - 1);
  sink_.end({name.first, name.end});
  return static_cast<std::size_t>(end - bytes.data());
}

inline std::size_t XmlStream::take_start(std::string_view bytes) {
  const char* const first = bytes.data() + 1;
  const char* const limit = bytes.data() + bytes.size();
  Name name = name_at(first, limit);
  const char* const end = end_of_tag(name.end, limit);
  if (end == nullptr) return 0;
  const bool empty = end[-2] == '/';
  const char* const last = end - (empty ? 2 : 1);
  if (name.end != last && !is_blank(*name.end)) name = odd_start(first, last);
  const XmlTag tag({name.first, name.end}, {name.end, last});
  sink_.start(tag);
  if (empty) {
    sink_.end(tag.name());
  } else if (tag.passed_over()) {
    passing_ = "</";
    passing_.append(first, name.end);
  }
  return static_cast<std::size_t>(end - bytes.data());
}

inline std::size_t XmlStream::take_markup(std::string_view bytes) {
  if (bytes.size() == 1) return 0;
  switch (bytes[1]) {
    case '/':
      return take_end(bytes);
    case '!':
    case '?':
      return take_declaration(bytes);
    default:
      return take_start(bytes);
  }
}

// How many of the bytes were used up.
std::size_t XmlStream::take(std::string_view bytes, bool last) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    const auto left = static_cast<std::size_t>(end - at);
    if (!passing_.empty()) {
      at += pass({at, left});
      if (!passing_.empty()) break;
      continue;
    }
    const std::size_t used =
        *at == '<' ? take_markup({at, std::min(left, kLongestTag)}) : take_text({at, left}, last);
    if (used == 0) break;
    at += used;
  }
  return bytes.size() - static_cast<std::size_t>(end - at);
}

// Goes to the end tag that is waited for; what may be its beginning is left for the next piece.
std::size_t XmlStream::pass(std::string_view bytes) {
  const std::size_t end = bytes.find(passing_);
  if (end == std::string_view::npos) return bytes.size() - std::min(bytes.size(), passing_.size());
  passing_.clear();
  return end;
}

std::size_t XmlStream::take_text(std::string_view bytes, bool last) {
  std::size_t end = bytes.find('<');
  if (end == std::string_view::npos) {
    end = bytes.size();
    if (!last) {
      // A reference or a character may go on in the next piece.
      const std::size_t tail = end > kLongestReference ? end - kLongestReference : 0;
      const std::size_t mark = bytes.find('&', tail);
      if (mark != std::string_view::npos && bytes.find(';', mark) == std::string_view::npos) {
        end = mark;
      }
      while (end > tail && (static_cast<unsigned char>(bytes[end - 1]) & 0xC0U) == 0x80U) --end;
      if (end > 0 && (static_cast<unsigned char>(bytes[end - 1]) & 0x80U) != 0) --end;
    }
  }
  if (end > 0) characters(bytes.substr(0, end));
  return end;
}

void XmlStream::characters(std::string_view raw) {
  if (raw.find('&') == std::string_view::npos) {
    sink_.text(raw);
    return;
  }
  decoded_.clear();
  append_unescaped(decoded_, raw);
  sink_.text(decoded_);
}

}  // namespace sillok::formats
