#include "formats/clean_text.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace sillok::formats {
namespace {

bool is_dropped(char32_t c) {
  return c == 0x00AD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFFFE || c == 0xFFFF;
}

bool is_plain_ascii(std::string_view raw) {
  return std::all_of(raw.begin(), raw.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

std::string clean_text(std::string_view raw) {
  if (is_plain_ascii(raw)) return std::string(raw);
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const char32_t c = text::next_code_point(raw, at);
    if (is_dropped(c)) continue;
    if (c == U'\r') {
      if (at >= raw.size() || raw[at] != '\n') out.push_back('\n');
    } else if (c == U'\n' || c == 0x2028 || c == 0x2029) {
      out.push_back('\n');
    } else if (c < 0x20 || (c >= 0x7F && c <= 0xA0) || text::is_space(c)) {
      out.push_back(' ');
    } else {
      text::append(out, c);
    }
  }
  return text::nfc(out);
}

bool is_sensible_title(std::string_view title) {
  if (title.size() < 3 || title.size() > 300 || title.find('\n') != std::string_view::npos)
    return false;
  std::string lower;
  for (const char c : title) lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  static constexpr auto kWritten = std::to_array<std::string_view>(
      {"untitled", "microsoft word", "microsoft excel", "microsoft powerpoint", "제목 없음",
       "제목없음", "powerpoint 프레젠테이션", "powerpoint presentation", "슬라이드 1", "slide 1",
       "about:blank", "document1", "문서1", "빈 문서", "통합 문서", "word document"});
  static constexpr auto kExtensions =
      std::to_array<std::string_view>({".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".hwp",
                                       ".hwpx", ".pdf", ".indd", ".html", ".htm", ".tmp", ".txt"});
  return std::none_of(
             kWritten.begin(), kWritten.end(),
             [&](std::string_view part) { return lower.find(part) != std::string::npos; }) &&
         std::none_of(kExtensions.begin(), kExtensions.end(),
                      [&](std::string_view end) { return lower.ends_with(end); });
}

}  // namespace sillok::formats
