// A zip, or the parts of one ended by NULs: body, styles, numbering, footnotes, comments, header.
#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!looks_like_zip(bytes)) {
    const std::vector<std::string> parts = fuzzing::parts_of(bytes);
    bytes = testing::make_docx(parts[0], {{"word/styles.xml", parts[1]},
                                          {"word/numbering.xml", parts[2]},
                                          {"word/footnotes.xml", parts[3]},
                                          {"word/comments.xml", parts[4]},
                                          {"word/header1.xml", parts[5]}});
  }
  static const auto reader = docx_reader();
  fuzzing::read(*reader, bytes);
  return 0;
}
