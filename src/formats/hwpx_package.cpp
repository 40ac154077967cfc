// Which parts an HWPX package has: META-INF/container.xml, manifest.xml and Contents/content.hpf.
#include <algorithm>
#include <charconv>
#include <utility>

#include "formats/hwpx_parts.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

constexpr std::string_view kUsualPackage = "Contents/content.hpf";

class ContainerSink : public XmlSink {
 public:
  void start(const XmlTag& tag) override {
    if (tag.name() != "rootfile" || !package.empty()) return;
    const std::string path = tag.value("full-path");
    if (path.ends_with(".hpf")) package = path;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::string package;
};

// An entry that is encrypted has its key derivation in the manifest (as in OpenDocument).
class ManifestSink : public XmlSink {
 public:
  void start(const XmlTag& tag) override {
    if (tag.name() == "file-entry") entry_ = tag.value("full-path");
    if (tag.name() == "encryption-data" && !entry_.starts_with("BinData/")) encrypted = true;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  bool encrypted = false;

 private:
  std::string entry_;
};

struct Item {
  std::string href;
  std::string type;
};

class PackageSink : public XmlSink {
 public:
  void start(const XmlTag& tag) override {
    text_.clear();
    key_.clear();
    if (tag.name() == "item") {
      items[tag.value("id")] = {tag.value("href"), tag.value("media-type")};
    } else if (tag.name() == "itemref") {
      spine.push_back(tag.value("idref"));
    } else if (tag.name() == "title" || tag.name() == "language") {
      key_ = tag.name();
    } else if (tag.name() == "meta") {
      key_ = tag.value("name");
      content_ = tag.value("content");
    }
  }
  void end(std::string_view) override {
    if (key_.empty()) return;
    std::string value = text::nfc(text::trimmed(text_));
    // Hancom writes the value as text and the word "text" as content; others write it as content.
    if (value.empty() && content_ != "text") value = text::nfc(text::trimmed(content_));
    if (!value.empty()) meta.emplace_back(std::exchange(key_, {}), std::move(value));
    key_.clear();
    content_.clear();
    text_.clear();
  }
  void text(std::string_view text) override {
    if (!key_.empty() && text_.size() < 4096) text_ += text;
  }

  std::unordered_map<std::string, Item> items;
  std::vector<std::string> spine;
  std::vector<std::pair<std::string, std::string>> meta;

 private:
  std::string key_;
  std::string content_;
  std::string text_;
};

// Parses an entry as far as it goes; what is missing or damaged shows in what the sink lacks.
void parse(const Zip& zip, std::string_view name, XmlSink& sink) {
  const ZipEntry* entry = zip.find(name);
  if (entry == nullptr) return;
  XmlStream xml(sink);
  const auto streamed =
      zip.stream(*entry, [&](std::string_view piece) { return xml.feed(piece).has_value(); });
  if (streamed) (void)xml.finish();
}

// The entry an href means: from the root of the package, or beside the package document.
const ZipEntry* resolve(const Zip& zip, const std::string& href, std::string_view package) {
  if (const ZipEntry* entry = zip.find(href)) return entry;
  const std::size_t slash = package.rfind('/');
  if (slash == std::string_view::npos) return nullptr;
  return zip.find(std::string(package.substr(0, slash + 1)) + href);
}

// The number in "Contents/section12.xml"; -1 for other names.
int section_number(std::string_view name) {
  if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
  }
  if (!name.starts_with("section") || !name.ends_with(".xml")) return -1;
  name = name.substr(7, name.size() - 7 - 4);
  int number = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : -1;
}

std::vector<std::string> sections_by_name(const Zip& zip) {
  std::vector<std::pair<int, std::string>> found;
  for (const ZipEntry& entry : zip.entries()) {
    const int number = section_number(entry.name);
    if (number >= 0) found.emplace_back(number, entry.name);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& [number, name] : found) names.push_back(std::move(name));
  return names;
}

// Our names for the properties people ask for; empty for the rest.
std::string_view known_property(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames = {
      {{"title", "title"},
       {"creator", "author"},
       {"lastsaveby", "last_author"},
       {"CreatedDate", "created"},
       {"ModifiedDate", "modified"},
       {"subject", "subject"},
       {"description", "description"},
       {"keyword", "keywords"}}};
  for (const auto& [theirs, ours] : kNames) {
    if (theirs == name) return ours;
  }
  return {};
}

void take_spine(const Zip& zip, const PackageSink& sink, std::string_view document,
                HwpxPackage& package) {
  for (const std::string& id : sink.spine) {
    const auto item = sink.items.find(id);
    if (item == sink.items.end()) continue;
    const ZipEntry* entry = resolve(zip, item->second.href, document);
    if (entry == nullptr) continue;
    if (section_number(entry->name) >= 0 || id.starts_with("section")) {
      package.sections.push_back(entry->name);
    } else if (item->second.type.find("script") != std::string::npos ||
               entry->name.starts_with("Scripts/")) {
      ++package.scripts;
    }
  }
}

}  // namespace

Result<HwpxPackage> read_hwpx_package(const Zip& zip) {
  ManifestSink manifest;
  parse(zip, "META-INF/manifest.xml", manifest);
  if (manifest.encrypted) {
    return fail(Code::unsupported,
                "the document is protected by a password; save it without one and add it again");
  }
  ContainerSink container;
  parse(zip, "META-INF/container.xml", container);
  const std::string document =
      container.package.empty() ? std::string(kUsualPackage) : container.package;
  PackageSink sink;
  parse(zip, document, sink);

  HwpxPackage package;
  take_spine(zip, sink, document, package);
  // A section that the spine forgets is still text of the document.
  for (std::string& name : sections_by_name(zip)) {
    if (std::find(package.sections.begin(), package.sections.end(), name) ==
        package.sections.end()) {
      package.sections.push_back(std::move(name));
    }
  }
  for (const auto& [id, item] : sink.items) {
    if (const ZipEntry* entry = resolve(zip, item.href, document)) package.items[id] = entry->name;
  }
  for (auto& [key, value] : sink.meta) {
    const std::string_view ours = known_property(key);
    if (!ours.empty()) package.meta.emplace_back(ours, std::move(value));
  }
  const auto header = package.items.find("header");
  if (header != package.items.end()) {
    package.headers.push_back(header->second);
  } else if (const ZipEntry* entry = zip.find("Contents/header.xml")) {
    package.headers.push_back(entry->name);
  }
  if (package.sections.empty()) {
    return fail(Code::unreadable,
                zip.truncated()
                    ? "the file is cut off before its text; get it again"
                    : "the HWPX file holds no section of text; save it again in Hangul");
  }
  return package;
}

}  // namespace sillok::formats
