// DocInfo: numberings, bullets, paragraph shapes and styles; the summary stream.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "formats/hwp5_parts.h"
#include "formats/hwp_signs.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::uint16_t kNumbering = 0x17;
constexpr std::uint16_t kBullet = 0x18;
constexpr std::uint16_t kParagraphShape = 0x19;
constexpr std::uint16_t kStyle = 0x1A;
constexpr std::uint16_t kTrackedChange = 0x60;

std::string sign_of(char32_t c) {
  std::string sign;
  if (c != 0) text::append(sign, c);
  return mapped_sign(sign);
}

// Table 38: seven levels of head (12 bytes) and pattern, the first number, then (from 5.0.2.5) a
// first number for each level; newer files add three levels of the same kind.
Numbering numbering_of(std::string_view bytes) {
  constexpr std::size_t kOldLevels = 7;
  Numbering numbering;
  Hwp5Fields fields(bytes);
  const auto take_level = [&](NumberLevel& level) {
    const std::uint32_t attributes = fields.u32();
    level.format = static_cast<NumberFormat>(std::min<std::uint32_t>((attributes >> 5) & 0xF, 16));
    fields.skip(8);
    level.pattern = fields.text();
  };
  for (std::size_t i = 0; i < kOldLevels; ++i) take_level(numbering.levels[i]);
  numbering.levels[0].start = fields.u16();
  const auto take_start = [&](NumberLevel& level) {
    if (fields.left() >= 4) level.start = static_cast<int>(std::min(fields.u32(), 1'000'000u));
  };
  for (std::size_t i = 0; i < kOldLevels; ++i) take_start(numbering.levels[i]);
  if (fields.left() < 14) return numbering;
  for (std::size_t i = kOldLevels; i < kNumberLevels; ++i) take_level(numbering.levels[i]);
  for (std::size_t i = kOldLevels; i < kNumberLevels; ++i) take_start(numbering.levels[i]);
  return numbering;
}

Hwp5Shapes::Bullet bullet_of(std::string_view bytes) {
  Hwp5Fields fields(bytes);
  fields.skip(12);
  Hwp5Shapes::Bullet bullet;
  bullet.sign = sign_of(fields.u16());
  fields.skip(8);  // picture of the bullet
  bullet.checked = sign_of(fields.u16());
  return bullet;
}

// Table 43 and 44: bits 23 and 24 the kind of head, 25 to 27 its level; the list it counts in
// stands behind six lengths and the tab definition.
ParagraphHead head_of(std::string_view bytes) {
  Hwp5Fields fields(bytes);
  const std::uint32_t attributes = fields.u32();
  fields.skip(26);
  ParagraphHead head;
  head.kind = static_cast<ParagraphHead::Kind>((attributes >> 23) & 3u);
  head.level = (attributes >> 25) & 7u;
  head.list = fields.u16();
  return head;
}

int title_of(std::string_view bytes) {
  Hwp5Fields fields(bytes);
  const std::string name = fields.text();
  return title_level(name, fields.text());
}

// 100 ns since 1601 as ISO 8601; empty for none.
std::string time_of(std::uint64_t ticks) {
  constexpr std::uint64_t kUnixEpoch = 11'644'473'600;  // seconds from 1601 to 1970
  const std::uint64_t seconds = ticks / 10'000'000;
  if (seconds < kUnixEpoch || seconds > kUnixEpoch + 8'000'000'000) return {};
  const auto since = static_cast<std::time_t>(seconds - kUnixEpoch);
  std::tm utc{};
  if (gmtime_r(&since, &utc) == nullptr) return {};
  std::array<char, 32> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return std::string(out.data(), size);
}

const char* property_name(std::uint32_t id) {
  switch (id) {
    case 2:
      return "title";
    case 3:
      return "subject";
    case 4:
      return "author";
    case 5:
      return "keywords";
    case 6:
      return "description";
    case 8:
      return "last_author";
    case 12:
      return "created";
    case 13:
      return "modified";
    default:
      return nullptr;
  }
}

}  // namespace

Hwp5Shapes read_hwp5_shapes(std::string_view doc_info, std::uint32_t /*version*/) {
  Hwp5Shapes shapes;
  bool whole = true;
  for (const Hwp5Record& record : hwp5_records(doc_info, whole)) {
    const std::string_view bytes = record.in(doc_info);
    if (record.tag == kNumbering) shapes.numberings.push_back(numbering_of(bytes));
    if (record.tag == kBullet) shapes.bullets.push_back(bullet_of(bytes));
    if (record.tag == kParagraphShape) shapes.paragraphs.push_back(head_of(bytes));
    if (record.tag == kTrackedChange) ++shapes.tracked_changes;
    if (record.tag == kStyle) shapes.title_levels.push_back(title_of(bytes));
  }
  for (ParagraphHead& head : shapes.paragraphs) {
    if (head.list == 0) continue;
    const std::size_t index = head.list - 1;
    if (head.kind == ParagraphHead::Kind::bullet && index < shapes.bullets.size()) {
      head.bullet = shapes.bullets[index].sign;
    } else if (index < shapes.numberings.size()) {
      head.numbering = &shapes.numberings[index];
    }
  }
  return shapes;
}

// MS-OLEPS: one property set of typed values.
std::vector<std::pair<std::string, std::string>> read_hwp5_summary(std::string_view stream) {
  constexpr std::uint32_t kText = 0x1F;
  constexpr std::uint32_t kTime = 0x40;
  std::vector<std::pair<std::string, std::string>> meta;
  Hwp5Fields head(stream);
  head.skip(44);
  const std::size_t set = head.u32();
  if (set >= stream.size()) return meta;
  Hwp5Fields list(stream.substr(set));
  list.skip(4);
  const std::uint32_t count = std::min(list.u32(), 64u);
  for (std::uint32_t i = 0; i < count; ++i) {
    const char* name = property_name(list.u32());
    const std::size_t at = set + std::uint64_t{list.u32()};
    if (name == nullptr || at >= stream.size()) continue;
    Hwp5Fields value(stream.substr(at));
    const std::uint32_t type = value.u32();
    std::string text;
    if (type == kText) {
      const std::size_t units = value.u32();
      text = utf8_of_utf16(stream.substr(std::min(at + 8, stream.size()), 2 * units));
    } else if (type == kTime) {
      text = time_of(value.u64());
    }
    std::erase(text, '\0');
    text = text::nfc(text::trimmed(text));
    if (!text.empty()) meta.emplace_back(name, std::move(text));
  }
  return meta;
}

}  // namespace sillok::formats
