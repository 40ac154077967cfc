// The functions behind the route table, by subject: each takes a call and gives the reply, or an
// Error that respond() turns into one.
#pragma once

#include "serve/routes.h"

namespace sillok::serve {

// ask.cpp
[[nodiscard]] Result<Response> reply_ask(const Call& call);
[[nodiscard]] Result<Response> reply_answer(const Call& call);
// search.cpp
[[nodiscard]] Result<Response> reply_search(const Call& call);
[[nodiscard]] Result<Response> reply_passage(const Call& call);
// documents.cpp
[[nodiscard]] Result<Response> reply_documents(const Call& call);
[[nodiscard]] Result<Response> reply_document(const Call& call);
[[nodiscard]] Result<Response> reply_collections(const Call& call);
// openai.cpp
[[nodiscard]] Result<Response> reply_models(const Call& call);
[[nodiscard]] Result<Response> reply_model(const Call& call);
[[nodiscard]] Result<Response> reply_chat(const Call& call);
[[nodiscard]] Result<Response> reply_embeddings(const Call& call);
// {"error":{"message","type","param","code"}}
[[nodiscard]] Response openai_error(const Error& error);
// page.cpp
[[nodiscard]] Result<Response> reply_asset(const Call& call);
[[nodiscard]] Result<Response> reply_metrics(const Call& call);

// Asks, records and counts; what reply_ask and reply_chat share.
[[nodiscard]] Result<answer::Answer> answer_to(Service& service, const std::string& question,
                                               const std::string& collection);

}  // namespace sillok::serve
