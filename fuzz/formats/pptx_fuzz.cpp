// A zip, or the parts of one ended by NULs: the shapes of two slides, notes, a diagram, a layout.
#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!looks_like_zip(bytes)) {
    const std::vector<std::string> parts = fuzzing::parts_of(bytes);
    bytes = testing::make_pptx({parts[0], parts[1]},
                               {{"ppt/slides/_rels/slide1.xml.rels",
                                 testing::relationships({{"n", "notesSlide", "../notes/n.xml"},
                                                         {"d", "diagramData", "../d.xml"},
                                                         {"l", "slideLayout", "../l.xml"}})},
                                {"ppt/notes/n.xml", parts[2]},
                                {"ppt/d.xml", parts[3]},
                                {"ppt/l.xml", parts[4]}});
  }
  static const auto reader = pptx_reader();
  fuzzing::read(*reader, bytes);
  return 0;
}
