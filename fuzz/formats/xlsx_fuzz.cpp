// A zip, or the parts of one ended by NULs: a sheet, shared strings, styles, comments, a number
// format.
#include "formats/xlsx_number.h"
#include "office_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sillok::formats;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!looks_like_zip(bytes)) {
    const std::vector<std::string> parts = fuzzing::parts_of(bytes);
    for (const double value : {0.0, -1234.5, 45366.75}) {
      (void)xlsx::format_value(value, parts[4], false);
    }
    bytes = testing::make_xlsx({{"Sheet1", parts[0]}},
                               {{"xl/sharedStrings.xml", parts[1]},
                                {"xl/styles.xml", parts[2]},
                                {"xl/worksheets/_rels/sheet1.xml.rels",
                                 testing::relationships({{"1", "comments", "../comments1.xml"}})},
                                {"xl/comments1.xml", parts[3]}});
  }
  static const auto reader = xlsx_reader();
  fuzzing::read(*reader, bytes);
  return 0;
}
