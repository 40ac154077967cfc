// The factories of all readers, one a format. Each is defined in the file of its format and listed
// in readers() (read.cpp); nothing else calls them but tests and fuzz targets.
#pragma once

#include <memory>

#include "formats/reader.h"

namespace sillok::formats {

[[nodiscard]] std::unique_ptr<Reader> text_reader();
[[nodiscard]] std::unique_ptr<Reader> markdown_reader();
[[nodiscard]] std::unique_ptr<Reader> html_reader();
[[nodiscard]] std::unique_ptr<Reader> csv_reader();
[[nodiscard]] std::unique_ptr<Reader> json_reader();
[[nodiscard]] std::unique_ptr<Reader> jsonl_reader();
[[nodiscard]] std::unique_ptr<Reader> xml_reader();
[[nodiscard]] std::unique_ptr<Reader> hwpx_reader();
[[nodiscard]] std::unique_ptr<Reader> hwp5_reader();
[[nodiscard]] std::unique_ptr<Reader> hwp3_reader();
[[nodiscard]] std::unique_ptr<Reader> hwpml_reader();
[[nodiscard]] std::unique_ptr<Reader> docx_reader();
[[nodiscard]] std::unique_ptr<Reader> xlsx_reader();
[[nodiscard]] std::unique_ptr<Reader> pptx_reader();
[[nodiscard]] std::unique_ptr<Reader> pdf_reader();

}  // namespace sillok::formats
