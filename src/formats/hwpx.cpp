// HWPX: Hangul's zip of XML (KS X 6101, OWPML). Sections stream through; nothing of them is kept
// but the Document.
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include "formats/all.h"
#include "formats/hwp_reader.h"
#include "formats/hwpx_parts.h"

namespace sillok::formats {
namespace {

using document::Document;

// Hancom stores the type first and unpacked, so that it stands at a fixed place.
constexpr std::string_view kMimetype = "mimetypeapplication/hwp+zip";
constexpr std::size_t kNameOffset = 30;  // length of a zip's local header

bool is_hwpx(const Zip& zip) {
  return zip.find("Contents/content.hpf") != nullptr ||
         zip.find("Contents/section0.xml") != nullptr;
}

// Reads one part into the story; false when nothing more should be read.
Result<void> read_part(const Zip& zip, const std::string& name, const HwpxShapes& shapes,
                       const Limits& limits, Story& story, std::vector<std::string>& masters,
                       std::vector<std::string>& warnings) {
  const ZipEntry* entry = zip.find(name);
  if (entry == nullptr) return {};
  auto done = read_hwpx_section(zip, *entry, shapes, limits, story, masters);
  if (done || done.error().code != Code::unreadable) return done;
  // What came before the damage is text all the same.
  warnings.push_back(name + " is read in part: " + done.error().message);
  return {};
}

Result<Document> read_document(const Zip& zip, const Limits& limits) {
  auto package = read_hwpx_package(zip);
  if (!package) return fail(std::move(package).error());
  Document document;
  document.format = "hwpx";
  document.meta = std::move(package->meta);
  if (zip.truncated()) document.warnings.push_back("the file is cut off; its end is missing");

  HwpxShapes shapes;
  for (const std::string& name : package->headers) {
    if (const ZipEntry* entry = zip.find(name)) {
      read_hwpx_header(zip, *entry, shapes, document.warnings);
    }
  }
  Story story;
  std::vector<std::string> masters;
  for (const std::string& name : package->sections) {
    auto done = read_part(zip, name, shapes, limits, story, masters, document.warnings);
    if (!done) return fail(std::move(done).error());
  }
  std::unordered_set<std::string> seen;
  const std::vector<std::string> named = std::move(masters);
  for (const std::string& id : named) {
    const auto item = package->items.find(id);
    if (item == package->items.end() || !seen.insert(id).second) continue;
    story.begin_aside(Aside::running_head);
    auto done = read_part(zip, item->second, shapes, limits, story, masters, document.warnings);
    if (!done) return fail(std::move(done).error());
    story.end_aside();
  }
  if (package->scripts > 0) story.passed_over("script", package->scripts);
  story.finish(document);
  return document;
}

class HwpxReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "hwpx"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (!looks_like_zip(source.bytes)) return 0;
    if (source.bytes.substr(std::min(kNameOffset, source.bytes.size())).starts_with(kMimetype)) {
      return 2;
    }
    const auto zip = Zip::open(source.bytes, Limits{});
    if (zip && is_hwpx(*zip)) return 2;
    return source.name.ends_with(".hwpx") ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    return read_contained(source, limits, sink, read_document);
  }
};

}  // namespace

std::unique_ptr<Reader> hwpx_reader() {
  return std::make_unique<HwpxReader>();
}

}  // namespace sillok::formats
