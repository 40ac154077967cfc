#include <algorithm>
#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>
#include <system_error>

#include "answer/explain.h"
#include "answer/search_request.h"
#include "serve/places.h"
#include "serve/replies.h"

namespace sillok::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostHits = 100;

bool is_visible(const std::vector<bool>& visible, std::int64_t scope) {
  return scope >= 0 && static_cast<std::size_t>(scope) < visible.size() &&
         visible[static_cast<std::size_t>(scope)];
}

Json json_of(const library::KeptPassage& kept) {
  return {{"document", kept.document},
          {"passage", std::to_string(kept.id)},
          {"title", kept.title},
          {"file", kept.file},
          {"text", kept.passage.text},
          {"begin", kept.passage.begin},
          {"place", serve::json_of(kept.passage.place_at(0))}};
}

Response response_of(const Json& json) {
  Response response;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

Result<std::string> question_of(const Call& call) {
  std::string question(call.target.value("q").value_or(""));
  if (question.find_first_not_of(" \t\n") == std::string::npos) {
    return fail(Code::usage, "say what to search for: ?q=...");
  }
  if (question.size() > answer::kLongestQuestion) {
    return fail(Code::too_large, "the search is longer than " +
                                     std::to_string(answer::kLongestQuestion) +
                                     " bytes; shorten it");
  }
  return question;
}

}  // namespace

Result<Response> reply_search(const Call& call) {
  const auto started = std::chrono::steady_clock::now();
  Result<std::string> question = question_of(call);
  if (!question) return fail(std::move(question).error());
  Result<std::size_t> k = call.target.number("k", 10, 1, kMostHits);
  if (!k) return fail(std::move(k).error());
  const bool explain = call.target.value("explain").value_or("") == "1";
  const library::Library& library = call.service.library;
  const auto parameter = [&](std::string_view name) {
    return std::string(call.target.value(name).value_or(""));
  };
  answer::SearchRequest request{
      *question, *k, parameter("collection"), {}, parameter("since"), parameter("until")};
  if (call.target.value("document")) request.documents.push_back(parameter("document"));
  const index::Retriever& retriever = call.service.retriever;
  const Result<index::Query> query =
      answer::prepare_search(request, library, retriever, everyone());
  if (!query) return fail(query.error());
  Result<std::vector<index::Hit>> hits = retriever.search(*query);
  if (!hits) return fail(std::move(hits).error());
  std::vector<std::int64_t> ids;
  for (const index::Hit& hit : *hits) ids.push_back(hit.passage);
  Result<std::vector<library::KeptPassage>> passages = library.passages(ids);
  if (!passages) return fail(std::move(passages).error());

  std::vector<library::KeptPassage> shown;
  Json found = Json::array();
  for (const index::Hit& hit : *hits) {
    const auto kept = std::find_if(passages->begin(), passages->end(),
                                   [&](const auto& each) { return each.id == hit.passage; });
    // The library decides who sees what, also when the index is behind it.
    if (kept == passages->end() || !is_visible(query->visible_scopes, kept->scope)) continue;
    Json json = json_of(*kept);
    json["score"] = hit.score;
    found.push_back(std::move(json));
    shown.push_back(std::move(*kept));
  }
  if (explain) {
    const auto why = answer::explain(retriever, *query, shown);
    if (!why) return fail(why.error());
    for (std::size_t i = 0; i < why->size(); ++i) {
      found[i]["explain"] = Json::parse(answer::json_of((*why)[i]));
    }
  }
  const double milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
  Json json{{"hits", std::move(found)}, {"milliseconds", milliseconds}};
  if (explain)
    json["bridges"] = Json::parse(answer::json_of(answer::bridges_of(*question, library)));
  return response_of(json);
}

Result<Response> reply_passage(const Call& call) {
  const auto none = [&] { return fail(Code::not_found, "no such passage", std::string(call.id)); };
  std::int64_t id = 0;
  const auto [end, problem] = std::from_chars(call.id.data(), call.id.data() + call.id.size(), id);
  if (problem != std::errc() || end != call.id.data() + call.id.size()) return none();
  const library::Library& library = call.service.library;
  Result<std::vector<bool>> visible =
      library.visible_scopes(everyone(std::string(call.target.value("collection").value_or(""))));
  if (!visible) return fail(std::move(visible).error());
  Result<std::vector<library::KeptPassage>> passages = library.passages({&id, 1});
  if (!passages) return fail(std::move(passages).error());
  if (passages->empty() || !is_visible(*visible, passages->front().scope)) return none();
  Json json = json_of(passages->front());
  if (call.target.value("q")) {
    Result<std::string> question = question_of(call);
    if (!question) return fail(std::move(question).error());
    const Result<answer::Found> found =
        answer::why_found(*question, *visible, passages->front(), library, call.service.retriever);
    if (!found) return fail(found.error());
    json["explain"] = Json::parse(answer::json_of(found->why));
    json["bridges"] = Json::parse(answer::json_of(found->bridges));
  }
  return response_of(json);
}

}  // namespace sillok::serve
