// HWP 3: the files of Hangul 3.0 to 97.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "formats/all.h"
#include "formats/hwp3_letters.h"
#include "formats/hwp3_parts.h"
#include "formats/hwp5_parts.h"
#include "formats/hwp_signs.h"
#include "text/unicode.h"

namespace sillok::formats {
namespace {

using document::Document;
using namespace std::string_view_literals;

constexpr std::string_view kAnyVersion = "HWP Document File V"sv;
constexpr std::string_view kVersion3 = "HWP Document File V3.0"sv;
constexpr std::size_t kSignature = 30;
constexpr std::size_t kInfo = 128;
constexpr std::size_t kSummary = 1008;

struct Info {
  bool password = false;
  bool packed = false;
  char note_suffix = 0;
  std::size_t block = 0;  // bytes of bookmarks and such behind the summary
};

Info read_info(std::string_view bytes) {
  constexpr std::size_t kPassword = 96;
  constexpr std::size_t kNoteSuffix = 110;
  constexpr std::size_t kPacked = 124;
  constexpr std::size_t kBlock = 126;
  Info info;
  info.password = Hwp3Bytes(bytes.substr(kPassword)).u16() != 0;
  info.note_suffix = bytes[kNoteSuffix] > ' ' ? bytes[kNoteSuffix] : '\0';
  info.packed = bytes[kPacked] != 0;
  info.block = Hwp3Bytes(bytes.substr(kBlock)).u16();
  return info;
}

void add_meta(Document& document, const char* name, std::string&& value) {
  value = text::nfc(text::trimmed(value));
  if (!value.empty()) document.meta.emplace_back(name, std::move(value));
}

// Nine texts of 56 characters: title, subject, author, date, two lines of keywords, three of other
// things.
void read_summary(std::string_view bytes, Document& document) {
  constexpr std::size_t kLine = 112;
  static constexpr std::array<const char*, 9> kNames = {
      "title", "subject", "author", "date", "keywords", nullptr, "description", nullptr, nullptr};
  std::size_t unmapped = 0;  // of no weight for the text
  const char* name = nullptr;
  std::string value;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != nullptr) {
      if (name != nullptr) add_meta(document, name, std::move(value));
      name = kNames[i];
      value.clear();
    }
    const std::string line = hwp3_text(bytes.substr(i * kLine, kLine), unmapped);
    if (!value.empty() && !line.empty()) value += '\n';
    value += line;
  }
  add_meta(document, name, std::move(value));
}

// Font names for seven scripts, of which nothing is needed, then the styles by name.
void read_styles(Hwp3Bytes& bytes, Hwp3Setting& setting) {
  constexpr std::size_t kScripts = 7;
  constexpr std::size_t kFontName = 40;
  constexpr std::size_t kStyleName = 20;
  constexpr std::size_t kShapes = 31 + 187;
  for (std::size_t i = 0; i < kScripts; ++i) bytes.skip(kFontName * std::size_t{bytes.u16()});
  const std::size_t count = bytes.u16();
  for (std::size_t i = 0; i < count && !bytes.cut(); ++i) {
    setting.title_levels.push_back(title_level(hwp3_name(bytes.take(kStyleName)), {}));
    bytes.skip(kShapes);
  }
}

Result<Document> read_document(std::string_view file, const Limits& limits) {
  if (!file.starts_with(kVersion3)) {
    return fail(Code::unsupported,
                "the document is of a Hangul older than 3.0; open it in Hangul and save it anew");
  }
  if (file.size() < kSignature + kInfo + kSummary) {
    return fail(Code::unreadable, "the file is cut off in its head; get the file again");
  }
  const Info info = read_info(file.substr(kSignature, kInfo));
  if (info.password) {
    return fail(Code::unsupported,
                "the document is protected by a password; save it without one and add it again");
  }
  Document document;
  document.format = "hwp3";
  read_summary(file.substr(kSignature + kInfo, kSummary), document);

  std::string_view body = file.substr(kSignature + kInfo + kSummary);
  body.remove_prefix(std::min(info.block, body.size()));
  Unpacked unpacked;
  if (info.packed) {
    std::uint64_t spent = 0;
    bool whole = true;
    auto plain = inflate_raw(body, limits, spent, whole);
    if (!plain) return fail(std::move(plain).error());
    unpacked = *std::move(plain);
    body = unpacked.view();
  }
  Hwp3Bytes bytes(body);
  Hwp3Setting setting;
  setting.note_suffix = info.note_suffix;
  read_styles(bytes, setting);
  Story story;
  auto outcome = read_hwp3_body(bytes, setting, limits, story);
  if (!outcome) return fail(std::move(outcome).error());
  story.finish(document);
  if (document.blocks.empty() && (outcome->cut || outcome->damaged)) {
    return fail(Code::unreadable, "the document is damaged before its first word; get it again");
  }
  if (outcome->cut) document.warnings.push_back("the text is cut off; its end is missing");
  if (outcome->damaged) {
    document.warnings.push_back("the text is damaged; what comes behind the damage is missing");
  }
  if (outcome->unmapped > 0) {
    document.warnings.push_back(std::to_string(outcome->unmapped) +
                                " characters of Hangul's own have no Unicode sign (U+FFFD)");
  }
  return document;
}

class Hwp3Reader : public Reader {
 public:
  [[nodiscard]] std::string_view format() const override { return "hwp3"; }

  [[nodiscard]] int recognises(const Source& source) const override {
    return source.bytes.starts_with(kAnyVersion) ? 2 : 0;
  }

  Result<void> read(const Source& source, const Limits& limits, const Sink& sink) const override {
    auto document = read_document(source.bytes, limits);
    if (!document) {
      Error error = std::move(document).error();
      error.subject = source.name;
      return fail(std::move(error));
    }
    return sink(*std::move(document));
  }
};

}  // namespace

std::string_view Hwp3Bytes::take(std::size_t count) {
  if (count > left()) {
    count = left();
    cut_ = true;
  }
  const std::string_view taken = bytes_.substr(at_, count);
  at_ += count;
  return taken;
}

std::uint32_t Hwp3Bytes::number(unsigned width) {
  std::uint32_t value = 0;
  unsigned shift = 0;
  for (const char c : take(width)) {
    value |= std::uint32_t{static_cast<unsigned char>(c)} << shift;
    shift += 8;
  }
  return value;
}

std::unique_ptr<Reader> hwp3_reader() {
  return std::make_unique<Hwp3Reader>();
}

}  // namespace sillok::formats
