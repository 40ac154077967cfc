#include "formats/docx_styles.h"

#include <algorithm>
#include <set>

#include "formats/clean_text.h"
#include "formats/hwp_numbers.h"
#include "formats/ooxml.h"
#include "text/unicode.h"

namespace sillok::formats::docx {
namespace {

using ooxml::attribute;
using ooxml::child;
using ooxml::is;
using ooxml::is_on;
using ooxml::number_of;
using ooxml::value_of;

// "heading 2" and "제목 2" → 2; 0 if it is no such name.
int heading_of_name(std::string_view name) {
  for (const std::string_view word : {"heading", "제목"}) {
    if (!name.starts_with(word)) continue;
    std::string_view rest = name.substr(word.size());
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9') return rest[0] - '0';
  }
  return 0;
}

// Word's number formats by the names of the shared formatter.
std::string formatted(int number, std::string_view format) {
  struct Name {
    std::string_view word;
    NumberFormat format;
  };
  static constexpr Name kNames[] = {
      {"upperRoman", NumberFormat::roman_capital},
      {"lowerRoman", NumberFormat::roman_small},
      {"upperLetter", NumberFormat::latin_capital},
      {"lowerLetter", NumberFormat::latin_small},
      {"ganada", NumberFormat::hangul_syllable},
      {"chosung", NumberFormat::hangul_jamo},
      {"koreanDigital", NumberFormat::hangul_phonetic},
      {"koreanDigital2", NumberFormat::ideograph},
      {"ideographDigital", NumberFormat::ideograph},
      {"chineseCounting", NumberFormat::ideograph},
      {"chineseCountingThousand", NumberFormat::ideograph},
      {"taiwaneseCounting", NumberFormat::ideograph},
      {"japaneseCounting", NumberFormat::ideograph},
      {"koreanCounting", NumberFormat::hangul_phonetic},
      {"decimalEnclosedCircle", NumberFormat::circled_digit},
      {"decimalEnclosedCircleChinese", NumberFormat::circled_digit},
      {"ideographTraditional", NumberFormat::decagon_hanja},
  };
  for (const Name& name : kNames) {
    if (name.word == format) return format_number(number, name.format);
  }
  const std::string digits = std::to_string(number);
  if (format == "decimalZero" && number >= 0 && number < 10) return "0" + digits;
  if (format == "decimalEnclosedParen") return "(" + digits + ")";
  if (format == "decimalEnclosedFullstop") return digits + ".";
  if (format == "numberInDash") return "- " + digits + " -";
  return digits;
}

}  // namespace

void Styles::load(pugi::xml_node root) {
  for (const pugi::xml_node node : root) {
    if (!is(node, "style")) continue;
    const std::string_view type = attribute(node, "type");
    if (!type.empty() && type != "paragraph") continue;
    const std::string id(attribute(node, "styleId"));
    Style style;
    style.name = text::folded(clean_text(value_of(node, "name")));
    style.based_on = value_of(node, "basedOn");
    const pugi::xml_node properties = child(node, "pPr");
    style.outline = number_of(value_of(properties, "outlineLvl"), -1);
    const pugi::xml_node list = child(properties, "numPr");
    style.num_id = value_of(list, "numId");
    style.num_level = number_of(value_of(list, "ilvl"), -1);
    const std::string_view by_default = attribute(node, "default");
    if (by_default == "1" || by_default == "true") default_ = id;
    styles_.insert_or_assign(id, std::move(style));
  }
}

ParagraphKind Styles::kind_of(std::string_view id) const {
  ParagraphKind kind;
  int outline = -1;
  int named = 0;
  std::set<std::string, std::less<>> seen;  // a style may be based on itself in a broken file
  std::string at(id.empty() ? std::string_view(default_) : id);
  while (seen.insert(at).second) {
    const auto found = styles_.find(at);
    if (found == styles_.end()) break;
    const Style& style = found->second;
    if (outline < 0) outline = style.outline;
    if (named == 0) named = heading_of_name(style.name);
    if (kind.num_id.empty()) kind.num_id = style.num_id;
    if (kind.num_level < 0) kind.num_level = style.num_level;
    if (seen.size() == 1) {
      kind.title = style.name == "title" || style.name == "제목" || style.name == "표제";
    }
    if (style.name == "caption" || style.name == "캡션") kind.caption = true;
    if (style.name.starts_with("toc ") || style.name.starts_with("목차 ") ||
        style.name == "table of figures" || style.name == "그림 목차" ||
        style.name.starts_with("index ") || style.name.starts_with("색인 ")) {
      kind.contents = true;
    }
    at = style.based_on;
  }
  if (outline >= 0 && outline <= 8) {
    kind.heading = outline + 1;
  } else if (outline < 0) {
    kind.heading = named;
  }
  return kind;
}

ListLevel Numbering::level_of(pugi::xml_node node) {
  ListLevel level;
  level.start = number_of(value_of(node, "start"), 1);
  if (const pugi::xml_node format = child(node, "numFmt")) level.format = attribute(format, "val");
  level.text = clean_text(value_of(node, "lvlText"));
  level.restart = number_of(value_of(node, "lvlRestart"), -1);
  level.legal = is_on(child(node, "isLgl"));
  level.space = value_of(node, "suff") != "nothing";
  return level;
}

void Numbering::load(pugi::xml_node root) {
  for (const pugi::xml_node node : root) {
    if (is(node, "abstractNum")) {
      List list;
      list.levels.resize(kLevels);
      list.at.assign(kLevels, -1);
      list.style_link = value_of(node, "numStyleLink");
      list.own_style = value_of(node, "styleLink");
      for (const pugi::xml_node level : node) {
        const int index = is(level, "lvl") ? number_of(attribute(level, "ilvl"), -1) : -1;
        if (index < 0 || index >= static_cast<int>(kLevels)) continue;
        list.levels[static_cast<std::size_t>(index)] = level_of(level);
      }
      lists_.insert_or_assign(std::string(attribute(node, "abstractNumId")), std::move(list));
    } else if (is(node, "num")) {
      Number number;
      number.list = value_of(node, "abstractNumId");
      for (const pugi::xml_node change : node) {
        const int index = is(change, "lvlOverride") ? number_of(attribute(change, "ilvl"), -1) : -1;
        if (index < 0 || index >= static_cast<int>(kLevels)) continue;
        const auto at = static_cast<std::size_t>(index);
        if (const pugi::xml_node start = child(change, "startOverride")) {
          number.starts[at] = number_of(attribute(start, "val"), 1);
        }
        if (const pugi::xml_node level = child(change, "lvl")) number.levels[at] = level_of(level);
      }
      numbers_.insert_or_assign(std::string(attribute(node, "numId")), std::move(number));
    }
  }
}

Numbering::List* Numbering::list_of(const Number& number) {
  const auto found = lists_.find(number.list);
  if (found == lists_.end()) return nullptr;
  if (found->second.style_link.empty()) return &found->second;
  for (auto& [id, list] : lists_) {
    if (list.own_style == found->second.style_link) return &list;
  }
  return &found->second;
}

const ListLevel& Numbering::level_at(const Number& number, const List& list,
                                     std::size_t level) const {
  const auto own = number.levels.find(level);
  return own != number.levels.end() ? own->second : list.levels[level];
}

Label Numbering::next(std::string_view num_id, int level) {
  const auto found = numbers_.find(num_id);
  if (num_id.empty() || num_id == "0" || found == numbers_.end()) return {};
  Number& number = found->second;
  List* list = list_of(number);
  if (list == nullptr) return {};
  const auto at = static_cast<std::size_t>(std::clamp(level, 0, static_cast<int>(kLevels) - 1));
  if (!std::exchange(number.begun, true)) {
    for (const auto& [started, start] : number.starts) {
      // One before: the counter steps on before it is shown.
      list->at[started] = start > -1'000'000'000 ? start - 1 : 0;
    }
  }
  int& count = list->at[at];
  count =
      count < 0 ? level_at(number, *list, at).start : (count < 1'000'000'000 ? count + 1 : count);
  for (std::size_t below = at + 1; below < kLevels; ++below) {
    const int restart = level_at(number, *list, below).restart;
    if (restart == 0 || (restart > 0 && static_cast<int>(at) + 1 > restart)) continue;
    list->at[below] = -1;
  }
  const ListLevel& look = level_at(number, *list, at);
  Label label;
  label.in_list = true;
  label.space = look.space;
  if (look.format == "bullet" || look.format == "none") return label;
  for (std::size_t i = 0; i < look.text.size(); ++i) {
    const char c = look.text[i];
    const bool place =
        c == '%' && i + 1 < look.text.size() && look.text[i + 1] >= '1' && look.text[i + 1] <= '9';
    if (!place) {
      label.text += c;
      continue;
    }
    const auto shown = static_cast<std::size_t>(look.text[++i] - '1');
    const ListLevel& source = level_at(number, *list, shown);
    const int value = list->at[shown] < 0 ? source.start : list->at[shown];
    label.text += formatted(value, look.legal ? "decimal" : source.format);
  }
  return label;
}

}  // namespace sillok::formats::docx
