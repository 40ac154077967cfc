#include "formats/ooxml.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "formats/clean_text.h"
#include "formats/magic.h"
#include "formats/xml_entities.h"
#include "text/unicode.h"

namespace sillok::formats::ooxml {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";
constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// White space alone is text in runs ("<w:t xml:space='preserve'> </w:t>").
constexpr unsigned kParsing = pugi::parse_default | pugi::parse_ws_pcdata_single;

// "/word/document.xml" + "../media/x" → "media/x"; never above the package.
std::string resolve(const std::string& part, std::string_view target) {
  std::string path;
  if (!target.starts_with('/')) {
    const std::size_t slash = part.rfind('/');
    if (slash != std::string::npos) path = part.substr(0, slash);
  }
  std::vector<std::string> steps;
  const auto add = [&](std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      const std::string_view step = text.substr(0, slash);
      text.remove_prefix(std::min(text.size(), slash + 1));
      if (step == "..") {
        if (!steps.empty()) steps.pop_back();
      } else if (!step.empty() && step != ".") {
        steps.emplace_back(step);
      }
    }
  };
  add(path);
  add(target);
  std::string out;
  for (const std::string& step : steps) out += (out.empty() ? "" : "/") + step;
  return out;
}

std::string relationships_part(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  if (slash == std::string::npos) return "_rels/" + part + ".rels";
  return part.substr(0, slash) + "/_rels/" + part.substr(slash + 1) + ".rels";
}

Kind kind_from_types(std::string_view types) {
  const auto names = [&](std::string_view what) {
    return types.find(what) != std::string_view::npos;
  };
  // The main part's type; templates and files with macros vary the middle.
  if (names("wordprocessingml.document.main") || names("wordprocessingml.template.main") ||
      names("ms-word.document.macroEnabled.main") || names("ms-word.template.macroEnabled")) {
    return Kind::word;
  }
  if (names("spreadsheetml.sheet.main") || names("spreadsheetml.template.main") ||
      names("ms-excel.sheet.macroEnabled.main") || names("ms-excel.template.macroEnabled")) {
    return Kind::sheet;
  }
  if (names("presentationml.presentation.main") || names("presentationml.slideshow.main") ||
      names("presentationml.template.main") || names("ms-powerpoint.presentation.macroEnabled") ||
      names("ms-powerpoint.slideshow.macroEnabled")) {
    return Kind::slides;
  }
  return Kind::none;
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is(pugi::xml_node node, std::string_view local) {
  return local_name(node.name()) == local;
}

pugi::xml_node child(pugi::xml_node node, std::string_view local) {
  for (pugi::xml_node one = node.first_child(); one; one = one.next_sibling()) {
    if (one.type() == pugi::node_element && is(one, local)) return one;
  }
  return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view local) {
  for (pugi::xml_attribute one = node.first_attribute(); one; one = one.next_attribute()) {
    if (local_name(one.name()) == local) return one.value();
  }
  return {};
}

std::string_view value_of(pugi::xml_node node, std::string_view name, std::string_view local) {
  return attribute(child(node, name), local);
}

int number_of(std::string_view text, int otherwise) {
  if (text.starts_with('+')) text.remove_prefix(1);
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end == text.data() || error != std::errc{}) return otherwise;
  return static_cast<int>(std::clamp<long long>(value, std::numeric_limits<int>::min(),
                                                std::numeric_limits<int>::max()));
}

bool is_on(pugi::xml_node property) {
  if (!property) return false;
  const std::string_view value = attribute(property, "val");
  return value != "0" && value != "false" && value != "off";
}

pugi::xml_node chosen_branch(pugi::xml_node alternate_content) {
  if (const pugi::xml_node choice = child(alternate_content, "Choice")) return choice;
  return child(alternate_content, "Fallback");
}

Kind kind_of(const Source& source) {
  if (!looks_like_zip(source.bytes)) return Kind::none;
  // Limits here only keep the look short; read() applies the caller's.
  Limits limits;
  limits.unpacked_bytes = 4u << 20;
  limits.entries = 100'000;
  const Result<Zip> zip = Zip::open(source.bytes, limits);
  if (!zip) return Kind::none;
  if (const ZipEntry* types = zip->find(kContentTypes)) {
    if (const Result<std::string> text = zip->read(*types)) {
      const Kind kind = kind_from_types(*text);
      if (kind != Kind::none) return kind;
    }
  }
  if (zip->find("word/document.xml") != nullptr) return Kind::word;
  if (zip->find("xl/workbook.xml") != nullptr) return Kind::sheet;
  if (zip->find("ppt/presentation.xml") != nullptr) return Kind::slides;
  return Kind::none;
}

bool is_encrypted_package(std::string_view bytes) {
  if (!bytes.starts_with(kOle)) return false;
  std::string name;  // as the directory of an OLE container writes it: UTF-16LE
  for (const char c : std::string_view("EncryptedPackage")) {
    name.push_back(c);
    name.push_back('\0');
  }
  return bytes.find(name) != std::string_view::npos;
}

int recognises(const Source& source, Kind kind,
               std::initializer_list<std::string_view> extensions) {
  const std::string extension = extension_of(source.name);
  const bool named = std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
  if (is_encrypted_package(source.bytes)) {
    // Any of the three can say so; the one of the name does, else Word's.
    return named ? 2 : (kind == Kind::word ? 1 : 0);
  }
  if (kind_of(source) == kind) return 2;
  return named && looks_like_zip(source.bytes) ? 1 : 0;
}

Result<Package> Package::open(const Source& source, const Limits& limits) {
  const std::string name(source.name);
  if (is_encrypted_package(source.bytes)) {
    return fail(Code::unsupported,
                "the document is password-protected; save a copy without a password", name);
  }
  Result<Zip> zip = Zip::open(source.bytes, limits);
  if (!zip) {
    Error error = std::move(zip).error();
    error.subject = name;
    return fail(std::move(error));
  }
  return Package(std::move(*zip));
}

bool Package::has(const std::string& part) const {
  return zip_.find(part) != nullptr;
}

Result<void> Package::load(const std::string& part, pugi::xml_document& xml) const {
  xml.reset();
  const ZipEntry* entry = zip_.find(part);
  if (entry == nullptr) {
    return fail(Code::unreadable, "the part " + clean_text(part) +
                                      " is missing; the file is damaged: get a fresh copy");
  }
  const Result<std::string> bytes = zip_.read(*entry);
  if (!bytes) return fail(bytes.error());
  if (auto allowed = refuse_entities(*bytes); !allowed) return allowed;
  const pugi::xml_parse_result parsed = xml.load_buffer(bytes->data(), bytes->size(), kParsing);
  if (!parsed && !xml.document_element()) {
    return fail(Code::unreadable,
                "the part " + clean_text(part) + " is not well-formed XML; get a fresh copy");
  }
  return {};
}

Result<void> Package::stream(const std::string& part, XmlSink& sink) const {
  const ZipEntry* entry = zip_.find(part);
  if (entry == nullptr) {
    return fail(Code::unreadable, "the part is missing; the file is damaged: get a fresh copy");
  }
  XmlStream xml(sink);
  Result<void> fed;
  const Result<void> unpacked = zip_.stream(*entry, [&](std::string_view piece) {
    fed = xml.feed(piece);
    return fed.has_value();
  });
  if (!fed) return fed;
  if (!unpacked) return unpacked;
  return xml.finish();
}

std::vector<Relationship> Package::relationships(const std::string& part) const {
  const std::string name = part.empty() ? "_rels/.rels" : relationships_part(part);
  if (!has(name)) return {};
  pugi::xml_document xml;
  if (!load(name, xml)) return {};
  std::vector<Relationship> out;
  for (const pugi::xml_node node : xml.document_element()) {
    if (!is(node, "Relationship")) continue;
    Relationship one;
    one.id = attribute(node, "Id");
    const std::string_view type = attribute(node, "Type");
    one.type = type.substr(type.rfind('/') + 1);
    one.external = attribute(node, "TargetMode") == "External";
    const std::string_view target = attribute(node, "Target");
    one.target = one.external ? std::string(target) : resolve(part, target);
    out.push_back(std::move(one));
  }
  return out;
}

std::string Package::related(const std::string& part, std::string_view type) const {
  for (Relationship& one : relationships(part)) {
    if (one.type == type && !one.external) return std::move(one.target);
  }
  return {};
}

std::string Package::main_part(const std::string& usual) const {
  std::string part = related({}, "officeDocument");
  return !part.empty() && has(part) ? part : usual;
}

void Package::read_properties(document::Document& document) const {
  std::string part = related({}, "core-properties");
  if (part.empty()) part = "docProps/core.xml";
  if (!has(part)) return;
  pugi::xml_document xml;
  if (!load(part, xml)) return;
  const pugi::xml_node root = xml.document_element();
  const auto text = [&](std::string_view name) {
    return std::string(text::trimmed(clean_text(child(root, name).child_value())));
  };
  std::string title = text("title");
  if (is_sensible_title(title)) document.title = std::move(title);
  const auto put = [&](const char* name, std::string value) {
    if (!value.empty() && value.size() < 1'000) document.meta.emplace_back(name, std::move(value));
  };
  put("author", text("creator"));
  put("subject", text("subject"));
  put("keywords", text("keywords"));
  put("created", text("created"));
  put("modified", text("modified"));
}

}  // namespace sillok::formats::ooxml
