// Small office documents spelled out in code: the parts that every such file has, around the one a
// test is about.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "zip_writer.h"

namespace sillok::formats::testing {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string content_types(const std::string& main_type) {
  return R"(<Types xmlns="t"><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.)" +
         main_type + R"(+xml"/></Types>)";
}

// Relationships "id type target", the types without their long beginning.
inline std::string relationships(const std::vector<std::array<std::string, 3>>& all) {
  std::string out = "<Relationships xmlns=\"r\">";
  for (const auto& [id, type, target] : all) {
    out += "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type +
           "\" Target=\"" + target + "\"/>";
  }
  return out + "</Relationships>";
}

inline std::string make_docx(const std::string& body, Parts further = {}) {
  Parts parts{{"[Content_Types].xml", content_types("wordprocessingml.document.main")},
              {"_rels/.rels", relationships({{"1", "officeDocument", "word/document.xml"},
                                             {"2", "core-properties", "docProps/core.xml"}})},
              {"word/_rels/document.xml.rels", relationships({{"1", "styles", "styles.xml"},
                                                              {"2", "numbering", "numbering.xml"},
                                                              {"3", "footnotes", "footnotes.xml"},
                                                              {"4", "endnotes", "endnotes.xml"},
                                                              {"5", "comments", "comments.xml"},
                                                              {"6", "header", "header1.xml"},
                                                              {"7", "footer", "footer1.xml"},
                                                              {"8", "header", "header2.xml"}})},
              {"word/document.xml",
               "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}};
  parts.insert(parts.end(), further.begin(), further.end());
  return make_zip(parts);
}

// Sheets as name and the XML inside <worksheet>.
inline std::string make_xlsx(const std::vector<std::pair<std::string, std::string>>& sheets,
                             Parts further = {}, const std::string& workbook_properties = {}) {
  std::string list;
  std::vector<std::array<std::string, 3>> targets;
  for (const auto& [name, content] : further) {
    if (name == "xl/sharedStrings.xml")
      targets.push_back({"s", "sharedStrings", "sharedStrings.xml"});
    if (name == "xl/styles.xml") targets.push_back({"y", "styles", "styles.xml"});
  }
  Parts parts{{"[Content_Types].xml", content_types("spreadsheetml.sheet.main")},
              {"_rels/.rels", relationships({{"1", "officeDocument", "xl/workbook.xml"}})}};
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string id = std::to_string(i + 1);
    list += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + id + "\" r:id=\"r" + id + "\"/>";
    targets.push_back({"r" + id, "worksheet", "worksheets/sheet" + id + ".xml"});
    parts.emplace_back("xl/worksheets/sheet" + id + ".xml",
                       "<worksheet>" + sheets[i].second + "</worksheet>");
  }
  parts.emplace_back("xl/workbook.xml", "<workbook xmlns:r=\"r\">" + workbook_properties +
                                            "<sheets>" + list + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", relationships(targets));
  parts.insert(parts.end(), further.begin(), further.end());
  return make_zip(parts);
}

// Slides as the XML inside p:spTree.
inline std::string make_pptx(const std::vector<std::string>& slides, Parts further = {}) {
  std::string list;
  std::vector<std::array<std::string, 3>> targets;
  Parts parts{{"[Content_Types].xml", content_types("presentationml.presentation.main")},
              {"_rels/.rels", relationships({{"1", "officeDocument", "ppt/presentation.xml"}})}};
  for (std::size_t i = 0; i < slides.size(); ++i) {
    const std::string id = std::to_string(i + 1);
    list += "<p:sldId id=\"25" + id + "\" r:id=\"r" + id + "\"/>";
    targets.push_back({"r" + id, "slide", "slides/slide" + id + ".xml"});
    parts.emplace_back("ppt/slides/slide" + id + ".xml",
                       "<p:sld><p:cSld><p:spTree>" + slides[i] + "</p:spTree></p:cSld></p:sld>");
  }
  parts.emplace_back("ppt/presentation.xml",
                     "<p:presentation><p:sldIdLst>" + list + "</p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels", relationships(targets));
  // A part given again replaces the one made here.
  for (auto& part : further) {
    std::erase_if(parts, [&](const auto& one) { return one.first == part.first; });
    parts.push_back(std::move(part));
  }
  return make_zip(parts);
}

}  // namespace sillok::formats::testing
