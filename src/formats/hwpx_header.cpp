// header.xml: what a paragraph's shape and style mean for its number, bullet and level.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "formats/hwp_signs.h"
#include "formats/hwpx_parts.h"

namespace sillok::formats {
namespace {

class HeaderSink : public XmlSink {
 public:
  explicit HeaderSink(HwpxShapes& shapes) : shapes_(shapes) {}

  void start(const XmlTag& tag) override {
    const std::string_view name = tag.name();
    if (name == "fontfaces" || name == "borderFills" || name == "charProperties" ||
        name == "tabProperties") {
      tag.pass_over();  // how things look
    } else if (name == "numbering") {
      numbering_ = &shapes_.numberings[tag.number("id", 0)];
    } else if (name == "paraHead" && numbering_ != nullptr) {
      start_level(tag);
    } else if (name == "bullet") {
      shapes_.bullets[tag.number("id", 0)] = {mapped_sign(tag.value("char")),
                                              mapped_sign(tag.value("checkedChar"))};
    } else if (name == "paraPr") {
      shape_ = tag.number("id", -1);
      checked_ = tag.raw("checked") == "1";
    } else if (name == "heading" && shape_ >= 0) {
      heading(tag);
    } else if (name == "style") {
      const int level = title_level(tag.value("name"), tag.value("engName"));
      if (level > 0) shapes_.title_levels[tag.number("id", -1)] = level;
    }
  }

  void end(std::string_view name) override {
    if (name == "numbering") numbering_ = nullptr;
    if (name == "paraHead") level_ = nullptr;
    if (name == "paraPr") shape_ = -1;
  }

  void text(std::string_view text) override {
    if (level_ != nullptr && level_->pattern.size() < 256) level_->pattern += text;
  }

  // Shapes name numberings and bullets that may stand behind them in the file.
  void resolve() {
    for (auto& [id, head] : shapes_.paragraphs) {
      const int list = static_cast<int>(head.list);
      if (head.kind == ParagraphHead::Kind::bullet) {
        const auto bullet = shapes_.bullets.find(list);
        if (bullet == shapes_.bullets.end()) continue;
        const bool ticked = ticked_.contains(id) && !bullet->second.checked.empty();
        head.bullet = ticked ? bullet->second.checked : bullet->second.sign;
      } else if (const auto found = shapes_.numberings.find(list);
                 found != shapes_.numberings.end()) {
        head.numbering = &found->second;
      }
    }
  }

 private:
  void start_level(const XmlTag& tag) {
    const int level = tag.number("level", 1) - 1;
    if (level < 0 || level >= static_cast<int>(kNumberLevels)) return;
    level_ = &numbering_->levels[static_cast<std::size_t>(level)];
    level_->start = tag.number("start", 1);
    level_->format = number_format(tag.raw("numFormat"));
    level_->pattern.clear();
  }

  void heading(const XmlTag& tag) {
    const std::string_view type = tag.raw("type");
    ParagraphHead head;
    if (type == "OUTLINE") head.kind = ParagraphHead::Kind::outline;
    if (type == "NUMBER") head.kind = ParagraphHead::Kind::number;
    if (type == "BULLET") head.kind = ParagraphHead::Kind::bullet;
    if (head.kind == ParagraphHead::Kind::none) return;
    head.list = static_cast<std::uint32_t>(std::max(tag.number("idRef", 0), 0));
    head.level = static_cast<std::size_t>(std::clamp(tag.number("level", 0), 0, 9));
    shapes_.paragraphs[shape_] = head;
    if (checked_) ticked_.insert(shape_);
  }

  HwpxShapes& shapes_;
  Numbering* numbering_ = nullptr;
  NumberLevel* level_ = nullptr;
  int shape_ = -1;
  bool checked_ = false;
  std::unordered_set<int> ticked_;  // shapes of ticked paragraphs
};

}  // namespace

void read_hwpx_header(const Zip& zip, const ZipEntry& entry, HwpxShapes& shapes,
                      std::vector<std::string>& warnings) {
  HeaderSink sink(shapes);
  XmlStream xml(sink);
  Result<void> fed;
  Result<void> streamed = zip.stream(entry, [&](std::string_view piece) {
    fed = xml.feed(piece);
    return fed.has_value();
  });
  if (streamed && fed) fed = xml.finish();
  if (!streamed || !fed) {
    warnings.push_back("styles and numbers are incomplete: " +
                       (streamed ? fed.error().message : streamed.error().message));
  }
  sink.resolve();
}

}  // namespace sillok::formats
