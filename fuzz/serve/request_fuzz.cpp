// Any request at all: "METHOD target", then a line each for Host, Origin and Content-Type, then the
// body. Whatever comes, there is a reply with a status, errors are JSON, and nothing is told of the
// document that everyone may not read.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "house.h"
#include "serve/routes.h"

namespace {

std::string_view line_of(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

sillok::serve::Request request_of(std::string_view bytes) {
  sillok::serve::Request request;
  const std::string_view first = line_of(bytes);
  const std::size_t space = first.find(' ');
  request.method = first.substr(0, space);
  if (space != std::string_view::npos) request.target = first.substr(space + 1);
  // An empty line stands for what a well-meaning client sends: most inputs should get past the
  // door.
  request.host = line_of(bytes);
  if (request.host.empty()) request.host = "127.0.0.1:8480";
  request.origin = line_of(bytes);
  request.content_type = line_of(bytes);
  if (request.content_type.empty()) request.content_type = "application/json";
  request.body = bytes;
  return request;
}

// In words that only the hidden document has.
bool tells(const std::string& reply, const sillok::serve::Request& request) {
  static constexpr std::array<std::string_view, 3> kHidden{"임원보수표", "기본연봉은 3억",
                                                           "보수표.txt"};
  for (const std::string_view word : kHidden) {
    if (reply.find(word) == std::string::npos) continue;
    // Questions come back in answers. Escapes and percent signs can spell the word too; an input
    // with the word's first character in neither form cannot.
    const bool echoed = request.body.find("\\u") != std::string::npos ||
                        request.body.find(word) != std::string::npos ||
                        request.target.find('%') != std::string::npos ||
                        request.target.find(word) != std::string::npos;
    if (!echoed) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static sillok::serve::House house;
  const auto request = request_of({reinterpret_cast<const char*>(data), size});
  const sillok::serve::Response response = sillok::serve::respond(house.service(), request);
  if (response.status < 200 || response.status > 599) std::abort();
  if (response.status == 500) std::abort();  // nothing a client sends is our failure
  std::string all = response.body;
  for (const std::string& event : response.events) {
    if (!event.starts_with("data: ") || !event.ends_with("\n\n")) std::abort();
    all += event;
  }
  if (response.status >= 400 && !nlohmann::json::parse(response.body).contains("error")) {
    std::abort();
  }
  if (tells(all, request)) std::abort();
  return 0;
}
