// Which reader gets a file, and what every format has in common around the reading: titles,
// sections, warnings about names.
#include <new>
#include <string>
#include <utility>

#include "formats/all.h"
#include "formats/magic.h"
#include "formats/reader.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

// Fills `section` from the headings above each block, for readers that leave it to us.
void fill_sections(document::Document& document) {
  using document::Block;
  for (const Block& block : document.blocks) {
    if (!block.section.empty()) return;
  }
  std::vector<std::pair<int, std::string>> open;
  for (Block& block : document.blocks) {
    const bool heading = block.kind == document::BlockKind::heading;
    while (heading && !open.empty() && open.back().first >= block.level) open.pop_back();
    for (const auto& [level, title] : open) block.section.push_back(title);
    if (heading) open.emplace_back(block.level, block.text);
  }
}

std::string title_from_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
  std::string valid;
  for (std::size_t at = 0; at < name.size();) {
    text::append(valid, text::next_code_point(name, at));
  }
  return text::nfc(valid);
}

const Reader* surest_reader(const Source& source) {
  // None can be surer. The plain formats, which are asked last, go through all the bytes.
  constexpr int kByContent = 2;
  const Reader* best = nullptr;
  int most = 0;
  for (const auto& reader : readers()) {
    const int sure = reader->recognises(source);
    if (sure > most) {
      most = sure;
      best = reader.get();
    }
    if (most == kByContent) break;
  }
  return best;
}

}  // namespace

const std::vector<std::unique_ptr<Reader>>& readers() {
  // Among equally sure readers the first wins: containers and marked-up formats come before the
  // plain ones, text comes last.
  static const std::vector<std::unique_ptr<Reader>> kReaders = [] {
    std::vector<std::unique_ptr<Reader>> all;
    all.push_back(hwpx_reader());
    all.push_back(hwp5_reader());
    all.push_back(hwp3_reader());
    all.push_back(hwpml_reader());
    all.push_back(docx_reader());
    all.push_back(xlsx_reader());
    all.push_back(pptx_reader());
    all.push_back(pdf_reader());
    all.push_back(html_reader());
    all.push_back(xml_reader());
    all.push_back(jsonl_reader());
    all.push_back(json_reader());
    all.push_back(csv_reader());
    all.push_back(markdown_reader());
    all.push_back(text_reader());
    return all;
  }();
  return kReaders;
}

Result<void> read(const Source& source, const Limits& limits, const Sink& sink) {
  const std::string subject(source.name);
  if (source.bytes.empty()) {
    return fail(Code::unreadable, "the file is empty; there is nothing to read", subject);
  }
  const Reader* reader = surest_reader(source);
  if (reader == nullptr) return fail(Code::unsupported, describe_unread(source), subject);
  std::string warning = name_mismatch(source.name, reader->format());
  const Sink finish = [&](document::Document&& document) -> Result<void> {
    if (document.title.empty()) document.title = title_from_name(source.name);
    if (document.format.empty()) document.format = reader->format();
    if (!warning.empty()) document.warnings.push_back(std::exchange(warning, {}));
    fill_sections(document);
    if (document.blocks.empty()) document.warnings.emplace_back("no text was found in it");
    return sink(std::move(document));
  };
  try {
    return reader->read(source, limits, finish);
  } catch (const std::bad_alloc&) {
    return fail(Code::too_large, "reading it takes more memory than a reader may use; split it",
                subject);
  }
}

}  // namespace sillok::formats
