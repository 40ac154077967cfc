// What a tag says: its attributes, and the references in their values and in text.
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "formats/hwpx_xml.h"
#include "formats/xml_scan.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

[[gnu::cold]] std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
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

// Whether an attribute's name, which may have a prefix, is this one.
inline bool is_named(std::string_view key, std::string_view name) {
  if (key.size() == name.size()) return same_name(key, name);
  return key.size() > name.size() && key[key.size() - name.size() - 1] == ':' &&
         without_prefix(key) == name;
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

}  // namespace sillok::formats
