#include "formats/hwpx_xml.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>

#include "formats/xml_entities.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// No tag, comment or CDATA section of a document is longer.
constexpr std::size_t kLongestTag = 4u << 20;
// The longest reference is "&#x0010FFFF;" with room to spare.
constexpr std::size_t kLongestReference = 16;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view without_prefix(std::string_view name) {
  // Prefixes are a few letters: a plain loop is over before a search has begun.
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == ':') return name.substr(at + 1);
  }
  return name;
}

constexpr std::uint64_t kOnes = 0x0101010101010101;  // times a byte: eight of it
constexpr std::uint64_t kTops = 0x8080808080808080;

// The first byte of which `tops_of(word)` leaves the highest bit, told eight at a time, or `end`;
// where they are no eight, `is` tells of one.
template <class TopsOf, class Is>
inline const char* first_byte(const char* at, const char* end, const TopsOf& tops_of,
                              const Is& is) {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    for (; end - at >= static_cast<std::ptrdiff_t>(sizeof(word)); at += sizeof(word)) {
      std::memcpy(&word, at, sizeof(word));
      const std::uint64_t tops = tops_of(word);
      if (tops != 0) return at + std::countr_zero(tops) / 8;
    }
  }
  while (at != end && !is(*at)) ++at;
  return at;
}

// All that may end a name is below 0x40, and of what is in names nearly nothing.
inline const char* behind_letters(const char* at, const char* end) {
  return first_byte(
      at, end, [](std::uint64_t word) { return ~(word | word << 1U) & kTops; },
      [](char c) { return static_cast<unsigned char>(c) < 0x40; });
}

// For what is mostly near; `end` if it is not there.
inline const char* find_near(char c, const char* at, const char* end) {
  return first_byte(
      at, end,
      [c](std::uint64_t word) {
        const std::uint64_t other = word ^ kOnes * static_cast<unsigned char>(c);
        return (other - kOnes) & ~other & kTops;
      },
      [c](char one) { return one == c; });
}

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
Name odd_name(const char* first, const char* end) {
  const char* const colon = std::find(first, end, ':');
  return {colon == end ? first : colon + 1, end};
}

// Calls `each(name, value)` for the attributes, names with their prefix, until it returns false.
template <class Each>
void for_each_attribute(std::string_view text, const Each& each) {
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    while (at != end && is_blank(*at)) ++at;
    const char* equals = behind_letters(at, end);
    if (equals != end && *equals != '=') equals = find_near('=', equals, end);
    if (equals == end) return;
    const char* name_end = equals;
    while (name_end != at && is_blank(name_end[-1])) --name_end;
    const char* open = equals + 1;
    while (open != end && is_blank(*open)) ++open;
    if (open == end || (*open != '"' && *open != '\'')) return;
    const char* const close = find_near(*open, open + 1, end);
    if (close == end || !each({at, name_end}, {open + 1, close})) return;
    at = close + 1;
  }
}

// The code point of "#38" or "#x26"; 0 if it is none that XML allows.
char32_t numeric_reference(std::string_view body) {
  body.remove_prefix(1);
  int base = 10;
  if (!body.empty() && (body.front() == 'x' || body.front() == 'X')) {
    base = 16;
    body.remove_prefix(1);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), value, base);
  if (error != std::errc() || end != body.data() + body.size()) return 0;
  const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return control || surrogate || value > 0x10FFFF ? 0 : char32_t{value};
}

char32_t reference(std::string_view body) {
  static constexpr std::array<std::pair<std::string_view, char32_t>, 6> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}}};
  if (!body.empty() && body.front() == '#') return numeric_reference(body);
  for (const auto& [name, c] : kNamed) {
    if (body == name) return c;
  }
  return 0;
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

// Whether an attribute's name, which may have a prefix, is this one.
bool is_named(std::string_view key, std::string_view name) {
  if (key.size() == name.size()) return key == name;
  if (key.size() < name.size() || key[key.size() - name.size() - 1] != ':') return false;
  return without_prefix(key) == name;
}

constexpr std::string_view kCdata = "<![CDATA[";

}  // namespace

void XmlTag::find(std::span<const std::string_view> names,
                  std::span<std::string_view> values) const {
  std::size_t missing = names.size();
  for_each_attribute(attributes_, [&](std::string_view key, std::string_view value) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (values[i].data() != nullptr || !is_named(key, names[i])) continue;
      values[i] = value;
      --missing;
    }
    return missing > 0;
  });
}

std::string_view XmlTag::raw(std::string_view name) const {
  std::string_view found;
  for_each_attribute(attributes_, [&](std::string_view key, std::string_view value) {
    const bool wanted = is_named(key, name);
    if (wanted) found = value;
    return !wanted;
  });
  return found;
}

std::string XmlTag::value(std::string_view name) const {
  std::string out;
  append_unescaped(out, raw(name));
  return out;
}

int XmlTag::number(std::string_view name, int otherwise) const {
  return number_in(raw(name), otherwise);
}

int XmlTag::number_in(std::string_view value, int otherwise) {
  int number = 0;
  if (value.size() < 10 && !value.empty() && is_digit(value.front())) {
    for (const char c : value) {
      if (!is_digit(c)) break;
      number = number * 10 + (c - '0');
    }
    return number;
  }
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  return error == std::errc() && end != value.data() ? number : otherwise;
}

void append_unescaped(std::string& out, std::string_view raw) {
  for (;;) {
    const std::size_t mark = raw.find('&');
    out.append(raw.substr(0, mark));
    if (mark == std::string_view::npos) return;
    raw.remove_prefix(mark);
    const std::size_t end = raw.substr(0, kLongestReference).find(';');
    const char32_t c = end == std::string_view::npos ? 0 : reference(raw.substr(1, end - 1));
    if (c == 0) {
      out += '&';
      raw.remove_prefix(1);
    } else {
      text::append(out, c);
      raw.remove_prefix(end + 1);
    }
  }
}

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
  if (name.end != end - 1) {
    const char* last = end - 1;
    while (last != first && is_blank(last[-1])) --last;
    name = odd_name(first, last);
  }
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
  if (name.end != last && !is_blank(*name.end)) {
    name = odd_name(first, std::find_if(name.end, last, is_blank));
  }
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
