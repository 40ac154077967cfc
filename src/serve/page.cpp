#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>

#include "serve/assets.h"
#include "serve/replies.h"

namespace sillok::serve {
namespace {

struct Kind {
  std::string_view ending;
  std::string_view type;
};

constexpr std::array<Kind, 4> kKinds{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
}};

std::string_view type_of(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (name.ends_with(kind.ending)) return kind.type;
  }
  return "application/octet-stream";
}

// FNV-1a, 64 bits: tells one build's file from another's, nothing more is asked of it.
std::string tag_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return fmt::format("\"{:016x}\"", hash);
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

Result<Response> reply_asset(const Call& call) {
  const std::string_view name = call.id.empty() ? "index.html" : call.id;
  const std::span<const Asset> all = assets();
  const auto asset =
      std::find_if(all.begin(), all.end(), [&](const Asset& each) { return each.name == name; });
  if (asset == all.end()) return fail(Code::not_found, "no such page", std::string(name));
  Response response;
  response.content_type = type_of(name);
  // Asked again at each visit, sent again only when the program is a new one.
  response.cache = "no-cache";
  const std::string tag = tag_of(asset->bytes);
  response.extras.emplace_back("ETag", tag);
  if (call.request.none_match == tag) {
    response.status = 304;
  } else {
    response.body = asset->bytes;
  }
  return response;
}

Result<Response> reply_metrics(const Call& call) {
  // What may not be seen is not counted either.
  Result<std::vector<library::DocumentRow>> rows = call.service.library.list(everyone());
  if (!rows) return fail(std::move(rows).error());
  std::size_t passages = 0;
  for (const library::DocumentRow& row : *rows) passages += row.passages;
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = call.service.metrics.text({{"sillok_documents", rows->size()},
                                             {"sillok_passages", passages},
                                             {"process_resident_memory_bytes", resident_bytes()}});
  return response;
}

}  // namespace sillok::serve
