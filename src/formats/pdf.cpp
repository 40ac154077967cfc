// PDF with a text layer, by poppler (GPL; it is known in this file alone and runs only in the
// reader's confined process).
//
// Poppler gives words with their boxes and fonts. It does not tell what the drawn lines are, so
// pages that could hold a table are drawn once and their rules found in the picture
// (pdf_rules.cpp).
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <poppler-toc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <memory>
#include <set>
#include <utility>

#include "formats/all.h"
#include "formats/clean_text.h"
#include "formats/magic.h"
#include "formats/pdf_page.h"
#include "formats/pdf_streams.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Document;

constexpr double kScale = 2;                // pixels a point: a hairline is one pixel wide
constexpr double kMostPixels = 8e6;         // of a drawn page; larger pages are drawn smaller
constexpr std::size_t kMostComplaints = 5;  // of poppler's that become warnings
constexpr int kOutlineDepth = 6;
constexpr std::size_t kOutlineEntries = 5'000;

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  std::string out = clean_text(std::string_view(bytes.data(), bytes.size()));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return std::string(text::trimmed(out));
}

// What poppler complains about while it lives; poppler has one such function a process.
class Complaints {
 public:
  Complaints() { poppler::set_debug_error_function(&Complaints::hear, this); }
  ~Complaints() { poppler::set_debug_error_function(&Complaints::ignore, nullptr); }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  // The first of them in brackets, for a reason; empty when there is none.
  [[nodiscard]] std::string first() const { return lines_.empty() ? "" : " (" + lines_[0] + ")"; }

  void move_to(std::vector<std::string>& warnings) {
    for (std::string& line : lines_) warnings.push_back("PDF: " + std::move(line));
    lines_.clear();
  }

 private:
  static void hear(const std::string& message, void* self) {
    auto& lines = static_cast<Complaints*>(self)->lines_;
    if (lines.size() >= kMostComplaints) return;
    std::string line = clean_text(message.substr(0, 160));
    std::replace(line.begin(), line.end(), '\n', ' ');
    line = std::string(text::trimmed(line));
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  static void ignore(const std::string&, void*) {}

  std::vector<std::string> lines_;
};

bool is_bold(const std::string& font) {
  std::string name;
  for (const char c : font) name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  static const char* const kBold[] = {"bold",     "black",  "heavy", "demi",
                                      "headline", "extrab", "-eb"};
  return std::any_of(std::begin(kBold), std::end(kBold),
                     [&](const char* part) { return name.find(part) != std::string::npos; });
}

bool is_finite(const poppler::rectf& box) {
  constexpr double kFar = 1e6;  // points; PDF's own limit is 14,400
  return std::abs(box.left()) < kFar && std::abs(box.right()) < kFar &&
         std::abs(box.top()) < kFar && std::abs(box.bottom()) < kFar;
}

// The box as seen when the page is turned so that text of this rotation (quarter turns) is upright.
pdf::Box upright(const poppler::rectf& box, int rotation, double width, double height) {
  const pdf::Box seen{box.left(), box.top(), box.right(), box.bottom()};
  switch (rotation) {
    case 1:
      return {seen.top, width - seen.right, seen.bottom, width - seen.left};
    case 2:
      return {width - seen.right, height - seen.bottom, width - seen.left, height - seen.top};
    case 3:
      return {height - seen.bottom, seen.left, height - seen.top, seen.right};
    default:
      return seen;
  }
}

struct PageWords {
  std::vector<pdf::Word> words;
  int rotation = 0;         // of most text: 0..3
  std::size_t turned = 0;   // words of another rotation, left out
  std::size_t outside = 0;  // words off the page, left out
};

PageWords words_of(const poppler::page& page, double width, double height) {
  PageWords out;
  const std::vector<poppler::text_box> boxes =
      page.text_list(poppler::page::text_list_include_font);
  std::array<std::size_t, 4> by_rotation{};
  for (const auto& box : boxes) ++by_rotation[static_cast<std::size_t>(box.rotation() & 3)];
  out.rotation = static_cast<int>(std::max_element(by_rotation.begin(), by_rotation.end()) -
                                  by_rotation.begin());
  for (const auto& box : boxes) {
    const poppler::rectf place = box.bbox();
    if ((box.rotation() & 3) != out.rotation) {
      ++out.turned;
      continue;
    }
    const double x = (place.left() + place.right()) / 2;
    const double y = (place.top() + place.bottom()) / 2;
    if (!is_finite(place) || x < -5 || y < -5 || x > width + 5 || y > height + 5) {
      ++out.outside;
      continue;
    }
    pdf::Word word;
    word.text = utf8(box.text());
    if (word.text.empty()) continue;
    word.box = upright(place, out.rotation, width, height);
    word.space_after = box.has_space_after();
    word.size = box.has_font_info() ? box.get_font_size() : word.box.height();
    if (!(word.size > 0.1 && word.size < 2'000)) word.size = std::max(1.0, word.box.height());
    word.bold = box.has_font_info() && is_bold(box.get_font_name());
    out.words.push_back(std::move(word));
  }
  return out;
}

// Only a page with wide gaps inside its rows can hold a table worth drawing it for.
bool may_hold_table(const std::vector<pdf::Word>& words) {
  int gaps = 0;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const pdf::Box& a = words[i].box;
    const pdf::Box& b = words[i + 1].box;
    const bool same_row = b.middle_y() > a.top && b.middle_y() < a.bottom;
    if (!same_row || b.left - a.right > 0.7 * words[i].size) ++gaps;
  }
  return gaps >= 2;
}

pdf::Bitmap draw(const poppler::page& page, double width, double height, int rotation) {
  pdf::Bitmap bitmap;
  bitmap.scale = std::min(kScale, std::sqrt(kMostPixels / std::max(1.0, width * height)));
  if (bitmap.scale < 0.5) return {};  // rules would vanish
  poppler::page_renderer renderer;
  renderer.set_image_format(poppler::image::format_gray8);
  renderer.set_line_mode(poppler::page_renderer::line_solid);  // hairlines at full strength
  const double dpi = 72 * bitmap.scale;
  static constexpr std::array<poppler::rotation_enum, 4> kTurns{
      poppler::rotate_0, poppler::rotate_270, poppler::rotate_180, poppler::rotate_90};
  const poppler::image image = renderer.render_page(&page, dpi, dpi, -1, -1, -1, -1,
                                                    kTurns[static_cast<std::size_t>(rotation & 3)]);
  if (!image.is_valid() || image.format() != poppler::image::format_gray8) return {};
  bitmap.width = image.width();
  bitmap.height = image.height();
  bitmap.grey.reserve(static_cast<std::size_t>(bitmap.width) *
                      static_cast<std::size_t>(bitmap.height));
  for (int y = 0; y < bitmap.height; ++y) {
    const char* row = image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
    for (int x = 0; x < bitmap.width; ++x) {
      bitmap.grey.push_back(static_cast<std::uint8_t>(row[x]));
    }
  }
  return bitmap;
}

void put_outline(const poppler::toc_item& item, int depth, std::map<std::string, int>& outline) {
  for (const poppler::toc_item* child : item.children()) {
    if (child == nullptr || outline.size() >= kOutlineEntries) continue;
    std::string key;
    for (const char c : utf8(child->title())) {
      if (c != ' ') key.push_back(c);
    }
    if (!key.empty()) outline.emplace(std::move(key), depth);
    if (depth < kOutlineDepth) put_outline(*child, depth + 1, outline);
  }
}

std::string iso_time(time_t time) {
  if (time == static_cast<time_t>(-1) || time <= 0) return {};
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return {};
  std::array<char, 32> buffer{};
  const std::size_t size =
      std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(buffer.data(), size);
}

void put_meta(const poppler::document& file, Document& document) {
  const std::string title = utf8(file.get_title());
  if (is_sensible_title(title)) document.title = title;
  const auto put = [&](const char* name, std::string value) {
    if (!value.empty()) document.meta.emplace_back(name, std::move(value));
  };
  put("author", utf8(file.get_author()));
  put("subject", utf8(file.get_subject()));
  put("keywords", utf8(file.get_keywords()));
  put("created", iso_time(file.get_creation_date_t()));
  put("modified", iso_time(file.get_modification_date_t()));
  put("producer", utf8(file.get_producer()));
  put("pages", std::to_string(file.pages()));
}

struct Passed {  // over
  std::size_t turned = 0;
  std::size_t outside = 0;
  std::vector<int> empty;   // pages without text
  std::vector<int> broken;  // pages that could not be opened
};

pdf::Page page_of(const poppler::document& file, int index, Passed& passed) {
  pdf::Page out;
  out.number = index + 1;
  const std::unique_ptr<poppler::page> page(file.create_page(index));
  if (!page) {
    passed.broken.push_back(out.number);
    return out;
  }
  const poppler::rectf box = page->page_rect();
  if (!is_finite(box)) {
    passed.broken.push_back(out.number);
    return out;
  }
  out.width = std::abs(box.width());
  out.height = std::abs(box.height());
  const auto orientation = page->orientation();
  if (orientation == poppler::page::landscape || orientation == poppler::page::seascape) {
    std::swap(out.width, out.height);
  }
  PageWords words = words_of(*page, out.width, out.height);
  passed.turned += words.turned;
  passed.outside += words.outside;
  if (words.words.empty()) passed.empty.push_back(out.number);
  if (may_hold_table(words.words)) {
    out.grids =
        pdf::find_grids(pdf::find_rules(draw(*page, out.width, out.height, words.rotation)));
  }
  if (words.rotation % 2 == 1) std::swap(out.width, out.height);
  out.words = std::move(words.words);
  return out;
}

std::string page_list(const std::vector<int>& pages) {
  std::string out;
  for (std::size_t i = 0; i < pages.size() && i < 10; ++i) {
    out += (i == 0 ? "" : ", ") + std::to_string(pages[i]);
  }
  return pages.size() > 10 ? out + ", …" : out;
}

void warn(const Passed& passed, std::vector<std::string>& warnings) {
  if (!passed.broken.empty()) {
    warnings.push_back("page " + page_list(passed.broken) + " could not be opened");
  }
  if (!passed.empty.empty()) {
    warnings.push_back("no text on page " + page_list(passed.empty) +
                       "; if it is a scan, it needs OCR");
  }
  if (passed.turned > 0) {
    warnings.push_back(std::to_string(passed.turned) +
                       " words set at another angle were passed over");
  }
  if (passed.outside > 0) {
    warnings.push_back(std::to_string(passed.outside) + " words outside the page were passed over");
  }
}

// Running heads come first on the page where they first stand.
void place_heads(std::vector<document::Block> heads, Document& document) {
  for (document::Block& head : heads) {
    const auto place = std::find_if(
        document.blocks.begin(), document.blocks.end(), [&](const document::Block& block) {
          return block.page >= head.page && block.role != document::Role::running_head;
        });
    document.blocks.insert(place, std::move(head));
  }
}

Result<Document> read_file(poppler::document& file, Complaints& complaints) {
  Document document;
  document.format = "pdf";
  put_meta(file, document);
  Passed passed;
  std::vector<pdf::Page> pages;
  for (int i = 0; i < file.pages(); ++i) pages.push_back(page_of(file, i, passed));
  if (passed.empty.size() + passed.broken.size() == pages.size()) {
    return fail(Code::unsupported,
                "no text layer (a scan, pictures of text, or damaged pages)" + complaints.first() +
                    "; reading it needs OCR, which is not there yet: save it as text, run OCR on "
                    "it first, or get a fresh copy");
  }
  std::vector<document::Block> heads = pdf::take_running_heads(pages);
  std::vector<pdf::PageItems> items;
  items.reserve(pages.size());
  for (const pdf::Page& page : pages) items.push_back(pdf::lay_out(page));
  std::map<std::string, int> outline;
  if (const std::unique_ptr<poppler::toc> toc{file.create_toc()}; toc && toc->root() != nullptr) {
    put_outline(*toc->root(), 1, outline);
  }
  pdf::write_blocks(items, outline, document);
  place_heads(std::move(heads), document);
  warn(passed, document.warnings);
  complaints.move_to(document.warnings);
  return document;
}

std::string too_much(const Limits& limits) {
  return "the PDF unpacks to more than its limits (" + std::to_string(limits.unpacked_bytes >> 20) +
         " MB in all, " + std::to_string(limits.ratio) +
         " times a page's size) and holds no text; get a fresh copy, or split it into smaller "
         "files";
}

class PdfReader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "pdf"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    // The header may stand behind some bytes of mail or web transport.
    const std::size_t header = source.bytes.substr(0, 1024).find("%PDF-");
    if (header == 0) return 2;
    const bool named = extension_of(source.name) == "pdf";
    if (header != std::string_view::npos) return named ? 2 : 1;
    return named ? 1 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    const std::string name(source.name);
    if (source.bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos) {
      return fail(Code::unreadable, "not a PDF although it is named so; check what it really is",
                  name);
    }
    if (source.bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
      return fail(Code::too_large, "PDF files above 2 GB are not read; split it", name);
    }
    Complaints complaints;
    const std::unique_ptr<poppler::document> file(poppler::document::load_from_raw_data(
        source.bytes.data(), static_cast<int>(source.bytes.size())));
    if (!file) {
      return fail(Code::unreadable, "the PDF is damaged and cannot be opened; get a fresh copy",
                  name);
    }
    if (file->is_locked()) {
      return fail(Code::unsupported,
                  "the PDF is password-protected; save a copy without a password", name);
    }
    if (file->pages() <= 0) {
      return fail(Code::unreadable, "the PDF has no readable pages; get a fresh copy", name);
    }
    Result<Document> document = read_file(*file, complaints);
    if (!document) {
      Error error = std::move(document).error();
      if (error.code == Code::unsupported && pdf::unpacks_beyond(source.bytes, limits)) {
        error = {Code::too_large, too_much(limits), {}};
      }
      error.subject = name;
      return fail(std::move(error));
    }
    return sink(std::move(*document));
  }
};

}  // namespace

std::unique_ptr<Reader> pdf_reader() {
  return std::make_unique<PdfReader>();
}

}  // namespace sillok::formats
