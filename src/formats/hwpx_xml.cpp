#include "formats/hwpx_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
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

std::string_view without_prefix(std::string_view name) {
  // Prefixes are a few letters: a plain loop is over before a search has begun.
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] == ':') return name.substr(at + 1);
  }
  return name;
}

// Calls `each(name, value)` for the attributes until it returns false.
template <class Each>
void for_each_attribute(std::string_view text, const Each& each) {
  std::size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) return;
    std::string_view name = text.substr(at, equals - at);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    std::size_t open = equals + 1;
    while (open < text.size() && is_blank(text[open])) ++open;
    if (open >= text.size() || (text[open] != '"' && text[open] != '\'')) return;
    const std::size_t close = text.find(text[open], open + 1);
    if (close == std::string_view::npos) return;
    if (!each(without_prefix(name), text.substr(open + 1, close - open - 1))) return;
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

// Behind the '>' of a tag, which may hold others inside quoted values.
std::size_t end_of_tag(std::string_view bytes) {
  const std::size_t first = bytes.find('>');
  if (first == std::string_view::npos) return first;
  // Nearly always the first is it: all quotes before it are closed.
  unsigned doubles = 0;
  unsigned singles = 0;
  for (const char c : bytes.substr(0, first)) {
    doubles += c == '"' ? 1 : 0;
    singles += c == '\'' ? 1 : 0;
  }
  if (doubles % 2 == 0 && singles == 0) return first + 1;
  for (std::size_t at = 1; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '>') return at + 1;
    if (c != '"' && c != '\'') continue;
    at = bytes.find(c, at + 1);
    if (at == std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

constexpr std::string_view kCdata = "<![CDATA[";

}  // namespace

std::string_view XmlTag::raw(std::string_view name) const {
  std::string_view found;
  for_each_attribute(attributes_, [&](std::string_view key, std::string_view value) {
    if (key != name) return true;
    found = value;
    return false;
  });
  return found;
}

std::string XmlTag::value(std::string_view name) const {
  std::string out;
  append_unescaped(out, raw(name));
  return out;
}

int XmlTag::number(std::string_view name, int otherwise) const {
  const std::string_view text = raw(name);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() ? value : otherwise;
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
  if (rest_.empty()) {
    rest_.assign(piece.substr(take(piece, false)));
  } else {
    rest_ += piece;
    rest_.erase(0, take(rest_, false));
  }
  if (!allowed_) return allowed_;
  if (rest_.size() > kLongestTag) {
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

// How many of the bytes were used up.
std::size_t XmlStream::take(std::string_view bytes, bool last) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::string_view ahead = bytes.substr(at);
    if (!passing_.empty()) {
      at += pass(ahead);
      if (!passing_.empty()) break;
      continue;
    }
    const std::size_t used = ahead.front() == '<' ? take_markup(ahead) : take_text(ahead, last);
    if (used == 0) break;
    at += used;
  }
  return at;
}

// Goes to the end tag that is waited for; what may be its beginning is left for the next piece.
std::size_t XmlStream::pass(std::string_view bytes) {
  const std::size_t end = bytes.find(passing_);
  if (end == std::string_view::npos) return bytes.size() - std::min(bytes.size(), passing_.size());
  passing_.clear();
  return end;
}

std::size_t XmlStream::take_markup(std::string_view bytes) {
  std::size_t end = std::string_view::npos;
  const bool tagged = bytes.size() > 1 && bytes[1] != '!' && bytes[1] != '?';
  if (tagged) {
    end = end_of_tag(bytes);
    if (end != std::string_view::npos) tag(bytes.substr(1, end - 2));
  } else if (bytes.starts_with("<!--")) {
    end = end_of(bytes, "<!--", "-->");
  } else if (bytes.starts_with(kCdata)) {
    end = end_of(bytes, kCdata, "]]>");
    if (end != std::string_view::npos) {
      sink_.text(bytes.substr(kCdata.size(), end - kCdata.size() - 3));
    }
  } else if (bytes.starts_with("<?")) {
    end = end_of(bytes, "<?", "?>");
  } else if (bytes.starts_with("<!")) {
    // "<!" alone may still become a comment or CDATA.
    if (bytes.size() >= kCdata.size()) end = end_of_declaration(bytes);
    if (end != std::string_view::npos && allowed_) allowed_ = refuse_entities(bytes.substr(0, end));
  }
  return end == std::string_view::npos ? 0 : end;
}

void XmlStream::tag(std::string_view inside) {
  if (inside.starts_with('/')) {
    inside.remove_prefix(1);
    while (!inside.empty() && is_blank(inside.back())) inside.remove_suffix(1);
    sink_.end(without_prefix(inside));
    return;
  }
  const bool empty = inside.ends_with('/');
  if (empty) inside.remove_suffix(1);
  std::size_t blank = 0;
  while (blank < inside.size() && !is_blank(inside[blank])) ++blank;
  const std::string_view name = without_prefix(inside.substr(0, blank));
  const XmlTag start(name, inside.substr(blank));
  sink_.start(start);
  if (empty) {
    sink_.end(name);
  } else if (start.passed_over()) {
    passing_ = "</";
    passing_ += inside.substr(0, blank);
  }
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
