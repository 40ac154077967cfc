#include "serve/http.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>

#include "text/encoding.h"

namespace sillok::serve {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return fail(Code::usage, "a percent sign in the address stands before no two hex digits");
      }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    decoded += c;
  }
  if (!text::is_utf8(decoded)) return fail(Code::usage, "the address is not UTF-8");
  const bool control = std::any_of(decoded.begin(), decoded.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  // A question may hold a line end or a tab; a name may not.
  if (control && !plus_is_space) return fail(Code::usage, "the address holds a control character");
  return decoded;
}

template <class Each>
Result<void> each_part(std::string_view text, char separator, const Each& each) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    if (Result<void> done = each(text.substr(at, end - at)); !done) return done;
    at = end + 1;
  }
  return {};
}

}  // namespace

std::optional<std::string_view> Target::value(std::string_view name) const {
  for (const auto& [key, text] : query) {
    if (key == name) return text;
  }
  return std::nullopt;
}

Result<std::size_t> Target::number(std::string_view name, std::size_t otherwise, std::size_t least,
                                   std::size_t most) const {
  const std::optional<std::string_view> text = value(name);
  if (!text) return otherwise;
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (problem != std::errc() || end != text->data() + text->size() || number < least ||
      number > most) {
    return fail(Code::usage, "'" + std::string(name) + "' must be a whole number from " +
                                 std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

Result<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/') {
    return fail(Code::usage, "the address must begin with '/'");
  }
  text = text.substr(0, text.find('#'));
  const std::size_t mark = text.find('?');
  Target target;
  Result<void> done = each_part(text.substr(1, mark == std::string_view::npos ? mark : mark - 1),
                                '/', [&](std::string_view part) -> Result<void> {
                                  Result<std::string> segment = percent_decoded(part, false);
                                  if (!segment) return fail(std::move(segment).error());
                                  target.segments.push_back(std::move(*segment));
                                  return {};
                                });
  if (!done) return fail(std::move(done).error());
  if (mark == std::string_view::npos) return target;
  done = each_part(text.substr(mark + 1), '&', [&](std::string_view part) -> Result<void> {
    if (part.empty()) return {};
    const std::size_t equals = std::min(part.find('='), part.size());
    Result<std::string> name = percent_decoded(part.substr(0, equals), true);
    if (!name) return fail(std::move(name).error());
    Result<std::string> value =
        percent_decoded(part.substr(std::min(equals + 1, part.size())), true);
    if (!value) return fail(std::move(value).error());
    target.query.emplace_back(std::move(*name), std::move(*value));
    return {};
  });
  if (!done) return fail(std::move(done).error());
  return target;
}

std::string message_of(const Error& error) {
  return http_status(error.code) >= 500 ? error.message : error.line();
}

Response error_response(const Error& error) {
  const nlohmann::ordered_json json{
      {"error", {{"code", name_of(error.code)}, {"message", message_of(error)}}}};
  Response response;
  response.status = http_status(error.code);
  response.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return response;
}

const std::vector<std::pair<std::string_view, std::string_view>>& security_headers() {
  static const std::vector<std::pair<std::string_view, std::string_view>> kHeaders{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
       "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Embedder-Policy", "require-corp"},
      {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"},
  };
  return kHeaders;
}

}  // namespace sillok::serve
