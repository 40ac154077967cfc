#include "text/encoding.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "text/encoding_guess.h"
#include "text/unicode.h"

namespace sillok::text {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLook = 64u << 10;

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};
// UTF-32's little-endian mark begins with UTF-16's and comes first.
constexpr std::array kMarks{Mark{"\xEF\xBB\xBF"sv, "UTF-8"}, Mark{"\xFF\xFE\0\0"sv, "UTF-32LE"},
                            Mark{"\0\0\xFE\xFF"sv, "UTF-32BE"}, Mark{"\xFF\xFE"sv, "UTF-16LE"},
                            Mark{"\xFE\xFF"sv, "UTF-16BE"}};

const Mark* mark_of(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return &mark;
  }
  return nullptr;
}

// Some editors of old end a file with ^Z or fill its last block with NULs. Taken off only when no
// other NUL stands in the text: in UTF-16 every other byte may be one.
std::string_view without_padding(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of("\0\x1A"sv);
  if (last == std::string_view::npos || last + 1 == bytes.size()) return bytes;
  const std::string_view kept = bytes.substr(0, last + 1);
  // In big-endian UTF-16 가 and 팀 end in a NUL of their own.
  if (last + 2 == bytes.size() && bytes.size() % 2 == 0 && bytes.back() == '\0' &&
      bytes.size() <= kLook && !guess_encoding(bytes, {}).encoding.empty()) {
    return bytes;
  }
  return kept.find('\0') == std::string_view::npos ? kept : bytes;
}

bool is_odd_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte == 0x7F) return true;
  // Tab to carriage return are text; backspace, ^Z, escape and the shifts of ISO-2022 occur in it.
  return byte < 0x20 && !(byte >= 0x08 && byte <= 0x0F) && byte != 0x1A && byte != 0x1B;
}

// A sequence of three or four bytes in valid UTF-8: CP949 text gives none such by chance, but a
// short word in it may be valid two-byte UTF-8 ("킨").
bool has_long_sequence(std::string_view utf8) {
  return std::any_of(utf8.begin(), utf8.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

void count_and_replace(const void* context, UConverterToUnicodeArgs* arguments, const char* bytes,
                       std::int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason == UCNV_UNASSIGNED || reason == UCNV_ILLEGAL || reason == UCNV_IRREGULAR) {
    ++**static_cast<std::size_t* const*>(context);
  }
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, arguments, bytes, length, reason, status);
}

Result<std::string> convert(std::string_view bytes, const std::string& converter,
                            std::size_t& replaced) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> open(
      ucnv_open(converter.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return fail(Code::internal, "no converter for " + converter);
  std::size_t* counter = &replaced;
  ucnv_setToUCallBack(open.get(), count_and_replace, &counter, nullptr, nullptr, &status);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  std::vector<UChar> units(16u << 10);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::int32_t kept = 0;  // a high surrogate whose other half comes with the next round
  do {
    status = U_ZERO_ERROR;
    UChar* to = units.data() + kept;
    ucnv_toUnicode(open.get(), &to, units.data() + units.size(), &from, end, nullptr, true,
                   &status);
    auto count = static_cast<std::int32_t>(to - units.data());
    kept =
        status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(units[static_cast<std::size_t>(count - 1)])
            ? 1
            : 0;
    count -= kept;
    for (std::int32_t i = 0; i < count;) {
      UChar32 c = 0;
      U16_NEXT(units.data(), i, count, c);
      append(out, static_cast<char32_t>(c));
    }
    if (kept != 0) units[0] = units[static_cast<std::size_t>(count)];
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) return fail(Code::unreadable, "the text could not be decoded");
  return out;
}

// '\r\n' and '\r' become '\n', NULs become U+FFFD.
std::string with_plain_lines(std::string_view text, std::size_t& replaced) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find_first_of("\r\0"sv, at), text.size());
    out.append(text, at, next - at);
    at = next + 1;
    if (next == text.size()) break;
    if (text[next] == '\0') {
      ++replaced;
      append(out, 0xFFFD);
      at = std::min(text.find_first_not_of('\0', next), text.size());
    } else {
      out += '\n';
      if (at < text.size() && text[at] == '\n') ++at;
    }
  }
  return out;
}

// NFC piece by piece, so that one odd character does not send a whole file through the slow path.
// Pieces end at line ends, where nothing composes across.
std::string composed(std::string_view text) {
  constexpr std::size_t kPiece = 1u << 10;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.size();
    if (text.size() - at > kPiece) {
      const std::size_t newline = text.find('\n', at + kPiece);
      if (newline != std::string_view::npos) end = newline + 1;
    }
    out += nfc(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::string tidied_counting(std::string_view text, std::size_t& replaced) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find('\r') == std::string_view::npos && text.find('\0') == std::string_view::npos) {
    return composed(text);
  }
  return composed(with_plain_lines(text, replaced));
}

}  // namespace

std::string tidied(std::string_view utf8) {
  std::size_t replaced = 0;
  return tidied_counting(utf8, replaced);
}

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

bool looks_like_text(std::string_view bytes) {
  if (mark_of(bytes) != nullptr) return true;
  std::string_view look = bytes.substr(0, kLook);
  const bool padded = look.find('\0') != std::string_view::npos;
  if (padded) look = without_padding(look);
  if (look.find('\0') != std::string_view::npos) return !guess_encoding(look, {}).encoding.empty();
  const auto odd = std::count_if(look.begin(), look.end(), is_odd_control);
  return odd < 2 || static_cast<std::size_t>(odd) * 50 < look.size();
}

Result<Decoded> decode(std::string_view bytes, std::string_view declared) {
  Decoded decoded;
  if (const Mark* mark = mark_of(bytes); mark != nullptr) {
    bytes.remove_prefix(mark->bytes.size());
    decoded.encoding = mark->encoding;
    decoded.certainty = 1;
  } else {
    if (!looks_like_text(bytes)) {
      return fail(Code::unreadable, "the bytes are no text in any known encoding");
    }
    bytes = without_padding(bytes);
  }
  const bool valid = (decoded.encoding.empty() || decoded.encoding == "UTF-8") && is_utf8(bytes);
  const bool plain = valid && bytes.substr(0, kLook).find('\0') == std::string_view::npos &&
                     bytes.substr(0, 1024).find("\x1B$)C") == std::string_view::npos;
  if (decoded.encoding.empty()) {
    const bool ascii = plain && std::none_of(bytes.begin(), bytes.end(), [](char c) {
                         return static_cast<unsigned char>(c) >= 0x80;
                       });
    if (plain && (ascii || has_long_sequence(bytes))) {
      decoded.encoding = "UTF-8";
      decoded.certainty = 1;
    } else {
      Guess guess = guess_encoding(bytes, declared);
      if (guess.encoding.empty()) {
        return fail(Code::unreadable, "the bytes are no text in any known encoding");
      }
      decoded.encoding = std::move(guess.encoding);
      decoded.certainty = guess.certainty;
    }
  }
  if (decoded.encoding == "UTF-8" && valid) {
    decoded.text = tidied_counting(bytes, decoded.replaced);
    return decoded;
  }
  Result<std::string> text = convert(bytes, converter_name(decoded.encoding), decoded.replaced);
  if (!text) return fail(std::move(text).error());
  decoded.text = tidied_counting(*text, decoded.replaced);
  return decoded;
}

}  // namespace sillok::text
