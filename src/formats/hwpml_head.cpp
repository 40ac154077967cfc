// HEAD: the summary, and what a paragraph's shape and style mean for its number, bullet and level.
#include <algorithm>
#include <array>
#include <utility>

#include "formats/hwp_signs.h"
#include "formats/hwpml_parts.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::size_t kLongestPattern = 256;

const char* property_of(std::string_view element) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 6> kNames = {
      {{"TITLE", "title"},
       {"SUBJECT", "subject"},
       {"AUTHOR", "author"},
       {"DATE", "date"},
       {"KEYWORDS", "keywords"},
       {"COMMENTS", "description"}}};
  for (const auto& [name, ours] : kNames) {
    if (name == element) return ours;
  }
  return nullptr;
}

}  // namespace

NumberFormat hwpml_number_format(std::string_view name) {
  std::string capitals;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z' && !capitals.empty()) capitals += '_';
    capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return number_format(capitals);
}

void HwpmlHead::start(const XmlTag& tag) {
  const std::string_view name = tag.name();
  if (name == "NUMBERING") {
    numbering_ = &shapes_.numberings[tag.number("Id", 0)];
    numbering_->levels[0].start = std::max(tag.number("Start", 1), 1);
  } else if (name == "PARAHEAD" && numbering_ != nullptr) {
    start_level(tag);
  } else if (name == "BULLET") {
    shapes_.bullets[tag.number("Id", 0)] = {mapped_sign(tag.value("Char")), {}};
  } else if (name == "PARASHAPE") {
    shape(tag);
  } else if (name == "STYLE") {
    const int level = title_level(tag.value("Name"), tag.value("EngName"));
    if (level > 0) shapes_.title_levels[tag.number("Id", -1)] = level;
  } else if (property_ == nullptr) {
    property_ = property_of(name);
    value_.clear();
  }
}

void HwpmlHead::end(std::string_view name) {
  if (name == "NUMBERING") numbering_ = nullptr;
  if (name == "PARAHEAD") level_ = nullptr;
  if (property_ == nullptr || property_of(name) != property_) return;
  std::string value = text::nfc(text::trimmed(value_));
  if (!value.empty()) meta_.emplace_back(property_, std::move(value));
  property_ = nullptr;
}

void HwpmlHead::text(std::string_view text) {
  if (property_ != nullptr) value_ += text;
  if (level_ != nullptr && level_->pattern.size() < kLongestPattern) level_->pattern += text;
}

// Shapes may name numberings and bullets that stand behind them.
void HwpmlHead::finish() {
  for (auto& [id, head] : shapes_.paragraphs) {
    const int list = static_cast<int>(head.list);
    if (head.kind == ParagraphHead::Kind::bullet) {
      const auto bullet = shapes_.bullets.find(list);
      if (bullet != shapes_.bullets.end()) head.bullet = bullet->second.sign;
    } else if (const auto found = shapes_.numberings.find(list);
               found != shapes_.numberings.end()) {
      head.numbering = &found->second;
    }
  }
}

void HwpmlHead::start_level(const XmlTag& tag) {
  const int level = tag.number("Level", 1) - 1;
  if (level < 0 || level >= static_cast<int>(kNumberLevels)) return;
  level_ = &numbering_->levels[static_cast<std::size_t>(level)];
  level_->start = tag.number("Start", level_->start);
  level_->format = hwpml_number_format(tag.raw("NumFormat"));
  level_->pattern.clear();
}

void HwpmlHead::shape(const XmlTag& tag) {
  const std::string_view type = tag.raw("HeadingType");
  ParagraphHead head;
  if (type == "Outline") head.kind = ParagraphHead::Kind::outline;
  if (type == "Number") head.kind = ParagraphHead::Kind::number;
  if (type == "Bullet") head.kind = ParagraphHead::Kind::bullet;
  if (head.kind == ParagraphHead::Kind::none) return;
  head.list = static_cast<std::uint32_t>(std::max(tag.number("Heading", 0), 0));
  head.level = static_cast<std::size_t>(std::clamp(tag.number("Level", 0), 0, 9));
  shapes_.paragraphs[tag.number("Id", -1)] = head;
}

}  // namespace sillok::formats
