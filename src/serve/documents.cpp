#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "serve/places.h"
#include "serve/replies.h"
#include "text/unicode.h"

namespace sillok::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kListed = 200;  // documents a reply, unless asked otherwise
constexpr std::size_t kMostListed = 1'000;
constexpr std::size_t kBlocks = 500;  // blocks a reply, unless asked otherwise
constexpr std::size_t kMostBlocks = 5'000;
constexpr std::size_t kWindowWeight =
    512U * 1024;  // of the blocks of a reply, unless one alone is more
constexpr std::size_t kMostNumber = std::size_t{1} << 53U;  // what JSON numbers hold exactly

Response response_of(const Json& json) {
  Response response;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

Json json_of(const library::DocumentRow& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"format", row.format},
          {"file", row.file},
          {"collection", row.scope.collection},
          {"version", row.version},
          {"updated", row.updated},
          {"passages", row.passages},
          {"warnings", row.warnings}};
}

Json json_of(const OpenDocument& document, std::size_t index) {
  const document::Block& block = document.body.blocks[index];
  Json json{{"kind", document::name_of(block.kind)}, {"text", block.text}};
  if (block.role != document::Role::body) json["role"] = document::name_of(block.role);
  if (block.level != 0) json["level"] = block.level;
  if (block.page != 0) json["page"] = block.page;
  if (!block.article.empty()) json["article"] = block.article;
  json["section"] = block.section;
  if (!block.note.empty()) json["note"] = block.note;
  if (block.table) json["table"] = serve::json_of(*block.table);
  json["begin"] = document.begins[index];
  json["begin_code_points"] = document.code_points[index];
  return json;
}

// The block that holds a byte of the extracted text.
std::size_t block_at(const OpenDocument& document, std::size_t offset) {
  const auto after = std::upper_bound(document.begins.begin(), document.begins.end(), offset);
  return after == document.begins.begin()
             ? 0
             : static_cast<std::size_t>(after - document.begins.begin()) - 1;
}

struct Window {
  std::size_t first = 0;
  std::size_t end = 0;
};

// What a block costs to send and to draw, in bytes or thereabouts.
std::size_t weight_of(const document::Block& block) {
  constexpr std::size_t kCell = 64;
  return block.text.size() + (block.table ? block.table->cells.size() * kCell : 0);
}

// From `first` forwards: at most `most` blocks, no more than weigh `budget`, but always one.
std::size_t end_within(const OpenDocument& document, std::size_t first, std::size_t most,
                       std::size_t budget) {
  const std::vector<document::Block>& blocks = document.body.blocks;
  std::size_t end = first;
  for (std::size_t weight = 0; end < blocks.size() && end - first < most; ++end) {
    weight += weight_of(blocks[end]);
    if (weight > budget && end > first) break;
  }
  return end;
}

// The same backwards from before `end`; `least` blocks even when they weigh more.
std::size_t first_within(const OpenDocument& document, std::size_t end, std::size_t most,
                         std::size_t budget, std::size_t least) {
  std::size_t first = end;
  for (std::size_t weight = 0; first > 0 && end - first < most; --first) {
    weight += weight_of(document.body.blocks[first - 1]);
    if (weight > budget && end - first >= least) break;
  }
  return first;
}

// Which blocks are asked for: from one on, before one, or around an offset, a third of them before
// it.
Result<Window> window_of(const Target& target, const OpenDocument& document) {
  Result<std::size_t> blocks = target.number("blocks", kBlocks, 1, kMostBlocks);
  if (!blocks) return fail(std::move(blocks).error());
  Result<std::size_t> from = target.number("from", 0, 0, kMostNumber);
  if (!from) return fail(std::move(from).error());
  Result<std::size_t> before = target.number("before", kMostNumber, 0, kMostNumber);
  if (!before) return fail(std::move(before).error());
  Result<std::size_t> around = target.number("around", 0, 0, kMostNumber);
  if (!around) return fail(std::move(around).error());
  const std::size_t total = document.body.blocks.size();
  if (target.value("before")) {
    const std::size_t end = std::min(*before, total);
    return Window{first_within(document, end, *blocks, kWindowWeight, 1), end};
  }
  if (target.value("around") && total > 0) {
    const std::size_t at = block_at(document, *around);
    const std::size_t first = first_within(document, at, *blocks / 3, kWindowWeight / 3, 0);
    // The block itself comes whatever stands before it weighs.
    const std::size_t end =
        end_within(document, at, *blocks - (at - first), kWindowWeight - kWindowWeight / 3);
    return Window{first, end};
  }
  const std::size_t first = std::min(*from, total);
  return Window{first, end_within(document, first, *blocks, kWindowWeight)};
}

bool holds(const std::string& text, const std::string& folded_part) {
  return text::folded(text).find(folded_part) != std::string::npos;
}

}  // namespace

Result<Response> reply_documents(const Call& call) {
  Result<std::size_t> from = call.target.number("from", 0, 0, kMostNumber);
  if (!from) return fail(std::move(from).error());
  Result<std::size_t> limit = call.target.number("limit", kListed, 1, kMostListed);
  if (!limit) return fail(std::move(limit).error());
  const std::string name = text::folded(call.target.value("name").value_or(""));
  Result<std::vector<library::DocumentRow>> rows = call.service.library.list(
      everyone(std::string(call.target.value("collection").value_or(""))));
  if (!rows) return fail(std::move(rows).error());
  if (!name.empty()) {
    std::erase_if(*rows, [&](const library::DocumentRow& row) {
      return !holds(row.title, name) && !holds(row.file, name);
    });
  }
  std::size_t passages = 0;
  for (const library::DocumentRow& row : *rows) passages += row.passages;
  Json documents = Json::array();
  for (std::size_t i = *from; i < std::min(rows->size(), *from + *limit); ++i) {
    documents.push_back(json_of((*rows)[i]));
  }
  return response_of({{"documents", std::move(documents)},
                      {"first", *from},
                      {"total", rows->size()},
                      {"passages", passages}});
}

Result<Response> reply_document(const Call& call) {
  Result<std::shared_ptr<const OpenDocument>> opened =
      call.service.shelf.open(call.service.library, std::string(call.id), everyone());
  if (!opened) return fail(std::move(opened).error());
  const OpenDocument& document = **opened;
  Result<Window> window = window_of(call.target, document);
  if (!window) return fail(std::move(window).error());
  Json json = json_of(document.row);
  Json meta = Json::object();
  // Some may stand there more than once (link), as `sillok read` joins them.
  for (const auto& [key, value] : document.body.meta) {
    meta[key] = meta.contains(key) ? meta[key].get<std::string>() + "; " + value : value;
  }
  json["meta"] = std::move(meta);
  json["bytes"] = document.bytes;
  json["total"] = document.body.blocks.size();
  json["first"] = window->first;
  Json blocks = Json::array();
  for (std::size_t i = window->first; i < window->end; ++i) blocks.push_back(json_of(document, i));
  json["blocks"] = std::move(blocks);
  return response_of(json);
}

Result<Response> reply_collections(const Call& call) {
  Result<std::vector<library::DocumentRow>> rows = call.service.library.list(everyone());
  if (!rows) return fail(std::move(rows).error());
  struct Sum {
    std::size_t documents = 0;
    std::size_t passages = 0;
  };
  std::map<std::string, Sum> sums;
  for (const library::DocumentRow& row : *rows) {
    Sum& sum = sums[row.scope.collection];
    ++sum.documents;
    sum.passages += row.passages;
  }
  Json collections = Json::array();
  for (const auto& [name, sum] : sums) {
    collections.push_back(
        {{"name", name}, {"documents", sum.documents}, {"passages", sum.passages}});
  }
  return response_of({{"collections", std::move(collections)}});
}

}  // namespace sillok::serve
