// What Word, Excel and PowerPoint files share (ECMA-376): a zip of parts, typed relationships
// between them, core properties. Also the XML habits: names are compared without their namespace
// prefix, since writers are free to choose it.
//
// A Package reads from bytes that must outlive it; not for several threads.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "formats/hwpx_xml.h"
#include "formats/reader.h"
#include "formats/zip.h"
#include "result/result.h"

namespace sillok::formats::ooxml {

// The name without its prefix: "w:p" → "p".
[[nodiscard]] std::string_view local_name(std::string_view name);
[[nodiscard]] bool is(pugi::xml_node node, std::string_view local);
// The first child element or the attribute of that local name; empty if there is none.
[[nodiscard]] pugi::xml_node child(pugi::xml_node node, std::string_view local);
[[nodiscard]] std::string_view attribute(pugi::xml_node node, std::string_view local);
// The attribute `local` of child `name`: value_of(pPr, "pStyle", "val").
[[nodiscard]] std::string_view value_of(pugi::xml_node node, std::string_view name,
                                        std::string_view local = "val");
// A whole number, clamped to int; `otherwise` if it is none.
[[nodiscard]] int number_of(std::string_view text, int otherwise);
// An on/off property: present without a value is on.
[[nodiscard]] bool is_on(pugi::xml_node property);
// mc:AlternateContent: the branch to read, one only.
[[nodiscard]] pugi::xml_node chosen_branch(pugi::xml_node alternate_content);

struct Relationship {
  std::string id;
  std::string type;    // the last part of its URI: "styles", "footnotes", "slide"
  std::string target;  // part name without a leading '/'; a URL if external
  bool external = false;
};

enum class Kind { none, word, sheet, slides };

// What the bytes are: by the content types of the package; none for other zips.
[[nodiscard]] Kind kind_of(const Source& source);
// An OLE container holding an encrypted package (a password-protected office document).
[[nodiscard]] bool is_encrypted_package(std::string_view bytes);
// 0, 1 or 2 for Reader::recognises. `extensions` are those of the kind, lower case.
[[nodiscard]] int recognises(const Source& source, Kind kind,
                             std::initializer_list<std::string_view> extensions);

class Package {
 public:
  // Fails with unsupported for password-protected files, unreadable for broken ones.
  [[nodiscard]] static Result<Package> open(const Source& source, const Limits& limits);

  [[nodiscard]] bool has(const std::string& part) const;
  // Parses the part; on failure `xml` is empty.
  Result<void> load(const std::string& part, pugi::xml_document& xml) const;
  // Streams the part through `sink`; what came before damage has gone through it.
  Result<void> stream(const std::string& part, XmlSink& sink) const;
  // Of a part; of the package itself for an empty name. Empty if there are none.
  [[nodiscard]] std::vector<Relationship> relationships(const std::string& part) const;
  // Target of the first relationship of this type; empty if there is none.
  [[nodiscard]] std::string related(const std::string& part, std::string_view type) const;
  // The main document part, by relationship or by `usual` name.
  [[nodiscard]] std::string main_part(const std::string& usual) const;
  // Title (if sensible), author, created, modified.
  void read_properties(document::Document& document) const;

  [[nodiscard]] bool truncated() const { return zip_.truncated(); }

 private:
  explicit Package(Zip zip) : zip_(std::move(zip)) {}
  Zip zip_;
};

}  // namespace sillok::formats::ooxml
