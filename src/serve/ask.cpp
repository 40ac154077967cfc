#include <algorithm>
#include <nlohmann/json.hpp>

#include "answer/answer.h"
#include "serve/body.h"
#include "serve/replies.h"

namespace sillok::serve {
namespace {

// A question of kLongestQuestion bytes with every character escaped (\uXXXX for two bytes) fits.
constexpr std::size_t kAskBytes = 64U * 1024;

const char* name_of(answer::Status status) {
  switch (status) {
    case answer::Status::answered:
      return "answered";
    case answer::Status::unclear:
      return "unclear";
    case answer::Status::abstained:
      break;
  }
  return "abstained";
}

// Every document that a recorded answer names may be read by the asker.
Result<bool> may_see(const library::Library& library, const nlohmann::json& answer) {
  const library::Asker asker = everyone();
  std::vector<std::string> documents;
  for (const auto& sentence : answer.value("sentences", nlohmann::json::array())) {
    for (const auto& citation : sentence.value("citations", nlohmann::json::array())) {
      documents.push_back(citation.value("document", ""));
    }
  }
  for (const auto& each : answer.value("evidence", nlohmann::json::array())) {
    documents.push_back(each.value("document", ""));
  }
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  for (const std::string& id : documents) {
    if (Result<library::DocumentRow> row = library.document(id, asker); !row) {
      if (row.error().code == Code::not_found || row.error().code == Code::denied) return false;
      return fail(std::move(row).error());
    }
  }
  return true;
}

}  // namespace

library::Asker everyone(std::string collection) {
  library::Asker asker;
  asker.collection = std::move(collection);
  return asker;
}

Result<answer::Answer> answer_to(Service& service, const std::string& question,
                                 const std::string& collection) {
  Result<answer::Answer> answer = answer::quote(question, everyone(collection), service.library,
                                                service.retriever, service.answering);
  if (!answer) return answer;
  service.metrics.note_answer(name_of(answer->status), answer->milliseconds / 1000);
  // An answer that leaves this house is on record, or it does not leave.
  Result<void> kept = service.library.record_answer(answer->id, answer::to_json(*answer));
  if (!kept) return fail(std::move(kept).error());
  return answer;
}

Result<Response> reply_ask(const Call& call) {
  Result<nlohmann::json> body = parse_body(call.request, kAskBytes);
  if (!body) return fail(std::move(body).error());
  Result<std::optional<std::string>> question = text_in(*body, "question");
  if (!question) return fail(std::move(question).error());
  if (!*question) return fail(Code::usage, R"(ask with {"question":"..."})");
  Result<std::optional<std::string>> collection = text_in(*body, "collection");
  if (!collection) return fail(std::move(collection).error());
  Result<std::optional<std::string>> mode = text_in(*body, "mode");
  if (!mode) return fail(std::move(mode).error());
  const std::string asked_mode = mode->value_or("quote");
  if (asked_mode == "select" || asked_mode == "write") {
    return fail(Code::unsupported,
                "no language model is configured; ask with \"mode\":\"quote\", which needs none");
  }
  if (asked_mode != "quote") {
    return fail(Code::usage, "'mode' must be quote, select or write");
  }
  Result<answer::Answer> answer = answer_to(call.service, **question, collection->value_or(""));
  if (!answer) return fail(std::move(answer).error());
  Response response;
  response.body = answer::to_json(*answer);
  return response;
}

Result<Response> reply_answer(const Call& call) {
  const std::string id(call.id);
  // Word for word the same for one that is missing and one that may not be seen.
  const auto none = [&] { return fail(Code::not_found, "no such answer", id); };
  Result<std::string> kept = call.service.library.answer(id);
  if (!kept && kept.error().code == Code::not_found) return none();
  if (!kept) return fail(std::move(kept).error());
  const nlohmann::json json = nlohmann::json::parse(*kept, nullptr, false);
  if (!json.is_object()) return fail(Code::storage, "the recorded answer is damaged", id);
  Result<bool> visible = may_see(call.service.library, json);
  if (!visible) return fail(std::move(visible).error());
  if (!*visible) return none();
  Response response;
  response.body = std::move(*kept);
  return response;
}

}  // namespace sillok::serve
