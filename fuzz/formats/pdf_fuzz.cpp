// A PDF as it is; anything else is a page: words and rules at places, which go through all the
// steps behind poppler. Each record is a letter and five bytes.
#include <cstddef>

#include "formats/pdf_page.h"
#include "office_check.h"

namespace {

using namespace sillok::formats;

// Words that meet the rules on marks, breaks and joins.
const char* const kWords[] = {"제1조(목적)", "가.",   "다.",  "1.",    "①",  "•", "한다.",
                              "20,",         "000원", "규정", "(",     ")",  "-", "reg-",
                              "ulation",     "2024.", "....", "제2장", "「", "은"};

pdf::Page page_of(const std::string& bytes) {
  pdf::Page page;
  page.number = 1;
  page.width = 600;
  page.height = 800;
  pdf::Rules rules;
  for (std::size_t i = 0; i + 6 <= bytes.size() && i < 6'000; i += 6) {
    const auto value = [&](std::size_t at) {
      return static_cast<double>(static_cast<unsigned char>(bytes[i + at]));
    };
    const double x = value(1) * 2.5;
    const double y = value(2) * 3.2;
    if (bytes[i] == 'h') {
      rules.level.push_back({y, x, x + value(3) * 2});
    } else if (bytes[i] == 'v') {
      rules.upright.push_back({x, y, y + value(3) * 2});
    } else {
      const std::string text = kWords[static_cast<unsigned char>(bytes[i]) % std::size(kWords)];
      const double size = 4 + value(4) / 16;
      page.words.push_back(
          {{x, y, x + value(3), y + size}, size, value(5) > 200, value(5) > 90, text});
    }
  }
  page.grids = pdf::find_grids(rules);
  return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("%PDF-")) {
    static const auto reader = pdf_reader();
    fuzzing::read(*reader, bytes);
    return 0;
  }
  // Two pages, so that what crosses their border is met too.
  std::vector<pdf::Page> pages{page_of(bytes.substr(0, size / 2)), page_of(bytes.substr(size / 2))};
  pages[1].number = 2;
  sillok::document::Document document;
  document.blocks = pdf::take_running_heads(pages);
  std::vector<pdf::PageItems> items;
  for (const pdf::Page& page : pages) items.push_back(pdf::lay_out(page));
  pdf::write_blocks(items, {{"규정", 2}}, document);
  fuzzing::check(document);
  return 0;
}
