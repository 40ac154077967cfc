// The parts of an HWPX package, each read by its own file of this folder. Internal to hwpx*.cpp.
//
// HWPX is KS X 6101 (OWPML): a zip with META-INF/container.xml naming the package document
// (Contents/content.hpf), that naming header.xml (styles, numberings) and the sections in order.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "document/document.h"
#include "formats/hwp_numbers.h"
#include "formats/hwp_story.h"
#include "formats/hwpx_xml.h"
#include "formats/reader.h"
#include "formats/zip.h"

namespace sillok::formats {

// What the package document says, or what can be told without it.
struct HwpxPackage {
  std::vector<std::string> headers;                    // entry names, one in every real file
  std::vector<std::string> sections;                   // in reading order
  std::unordered_map<std::string, std::string> items;  // id → entry name
  std::vector<std::pair<std::string, std::string>> meta;
  std::size_t scripts = 0;
};

// Fails with unsupported for a package whose manifest says that it is encrypted, with unreadable
// when there is no section at all.
[[nodiscard]] Result<HwpxPackage> read_hwpx_package(const Zip& zip);

// What header.xml says about paragraphs.
struct HwpxShapes {
  std::map<int, Numbering> numberings;
  struct Bullet {
    std::string sign;     // mapped to Unicode
    std::string checked;  // the same when the paragraph is ticked
  };
  std::map<int, Bullet> bullets;
  std::unordered_map<int, ParagraphHead> paragraphs;  // by paraPr id; point into the maps above
  std::unordered_map<int, int> title_levels;          // by style id; only styles that name titles
};

// Whatever can be read of the header; a damaged one leaves a warning.
void read_hwpx_header(const Zip& zip, const ZipEntry& entry, HwpxShapes& shapes,
                      std::vector<std::string>& warnings);

// Streams a section or master page into the story. Fails with too_large (nesting, number of cells)
// and with what the zip says; the story keeps what came before.
[[nodiscard]] Result<void> read_hwpx_section(const Zip& zip, const ZipEntry& entry,
                                             const HwpxShapes& shapes, const Limits& limits,
                                             Story& story, std::vector<std::string>& master_pages);

}  // namespace sillok::formats
