// HWPX documents made in memory, element by element.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "zip_writer.h"

namespace sillok::formats::testing::hwpx {

// Two numberings ("^1." digits, "^2." syllables; "제^1장", "^1.^2"), one bullet, paragraph shapes 0
// none, 1 and 2 numbers of level 1 and 2, 3 and 4 outline, 5 bullet, 6 ticked; style 7 "장 제목".
inline constexpr const char* kHeader =
    R"(<?xml version="1.0"?><hh:head xmlns:hh="x"><hh:numberings>
<hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>
<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead></hh:numbering>
<hh:numbering id="2"><hh:paraHead start="1" level="1" numFormat="DIGIT">제^1장</hh:paraHead>
<hh:paraHead start="1" level="2" numFormat="DIGIT">^1.^2</hh:paraHead></hh:numbering></hh:numberings>
<hh:bullets><hh:bullet id="1" char="&#xF0A7;" checkedChar="&#xF0FE;"/></hh:bullets>
<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>
<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr>
<hh:paraPr id="3"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="4"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>
<hh:paraPr id="5"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
<hh:paraPr id="6" checked="1"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
<hh:styles><hh:style id="0" name="바탕글"/><hh:style id="7" name="장 제목"/>
<hh:style id="8" name="표 제목 내용"/></hh:styles></hh:head>)";

inline std::string p(const std::string& run, int shape = 0, int style = 0) {
  return "<hp:p paraPrIDRef=\"" + std::to_string(shape) + "\" styleIDRef=\"" +
         std::to_string(style) + "\"><hp:run>" + run +
         "</hp:run><hp:linesegarray><hp:lineseg textpos=\"0\"/></hp:linesegarray></hp:p>";
}

inline std::string t(const std::string& text) {
  return "<hp:t>" + text + "</hp:t>";
}

inline std::string cell(int row, int column, const std::string& body, int rows = 1,
                        int columns = 1) {
  return "<hp:tc header=\"0\"><hp:subList>" + body + "</hp:subList><hp:cellAddr colAddr=\"" +
         std::to_string(column) + "\" rowAddr=\"" + std::to_string(row) +
         "\"/><hp:cellSpan colSpan=\"" + std::to_string(columns) + "\" rowSpan=\"" +
         std::to_string(rows) + "\"/></hp:tc>";
}

inline std::string table(const std::vector<std::string>& rows, const std::string& extra = {}) {
  std::string xml = "<hp:tbl rowCnt=\"" + std::to_string(rows.size()) +
                    "\" colCnt=\"2\"><hp:pos treatAsChar=\"1\"/>" + extra;
  for (const std::string& row : rows) xml += "<hp:tr>" + row + "</hp:tr>";
  return xml + "</hp:tbl>";
}

inline std::string sub_list(const std::string& name, const std::string& body) {
  return "<hp:" + name + "><hp:subList>" + body + "</hp:subList></hp:" + name + ">";
}

inline std::string package(const std::string& section,
                           std::vector<std::pair<std::string, std::string>> more = {}) {
  std::vector<std::pair<std::string, std::string>> entries = {
      {"mimetype", "application/hwp+zip"},
      {"META-INF/container.xml",
       R"(<container><rootfiles><rootfile full-path="Contents/content.hpf"/></rootfiles></container>)"},
      {"Contents/content.hpf",
       R"(<opf:package><opf:metadata><opf:title>제목</opf:title>
<opf:meta name="creator" content="text">홍길동</opf:meta>
<opf:meta name="CreatedDate" content="text">2024-01-02T03:04:05Z</opf:meta></opf:metadata>
<opf:manifest><opf:item id="header" href="Contents/header.xml"/>
<opf:item id="section0" href="Contents/section0.xml"/>
<opf:item id="master0" href="Contents/masterpage0.xml"/></opf:manifest>
<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine></opf:package>)"},
      {"Contents/header.xml", kHeader},
      {"Contents/section0.xml",
       "<?xml version=\"1.0\"?><hs:sec xmlns:hs=\"s\">" + section + "</hs:sec>"}};
  for (auto& entry : more) entries.push_back(std::move(entry));
  return make_zip(entries);
}

}  // namespace sillok::formats::testing::hwpx
