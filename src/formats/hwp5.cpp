// HWP 5: Hangul's compound file of packed record streams.
#include <charconv>
#include <memory>
#include <string>
#include <utility>

#include "formats/all.h"
#include "formats/hwp5_parts.h"
#include "formats/hwp_reader.h"

namespace sillok::formats {
namespace {

using document::Document;

// Sections in the order of their numbers.
std::vector<const OleEntry*> sections_of(const Ole& ole, std::string_view folder) {
  std::map<int, const OleEntry*> found;
  const std::string prefix = std::string(folder) + "/Section";
  for (const OleEntry& entry : ole.entries()) {
    if (!entry.path.starts_with(prefix)) continue;
    const std::string_view digits = std::string_view(entry.path).substr(prefix.size());
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size()) found[number] = &entry;
  }
  std::vector<const OleEntry*> sections;
  for (const auto& [number, entry] : found) sections.push_back(entry);
  return sections;
}

Result<Document> read_document(const Ole& ole, const Limits& limits) {
  auto header = read_hwp5_header(ole);
  if (!header) return fail(std::move(header).error());
  Document document;
  document.format = "hwp";
  std::uint64_t spent = 0;
  const auto stream = [&](const OleEntry& entry, bool distribution) {
    return hwp5_stream(ole, entry, *header, distribution, limits, spent, document.warnings);
  };
  if (const OleEntry* entry = ole.find("\x05HwpSummaryInformation")) {
    document.meta = read_hwp5_summary(ole.read(*entry).bytes);
  }
  Hwp5Shapes shapes;
  if (const OleEntry* entry = ole.find("DocInfo")) {
    auto info = stream(*entry, false);
    if (!info) return fail(std::move(info).error());
    shapes = read_hwp5_shapes(info->view(), header->version);
  } else {
    document.warnings.push_back("styles and numbers are missing");
  }
  if (shapes.tracked_changes > 0) {
    // The description says that changes are recorded, not how the text is marked with them.
    document.warnings.push_back("changes are tracked in it (" +
                                std::to_string(shapes.tracked_changes) +
                                "); text that was marked as deleted may be among what is read");
  }
  // A distribution document keeps its text enciphered in a folder of its own.
  auto sections = sections_of(ole, header->distribution ? "ViewText" : "BodyText");
  if (sections.empty()) {
    return fail(Code::unreadable, "the document holds no section of text; save it again in Hangul");
  }
  Story story;
  for (const OleEntry* entry : sections) {
    auto text = stream(*entry, header->distribution);
    if (!text) return fail(std::move(text).error());
    bool whole = true;
    auto read = read_hwp5_section(text->view(), shapes, limits, story, whole);
    if (!read) return fail(std::move(read).error());
    if (!whole) document.warnings.push_back(entry->path + " is cut off; its end is missing");
  }
  story.finish(document);
  return document;
}

class Hwp5Reader : public Reader {
 public:
  Hwp5Reader() { load_cipher(); }

  [[nodiscard]] std::string_view format() const override { return "hwp"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    if (!looks_like_ole(source.bytes)) return 0;
    const auto ole = Ole::open(source.bytes, Limits{});
    if (ole && ole->find("FileHeader") != nullptr) return 2;
    return source.name.ends_with(".hwp") ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    return read_contained(source, limits, sink, read_document);
  }
};

}  // namespace

std::unique_ptr<Reader> hwp5_reader() {
  return std::make_unique<Hwp5Reader>();
}

}  // namespace sillok::formats
