// The OpenAI wire format, so that programs written for it ask sillok unchanged. Answers quote the
// documents: there is no model behind it, so sampling parameters have nothing to act on and token
// counts are zero.
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "answer/answer.h"
#include "serve/body.h"
#include "serve/replies.h"

namespace sillok::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kChatBytes = 1U << 20U;  // a long conversation; only its last question counts
constexpr std::string_view kModel = "sillok";

std::string printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string event_of(const Json& json) {
  return "data: " + printed(json) + "\n\n";
}

Json json_of_model(const std::string& id) {
  // Nothing was trained at any time; the field must be there.
  return {{"id", id}, {"object", "model"}, {"created", 0}, {"owned_by", "sillok"}};
}

// "sillok", and "sillok:NAME" for each collection that everyone may read.
Result<std::vector<std::string>> models(const library::Library& library) {
  Result<std::vector<library::DocumentRow>> rows = library.list(everyone());
  if (!rows) return fail(std::move(rows).error());
  std::set<std::string> collections;
  for (const library::DocumentRow& row : *rows) collections.insert(row.scope.collection);
  std::vector<std::string> names{std::string(kModel)};
  for (const std::string& each : collections) names.push_back(std::string(kModel) + ":" + each);
  return names;
}

Unexpected no_such_model(const std::string& name) {
  return fail(Code::not_found, "there is no such model; /v1/models lists what there is", name);
}

// The text of a message: a string, or the text parts of a list.
Result<std::string> content_of(const nlohmann::json& message) {
  const auto content = message.find("content");
  if (content == message.end()) return fail(Code::usage, "the user's message has no 'content'");
  if (content->is_string()) return content->get<std::string>();
  std::string text;
  if (!content->is_array()) return fail(Code::usage, "'content' must be a text or a list of parts");
  for (const nlohmann::json& part : *content) {
    if (!part.is_object() || part.value("type", nlohmann::json()) != "text") {
      return fail(Code::usage, "only parts of type 'text' are understood");
    }
    Result<std::optional<std::string>> piece = text_in(part, "text");
    if (!piece) return fail(std::move(piece).error());
    if (!text.empty()) text += '\n';
    text += piece->value_or("");
  }
  return text;
}

Result<std::string> last_question(const nlohmann::json& body) {
  const auto messages = body.find("messages");
  if (messages == body.end() || !messages->is_array()) {
    return fail(Code::usage, "'messages' must be a list of messages");
  }
  for (auto message = messages->rbegin(); message != messages->rend(); ++message) {
    if (!message->is_object()) return fail(Code::usage, "each message must be an object");
    if (message->value("role", nlohmann::json()) == "user") return content_of(*message);
  }
  return fail(Code::usage, "'messages' holds none with \"role\":\"user\"");
}

Result<bool> flag_in(const nlohmann::json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return false;
  if (!found->is_boolean()) {
    return fail(Code::usage, "'" + std::string(name) + "' must be true or false");
  }
  return found->get<bool>();
}

Json usage_of() {
  return {{"prompt_tokens", 0}, {"completion_tokens", 0}, {"total_tokens", 0}};
}

struct Chat {
  std::string model;
  std::string question;
  std::string collection;
  bool stream = false;
  bool stream_usage = false;
};

Result<Chat> chat_of(const nlohmann::json& body) {
  Chat chat;
  Result<std::optional<std::string>> model = text_in(body, "model");
  if (!model) return fail(std::move(model).error());
  chat.model = model->value_or(std::string(kModel));
  if (chat.model.starts_with(std::string(kModel) + ":")) {
    chat.collection = chat.model.substr(kModel.size() + 1);
  } else if (chat.model != kModel) {
    return no_such_model(chat.model);
  }
  const auto n = body.find("n");
  if (n != body.end() && !n->is_null() && *n != 1) {
    return fail(Code::usage, "'n' must be 1: a question has one answer");
  }
  Result<bool> stream = flag_in(body, "stream");
  if (!stream) return fail(std::move(stream).error());
  chat.stream = *stream;
  if (const auto options = body.find("stream_options"); options != body.end()) {
    if (!options->is_null() && !options->is_object()) {
      return fail(Code::usage, "'stream_options' must be an object");
    }
    if (options->is_object()) {
      Result<bool> usage = flag_in(*options, "include_usage");
      if (!usage) return fail(std::move(usage).error());
      chat.stream_usage = *usage;
    }
  }
  Result<std::string> question = last_question(body);
  if (!question) return fail(std::move(question).error());
  chat.question = std::move(*question);
  return chat;
}

// What all parts of one completion have in common.
Json head_of(const Chat& chat, const answer::Answer& answer, const char* object,
             std::int64_t created) {
  return {{"id", "chatcmpl-" + answer.id},
          {"object", object},
          {"created", created},
          {"model", chat.model},
          {"system_fingerprint", answer.provenance.program}};
}

// The sentences one by one; put together they are the answer's text.
std::vector<std::string> pieces_of(const answer::Answer& answer) {
  std::vector<std::string> pieces;
  std::string together;
  for (const answer::Sentence& sentence : answer.sentences) {
    pieces.push_back((pieces.empty() ? "" : "\n") + sentence.text);
    together += pieces.back();
  }
  if (together != answer.text) return {answer.text};
  return pieces;
}

Response whole(const Chat& chat, const answer::Answer& answer, std::int64_t created) {
  Json json = head_of(chat, answer, "chat.completion", created);
  Json message{{"role", "assistant"}, {"content", answer.text}, {"refusal", nullptr}};
  json["choices"] = Json::array({{{"index", 0},
                                  {"message", std::move(message)},
                                  {"logprobs", nullptr},
                                  {"finish_reason", "stop"}}});
  json["usage"] = usage_of();
  json["sillok"] = Json::parse(answer::to_json(answer));
  Response response;
  response.body = printed(json);
  return response;
}

Response streamed(const Chat& chat, const answer::Answer& answer, std::int64_t created) {
  const Json head = head_of(chat, answer, "chat.completion.chunk", created);
  const auto chunk = [&](Json delta, Json finish) {
    Json json = head;
    json["choices"] = Json::array({{{"index", 0},
                                    {"delta", std::move(delta)},
                                    {"logprobs", nullptr},
                                    {"finish_reason", std::move(finish)}}});
    if (chat.stream_usage) json["usage"] = nullptr;
    return json;
  };
  Response response;
  response.content_type = "text/event-stream; charset=utf-8";
  response.events.push_back(event_of(chunk({{"role", "assistant"}, {"content", ""}}, nullptr)));
  for (const std::string& piece : pieces_of(answer)) {
    response.events.push_back(event_of(chunk({{"content", piece}}, nullptr)));
  }
  Json last = chunk(Json::object(), "stop");
  last["sillok"] = Json::parse(answer::to_json(answer));
  response.events.push_back(event_of(last));
  if (chat.stream_usage) {
    Json usage = head;
    usage["choices"] = Json::array();
    usage["usage"] = usage_of();
    response.events.push_back(event_of(usage));
  }
  response.events.emplace_back("data: [DONE]\n\n");
  return response;
}

}  // namespace

Result<Response> reply_models(const Call& call) {
  Result<std::vector<std::string>> names = models(call.service.library);
  if (!names) return fail(std::move(names).error());
  Json data = Json::array();
  for (const std::string& name : *names) data.push_back(json_of_model(name));
  Response response;
  response.body = printed({{"object", "list"}, {"data", std::move(data)}});
  return response;
}

Result<Response> reply_model(const Call& call) {
  Result<std::vector<std::string>> names = models(call.service.library);
  if (!names) return fail(std::move(names).error());
  const std::string asked(call.id);
  for (const std::string& name : *names) {
    if (name != asked) continue;
    Response response;
    response.body = printed(json_of_model(name));
    return response;
  }
  return no_such_model(asked);
}

Result<Response> reply_chat(const Call& call) {
  Result<nlohmann::json> body = parse_body(call.request, kChatBytes);
  if (!body) return fail(std::move(body).error());
  Result<Chat> chat = chat_of(*body);
  if (!chat) return fail(std::move(chat).error());
  Result<answer::Answer> answer = answer_to(call.service, chat->question, chat->collection);
  if (!answer) return fail(std::move(answer).error());
  const std::int64_t created = std::time(nullptr);
  return chat->stream ? streamed(*chat, *answer, created) : whole(*chat, *answer, created);
}

Result<Response> reply_embeddings(const Call& /*call*/) {
  return fail(Code::unsupported,
              "no embedding model is configured; search with GET /api/search?q=...");
}

Response openai_error(const Error& error) {
  Response response = error_response(error);
  const bool theirs = response.status < 500;
  response.body = printed({{"error",
                            {{"message", message_of(error)},
                             {"type", theirs ? "invalid_request_error" : "server_error"},
                             {"param", nullptr},
                             {"code", name_of(error.code)}}}});
  return response;
}

}  // namespace sillok::serve
